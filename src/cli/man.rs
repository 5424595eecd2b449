//! `stocktake man`: manual pages.

use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_mangen::Man;

use super::{Cli, CliError, Context, Outcome};

/// Print the manual page, or write the pages of all commands into a folder
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints or writes the pages.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let mut command = Cli::command();
    command.build();
    match args.dir {
        None => {
            let page = page(command)?;
            ctx.out.write_all(&page)?;
        }
        Some(dir) => {
            let failed = |path: &Path, error| {
                CliError::failed(format!("cannot write {}: {error}", path.display()))
            };
            fs::create_dir_all(&dir).map_err(|error| failed(&dir, error))?;
            for (name, command) in with_those_below(command) {
                let path = dir.join(format!("{name}.1"));
                fs::write(&path, page(command)?).map_err(|error| failed(&path, error))?;
                ctx.line(path.display())?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn page(command: clap::Command) -> Result<Vec<u8>, CliError> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}

/// A command and every one below it, under the names of their pages.
fn with_those_below(command: clap::Command) -> Vec<(String, clap::Command)> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let below: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    let mut all = vec![(name, command)];
    all.extend(below.into_iter().filter(|c| c.get_name() != "help").flat_map(with_those_below));
    all
}
