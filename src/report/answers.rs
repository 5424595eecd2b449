//! The answers of one assessment: its head, its questions, and one question in full.

use super::table::{Cell, Column, Table};
use super::words::{assessment_label, framework_label, level, name_of, state};
use crate::analysis::reading::Reading;
use crate::analysis::review::progress;
use crate::domain::{
    Answer, Assessment, Boxed, Confidence, Evidence, EvidenceKind, Framework, Grade, InPlace,
    Level, Node, Question, Scale, Stance, Verdict,
};

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
    ];
    for (name, count) in lists.into_iter().filter(|(_, count)| *count > 0) {
        fields.add(name, count.to_string());
    }
    fields.table(assessment_label(assessment))
}

/// Every question with the state of its answer.
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

/// Everything about one question: its text and guidance, the ladder, and the answer.
pub fn question(framework: &Framework, assessment: &Assessment, node: &Node) -> Option<Table> {
    let question = node.question()?;
    let scale = framework.scale(node);
    let blank = Answer::default();
    let answer = assessment.answers.get(&node.id).unwrap_or(&blank);
    let mut fields = Fields::default();
    fields.add("question", node.id.as_str());
    fields.add("number", &*node.code);
    fields.add("text", &*node.name);
    fields.add("guidance", &*question.guidance);
    fields.add("expected evidence", question.evidence.join("\n"));
    fields.add("standards", question.standards.join("; "));
    fields.add("flags", flags(question, &blank));
    for (at, level) in scale.all_levels().iter().enumerate() {
        let descriptor = question.levels.get(at).map_or(&*level.meaning, String::as_str);
        fields.add(&format!("level {}", scale.label(level.number)), ladder(level, descriptor));
    }
    if scale.all_levels().is_empty() {
        fields.add("scale", scale.describe());
    }
    for step in &question.next {
        fields.add(&format!("to reach {}", scale.label(step.to)), &*step.action);
    }
    fields.add("answer", said(framework, assessment, node));
    if answer.carried {
        fields.add("carried over", "not counted until somebody confirms it");
    }
    if let Some(mark) = answer.in_place {
        fields.add("in place", name_of(&InPlace::ALL, &mark));
    }
    if let Some(step) = answer.confidence {
        fields.add("confidence", name_of(&Confidence::ALL, &step));
    }
    if answer.parked {
        fields.add("parked", "waits for the plenary");
    }
    for (which, name) in Boxed::ALL {
        let name = if which == Boxed::AgreedBy { "agreed by" } else { name };
        fields.add(name, answer.boxes.get(which));
    }
    for piece in assessment.evidence_of(answer) {
        fields.add(&format!("source {}", piece.id), source(piece, assessment.key.year));
    }
    Some(fields.table(assessment_label(assessment)))
}

/// What an answer says and what of it counts, in a line.
pub fn said(framework: &Framework, assessment: &Assessment, node: &Node) -> String {
    let scale = framework.scale(node);
    let answer = assessment.answers.get(&node.id);
    match Reading::of(framework, assessment, node) {
        Reading::Open => "open".into(),
        Reading::Carried => match answer.and_then(|answer| answer.verdict.as_ref()) {
            Some(Verdict::Scored(number)) => {
                format!("{}, carried over and not confirmed", level(scale, *number))
            }
            Some(Verdict::NotApplicable { .. }) => {
                "not applicable, carried over and not confirmed".into()
            }
            _ => "not known, carried over and not confirmed".into(),
        },
        Reading::Unknown => "not known*: counts as the lowest level".into(),
        Reading::NotApplicable => match answer.and_then(|answer| answer.verdict.as_ref()) {
            Some(Verdict::NotApplicable { reason }) => format!("not applicable: {reason}"),
            _ => "not applicable".into(),
        },
        Reading::Scored { claimed, supported, grade } if supported < claimed => {
            let needs = needed(framework, claimed, grade).map_or("", Grade::name);
            format!(
                "{}, counts as {}: its evidence is {}, and {needs} is needed",
                level(scale, claimed),
                level(scale, supported),
                grade.name()
            )
        }
        Reading::Scored { claimed, grade, .. } => {
            format!("{}, evidence {}", level(scale, claimed), grade.name())
        }
    }
}

/// The grade that the first cap asks for which the evidence does not reach.
pub(super) fn needed(framework: &Framework, claimed: f64, grade: Grade) -> Option<Grade> {
    let caps = framework.scoring.evidence_caps.iter();
    caps.filter(|cap| claimed >= cap.level && grade < cap.needs).map(|cap| cap.needs).next()
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

fn ladder(level: &Level, descriptor: &str) -> String {
    match (level.name.as_str(), descriptor) {
        (name, "") => name.to_owned(),
        ("", descriptor) => descriptor.to_owned(),
        (name, descriptor) => format!("{name}. {descriptor}"),
    }
}

fn flags(question: &Question, answer: &Answer) -> String {
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

fn source(piece: &Evidence, year: i16) -> String {
    let mut parts = vec![piece.title.clone(), name_of(&EvidenceKind::ALL, &piece.kind).into()];
    parts.push(piece.date.map_or_else(|| "undated".into(), |date| date.to_string()));
    if piece.expired(year) {
        parts.push("expired".into());
    }
    if piece.stance == Stance::Against {
        parts.push("against the claim".into());
    }
    if piece.confidential {
        parts.push("confidential".into());
    }
    parts.join(", ")
}

/// Rows of a name and a text; what is empty is left out.
#[derive(Default)]
struct Fields(Vec<Vec<Cell>>);

impl Fields {
    fn add(&mut self, name: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(vec![Cell::text(name), Cell::text(text)]);
        }
    }

    fn table(self, title: String) -> Table {
        let columns = vec![Column::text("field", "Field"), Column::text("text", "Text")];
        Table { title, columns, rows: self.0, notes: Vec::new() }
    }
}
