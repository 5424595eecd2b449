//! `stocktake compare years`: what went up, what went down, and where no comparison holds.

use super::{say_editions, year};
use crate::analysis::choose::of_one_framework;
use crate::analysis::years::{Line, Series, compare};
use crate::cli::print::{self, Format, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Country, Editions, Id, Perspective, Selection, Years};
use crate::report::NOT_VIOLENCE;
use crate::report::years::{
    Which, by_other_questions, changes, changes_below, overview, parts_by_node, parts_of_node,
    step, tidy, tidy_parts,
};
use crate::workspace::Trust;

/// Compare the years of one country
///
/// The table shows the values through the years, then for each year what changed since the one
/// before. CSV and JSON hold every node in every year in full precision.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The country's code
    #[arg(value_name = "COUNTRY", value_parser = Country::new)]
    country: Country,
    /// The first year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    from: Option<i16>,
    /// The last year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    to: Option<i16>,
    /// Hold the last year against the first, without those between
    #[arg(long)]
    ends: bool,
    /// Whose view: self, shadow, independent, external or survey
    #[arg(long, default_value = "self", value_parser = Perspective::new)]
    perspective: Perspective,
    /// The sub-national unit; else the national level
    #[arg(long, value_name = "UNIT", value_parser = Id::new)]
    unit: Option<Id>,
    /// The edition of a year where there is one; else the record of that year
    #[arg(long, value_name = "EDITION", value_parser = Id::new)]
    edition: Option<Id>,
    /// The framework; else the one that most of the years share
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    framework: Option<Id>,
    /// Go down to this depth; 0 is the root alone
    #[arg(long, value_name = "N", default_value_t = 2)]
    depth: usize,
    /// What each change is made of: answers by their reasons, what counts, rules, version
    #[arg(long, conflicts_with = "all")]
    decompose: bool,
    /// The same of one node alone, with the questions below it
    #[arg(long, value_name = "NODE", conflicts_with_all = ["all", "depth", "decompose"])]
    explain: Option<String>,
    /// Show the questions that did not change, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the comparison.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let years = match (args.from, args.to) {
        (None, None) => Years::All,
        (Some(from), Some(to)) if from > to => {
            return Err(CliError::usage(format!("--from {from} is later than --to {to}")));
        }
        (from, to) => Years::Between(from.unwrap_or(Years::FIRST), to.unwrap_or(Years::LAST)),
    };
    let selection = Selection {
        country: Some(args.country),
        years,
        perspective: Some(args.perspective),
        unit: Some(args.unit.clone()),
        edition: Editions::preferring(args.edition.as_ref()),
    };
    let rounds = ctx.open()?.rounds_to_compare(std::slice::from_ref(&selection), Trust::Cache)?;
    say_editions(&rounds, ctx);
    let mut comparisons = rounds.comparisons();
    let chosen = of_one_framework(rounds.scored(), args.framework.as_ref(), &comparisons);
    for left in &chosen.left_out {
        let (key, framework) = (&left.scored.assessment.key, left.scored.framework);
        let name = format!("{} {}", framework.id, framework.version);
        ctx.say(format!("note: {key} does not take part: answered against {name}"));
    }
    let mut scored = chosen.rows;
    if args.ends && scored.len() > 2 {
        scored.drain(1..scored.len() - 1);
    }
    if scored.is_empty() && rounds.bad.is_empty() {
        return Err(nothing(&args));
    }
    let series = compare(&scored, &mut comparisons);
    let explained = args.explain.as_deref().map(|node| line(&series, node)).transpose()?;
    if args.print.format != Format::Table {
        let table = if args.decompose || explained.is_some() {
            tidy_parts(&series, explained.map(|line| &line.node.id), &mut comparisons)
        } else {
            tidy(&series)
        };
        print::table(ctx, &table, args.print.format)?;
        ctx.other_texts(&rounds.other);
        return Ok(ctx.bad_files(&rounds.bad));
    }
    let depths = 1.min(args.depth)..=args.depth;
    let mut tables = Vec::new();
    if !args.decompose && explained.is_none() {
        tables.push(overview(&series, &depths));
    }
    let which = if args.all { Which::All } else { Which::Moved };
    for at in 0..scored.len().saturating_sub(1) {
        let of_step = match explained {
            Some(line) => {
                let parts = parts_of_node(&series, at, line, &mut comparisons);
                [parts, changes_below(&series, at, line)]
            }
            None if args.decompose => [parts_by_node(&series, at, &depths, &mut comparisons), None],
            None => {
                let mut done = step(&series, at, &depths);
                if let Some(table) = &mut done {
                    let others = by_other_questions(&series, at, &depths, &mut comparisons);
                    table.notes.extend(others);
                }
                [done, changes(&series, at, which)]
            }
        };
        tables.extend(of_step.into_iter().flatten());
    }
    print::tables(ctx, tables, args.print.format)?;
    ctx.say(format!("note: {NOT_VIOLENCE}"));
    ctx.other_texts(&rounds.other);
    if scored.len() == 1 {
        ctx.say("one year only: there is nothing to compare it with");
    }
    Ok(ctx.bad_files(&rounds.bad))
}

/// A node of any year by its id or its printed number.
fn line<'s, 'a>(series: &'s Series<'a>, node: &str) -> Result<&'s Line<'a>, CliError> {
    let by_id = series.lines.iter().find(|line| line.node.id.as_str() == node);
    let by_code = || series.lines.iter().find(|l| !l.node.code.is_empty() && l.node.code == node);
    by_id.or_else(by_code).ok_or_else(|| {
        CliError::failed(format!("'{node}' is in no year's framework"))
            .hint("stocktake framework show names the nodes of one")
    })
}

/// Nothing is there to compare; the years are named only where somebody named them.
fn nothing(args: &Args) -> CliError {
    let (country, perspective) = (args.country, args.perspective);
    let unit = args.unit.as_ref().map(|unit| format!(", unit {unit}")).unwrap_or_default();
    let from = args.from.map(|year| format!(" from {year}")).unwrap_or_default();
    let to = args.to.map(|year| format!(" up to {year}")).unwrap_or_default();
    let why = format!("there is no assessment of {country}{from}{to}, {perspective}{unit}");
    CliError::failed(why).hint("stocktake list names those that are there")
}
