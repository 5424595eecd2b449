//! `stocktake completions`: completions for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, CliError, Context, Outcome};

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "stocktake", &mut script);
    ctx.out.write_all(&script)?;
    Ok(Outcome::Done)
}
