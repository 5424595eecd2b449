//! Whether a change between two years is more than the doubt about both of them.

use super::interval::Interval;
use super::model::Model;
use super::{GoOn, Settings, sample};
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};

/// A change of a node's score between two years, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The node's place in the newer framework.
    pub place: usize,
    /// The change in percent of the scale.
    pub change: f64,
    /// Where it lies in 90 of 100 draws.
    pub interval: Interval,
    /// The share of the draws in which it goes up, those in which nothing moves counting half.
    pub up: f64,
}

impl Change {
    /// Whether the change is real: at least 95 of 100 draws go the same way (the share: this
    /// project's proposal).
    pub fn is_real(&self) -> bool {
        (self.change > 0.0 && self.up >= 0.95) || (self.change < 0.0 && self.up <= 0.05)
    }
}

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
        Some((*at, before, change))
    };
    let pairs: Vec<(usize, usize, f64)> = places.iter().filter(same).filter_map(both).collect();
    let draws = |scored: Scored<'_>, places: &[usize]| {
        let framework = scored.framework;
        let percent = |at: usize, value: f64| framework.scale(framework.node(at)).percent(value);
        sample(&Model::new(scored, settings), places, settings, percent, go_on)
    };
    let before = draws(older, &pairs.iter().map(|p| p.1).collect::<Vec<_>>())?;
    let after = draws(newer, &pairs.iter().map(|p| p.0).collect::<Vec<_>>())?;
    let of = |((place, _, change), (before, after)): (&(usize, usize, f64), (&_, &_))| {
        let (before, after): (&Option<Vec<f64>>, &Option<Vec<f64>>) = (before, after);
        let (before, after) = before.as_ref().zip(after.as_ref())?;
        let drawn: Vec<f64> =
            after.iter().zip(before).map(|(after, before)| after - before).collect();
        let interval = Interval::of(&drawn)?;
        Some(Change { place: *place, change: *change, interval, up: share_above(&drawn, 0.0) })
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
        difference if difference > 1e-9 => 1.0,
        difference if difference < -1e-9 => 0.0,
        _ => 0.5,
    }
}
