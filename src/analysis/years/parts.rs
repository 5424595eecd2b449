//! What a change of a score is made of: answers, what counts, rules, the framework itself.
//!
//! Between two years everything changes at once, and what one thing did depends on what had
//! changed before it. So every order is gone through and the effects are averaged (Shapley, 1953;
//! with the answers of several reasons kept together, Owen, 1977): no order is preferred, and the
//! parts add up to the whole. `docs/methodology.md` has the arithmetic.

use std::collections::BTreeSet;

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparison};
use crate::analysis::score::{Rules, combine_by};
use crate::domain::{Framework, ReasonOfChange};

mod orders;

use orders::{Players, effects, exact, written};

/// What a change of a score is made of. All numbers are points of percent of the scale. The parts
/// add up to the change without any remainder, in whatever order they are added.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The score of the older year, in percent of its scale.
    pub before: f64,
    /// The score of the newer year.
    pub after: f64,
    /// The change as a whole: `after - before`, unless parts cancel each other that are larger than
    /// it is; then their sum, which misses it in the last bits.
    pub change: f64,
    /// What each factor did; those that could not do anything are left out.
    pub shares: Vec<(Factor, f64)>,
}

/// Whether answers make at least half of a change.
pub fn mostly_of_answers(change: f64, answers: f64) -> bool {
    // Differences below this come from binary fractions, not from people.
    answers * change.signum() >= change.abs() / 2.0 - 1e-9
}

/// What can move a score from one year to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// Questions that both years answer and that mean the same stand at other levels, with the
    /// reason that the newer year gives.
    Answers(Option<ReasonOfChange>),
    /// Other questions count: answered or left open, applicable or not.
    Counting,
    /// Rules, weights, caps and rounding of groups are others.
    Rules,
    /// The framework has other questions, words them otherwise, or puts them elsewhere.
    Version,
}

impl Parts {
    /// What the answers did, whatever the reason.
    pub fn answers(&self) -> f64 {
        self.sum(|factor| matches!(factor, Factor::Answers(_)))
    }

    /// Whether questions that both years answer make at least half of the change, as long as the two
    /// versions mean the same: the rest comes from other questions that count. The share is this
    /// project's proposal.
    pub fn is_of_answers(&self) -> bool {
        mostly_of_answers(self.change, self.answers())
    }

    /// What answers did that changed for real performance: this alone is progress.
    pub fn performance(&self) -> f64 {
        self.sum(|factor| factor == Factor::Answers(Some(ReasonOfChange::Performance)))
    }

    /// What answers did that changed without a reason.
    pub fn unexplained(&self) -> f64 {
        self.sum(|factor| factor == Factor::Answers(None))
    }

    /// What one factor did; 0 where it could not do anything.
    pub fn of(&self, factor: Factor) -> f64 {
        self.sum(|other| other == factor)
    }

    fn sum(&self, which: impl Fn(Factor) -> bool) -> f64 {
        let shares = self.shares.iter().filter(|(factor, _)| which(*factor));
        shares.fold(0.0, |sum, (_, share)| sum + share)
    }
}

/// Takes the change of a node's score from one year to a later one apart; `place` is the node's in
/// the later framework. `None` where either year has no such node or no finding for it.
///
/// A question that is not the *same* in both versions belongs to its version, with whatever was
/// answered: nothing that is not certain counts as an answer that changed.
pub fn parts(
    from: &Scored<'_>,
    to: &Scored<'_>,
    comparison: &Comparison,
    place: usize,
) -> Option<Parts> {
    let old_place = comparison.counterpart(place)?;
    let (before, after) = (from.percent(old_place)?, to.percent(place)?);
    let pairs = Pairs::of(from, to, comparison, (old_place, place));
    let reasons: BTreeSet<_> = pairs.joined.iter().filter_map(|p| p.moved).collect();
    let reasons: Vec<Option<ReasonOfChange>> = reasons.into_iter().collect();
    // The bits of a state: what counts, rules and version of the later year, and then answers.
    let others = if comparison.is_identical() { 1 } else { 3 };
    let players = Players { others, together: reasons.len() };
    let old_rules = rules_for(to.framework, from.framework, |at| comparison.counterpart(at));
    let back = backwards(comparison, from.framework, to.framework);
    let new_rules = rules_for(from.framework, to.framework, |at| back[at]);
    let value = |state: usize| {
        let has = |bit: usize| state >> bit & 1 == 1;
        let (counting, rules, version) = (has(0), others > 1 && has(1), others > 1 && has(2));
        let is_new = |reason: Option<ReasonOfChange>| {
            reasons.iter().position(|r| *r == reason).is_some_and(|at| has(others + at))
        };
        let (year, top) = if version { (to, place) } else { (from, old_place) };
        let framework = year.framework;
        let foreign = match (version, rules) {
            (true, false) => Some(&old_rules),
            (false, true) => Some(&new_rules),
            _ => None,
        };
        let leaves = pairs.leaves(year, version, counting, is_new);
        let value = rolled(framework, top, foreign, leaves)?;
        Some(exact(framework.scale(framework.node(top)).percent(value)))
    };
    let (effects, orders) = effects(players, value)?;
    let (shares, change) = written(&effects, orders, after - before);
    let factor = |at: usize| match at {
        0 => Factor::Counting,
        1 if others > 1 => Factor::Rules,
        2 if others > 1 => Factor::Version,
        at => Factor::Answers(reasons[at - others]),
    };
    let mut all: Vec<(Factor, f64)> =
        shares.iter().enumerate().map(|(at, share)| (factor(at), *share)).collect();
    all.sort_by_key(|(factor, _)| *factor);
    Some(Parts { before, after, change, shares: all })
}

