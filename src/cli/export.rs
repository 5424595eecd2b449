//! `stocktake export`: files to hand over.

use std::path::{Path, PathBuf};

use super::gather::single;
use super::{CliError, Context, Outcome};
use crate::analysis::choose::{Choice, When};
use crate::cli::compare::chosen_groups;
use crate::domain::{Country, Editions, Id, Key, Perspective, Selection};
use crate::export::{Format, render};
use crate::workspace::{Beside, OtherTexts, Prepared, Wanted, Workspace, WorkspaceError};

/// Write priorities, reports, scores, comparisons and the exchange as files to hand over
///
/// A file goes into exports/ under a name that says what it is, unless --out names another; its
/// path is printed. What is there under such a name is replaced; a file that --out names is replaced
/// only with --force.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to write
    #[arg(value_enum, value_name = "WHAT")]
    what: What,
    /// COUNTRY/YEAR[/perspective][@unit][~edition], as many as you like; a file for each, but one for scores
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selections: Vec<Selection>,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "md")]
    format: Kind,
    /// The file; - prints what is text
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file that --out names
    #[arg(long, requires = "out")]
    force: bool,
    /// For countries, the panel and the exchange: as things stood in this year
    #[arg(long, value_name = "YEAR", value_parser = super::compare::year)]
    year: Option<i16>,
    /// For countries, the panel and the exchange: the edition of a round where there is one; else its
    /// record
    #[arg(long, value_name = "EDITION", value_parser = Id::new)]
    edition: Option<Id>,
    /// For countries and the panel: whose view; for perspectives: the view that the others are held
    /// against; else self
    #[arg(long, value_name = "VIEW", value_parser = Perspective::new)]
    perspective: Option<Perspective>,
    /// For countries and the panel: these countries only
    #[arg(long, value_name = "ALB,SRB", value_delimiter = ',', value_parser = Country::new)]
    countries: Vec<Country>,
    /// For countries and the panel: a peer group; may be given several times
    #[arg(long, value_name = "ID", value_parser = Id::new, conflicts_with = "countries")]
    group: Vec<Id>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// The priority list of an assessment
    Priorities,
    /// The full report of an assessment
    Report,
    /// The plan: actions, where they would lead, who must do what, treaty recommendations, ladders
    Plan,
    /// The draft outline of a strategy at the levels of policy, system and services
    Strategy,
    /// Scores; of every assessment where none is named
    Scores,
    /// The years of a country
    Years,
    /// Countries side by side
    Countries,
    /// Countries through the years
    Panel,
    /// The views of a round, gap by gap
    Perspectives,
    /// The units of a country side by side
    Units,
    /// Offers against requests across countries
    Exchange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Markdown
    Md,
    /// Comma-separated, with cells that no spreadsheet runs
    Csv,
    /// JSON in full precision
    Json,
    /// A workbook
    Xlsx,
    /// One page that stands alone
    Html,
}

/// Writes the files.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let format = format(args.format);
    refuse_idle(&args)?;
    let all = wanted(&args, &workspace)?;
    if all.len() > 1 && args.out.is_some() {
        return Err(CliError::usage("--out names one file, and there would be several")
            .hint("name one assessment, or leave --out away"));
    }
    let (mut outcome, mut all_other) = (Outcome::Done, OtherTexts::default());
    for wanted in &all {
        let Prepared { document, bad, other } = workspace.prepare(wanted)?;
        if args.out.as_deref() == Some(Path::new("-")) {
            if !format.is_text() {
                return Err(CliError::usage("a workbook cannot be printed")
                    .hint("name a file with --out, or leave --out away"));
            }
            let content = render(&document, format).map_err(WorkspaceError::from)?;
            ctx.out.write_all(&content)?;
        } else {
            let path = target(&workspace, wanted, format, &args)?;
            let written = workspace.export(&document, format, &path)?;
            ctx.line(written.display())?;
        }
        all_other.add(other);
        outcome = outcome.max(ctx.bad_files(&bad));
    }
    ctx.other_texts(&all_other);
    Ok(outcome)
}

/// What is wanted: one thing, or one for each assessment that is named.
fn wanted(args: &Args, workspace: &Workspace) -> Result<Vec<Wanted>, CliError> {
    let when = args.year.map_or(When::Latest, When::UpTo);
    let choice = Choice { when, perspective: args.perspective.unwrap_or(Perspective::Own) };
    let editions = Editions::preferring(args.edition.as_ref());
    let beside = || -> Result<Beside, CliError> {
        let groups = chosen_groups(workspace, &args.group)?;
        let countries = args.countries.clone();
        Ok(Beside { choice, countries, groups, editions: editions.clone() })
    };
    let each = |make: fn(Key) -> Wanted| -> Result<Vec<Wanted>, CliError> {
        named(args)?.iter().map(|selection| single(selection).map(make)).collect()
    };
    match args.what {
        What::Priorities => each(Wanted::Priorities),
        What::Report => each(Wanted::Report),
        What::Plan => each(Wanted::Plan),
        What::Strategy => each(Wanted::Strategy),
        What::Years => named(args)?.iter().map(years).collect(),
        What::Scores if args.selections.is_empty() => {
            Ok(vec![Wanted::Scores(vec![Selection::all()])])
        }
        What::Scores => Ok(vec![Wanted::Scores(args.selections.clone())]),
        What::Countries => alone(args, Wanted::Countries(beside()?)),
        What::Panel => alone(args, Wanted::Panel(beside()?)),
        What::Perspectives => named(args)?.iter().map(|one| views(one, choice)).collect(),
        What::Units => named(args)?.iter().map(units).collect(),
        What::Exchange => alone(args, Wanted::Exchange(choice, editions)),
    }
}

