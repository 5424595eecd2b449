//! Putting columns of different units on one range.

use crate::analysis::rank::exact_ranks;
use crate::domain::Indicator;

/// How a column is put on the common range from `low` to `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normalisation {
    /// Not at all; the sign of a falling indicator is turned.
    None,
    /// `low + (x - min) / (max - min) x (high - low)`.
    #[default]
    MinMax,
    /// The same between the indicator's goalposts instead of the extremes; what lies beyond them
    /// counts as they do.
    Goalposts,
    /// `(x - mean) / standard deviation`, the latter with n - 1; not on the range.
    ZScore,
    /// 1 for the worst and so on upwards; values that tie share the lower place. Not on the range.
    Rank,
    /// `low + (rank - 1) / (n - 1) x (high - low)`.
    PercentileRank,
    /// `x / best x high`, of a falling indicator `best / x x high`; only values above 0 have one.
    DistanceToBest,
}

impl Normalisation {
    /// All of them with their names on the command line.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::None, "none"),
        (Self::MinMax, "min-max"),
        (Self::Goalposts, "goalposts"),
        (Self::ZScore, "z-score"),
        (Self::Rank, "rank"),
        (Self::PercentileRank, "percentile-rank"),
        (Self::DistanceToBest, "distance-to-best"),
    ];
}

/// Normalises one column so that more is better. Definitions as in the OECD and JRC "Handbook on
/// Constructing Composite Indicators" (2008), section 5, and in COINr.
///
/// # Errors
/// A sentence that says what keeps the column from being normalised.
pub fn normalise(
    values: &[Option<f64>],
    indicator: &Indicator,
    how: Normalisation,
    (low, high): (f64, f64),
) -> Result<Vec<Option<f64>>, String> {
    let sign = if indicator.falling { -1.0 } else { 1.0 };
    let present: Vec<f64> = values.iter().flatten().map(|x| x * sign).collect();
    let each = |f: &dyn Fn(f64) -> f64| values.iter().map(|v| v.map(|x| f(x * sign))).collect();
    let Some(worst) = present.iter().copied().reduce(f64::min) else {
        return Ok(values.to_vec());
    };
    let best = present.iter().copied().fold(worst, f64::max);
    let count = u32::try_from(present.len()).map_or(f64::MAX, f64::from);
    let differ = || match best > worst {
        true => Ok(()),
        false => Err("all of its values are the same".to_owned()),
    };
    Ok(match how {
        Normalisation::None => each(&|x| x),
        Normalisation::MinMax => {
            differ()?;
            each(&|x| (x - worst) / (best - worst) * (high - low) + low)
        }
        Normalisation::Goalposts => {
            let Some((first, last)) = indicator.goalposts else {
                return Err("it has no goalposts (columns lower and upper)".into());
            };
            let (first, last) = if indicator.falling { (-last, -first) } else { (first, last) };
            each(&|x| ((x - first) / (last - first)).clamp(0.0, 1.0) * (high - low) + low)
        }
        Normalisation::ZScore => {
            differ()?;
            let mean = present.iter().sum::<f64>() / count;
            let square: f64 = present.iter().map(|x| (x - mean) * (x - mean)).sum();
            let deviation = (square / (count - 1.0)).sqrt();
            each(&|x| (x - mean) / deviation)
        }
        Normalisation::Rank => from_below(values, sign),
        Normalisation::PercentileRank => {
            differ()?;
            let share = |rank: f64| (rank - 1.0) / (count - 1.0);
            let ranks = from_below(values, sign);
            ranks.into_iter().map(|r| r.map(|r| share(r) * (high - low) + low)).collect()
        }
        Normalisation::DistanceToBest => {
            if values.iter().flatten().any(|x| *x <= 0.0) {
                return Err("it has values that are not above 0".into());
            }
            let best = best * sign;
            match indicator.falling {
                true => values.iter().map(|v| v.map(|x| best / x * high)).collect(),
                false => values.iter().map(|v| v.map(|x| x / best * high)).collect(),
            }
        }
    })
}

