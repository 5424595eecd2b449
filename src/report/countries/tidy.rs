//! Every country and node as one row, for machines.

use super::because;
use crate::analysis::comparable::Comparability;
use crate::analysis::countries::{self, Matrix, Row, Shown};
use crate::domain::Grade;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{edition, round};

/// One row for each country and node, in full precision.
pub fn tidy(matrix: &Matrix<'_>, places: &[usize]) -> Table {
    let columns = vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("perspective", "Perspective"),
        Column::text("edition", "Edition"),
        Column::text("framework", "Framework"),
        Column::text("version", "Version"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::number("value", "Value"),
        Column::number("percent", "Percent"),
        Column::number("coverage", "Coverage"),
        Column::text("evidence", "Median evidence"),
        Column::text("comparable", "Comparable"),
        Column::text("starred", "Rests on not known"),
        Column::text("withheld", "Why there is no value"),
    ];
    let cells = |row: &'_ Row<'_>| -> Vec<Vec<Cell>> {
        places
            .iter()
            .filter_map(|at| Some(tidy_row(matrix, row, *at, row.cells.get(*at)?)))
            .collect()
    };
    let rows = matrix.rows.iter().flat_map(cells).collect();
    Table { title: "Every country and node".into(), columns, rows, notes: Vec::new() }
}

fn tidy_row(matrix: &Matrix<'_>, row: &Row<'_>, place: usize, cell: &countries::Cell) -> Vec<Cell> {
    let key = &row.scored.assessment.key;
    let node = matrix.framework.node(place);
    let (value, percent, why) = match cell.shown {
        Shown::Value { value, percent } => (Some(value), Some(percent), String::new()),
        Shown::Withheld(why) => (None, None, because(row, cell, why)),
    };
    let comparable = match cell.comparability {
        Comparability::Same => "same",
        Comparability::Caution => "caution",
        Comparability::None => "none",
    };
    vec![
        Cell::text(key.country.as_str()),
        round(key),
        Cell::text(key.perspective.to_string()),
        edition(key),
        Cell::text(row.scored.framework.id.as_str()),
        Cell::text(&*row.scored.framework.version),
        Cell::text(node.id.as_str()),
        Cell::count(u32::try_from(node.depth).unwrap_or(u32::MAX)),
        Cell::number(value, 2),
        Cell::number(percent, 1),
        Cell::share(cell.coverage),
        Cell::text(cell.evidence.map_or("", Grade::name)),
        Cell::text(comparable),
        Cell::text(if cell.starred { "yes" } else { "no" }),
        Cell::text(why),
    ]
}
