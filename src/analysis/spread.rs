//! How a set of values is spread.

use crate::analysis::numbers::weighted_mean;

/// How a set of values is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many values there are.
    pub count: usize,
    /// The lowest.
    pub lowest: f64,
    /// The first quartile.
    pub lower_quartile: f64,
    /// The median.
    pub median: f64,
    /// The third quartile.
    pub upper_quartile: f64,
    /// The highest.
    pub highest: f64,
    /// The arithmetic mean, every value with the same weight.
    pub mean: f64,
}

/// How `values` are spread, or `None` of nothing.
///
/// Quartiles are of type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The
/// American Statistician 50 (1996), as in R and in the `QUARTILE.INC` of spreadsheets: the value at
/// position `(n - 1) x q / 4` of the sorted values, counted from 0, with linear interpolation.
pub fn spread(values: impl IntoIterator<Item = f64>) -> Option<Spread> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let (lowest, highest) = sorted.first().copied().zip(sorted.last().copied())?;
    Some(Spread {
        count: sorted.len(),
        lowest,
        lower_quartile: quartile(&sorted, 1)?,
        median: quartile(&sorted, 2)?,
        upper_quartile: quartile(&sorted, 3)?,
        highest,
        mean: weighted_mean(sorted.iter().map(|v| (*v, 1.0)))?,
    })
}

/// The value below which the share `share` (0 to 1) of some sorted values lies, of the same type 7;
/// `None` of nothing.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let (at, beyond) = position(sorted.len(), share)?;
    let (value, next) = (*sorted.get(at)?, sorted.get(at + 1));
    Some(next.map_or(value, |next| value + beyond * (next - value)))
}

/// Where a quantile lies among so many sorted values: the place at or before it, from 0, and the
/// share of the way to the next; `None` of nothing.
pub fn position(length: usize, share: f64) -> Option<(usize, f64)> {
    let last = u32::try_from(length.checked_sub(1)?).ok()?;
    let position = f64::from(last) * share.clamp(0.0, 1.0);
    let low = position.floor();
    // Not beyond the last place, which is a u32.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to u32::MAX")]
    let at = low as usize;
    Some((at, position - low))
}

fn quartile(sorted: &[f64], quarter: usize) -> Option<f64> {
    let position = sorted.len().checked_sub(1)? * quarter;
    let low = *sorted.get(position / 4)?;
    let high = sorted.get(position / 4 + 1).copied().unwrap_or(low);
    let share = match position % 4 {
        0 => return Some(low),
        1 => 0.25,
        2 => 0.5,
        _ => 0.75,
    };
    Some(low + share * (high - low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{quantile, spread};

    #[test]
    fn quartiles_are_those_of_r_and_of_spreadsheets() {
        // R: quantile(c(1, 2, 4, 8)) gives 1.00 1.75 3.00 5.00 8.00.
        let s = spread([8.0, 1.0, 4.0, 2.0]).unwrap();
        let found = [s.lowest, s.lower_quartile, s.median, s.upper_quartile, s.highest, s.mean];
        assert_eq!(found, [1.0, 1.75, 3.0, 5.0, 8.0, 3.75]);
        assert_eq!(spread([5.0]).unwrap().upper_quartile.to_bits(), 5.0_f64.to_bits());
        assert_eq!(spread([]), None);
        // R: quantile(c(1, 2, 4, 8), c(0.05, 0.9)) gives 1.15 and 6.8.
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (share, expected) in [(0.0, 1.0), (0.05, 1.15), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
            assert!((quantile(&sorted, share).unwrap() - expected).abs() < 1e-12, "{share}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    proptest! {
        #[test]
        fn the_five_numbers_rise_and_hold_the_mean(
            values in proptest::collection::vec(-100.0..100.0_f64, 1..30),
        ) {
            let s = spread(values).unwrap();
            let five = [s.lowest, s.lower_quartile, s.median, s.upper_quartile, s.highest];
            prop_assert!(five.is_sorted());
            prop_assert!(s.lowest - 1e-9 <= s.mean && s.mean <= s.highest + 1e-9);
        }
    }
}
