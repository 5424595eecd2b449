//! The work queue of one assessment: what is undecided, what contradicts, what stands weakly.

use crate::analysis::reading::{Reading, is_advanced};
use crate::domain::{
    Answer, Assessment, Confidence, Conflict, EntryKind, Evidence, Framework, Grade, Holder, Id,
    InPlace, Node, Question, Stance,
};

mod progress;

pub use progress::{Progress, Status, progress};

/// One thing that somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The place of the question in the framework.
    pub place: usize,
    /// What it is.
    pub kind: FindingKind,
}

/// What there is to look at.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingKind {
    /// Two sides changed the same thing to different values, and nobody has chosen yet.
    Conflict(Box<Conflict>),
    /// Nothing is decided, and the question is not parked.
    Open,
    /// Carried over from an earlier round and not confirmed.
    Carried,
    /// An action was carried over from an earlier round: what became of it, and did it work?
    Outcome(Id),
    /// Waits for the plenary, decided or not.
    Parked,
    /// The evidence supports less than the claimed level.
    Unsupported {
        /// The claimed level.
        claimed: f64,
        /// The level that counts.
        supported: f64,
        /// The grade of the evidence.
        grade: Grade,
    },
    /// The answer rests on evidence that speaks against it.
    EvidenceAgainst(Vec<Id>),
    /// Two thirds of the scale or more (level 3 of 4) although nothing is in place in practice.
    PaperOnly(InPlace),
    /// Answered "not known": counts as the lowest level.
    Unknown,
    /// Scored although the group is not sure: a guess, or more doubt than confidence.
    LowConfidence(Confidence),
    /// Scored on opinion alone, in a framework where levels need evidence. Where the level is cut
    /// for that, [`FindingKind::Unsupported`] says it instead.
    NoEvidence,
    /// Evidence whose validity ended before the year of the assessment; it does not count.
    ExpiredEvidence(Vec<Id>),
    /// Evidence without a date; nobody can tell what it speaks for.
    UndatedEvidence(Vec<Id>),
    /// Scored, and the question asks for paper and practice, but neither is marked.
    MissingMark,
}

/// What a finding asks for, in the order in which a facilitator takes it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Somebody has to decide.
    Decide,
    /// Two parts of the answer contradict each other.
    Contradiction,
    /// The answer stands, on weak ground.
    Strengthen,
}

impl FindingKind {
    /// What the finding asks for.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Conflict(_) | Self::Open | Self::Carried | Self::Outcome(_) | Self::Parked => {
                Stage::Decide
            }
            Self::Unsupported { .. } | Self::EvidenceAgainst(_) | Self::PaperOnly(_) => {
                Stage::Contradiction
            }
            Self::Unknown
            | Self::LowConfidence(_)
            | Self::NoEvidence
            | Self::ExpiredEvidence(_)
            | Self::UndatedEvidence(_)
            | Self::MissingMark => Stage::Strengthen,
        }
    }

    /// Whether two parts of the answer contradict each other.
    pub fn is_contradiction(&self) -> bool {
        self.stage() == Stage::Contradiction
    }

    /// Whether somebody still has to decide.
    pub fn is_open_work(&self) -> bool {
        self.stage() == Stage::Decide
    }
}

