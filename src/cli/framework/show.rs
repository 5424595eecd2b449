//! `stocktake framework show`.

use crate::cli::print::{self, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::Id;
use crate::report::framework_tree;

/// Show the tree of a framework
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The framework, as ID or ID@VERSION; else the newest version
    #[arg(value_name = "ID[@VERSION]", value_parser = pin)]
    framework: (Id, Option<String>),
    /// The language, as a tag such as sq; texts without a translation stay as they are
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints every node.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let (id, version) = &args.framework;
    let framework = workspace.framework(id.as_str(), version.as_deref())?;
    let framework = match &args.language {
        Some(language) => workspace.in_language(&framework, language)?,
        None => framework,
    };
    print::table(ctx, &framework_tree(&framework), args.print.format)?;
    Ok(Outcome::Done)
}

pub(super) fn pin(text: &str) -> Result<(Id, Option<String>), String> {
    match text.split_once('@') {
        Some((id, version)) => Ok((Id::new(id)?, Some(version.to_owned()))),
        None => Ok((Id::new(text)?, None)),
    }
}
