//! Countries side by side: a heat map, its spread, and the answers behind a question.
//!
//! Countries stand in the order of the alphabet; a ranking is a table of its own that only those
//! get who ask for it. A cell without a value says why.

use std::ops::RangeInclusive;

use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{PARTIAL, STARRED, chains, framework_label, indented, round};
use crate::analysis::comparable::Comparability;
use crate::analysis::countries::{self, Matrix, Row, Shown, Withheld};
use crate::domain::{Country, Framework, Node, PeerGroup};

mod drill;
mod spread;
mod tidy;

pub use drill::answers;
pub use spread::{distribution, groups, left_out, membership, ranking, spreads};
pub use tidy::tidy;

/// What stands in the rows of a heat map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A row for each country, a column for each node.
    CountriesDown,
    /// A row for each node, a column for each country.
    NodesDown,
}

impl Layout {
    /// The layout with the longer side going down, so that a page or a screen holds it.
    pub fn fitting(matrix: &Matrix<'_>, places: &[usize]) -> Self {
        if places.len() > matrix.rows.len() { Self::NodesDown } else { Self::CountriesDown }
    }
}

/// The places of the groups of some depths (0 is the root). A framework that has no groups there
/// gives its root and its questions down to the same depth.
pub fn places_to(framework: &Framework, depths: &RangeInclusive<usize>) -> Vec<usize> {
    let of = |wanted: &dyn Fn(&Node) -> bool| -> Vec<usize> {
        let nodes = framework.nodes().iter().enumerate();
        nodes.filter(|(_, node)| wanted(node)).map(|(place, _)| place).collect()
    };
    let groups = of(&|node| node.group().is_some() && depths.contains(&node.depth));
    if groups.is_empty() { of(&|node| node.depth <= *depths.end()) } else { groups }
}

/// A node and the nodes right below it.
pub fn places_at(framework: &Framework, place: usize) -> Vec<usize> {
    let below = framework.node(place).children.iter().copied();
    [place].into_iter().chain(below).collect()
}

/// The values of some nodes, in percent of their scales.
pub fn heat(matrix: &Matrix<'_>, places: &[usize], layout: Layout) -> Table {
    let (columns, rows) = match layout {
        Layout::CountriesDown => countries_down(matrix, places),
        Layout::NodesDown => nodes_down(matrix, places),
    };
    let notes = notes(matrix, places);
    Table { title: "Countries side by side".into(), columns, rows, notes }
}

/// The whole comparison, with the spread of each group where groups are named.
pub fn document(matrix: &Matrix<'_>, places: &[usize], groups: &[PeerGroup]) -> Document {
    let mut document = Document::new("Comparison of countries", framework_label(matrix.framework));
    let has = |c: &Country| matrix.rows.iter().any(|r| r.scored.assessment.key.country == *c);
    let said: Vec<String> = groups.iter().flat_map(|group| membership(group, has)).collect();
    if !said.is_empty() {
        document.section("Who takes part", vec![Block::Bullets(said)]);
    }
    let layout = Layout::fitting(matrix, places);
    document.section("Heat map", vec![Block::Table(heat(matrix, places, layout))]);
    let spreads = spreads(matrix, places, groups);
    document.section("Spread", spreads.into_iter().map(Block::Table).collect());
    if let Some(table) = left_out(matrix) {
        document.section("Not taking part", vec![Block::Table(table)]);
    }
    document.data = Some(tidy(matrix, places));
    document
}

fn countries_down(matrix: &Matrix<'_>, places: &[usize]) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let mut columns = vec![
        Column::text("country", "Code"),
        Column::text("name", "Country"),
        Column::number("year", "Year"),
        Column::number("answered", "Answered"),
    ];
    columns.extend(places.iter().map(|at| {
        let node = matrix.framework.node(*at);
        Column::percent(node.id.as_str(), &heading(node))
    }));
    let row = |row: &Row<'_>| {
        let mut cells = vec![
            Cell::text(row.scored.assessment.key.country.as_str()),
            Cell::text(name(row)),
            round(&row.scored.assessment.key),
            Cell::share(row.scored.scores.root().coverage()),
        ];
        cells.extend(places.iter().filter_map(|at| row.cells.get(*at)).map(|c| value(row, c)));
        cells
    };
    (columns, matrix.rows.iter().map(row).collect())
}

