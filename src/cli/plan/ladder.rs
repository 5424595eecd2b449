//! `stocktake plan ladder`: what takes a question to the next level.

use super::super::print::{self, Format, FormatArgs};
use super::super::show::find_question;
use super::super::{CliError, Context, Outcome};
use super::with_scored;
use crate::analysis::plan::{ladder_of, ladders};
use crate::domain::Selection;
use crate::report::plan::{ladder, rungs, tidy_rungs};

/// Show what takes each question to its next level, or one question all the way up
///
/// The steps, their rough cost and who usually acts are the framework's; where the group has planned
/// an action for a level, that stands in their place. CSV and JSON hold every step of every question.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// One question, by its id or its printed number
    #[arg(value_name = "QUESTION")]
    question: Option<String>,
    #[command(flatten)]
    print: FormatArgs,
}

pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    with_scored(&args.selection, ctx, |scored, ctx| {
        let chosen = match &args.question {
            None => ladders(scored),
            Some(name) => {
                let node = find_question(scored.framework, name)?;
                let place = scored.framework.find(node.id.as_str());
                let found = place.and_then(|place| ladder_of(scored, place));
                let none = || CliError::failed(format!("'{}' has no level to start from", node.id));
                vec![found.ok_or_else(none)?]
            }
        };
        let table = match (args.print.format, chosen.as_slice()) {
            (Format::Table, [one]) if args.question.is_some() => rungs(scored, one),
            (Format::Table, all) => ladder(scored, all),
            (_, all) => tidy_rungs(scored, all),
        };
        print::table(ctx, &table, args.print.format)?;
        Ok(Outcome::Done)
    })
}
