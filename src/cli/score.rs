//! `stocktake score`: scores, and the arithmetic behind them.

mod by;

use super::gather::{Gathered, gather};
use super::print::{self, FormatArgs, Machine};
use super::{CliError, Context, Outcome};
use crate::analysis::Scored;
use crate::analysis::score::Scores;
use crate::domain::{Assessment, Editions, Id, Selection};
use crate::report::{
    Cell, Column, Depth, Overall, Table, explain_group, explain_question, scores, scores_in_parts,
    tidy_columns, tidy_scores,
};
use crate::workspace::{Opened, Workspace};

/// Compute scores, or explain one
///
/// The table shows the domains and components, and the whole only on request; CSV and JSON hold every node in full
/// precision: country,year,unit,perspective,edition,framework,version,node,depth,value,percent,coverage,
/// lowest,highest.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition], as many as you like
    #[arg(value_name = "SEL", value_parser = Selection::new, required_unless_present = "all")]
    selections: Vec<Selection>,
    /// Every assessment of the workspace
    #[arg(long, conflicts_with = "selections")]
    all: bool,
    /// The edition of a round where there is one; else its record
    #[arg(long, value_name = "EDITION", value_parser = Id::new)]
    edition: Option<Id>,
    /// Show the whole arithmetic behind the score of a node
    #[arg(long, value_name = "NODE")]
    explain: Option<String>,
    /// Cut the same answers by lens, kind, action or a scheme of the framework instead
    #[arg(long, value_name = "SCHEME", conflicts_with_all = ["explain", "depth", "overall", "questions"])]
    by: Option<String>,
    /// Go down to this depth; 0 is the root
    #[arg(long, value_name = "N", conflicts_with = "explain")]
    depth: Option<usize>,
    /// Show the number of the whole framework, too, beside its weakest part
    #[arg(long, conflicts_with = "explain")]
    overall: bool,
    /// Show the questions, too
    #[arg(long, conflicts_with_all = ["depth", "explain"])]
    questions: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the scores of every chosen assessment.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let mut selections = if args.all { vec![Selection::all()] } else { args.selections.clone() };
    if args.edition.is_some() {
        for selection in &mut selections {
            selection.edition = Editions::preferring(args.edition.as_ref());
        }
    }
    if let Some(node) = &args.explain {
        return explain(&workspace, &selections, node, args.print, ctx);
    }
    if let Some(scheme) = &args.by {
        return by::run(&workspace, &selections, scheme, args.print, ctx);
    }
    match args.print.format.machine() {
        Some(machine) => {
            let depth = args.depth.map_or(Depth::All, Depth::To);
            tidy(&workspace, &selections, depth, machine, ctx)
        }
        None => {
            let depth = if args.questions { Depth::All } else { Depth::Groups };
            let depth = args.depth.map_or(depth, Depth::To);
            let asked = args.overall || args.depth == Some(0);
            let overall = if asked { Overall::Shown } else { Overall::Hidden };
            drawn(&workspace, &selections, depth, overall, args.print, ctx)
        }
    }
}

/// Only the printed rows of each assessment are kept, so that thousands fit into little memory.
fn tidy(
    workspace: &Workspace,
    selections: &[Selection],
    depth: Depth,
    machine: Machine,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let found = gather(workspace, selections, |opened| {
        scored(&opened, |scored| print::rows(&tidy_scores(scored, depth), machine))
    })?;
    something(&found, selections)?;
    print::stream(ctx, &tidy_columns(), found.kept, machine)?;
    ctx.other_texts(&found.other);
    Ok(ctx.bad_files(&found.bad))
}

fn drawn(
    workspace: &Workspace,
    selections: &[Selection],
    depth: Depth,
    overall: Overall,
    print: FormatArgs,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let found = gather(workspace, selections, |opened| {
        let scores = Scores::of(&opened.framework, &opened.assessment);
        // What is written in the boxes and lists is not needed any more.
        let head = Assessment {
            country_name: opened.assessment.country_name.clone(),
            territory_note: opened.assessment.territory_note.clone(),
            ..Assessment::blank(opened.assessment.key.clone(), opened.assessment.framework.clone())
        };
        (opened.framework, head, scores)
    })?;
    something(&found, selections)?;
    let all: Vec<Scored<'_>> = found
        .kept
        .iter()
        .map(|(framework, assessment, scores)| Scored { framework, assessment, scores })
        .collect();
    match all.as_slice() {
        [] => print::table(ctx, &scores(&all, depth, overall), print.format)?,
        all => print::tables(ctx, scores_in_parts(all, depth, overall), print.format)?,
    }
    ctx.other_texts(&found.other);
    Ok(ctx.bad_files(&found.bad))
}

fn explain(
    workspace: &Workspace,
    selections: &[Selection],
    node: &str,
    print: FormatArgs,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let machine = print.format.machine();
    let found = gather(workspace, selections, |opened| {
        let table = scored(&opened, |scored| explanation(scored, node));
        let key = opened.assessment.key.to_string();
        let framework = &opened.framework;
        let absent = || {
            format!("{key}: '{node}' is not in framework {} {}", framework.id, framework.version)
        };
        match (table, machine) {
            (Some(table), Some(_)) => Ok(with_assessment(table, &key)),
            (table, _) => table.ok_or_else(absent),
        }
    })?;
    something(&found, selections)?;
    let (tables, absent): (Vec<_>, Vec<_>) = found.kept.into_iter().partition(Result::is_ok);
    let tables: Vec<Table> = tables.into_iter().flatten().collect();
    match (machine, tables.first()) {
        (Some(machine), Some(first)) => {
            let parts = tables.iter().map(|table| print::rows(table, machine));
            print::stream(ctx, &first.columns, parts, machine)?;
        }
        _ => tables.iter().try_for_each(|table| print::table(ctx, table, print.format))?,
    }
    ctx.other_texts(&found.other);
    absent.iter().filter_map(|one| one.as_ref().err()).for_each(|why| {
        ctx.say(format!("error: {why}"));
    });
    let outcome = if absent.is_empty() { Outcome::Done } else { Outcome::Invalid };
    Ok(outcome.max(ctx.bad_files(&found.bad)))
}

/// The table with a column that names the assessment, as a machine needs it.
fn with_assessment(mut table: Table, key: &str) -> Table {
    table.columns.insert(0, Column::text("assessment", "Assessment"));
    table.rows.iter_mut().for_each(|row| row.insert(0, Cell::text(key)));
    table
}

fn explanation(scored: Scored<'_>, node: &str) -> Option<Table> {
    let framework = scored.framework;
    let by_code = || framework.nodes().iter().position(|n| !n.code.is_empty() && n.code == node);
    let place = framework.find(node).or_else(by_code)?;
    explain_group(scored, place).or_else(|| explain_question(scored, place))
}

fn scored<T>(opened: &Opened, take: impl FnOnce(Scored<'_>) -> T) -> T {
    let (framework, assessment) = (&*opened.framework, &opened.assessment);
    let scores = Scores::of(framework, assessment);
    take(Scored { framework, assessment, scores: &scores })
}

/// A selection that chooses nothing is a mistake; an empty workspace is not.
fn something<T>(found: &Gathered<T>, selections: &[Selection]) -> Result<(), CliError> {
    let asked_for_all = selections == [Selection::all()];
    if found.kept.is_empty() && found.bad.is_empty() && !asked_for_all {
        let names: Vec<String> = selections.iter().map(ToString::to_string).collect();
        return Err(CliError::failed(format!("there is no assessment {}", names.join(", ")))
            .hint("stocktake list names those that are there"));
    }
    Ok(())
}