/// Everything that somebody should look at.
///
/// Conflicts come before everything. Then critical questions come first, then the other core questions, then the rest; within each of
/// these what is undecided, then what contradicts, then what stands weakly; then the order of the
/// framework. So a short round on the core questions is finished when the rest begins.
pub fn review(framework: &Framework, assessment: &Assessment) -> Vec<Finding> {
    let conflict = |conflict: &Conflict| {
        let place = place_of(framework, assessment, conflict);
        (0, Finding { place, kind: FindingKind::Conflict(Box::new(conflict.clone())) })
    };
    let mut found: Vec<_> = assessment.conflicts.iter().map(conflict).collect();
    for (place, node, question) in framework.questions() {
        let answer = assessment.answers.get(&node.id);
        let mut add = |kind| found.push((importance(question), Finding { place, kind }));
        look(framework, assessment, (node, question), answer, &mut add);
    }
    for action in assessment.actions.iter().filter(|action| action.waits_for_verdict()) {
        let place = action.question.as_ref().and_then(|id| framework.find(id.as_str()));
        let place = place.unwrap_or(Framework::ROOT);
        let question = framework.node(place).question();
        let kind = FindingKind::Outcome(action.id.clone());
        found.push((question.map_or(3, importance), Finding { place, kind }));
    }
    found.sort_by_key(|(importance, f)| (*importance, f.kind.stage(), f.place));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Where a conflict is looked at: at its question or node, else at the top.
fn place_of(framework: &Framework, assessment: &Assessment, conflict: &Conflict) -> usize {
    let id = match &conflict.field.holder {
        Holder::Answer(id) | Holder::Notes(id) => Some(id),
        Holder::Entry(EntryKind::Priority, id) => {
            let priority = assessment.priorities.iter().find(|p| p.id == *id);
            priority.map(|priority| &priority.question)
        }
        Holder::Entry(EntryKind::Evidence, id) => {
            let mut answers = assessment.answers.iter();
            answers.find(|(_, answer)| answer.sources.contains(id)).map(|(question, _)| question)
        }
        Holder::Head | Holder::Entry(..) => None,
    };
    id.and_then(|id| framework.find(id.as_str())).unwrap_or(Framework::ROOT)
}

/// 1 for a critical question, 2 for another core question, 3 for the rest; 0 is for conflicts.
fn importance(question: &Question) -> u8 {
    match question {
        Question { critical: true, .. } => 1,
        Question { core: true, .. } => 2,
        _ => 3,
    }
}

fn look(
    framework: &Framework,
    assessment: &Assessment,
    (node, question): (&Node, &Question),
    answer: Option<&Answer>,
    add: &mut impl FnMut(FindingKind),
) {
    let parked = answer.is_some_and(|a| a.parked);
    if parked {
        add(FindingKind::Parked);
    }
    match (Reading::of(framework, assessment, node), answer) {
        (Reading::Open, _) if assessment.disputed(&node.id) => {}
        (Reading::Open, _) if !parked => add(FindingKind::Open),
        (Reading::Carried, _) => add(FindingKind::Carried),
        (Reading::Unknown, _) => add(FindingKind::Unknown),
        (Reading::Scored { claimed, supported, grade }, Some(answer)) => {
            if supported < claimed {
                add(FindingKind::Unsupported { claimed, supported, grade });
            } else if grade == Grade::E0 && !framework.scoring.evidence_caps.is_empty() {
                add(FindingKind::NoEvidence);
            }
            evidence(assessment, answer, add);
            let value = framework.scale(node).value_of(claimed);
            let advanced = value.is_some_and(|v| is_advanced(framework.scale(node), v));
            match answer.in_place {
                Some(mark @ (InPlace::Neither | InPlace::Paper)) if advanced => {
                    add(FindingKind::PaperOnly(mark));
                }
                None if question.paper_and_practice => add(FindingKind::MissingMark),
                _ => {}
            }
            if let Some(low @ (Confidence::Guess | Confidence::Doubtful)) = answer.confidence {
                add(FindingKind::LowConfidence(low));
            }
        }
        _ => {}
    }
}

fn evidence(assessment: &Assessment, answer: &Answer, add: &mut impl FnMut(FindingKind)) {
    let year = assessment.key.year;
    let those = |is: &dyn Fn(&Evidence) -> bool| -> Vec<Id> {
        assessment.evidence_of(answer).filter(|e| is(e)).map(|e| e.id.clone()).collect()
    };
    let lists = [
        (FindingKind::EvidenceAgainst as fn(_) -> _, those(&|e| e.stance == Stance::Against)),
        (FindingKind::ExpiredEvidence, those(&|e| e.expired(year))),
        (FindingKind::UndatedEvidence, those(&|e| e.date.is_none())),
    ];
    for (kind, ids) in lists {
        if !ids.is_empty() {
            add(kind(ids));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, FindingKind, review};
    use crate::analysis::testing::{assessment, framework, id};
    use crate::domain::{Confidence, Grade, InPlace, Stance};

    #[test]
    fn critical_comes_before_core_before_the_rest_and_open_before_weak() {
        let f = framework();
        let mut a =
            assessment(&f, "XAA", 2020, &[("a1", "4 E2"), ("a3", "unknown"), ("b2", "3 E3")]);
        a.answers.each_mut().get_mut("a1").unwrap().parked = true;
        let found = review(&f, &a);
        let place = |q: &str| f.find(q).unwrap();
        let unsupported =
            FindingKind::Unsupported { claimed: 4.0, supported: 3.0, grade: Grade::E2 };
        assert_eq!(
            found,
            vec![
                Finding { place: place("a1"), kind: FindingKind::Parked },
                Finding { place: place("a1"), kind: unsupported },
                Finding { place: place("a2"), kind: FindingKind::Open },
                Finding { place: place("b1"), kind: FindingKind::Open },
                Finding { place: place("a3"), kind: FindingKind::Unknown },
            ]
        );
    }

    #[test]
    fn an_answer_is_held_against_its_marks_and_its_evidence() {
        let f = framework();
        let mut a = assessment(&f, "XAA", 2020, &[("b1", "3 E3"), ("b2", "1")]);
        let kinds = |a: &_| -> Vec<FindingKind> {
            review(&f, a)
                .into_iter()
                .filter(|x| x.kind != FindingKind::Open)
                .map(|x| x.kind)
                .collect()
        };
        assert_eq!(kinds(&a), [FindingKind::MissingMark, FindingKind::NoEvidence]);
        let b1 = a.answers.each_mut().get_mut("b1").unwrap();
        b1.in_place = Some(InPlace::Paper);
        b1.confidence = Some(Confidence::Guess);
        a.answers.each_mut().remove("b2");
        a.evidence[1].date = None;
        a.evidence[2].stance = Stance::Against;
        assert_eq!(
            kinds(&a),
            [
                FindingKind::Unsupported { claimed: 3.0, supported: 2.0, grade: Grade::E1 },
                FindingKind::EvidenceAgainst(vec![id("data")]),
                FindingKind::PaperOnly(InPlace::Paper),
                FindingKind::UndatedEvidence(vec![id("law")]),
                FindingKind::LowConfidence(Confidence::Guess),
            ]
        );
    }
}
