//! The answers of one assessment: its head, and every question with its answer.

use super::table::{Cell, Column, Table};
use super::words::{assessment_label, framework_label, name_of, state};
use crate::analysis::reading::Reading;
use crate::analysis::review::progress;
use crate::domain::{Answer, Assessment, Confidence, Framework, Node, Question, Scale, Verdict};

/// The head of an assessment, a line for each thing to know.
pub fn head(framework: &Framework, assessment: &Assessment) -> Table {
    let progress = progress(framework, assessment);
    let mut fields = Fields::default();
    fields.add("assessment", assessment.key.to_string());
    fields.add("country", assessment.country_label());
    fields.add("territory", &*assessment.territory_note);
    fields.add("framework", format!("{}, {}", framework_label(framework), framework.title));
    fields.add("answered", format!("{} of {}", progress.answered, progress.applicable));
    let counts = [
        ("not applicable", progress.total - progress.applicable),
        ("not known", progress.unknown),
        ("to be confirmed", progress.carried),
        ("parked", progress.parked),
    ];
    for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        fields.add(name, count.to_string());
    }
    let lists = [
        ("evidence", assessment.evidence.len()),
        ("priorities", assessment.priorities.len()),
        ("recommendations", assessment.recommendations.len()),
        ("offers", assessment.offers.len()),
        ("requests", assessment.requests.len()),
        ("conflicts", assessment.conflicts.len()),
    ];
    for (name, count) in lists.into_iter().filter(|(_, count)| *count > 0) {
        fields.add(name, count.to_string());
    }
    fields.table(assessment_label(assessment))
}

/// Every question with its answer, for people: by its printed number where it has one.
pub fn answer_sheet(framework: &Framework, assessment: &Assessment) -> Table {
    let columns = vec![
        Column::text("question", "No."),
        Column::text("text", "Question"),
        Column::text("answer", "Answer"),
        Column::text("evidence", "Evidence"),
        Column::text("confidence", "Confidence"),
        Column::text("flags", "Flags"),
    ];
    let blank = Answer::default();
    let row = |(_, node, question): (usize, &Node, &Question)| {
        let answer = assessment.answers.get(&node.id).unwrap_or(&blank);
        let scale = framework.scale(node);
        let reading = Reading::of(framework, assessment, node);
        let said = match reading {
            Reading::Scored { claimed, supported, .. } if supported < claimed => {
                format!("{}, counts as {}", scale.label(claimed), scale.label(supported))
            }
            Reading::Scored { claimed, .. } => scale.label(claimed),
            Reading::Carried => {
                let said = match &answer.verdict {
                    Some(Verdict::Scored(number)) => scale.label(*number),
                    Some(Verdict::NotApplicable { .. }) => "not applicable".into(),
                    Some(Verdict::Unknown) | None => "not known".into(),
                };
                format!("{said}, to confirm")
            }
            Reading::Unknown => "not known*".into(),
            Reading::Open if assessment.disputed(&node.id) => "not agreed".into(),
            Reading::Open | Reading::NotApplicable => state(reading).into(),
        };
        let grade = match reading {
            Reading::Scored { grade, .. } => grade.name(),
            _ => "",
        };
        let flags = [
            (question.critical, "critical"),
            (question.core && !question.critical, "core"),
            (answer.parked, "parked"),
        ];
        let held: Vec<&str> = flags.into_iter().filter(|flag| flag.0).map(|flag| flag.1).collect();
        vec![
            Cell::text(node.label()),
            Cell::text(&*node.name),
            Cell::text(said),
            Cell::text(grade),
            Cell::text(answer.confidence.map_or("", |step| name_of(&Confidence::ALL, &step))),
            Cell::text(held.join(", ")),
        ]
    };
    let rows = framework.questions().map(row).collect();
    Table { title: String::new(), columns, rows, notes: Vec::new() }
}

/// Every question with the state of its answer, for machines.
pub fn answers(framework: &Framework, assessment: &Assessment) -> Table {
    let columns = vec![
        Column::text("question", "Question"),
        Column::text("code", "No."),
        Column::text("text", "Text"),
        Column::text("state", "State"),
        Column::number("claimed", "Claimed"),
        Column::number("supported", "Counts"),
        Column::text("evidence", "Evidence"),
        Column::text("confidence", "Confidence"),
        Column::text("flags", "Flags"),
    ];
    let blank = Answer::default();
    let row = |(_, node, question): (usize, &Node, &Question)| {
        let answer = assessment.answers.get(&node.id).unwrap_or(&blank);
        let reading = Reading::of(framework, assessment, node);
        let star = if reading == Reading::Unknown { "*" } else { "" };
        let (claimed, supported, grade) = match reading {
            Reading::Scored { claimed, supported, grade } => {
                (Some(claimed), Some(supported), grade.name())
            }
            Reading::Carried => (carried(answer), None, ""),
            Reading::Unknown => (None, Some(lowest(framework.scale(node))), ""),
            Reading::Open | Reading::NotApplicable => (None, None, ""),
        };
        let scale = framework.scale(node);
        let number = |value: Option<f64>| match value {
            Some(value) => Cell::Number { value, shown: scale.label(value) },
            None => Cell::Empty,
        };
        vec![
            Cell::text(node.id.as_str()),
            Cell::text(&*node.code),
            Cell::text(&*node.name),
            Cell::text(state(reading)),
            number(claimed),
            number(supported).marked(star),
            Cell::text(grade),
            Cell::text(answer.confidence.map_or("", |step| name_of(&Confidence::ALL, &step))),
            Cell::text(flags(question, answer)),
        ]
    };
    let rows = framework.questions().map(row).collect();
    Table { title: assessment_label(assessment), columns, rows, notes: Vec::new() }
}

fn carried(answer: &Answer) -> Option<f64> {
    match answer.verdict {
        Some(Verdict::Scored(number)) => Some(number),
        _ => None,
    }
}

/// The number of the lowest level.
fn lowest(scale: &Scale) -> f64 {
    scale.all_levels().first().map_or(scale.lowest(), |level| level.number)
}

pub(super) fn flags(question: &Question, answer: &Answer) -> String {
    let all = [
        (question.core, "core"),
        (question.critical, "critical"),
        (question.subnational, "sub-national"),
        (question.paper_and_practice, "paper and practice"),
        (answer.parked, "parked"),
    ];
    let held: Vec<&str> = all.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).collect();
    held.join(", ")
}

/// Rows of a name and a text; what is empty is left out.
#[derive(Default)]
pub(super) struct Fields(Vec<Vec<Cell>>);

impl Fields {
    pub(super) fn add(&mut self, name: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(vec![Cell::text(name), Cell::text(text)]);
        }
    }

    pub(super) fn table(self, title: String) -> Table {
        let columns = vec![Column::text("field", "Field"), Column::text("text", "Text")];
        Table { title, columns, rows: self.0, notes: Vec::new() }
    }
}
