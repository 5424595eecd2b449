//! `stocktake review`: what somebody should look at in an assessment.

use super::gather::single;
use super::print::{self, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::Selection;
use crate::report::review::review;
use crate::workspace::OtherTexts;

/// Show what is open, what contradicts, and what stands on weak ground
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the work queue.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let opened = ctx.open()?.read(&single(&args.selection)?)?;
    let table = review(&opened.framework, &opened.assessment);
    print::table(ctx, &table, args.print.format)?;
    ctx.other_texts(&OtherTexts::of(&opened.assessment, &opened.framework));
    Ok(Outcome::Done)
}
