//! What each question did from one year to the next.

use std::collections::BTreeSet;

use super::key_of;
use crate::analysis::comparable::Comparability;
use crate::analysis::reading::Reading;
use crate::analysis::years::{Line, Movement, Reasons, Series, Step};
use crate::domain::Scale;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::state;

/// Which questions a table of changes holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that did something: not the ones that stayed or that nobody answered.
    Moved,
    /// Those that rose or fell and nobody has said why.
    WithoutReason,
    /// All of them.
    All,
}

impl Which {
    fn takes(self, movement: Movement, reasons: Reasons) -> bool {
        match self {
            Self::All => true,
            Self::Moved => !matches!(movement, Movement::Same | Movement::Unanswered),
            Self::WithoutReason => reasons.unexplained > 0,
        }
    }
}

/// What each question did from year `step` to the year after it: those that rose, those that fell,
/// and so on. `None` where there is no such step.
pub fn changes(series: &Series<'_>, step: usize, which: Which) -> Option<Table> {
    let (before, after) = (series.years.get(step)?, series.years.get(step + 1)?);
    let (from, to) = (before.assessment.key.round(), after.assessment.key.round());
    let mut found: Vec<(Movement, &Line<'_>, &Step)> = series
        .lines
        .iter()
        .filter_map(|line| {
            let done = line.steps.get(step)?;
            let movement = done.movement.filter(|m| which.takes(*m, line.reasons(step)))?;
            Some((movement, line, done))
        })
        .collect();
    // Stable, so that the framework's order holds within each movement.
    found.sort_by_key(|(movement, ..)| *movement);
    let row = |(movement, line, done): &(Movement, &Line<'_>, &Step)| {
        vec![
            Cell::text(key_of(*movement)),
            Cell::text(line.node.id.as_str()),
            Cell::text(&*line.node.code),
            Cell::text(&*line.node.name),
            answer(series, line, step),
            answer(series, line, step + 1),
            Cell::text(reason(*movement, done)),
            Cell::text(remark(series, line, done, step)),
        ]
    };
    let all = || series.lines.iter().filter_map(|l| l.steps.get(step));
    let mut notes = Vec::new();
    if which == Which::Moved {
        let count = |movement| all().filter(|s| s.movement == Some(movement)).count();
        let (same, open) = (count(Movement::Same), count(Movement::Unanswered));
        let open = match open {
            0 => String::new(),
            open => format!("; not answered in both years: {open}"),
        };
        notes.push(format!("{from} to {to}: {same} questions stayed as they were{open}"));
    }
    // Of a group the counts are sums: the questions alone are counted here.
    let asked = |line: &&Line<'_>| line.steps.get(step).is_some_and(|s| s.movement.is_some());
    let reasons = || series.lines.iter().filter(asked).map(|line| line.reasons(step));
    let unexplained = reasons().filter(|r| r.unexplained > 0).count();
    if unexplained > 0 {
        let progress = reasons().filter(|r| r.progress > 0).count();
        notes.push(format!(
            "{from} to {to}: progress for real performance: {progress}; no reason given: \
             {unexplained}, not counted as progress"
        ));
    }
    Some(Table {
        title: format!("Questions: {from} to {to}"),
        columns: vec![
            Column::text("movement", "Change"),
            Column::text("question", "Question"),
            Column::text("code", "No."),
            Column::text("text", "Text"),
            Column::text("from", &from),
            Column::text("to", &to),
            Column::text("reason", "Reason"),
            Column::text("remark", "Remark"),
        ],
        rows: found.iter().map(row).collect(),
        notes,
    })
}

/// The same of the questions below a node alone, all of them.
pub fn changes_below(series: &Series<'_>, step: usize, line: &Line<'_>) -> Option<Table> {
    let mut table = changes(series, step, Which::All)?;
    let below: BTreeSet<&str> = [step, step + 1]
        .into_iter()
        .filter_map(|year| Some((series.years.get(year)?.framework, line.point(year)?.place?)))
        .flat_map(|(framework, place)| framework.questions_below(place))
        .map(|(_, node, _)| node.id.as_str())
        .collect();
    let column = table.columns.iter().position(|column| column.key == "question")?;
    table.rows.retain(|row| row.get(column).is_some_and(|cell| below.contains(cell.shown())));
    table.notes.clear();
    Some(table)
}

/// The level that counts in a year, or the state of the answer.
fn answer(series: &Series<'_>, line: &Line<'_>, at: usize) -> Cell {
    let (Some(scale), Some(reading)) = (scale_in(series, line, at), reading(series, line, at))
    else {
        return Cell::text("not asked");
    };
    match reading {
        Reading::Scored { supported, .. } => Cell::text(scale.label(supported)),
        other => Cell::text(state(other)),
    }
}

/// What the answer of a year comes to, where that year asks the question.
fn reading(series: &Series<'_>, line: &Line<'_>, at: usize) -> Option<Reading> {
    series.years.get(at)?.reading(line.point(at)?.place?)
}

/// The scale of a node in a year, where that year's framework has the node.
fn scale_in<'a>(series: &Series<'a>, line: &Line<'_>, at: usize) -> Option<&'a Scale> {
    let framework = series.years.get(at)?.framework;
    let place = line.point(at)?.place?;
    Some(framework.scale(framework.node(place)))
}

/// Why a question rose or fell; where nobody has said so, that.
fn reason(movement: Movement, step: &Step) -> &'static str {
    match (movement, step.reason) {
        (Movement::Up | Movement::Down, Some(reason)) => reason.words(),
        (Movement::Up | Movement::Down, None) => "none given",
        _ => "",
    }
}

fn remark(series: &Series<'_>, line: &Line<'_>, done: &Step, step: usize) -> String {
    let mut parts = Vec::new();
    if done.inside_level {
        parts.push("within its level".to_owned());
    }
    if done.comparability == Comparability::Caution {
        parts.push("wording changed: compare with caution".into());
    }
    for (when, at) in [("before", step), ("now", step + 1)] {
        if let Some((claimed, grade)) = reading(series, line, at).and_then(unsupported) {
            let scale = scale_in(series, line, at);
            let claimed = scale.map_or_else(String::new, |scale| scale.label(claimed));
            parts.push(format!("{when}: claims {claimed}, evidence {grade}"));
        }
    }
    parts.join("; ")
}

/// The claimed level and the grade of the evidence, where it supports less.
fn unsupported(reading: Reading) -> Option<(f64, &'static str)> {
    match reading {
        Reading::Scored { claimed, supported, grade } if supported < claimed => {
            Some((claimed, grade.name()))
        }
        _ => None,
    }
}
