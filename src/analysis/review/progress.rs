//! How far an assessment has come.

use crate::analysis::reading::Reading;
use crate::domain::{Assessment, Framework};

/// How many questions are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that are scored or "not known", confirmed.
    pub answered: u32,
    /// Questions that apply.
    pub applicable: u32,
    /// All questions of the framework.
    pub total: u32,
    /// Core questions that are answered.
    pub core_answered: u32,
    /// Core questions that apply.
    pub core_applicable: u32,
    /// Questions that wait for the plenary.
    pub parked: u32,
    /// Questions carried over and not confirmed.
    pub carried: u32,
    /// Questions answered "not known".
    pub unknown: u32,
}

/// How far an assessment has come, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nobody has decided or confirmed anything.
    NotStarted,
    /// Something is decided.
    InProgress,
    /// Every question that applies is answered, and none is parked.
    Complete,
}

impl Progress {
    /// The status that follows.
    pub fn status(&self) -> Status {
        let decided = self.answered + (self.total - self.applicable);
        if decided == 0 && self.parked == 0 {
            Status::NotStarted
        } else if self.answered == self.applicable && self.parked == 0 {
            Status::Complete
        } else {
            Status::InProgress
        }
    }

    /// The share of applicable questions that are answered, 0 to 1; `None` where none applies.
    pub fn coverage(&self) -> Option<f64> {
        (self.applicable > 0).then(|| f64::from(self.answered) / f64::from(self.applicable))
    }
}

/// Counts the questions of a framework by the state of their answers.
pub fn progress(framework: &Framework, assessment: &Assessment) -> Progress {
    let mut p = Progress::default();
    for (_, node, question) in framework.questions() {
        let reading = Reading::of(framework, assessment, node);
        let answered = u32::from(matches!(reading, Reading::Scored { .. } | Reading::Unknown));
        let applies = u32::from(reading != Reading::NotApplicable);
        p.total += 1;
        p.answered += answered;
        p.applicable += applies;
        if question.core {
            p.core_answered += answered;
            p.core_applicable += applies;
        }
        p.parked += u32::from(assessment.answers.get(&node.id).is_some_and(|a| a.parked));
        p.carried += u32::from(reading == Reading::Carried);
        p.unknown += u32::from(reading == Reading::Unknown);
    }
    p
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Progress, Status, progress};
    use crate::analysis::score::Scores;
    use crate::analysis::testing::{assessment, framework};

    #[test]
    fn status_follows_what_people_decided() {
        let f = framework();
        let status =
            |answers: &[(&str, &str)]| progress(&f, &assessment(&f, "XAA", 2020, answers)).status();
        assert_eq!(status(&[]), Status::NotStarted);
        assert_eq!(status(&[("a1", "carried"), ("a2", "open")]), Status::NotStarted);
        assert_eq!(status(&[("a1", "na")]), Status::InProgress);
        let all = ["a1", "a2", "a3", "b1", "b2"].map(|q| (q, "unknown"));
        assert_eq!(status(&all), Status::Complete);
    }

    #[test]
    fn a_question_that_does_not_apply_leaves_both_sides_of_the_count() {
        let f = framework();
        let answers = [("a1", "3 E2"), ("a2", "na"), ("b1", "carried"), ("b2", "unknown")];
        let expected = Progress {
            answered: 2,
            applicable: 4,
            total: 5,
            core_answered: 1,
            core_applicable: 1,
            parked: 0,
            carried: 1,
            unknown: 1,
        };
        assert_eq!(progress(&f, &assessment(&f, "XAA", 2020, &answers)), expected);
    }

    proptest! {
        #[test]
        fn agrees_with_the_coverage_of_the_scores(
            picks in proptest::collection::vec(0..6_usize, 5),
        ) {
            let states = ["1", "3 E3", "unknown", "na", "carried", "open"];
            let f = framework();
            let names = ["a1", "a2", "a3", "b1", "b2"];
            let answers: Vec<_> = names.iter().zip(&picks).map(|(q, p)| (*q, states[*p])).collect();
            let a = assessment(&f, "XAA", 2020, &answers);
            prop_assert_eq!(progress(&f, &a).coverage(), Scores::of(&f, &a).root().coverage());
        }
    }
}
