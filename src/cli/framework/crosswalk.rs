//! `stocktake framework crosswalk`.

use std::path::PathBuf;

use crate::cli::{CliError, Context, Outcome};

/// Draft a crosswalk between two frameworks or two versions of one
///
/// Nodes are matched by id, then questions by equal text. What the texts cannot tell is marked with
/// TODO. The file belongs into frameworks/ and is checked by: stocktake framework check.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The earlier one: ID, ID@VERSION or a file
    #[arg(value_name = "FROM", value_parser = super::named)]
    from: String,
    /// The later one: ID, ID@VERSION or a file
    #[arg(value_name = "TO", value_parser = super::named)]
    to: String,
    /// The file to make; else the draft is printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Prints the draft, or makes the file and prints its path.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let (from, to) = (workspace.framework_named(&args.from)?, workspace.framework_named(&args.to)?);
    let draft = workspace.draft_crosswalk(&from, &to);
    match &args.out {
        None => ctx.out.write_all(draft.text.as_bytes())?,
        Some(out) => {
            workspace.save_crosswalk(&draft, out)?;
            ctx.line(out.display())?;
        }
    }
    ctx.say(format!("{} links, {} of them to decide: look for TODO", draft.links, draft.todo));
    ctx.say(format!("its place: frameworks/{}", draft.name));
    Ok(Outcome::Done)
}
