//! Whether a change between two years is more than the doubt about both of them.

use super::interval::Interval;
use super::model::Model;
use super::{GoOn, Settings, sample};
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::years::{mostly_of_answers, parts};

/// A change of a node's score between two years, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The node's place in the newer framework.
    pub place: usize,
    /// The change in points of percent of the scale.
    pub change: f64,
    /// What questions that both years answer did to it; the rest comes from others that count.
    pub answers: f64,
    /// Where it lies in 90 of 100 draws.
    pub interval: Interval,
    /// The share of the draws in which it goes up, those in which nothing moves counting half.
    pub up: f64,
}

/// What there is to say of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// At least 95 of 100 draws go the same way, and answers make at least half of it.
    Real,
    /// As many draws go the same way, but most of it comes from questions that are answered or apply
    /// in one of the years alone: leaving a question open moves a score, and nothing else.
    OtherQuestions,
    /// The draws do not agree.
    Doubt,
    /// Nothing changed.
    Nothing,
}

impl Change {
    /// What there is to say of it. Both shares are this project's proposal.
    pub fn verdict(&self) -> Verdict {
        let ways = (self.change > 0.0 && self.up >= 0.95) || (self.change < 0.0 && self.up <= 0.05);
        if self.change.abs() < TINY {
            Verdict::Nothing
        } else if !ways {
            Verdict::Doubt
        } else if !mostly_of_answers(self.change, self.answers) {
            Verdict::OtherQuestions
        } else {
            Verdict::Real
        }
    }
}

/// Differences below this come from binary fractions, not from people.
const TINY: f64 = 1e-9;

/// A node's places in the newer and the older framework, with its change and what answers did to it.
type Pair = (usize, usize, (f64, f64));

/// The changes of some nodes of the newer year, where both years have a finding and the two versions
/// mean the same; `None` when `go_on` said no.
///
/// Both years share weights and rule in each draw. Their answers are drawn apart, as if a group that
/// misjudged one year did not misjudge the other in the same way: so the doubt about a change is
/// rather over- than understated.
pub fn changes<'a>(
    (older, newer): (Scored<'a>, Scored<'a>),
    places: &[usize],
    comparisons: &mut Comparisons<'a>,
    settings: &Settings,
    go_on: GoOn<'_>,
) -> Option<Vec<Change>> {
    let comparison = comparisons.between(older.framework, newer.framework);
    let same = |at: &&usize| comparison.of(**at) == Comparability::Same;
    let both = |at: &usize| {
        let before = comparison.counterpart(*at)?;
        let change = newer.percent(*at)? - older.percent(before)?;
        let answers = parts(&older, &newer, comparison, *at)?.answers();
        Some((*at, before, (change, answers)))
    };
    let pairs: Vec<Pair> = places.iter().filter(same).filter_map(both).collect();
    let draws = |scored: Scored<'_>, places: &[usize]| {
        let framework = scored.framework;
        let percent = |at: usize, value: f64| framework.scale(framework.node(at)).percent(value);
        sample(&Model::new(scored, settings), places, settings, percent, go_on)
    };
    let before = draws(older, &pairs.iter().map(|p| p.1).collect::<Vec<_>>())?;
    let after = draws(newer, &pairs.iter().map(|p| p.0).collect::<Vec<_>>())?;
    let of = |((place, _, (change, answers)), (before, after)): (&Pair, (&_, &_))| {
        let (before, after): (&Option<Vec<f64>>, &Option<Vec<f64>>) = (before, after);
        let (before, after) = before.as_ref().zip(after.as_ref())?;
        let drawn: Vec<f64> =
            after.iter().zip(before).map(|(after, before)| after - before).collect();
        let interval = Interval::of(&drawn)?;
        let up = share_above(&drawn, 0.0);
        Some(Change { place: *place, change: *change, answers: *answers, interval, up })
    };
    Some(pairs.iter().zip(before.iter().zip(&after)).filter_map(of).collect())
}

/// The share of some values that lie above another, those that tie (up to what binary fractions
/// leave) counting half.
pub(super) fn share_above(values: &[f64], other: f64) -> f64 {
    let above: f64 = values.iter().map(|value| above(*value, other)).sum();
    above / u32::try_from(values.len()).map_or(f64::MAX, f64::from)
}

/// 1 where a value lies above another, 0 where it lies below, a half where they tie.
pub(super) fn above(value: f64, other: f64) -> f64 {
    match value - other {
        difference if difference > TINY => 1.0,
        difference if difference < -TINY => 0.0,
        _ => 0.5,
    }
}
