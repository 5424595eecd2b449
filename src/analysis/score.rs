//! Scores of every node of a framework for one assessment.
//!
//! The rules and caps are documented in `docs/methodology.md`; the scenarios in `tests/scoring/`
//! hold the published vectors.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::numbers::{geometric_mean, mean, round_half_up, weighted_mean};
use crate::domain::{
    Answer, Assessment, CriticalCap, Framework, Grade, Group, Id, Node, Rule, Scale, Verdict,
};

mod leaves;
mod once;
mod rules;

use leaves::leaves;
use once::Once;
pub use rules::Rules;

/// The scores of one assessment, a [`NodeScore`] for each node of the framework.
///
/// Of hundreds of questions that are answered with levels alone most come to one of a handful of
/// scores: each of those is held once.
#[derive(Clone, Debug)]
pub struct Scores {
    /// Each score once, those of the groups each on its own.
    distinct: Vec<NodeScore>,
    /// By place, which of them it is.
    which: Vec<usize>,
    /// Those that questions share.
    shared: Range<usize>,
}

/// The score of one node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NodeScore {
    /// The score on the node's scale, after every cap; `None` where nothing is answered.
    pub value: Option<f64>,
    /// The score as it would be if every claim counted without evidence.
    pub claimed: Option<f64>,
    /// The lowest that the score can be once the open questions are answered; `None` where no
    /// question applies.
    pub lowest: Option<f64>,
    /// The highest that the score can be once the open questions are answered.
    pub highest: Option<f64>,
    /// Questions at or below the node that are answered, "not known" included.
    pub answered: u32,
    /// Questions at or below the node that apply.
    pub applicable: u32,
    /// Questions answered "not known": where there are any, the score is printed with a star.
    pub unknown: u32,
    /// Questions that do not apply.
    pub not_applicable: u32,
    /// Whether the score is not a finding: too few questions are answered, or an open one decides.
    pub withheld: bool,
}

/// Verdicts in place of those that were given.
pub type Supposed = BTreeMap<Id, Option<Verdict>>;

impl Scores {
    /// Scores an assessment against its framework.
    pub fn of(framework: &Framework, assessment: &Assessment) -> Self {
        Self::supposing(framework, assessment, &BTreeMap::new())
    }

    /// The same with some verdicts in place of those that were given. A supposed level counts as if
    /// the evidence for it were there; `None` supposes that the question is open.
    pub fn supposing(framework: &Framework, assessment: &Assessment, supposed: &Supposed) -> Self {
        let mut scores = leaves(framework, assessment, supposed);
        // Where no question moves a bound or the claim away from the value, no group does.
        let moved = |pick: Pick| scores.distinct.iter().any(|node| pick(node) != node.value);
        let (claimed, lowest, highest): (Pick, Pick, Pick) =
            (|n| n.claimed, |n| n.lowest, |n| n.highest);
        let [own_claimed, own_lowest, own_highest] = [claimed, lowest, highest].map(moved);
        let completeness = framework.scoring.completeness;
        let too_few = |node: &NodeScore| {
            node.answered < node.applicable && node.coverage().is_some_and(|c| c < completeness)
        };
        for node in &mut scores.distinct {
            node.withheld = too_few(node);
        }
        // From the back, so that a group knows of the groups below it.
        for (at, node, group) in framework.groups().rev() {
            let value = scores.rolled_up(framework, (node, group), |n| n.value);
            let mut all = NodeScore {
                value,
                claimed: value,
                lowest: value,
                highest: value,
                ..NodeScore::default()
            };
            if own_claimed {
                all.claimed = scores.rolled_up(framework, (node, group), claimed);
            }
            if own_lowest {
                all.lowest = scores.rolled_up(framework, (node, group), lowest);
            }
            if own_highest {
                all.highest = scores.rolled_up(framework, (node, group), highest);
            }
            for below in node.children.iter().map(|child| scores.at(*child)) {
                all.answered += below.answered;
                all.applicable += below.applicable;
                all.unknown += below.unknown;
                all.not_applicable += below.not_applicable;
            }
            all.withheld = too_few(&all) || hangs_on_open(framework, (node, group), &scores);
            scores.distinct[scores.which[at]] = all;
        }
        scores
    }

    /// One of the values of a group, from those of the nodes right below it.
    fn rolled_up(
        &self,
        framework: &Framework,
        (node, group): (&Node, &Group),
        pick: impl Fn(&NodeScore) -> Option<f64>,
    ) -> Option<f64> {
        let value = |at| pick(self.at(at));
        combine_otherwise(framework, node, group, Otherwise::default(), value).map(|c| c.result)
    }

    /// The score of the node at a place of the framework.
    pub fn at(&self, place: usize) -> &NodeScore {
        &self.distinct[self.which[place]]
    }

