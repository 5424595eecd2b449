//! The ranked list of what to change first.
//!
//! `P = (target - level) / (highest - lowest) x (2 x impact + equity) / 15 x effectiveness / 5`,
//! with the level that counts, so that P runs from 0 to 1. The formula is this project's own; the
//! second ranking beside it is Hanlon's basic priority rating, and a place that holds in both is
//! worth more than one that holds in one. [`RankInterval`] goes through all rankings with other
//! weights.

use std::collections::HashSet;

use crate::analysis::Scored;
use crate::analysis::rank::competition_ranks;
use crate::analysis::reading::Reading;
use crate::domain::{Framework, Gate, Id, Node, Priority, Question, TreatyStatus};

mod formula;
mod weights;

pub use formula::{Class, EASY, Factors, Rating, Ratings, Shortfall, WORTHWHILE, class, hanlon};
use weights::intervals;
pub use weights::{RANKINGS, RankInterval};

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
    /// Where it stands: by P, behind everything that the group wrote if it did not write this one,
    /// or where the group moved it by hand; items that tie share the best place. `None` where a
    /// gate is closed.
    pub rank: Option<u32>,
    /// Its rank by P; another one than `rank` only where the group moved something by hand.
    pub rank_by_p: Option<u32>,
    /// Whether the group moved it by hand, with a reason.
    pub moved: bool,
    /// The best and the worst rank under other weights; `None` where a gate is closed.
    pub interval: Option<RankInterval>,
    /// The place of its question.
    pub place: usize,
    /// What the group wrote; `None` for an item that was derived from the scores.
    pub written: Option<&'a Priority>,
    /// The answer, with the claimed level beside the one that counts.
    pub reading: Reading,
    /// The number of the level to reach, as people write it: what the group wrote with the priority,
    /// else the question's target, else the highest.
    pub target: Option<f64>,
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
    /// Whether its rank is the same in every ranking, among what the group wrote or among what the
    /// scores suggest; false where a gate is closed.
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
    /// A treaty body recommended something about it and has had no answer.
    TreatyUnanswered,
    /// The group moved it by hand.
    Moved,
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
        let promised = scored.assessment.targets.iter().find(|t| t.id == node.id);
        let number = written.and_then(|p| p.target).or(promised.map(|target| target.level));
        let target = number.and_then(|target| scale.value_of(target));
        let shortfall = Shortfall {
            level,
            target: target.unwrap_or(scale.best()),
            lowest: scale.lowest(),
            highest: scale.highest(),
        };
        let ratings = written.map_or_else(|| Ratings::assumed(question), Ratings::of);
        let ratings = ratings.with_unanswered(unanswered(scored, place));
        let factors = Factors::of(shortfall, &ratings);
        let p = factors.product();
        let closed_gates: Vec<Gate> = written.map_or_else(Vec::new, |p| p.closed_gates().collect());
        let class =
            if closed_gates.is_empty() { class(p, ratings.feasibility) } else { Class::Park };
        let mut item = Item {
            rank: None,
            rank_by_p: None,
            moved: written.is_some_and(|p| p.moved_to().is_some()),
            interval: None,
            target: number,
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
            let parts = self.items.iter().filter(|item| chosen(item));
            let parts: Vec<_> = parts.map(|item| (&item.ratings, item.factors)).collect();
            let mut intervals = intervals(&parts).into_iter();
            for (item, ranks) in self.items.iter_mut().zip(ranks) {
                let (Some(rank), Some(hanlon)) = ranks else { continue };
                item.rank = Some(before + rank);
                item.rank_by_p = item.rank;
                item.hanlon_rank = Some(before + hanlon);
                item.interval = intervals.next().map(|interval| RankInterval {
                    best: before + interval.best,
                    worst: before + interval.worst,
                    ..interval
                });
                item.survives = item.interval.is_some_and(|interval| interval.survives());
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
        self.move_by_hand();
    }

    /// Puts what the group moved by hand where it wants it, among what the group wrote; the rest
    /// keeps its order around that. Of two that want one place the higher P goes first.
    fn move_by_hand(&mut self) {
        let count = self.items.iter().filter(|i| i.written.is_some() && i.rank.is_some()).count();
        let written: Vec<Item<'a>> = self.items.drain(..count).collect();
        if !written.iter().any(|item| item.moved) {
            self.items.splice(0..0, written);
            return;
        }
        let (mut moved, rest): (Vec<_>, Vec<_>) = written.into_iter().partition(|item| item.moved);
        let wanted =
            |item: &Item<'_>| item.written.and_then(Priority::moved_to).unwrap_or(f64::MAX);
        moved.sort_by(|a, b| wanted(a).total_cmp(&wanted(b)).then(a.rank.cmp(&b.rank)));
        let (mut moved, mut rest) = (moved.into_iter().peekable(), rest.into_iter().peekable());
        let mut order: Vec<Item<'a>> = Vec::with_capacity(count);
        for place in (1_u32..).take(count) {
            let due = moved.peek().is_some_and(|item| wanted(item) <= f64::from(place));
            let next = if due || rest.peek().is_none() { moved.next() } else { rest.next() };
            let Some(mut item) = next else { break };
            // Neighbours that tie by P still share their place.
            let tied = order.last().filter(|before| {
                !before.moved && !item.moved && before.rank_by_p == item.rank_by_p
            });
            item.rank = tied.map_or(Some(place), |before| before.rank);
            order.push(item);
        }
        self.items.splice(0..0, order);
    }
}

/// Whether a treaty body recommended something about a question, or about a group above it, and has
/// had no answer.
fn unanswered(scored: Scored<'_>, place: usize) -> bool {
    let framework = scored.framework;
    let mut above = std::iter::successors(Some(place), |at| framework.node(*at).parent);
    let open = |id: &Id| {
        let all = scored.assessment.treaty.iter();
        let mut open = all.filter(|one| one.status == TreatyStatus::Unanswered);
        open.any(|one| one.about.contains(id))
    };
    above.any(|at| at != Framework::ROOT && open(&framework.node(at).id))
}

fn reasons(item: &Item<'_>, question: &Question, lowest: bool) -> Vec<Reason> {
    let weak = matches!(
        item.reading,
        Reading::Scored { claimed, supported, .. } if supported < claimed
    );
    let rated = item.ratings.impact.value - item.ratings.raised;
    let impact = Rating { value: rated, ..item.ratings.impact };
    let high = |rating: Rating| !rating.assumed && rating.value >= formula::HIGH;
    let unknown = item.reading == Reading::Unknown;
    let reasons = [
        (question.critical, Reason::Critical),
        (question.core, Reason::Core),
        (unknown, Reason::NotKnown),
        (lowest && !unknown, Reason::LowestLevel),
        (weak, Reason::EvidenceTooWeak),
        (high(impact), Reason::HighImpact),
        (high(item.ratings.equity), Reason::ReachesLeftOut),
        (high(item.ratings.effectiveness), Reason::LikelyToWork),
        (item.ratings.raised > 0.0, Reason::TreatyUnanswered),
        (item.moved && item.closed_gates.is_empty(), Reason::Moved),
        (item.shortfall.share() <= 0.0, Reason::TargetReached),
        (item.ratings.any_assumed(), Reason::Assumed),
    ];
    let gates = item.closed_gates.iter().map(|gate| Reason::GateClosed(*gate));
    reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).chain(gates).collect()
}

#[cfg(test)]
mod tests;
