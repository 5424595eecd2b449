//! `stocktake recover`: what a crash kept out of the file of an assessment.

use super::gather::single;
use super::{CliError, Context, Outcome};
use crate::domain::Selection;
use crate::report::differences;

/// Show what was recorded and never came into the file, and decide about it
///
/// Every change is in the journal, on disk, before it counts; the file is saved right after. When
/// the program dies in between, the journal holds more than the file. Nothing is brought in unasked.
/// Without --apply or --set-aside the differences are shown, and the exit status is 1 if there are any.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// Bring it into the file, as one step
    #[arg(long, conflicts_with = "set_aside")]
    apply: bool,
    /// Leave it out of the file for good; the journal keeps it
    #[arg(long)]
    set_aside: bool,
}

/// Shows or decides.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let mut session = workspace.edit(&key)?;
    let scraps = workspace.scraps(&key)?.len();
    if scraps > 0 {
        ctx.say(format!(
            "note: a crash left {scraps} temporary file(s): stocktake purge {key} --leftovers lists them"
        ));
    }
    if let Some(others) = session.others() {
        let said =
            format!("{key} is open elsewhere: {} changed it at {} UTC", others.by, others.at);
        return Err(CliError::failed(said).hint("wait until it is closed there, and try again"));
    }
    let Some(left) = session.leftovers().cloned() else {
        ctx.say(format!("{key}: everything that was recorded is in the file"));
        return Ok(Outcome::Done);
    };
    for line in differences(session.framework(), session.assessment(), &left.with) {
        ctx.line(line)?;
    }
    for (_, why) in &left.misfits {
        ctx.line(format!("does not fit any more: {why}"))?;
    }
    let (from, to) = (left.records.first(), left.records.last());
    if let (Some(from), Some(to)) = (from, to) {
        ctx.say(format!("recorded from {} to {} UTC by {}", from.at, to.at, from.by));
    }
    if args.apply {
        session.recover()?;
        session.finish(&workspace)?;
        ctx.say(format!("{key}: brought into the file"));
        return Ok(Outcome::Done);
    }
    if args.set_aside {
        session.set_aside()?;
        session.finish(&workspace)?;
        ctx.say(format!(
            "{key}: left out of the file; {} keeps it",
            session.journal_path().display()
        ));
        return Ok(Outcome::Done);
    }
    ctx.say(format!(
        "hint: stocktake recover {key} --apply brings it into the file, --set-aside leaves it out"
    ));
    Ok(Outcome::Findings)
}
