//! What changed between two frameworks, as a table.

use super::table::{Cell, Column, Table};
use super::words::{framework_label, name_of};
use crate::analysis::diff::{Difference, Kind, differences};
use crate::domain::Framework;

/// Every change from `a` to `b`.
pub fn framework_diff(a: &Framework, b: &Framework) -> Table {
    let found = differences(a, b);
    let count = |kind: Kind| found.iter().filter(|one| one.kind == kind).count();
    let counts: Vec<String> = Kind::ALL
        .iter()
        .filter(|(kind, _)| count(*kind) > 0)
        .map(|(kind, name)| format!("{} {name}", count(*kind)))
        .collect();
    let note = if counts.is_empty() { "nothing changed".to_owned() } else { counts.join(", ") };
    Table {
        title: format!("From {} to {}", framework_label(a), framework_label(b)),
        columns: vec![
            Column::text("change", "Change"),
            Column::text("tier", "Tier"),
            Column::text("id", "Id"),
            Column::text("what", "What"),
            Column::text("before", "Before"),
            Column::text("after", "After"),
        ],
        rows: found.iter().map(row).collect(),
        notes: vec![note],
    }
}

fn row(one: &Difference) -> Vec<Cell> {
    vec![
        Cell::text(name_of(&Kind::ALL, &one.kind)),
        Cell::text(&*one.tier),
        Cell::text(&*one.id),
        Cell::text(&*one.what),
        Cell::text(&*one.before),
        Cell::text(&*one.after),
    ]
}
