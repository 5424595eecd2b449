//! The scores that the plan would lead to, year by year.

use crate::analysis::Scored;
use crate::analysis::plan::outlook::{Basis, Left, Outlook};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{assessment_label, indented};

/// The scores of the nodes down to a depth, and of every other one that the plan moves with those above
/// it, now and at the end of each year of the plan.
pub fn outlook(scored: Scored<'_>, found: &Outlook<'_>, depth: usize) -> Table {
    let mut columns = vec![
        Column::text("code", "No."),
        Column::text("node", "Node"),
        Column::number("now", &scored.assessment.key.year.to_string()),
    ];
    columns.extend(
        found
            .years
            .iter()
            .map(|(year, _)| Column::number(&year.to_string(), &format!("end {year}"))),
    );
    let touched = touched(scored, found);
    let shown = scored.framework.nodes().iter().enumerate();
    let shown =
        shown.filter(|(at, node)| touched[*at] || node.depth <= depth && node.group().is_some());
    let row = |(at, node): (usize, &crate::domain::Node)| {
        let mark = if scored.scores.at(at).withheld { " w" } else { "" };
        let mut cells = vec![
            Cell::text(if node.question().is_some() { node.label() } else { &node.code }),
            Cell::text(indented(node, 0)),
            Cell::number(found.now[at], 2).marked(mark),
        ];
        cells
            .extend(found.years.iter().map(|(_, values)| Cell::number(values[at], 2).marked(mark)));
        cells
    };
    Table {
        title: format!("{}: {}", assessment_label(scored.assessment), basis(found.basis)),
        columns,
        rows: shown.map(row).collect(),
        notes: outlook_notes(scored, found),
    }
}

/// Whether the value of a node is another one at the end of some year.
fn moves(found: &Outlook<'_>, at: usize) -> bool {
    found.years.iter().any(|(_, values)| values[at] != found.now[at])
}

/// The nodes that the plan moves, and all above them.
fn touched(scored: Scored<'_>, found: &Outlook<'_>) -> Vec<bool> {
    let mut touched = vec![false; scored.framework.nodes().len()];
    for at in (0..touched.len()).filter(|at| moves(found, *at)) {
        let mut here = Some(at);
        while let Some(place) = here.filter(|place| !touched[*place]) {
            touched[place] = true;
            here = scored.framework.node(place).parent;
        }
    }
    touched
}

/// Groups that stay where they are although something right below them rises.
fn held(scored: Scored<'_>, found: &Outlook<'_>) -> Option<String> {
    let holds = |at: &usize| {
        let below = &scored.framework.node(*at).children;
        !moves(found, *at) && below.iter().any(|child| moves(found, *child))
    };
    let names: Vec<&str> =
        (0..found.now.len()).filter(holds).map(|at| scored.framework.node(at).label()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "stays where it is, because by its rule something else below it decides: {}",
            names.join(", ")
        )
    })
}

/// What a reader must know to read the outlook rightly.
pub fn outlook_notes(scored: Scored<'_>, found: &Outlook<'_>) -> Vec<String> {
    let what = match found.basis {
        Basis::Targets => "targets",
        Basis::Actions => "actions",
    };
    let mut notes = vec![format!(
        "{what} in it: {}; it says what would follow, and is no forecast: everything else stays as \
             it is, and evidence follows",
        found.counted
    )];
    notes.extend(held(scored, found));
    if scored.scores.nodes().any(|node| node.withheld) {
        notes.push(
            "w = not a finding: too few questions are answered, or an open one decides".into(),
        );
    }
    let left = found
        .left_targets
        .iter()
        .map(|(target, why)| (target.id.as_str(), *why))
        .chain(found.left_actions.iter().map(|(action, why)| (action.id.as_str(), *why)));
    for reason in Left::ALL {
        let ids: Vec<&str> =
            left.clone().filter(|(_, why)| *why == reason).map(|(id, _)| id).collect();
        if !ids.is_empty() {
            notes.push(format!("not in it, because {}: {}", because(reason), ids.join(", ")));
        }
    }
    notes
}

/// Every node with its value now and at the end of each year, a row for each, for machines.
pub fn tidy_outlook(scored: Scored<'_>, all: &[Outlook<'_>]) -> Table {
    let key = &scored.assessment.key;
    let mut rows = Vec::new();
    for found in all {
        let name = match found.basis {
            Basis::Targets => "targets",
            Basis::Actions => "actions",
        };
        let now = std::iter::once((key.year, &found.now));
        for (year, values) in now.chain(found.years.iter().map(|(year, values)| (*year, values))) {
            for (at, node) in scored.framework.nodes().iter().enumerate() {
                let percent = values[at].map(|v| scored.framework.scale(node).percent(v));
                rows.push(vec![
                    Cell::text(key.country.as_str()),
                    Cell::number(f64::from(key.year), 0),
                    Cell::text(name),
                    Cell::text(node.id.as_str()),
                    Cell::count(u32::try_from(node.depth).unwrap_or(u32::MAX)),
                    Cell::number(f64::from(year), 0),
                    Cell::number(values[at], 3),
                    Cell::number(percent, 1),
                    Cell::text(if scored.scores.at(at).withheld { "yes" } else { "no" }),
                ]);
            }
        }
    }
    Table {
        title: "Outlook".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::number("round", "Round"),
            Column::text("basis", "Basis"),
            Column::text("node", "Node"),
            Column::number("depth", "Depth"),
            Column::number("year", "End of"),
            Column::number("value", "Value"),
            Column::number("percent", "Percent"),
            Column::text("withheld", "Not a finding"),
        ],
        rows,
        notes: Vec::new(),
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Targets => "if every target is met in its year",
        Basis::Actions => "if every planned action does what it is meant to do",
    }
}

fn because(left: Left) -> &'static str {
    match left {
        Left::NoYear => "it names no year",
        Left::Late => "its year is over and it is not reached",
        Left::NoLevel => "its question has no level to start from",
        Left::Reached => "it is reached already",
        Left::NoQuestion => "it leads to no level of a question",
        Left::Over => "it is done, so that the level says what came of it, or it was dropped",
    }
}
