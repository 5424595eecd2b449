//! Questions by heading: which ones a framework files where, and what their answers come to.

use super::table::{Cell, Column, Table};
use super::words::{STARRED, assessment_label, framework_label, name_of};
use crate::analysis::Scored;
use crate::analysis::cut::{Part, cut};
use crate::domain::{Action, Framework, Id, Kind, Lens, Question, Scheme};

/// The questions under no heading of a scheme.
const NONE: &str = "none";

/// Every question of a framework by the values of a scheme. A question under several stands under
/// each.
pub fn questions_by(framework: &Framework, scheme: &Scheme) -> Table {
    let mut rows = Vec::new();
    let mut put = |id: &str, name: &str, holds: &dyn Fn(usize) -> bool| {
        for (_, node, question) in framework.questions().filter(|(at, ..)| holds(*at)) {
            rows.push(vec![
                Cell::text(id),
                Cell::text(name),
                Cell::text(node.id.as_str()),
                Cell::text(&*node.code),
                Cell::text(&*node.name),
                Cell::text(about(question)),
            ]);
        }
    };
    for value in &scheme.values {
        let under = |at: usize| framework.filed(at, scheme).contains(&value);
        put(value.id.as_str(), &value.name, &under);
    }
    put(NONE, "", &|at| framework.filed(at, scheme).is_empty());
    let mut notes: Vec<String> = Vec::new();
    if !scheme.source.is_empty() {
        notes.push(scheme.source.clone());
    }
    if rows.len() > framework.questions().count() {
        notes.push(MANY.into());
    }
    Table {
        title: format!("{}: questions by {}", framework_label(framework), scheme.name),
        columns: vec![
            Column::text("value", "Value"),
            Column::text("name", "Name"),
            Column::text("question", "Question"),
            Column::text("code", "No."),
            Column::text("text", "Text"),
            Column::text("about", "About"),
        ],
        rows,
        notes,
    }
}

const MANY: &str = "a question under several values stands under each of them";

fn about(question: &Question) -> String {
    let kind = question.kind.map(|kind| name_of(&Kind::ALL, &kind));
    let action = question.action.map(|action| name_of(&Action::ALL, &action));
    let lenses = question.lenses.iter().map(|lens| name_of(&Lens::ALL, lens));
    kind.into_iter().chain(action).chain(lenses).collect::<Vec<_>>().join(", ")
}

/// The columns of [`tidy_cut`].
pub fn tidy_cut_columns() -> Vec<Column> {
    vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("unit", "Unit"),
        Column::text("perspective", "Perspective"),
        Column::text("framework", "Framework"),
        Column::text("version", "Version"),
        Column::text("by", "By"),
        Column::text("value", "Value"),
        Column::text("name", "Name"),
        Column::number("questions", "Questions"),
        Column::number("applicable", "Applicable"),
        Column::number("answered", "Answered"),
        Column::number("unknown", "Not known"),
        Column::number("coverage", "Coverage"),
        Column::number("percent", "Percent"),
        Column::number("lowest", "Lowest"),
        Column::number("highest", "Highest"),
        Column::text("finding", "Finding"),
    ]
}

/// One row for each value of a scheme, for machines. A mean below the completeness threshold is
/// given, too, and `finding` says that it is none.
pub fn tidy_cut(scored: Scored<'_>, scheme: &Scheme) -> Table {
    let key = &scored.assessment.key;
    let row = |part: Part| {
        let finding = match part.finding() {
            Some(_) => "yes",
            None => "no",
        };
        vec![
            Cell::text(key.country.as_str()),
            Cell::number(f64::from(key.year), 0),
            Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
            Cell::text(key.perspective.to_string()),
            Cell::text(scored.framework.id.as_str()),
            Cell::text(&*scored.framework.version),
            Cell::text(scheme.id.as_str()),
            Cell::text(value(&part)),
            Cell::text(name(&part)),
            count(part.questions.len()),
            Cell::count(part.applicable),
            Cell::count(part.answered),
            Cell::count(part.unknown),
            Cell::share(part.coverage()),
            Cell::number(part.percent, 1),
            Cell::number(part.lowest, 1),
            Cell::number(part.highest, 1),
            Cell::text(finding),
        ]
    };
    let rows = cut(scored, scheme).into_iter().map(row).collect();
    Table { title: String::new(), columns: tidy_cut_columns(), rows, notes: Vec::new() }
}

/// The parts of a cut for people: what is not a finding in brackets, "not known" starred.
pub fn cut_table(scored: Scored<'_>, scheme: &Scheme) -> Table {
    let parts = cut(scored, scheme);
    let percent = |part: &Part| match part.percent {
        None => Cell::Empty,
        Some(value) => {
            let star = if part.unknown > 0 { "*" } else { "" };
            Cell::number(value, 1).marked(star).bracketed_if(part.withheld)
        }
    };
    let row = |part: &Part| {
        vec![
            Cell::text(value(part)),
            Cell::text(name(part)),
            count(part.questions.len()),
            percent(part),
            Cell::share(part.coverage()),
            Cell::number(part.lowest, 1),
            Cell::number(part.highest, 1),
        ]
    };
    let mut notes = vec![
        "a cut through the same answers and not a score of the framework: the mean of the questions \
         of each value, without its rules and caps for groups"
            .to_owned(),
    ];
    if parts.iter().all(|part| part.value.is_none() || part.questions.is_empty()) {
        let name = framework_label(scored.framework);
        notes.push(format!("no question of {name} says where it stands in this cut"));
    }
    let questions: usize = parts.iter().map(|part| part.questions.len()).sum();
    if questions > scored.framework.questions().count() {
        notes.push(MANY.into());
    }
    if parts.iter().any(|part| part.unknown > 0) {
        notes.push(STARRED.into());
    }
    if parts.iter().any(|part| part.withheld && part.percent.is_some()) {
        notes.push("in brackets: not a finding; too few questions are answered".into());
    }
    if !scheme.source.is_empty() {
        notes.push(scheme.source.clone());
    }
    Table {
        title: format!(
            "{}: {} by {}",
            assessment_label(scored.assessment),
            framework_label(scored.framework),
            scheme.name
        ),
        columns: vec![
            Column::text("value", "Value"),
            Column::text("name", "Name"),
            Column::number("questions", "Questions"),
            Column::percent("percent", "Mean, %"),
            Column::number("coverage", "Coverage"),
            Column::number("lowest", "Lowest"),
            Column::number("highest", "Highest"),
        ],
        rows: parts.iter().map(row).collect(),
        notes,
    }
}

fn value(part: &Part) -> &str {
    part.value.as_ref().map_or(NONE, |value| value.id.as_str())
}

fn name(part: &Part) -> &str {
    part.value.as_ref().map_or("", |value| value.name.as_str())
}

fn count(number: usize) -> Cell {
    Cell::count(u32::try_from(number).unwrap_or(u32::MAX))
}
