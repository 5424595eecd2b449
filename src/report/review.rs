//! The work queue of one assessment in words.

use super::table::{Cell, Column, Table};
use super::words::{assessment_label, level, name_of};
use crate::analysis::review::{Finding, FindingKind, Stage, review as findings};
use crate::domain::{Assessment, Confidence, Framework, Id, InPlace, Question};

/// Everything that somebody should look at, in the order in which a facilitator takes it up.
pub fn review(framework: &Framework, assessment: &Assessment) -> Table {
    let found = findings(framework, assessment);
    let row = |finding: &Finding| {
        let node = framework.node(finding.place);
        vec![
            Cell::text(stage(finding.kind.stage())),
            Cell::text(node.question().map_or("", importance)),
            Cell::text(node.id.as_str()),
            Cell::text(&*node.code),
            Cell::text(&*node.name),
            Cell::text(finding_text(framework, finding)),
        ]
    };
    Table {
        title: format!("{}: to look at", assessment_label(assessment)),
        columns: vec![
            Column::text("stage", "What for"),
            Column::text("importance", "Importance"),
            Column::text("question", "Question"),
            Column::text("code", "No."),
            Column::text("text", "Text"),
            Column::text("finding", "What there is to look at"),
        ],
        rows: found.iter().map(row).collect(),
        notes: vec![counts(&found)],
    }
}

/// How many findings there are of each kind of work, in a line.
pub fn counts(found: &[Finding]) -> String {
    let of = |wanted| found.iter().filter(|f| f.kind.stage() == wanted).count();
    format!(
        "{} to decide, {} that contradict, {} to strengthen",
        of(Stage::Decide),
        of(Stage::Contradiction),
        of(Stage::Strengthen)
    )
}

/// What a finding asks for, in a word.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Decide => "decide",
        Stage::Contradiction => "contradiction",
        Stage::Strengthen => "strengthen",
    }
}

/// What there is to look at, as a sentence without a full stop.
pub fn finding_text(framework: &Framework, finding: &Finding) -> String {
    let scale = framework.scale(framework.node(finding.place));
    match &finding.kind {
        FindingKind::Conflict(conflict) => format!("two sides disagree: {conflict}"),
        FindingKind::Open => "open: nothing is decided".into(),
        FindingKind::Carried => {
            "carried over from an earlier round: not counted until confirmed".into()
        }
        FindingKind::Outcome(id) => {
            format!("the action {id} comes from an earlier round: what became of it, did it work?")
        }
        FindingKind::Parked => "parked for the plenary".into(),
        FindingKind::Unsupported { claimed, supported, grade } => format!(
            "claims {}, counts as {}: its evidence is {}",
            level(scale, *claimed),
            level(scale, *supported),
            grade.name()
        ),
        FindingKind::EvidenceAgainst(ids) => {
            format!("rests on evidence that speaks against it: {}", list(ids))
        }
        FindingKind::PaperOnly(mark) => format!(
            "a high level, although in place is \"{}\", which is nothing in practice",
            name_of(&InPlace::ALL, mark)
        ),
        FindingKind::Unknown => "not known: counts as the lowest level".into(),
        FindingKind::LowConfidence(step) => {
            format!("scored, and the group is not sure: {}", name_of(&Confidence::ALL, step))
        }
        FindingKind::NoEvidence => "scored on opinion alone".into(),
        FindingKind::ExpiredEvidence(ids) => {
            format!("evidence that had expired does not count: {}", list(ids))
        }
        FindingKind::UndatedEvidence(ids) => format!("evidence without a date: {}", list(ids)),
        FindingKind::MissingMark => "paper or practice is not marked".into(),
    }
}

fn importance(question: &Question) -> &'static str {
    match question {
        Question { critical: true, .. } => "critical",
        Question { core: true, .. } => "core",
        _ => "",
    }
}

fn list(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}
