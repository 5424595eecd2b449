//! One round in several perspectives: the gap of every question, largest first.

use std::ops::RangeInclusive;

use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{
    PARTIAL, STARRED, assessment_label, edition, framework_label, indented, round, state,
};
use crate::analysis::Scored;
use crate::analysis::comparable::Comparability;
use crate::analysis::perspectives::{Gap, Sum, View, Views};
use crate::analysis::reading::Reading;
use crate::domain::Id;

/// What a gap is, and what its sign says.
fn sign(views: &Views<'_>) -> String {
    let base = views.base.assessment.key.perspective;
    format!(
        "a gap is {base} less the other view, in points of the scale: + says that {base} is higher"
    )
}

/// How the base stands to each of the others over all questions.
pub fn sums(views: &Views<'_>) -> Table {
    let row = |(other, sum): (&Scored<'_>, &Sum)| {
        vec![
            Cell::text(other.assessment.key.perspective.to_string()),
            Cell::text(framework_label(other.framework)),
            Cell::count(sum.higher + sum.same + sum.lower),
            Cell::count(sum.higher),
            Cell::count(sum.same),
            Cell::count(sum.lower),
            Cell::signed(sum.mean, 1),
        ]
    };
    let base = views.base.assessment.key.perspective;
    Table {
        title: format!("{}: against the other views", assessment_label(views.base.assessment)),
        columns: vec![
            Column::text("perspective", "View"),
            Column::text("framework", "Framework"),
            Column::number("compared", "Questions compared"),
            Column::number("higher", &format!("{base} higher")),
            Column::number("same", "same"),
            Column::number("lower", &format!("{base} lower")),
            Column::number("mean", "Mean gap, points"),
        ],
        rows: views.others.iter().zip(&views.sums).map(row).collect(),
        notes: vec![sign(views)],
    }
}

/// The questions by the size of their gaps. Those in which no two views differ are left out unless
/// `all` are wanted.
pub fn gaps(views: &Views<'_>, all: bool) -> Table {
    let mut columns = vec![
        Column::text("question", "Question"),
        Column::text("code", "No."),
        Column::text("text", "Text"),
    ];
    let name = |scored: &Scored<'_>| scored.assessment.key.perspective.to_string();
    columns.push(Column::text("own", &name(&views.base)));
    for other in &views.others {
        let name = name(other);
        columns.push(Column::text(&name, &name));
        columns.push(Column::number(&format!("gap_{name}"), &format!("gap to {name}")));
    }
    let differs = |gap: &&Gap<'_>| all || gap.largest().is_some_and(|largest| largest > 0.0);
    let shown: Vec<&Gap<'_>> = views.questions.iter().filter(differs).collect();
    let row = |gap: &&Gap<'_>| {
        let mut row = vec![
            Cell::text(gap.node.id.as_str()),
            Cell::text(&*gap.node.code),
            Cell::text(&*gap.node.name),
            said(&views.base, &gap.own),
        ];
        for (other, view) in views.others.iter().zip(&gap.others) {
            row.extend([said(other, view), difference(view)]);
        }
        row
    };
    let rows: Vec<Vec<Cell>> = shown.iter().map(row).collect();
    let mut notes = vec![sign(views)];
    let none = views.questions.iter().filter(|gap| gap.largest().is_none()).count();
    let same = views.questions.len() - none - shown.len().min(views.questions.len() - none);
    if !all {
        notes.push(format!(
            "{same} questions stand at the same level in all views; {none} have no gap, because a view \
             leaves them open or they cannot be compared"
        ));
    }
    notes.extend(caution(&views.questions));
    Table { title: "Gaps, largest first".into(), columns, rows, notes }
}

