//! `stocktake limits`: how much of anything is taken.

use super::print::{self, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::limits::all;
use crate::report::{Cell, Column, Table};

/// Print how much of anything is taken, and what happens to more
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the table.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let rows = all().into_iter().map(|limit| {
        vec![
            Cell::text(limit.key),
            Cell::text(limit.what),
            Cell::count(u32::try_from(limit.most).unwrap_or(u32::MAX)),
            Cell::text(limit.unit),
            Cell::text(limit.beyond),
        ]
    });
    let table = Table {
        title: "Limits".into(),
        columns: vec![
            Column::text("key", "Key"),
            Column::text("what", "What"),
            Column::number("most", "At most"),
            Column::text("unit", "Of"),
            Column::text("beyond", "What happens to more"),
        ],
        rows: rows.collect(),
        ..Table::default()
    };
    print::table(ctx, &table, args.print.format)?;
    Ok(Outcome::Done)
}