/// A question that is the same in both years, below the node in both.
struct Pair {
    /// Its places, older and newer.
    places: (usize, usize),
    /// Its values where it counts, older and newer.
    values: (Option<f64>, Option<f64>),
    /// The reason, where both years count it and the values differ.
    moved: Option<Option<ReasonOfChange>>,
}

/// The questions below a node in both years.
struct Pairs {
    joined: Vec<Pair>,
    /// The places of all others, with their values: those of the older and of the newer year.
    rest: [Vec<(usize, Option<f64>)>; 2],
}

impl Pairs {
    fn of(
        from: &Scored<'_>,
        to: &Scored<'_>,
        comparison: &Comparison,
        (old_place, place): (usize, usize),
    ) -> Self {
        let value = |year: &Scored<'_>, at: usize| year.scores.at(at).value;
        let old: BTreeSet<usize> =
            from.framework.questions_below(old_place).map(|(at, ..)| at).collect();
        let mut pairs = Self { joined: Vec::new(), rest: [Vec::new(), Vec::new()] };
        let mut taken = BTreeSet::new();
        for (at, node, _) in to.framework.questions_below(place) {
            let same = comparison.of(at) == Comparability::Same;
            let there = comparison.counterpart(at).filter(|there| same && old.contains(there));
            let Some(there) = there.filter(|there| taken.insert(*there)) else {
                pairs.rest[1].push((at, value(to, at)));
                continue;
            };
            let values = (value(from, there), value(to, at));
            let differ = values.0.zip(values.1).is_some_and(|(a, b)| a.to_bits() != b.to_bits());
            let reason = || to.assessment.answers.get(&node.id).and_then(|a| a.reason_of_change);
            pairs.joined.push(Pair { places: (there, at), values, moved: differ.then(reason) });
        }
        let left = old.iter().filter(|at| !taken.contains(at));
        pairs.rest[0] = left.map(|at| (*at, value(from, *at))).collect();
        pairs
    }

    /// The values of the questions of a year's framework, by place, in a state between the years.
    fn leaves(
        &self,
        year: &Scored<'_>,
        version: bool,
        counting: bool,
        is_new: impl Fn(Option<ReasonOfChange>) -> bool,
    ) -> Vec<Option<f64>> {
        let mut values = vec![None; year.framework.nodes().len()];
        for (at, value) in &self.rest[usize::from(version)] {
            values[*at] = *value;
        }
        for pair in &self.joined {
            let (old, new) = pair.values;
            let counts = if counting { new.is_some() } else { old.is_some() };
            let value = match pair.moved {
                Some(reason) if is_new(reason) => new,
                Some(_) => old,
                None => old.or(new),
            };
            let at = if version { pair.places.1 } else { pair.places.0 };
            values[at] = value.filter(|_| counts);
        }
        values
    }
}

/// The value of a node from the values of the questions below it.
fn rolled(
    framework: &Framework,
    top: usize,
    foreign: Option<&Rules>,
    mut values: Vec<Option<f64>>,
) -> Option<f64> {
    let nodes = framework.nodes();
    let depth = nodes[top].depth;
    let below = nodes[top + 1..].iter().take_while(|node| node.depth > depth).count();
    // Children stand behind their parent, so the walk from the back meets them first.
    for at in (top..=top + below).rev() {
        if let Some(group) = nodes[at].group() {
            values[at] = combine_by(framework, at, group, foreign, &values);
        }
    }
    values[top]
}

/// The rules of `other` for the nodes of `framework`, where both have them on one scale.
fn rules_for(
    framework: &Framework,
    other: &Framework,
    counterpart: impl Fn(usize) -> Option<usize>,
) -> Rules {
    let mut rules = Rules::own(framework);
    for (at, node) in framework.nodes().iter().enumerate() {
        let Some(there) = counterpart(at).map(|there| other.node(there)) else { continue };
        if node.question().is_some() == there.question().is_some() {
            rules.weights[at] = there.weight;
        }
        if let (Some(_), Some(question)) = (node.question(), there.question()) {
            rules.critical[at] = question.critical;
        }
        if let Some(group) = there.group().filter(|_| node.group().is_some())
            && framework.scale(node).same_numbers(other.scale(there))
        {
            rules.groups[at] = Some(group.clone());
        }
    }
    rules
}

/// The counterparts of the older framework's nodes in the newer one.
fn backwards(comparison: &Comparison, from: &Framework, to: &Framework) -> Vec<Option<usize>> {
    let mut back = vec![None; from.nodes().len()];
    for at in 0..to.nodes().len() {
        if let Some(there) = comparison.counterpart(at) {
            back[there].get_or_insert(at);
        }
    }
    back
}

#[cfg(test)]
mod tests;
