//! Countries through the years: small trends side by side, and one node with its numbers.

use std::ops::Range;

use super::countries::membership;
use super::document::{Block, Document};
use super::table::{Cell, Column, Table, shown};
use super::words::{PARTIAL, STARRED, chains, framework_label, indented};
use crate::analysis::panel::{Panel, Point, Row};
use crate::domain::{Country, PeerGroup};

/// How small trends are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Blocks of eight heights.
    Blocks,
    /// Digits from 0 to 9, for terminals that have no blocks.
    Digits,
}

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

impl Signs {
    /// A percentage as one sign.
    fn of(self, percent: f64) -> char {
        let all: &[char] = match self {
            Self::Blocks => &BLOCKS,
            Self::Digits => &DIGITS,
        };
        let steps = u32::try_from(all.len()).unwrap_or(1);
        // The first step whose upper end lies above the value.
        let above = |step: &u32| percent < f64::from(*step + 1) * 100.0 / f64::from(steps);
        let step = (0..steps).find(above).unwrap_or(steps - 1);
        usize::try_from(step).ok().and_then(|at| all.get(at)).copied().unwrap_or(' ')
    }
}

/// One sign for each year: the height of a finding, a point where there is none; a bar down where the
/// trend must not be joined, and a colon where it may be only with caution.
pub fn trend(points: &[Option<Point>], signs: Signs) -> String {
    let mut out = String::new();
    for point in points {
        let Some(point) = point else {
            out.push('.');
            continue;
        };
        match (point.percent, point.breaks, point.caution) {
            (Some(_), true, _) => out.push('|'),
            (Some(_), _, true) => out.push(':'),
            _ => {}
        }
        out.push(point.percent.map_or('.', |percent| signs.of(percent)));
    }
    out
}

/// The most years of a trend that stands beside others.
const MOST: usize = 8;

/// The most trends that stand beside each other on a page of paper.
const BESIDE: usize = 5;

/// A row for each country and a small trend for each node, with the newest value behind it.
pub fn multiples(panel: &Panel<'_>, signs: Signs) -> Table {
    multiples_of(panel, 0..panel.places.len(), signs)
}

/// The same in tables that are no wider than a page, as even as they come.
fn multiples_in_parts(panel: &Panel<'_>, signs: Signs) -> Vec<Table> {
    let all = panel.places.len();
    let parts = all.div_ceil(BESIDE);
    let part = |at: usize| {
        let mut table = multiples_of(panel, at * all / parts..(at + 1) * all / parts, signs);
        if parts > 1 {
            table.title = format!("{}, part {} of {parts}", table.title, at + 1);
        }
        if at > 0 {
            // What the signs mean is said once; what the columns are, below each part.
            table.notes.drain(..table.notes.len().saturating_sub(1));
        }
        table
    };
    (0..parts).map(part).collect()
}

/// The small trends of some of the panel's nodes.
fn multiples_of(panel: &Panel<'_>, nodes: Range<usize>, signs: Signs) -> Table {
    let places = panel.places.get(nodes.clone()).unwrap_or_default();
    let mut columns = vec![Column::text("country", "Code"), Column::text("name", "Country")];
    columns.extend(places.iter().map(|place| {
        let node = panel.framework.node(*place);
        Column::text(node.id.as_str(), node.label())
    }));
    // More would not fit beside each other; one node shows all of its years.
    let skipped = panel.years.len().saturating_sub(MOST);
    let row = |row: &Row<'_>| {
        let mut cells = head(row);
        cells.extend(row.nodes.get(nodes.clone()).unwrap_or_default().iter().map(|points| {
            let points = points.get(skipped..).unwrap_or_default();
            let newest = points.iter().rev().flatten().next();
            let newest = newest.and_then(|p| Some((p, p.percent?)));
            let number = newest.map_or_else(
                || "-".to_owned(),
                |(point, percent)| shown(percent, 0) + &rests(point),
            );
            Cell::text(format!("{} {number}", trend(points, signs)))
        }));
        cells
    };
    let mut notes = vec![span(panel, skipped), legend(panel, signs)];
    notes.push("behind them: the newest value in percent; - where it is no finding".into());
    // Said once for all parts.
    notes.extend(marks(panel, 0..panel.places.len()));
    if skipped > 0 {
        let all = panel.years.len();
        notes.push(format!("the newest {MOST} of {all} years; one node shows all of them"));
    }
    let names = places.iter().map(|place| panel.framework.node(*place));
    let names: Vec<String> = names.map(|n| format!("{} {}", n.label(), n.name)).collect();
    notes.push(names.join("; "));
    Table {
        title: "Countries through the years".into(),
        columns,
        rows: panel.rows.iter().map(row).collect(),
        notes,
    }
}

