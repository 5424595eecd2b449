//! `stocktake plan actions`, `duties` and `treaty`: the lists of the plan.

use super::super::print::{self, Format, FormatArgs};
use super::super::{CliError, Context, Outcome};
use super::with_scored;
use crate::domain::Selection;
use crate::report::plan::{actions, duties, duty_map, outcomes, tidy_actions, treaty};

/// One assessment and a format.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    #[command(flatten)]
    print: FormatArgs,
}

pub(super) fn actions_of(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    with_scored(&args.selection, ctx, |scored, ctx| {
        if args.print.format == Format::Table {
            let tables = std::iter::once(actions(scored)).chain(outcomes(scored));
            print::tables(ctx, tables, args.print.format)?;
        } else {
            print::table(ctx, &tidy_actions(scored), args.print.format)?;
        }
        Ok(Outcome::Done)
    })
}

pub(super) fn duties_of(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    with_scored(&args.selection, ctx, |scored, ctx| {
        let drawn = args.print.format == Format::Table;
        let table = if drawn { duty_map(scored) } else { duties(scored) };
        print::table(ctx, &table, args.print.format)?;
        Ok(Outcome::Done)
    })
}

pub(super) fn treaty_of(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    with_scored(&args.selection, ctx, |scored, ctx| {
        print::table(ctx, &treaty(scored), args.print.format)?;
        Ok(Outcome::Done)
    })
}
