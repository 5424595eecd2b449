//! `stocktake list`: the assessments of the workspace.

use super::gather::gather;
use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::Selection;
use crate::report::{Listing, listing, overview};

/// List assessments and how far they have come
///
/// Editions are listed behind their record.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]; else all
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Option<Selection>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the list; files that cannot be used are listed on stderr.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let selection = args.selection.unwrap_or_else(Selection::all).with_editions();
    let gathered = gather(&workspace, &[selection], |opened| {
        Listing::of(&opened.framework, &opened.assessment, opened.warnings.len())
    })?;
    if gathered.kept.is_empty() && gathered.bad.is_empty() {
        ctx.say("no assessments; stocktake new COUNTRY/YEAR makes one");
    }
    let table = match args.print.format {
        Format::Table => overview(&gathered.kept),
        Format::Json | Format::Csv => listing(&gathered.kept),
    };
    print::table(ctx, &table, args.print.format)?;
    Ok(ctx.bad_files(&gathered.bad))
}
