//! What the heat map shows, put together from the comparison of the countries.

use crate::analysis::comparable::Comparability;
use crate::analysis::countries::{Cell, Matrix, Shown, Withheld};
use crate::analysis::panel::Point;
use crate::domain::{Country, Framework};
use crate::report::countries::{Layout, heat};
use crate::report::shown;
use crate::tui::words;

/// What the heat map shows, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Whether the files have been read.
    pub ready: bool,
    /// The way to the columns: the names of the nodes that were gone into.
    pub way: Vec<String>,
    /// The columns.
    pub columns: Vec<GridColumn>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// What a reader must know to read the map rightly.
    pub notes: Vec<String>,
    /// The peer group, where one is shown.
    pub group: Option<String>,
    /// Whether the cells hold trends.
    pub by_years: bool,
}

/// A node that stands for a column.
#[derive(Clone, Debug)]
pub struct GridColumn {
    /// Its place in the framework of the map.
    pub place: usize,
    /// Its printed number; its name where it has none.
    pub label: String,
    /// Its number and name.
    pub title: String,
    /// How the countries are spread on it, in words; empty where none has a value.
    pub spread: String,
}

/// A country.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its name.
    pub country: String,
    /// The year of its assessment.
    pub year: i16,
    /// Its rank on the chosen column, where a ranking was asked for.
    pub rank: Option<u32>,
    /// Its code.
    pub(super) code: Country,
    /// The row of the comparison.
    pub(super) source: usize,
    /// One cell for each column.
    pub cells: Vec<GridCell>,
}

/// A node of a country.
#[derive(Clone, Debug)]
pub struct GridCell {
    /// A few cells: the percentage, or a sign for why there is none.
    pub short: String,
    /// The same in words.
    pub full: String,
    /// In percent of the scale.
    pub percent: Option<f64>,
    /// The years, where trends are shown.
    pub trend: Option<Vec<Option<Point>>>,
}

/// The median and the quartiles of a node in words.
fn spread_of(matrix: &Matrix<'_>, place: usize) -> String {
    let scale = matrix.framework.scale(matrix.framework.node(place));
    let one = |value: f64| shown(scale.percent(value), 1);
    matrix.spread(place).map_or_else(String::new, |s| {
        let (low, high) = (one(s.lower_quartile), one(s.upper_quartile));
        // Between so few countries a quartile would be nobody's.
        let quartiles =
            if s.count < 4 { String::new() } else { format!(", quartiles {low} and {high}") };
        format!("median {}{quartiles}, of {} countries", one(s.median), s.count)
    })
}

/// The map below a node, with the rows by rank on one where that is wanted.
pub(super) fn grid(
    matrix: &Matrix<'_>,
    here: usize,
    trail: &[usize],
    ranked: Option<usize>,
) -> Grid {
    let framework = matrix.framework;
    let children = framework.node(here).children.iter().copied();
    // There is no single number for a country: the root has no column of its own.
    let own = (here != Framework::ROOT).then_some(here);
    let places: Vec<usize> = own.into_iter().chain(children).collect();
    let table = heat(matrix, &places, Layout::CountriesDown);
    let column = |place: &usize| {
        let node = framework.node(*place);
        let label = if node.code.is_empty() { node.name.clone() } else { node.code.clone() };
        let spread = spread_of(matrix, *place);
        GridColumn { place: *place, label, title: words::title(node), spread }
    };
    let order: Vec<(usize, Option<u32>)> = match ranked {
        Some(place) => matrix.ranking(place).iter().map(|r| (r.row, r.rank)).collect(),
        None => (0..matrix.rows.len()).map(|at| (at, None)).collect(),
    };
    let skipped = table.columns.len().saturating_sub(places.len());
    let row = |(source, rank): &(usize, Option<u32>)| {
        let row = matrix.rows.get(*source)?;
        let shown = table.rows.get(*source)?.iter().skip(skipped);
        let cells = places.iter().filter_map(|place| row.cells.get(*place)).zip(shown);
        Some(GridRow {
            country: row.scored.assessment.country_label(),
            year: row.scored.assessment.key.year,
            rank: *rank,
            code: row.scored.assessment.key.country,
            source: *source,
            cells: cells.map(|(cell, shown)| grid_cell(cell, shown.shown())).collect(),
        })
    };
    let way = trail.iter().map(|place| words::title(framework.node(*place)));
    Grid {
        ready: true,
        way: way.collect(),
        columns: places.iter().map(column).collect(),
        rows: order.iter().filter_map(row).collect(),
        notes: table.notes.clone(),
        group: None,
        by_years: false,
    }
}

fn grid_cell(cell: &Cell, full: &str) -> GridCell {
    let (short, percent) = match cell.shown {
        Shown::Value { percent, .. } => (full.replace(' ', ""), Some(percent)),
        Shown::Withheld(why) => (sign(why).to_owned(), None),
    };
    let caution = cell.comparability == Comparability::Caution;
    let more = if caution && percent.is_some() { ", another version: with caution" } else { "" };
    GridCell { short, full: format!("{full}{more}"), percent, trend: None }
}

/// A few letters for why there is no value; the line below the map has the words.
fn sign(why: Withheld) -> &'static str {
    match why {
        Withheld::Absent => "none",
        Withheld::NotComparable => "other",
        Withheld::NotApplicable => "n/a",
        Withheld::Unanswered => "open",
        Withheld::BelowThreshold => "held",
    }
}
