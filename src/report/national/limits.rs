//! The limits of an assessment: what nobody knows, what does not apply, what is open, and who does
//! not agree.

use crate::analysis::Scored;
use crate::analysis::reading::Reading;
use crate::domain::{Answer, Boxed, Node, Verdict};
use crate::report::document::{Block, Document};
use crate::report::table::{Cell, Column, Table};

/// One list of limits: its title, the heading of its remarks, and the remark on a question, if the
/// question belongs to it.
type Limit = (&'static str, &'static str, fn(Reading, &Answer) -> Option<String>);

const LIMITS: [Limit; 5] = [
    ("Not known: counts as the lowest level", "What is missing", |reading, answer| {
        (reading == Reading::Unknown).then(|| answer.boxes.get(Boxed::Missing).to_owned())
    }),
    ("Not applicable", "Reason", |reading, answer| match &answer.verdict {
        Some(Verdict::NotApplicable { reason }) if reading == Reading::NotApplicable => {
            Some(reason.clone())
        }
        _ => None,
    }),
    ("Open or waiting to be confirmed", "State", |reading, answer| {
        let state = match reading {
            Reading::Open => "open",
            Reading::Carried => "carried over, not confirmed",
            _ => return None,
        };
        Some(if answer.parked { format!("{state}, parked") } else { state.to_owned() })
    }),
    ("The evidence supports less than is claimed", "Evidence", |reading, _| match reading {
        Reading::Scored { claimed, supported, grade } if supported < claimed => {
            Some(format!("claimed {claimed}, counts as {supported}: {}", grade.name()))
        }
        _ => None,
    }),
    ("Reservations", "What somebody does not agree with", |_, answer| {
        Some(answer.boxes.get(Boxed::Reservation).to_owned()).filter(|text| !text.is_empty())
    }),
];

/// Adds the lists that hold anything.
pub fn add(document: &mut Document, scored: Scored<'_>) {
    document.heading("Limits of this assessment");
    let mut none = true;
    for (title, remark, of) in LIMITS {
        let table = table(scored, title, remark, of);
        if !table.rows.is_empty() {
            none = false;
            document.part(title, vec![Block::Table(table)]);
        }
    }
    if none {
        let text = "Every question is answered and known, and nobody has a reservation.";
        document.part("None recorded", vec![Block::Paragraph(text.into())]);
    }
}

fn table(
    scored: Scored<'_>,
    title: &str,
    remark: &str,
    of: fn(Reading, &Answer) -> Option<String>,
) -> Table {
    let blank = Answer::default();
    let row = |node: &Node| {
        let reading = Reading::of(scored.framework, scored.assessment, node);
        let answer = scored.assessment.answers.get(&node.id).unwrap_or(&blank);
        let text = of(reading, answer)?;
        Some(vec![Cell::text(node.label()), Cell::text(&*node.name), Cell::text(text)])
    };
    Table {
        title: title.into(),
        columns: vec![
            Column::text("code", "No."),
            Column::text("question", "Question"),
            Column::text("remark", remark),
        ],
        rows: scored.framework.questions().filter_map(|(_, node, _)| row(node)).collect(),
        notes: Vec::new(),
    }
}
