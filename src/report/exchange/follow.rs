//! What became of what was sought in earlier years.

use super::{about, country};
use crate::analysis::comparable::Comparability;
use crate::analysis::exchange::FollowedUp;
use crate::domain::FollowUp;
use crate::report::shown;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::name_of;

/// The requests of earlier years with what became of them, if there are any.
pub fn followed_up(all: &[FollowedUp<'_>]) -> Option<Table> {
    let row = |f: &FollowedUp<'_>| {
        let (then, now) = (f.since.assessment.key.year, f.now.assessment.key.year);
        let place: Vec<usize> = f.place.into_iter().collect();
        vec![
            Cell::text(country(f.now)),
            Cell::text(&*f.request.title),
            Cell::text(about(f.since, &place)),
            Cell::text(then.to_string()),
            Cell::text(f.request.partners.join(", ")),
            Cell::text(f.request.status.map_or("not on record", |s| name_of(&FollowUp::ALL, &s))),
            Cell::text(level(f, f.then)),
            Cell::text(if then == now { String::new() } else { level_now(f) }),
            Cell::text(&*f.request.outcome),
        ]
    };
    let table = Table {
        title: "What became of it".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::text("sought", "What was sought"),
            Column::text("about", "About"),
            Column::text("since", "Since"),
            Column::text("partners", "With whom"),
            Column::text("status", "Status"),
            Column::text("then", "Level then"),
            Column::text("now", "Level now"),
            Column::text("outcome", "What came of it"),
        ],
        rows: all.iter().map(row).collect(),
        notes: vec![
            "a level that rose after an exchange did not rise because of it: ask what came of it"
                .into(),
        ],
    };
    (!table.rows.is_empty()).then_some(table)
}

fn level(f: &FollowedUp<'_>, value: Option<f64>) -> String {
    let scale = f.place.map(|at| f.since.framework.scale(f.since.framework.node(at)));
    match (value, scale) {
        (Some(value), Some(_)) => shown(value, 1),
        _ => "no finding".into(),
    }
}

fn level_now(f: &FollowedUp<'_>) -> String {
    match f.comparability {
        Comparability::Same => level(f, f.value),
        _ if f.place.is_none() => String::new(),
        _ => "not comparable".into(),
    }
}
