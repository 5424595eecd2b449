//! The ranked list of what to change first.
//!
//! `P = (target - level) / (highest - lowest) x (2 x impact + equity) / 15 x effectiveness / 5`,
//! with the level that counts, so that P runs from 0 to 1. The formula is this project's own; the
//! second ranking beside it is Hanlon's basic priority rating, and a place that holds in both is
//! worth more than one that holds in one.

use std::collections::HashSet;

use crate::analysis::Scored;
use crate::analysis::rank::competition_ranks;
use crate::analysis::reading::Reading;
use crate::domain::{Gate, Id, Node, Priority, Question};

mod formula;

pub use formula::{Class, Factors, Rating, Ratings, Shortfall, class, hanlon};

/// What to change first, and what nobody can rank yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Priorities<'a> {
    /// What the group wrote, ranked by P, then what the scores suggest, ranked by P; those with a
    /// closed gate at the end without a rank.
    pub items: Vec<Item<'a>>,
    /// Questions without a level, in the framework's order.
    pub not_assessed: Vec<NotAssessed<'a>>,
}

/// One thing to change.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'a> {
    /// Its rank by P, behind everything that the group wrote if it did not write this one; items
    /// that tie share the best place. `None` where a gate is closed.
    pub rank: Option<u32>,
    /// The place of its question.
    pub place: usize,
    /// What the group wrote; `None` for an item that was derived from the scores.
    pub written: Option<&'a Priority>,
    /// The answer, with the claimed level beside the one that counts.
    pub reading: Reading,
    /// The level that counts, the target and the scale, as numbers that count.
    pub shortfall: Shortfall,
    /// The ratings, and which of them are assumed.
    pub ratings: Ratings,
    /// The three multipliers of P.
    pub factors: Factors,
    /// The priority, 0 to 1.
    pub p: f64,
    /// The gates that somebody answered with no.
    pub closed_gates: Vec<Gate>,
    /// Quick win, strategic, or park.
    pub class: Class,
    /// Whether it would gain from exchange with other countries.
    pub exchange: bool,
    /// Why it stands where it stands.
    pub reasons: Vec<Reason>,
    /// Hanlon's rating, 0 to 100.
    pub hanlon: f64,
    /// Its rank by Hanlon's rating; `None` where a gate is closed.
    pub hanlon_rank: Option<u32>,
    /// Whether it is in the upper half of both rankings, among what the group wrote or among what
    /// the scores suggest.
    pub survives: bool,
}

/// A question that has no level to start from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotAssessed<'a> {
    /// The place of the question.
    pub place: usize,
    /// What the group wrote, if it did.
    pub written: Option<&'a Priority>,
    /// Open, carried over, or not applicable.
    pub reading: Reading,
}

/// Why an item stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The question is critical: it caps its component.
    Critical,
    /// The question belongs to the core set.
    Core,
    /// The level that counts is the lowest.
    LowestLevel,
    /// Nobody knows the level; it counts as the lowest.
    NotKnown,
    /// The evidence supports less than the group claims.
    EvidenceTooWeak,
    /// The group rates the impact 4 or more.
    HighImpact,
    /// The group rates the gain for children who are left out 4 or more.
    ReachesLeftOut,
    /// The group rates the action's chance to work 4 or more.
    LikelyToWork,
    /// The target is reached already.
    TargetReached,
    /// A gate is closed.
    GateClosed(Gate),
    /// At least one rating is assumed.
    Assumed,
}

/// The ranked list of one assessment.
///
/// What the group wrote is ranked with its ratings. A core or critical question below its highest
/// level about which the group wrote nothing is added with assumed ratings (see
/// [`Ratings::assumed`]); in a framework that marks no question, every question is. Without a level
/// nothing is ranked: see [`Priorities::not_assessed`].
pub fn priorities<'a>(scored: Scored<'a>) -> Priorities<'a> {
    let mut list = Priorities::default();
    let framework = scored.framework;
    let mut about: HashSet<&Id> = HashSet::new();
    for priority in &scored.assessment.priorities {
        about.insert(&priority.question);
        let Some(place) = framework.find(priority.question.as_str()) else { continue };
        if let Some(question) = framework.node(place).question() {
            list.add(scored, place, question, Some(priority));
        }
    }
    let marks = framework.questions().any(|(_, _, q)| q.core || q.critical);
    for (place, node, question) in framework.questions() {
        let wanted = question.core || question.critical || !marks;
        if wanted && !about.contains(&node.id) && needs_change(scored, place, node) {
            list.add(scored, place, question, None);
        }
    }
    list.rank(scored);
    list.not_assessed.sort_by_key(|n| n.place);
    list
}

/// Whether a question that nobody wrote about is below its highest level, or waits for an answer.
fn needs_change(scored: Scored<'_>, place: usize, node: &Node) -> bool {
    let scale = scored.framework.scale(node);
    match Reading::of(scored.framework, scored.assessment, node) {
        Reading::NotApplicable => false,
        _ => scored.scores.at(place).value.is_none_or(|value| value < scale.best()),
    }
}

