//! `stocktake framework`: the frameworks at hand.

mod import;
mod list;
mod show;
mod translate;

use std::path::PathBuf;

use super::check::check;
use super::print::FormatArgs;
use super::{CliError, Context, Outcome};
use crate::workspace::FileKind;

/// List, show, check and import frameworks
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the frameworks at hand
    List(list::Args),
    /// Show the tree of a framework
    Show(show::Args),
    /// Check framework files and name every problem with its line
    Check(CheckArgs),
    /// List what is translated, and exchange tables with translators
    Translate(translate::Args),
    /// Make a framework of a long table: id,parent,level,name,min,max,weight
    Import(import::Args),
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Files or folders; else the frameworks of the workspace
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Runs the command below.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    match args.command {
        Command::List(args) => list::run(args, ctx),
        Command::Show(args) => show::run(args, ctx),
        Command::Check(args) => {
            check(&args.files, Some(FileKind::Framework), args.print.format, ctx)
        }
        Command::Translate(args) => translate::run(args, ctx),
        Command::Import(args) => import::run(args, ctx),
    }
}
