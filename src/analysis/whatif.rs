//! What a scenario would come to, beside what the assessment comes to as it is.

use super::score::{NodeScore, Scores};
use crate::domain::{Assessment, Framework, Scenario};

/// The scores under a scenario.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The framework with the weights and rules that are supposed; its nodes stand at the same
    /// places as those of the framework itself.
    pub framework: Framework,
    /// The scores, place by place.
    pub scores: Scores,
}

/// The difference that a scenario makes to one node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The place of the node.
    pub place: usize,
    /// The score as it is.
    pub before: NodeScore,
    /// The score under the scenario.
    pub after: NodeScore,
    /// By how many points of 100 it moves; `None` where one of the two is no finding.
    pub difference: Option<f64>,
}

/// Scores an assessment under a scenario that fits it; see [`Scenario::fits`].
pub fn outcome(framework: &Framework, assessment: &Assessment, scenario: &Scenario) -> Outcome {
    let supposed = framework.supposing(&scenario.weights, &scenario.rules);
    let scores = Scores::supposing(&supposed, assessment, &scenario.answers);
    Outcome { framework: supposed, scores }
}

/// What a scenario does to every node, place by place.
pub fn effects(framework: &Framework, before: &Scores, after: &Scores) -> Vec<Effect> {
    let both = before.nodes().zip(after.nodes()).enumerate();
    both.map(|(place, (before, after))| {
        let scale = framework.scale(framework.node(place));
        let percent = |score: &NodeScore| score.finding().map(|value| scale.percent(value));
        let difference = percent(after).zip(percent(before)).map(|(after, before)| after - before);
        Effect { place, before: *before, after: *after, difference }
    })
    .collect()
}

#[cfg(test)]
mod tests;
