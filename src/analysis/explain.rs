//! The whole arithmetic behind one score.

use crate::analysis::score::{Combined, Scores, claimed_and_supported, combine};
use crate::domain::{Assessment, Framework, Grade, Rule, Verdict};

/// How the score of a group came about, part by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The place of the node.
    pub place: usize,
    /// The rule.
    pub rule: Rule,
    /// The parts, in the framework's order; those without a value are listed too.
    pub parts: Vec<Part>,
    /// The rule's result, the cap and the score; `None` where nothing is answered.
    pub combined: Option<Combined>,
}

/// One part of a group's score.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The place of the node.
    pub place: usize,
    /// Its value on its own scale.
    pub own: Option<f64>,
    /// Its value on the group's scale.
    pub carried: Option<f64>,
    /// Its weight among its siblings.
    pub weight: f64,
    /// Its share of the weight that counts, 0 to 1; `None` where it has no value or the rule
    /// does not weigh.
    pub share: Option<f64>,
    /// Its share of the root's score when every rule on the way up weighs.
    pub effective: Option<f64>,
    /// Why it counts as it does.
    pub because: Because,
}

/// Why a part counts as it does.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// A group, scored by its own rule.
    Group,
    /// Scored, and the evidence supports the claim.
    Scored,
    /// Scored, but the evidence supports less.
    Capped {
        /// The claimed level.
        claimed: f64,
        /// The grade of its evidence.
        grade: Grade,
    },
    /// Not known: counts as the lowest level.
    Unknown,
    /// Not applicable: leaves the score.
    NotApplicable {
        /// Why.
        reason: String,
    },
    /// Carried over and not confirmed: leaves the score, lowers the coverage.
    Carried,
    /// Open: leaves the score, lowers the coverage.
    Open,
}

/// Explains the score of the group at `place`; `None` for a question.
pub fn explain(
    framework: &Framework,
    assessment: &Assessment,
    scores: &Scores,
    place: usize,
) -> Option<Explanation> {
    let node = framework.node(place);
    let group = node.group()?;
    let values: Vec<Option<f64>> = scores.nodes().map(|n| n.value).collect();
    let weights = weights_below(framework, &values, place);
    let above = weight_of(framework, &values, place);
    let scale = framework.scale(node);
    let parts = node
        .children
        .iter()
        .zip(weights)
        .map(|(at, share)| {
            let below = framework.node(*at);
            Part {
                place: *at,
                own: values[*at],
                carried: values[*at].map(|v| scale.carry(v, framework.scale(below))),
                weight: below.weight,
                share,
                effective: share.zip(above).map(|(s, a)| s * a),
                because: because(framework, assessment, *at),
            }
        })
        .collect();
    let combined = combine(framework, node, group, &values);
    Some(Explanation { place, rule: group.rule, parts, combined })
}

fn because(framework: &Framework, assessment: &Assessment, place: usize) -> Because {
    let node = framework.node(place);
    if node.group().is_some() {
        return Because::Group;
    }
    let Some(answer) = assessment.answers.get(&node.id) else { return Because::Open };
    match answer.counted() {
        _ if assessment.disputed(&node.id) => Because::Open,
        None if answer.carried => Because::Carried,
        None => Because::Open,
        Some(Verdict::Unknown) => Because::Unknown,
        Some(Verdict::NotApplicable { reason }) => {
            Because::NotApplicable { reason: reason.clone() }
        }
        Some(Verdict::Scored(_)) => {
            match claimed_and_supported(framework, assessment, node, answer) {
                Some((claimed, supported)) if supported < claimed => {
                    Because::Capped { claimed, grade: assessment.grade_of(answer) }
                }
                _ => Because::Scored,
            }
        }
    }
}

/// The share of each child in its group, where the rule weighs and the child has a value.
fn weights_below(framework: &Framework, values: &[Option<f64>], place: usize) -> Vec<Option<f64>> {
    let node = framework.node(place);
    let rule = node.group().map(|g| g.rule).unwrap_or_default();
    let own = |at: usize| -> Option<f64> {
        values[at]?;
        let child = framework.node(at);
        let scale = framework.scale(child);
        match rule {
            Rule::Mean => Some(1.0),
            Rule::Weighted | Rule::Geometric => Some(child.weight),
            Rule::Share => Some(child.weight * (scale.highest() - scale.lowest())),
            Rule::WeakestLink | Rule::Minimum => None,
        }
    };
    let total: f64 = node.children.iter().filter_map(|at| own(*at)).sum();
    node.children.iter().map(|at| own(*at).filter(|_| total > 0.0).map(|w| w / total)).collect()
}

/// The share of a node in the root's score, where every rule on the way weighs.
fn weight_of(framework: &Framework, values: &[Option<f64>], place: usize) -> Option<f64> {
    let Some(parent) = framework.node(place).parent else { return Some(1.0) };
    let at = framework.node(parent).children.iter().position(|c| *c == place)?;
    let share = weights_below(framework, values, parent)[at]?;
    Some(share * weight_of(framework, values, parent)?)
}
