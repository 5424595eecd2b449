//! `stocktake framework diff`.

use crate::cli::print::{self, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::report::framework_diff;

/// List what changed between two frameworks or two versions of one
///
/// Added, removed, moved, renamed, reworded, rescaled, reweighted, another rule, other flags.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The earlier one: ID, ID@VERSION or a file
    #[arg(value_name = "A", value_parser = super::named)]
    a: String,
    /// The later one: ID, ID@VERSION or a file
    #[arg(value_name = "B", value_parser = super::named)]
    b: String,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints every change.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let (a, b) = (workspace.framework_named(&args.a)?, workspace.framework_named(&args.b)?);
    print::table(ctx, &framework_diff(&a, &b), args.print.format)?;
    Ok(Outcome::Done)
}
