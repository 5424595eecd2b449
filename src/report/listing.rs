//! The list of assessments and how far each has come.

use super::table::{Cell, Column, Table};
use super::words::{edition, round};
use crate::analysis::review::{Progress, Status, progress};
use crate::domain::{Assessment, Framework, Id, Key};

/// What the list says of one assessment.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What tells it from every other one.
    pub key: Key,
    /// The country's name.
    pub name: String,
    /// The id of its framework.
    pub framework: Id,
    /// The version of its framework.
    pub version: String,
    /// How far it has come.
    pub progress: Progress,
    /// How many things in its file somebody should look at.
    pub problems: usize,
}

impl Listing {
    /// What the list says of an assessment.
    pub fn of(framework: &Framework, assessment: &Assessment, problems: usize) -> Self {
        Self {
            key: assessment.key.clone(),
            name: assessment.country_label(),
            framework: framework.id.clone(),
            version: framework.version.clone(),
            progress: progress(framework, assessment),
            problems,
        }
    }
}

/// The list for people, in the given order; what is zero is left blank.
pub fn overview(rows: &[Listing]) -> Table {
    Table {
        title: String::new(),
        columns: vec![
            Column::text("assessment", "Assessment"),
            Column::text("name", "Country"),
            Column::text("framework", "Framework"),
            Column::text("status", "Status"),
            Column::number("answered", "Answered"),
            Column::number("coverage", "Coverage"),
            Column::number("carried", "To confirm"),
            Column::number("parked", "Parked"),
            Column::number("problems", "Problems"),
        ],
        rows: rows.iter().map(row_for_people).collect(),
        notes: Vec::new(),
    }
}

fn row_for_people(listing: &Listing) -> Vec<Cell> {
    let Listing { key, progress, .. } = listing;
    let some = |count: u32| if count > 0 { Cell::count(count) } else { Cell::Empty };
    vec![
        Cell::text(key.to_string()),
        Cell::text(&*listing.name),
        Cell::text(format!("{} {}", listing.framework, listing.version)),
        Cell::text(status(progress.status())),
        Cell::count(progress.answered).marked(&format!(" of {}", progress.applicable)),
        Cell::share(progress.coverage()),
        some(progress.carried),
        some(progress.parked),
        some(u32::try_from(listing.problems).unwrap_or(u32::MAX)),
    ]
}

/// The list for machines, in the given order.
pub fn listing(rows: &[Listing]) -> Table {
    Table {
        title: String::new(),
        columns: vec![
            Column::text("country", "Country"),
            Column::text("name", "Name"),
            Column::number("year", "Year"),
            Column::text("perspective", "Perspective"),
            Column::text("unit", "Unit"),
            Column::text("edition", "Edition"),
            Column::text("framework", "Framework"),
            Column::text("version", "Version"),
            Column::text("status", "Status"),
            Column::number("answered", "Answered"),
            Column::number("coverage", "Coverage"),
            Column::number("parked", "Parked"),
            Column::number("problems", "Problems"),
        ],
        rows: rows.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

fn row(listing: &Listing) -> Vec<Cell> {
    let Listing { key, progress, .. } = listing;
    vec![
        Cell::text(key.country.as_str()),
        Cell::text(&*listing.name),
        round(key),
        Cell::text(key.perspective.to_string()),
        Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
        edition(key),
        Cell::text(listing.framework.as_str()),
        Cell::text(&*listing.version),
        Cell::text(status(progress.status())),
        Cell::count(progress.answered),
        Cell::share(progress.coverage()),
        Cell::count(progress.parked),
        Cell::count(u32::try_from(listing.problems).unwrap_or(u32::MAX)),
    ]
}

fn status(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "not started",
        Status::InProgress => "in progress",
        Status::Complete => "complete",
    }
}