/// The marks of what a value rests on.
pub fn rests(point: &Point) -> String {
    let star = if point.starred { "*" } else { "" };
    let partial = if point.partial { PARTIAL.0 } else { "" };
    format!("{star}{partial}")
}

/// One node: a row for each country, a column for each year. `at` is its place among the panel's.
pub fn through_the_years(panel: &Panel<'_>, at: usize, signs: Signs) -> Option<Table> {
    let node = panel.framework.node(*panel.places.get(at)?);
    let mut columns = vec![
        Column::text("country", "Code"),
        Column::text("name", "Country"),
        Column::text("trend", "Trend"),
    ];
    columns.extend(
        panel
            .years
            .iter()
            .map(|year| Column::percent(&format!("year_{year}"), &format!("{year}, %"))),
    );
    let row = |row: &Row<'_>| {
        let points = row.nodes.get(at)?;
        let mut cells = head(row);
        cells.push(Cell::text(trend(points, signs)));
        cells.extend(points.iter().map(|point| match point {
            None => Cell::Empty,
            Some(Point { percent: None, .. }) => Cell::text("no finding"),
            Some(point) => {
                let mark = match (point.breaks, point.caution) {
                    (true, _) => super::years::BREAK,
                    (_, true) => super::years::CAUTION,
                    _ => "",
                };
                Cell::number(point.percent, 1).marked(&rests(point)).marked(mark)
            }
        }));
        Some(cells)
    };
    let rows: Vec<Vec<Cell>> = panel.rows.iter().filter_map(row).collect();
    let mut notes = vec![span(panel, 0), legend(panel, signs)];
    let has = |mark: &str| rows.iter().flatten().any(|cell| cell.shown().ends_with(mark));
    if has(super::years::BREAK) {
        notes.push("! cannot be compared with the round before: the framework changed here".into());
    }
    if has(super::years::CAUTION) {
        notes.push("~ compare with the round before only with caution".into());
    }
    notes.extend(marks(panel, at..at + 1));
    let title = format!("{} through the years", indented(node, node.depth));
    Some(Table { title, columns, rows, notes })
}

/// All of it as a document: the small trends, then every node with its values.
pub fn document(panel: &Panel<'_>, groups: &[PeerGroup]) -> Document {
    let name = framework_label(panel.framework);
    let mut document = Document::new("Countries through the years", name);
    let has = |c: &Country| panel.rows.iter().any(|r| r.newest.assessment.key.country == *c);
    let said: Vec<String> = groups.iter().flat_map(|group| membership(group, has)).collect();
    if !said.is_empty() {
        document.section("Who takes part", vec![Block::Bullets(said)]);
    }
    document.section(
        "Small trends",
        multiples_in_parts(panel, Signs::Blocks).into_iter().map(Block::Table).collect(),
    );
    let node = |at: usize| through_the_years(panel, at, Signs::Blocks).map(Block::Table);
    let all = (0..panel.places.len()).filter_map(node).collect();
    document.section("Every value", all);
    document.data = Some(tidy(panel));
    document
}

