//! What one answer comes to, state by state, so that blank, zero and not applicable never mix.

use crate::analysis::score::supported;
use crate::domain::{Answer, Assessment, Framework, Grade, Node, Scale, Verdict};

/// What the answer to one question comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// Nothing was decided.
    Open,
    /// Carried over from an earlier round and not confirmed: shown, not counted.
    Carried,
    /// Not known: counts as the lowest level, with a star.
    Unknown,
    /// Does not apply: leaves every mean.
    NotApplicable,
    /// Scored.
    Scored {
        /// The level that the group claims, a number of the question's scale.
        claimed: f64,
        /// The level that the evidence supports: this one counts.
        supported: f64,
        /// The grade of the evidence.
        grade: Grade,
    },
}

impl Reading {
    /// Reads the answer to a question. A number off the scale, which no checked file holds, reads
    /// as open, as it does in the scores.
    pub fn of(framework: &Framework, assessment: &Assessment, node: &Node) -> Self {
        Self::of_answer(framework, assessment, node, assessment.answers.get(&node.id))
    }

    /// The same where the answer is at hand.
    pub fn of_answer(
        framework: &Framework,
        assessment: &Assessment,
        node: &Node,
        answer: Option<&Answer>,
    ) -> Self {
        let Some(answer) = answer else { return Self::Open };
        // Two sides disagree: whatever the answer holds meanwhile is nobody's finding.
        if assessment.disputed(&node.id) {
            return Self::Open;
        }
        match answer.counted() {
            None if answer.carried && answer.verdict.is_some() => Self::Carried,
            None => Self::Open,
            Some(Verdict::Unknown) => Self::Unknown,
            Some(Verdict::NotApplicable { .. }) => Self::NotApplicable,
            Some(Verdict::Scored(claimed)) => {
                let (scale, grade) = (framework.scale(node), assessment.grade_of(answer));
                let supported = supported(framework, scale, *claimed, grade);
                let on_scale = |number| scale.value_of(number).is_some();
                if on_scale(*claimed) && on_scale(supported) {
                    Self::Scored { claimed: *claimed, supported, grade }
                } else {
                    Self::Open
                }
            }
        }
    }

    /// The value that counts: of the supported level, the lowest for "not known", else none.
    pub fn value(self, scale: &Scale) -> Option<f64> {
        match self {
            Self::Scored { supported, .. } => scale.value_of(supported),
            Self::Unknown => Some(scale.worst()),
            Self::Open | Self::Carried | Self::NotApplicable => None,
        }
    }

    /// Whether it waits for somebody to decide: open, or carried over and not confirmed.
    pub fn is_undecided(self) -> bool {
        matches!(self, Self::Open | Self::Carried)
    }
}

/// Whether a value lies at two thirds of its scale or above: level 3 of 1 to 4. This is what
/// "level 3 or more" means on a scale with other levels.
pub fn is_advanced(scale: &Scale, value: f64) -> bool {
    // A little room, because thirds are not exact in binary.
    scale.percent(value) >= 200.0 / 3.0 - 1e-9
}

#[cfg(test)]
mod tests {
    use super::{Reading, is_advanced};
    use crate::analysis::score::Scores;
    use crate::analysis::testing::{assessment, framework};

    #[test]
    fn every_state_reads_as_itself_and_gives_the_value_that_the_scores_use() {
        let f = framework();
        let states = ["3 E2", "4", "unknown", "na", "carried", "open", "2 E1"];
        for state in states {
            let a = assessment(&f, "XAA", 2020, &[("a1", state)]);
            let scores = Scores::of(&f, &a);
            let at = f.find("a1").unwrap();
            let reading = Reading::of(&f, &a, f.node(at));
            assert_eq!(reading.value(f.scale(f.node(at))), scores.at(at).value, "{state}");
            assert_eq!(reading.is_undecided(), matches!(state, "carried" | "open"), "{state}");
        }
    }

    #[test]
    fn advanced_is_level_three_of_four() {
        let f = framework();
        let scale = f.default_scale();
        assert!(is_advanced(scale, 3.0) && is_advanced(scale, 4.0));
        assert!(!is_advanced(scale, 2.5) && !is_advanced(scale, 1.0));
    }
}
