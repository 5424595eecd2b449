//! `stocktake verify`: whether anybody altered a journal, and whether the files are as recorded.

use super::{CliError, Context, Outcome};
use crate::domain::Selection;

/// Check that the journals are as they were written, and the files as the journals left them
///
/// Every line of a journal holds the digest of the line before, so an edit of the past shows. A
/// line that broke off in a crash is harmless, and said. The exit status is 1 when something was
/// altered. A journal that was cut short at its end, or taken away as a whole, cannot be told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]; all assessments where none is named
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selections: Vec<Selection>,
}

/// Looks through the journals.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let all = args.selections.is_empty();
    let chosen = |key: &_| all || args.selections.iter().any(|s| s.matches(key));
    let (mut journals, mut altered) = (0, 0);
    for key in workspace.list()?.keys.iter().filter(|key| chosen(key)) {
        let Some(found) = workspace.verify(key)? else { continue };
        journals += 1;
        for damage in &found.damage {
            let what = if damage.harmless { "harmless: a crash broke it off" } else { "ALTERED" };
            ctx.line(format!("{key}: line {}: {what}: {}", damage.line, damage.what))?;
        }
        if !found.file_as_recorded {
            ctx.line(format!("{key}: the file is not as the journal's last line left it"))?;
        }
        altered += usize::from(found.damage.iter().any(|d| !d.harmless));
        ctx.line(format!("{key}: {} line(s)", found.lines))?;
    }
    ctx.say(format!("{journals} journal(s), {altered} altered"));
    Ok(if altered > 0 { Outcome::Findings } else { Outcome::Done })
}
