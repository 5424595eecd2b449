//! Other weights for the same ratings, and what they do to the ranks.

use super::{Factors, Ratings};
use crate::analysis::rank::competition_ranks;

/// Weights of impact and equity in the benefit; the formula of P takes 2 and 1.
const SHARES: [(f64, f64); 5] = [(1.0, 0.0), (3.0, 1.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0)];

/// What becomes of one of the three factors: it counts as it is, twice, or half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Emphasis {
    Plain,
    /// Squared: counts twice in a product.
    Twice,
    /// The square root: counts half in a product.
    Half,
}

/// Which factor has which emphasis: none, or one of the three twice or half.
const EMPHASES: [[Emphasis; 3]; 7] = {
    use Emphasis::{Half, Plain, Twice};
    [
        [Plain, Plain, Plain],
        [Twice, Plain, Plain],
        [Plain, Twice, Plain],
        [Plain, Plain, Twice],
        [Half, Plain, Plain],
        [Plain, Half, Plain],
        [Plain, Plain, Half],
    ]
};

/// How many rankings an item is looked at in: every weighting of P, and Hanlon's rating.
pub const RANKINGS: u32 = 36;

/// The ranks of one item over all rankings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RankInterval {
    /// The best rank.
    pub best: u32,
    /// The worst rank.
    pub worst: u32,
    /// In how many rankings it is in the upper half.
    pub upper_half: u32,
}

impl RankInterval {
    /// Whether the rank is the same in every ranking.
    pub fn survives(&self) -> bool {
        self.best == self.worst
    }

    /// Whether it is in the upper half of every ranking, if not at one place.
    pub fn stays_up(&self) -> bool {
        self.upper_half == RANKINGS
    }
}

/// The intervals of items that are ranked against each other, each with its ratings and factors.
pub(super) fn intervals(items: &[(&Ratings, Factors)]) -> Vec<RankInterval> {
    let half = u32::try_from(items.len()).unwrap_or(u32::MAX).div_ceil(2);
    let mut all = vec![RankInterval { best: u32::MAX, ..RankInterval::default() }; items.len()];
    let mut take = |values: Vec<Option<f64>>| {
        for (interval, rank) in all.iter_mut().zip(competition_ranks(&values)) {
            let Some(rank) = rank else { continue };
            interval.best = interval.best.min(rank);
            interval.worst = interval.worst.max(rank);
            interval.upper_half += u32::from(rank <= half);
        }
    };
    for shares in SHARES {
        for emphases in EMPHASES {
            let value = |(ratings, factors): &(&Ratings, Factors)| {
                Some(weighted(ratings, *factors, shares, emphases))
            };
            take(items.iter().map(value).collect());
        }
    }
    take(items.iter().map(|(_, factors)| Some(factors.hanlon())).collect());
    all
}

fn weighted(
    ratings: &Ratings,
    factors: Factors,
    (impact, equity): (f64, f64),
    emphases: [Emphasis; 3],
) -> f64 {
    let benefit =
        (impact * ratings.impact.value + equity * ratings.equity.value) / (5.0 * (impact + equity));
    let parts = [factors.shortfall, benefit, factors.effectiveness];
    parts.iter().zip(emphases).map(|(part, emphasis)| emphasis.of(*part)).product()
}

impl Emphasis {
    fn of(self, factor: f64) -> f64 {
        match self {
            Self::Plain => factor,
            Self::Twice => factor * factor,
            Self::Half => factor.sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_p_are_among_them_and_all_are_counted() {
        let count = SHARES.len() * EMPHASES.len() + 1;
        assert_eq!(u32::try_from(count), Ok(RANKINGS));
        let rating = |value| super::super::Rating { value, assumed: false };
        let ratings = Ratings {
            impact: rating(4.0),
            equity: rating(2.0),
            effectiveness: rating(3.0),
            feasibility: rating(3.0),
            raised: 0.0,
        };
        let factors = Factors { shortfall: 0.5, benefit: 10.0 / 15.0, effectiveness: 0.6 };
        let plain = weighted(&ratings, factors, (2.0, 1.0), EMPHASES[0]);
        assert!((plain - factors.product()).abs() < 1e-12);
        let twice = weighted(&ratings, factors, (1.0, 0.0), EMPHASES[1]);
        assert!((twice - 0.25 * 0.8 * 0.6).abs() < 1e-12);
    }
}
