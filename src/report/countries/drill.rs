//! What lies behind one question of the heat map: every country's answer and its grounds.

use super::{because, name};
use crate::analysis::countries::{Matrix, Row, Shown};
use crate::analysis::reading::Reading;
use crate::domain::{Boxed, Confidence};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{level, name_of, round, state};

/// Every country's answer to a question: the level that counts, what is claimed, the evidence, and
/// what the group wrote. `None` where a group stands at the place.
pub fn answers(matrix: &Matrix<'_>, place: usize) -> Option<Table> {
    let node = matrix.framework.node(place);
    node.question()?;
    Some(Table {
        title: format!("{} {}", node.label(), node.name),
        columns: vec![
            Column::text("country", "Code"),
            Column::text("name", "Country"),
            Column::number("year", "Year"),
            Column::text("version", "Version"),
            Column::text("counts", "Counts as"),
            Column::text("claimed", "Claimed"),
            Column::text("evidence", "Evidence"),
            Column::text("confidence", "Confidence"),
            Column::text("claim", "What is claimed"),
            Column::text("missing", "What is missing"),
            Column::text("reservation", "Reservation"),
        ],
        rows: matrix.rows.iter().map(|one| row(one, place)).collect(),
        notes: Vec::new(),
    })
}

fn row(row: &Row<'_>, place: usize) -> Vec<Cell> {
    let assessment = row.scored.assessment;
    let mut cells = vec![
        Cell::text(assessment.key.country.as_str()),
        Cell::text(name(row)),
        round(&assessment.key),
        Cell::text(&*row.scored.framework.version),
    ];
    let Some(cell) = row.cells.get(place) else { return cells };
    let Some(own) = cell.place else {
        let why = match cell.shown {
            Shown::Withheld(why) => because(row, cell, why),
            Shown::Value { .. } => String::new(),
        };
        cells.push(Cell::text(why));
        cells.resize(11, Cell::Empty);
        return cells;
    };
    let node = row.scored.framework.node(own);
    let scale = row.scored.framework.scale(node);
    let reading = row.scored.reading(own).unwrap_or(Reading::Open);
    let (counts, claimed, grade) = match reading {
        Reading::Scored { claimed, supported, grade } => {
            (level(scale, supported), level(scale, claimed), grade.name())
        }
        other => (state(other).to_owned(), String::new(), ""),
    };
    let answer = assessment.answers.get(&node.id);
    let confidence = answer.and_then(|a| a.confidence);
    let written = |which| Cell::text(answer.map_or("", |a| a.boxes.get(which)));
    cells.extend([
        Cell::text(counts),
        Cell::text(claimed),
        Cell::text(grade),
        Cell::text(confidence.map_or("", |step| name_of(&Confidence::ALL, &step))),
        written(Boxed::Claim),
        written(Boxed::Missing),
        written(Boxed::Reservation),
    ]);
    cells
}
