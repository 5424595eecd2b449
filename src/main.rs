//! Parse, choose, print the error and its hints, and give the exit code.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use stocktake::cli::{self, Cli, CliError, Context, Outcome, Terminal};
use stocktake::tui;
use stocktake::workspace::Workspace;

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
            let context = &mut Context { out: &mut out, err: &mut err, terminal, workspace };
            cli::run(command, context).map(Outcome::code)
        }
    };
    // What was printed before an error is still worth having; a failure has its own message.
    let _ = out.flush();
    match done {
        Ok(code) => code.into(),
        Err(error) => error.print(&mut err).into(),
    }
}

/// Opens the screens.
fn screens(workspace: Option<&Path>) -> Result<u8, CliError> {
    let no_terminal = || {
        CliError::usage("the screens need a terminal").hint(
            "without one, use the commands: stocktake list, show, set, score, compare, priorities, export; stocktake --help names them all",
        )
    };
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(no_terminal());
    }
    let workspace = match workspace {
        Some(folder) => Workspace::open(folder)?,
        None => Workspace::find()?,
    };
    let (said, code) = match tui::run(workspace) {
        Ok(None) => return Ok(Outcome::Done.code()),
        Ok(Some(work)) => (format!("note: {work}"), Outcome::Done.code()),
        Err(tui::Error::NoTerminal) => return Err(no_terminal()),
        Err(error) => (format!("error: {error}"), error.code()),
    };
    // Where the terminal is gone, nobody can be told.
    let _ = writeln!(io::stderr(), "{said}");
    Ok(code)
}
