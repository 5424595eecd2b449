//! Every node in every year as one row, for machines.

use super::{WHY, Why, key_of, points};
use crate::analysis::comparable::Comparability;
use crate::analysis::years::{Line, Movement, Series, Step};
use crate::domain::{Id, ReasonOfChange};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{edition, name_of, round};

/// One row for each node and year, in full precision. What a row says of the year before is empty
/// in the first year.
pub fn tidy(series: &Series<'_>) -> Table {
    let mut columns = vec![
        Column::text("country", "Country"),
        Column::text("unit", "Unit"),
        Column::text("perspective", "Perspective"),
        Column::text("edition", "Edition"),
        Column::number("year", "Year"),
        Column::text("framework", "Framework"),
        Column::text("version", "Version"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::number("value", "Value"),
        Column::number("percent", "Percent"),
        Column::number("coverage", "Coverage"),
        Column::text("comparable", "Comparable with the year before"),
        Column::number("change", "Change, points"),
        Column::text("movement", "Movement"),
    ];
    columns.extend(
        Movement::ALL.iter().map(|(_, name)| Column::number(&name.replace('-', "_"), name)),
    );
    columns.push(Column::text("reason_of_change", "Reason of change"));
    columns.extend(WHY.iter().map(|(key, title, _)| Column::number(key, title)));
    let rows = series
        .lines
        .iter()
        .flat_map(|line| (0..series.years.len()).filter_map(move |at| row(series, line, at)));
    let rows = rows.collect();
    Table { title: "Every node in every year".into(), columns, rows, notes: Vec::new() }
}

fn row(series: &Series<'_>, line: &Line<'_>, at: usize) -> Option<Vec<Cell>> {
    let (year, point) = (series.years.get(at)?, line.point(at)?);
    let number = at.checked_sub(1);
    let step: Option<&Step> = number.and_then(|number| line.steps.get(number));
    let movement = step.and_then(|step| step.movement);
    if point.place.is_none() && movement != Some(Movement::Dropped) {
        return None;
    }
    let key = &year.assessment.key;
    let percent = point
        .place
        .zip(point.value())
        .map(|(place, value)| year.framework.scale(year.framework.node(place)).percent(value));
    let mut row = vec![
        Cell::text(key.country.as_str()),
        Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
        Cell::text(key.perspective.to_string()),
        edition(key),
        round(key),
        Cell::text(year.framework.id.as_str()),
        Cell::text(&*year.framework.version),
        Cell::text(line.node.id.as_str()),
        Cell::count(u32::try_from(line.node.depth).unwrap_or(u32::MAX)),
        Cell::number(point.value(), 2),
        Cell::number(percent, 1),
        Cell::share(point.score.and_then(|score| score.coverage())),
        Cell::text(step.map_or("", |step| comparable(step.comparability))),
        number.map_or(Cell::Empty, |step| points(line, line.change(step))),
        Cell::text(movement.map_or("", key_of)),
    ];
    row.extend(Movement::ALL.iter().map(|(movement, _)| {
        number.map_or(Cell::Empty, |step| Cell::count(line.counts(step).of(*movement)))
    }));
    let reason = step.and_then(|step| step.reason);
    row.push(Cell::text(reason.map_or("", |reason| name_of(&ReasonOfChange::ALL, &reason))));
    let why = |of: Why| number.map_or(Cell::Empty, |step| Cell::count(of(line.reasons(step))));
    row.extend(WHY.iter().map(|(.., of)| why(*of)));
    Some(row)
}

pub(in crate::report) fn comparable(comparability: Comparability) -> &'static str {
    match comparability {
        Comparability::Same => "same",
        Comparability::Caution => "caution",
        Comparability::None => "none",
    }
}
