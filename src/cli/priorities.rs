//! `stocktake priorities`: what to change first, and why.

use super::gather::single;
use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::analysis::Scored;
use crate::analysis::priorities::priorities;
use crate::analysis::score::Scores;
use crate::domain::Selection;
use crate::report::priorities::{FORMULA, Part, matrix, not_assessed, table, tidy};
use crate::workspace::OtherTexts;

/// Rank what to change first, with the reasons
///
/// What the working group chose stands first, by its own ratings; behind it stand core and critical
/// questions that the scores suggest. CSV and JSON hold every factor in full precision.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the list.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let opened = ctx.open()?.read(&single(&args.selection)?)?;
    let scores = Scores::of(&opened.framework, &opened.assessment);
    let (framework, assessment) = (&*opened.framework, &opened.assessment);
    let scored = Scored { framework, assessment, scores: &scores };
    let list = priorities(scored);
    let other = OtherTexts::of(assessment, framework);
    if args.print.format != Format::Table {
        print::table(ctx, &tidy(scored, &list), args.print.format)?;
        ctx.other_texts(&other);
        return Ok(Outcome::Done);
    }
    let parts = [Part::Chosen, Part::Suggested].map(|part| table(scored, &list, part));
    let tables = parts.into_iter().filter(|t| !t.rows.is_empty()).chain(matrix(scored, &list));
    let tables = tables.chain(not_assessed(scored, &list));
    print::tables(ctx, tables, args.print.format)?;
    ctx.say(FORMULA);
    ctx.other_texts(&other);
    Ok(Outcome::Done)
}
