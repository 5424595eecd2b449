//! `stocktake framework release`.

use std::path::PathBuf;

use crate::cli::{CliError, Context, Outcome};

/// Remember the content of a framework file under its version
///
/// From then on the check says so when the content changes and the version does not: assessments
/// are pinned to the content that they were answered against.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The framework file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Writes the digest down.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let released = workspace.release_framework(&args.file)?;
    ctx.line(&released.digest)?;
    ctx.say(match released.known {
        true => format!("{} {} was released already, as it is", released.id, released.version),
        false => format!("{} {} is released", released.id, released.version),
    });
    Ok(Outcome::Done)
}
