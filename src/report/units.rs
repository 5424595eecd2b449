//! The units of a country side by side: every value, the weakest unit, the mean by children, the
//! spread.

use std::ops::RangeInclusive;

use super::countries::{because, places_to, value};
use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{PARTIAL, STARRED, edition, framework_label, indented, round};
use crate::analysis::countries::{Row, Shown};
use crate::analysis::units::{Standing, Units};
use crate::domain::Id;

/// The values of the groups of some depths in every unit, in percent.
pub fn heat(units: &Units<'_>, depths: &RangeInclusive<usize>) -> Table {
    let places = places_to(units.framework, depths);
    let top = top(units, &places);
    let mut columns = vec![Column::text("node", "No."), Column::text("name", "Name")];
    columns.extend(units.rows.iter().map(|row| Column::percent(unit(row), unit(row))));
    let row = |place: &usize| {
        let node = units.framework.node(*place);
        let mut cells = vec![Cell::text(node.label()), Cell::text(indented(node, top))];
        let shown = units.rows.iter().filter_map(|row| Some(value(row, row.cells.get(*place)?)));
        cells.extend(shown);
        cells
    };
    let rows: Vec<Vec<Cell>> = places.iter().map(row).collect();
    let has = |mark: char| {
        let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        rows.iter().flatten().any(|c| number(c.shown()) && c.shown().contains(mark))
    };
    let mut notes = vec![format!("percent of the scale, by {}", framework_label(units.framework))];
    if has('*') {
        notes.push(STARRED.into());
    }
    if has('?') {
        notes.push(PARTIAL.1.into());
    }
    if has('~') {
        notes.push("~ answered in another version: compare with caution".into());
    }
    Table { title: format!("Units of {}", subject(units)), columns, rows, notes }
}

/// How the units stand on the groups of some depths.
pub fn standings(units: &Units<'_>, depths: &RangeInclusive<usize>) -> Table {
    let places = places_to(units.framework, depths);
    let top = top(units, &places);
    let found: Vec<(usize, Option<Standing>)> =
        places.iter().map(|place| (*place, units.standing(*place))).collect();
    let row = |(place, standing): &(usize, Option<Standing>)| {
        let node = units.framework.node(*place);
        let mut cells = vec![Cell::text(node.label()), Cell::text(indented(node, top))];
        let Some(s) = standing else {
            cells.push(Cell::count(0));
            cells.resize(10, Cell::Empty);
            return cells;
        };
        let worst = units.rows.get(s.worst.0).map_or("", |row| unit(row));
        let missing = |shown: Option<Cell>| shown.unwrap_or_else(|| Cell::text("not given"));
        cells.extend([
            Cell::count(u32::try_from(s.spread.count).unwrap_or(u32::MAX)),
            Cell::number(s.worst.1, 1),
            Cell::text(worst),
            missing(s.by_children.map(|mean| Cell::number(mean, 1))),
            Cell::number(s.spread.median, 1),
            Cell::share(s.advanced),
            missing(s.children_advanced.map(Cell::share)),
            Cell::number(s.spread.highest - s.spread.lowest, 1),
        ]);
        cells
    };
    let mut notes = vec![
        format!("{} units; a unit without a finding takes no part", units.rows.len()),
        "level 3 of 4, on other scales two thirds; spread: the best less the worst, in points"
            .into(),
    ];
    notes.extend(unknown_children(units, &found));
    Table {
        title: format!("How the units of {} stand", subject(units)),
        columns: vec![
            Column::text("node", "No."),
            Column::text("name", "Name"),
            Column::number("units", "Units"),
            Column::number("worst", "Worst, %"),
            Column::text("worst_unit", "Where"),
            Column::number("by_children", "Mean by children, %"),
            Column::number("median", "Median, %"),
            Column::number("advanced", "Units at level 3 or more"),
            Column::number("children_advanced", "Children there"),
            Column::number("spread", "Spread, points"),
        ],
        rows: found.iter().map(row).collect(),
        notes,
    }
}

/// Which units with a value do not say how many children they have: without all of them there is no
/// mean by children, and units are never taken to be of one size.
fn unknown_children(units: &Units<'_>, found: &[(usize, Option<Standing>)]) -> Option<String> {
    let all = found.iter().filter_map(|(_, standing)| standing.as_ref());
    let mut without: Vec<usize> = all.flat_map(|s| s.unweighted.iter().copied()).collect();
    without.sort_unstable();
    without.dedup();
    let names: Vec<&str> =
        without.iter().filter_map(|at| units.rows.get(*at)).map(|row| unit(row)).collect();
    (!names.is_empty()).then(|| {
        format!(
            "no mean by children where a unit does not say how many it has (population in its file): {}",
            names.join(", ")
        )
    })
}

/// One row for each unit and node, in full precision.
pub fn tidy(units: &Units<'_>) -> Table {
    let columns = vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("edition", "Edition"),
        Column::text("perspective", "Perspective"),
        Column::text("unit", "Unit"),
        Column::number("population", "Children"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::number("percent", "Percent"),
        Column::number("coverage", "Coverage"),
        Column::text("withheld", "Why there is no value"),
    ];
    let cells = |row: &Row<'_>, place: usize| {
        let (key, cell) = (&row.scored.assessment.key, row.cells.get(place)?);
        let node = units.framework.node(place);
        let (percent, why) = match cell.shown {
            Shown::Value { percent, .. } => (Some(percent), String::new()),
            Shown::Withheld(why) => (None, because(row, cell, why)),
        };
        Some(vec![
            Cell::text(key.country.as_str()),
            round(key),
            edition(key),
            Cell::text(key.perspective.to_string()),
            Cell::text(unit(row)),
            row.scored.assessment.population.map_or(Cell::Empty, Cell::count),
            Cell::text(node.id.as_str()),
            Cell::count(u32::try_from(node.depth).unwrap_or(u32::MAX)),
            Cell::number(percent, 1),
            Cell::share(cell.coverage),
            Cell::text(why),
        ])
    };
    let nodes = 0..units.framework.nodes().len();
    let rows = units.rows.iter().flat_map(|row| nodes.clone().filter_map(move |at| cells(row, at)));
    Table { title: "Every unit and node".into(), columns, rows: rows.collect(), notes: Vec::new() }
}

/// All of it as a document.
pub fn document(units: &Units<'_>) -> Document {
    let mut document = Document::new("Comparison of units", subject(units));
    document.section("How they stand", vec![Block::Table(standings(units, &(1..=2)))]);
    document.section("Side by side", vec![Block::Table(heat(units, &(1..=2)))]);
    document.data = Some(tidy(units));
    document
}

fn unit<'a>(row: &Row<'a>) -> &'a str {
    row.scored.assessment.key.unit.as_ref().map_or("national", Id::as_str)
}

fn subject(units: &Units<'_>) -> String {
    let first = units.rows.first().map(|row| row.scored.assessment);
    first.map_or_else(String::new, |a| {
        format!("{} {}, {}", a.country_label(), a.key.round(), a.key.perspective)
    })
}

fn top(units: &Units<'_>, places: &[usize]) -> usize {
    places.iter().map(|at| units.framework.node(*at).depth).min().unwrap_or(0)
}
