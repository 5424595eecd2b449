//! What a merge brings in, and what two sides disagree about.

use super::table::{Cell, Column, Table};
use super::words::assessment_label;
use crate::domain::{Assessment, Conflict, Difference, Value};

/// The conflicts of an assessment, numbered from 1.
pub fn conflicts(assessment: &Assessment) -> Table {
    let row = |(at, conflict): (usize, &Conflict)| {
        let now = conflict.field.get(assessment);
        vec![
            Cell::count(u32::try_from(at + 1).unwrap_or(u32::MAX)),
            Cell::text(conflict.field.to_string()),
            Cell::text(conflict.ours.to_string()),
            Cell::text(conflict.theirs.to_string()),
            Cell::text(conflict.base.to_string()),
            Cell::text(said(&now)),
        ]
    };
    Table {
        title: format!("{}: two sides disagree", assessment_label(assessment)),
        columns: vec![
            Column::number("number", "No."),
            Column::text("field", "About"),
            Column::text("ours", "Ours"),
            Column::text("theirs", "Theirs"),
            Column::text("base", "Before"),
            Column::text("now", "Meanwhile"),
        ],
        rows: assessment.conflicts.iter().enumerate().map(row).collect(),
        notes: Vec::new(),
    }
}

/// What becomes different, field by field.
pub fn differences(title: &str, differences: &[Difference]) -> Table {
    let row = |difference: &Difference| {
        vec![
            Cell::text(difference.field.to_string()),
            Cell::text(said(&difference.from)),
            Cell::text(said(&difference.to)),
        ]
    };
    Table {
        title: title.to_owned(),
        columns: vec![
            Column::text("field", "About"),
            Column::text("from", "Before"),
            Column::text("to", "After"),
        ],
        rows: differences.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// A value for a cell; nothing is an empty one.
fn said(value: &Value) -> String {
    if *value == Value::Nothing { String::new() } else { value.to_string() }
}
