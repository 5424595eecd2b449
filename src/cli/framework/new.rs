//! `stocktake framework new`.

use std::path::PathBuf;

use crate::cli::{CliError, Context, Outcome};
use crate::domain::Id;

/// Make the file of a new framework: a commented example that passes the check
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The id of the framework
    #[arg(value_name = "ID", value_parser = Id::new)]
    id: Id,
    /// The file to make; else frameworks/ID.toml in the workspace
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Makes the file and prints its path.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let path = workspace.new_framework(&args.id, args.out.as_deref())?;
    ctx.line(path.display())?;
    ctx.say("write your questions into it, and check it: stocktake framework check FILE");
    Ok(Outcome::Done)
}
