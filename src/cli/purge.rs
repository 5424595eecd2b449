//! `stocktake purge`: what was derived from an assessment, and deleting it.

use super::gather::single;
use super::print::{self, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::Selection;
use crate::report::{Cell, Column, Table};
use crate::workspace::Derived;

/// List what was derived from an assessment, or delete it
///
/// That is its journal, the file as it was before the last save, what a crash left, and the exports
/// in exports/ that are named after it. The assessment itself stays. With --yes the files are
/// deleted; that is no secure erase: whoever has the disk may still find them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// Delete the files; without it they are listed
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Lists the files, or deletes them.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let found = workspace.derived(&key)?;
    let name = |kind| Derived::ALL.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name);
    let rows = found.iter().map(|(kind, path)| {
        let shown = path.strip_prefix(workspace.root()).unwrap_or(path);
        vec![Cell::text(name(*kind)), Cell::text(shown.to_string_lossy())]
    });
    let table = Table {
        columns: vec![Column::text("kind", "Kind"), Column::text("file", "File")],
        rows: rows.collect(),
        ..Table::default()
    };
    print::table(ctx, &table, args.print.format)?;
    let count = found.len();
    if args.yes {
        workspace.purge(&key, &found)?;
        ctx.say(format!("{count} files derived from {key} were deleted"));
        ctx.say(
            "note: this is no secure erase; a copy, a backup or the medium may still hold them",
        );
    } else if count > 0 {
        ctx.say(format!("next: stocktake purge {key} --yes deletes them; {key} itself stays"));
    } else {
        ctx.say(format!("nothing was derived from {key}"));
    }
    Ok(Outcome::Done)
}
