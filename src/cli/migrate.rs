//! `stocktake migrate`: an assessment, moved to another version of its framework.

use std::path::PathBuf;

use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::analysis::migration::Migration;
use crate::domain::{Id, Key, Selection};
use crate::export;
use crate::report::migration::{chain, moves, overview, sentence};
use crate::report::{Cell, Column, Table};
use crate::workspace::{Planned, Workspace, WorkspaceError};

/// Move assessments to another version of their framework, as editions beside the old files
///
/// What means the same keeps its answer. What is worded differently, renamed, rescaled, split or
/// merged is carried over and not counted until somebody confirms it. What has no place goes into
/// the attic of the new file. The old file is not touched. Crosswalks decide what belongs together.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The version, or ID@VERSION of another framework
    #[arg(long, value_name = "[ID@]VERSION")]
    to: String,
    /// The name of the edition; else the version, or ID-VERSION of another framework
    #[arg(long, value_name = "EDITION", value_parser = Id::new)]
    edition: Option<Id>,
    /// Show what would become of everything, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write a report of one migration, as Markdown
    #[arg(long, value_name = "FILE.md")]
    report: Option<PathBuf>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the preview, or writes the editions and prints their paths.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let keys = keys(&workspace, &args.selection)?;
    if args.report.is_some() && keys.len() > 1 {
        return Err(CliError::usage(format!(
            "a report is of one migration, not of {}",
            keys.len()
        ))
        .hint("name a country and a year"));
    }
    if !args.dry_run && args.print.format != Format::Table {
        return Err(CliError::usage("--format is for the preview").hint("add --dry-run"));
    }
    if let Some(path) = &args.report {
        workspace.refuse_own_folders(&std::path::absolute(path)?)?;
    }
    let mut planned = Vec::with_capacity(keys.len());
    for key in &keys {
        planned.push(plan(&workspace, key, &args)?);
    }
    // Everything was worked out before anything is written.
    let mut rows = Vec::new();
    for plan in &planned {
        if args.dry_run {
            rows.push(preview(plan, args.print.format));
        } else {
            let path = workspace.migrate(plan)?;
            ctx.line(path.display())?;
        }
    }
    match args.print.format.machine() {
        Some(machine) => {
            if let Some(first) = rows.first() {
                let parts = rows.iter().map(|table| print::rows(table, machine));
                print::stream(ctx, &first.columns, parts, machine)?;
            }
        }
        None => rows.iter().try_for_each(|table| print::table(ctx, table, Format::Table))?,
    }
    // A table on the terminal has named the chain below it.
    let told = args.dry_run && args.print.format == Format::Table;
    for plan in &planned {
        say(plan, args.dry_run, ctx);
        if let Some(chain) = chain(&plan.migration).filter(|_| !told) {
            ctx.say(chain);
        }
    }
    if let (Some(path), Some(plan)) = (&args.report, planned.first()) {
        let path = std::path::absolute(path)?;
        let mut report = plan.report();
        report.state_limits(Vec::new(), Vec::new());
        let written = workspace.export(&report, export::Format::Markdown, &path)?;
        ctx.say(format!("report: {}", written.display()));
    }
    Ok(Outcome::Done)
}

/// The assessments that are chosen.
fn keys(workspace: &Workspace, selection: &Selection) -> Result<Vec<Key>, CliError> {
    if let Some(key) = selection.single() {
        return Ok(vec![key]);
    }
    let listed = workspace.list()?;
    let keys: Vec<Key> = selection.choose(&listed.keys).into_iter().cloned().collect();
    if keys.is_empty() {
        return Err(WorkspaceError::Nothing(selection.to_string()).into());
    }
    Ok(keys)
}

fn plan(workspace: &Workspace, key: &Key, args: &Args) -> Result<Planned, CliError> {
    let to = match args.to.split_once('@') {
        Some((id, version)) => {
            let id = Id::new(id).map_err(CliError::usage)?;
            workspace.framework(id.as_str(), Some(version))?
        }
        None => {
            let old = workspace.read(key)?;
            workspace.framework(old.framework.id.as_str(), Some(&args.to))?
        }
    };
    workspace.plan_migration(key, &to, args.edition.as_ref()).map_err(|error| {
        let lacks = matches!(&error, WorkspaceError::Content(why) if why.contains("no crosswalk"));
        match lacks {
            true => CliError::from(error)
                .hint("stocktake framework crosswalk FROM TO --out FILE drafts one"),
            false => error.into(),
        }
    })
}

/// What becomes of everything; for machines with the assessment in front.
fn preview(plan: &Planned, format: Format) -> Table {
    let (migration, from, to) = (&plan.migration, &plan.old.framework, &plan.to);
    if format == Format::Table {
        let title = format!("{} to {}", plan.old.assessment.key, plan.key);
        return Table { title, ..overview(migration, from, to) };
    }
    let mut table = moves(migration, from, to);
    table.columns.insert(0, Column::text("assessment", "Assessment"));
    let key = plan.old.assessment.key.to_string();
    table.rows.iter_mut().for_each(|row| row.insert(0, Cell::text(&*key)));
    table
}

fn say(plan: &Planned, dry_run: bool, ctx: &mut Context<'_>) {
    let (old, key) = (&plan.old.assessment.key, &plan.key);
    let migration: &Migration = &plan.migration;
    ctx.say(format!("{old} to {key}: {}", sentence(migration)));
    ctx.say(match dry_run {
        true => "nothing was written".to_owned(),
        false => format!("next: stocktake review {key}, and stocktake show {key} --attic"),
    });
}