    /// The score of the root.
    pub fn root(&self) -> &NodeScore {
        self.at(Framework::ROOT)
    }

    /// Where the score of the node at a place is held: the same for all that share it.
    pub(super) fn slot(&self, place: usize) -> usize {
        self.which[place]
    }

    /// By slot, the score where questions may share it.
    pub(super) fn shared(&self) -> impl Iterator<Item = Option<&NodeScore>> {
        self.distinct
            .iter()
            .enumerate()
            .map(|(slot, score)| self.shared.contains(&slot).then_some(score))
    }

    /// The scores in the framework's order.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &NodeScore> {
        self.which.iter().map(|slot| &self.distinct[*slot])
    }
}

impl PartialEq for Scores {
    fn eq(&self, other: &Self) -> bool {
        self.nodes().eq(other.nodes())
    }
}

impl NodeScore {
    /// The share of applicable questions that are answered, 0 to 1; `None` where none applies.
    pub fn coverage(&self) -> Option<f64> {
        (self.applicable > 0).then(|| f64::from(self.answered) / f64::from(self.applicable))
    }

    /// The value that may be shown as a finding: none below the completeness threshold.
    pub fn finding(&self) -> Option<f64> {
        if self.withheld { None } else { self.value }
    }
}

/// One of the values of a score.
type Pick = fn(&NodeScore) -> Option<f64>;

/// Whether a question that is open decides the score of a group, so that leaving it open must not
/// look better than answering it: the weakest link may be the one that nobody has looked at, and an
/// open critical question caps nothing.
fn hangs_on_open(framework: &Framework, (node, group): (&Node, &Group), scores: &Scores) -> bool {
    let weakest = matches!(group.rule, Rule::WeakestLink | Rule::Minimum);
    if !weakest && group.critical_cap.is_none() {
        return false;
    }
    node.children.iter().any(|child| {
        let below = scores.at(*child);
        match framework.node(*child).question() {
            Some(question) => {
                let open = below.answered < below.applicable;
                open && (weakest || (question.critical && group.critical_cap.is_some()))
            }
            None => weakest && below.applicable > 0 && (below.withheld || below.value.is_none()),
        }
    })
}

/// The level that the evidence supports: the claimed one, or the highest level below the first
/// cap whose grade is not reached.
///
/// Evidence caps name levels of the framework's own scale, so a question with a scale of its own
/// is not capped.
pub fn supported(framework: &Framework, scale: &Scale, claimed: f64, grade: Grade) -> f64 {
    if scale.id != framework.default_scale().id {
        return claimed;
    }
    let caps = &framework.scoring.evidence_caps;
    match caps.iter().find(|cap| claimed >= cap.level && grade < cap.needs) {
        Some(cap) => {
            let below = scale.numbers().into_iter().rev().find(|n| *n < cap.level);
            below.unwrap_or_else(|| claimed.min(cap.level))
        }
        None => claimed,
    }
}

/// The claimed and the supported level of an answer that counts as scored.
pub fn claimed_and_supported(
    framework: &Framework,
    assessment: &Assessment,
    node: &Node,
    answer: &Answer,
) -> Option<(f64, f64)> {
    let Some(Verdict::Scored(claimed)) = answer.verdict else { return None };
    let scale = framework.scale(node);
    Some((claimed, supported(framework, scale, claimed, assessment.grade_of(answer))))
}

/// Rolls values of questions up the tree; the result has a value for each node.
pub fn roll_up(framework: &Framework, leaf: impl Fn(usize) -> Option<f64>) -> Vec<Option<f64>> {
    let of = |(at, node): (usize, &Node)| node.question().and_then(|_| leaf(at));
    let mut values: Vec<Option<f64>> = framework.nodes().iter().enumerate().map(of).collect();
    roll_up_otherwise(framework, Otherwise::default(), &mut values);
    values
}

/// What a roll-up does otherwise than the framework says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Otherwise<'a> {
    /// A rule for every group in place of its own.
    pub rule: Option<Rule>,
    /// A weight for each node, by place, in place of its own; a plain mean weighs by it, too.
    pub weights: Option<&'a [f64]>,
    /// What another version says of weights and critical questions.
    pub rules: Option<&'a Rules>,
}

/// Computes the groups from the questions, which stand in `values` already.
pub fn roll_up_otherwise(
    framework: &Framework,
    otherwise: Otherwise<'_>,
    values: &mut [Option<f64>],
) {
    // Children stand behind their parent, so one walk from the back meets every child first.
    for (at, node, group) in framework.groups().rev() {
        values[at] = combine_among(framework, node, group, otherwise, values).map(|c| c.result);
    }
}