/// Refuses what would be read and obeyed by nothing.
fn refuse_idle(args: &Args) -> Result<(), CliError> {
    let beside = matches!(args.what, What::Countries | What::Panel);
    let many = beside || args.what == What::Exchange;
    let given = [
        ("--year", args.year.is_some(), many),
        ("--edition", args.edition.is_some(), many),
        ("--perspective", args.perspective.is_some(), beside || args.what == What::Perspectives),
        ("--countries", !args.countries.is_empty(), beside),
        ("--group", !args.group.is_empty(), beside),
    ];
    match given.into_iter().find(|(_, given, obeyed)| *given && !obeyed) {
        None => Ok(()),
        Some((name, ..)) => Err(CliError::usage(format!("{name} has no meaning for this export"))
            .hint("stocktake export --help says what each is for")),
    }
}

/// The views of one round, held against the one that is chosen.
fn views(selection: &Selection, choice: Choice) -> Result<Wanted, CliError> {
    if selection.perspective.is_some() {
        return Err(CliError::usage("every perspective takes part: leave it out of the selection")
            .hint("--perspective names the one that the others are held against"));
    }
    let key = single(selection)?;
    Ok(Wanted::Perspectives(Key { perspective: choice.perspective, ..key }))
}

fn units(selection: &Selection) -> Result<Wanted, CliError> {
    if selection.unit.is_some() {
        return Err(CliError::usage("every unit takes part: leave it out of the selection"));
    }
    single(selection).map(Wanted::Units)
}

/// The selections, of which there has to be one.
fn named(args: &Args) -> Result<&[Selection], CliError> {
    if args.selections.is_empty() {
        return Err(CliError::usage("there is no assessment named")
            .hint("name a country and a year, for instance ALB/2026"));
    }
    Ok(&args.selections)
}

/// What takes part in it follows from the workspace, so that no assessment is named.
fn alone(args: &Args, wanted: Wanted) -> Result<Vec<Wanted>, CliError> {
    match args.selections.as_slice() {
        [] => Ok(vec![wanted]),
        [one, ..] => Err(CliError::usage(format!(
            "every country takes part, so that '{one}' has no meaning here"
        ))
        .hint("leave it away; --year chooses the year")),
    }
}

fn years(selection: &Selection) -> Result<Wanted, CliError> {
    if selection.country.is_none() {
        return Err(CliError::usage("the years of one country are compared")
            .hint("name it, for instance: stocktake export years ALB"));
    }
    let edition = match &selection.edition {
        Editions::Any => {
            return Err(CliError::usage("a year counts once: name one edition")
                .hint("ALB~1.0 takes that edition where there is one, else the record"));
        }
        Editions::Only(edition) => Editions::Prefer(edition.clone()),
        other => other.clone(),
    };
    Ok(Wanted::Years(Selection {
        edition,
        perspective: selection.perspective.or(Some(Perspective::Own)),
        unit: Some(selection.unit.clone().flatten()),
        ..selection.clone()
    }))
}

/// The path of the file: the one that was named, as seen from the current folder, or the usual one.
///
/// A name in exports/ says what the file is, and the newer one of the same takes its place. Of a
/// file that a person names nobody knows what it holds.
fn target(
    workspace: &Workspace,
    wanted: &Wanted,
    format: Format,
    args: &Args,
) -> Result<PathBuf, CliError> {
    if let Some(path) = &args.out {
        workspace.refuse_own_folders(&std::path::absolute(path)?)?;
    }
    match &args.out {
        Some(path) if !args.force && path.symlink_metadata().is_ok() => {
            Err(CliError::failed(format!("{} is there already", path.display()))
                .hint("nothing was altered; --force replaces it"))
        }
        Some(path) => Ok(std::path::absolute(path)?),
        None => Ok(workspace.exports().join(wanted.file_name(format))),
    }
}

fn format(kind: Kind) -> Format {
    match kind {
        Kind::Md => Format::Markdown,
        Kind::Csv => Format::Csv,
        Kind::Json => Format::Json,
        Kind::Xlsx => Format::Xlsx,
        Kind::Html => Format::Html,
    }
}
