//! One question of an assessment in full.

use super::answers::{Fields, flags};
use super::table::Table;
use super::words::{assessment_label, level, name_of};
use crate::analysis::reading::Reading;
use crate::domain::{
    Answer, Assessment, Boxed, Confidence, Evidence, EvidenceKind, Framework, Grade, InPlace,
    Level, Node, Stance, Verdict,
};

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
        let held = held(Reading::of(framework, assessment, node), level);
        let name = format!("level {}{held}", scale.label(level.number));
        fields.add(&name, ladder(level, descriptor));
    }
    if scale.all_levels().is_empty() {
        fields.add("scale", scale.describe());
    }
    fields.add("on paper", &*question.paper);
    fields.add("in practice", &*question.practice);
    for step in &question.next {
        fields.add(&format!("to reach {}", scale.label(step.to)), &*step.action);
    }
    fields.add("answer", said(framework, assessment, node));
    for conflict in assessment.conflicts_of(&node.id) {
        fields.add("in conflict", conflict.to_string());
    }
    if answer.carried && !assessment.disputed(&node.id) {
        fields.add("carried over", "not counted until somebody confirms it");
    }
    if let Some(reason) = answer.reason_of_change {
        fields.add("reason of change", reason.words());
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
        Reading::Open if assessment.disputed(&node.id) => {
            "not agreed: two sides answered differently, and neither counts".into()
        }
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

/// What a level is to the answer: claimed, what counts, or both.
fn held(reading: Reading, level: &Level) -> &'static str {
    let is = |number: f64| (number - level.number).abs() < 1e-9;
    match reading {
        Reading::Scored { claimed, supported, .. } => match (is(claimed), is(supported)) {
            (true, true) => " (claimed, counts)",
            (true, false) => " (claimed)",
            (false, true) => " (counts)",
            (false, false) => "",
        },
        _ => "",
    }
}

fn ladder(level: &Level, descriptor: &str) -> String {
    match (level.name.as_str(), descriptor) {
        (name, "") => name.to_owned(),
        ("", descriptor) => descriptor.to_owned(),
        (name, descriptor) => format!("{name}. {descriptor}"),
    }
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
