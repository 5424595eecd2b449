//! Small frameworks and assessments for the tests of this layer.

use crate::analysis::Scored;
use crate::analysis::score::Scores;
use crate::domain::{
    Answer, Assessment, Confidence, Country, DraftCap, DraftFramework, DraftLevel, DraftNode,
    DraftQuestion, DraftScale, DraftScoring, Evidence, EvidenceKind, Framework, Id, Key,
    PartialDate, Perspective, Pin, Sector, Stance, Verdict,
};

pub(crate) mod chains;

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A scale of four levels, two components: `a` with `a1` (critical and core), `a2` (core) and
/// `a3`, `b` with `b1` (paper and practice) and `b2`; level 3 needs E2, level 4 needs E3.
pub(crate) fn draft() -> DraftFramework {
    let level = |n: f64| DraftLevel { level: n, name: format!("L{n}"), ..DraftLevel::default() };
    let cap = |level: f64, needs: &str| DraftCap { level, needs: needs.into() };
    let group = |id: &str| DraftNode { id: id.into(), name: id.into(), ..DraftNode::default() };
    let question = |id: &str, parent: &str| DraftQuestion {
        id: id.into(),
        parent: parent.into(),
        text: format!("{id}?"),
        ..DraftQuestion::default()
    };
    DraftFramework {
        id: "fw".into(),
        version: "1.0".into(),
        title: "Test".into(),
        scale: Some(DraftScale {
            levels: [1.0, 2.0, 3.0, 4.0].map(level).to_vec(),
            ..DraftScale::default()
        }),
        scoring: Some(DraftScoring {
            completeness: Some(0.5),
            evidence_cap: vec![cap(3.0, "E2"), cap(4.0, "E3")],
            ..DraftScoring::default()
        }),
        node: vec![group("a"), group("b")],
        question: vec![
            DraftQuestion { core: true, critical: true, ..question("a1", "a") },
            DraftQuestion { core: true, ..question("a2", "a") },
            question("a3", "a"),
            DraftQuestion { paper_and_practice: true, ..question("b1", "b") },
            question("b2", "b"),
        ],
        ..DraftFramework::default()
    }
}

/// The framework of [`draft`].
pub(crate) fn framework() -> Framework {
    draft().check().unwrap()
}

/// Version 2.0 of the framework, altered.
pub(super) fn revised(alter: impl FnOnce(&mut DraftFramework)) -> Framework {
    let mut draft = draft();
    draft.version = "2.0".into();
    alter(&mut draft);
    draft.check().unwrap()
}

/// An assessment whose answers are written `3`, `3 E2` (with evidence of that grade), `unknown`,
/// `na`, `carried` (a level 2) or `open`.
pub(crate) fn assessment(
    framework: &Framework,
    country: &str,
    year: i16,
    answers: &[(&str, &str)],
) -> Assessment {
    let key = Key {
        country: Country::new(country).unwrap(),
        year,
        perspective: Perspective::Own,
        unit: None,
        edition: None,
    };
    let pin = Pin {
        id: framework.id.clone(),
        version: framework.version.clone(),
        digest: framework.digest().into(),
    };
    let mut made = Assessment::blank(key, pin);
    made.evidence = register(year);
    for (question, state) in answers {
        made.answers.each_mut().insert(id(question), answer(state));
    }
    made
}

/// Scores leaked on purpose: a test needs them as long as it runs.
pub(super) fn scored(framework: &Framework, assessment: &Assessment) -> Scored<'static> {
    Scored {
        framework: Box::leak(Box::new(framework.clone())),
        assessment: Box::leak(Box::new(assessment.clone())),
        scores: Box::leak(Box::new(Scores::of(framework, assessment))),
    }
}

fn answer(state: &str) -> Answer {
    let (state, grade) = state.split_once(' ').unwrap_or((state, "E0"));
    let sources: &[&str] = match grade {
        "E1" => &["informant"],
        "E2" => &["law"],
        "E3" => &["law", "data"],
        "E4" => &["law", "data", "report"],
        _ => &[],
    };
    let verdict = match state {
        "unknown" => Some(Verdict::Unknown),
        "na" => Some(Verdict::NotApplicable { reason: "none here".into() }),
        "carried" => Some(Verdict::Scored(2.0)),
        "open" => None,
        number => Some(Verdict::Scored(number.parse().unwrap())),
    };
    Answer {
        verdict,
        carried: state == "carried",
        confidence: Some(Confidence::Sure),
        sources: sources.iter().map(|s| id(s)).collect(),
        ..Answer::default()
    }
}

fn register(year: i16) -> Vec<Evidence> {
    let piece = |name: &str, kind, sector| Evidence {
        id: id(name),
        kind,
        title: name.into(),
        issuer: String::new(),
        sector,
        date: PartialDate::new(&year.to_string()).ok(),
        valid_until: None,
        unit: String::new(),
        language: String::new(),
        reference: String::new(),
        page: String::new(),
        holder: String::new(),
        confidential: false,
        stance: Stance::For,
    };
    vec![
        piece("informant", EvidenceKind::Informant, Sector::Government),
        piece("law", EvidenceKind::OfficialDocument, Sector::Government),
        piece("data", EvidenceKind::RoutineData, Sector::Government),
        piece("report", EvidenceKind::IndependentReport, Sector::CivilSociety),
    ]
}