/// The groups of some depths in every view, in percent.
pub fn groups(views: &Views<'_>, depths: &RangeInclusive<usize>) -> Table {
    let mut columns = vec![
        Column::text("node", "No."),
        Column::text("name", "Name"),
        Column::percent("own", &format!("{}, %", views.base.assessment.key.perspective)),
    ];
    for other in &views.others {
        let name = other.assessment.key.perspective.to_string();
        columns.push(Column::percent(&name, &format!("{name}, %")));
        columns.push(Column::number(&format!("gap_{name}"), &format!("gap to {name}")));
    }
    let taken = |gap: &&Gap<'_>| depths.contains(&gap.node.depth);
    let shown: Vec<&Gap<'_>> = views.groups.iter().filter(taken).collect();
    let top = shown.iter().map(|gap| gap.node.depth).min().unwrap_or(0);
    let row = |gap: &&Gap<'_>| {
        let mut row = vec![
            Cell::text(gap.node.label()),
            Cell::text(indented(gap.node, top)),
            percent(&gap.own),
        ];
        row.extend(gap.others.iter().flat_map(|view| [percent(view), difference(view)]));
        row
    };
    let rows: Vec<Vec<Cell>> = shown.iter().map(row).collect();
    let mut notes = vec![sign(views)];
    if rows.iter().flatten().any(|cell| cell.shown() == "no finding") {
        notes
            .push("no finding: too few questions are answered, or one that decides is open".into());
    }
    let found = |is: fn(&View) -> bool| {
        let all = shown.iter().flat_map(|gap| [&gap.own].into_iter().chain(&gap.others));
        all.filter(|view| view.percent.is_some()).any(is)
    };
    if found(|view| view.starred) {
        notes.push(STARRED.into());
    }
    if found(|view| view.partial) {
        notes.push(OTHER_QUESTIONS.into());
    }
    notes.extend(caution(&views.groups));
    Table { title: "Domains and components in every view".into(), columns, rows, notes }
}

/// One row for each node and other view, in full precision.
pub fn tidy(views: &Views<'_>) -> Table {
    let columns = vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("edition", "Edition"),
        Column::text("unit", "Unit"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::text("base", "Base"),
        Column::number("base_percent", "Base, percent"),
        Column::text("perspective", "View"),
        Column::number("percent", "View, percent"),
        Column::text("comparable", "Comparable"),
        Column::number("gap", "Gap, points"),
    ];
    let key = &views.base.assessment.key;
    let row = |gap: &Gap<'_>, at: usize| {
        let (other, view) = (views.others.get(at)?, gap.others.get(at)?);
        Some(vec![
            Cell::text(key.country.as_str()),
            round(key),
            edition(key),
            Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
            Cell::text(gap.node.id.as_str()),
            Cell::count(u32::try_from(gap.node.depth).unwrap_or(u32::MAX)),
            Cell::text(key.perspective.to_string()),
            Cell::number(gap.own.percent, 1),
            Cell::text(other.assessment.key.perspective.to_string()),
            Cell::number(view.percent, 1),
            Cell::text(super::years::comparable(view.comparability)),
            Cell::number(view.gap, 1),
        ])
    };
    let all = views.groups.iter().chain(&views.questions);
    let rows = all.flat_map(|gap| (0..views.others.len()).filter_map(move |at| row(gap, at)));
    Table { title: "Every gap".into(), columns, rows: rows.collect(), notes: Vec::new() }
}

/// All of it as a document.
pub fn document(views: &Views<'_>) -> Document {
    let mut document =
        Document::new("Comparison of perspectives", assessment_label(views.base.assessment));
    document.section("Against the other views", vec![Block::Table(sums(views))]);
    document.section("Domains and components", vec![Block::Table(groups(views, &(1..=2)))]);
    document.section("Gaps, largest first", vec![Block::Table(gaps(views, false))]);
    document.data = Some(tidy(views));
    document
}

/// The level that counts, or the state of the answer.
fn said(scored: &Scored<'_>, view: &View) -> Cell {
    let Some(place) = view.place else { return Cell::text("not asked") };
    let scale = scored.framework.scale(scored.framework.node(place));
    match view.reading {
        Some(Reading::Scored { supported, .. }) => Cell::text(scale.label(supported)),
        Some(other) => Cell::text(state(other)),
        None => Cell::text("not asked"),
    }
}

fn percent(view: &View) -> Cell {
    match (view.place, view.percent) {
        (None, _) => Cell::text("not in version"),
        (_, None) => Cell::text("no finding"),
        (_, percent) => {
            let star = if view.starred { "*" } else { "" };
            let partial = if view.partial { PARTIAL.0 } else { "" };
            Cell::number(percent, 1).marked(star).marked(partial)
        }
    }
}

const OTHER_QUESTIONS: &str = "? some questions are open in that view: part of a gap beside it may come from other \
                               questions, where the gaps by question hold the same ones against each other";

fn difference(view: &View) -> Cell {
    let mark = if view.comparability == Comparability::Caution { " ~" } else { "" };
    Cell::signed(view.gap, 1).marked(mark)
}

fn caution(gaps: &[Gap<'_>]) -> Option<String> {
    let is = |view: &View| view.gap.is_some() && view.comparability == Comparability::Caution;
    let any = gaps.iter().flat_map(|gap| &gap.others).any(is);
    any.then(|| "~ asked in another version: compare with caution".into())
}