/// How the score of one group came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Combined {
    /// What the rule gives.
    pub raw: f64,
    /// The critical question that caps the score, if one does.
    pub capped_by: Option<usize>,
    /// The score, after cap and rounding.
    pub result: f64,
}

/// The score of a group from the values of the nodes below it, or `None` where none has a value.
pub fn combine(
    framework: &Framework,
    node: &Node,
    group: &Group,
    values: &[Option<f64>],
) -> Option<Combined> {
    combine_among(framework, node, group, Otherwise::default(), values)
}

/// The score of the group at a place by the rules of another version, or by its own.
pub fn combine_by(
    framework: &Framework,
    at: usize,
    group: &Group,
    rules: Option<&Rules>,
    values: &[Option<f64>],
) -> Option<f64> {
    let otherwise = Otherwise { rules, ..Otherwise::default() };
    let group = rules.and_then(|rules| rules.groups[at].as_ref()).unwrap_or(group);
    let combined = combine_among(framework, framework.node(at), group, otherwise, values);
    combined.map(|c| c.result)
}

fn combine_among(
    framework: &Framework,
    node: &Node,
    group: &Group,
    otherwise: Otherwise<'_>,
    values: &[Option<f64>],
) -> Option<Combined> {
    combine_otherwise(framework, node, group, otherwise, |at| values[at])
}

fn combine_otherwise(
    framework: &Framework,
    node: &Node,
    group: &Group,
    otherwise: Otherwise<'_>,
    value: impl Fn(usize) -> Option<f64>,
) -> Option<Combined> {
    let scale = framework.scale(node);
    let rule = match otherwise.rule.unwrap_or(group.rule) {
        Rule::Mean if otherwise.weights.is_some() => Rule::Weighted,
        rule => rule,
    };
    let theirs = otherwise.rules.map_or_else(|| framework.weights(), |rules| &rules.weights);
    let weights = otherwise.weights.unwrap_or(theirs);
    let parts = node.children.iter().filter_map(|child| {
        let (_, from) = framework.scale_at(*child);
        value(*child).map(|v| Part {
            value: scale.carry(v, from),
            weight: weights[*child],
            own: v,
            from,
        })
    });
    let raw = apply(rule, scale, parts)?;
    let is_critical = |at: usize| match otherwise.rules {
        Some(rules) => rules.critical[at],
        None => framework.node(at).question().is_some_and(|q| q.critical),
    };
    let capped_by =
        group.critical_cap.and_then(|cap| critical(node, &is_critical, cap, &value, raw));
    let capped = match (capped_by, group.critical_cap) {
        (Some(_), Some(cap)) => cap.to,
        _ => raw,
    };
    let result = group.decimals.map_or(capped, |places| round_half_up(capped, places));
    Some(Combined { raw, capped_by, result })
}

/// One value that goes into a rule.
#[derive(Clone, Copy)]
struct Part<'a> {
    /// On the group's scale.
    value: f64,
    weight: f64,
    /// On its own scale.
    own: f64,
    from: &'a Scale,
}

fn apply<'a>(
    rule: Rule,
    scale: &Scale,
    parts: impl Iterator<Item = Part<'a>> + Clone,
) -> Option<f64> {
    let values = parts.clone().map(|p| p.value);
    let lowest = || values.clone().reduce(f64::min);
    match rule {
        Rule::Mean => mean(values),
        Rule::Weighted => weighted_mean(parts.map(|p| (p.value, p.weight))),
        Rule::Geometric => geometric_mean(parts.map(|p| (p.value, p.weight))),
        Rule::Minimum => lowest(),
        Rule::WeakestLink => {
            let (lowest, highest) = (lowest()?, values.clone().reduce(f64::max)?);
            // Bounded by the highest, so that raising an answer can never lower the score.
            Some((lowest + scale.half_step(lowest)).min(highest))
        }
        Rule::Share => {
            let reached: f64 = parts.clone().map(|p| p.weight * (p.own - p.from.lowest())).sum();
            let points: f64 = parts.map(|p| p.weight * (p.from.highest() - p.from.lowest())).sum();
            // Of nothing there is no share.
            (points > 0.0)
                .then(|| scale.lowest() + reached / points * (scale.highest() - scale.lowest()))
        }
    }
}

/// The first critical question that keeps the group down.
fn critical(
    node: &Node,
    is_critical: &dyn Fn(usize) -> bool,
    cap: CriticalCap,
    value: &dyn Fn(usize) -> Option<f64>,
    raw: f64,
) -> Option<usize> {
    let low = |at: &&usize| is_critical(**at) && value(**at).is_some_and(|v| v <= cap.at);
    if raw > cap.to { node.children.iter().find(low).copied() } else { None }
}