/// One row for each country, year and node, in full precision.
pub fn tidy(panel: &Panel<'_>) -> Table {
    let columns = vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::number("percent", "Percent"),
        Column::text("joined", "Joined with the round before"),
    ];
    let mut rows = Vec::new();
    for row in &panel.rows {
        let nodes = panel.places.iter().map(|place| panel.framework.node(*place));
        for (node, points) in nodes.zip(&row.nodes) {
            let mut before = false;
            for (year, point) in panel.years.iter().zip(points) {
                let Some(point) = point else { continue };
                let joined = match (before, point.breaks, point.caution) {
                    (false, ..) => "",
                    (_, true, _) => "no",
                    (_, _, true) => "caution",
                    _ => "yes",
                };
                before = true;
                rows.push(vec![
                    Cell::text(row.newest.assessment.key.country.as_str()),
                    Cell::number(f64::from(*year), 0),
                    Cell::text(node.id.as_str()),
                    Cell::count(u32::try_from(node.depth).unwrap_or(u32::MAX)),
                    Cell::number(point.percent, 1),
                    Cell::text(joined),
                ]);
            }
        }
    }
    Table { title: "Every country, year and node".into(), columns, rows, notes: Vec::new() }
}

fn head(row: &Row<'_>) -> Vec<Cell> {
    let assessment = row.newest.assessment;
    let note = match assessment.territory_note.as_str() {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    let name = format!("{}{note}", assessment.country_label());
    vec![Cell::text(assessment.key.country.as_str()), Cell::text(name)]
}

/// What the marks mean that values of some nodes have, and which countries are compared along a chain.
fn marks(panel: &Panel<'_>, nodes: Range<usize>) -> Vec<String> {
    let found = |is: fn(&Point) -> bool| {
        let of = |row: &'_ Row<'_>| row.nodes.get(nodes.clone()).unwrap_or_default().to_vec();
        let mut points = panel.rows.iter().flat_map(of).flatten().flatten();
        points.any(|point| point.percent.is_some() && is(&point))
    };
    let all = [(found(|point| point.starred), STARRED), (found(|point| point.partial), PARTIAL.1)];
    let seen = all.into_iter().filter(|(seen, _)| *seen).map(|(_, note)| note.to_owned());
    let along = chains(panel.rows.iter().map(|row| (row.newest, row.via.as_slice())));
    seen.chain(along).collect()
}

/// The years and the framework.
fn span(panel: &Panel<'_>, skipped: usize) -> String {
    let years: Vec<String> = panel.years.iter().skip(skipped).map(ToString::to_string).collect();
    let years = match years.as_slice() {
        [first, .., last] if years.len() > 8 => format!("{first} to {last}"),
        all => all.join(", "),
    };
    format!("one sign for each of the years {years}; by {}", framework_label(panel.framework))
}

fn legend(panel: &Panel<'_>, signs: Signs) -> String {
    let points = || panel.rows.iter().flat_map(|row| row.nodes.iter().flatten().flatten());
    let broken = points().any(|point| point.breaks && point.percent.is_some());
    let how = match signs {
        Signs::Blocks => "higher is nearer to 100 percent",
        Signs::Digits => "0 is below 10 percent, 9 is 90 percent or more",
    };
    let bar = if broken { "; | the framework changed: not one trend" } else { "" };
    let careful = points().any(|point| point.caution && !point.breaks && point.percent.is_some());
    let colon = if careful { "; : it changed in part: one trend with caution" } else { "" };
    format!("{how}; . no round or no finding{bar}{colon}")
}

#[cfg(test)]
mod tests {
    use super::{Signs, trend};
    use crate::analysis::panel::Point;

    #[test]
    fn a_trend_has_a_sign_for_each_year_and_breaks() {
        let of = |percent: f64, breaks, caution| {
            Some(Point { percent: Some(percent), breaks, caution, ..Point::default() })
        };
        let points = [
            of(0.0, false, false),
            of(49.9, false, true),
            None,
            of(100.0, true, true),
            Some(Point { caution: true, ..Point::default() }),
        ];
        assert_eq!(trend(&points, Signs::Blocks), "▁:▄.|█.");
        assert_eq!(trend(&points, Signs::Digits), "0:4.|9.");
    }
}
