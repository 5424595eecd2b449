//! Ladders: what takes each question to the next level, and to those above it.

use super::{COSTS, level, missing};
use crate::analysis::Scored;
use crate::analysis::plan::{Ladder, Rung};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::assessment_label;

/// The next step of each question that has one: the goal is one level up, unless a target says more.
pub fn ladder(scored: Scored<'_>, ladders: &[Ladder<'_>]) -> Table {
    let row = |ladder: &Ladder<'_>| {
        let node = scored.framework.node(ladder.place);
        let scale = scored.framework.scale(node);
        let next = ladder.rungs.first();
        let year = ladder.target.and_then(|target| target.year);
        vec![
            Cell::text(node.label()),
            Cell::text(&*node.name),
            Cell::text(level(scale, ladder.from)),
            Cell::text(ladder.goal().map(|goal| level(scale, goal)).unwrap_or_default())
                .marked_text(if ladder.target.is_some() { " t" } else { "" }),
            Cell::number(year.map(f64::from), 0),
            Cell::text(missing(ladder)),
            Cell::text(next.map(action).unwrap_or_default()),
            Cell::text(next.map(cost).unwrap_or_default()),
            Cell::text(next.map(who).unwrap_or_default()),
        ]
    };
    let with = ladders.iter().filter(|ladder| !ladder.rungs.is_empty());
    Table {
        title: format!("{}: the next level of each question", assessment_label(scored.assessment)),
        columns: vec![
            Column::text("code", "No."),
            Column::text("question", "Question"),
            Column::text("level", "Level"),
            Column::text("goal", "Goal"),
            Column::number("year", "By"),
            Column::text("missing", "What is missing"),
            Column::text("action", "What usually leads there"),
            Column::text("cost", "Cost"),
            Column::text("who", "Who"),
        ],
        rows: with.map(row).collect(),
        notes: vec![
            "level: the one that counts; goal: one level up, or the target (t)".into(),
            COSTS.into(),
        ],
    }
}

/// Every step of one question from its level to the top.
pub fn rungs(scored: Scored<'_>, ladder: &Ladder<'_>) -> Table {
    let node = scored.framework.node(ladder.place);
    let scale = scored.framework.scale(node);
    let row = |rung: &Rung<'_>| {
        let goal = ladder.goal().is_some_and(|goal| rung.to <= goal);
        vec![
            Cell::text(level(scale, rung.to)).marked_text(if goal { " <" } else { "" }),
            Cell::text(rung.descriptor),
            Cell::text(action(rung)),
            Cell::text(cost(rung)),
            Cell::text(who(rung)),
        ]
    };
    let mut notes =
        vec![format!("from level {}; < = up to the goal", level(scale, ladder.from)), COSTS.into()];
    if !ladder.missing.is_empty() {
        notes.insert(0, format!("what the group says is missing: {}", ladder.missing));
    }
    if ladder.rungs.iter().any(|rung| rung.claimed) {
        notes.push(
            "the group claims more than the evidence carries: the first step is evidence".into(),
        );
    }
    Table {
        title: super::named(node),
        columns: vec![
            Column::text("to", "Level"),
            Column::text("descriptor", "What it looks like"),
            Column::text("action", "What usually leads there"),
            Column::text("cost", "Cost"),
            Column::text("who", "Who"),
        ],
        rows: ladder.rungs.iter().map(row).collect(),
        notes,
    }
}

/// Every step of every question, for machines.
pub fn tidy_rungs(scored: Scored<'_>, ladders: &[Ladder<'_>]) -> Table {
    let key = &scored.assessment.key;
    let row = |ladder: &Ladder<'_>, rung: &Rung<'_>| {
        let node = scored.framework.node(ladder.place);
        vec![
            Cell::text(key.country.as_str()),
            Cell::number(f64::from(key.year), 0),
            Cell::text(node.id.as_str()),
            Cell::text(&*node.code),
            Cell::number(ladder.from, 2),
            Cell::number(rung.to, 2),
            Cell::number(ladder.target.map(|target| target.level), 2),
            Cell::number(ladder.target.and_then(|target| target.year).map(f64::from), 0),
            Cell::text(yes(rung.claimed)),
            Cell::text(rung.descriptor),
            Cell::text(ladder.missing),
            Cell::text(rung.next.map_or("", |step| step.action.as_str())),
            Cell::text(rung.cost.name()),
            Cell::text(yes(rung.cost_assumed)),
            Cell::text(rung.next.map_or("", |step| step.who.as_str())),
            Cell::text(rung.action.map_or("", |action| action.id.as_str())),
        ]
    };
    let rows = ladders.iter().flat_map(|l| l.rungs.iter().map(move |rung| (l, rung)));
    Table {
        title: "Ladders".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::number("year", "Year"),
            Column::text("question", "Question"),
            Column::text("code", "No."),
            Column::number("level", "Level that counts"),
            Column::number("to", "Leads to"),
            Column::number("target", "Target"),
            Column::number("target_year", "Target year"),
            Column::text("claimed", "Claimed already"),
            Column::text("descriptor", "What the level looks like"),
            Column::text("missing", "What the group says is missing"),
            Column::text("action", "What usually leads there"),
            Column::text("cost", "Cost"),
            Column::text("cost_assumed", "Cost assumed"),
            Column::text("who", "Who"),
            Column::text("planned", "Planned action"),
        ],
        rows: rows.map(|(ladder, rung)| row(ladder, rung)).collect(),
        notes: Vec::new(),
    }
}

/// What is done for a step: what the group plans, else what the framework says, else that it says
/// nothing.
pub(super) fn action(rung: &Rung<'_>) -> String {
    match (rung.action, rung.next) {
        (Some(action), _) => format!("{} (planned as {})", action.title, action.id),
        (None, Some(step)) => step.action.clone(),
        (None, None) => "the framework names no step".into(),
    }
}

pub(super) fn who(rung: &Rung<'_>) -> String {
    match (rung.action.filter(|action| !action.owner.is_empty()), rung.next) {
        (Some(action), _) => action.owner.clone(),
        (None, Some(step)) => step.who.clone(),
        (None, None) => String::new(),
    }
}

pub(super) fn cost(rung: &Rung<'_>) -> String {
    format!("{}{}", rung.cost.name(), if rung.cost_assumed { " a" } else { "" })
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}