fn nodes_down(matrix: &Matrix<'_>, places: &[usize]) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let mut columns = vec![Column::text("node", "No."), Column::text("name", "Name")];
    columns.extend(matrix.rows.iter().map(|row| {
        let key = &row.scored.assessment.key;
        Column::percent(key.country.as_str(), &format!("{} {}", name(row), key.round()))
    }));
    let top = top(matrix, places);
    let row = |at: &usize| {
        let node = matrix.framework.node(*at);
        let mut cells = vec![Cell::text(node.label()), Cell::text(indented(node, top))];
        let values = matrix.rows.iter().filter_map(|row| Some(value(row, row.cells.get(*at)?)));
        cells.extend(values);
        cells
    };
    (columns, places.iter().map(row).collect())
}

/// The depth of the highest of some nodes.
fn top(matrix: &Matrix<'_>, places: &[usize]) -> usize {
    places.iter().map(|at| matrix.framework.node(*at).depth).min().unwrap_or(0)
}

/// The heading of a node that stands for a column.
fn heading(node: &Node) -> String {
    if node.code.is_empty() || node.depth == 0 {
        node.name.clone()
    } else {
        format!("{} {}", node.code, node.name)
    }
}

/// The country's name, with its footnote where it has one.
fn name(row: &Row<'_>) -> String {
    let assessment = row.scored.assessment;
    match assessment.territory_note.as_str() {
        "" => assessment.country_label(),
        note => format!("{} ({note})", assessment.country_label()),
    }
}

/// A value in percent with its marks, or why there is none.
pub(super) fn value(row: &Row<'_>, cell: &countries::Cell) -> Cell {
    match cell.shown {
        Shown::Value { percent, .. } => {
            let star = if cell.starred { "*" } else { "" };
            let caution = if cell.comparability == Comparability::Caution { " ~" } else { "" };
            let partial = if cell.is_partial() { PARTIAL.0 } else { "" };
            Cell::number(percent, 1).marked(star).marked(partial).marked(caution)
        }
        Shown::Withheld(why) => Cell::text(because(row, cell, why)),
    }
}

/// Why a cell has no value.
pub(super) fn because(row: &Row<'_>, cell: &countries::Cell, why: Withheld) -> String {
    match why {
        Withheld::Absent => format!("not in version {}", row.scored.framework.version),
        Withheld::NotComparable => {
            format!("version {} not comparable", row.scored.framework.version)
        }
        Withheld::NotApplicable => "not applicable".into(),
        Withheld::Unanswered => "not answered".into(),
        Withheld::BelowThreshold => {
            format!("withheld: {} answered", Cell::share(cell.coverage).shown())
        }
    }
}

fn notes(matrix: &Matrix<'_>, places: &[usize]) -> Vec<String> {
    let any = |is: &dyn Fn(&countries::Cell) -> bool| {
        let cells = |row: &'_ Row<'_>| places.iter().filter_map(|at| row.cells.get(*at)).any(is);
        matrix.rows.iter().any(cells)
    };
    let mut notes = vec![format!(
        "percent of the scale, by {}; each country in its own year",
        framework_label(matrix.framework)
    )];
    let found = |cell: &countries::Cell| cell.value().is_some();
    if any(&|cell| found(cell) && cell.starred) {
        notes.push(STARRED.into());
    }
    if any(&|cell| found(cell) && cell.is_partial()) {
        notes.push(PARTIAL.1.into());
    }
    if any(&|cell| found(cell) && cell.comparability == Comparability::Caution) {
        notes.push("~ answered in another version: compare with caution".into());
    }
    if any(&|cell| cell.shown == Shown::Withheld(Withheld::BelowThreshold)) {
        notes.push("withheld: too few questions are answered, or one that decides is open".into());
    }
    notes.extend(chains(matrix.rows.iter().map(|row| (row.scored, row.via.as_slice()))));
    notes
}
