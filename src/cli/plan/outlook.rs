//! `stocktake plan outlook`: the scores that the plan would lead to.

use super::super::print::{self, Format, FormatArgs};
use super::super::{CliError, Context, Outcome};
use super::with_scored;
use crate::analysis::plan::outlook::{Basis, outlook};
use crate::domain::Selection;
use crate::report::plan::{outlook as table, tidy_outlook};

/// Show the scores that targets and actions would lead to, year by year
///
/// Two tables: if every target is met in its year, and if every planned action does by its deadline
/// what it is meant to do. What lies between them is promised and not planned yet. Scores are those of
/// the framework's rules.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// Go down to this depth; 0 is the root
    #[arg(long, value_name = "N", default_value = "1")]
    depth: usize,
    #[command(flatten)]
    print: FormatArgs,
}

pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    with_scored(&args.selection, ctx, |scored, ctx| {
        let both = [Basis::Targets, Basis::Actions].map(|basis| outlook(scored, basis));
        if args.print.format == Format::Table {
            let tables = both.iter().map(|found| table(scored, found, args.depth));
            print::tables(ctx, tables, args.print.format)?;
        } else {
            print::table(ctx, &tidy_outlook(scored, &both), args.print.format)?;
        }
        Ok(Outcome::Done)
    })
}
