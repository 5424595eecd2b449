//! What many draws of a number come to.

use crate::analysis::spread::{position, quantile};

/// The shares of the draws that an interval names.
pub const SHARES: [f64; 3] = [0.05, 0.5, 0.95];

/// Batches of draws from which the error of an interval is estimated.
const BATCHES: usize = 20;

/// The values below which 5, 50 and 95 of 100 draws lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// 5 of 100 lie below.
    pub low: f64,
    /// The median.
    pub middle: f64,
    /// 95 of 100 lie below.
    pub high: f64,
    /// The standard error of the less certain end, from the means of 20 batches of draws
    /// (Conway, "Some Tactical Problems in Digital Simulation", Management Science 10, 1963): how
    /// far another seed may move it. `None` of fewer than 200 draws.
    pub error: Option<f64>,
}

impl Interval {
    /// The interval of some draws, in the order in which they were drawn; `None` of nothing.
    pub fn of(draws: &[f64]) -> Option<Self> {
        let [low, middle, high] = quantiles(draws)?;
        Some(Self { low, middle, high, error: error(draws) })
    }

    /// The interval of some ranks, none of them beyond `most`, without its error; `None` of nothing.
    pub fn of_ranks(draws: &[u32], most: usize) -> Option<Self> {
        let mut counts = vec![0_usize; most + 1];
        for rank in draws {
            *counts.get_mut(*rank as usize)? += 1;
        }
        let rank_at = |place: usize| -> Option<f64> {
            let mut seen = 0;
            let rank = counts.iter().position(|count| {
                seen += count;
                seen > place
            });
            u32::try_from(rank?).ok().map(f64::from)
        };
        let end = |share| {
            let (at, beyond) = position(draws.len(), share)?;
            let value = rank_at(at)?;
            Some(rank_at(at + 1).map_or(value, |next| value + beyond * (next - value)))
        };
        let [low, middle, high] = SHARES.map(end);
        Some(Self { low: low?, middle: middle?, high: high?, error: None })
    }

    /// How far it reaches.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

fn quantiles(draws: &[f64]) -> Option<[f64; 3]> {
    let mut values = draws.to_vec();
    // Only the places that are asked for are put in order: less work than sorting all of them.
    let mut done = 0;
    for share in SHARES {
        let (at, _) = position(values.len(), share)?;
        for place in at..(at + 2).min(values.len()) {
            if place >= done {
                values[done..].select_nth_unstable_by(place - done, f64::total_cmp);
                done = place + 1;
            }
        }
    }
    let [low, middle, high] = SHARES.map(|share| quantile(&values, share));
    Some([low?, middle?, high?])
}

fn error(draws: &[f64]) -> Option<f64> {
    let length = draws.len() / BATCHES;
    if length < 10 {
        return None;
    }
    let ends: Vec<[f64; 3]> =
        draws.chunks_exact(length).take(BATCHES).filter_map(quantiles).collect();
    let batches = 20.0;
    let of = |end: usize| {
        let mean = ends.iter().map(|q| q[end]).sum::<f64>() / batches;
        let square: f64 = ends.iter().map(|q| (q[end] - mean) * (q[end] - mean)).sum();
        (square / (batches - 1.0) / batches).sqrt()
    };
    Some(of(0).max(of(2)))
}

#[cfg(test)]
mod tests {
    use super::super::stream::Stream;
    use super::Interval;

    /// Of numbers from 0 to 1 the ends are 0.05 and 0.95, and their error is that of theory:
    /// the root of 0.05 x 0.95 / n.
    #[test]
    fn an_interval_and_its_error_are_those_of_theory() {
        let mut draws = vec![0.0; 20_000];
        Stream::new("interval").fill(3, 0, &mut draws);
        let found = Interval::of(&draws).unwrap();
        let error = (0.05 * 0.95 / 20_000.0_f64).sqrt();
        assert!((found.low - 0.05).abs() < 4.0 * error, "{found:?}");
        assert!((found.high - 0.95).abs() < 4.0 * error, "{found:?}");
        assert!((found.middle - 0.5).abs() < 0.02, "{found:?}");
        let ratio = found.error.unwrap() / error;
        assert!((0.5..2.0).contains(&ratio), "{ratio}");
        assert_eq!(Interval::of(&[]), None);
        // Counted or put in order, ranks have the same ends.
        let ranks: Vec<u32> =
            draws.iter().map(|u| if *u < 0.3 { 1 } else { 1 + u.to_bits() as u32 % 5 }).collect();
        for count in [1, 2, 7, 100, 20_000] {
            let values: Vec<f64> = ranks[..count].iter().copied().map(f64::from).collect();
            let (one, other) =
                (Interval::of(&values).unwrap(), Interval::of_ranks(&ranks[..count], 5).unwrap());
            assert_eq!([one.low, one.middle, one.high], [other.low, other.middle, other.high]);
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            assert_eq!(crate::analysis::spread::quantile(&sorted, 0.05), Some(one.low));
        }
        assert_eq!(Interval::of(&[2.0]).unwrap().error, None);
    }
}
