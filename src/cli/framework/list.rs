//! `stocktake framework list`.

use crate::cli::print::{self, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::report::framework_list;
use crate::store::{BadFile, Source};

/// List the frameworks at hand
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the list; files that cannot be used are listed on stderr.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let sources = workspace.library().sources();
    let good = sources.iter().filter_map(|source| {
        source.framework().ok().map(|framework| (&**framework, place(source)))
    });
    print::table(ctx, &framework_list(good), args.print.format)?;
    let bad: Vec<BadFile> =
        sources.iter().filter_map(|source| source.framework().err().cloned()).collect();
    Ok(ctx.bad_files(&bad))
}

fn place(source: &Source) -> String {
    if source.is_built_in() {
        return "built in".into();
    }
    source.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
