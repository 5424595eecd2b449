//! `stocktake sensitivity`: what drives a score.

use clap::ValueEnum;

use super::print::{self, Format, FormatArgs};
use super::uncertainty::{DrawArgs, bar, go_on, without_indent};
use super::{CliError, Context, Outcome, gather};
use crate::analysis::Scored;
use crate::analysis::score::Scores;
use crate::analysis::sensitivity::drivers::{By, drivers};
use crate::analysis::sensitivity::influence::influence;
use crate::domain::{Framework, Selection};
use crate::report::sensitivity as report;

/// Say what drives a score
///
/// First how the score hangs on each part below it as things stand: its effective weight, the score
/// without it, and with it at its lowest and highest. Then which of the things that are not certain
/// moves it: first-order and total sensitivity indices with their intervals.
/// docs/methodology.md has the arithmetic.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// Of this node instead of the whole
    #[arg(long, value_name = "NODE")]
    node: Option<String>,
    /// Show parts so many levels down
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// What to print; of both, CSV and JSON hold the parts
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    show: Show,
    /// Put what is not certain together by this
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    by: Together,
    #[command(flatten)]
    draws: DrawArgs,
    #[command(flatten)]
    print: FormatArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Show {
    #[default]
    Both,
    /// How the score hangs on its parts as things stand
    Parts,
    /// Which of the things that are not certain moves it
    Drivers,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Together {
    /// Answers and open questions of each part for themselves
    #[default]
    Part,
    /// All answers, all open questions, all weights, the rule
    Source,
}

/// Prints what drives the score.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let key = gather::single(&args.selection)?;
    let opened = ctx.open()?.read(&key)?;
    let (framework, assessment) = (&*opened.framework, &opened.assessment);
    let scores = Scores::of(framework, assessment);
    let scored = Scored { framework, assessment, scores: &scores };
    let node =
        args.node.as_deref().map(|node| super::compare::find(framework, node)).transpose()?;
    let place = node.unwrap_or(Framework::ROOT);
    if framework.node(place).group().is_none() {
        let name = &framework.node(place).id;
        return Err(CliError::usage(format!("'{name}' is a question: nothing lies below it")));
    }
    let mut tables = Vec::new();
    if args.show != Show::Drivers {
        let found = influence(scored, place, args.depth.max(1));
        tables.push(report::influence(scored, place, &found));
    }
    let drawn = args.show == Show::Drivers
        || (args.show == Show::Both && args.print.format == Format::Table);
    if drawn {
        let settings = args.draws.settings();
        let by = match args.by {
            Together::Part => By::Part,
            Together::Source => By::Source,
        };
        let bar = bar(ctx);
        let found = drivers(scored, place, by, &settings, &go_on(&bar));
        bar.finish_and_clear();
        tables.extend(found.map(|found| report::drivers(scored, place, &found, &settings)));
    }
    if args.print.format == Format::Table {
        // The titles name the assessment already.
        tables = tables.into_iter().map(|table| table.without(&["assessment"])).collect();
    } else {
        tables.iter_mut().for_each(without_indent);
    }
    print::tables(ctx, tables, args.print.format)?;
    Ok(Outcome::Done)
}
