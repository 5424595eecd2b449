//! `stocktake init`: make a workspace.

use std::path::PathBuf;

use super::{CliError, Context, Outcome};
use crate::domain::visible;
use crate::workspace::{MARKER, Workspace};

/// Make a workspace of a folder: frameworks/, assessments/, exports/ and schemas/
///
/// What is there stays; the schemas, for editors, are those of this version of the program.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder; it is made when it is not there
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Makes the workspace and says what to do next.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let there = args.dir.join(MARKER).is_file();
    Workspace::init(&args.dir)?;
    let shown = visible(&args.dir.to_string_lossy()).into_owned();
    ctx.say(match there {
        true => format!("{shown} is a workspace already"),
        false => format!("made a workspace in {shown}"),
    });
    ctx.say(format!("next: stocktake --workspace {shown} new COUNTRY/YEAR"));
    Ok(Outcome::Done)
}