impl<'a> Priorities<'a> {
    fn add(
        &mut self,
        scored: Scored<'a>,
        place: usize,
        question: &Question,
        written: Option<&'a Priority>,
    ) {
        let node = scored.framework.node(place);
        let scale = scored.framework.scale(node);
        let reading = Reading::of(scored.framework, scored.assessment, node);
        let Some(level) = reading.value(scale) else {
            self.not_assessed.push(NotAssessed { place, written, reading });
            return;
        };
        let target = written.and_then(|p| p.target).and_then(|target| scale.value_of(target));
        let shortfall = Shortfall {
            level,
            target: target.unwrap_or(scale.best()),
            lowest: scale.lowest(),
            highest: scale.highest(),
        };
        let ratings = written.map_or_else(|| Ratings::assumed(question), Ratings::of);
        let factors = Factors::of(shortfall, &ratings);
        let p = factors.product();
        let closed_gates: Vec<Gate> = written.map_or_else(Vec::new, |p| p.closed_gates().collect());
        let class =
            if closed_gates.is_empty() { class(p, ratings.feasibility) } else { Class::Park };
        let mut item = Item {
            rank: None,
            place,
            written,
            reading,
            shortfall,
            ratings,
            factors,
            p,
            closed_gates,
            class,
            exchange: written.is_some_and(|p| p.exchange),
            reasons: Vec::new(),
            hanlon: factors.hanlon(),
            hanlon_rank: None,
            survives: false,
        };
        item.reasons = reasons(&item, question, level <= scale.worst());
        self.items.push(item);
    }

    /// Ranks by P and by Hanlon's rating: first what the group wrote, then what the scores suggest,
    /// because a rating that somebody gave and one that is assumed do not compare. Where P ties,
    /// critical questions come before core ones before the rest, then the framework's order
    /// decides.
    fn rank(&mut self, scored: Scored<'_>) {
        let mut before = 0;
        for written in [true, false] {
            let chosen =
                |item: &Item<'_>| item.written.is_some() == written && item.closed_gates.is_empty();
            let by = |of: fn(&Item<'_>) -> f64| -> Vec<Option<f64>> {
                self.items.iter().map(|item| chosen(item).then(|| of(item))).collect()
            };
            let (by_p, by_hanlon) = (by(|item| item.p), by(|item| item.hanlon));
            let ranked = u32::try_from(by_p.iter().flatten().count()).unwrap_or(u32::MAX);
            let ranks = competition_ranks(&by_p).into_iter().zip(competition_ranks(&by_hanlon));
            for (item, ranks) in self.items.iter_mut().zip(ranks) {
                let (Some(rank), Some(hanlon)) = ranks else { continue };
                item.rank = Some(before + rank);
                item.hanlon_rank = Some(before + hanlon);
                item.survives = rank.max(hanlon) <= ranked.div_ceil(2);
            }
            before += ranked;
        }
        let question = |i: &Item<'_>| scored.framework.node(i.place).question();
        let marks = |i: &Item<'_>| question(i).map_or((true, true), |q| (!q.critical, !q.core));
        self.items.sort_by(|a, b| {
            let gated = |i: &Item<'_>| (i.rank.is_none(), i.rank);
            let place = |i: &Item<'_>| (marks(i), i.place);
            // P decides only among those with a closed gate, which have no rank.
            let unranked =
                if a.rank.is_none() { b.p.total_cmp(&a.p) } else { std::cmp::Ordering::Equal };
            gated(a).cmp(&gated(b)).then(unranked).then(place(a).cmp(&place(b)))
        });
    }
}

fn reasons(item: &Item<'_>, question: &Question, lowest: bool) -> Vec<Reason> {
    let weak = matches!(
        item.reading,
        Reading::Scored { claimed, supported, .. } if supported < claimed
    );
    let high = |rating: Rating| !rating.assumed && rating.value >= formula::HIGH;
    let unknown = item.reading == Reading::Unknown;
    let reasons = [
        (question.critical, Reason::Critical),
        (question.core, Reason::Core),
        (unknown, Reason::NotKnown),
        (lowest && !unknown, Reason::LowestLevel),
        (weak, Reason::EvidenceTooWeak),
        (high(item.ratings.impact), Reason::HighImpact),
        (high(item.ratings.equity), Reason::ReachesLeftOut),
        (high(item.ratings.effectiveness), Reason::LikelyToWork),
        (item.shortfall.share() <= 0.0, Reason::TargetReached),
        (item.ratings.any_assumed(), Reason::Assumed),
    ];
    let gates = item.closed_gates.iter().map(|gate| Reason::GateClosed(*gate));
    reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).chain(gates).collect()
}

#[cfg(test)]
mod tests;
