//! `stocktake history`: who changed what, when, and from what.

use super::gather::single;
use super::print::{self, FormatArgs};
use super::show::find_question;
use super::{CliError, Context, Outcome};
use crate::domain::{Id, Selection};
use crate::report::history;

/// Show who changed what, when, and from what, as the journal has it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// One question, by its id or its printed number
    #[arg(value_name = "QUESTION")]
    question: Option<String>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the history.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let opened = workspace.read(&key)?;
    let about: Option<Id> = match &args.question {
        Some(name) => Some(find_question(&opened.framework, name)?.id.clone()),
        None => None,
    };
    let Some(happened) = workspace.history(&key)? else {
        ctx.say(format!("{key} has no journal: nothing was changed with this program yet"));
        return Ok(Outcome::Done);
    };
    let table = history(&format!("History of {key}"), &happened, about.as_ref());
    print::table(ctx, &table, args.print.format)?;
    Ok(Outcome::Done)
}
