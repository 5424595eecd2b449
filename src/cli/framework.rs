//! `stocktake framework`: the frameworks at hand.

mod crosswalk;
mod diff;
mod import;
mod list;
mod new;
mod release;
mod schema;
mod show;
mod translate;

use std::path::{Path, PathBuf};

use super::check::check;
use super::print::FormatArgs;
use super::{CliError, Context, Outcome};
use crate::domain::Id;
use crate::workspace::FileKind;

/// List, show, write, check, compare and import frameworks
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the frameworks at hand
    List(list::Args),
    /// Show a framework: as a table or a tree, as a work of reference, or as a form to fill in
    Show(show::Args),
    /// Make the file of a new framework: a commented example that passes the check
    New(new::Args),
    /// Check framework files: every defect with its line, and warnings of style
    Check(CheckArgs),
    /// List what changed between two frameworks or two versions of one
    Diff(diff::Args),
    /// Draft a crosswalk between two frameworks or two versions of one
    Crosswalk(crosswalk::Args),
    /// Remember the content of a framework file under its version
    Release(release::Args),
    /// Print the JSON Schema of a file format, for editors that complete and check
    Schema(schema::Args),
    /// List what is translated, and exchange tables with translators
    Translate(translate::Args),
    /// Make a framework of a table or a library of others
    ///
    /// A table with the columns id,parent,level,name,min,max,weight: the row without a parent is
    /// the root; rows that are named as a parent become nodes, the others questions, each on the
    /// range from min to max.
    ///
    /// A table with the columns metric_id, framework, pillar, capacity, indicator, score_numeric,
    /// score_text and attribute: one row is one level of a question.
    ///
    /// A .yaml file is a library of CISO Assistant. What cannot be carried is listed
    /// with its line or row; then the framework is in place and the exit code is 1.
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

/// A framework as a person names it, ID, ID@VERSION or a file; an id that cannot be one is wrong
/// usage.
fn named(text: &str) -> Result<String, String> {
    let path = Path::new(text);
    let is_file = path.extension().is_some_and(|extension| extension == "toml") || path.is_file();
    if !is_file {
        Id::new(text.split_once('@').map_or(text, |(id, _)| id))?;
    }
    Ok(text.to_owned())
}

/// Runs the command below.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    match args.command {
        Command::List(args) => list::run(args, ctx),
        Command::Show(args) => show::run(args, ctx),
        Command::New(args) => new::run(args, ctx),
        Command::Diff(args) => diff::run(args, ctx),
        Command::Crosswalk(args) => crosswalk::run(args, ctx),
        Command::Release(args) => release::run(args, ctx),
        Command::Schema(args) => schema::run(args, ctx),
        Command::Check(args) => {
            check(&args.files, Some(FileKind::Framework), args.print.format, ctx)
        }
        Command::Translate(args) => translate::run(args, ctx),
        Command::Import(args) => import::run(args, ctx),
    }
}
