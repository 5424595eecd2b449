//! `stocktake import`: tables of others.

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::gather::single;
use super::{CliError, Context, Outcome};
use crate::domain::{Id, Perspective, Selection};
use crate::workspace::ImportReport;

/// Bring in tables of others
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    table: Table,
}

#[derive(Debug, clap::Subcommand)]
enum Table {
    /// Import answers from a long table: iso3,country,year,id,value
    ///
    /// One assessment is made for each country and year. Rows that cannot be used are printed with
    /// their line and the reason, and the others go in; then the exit code is 1. An answer that is
    /// there already is never altered.
    Csv(CsvArgs),
    /// Import recommendations of treaty bodies: body,year,text, and id,reference,level,about,status,answer
    ///
    /// about holds ids or numbers of questions or components; level is policy, system or service, and
    /// follows from the first question where it is missing. Rows that cannot be used are printed with
    /// their line and the reason, and the others go in; then the exit code is 1. A recommendation that is
    /// there already and differs is never altered.
    Treaty(TreatyArgs),
}

#[derive(Debug, clap::Args)]
struct TreatyArgs {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The table
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say what would come in, and write nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, clap::Args)]
struct CsvArgs {
    /// The table
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The framework whose questions the ids are
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    framework: Id,
    /// Its version; else the newest
    #[arg(long, value_name = "V")]
    framework_version: Option<String>,
    /// Whose view it is: self (the countries' own, the default), shadow, independent, external or
    /// survey
    #[arg(long, value_name = "P", value_parser = Perspective::new)]
    perspective: Option<Perspective>,
}

/// Imports the table and says what went in and what did not.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let args = match args.table {
        Table::Csv(args) => args,
        Table::Treaty(args) => return treaty(&args, ctx),
    };
    let workspace = ctx.open()?;
    let version = args.framework_version.as_deref();
    let framework = workspace.framework(args.framework.as_str(), version)?;
    let bar = if ctx.terminal.progress { bar() } else { ProgressBar::hidden() };
    let perspective = args.perspective.unwrap_or(Perspective::Own);
    let report = workspace.import_scores(&args.file, &framework, perspective, &|done, all| {
        bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    });
    bar.finish_and_clear();
    let report = report?;
    for row in &report.rejected {
        ctx.line(format!("{}:{}: {}", args.file.display(), row.line, row.reason))?;
    }
    ctx.out.flush()?;
    ctx.say(summary(&report, perspective));
    if args.perspective.is_none() && report.made > 0 {
        ctx.say(
            "hint: they stand as the countries' view of themselves; what others found comes in \
             with --perspective external",
        );
    }
    Ok(if report.rejected.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Imports recommendations and says what went in and what did not.
fn treaty(args: &TreatyArgs, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let report = workspace.import_treaty(&args.file, &key, args.dry_run)?;
    for (line, why) in &report.rejected {
        ctx.line(format!("{}:{line}: {why}", args.file.display()))?;
    }
    ctx.out.flush()?;
    let would = if args.dry_run { "would go" } else { "went" };
    let mut said = format!("{} recommendations {would} into {key}", report.added.len());
    for (what, count) in [
        ("there already", report.unchanged),
        ("with a level of change that follows from the first question", report.derived),
        ("not gone in", report.rejected.len()),
    ] {
        if count > 0 {
            said += &format!("; {what}: {count}");
        }
    }
    ctx.say(said);
    Ok(if report.rejected.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} assessments, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ");
    ProgressBar::new(0).with_style(style)
}

fn summary(report: &ImportReport, perspective: Perspective) -> String {
    let mut parts = vec![format!(
        "{} answers went into {} new and {} existing assessments of the perspective {perspective}",
        report.answers, report.made, report.extended
    )];
    for (what, count) in [
        ("there already", report.unchanged),
        ("without a value", report.blank),
        ("not gone in", report.rejected.len()),
    ] {
        if count > 0 {
            parts.push(format!("{what}: {count}"));
        }
    }
    parts.join("; ")
}
