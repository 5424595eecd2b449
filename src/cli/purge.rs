//! `stocktake purge`: what was derived from an assessment, and deleting it.

use super::gather::single;
use super::print::{self, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::{Key, Selection};
use crate::report::{Cell, Column, Table};
use crate::workspace::{Derived, Holds, Scrap, Workspace};

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
    /// Only the temporary files that a crash left; those that may hold something new stay
    #[arg(long)]
    leftovers: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Lists the files, or deletes them.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    if args.leftovers {
        return leftovers(&args, &workspace, &key, ctx);
    }
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

/// Lists what a crash left, or deletes what holds nothing new.
fn leftovers(
    args: &Args,
    workspace: &Workspace,
    key: &Key,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let found = workspace.scraps(key)?;
    let row = |scrap: &Scrap| {
        let shown = scrap.path.strip_prefix(workspace.root()).unwrap_or(&scrap.path);
        let holds = Holds::ALL.iter().find(|(holds, _)| *holds == scrap.holds);
        vec![Cell::text(shown.to_string_lossy()), Cell::text(holds.map_or("", |(_, name)| name))]
    };
    let table = Table {
        columns: vec![Column::text("file", "File"), Column::text("holds", "Holds")],
        rows: found.iter().map(row).collect(),
        ..Table::default()
    };
    print::table(ctx, &table, args.print.format)?;
    if args.yes {
        let stay = workspace.sweep(key)?.len();
        ctx.say(format!("{} temporary files of {key} were deleted", found.len() - stay));
        if stay > 0 {
            ctx.say(format!("{stay} stay: look into them, and delete them by hand"));
        }
        return Ok(if stay > 0 { Outcome::Findings } else { Outcome::Done });
    }
    ctx.say(match found.len() {
        0 => format!("no crash left anything beside {key}"),
        _ => format!(
            "next: stocktake purge {key} --leftovers --yes deletes those that hold nothing new"
        ),
    });
    Ok(Outcome::Done)
}