/// Ranks from the worst, which is 1.
fn from_below(values: &[Option<f64>], sign: f64) -> Vec<Option<f64>> {
    let turned: Vec<Option<f64>> = values.iter().map(|v| v.map(|x| -x * sign)).collect();
    exact_ranks(&turned).into_iter().map(|rank| rank.map(f64::from)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Normalisation, normalise};
    use crate::domain::Indicator;

    fn run(how: Normalisation, falling: bool) -> Vec<Option<f64>> {
        let values = [Some(2.0), None, Some(4.0), Some(10.0), Some(4.0)];
        let indicator = Indicator { falling, goalposts: Some((3.0, 7.0)), ..Indicator::default() };
        normalise(&values, &indicator, how, (0.0, 100.0)).unwrap()
    }

    #[test]
    fn each_way_in_both_directions() {
        let s = Some;
        for (how, rising, falling) in [
            (Normalisation::None, [2.0, 4.0, 10.0, 4.0], [-2.0, -4.0, -10.0, -4.0]),
            (Normalisation::MinMax, [0.0, 25.0, 100.0, 25.0], [100.0, 75.0, 0.0, 75.0]),
            (Normalisation::Goalposts, [0.0, 25.0, 100.0, 25.0], [100.0, 75.0, 0.0, 75.0]),
            (Normalisation::Rank, [1.0, 2.0, 4.0, 2.0], [4.0, 2.0, 1.0, 2.0]),
            (
                Normalisation::PercentileRank,
                [0.0, 100.0 / 3.0, 100.0, 100.0 / 3.0],
                [100.0, 100.0 / 3.0, 0.0, 100.0 / 3.0],
            ),
            (Normalisation::DistanceToBest, [20.0, 40.0, 100.0, 40.0], [100.0, 50.0, 20.0, 50.0]),
        ] {
            let with_gap = |v: [f64; 4]| [s(v[0]), None, s(v[1]), s(v[2]), s(v[3])];
            for (found, expected) in [(run(how, false), rising), (run(how, true), falling)] {
                for (found, expected) in found.iter().zip(with_gap(expected)) {
                    let same = found.zip(expected).is_some_and(|(a, b)| (a - b).abs() < 1e-12);
                    assert!(same || found.is_none() && expected.is_none(), "{how:?} {found:?}");
                }
            }
        }
        // R: scale(c(2, 4, 10, 4)) gives -0.8660254 -0.2886751 1.4433757 -0.2886751.
        let z = run(Normalisation::ZScore, false);
        assert!((z[0].unwrap() + 0.866_025_403_784_438_6).abs() < 1e-12, "{z:?}");
    }

    #[test]
    fn a_column_that_cannot_be_normalised_says_why() {
        let rising = Indicator::default();
        let same = [Some(3.0), Some(3.0)];
        for how in [Normalisation::MinMax, Normalisation::ZScore, Normalisation::PercentileRank] {
            assert!(normalise(&same, &rising, how, (0.0, 1.0)).unwrap_err().contains("same"));
        }
        let posts = normalise(&same, &rising, Normalisation::Goalposts, (0.0, 1.0));
        assert!(posts.unwrap_err().contains("goalposts"));
        let zero = [Some(0.0), Some(3.0)];
        let distance = normalise(&zero, &rising, Normalisation::DistanceToBest, (0.0, 1.0));
        assert!(distance.unwrap_err().contains("above 0"));
    }

    proptest! {
        /// Whatever the way, a better value never gets less than a worse one.
        #[test]
        fn no_way_turns_the_order_round(
            values in proptest::collection::vec(0.1..100.0_f64, 2..20),
            falling in proptest::bool::ANY,
        ) {
            let indicator = Indicator { falling, goalposts: Some((20.0, 60.0)), ..Indicator::default() };
            let column: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            for (how, _) in Normalisation::ALL {
                let Ok(out) = normalise(&column, &indicator, how, (1.0, 100.0)) else { continue };
                for (a, x) in values.iter().zip(&out) {
                    for (b, y) in values.iter().zip(&out) {
                        let better = if falling { a < b } else { a > b };
                        prop_assert!(!better || x.unwrap() >= y.unwrap() - 1e-9, "{how:?}");
                    }
                }
            }
        }
    }
}
