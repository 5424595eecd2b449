//! Variance-based sensitivity indices from samples.
//!
//! Two samples A and B of all inputs, and for each factor A with the inputs of that factor from B.
//! First-order indices by the estimator of Saltelli et al., "Variance Based Sensitivity Analysis of
//! Model Output", Computer Physics Communications 181 (2010); total ones by that of Jansen, "Analysis
//! of Variance Designs for Model Output", Computer Physics Communications 117 (1999). Intervals are
//! percentiles of bootstrap replicates of the rows.

use rayon::prelude::*;

use crate::analysis::spread::quantile;
use crate::analysis::uncertainty::stream::Stream;

/// The results of a model for the two samples and their mixtures, all of one length.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// Of the first sample.
    pub a: Vec<f64>,
    /// Of the second one.
    pub b: Vec<f64>,
    /// For each factor, of the first one with this factor from the second.
    pub mixed: Vec<Vec<f64>>,
}

/// An estimate with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate; noise can take it a little below 0 or above 1.
    pub value: f64,
    /// 2.5 of 100 bootstrap replicates lie below.
    pub low: f64,
    /// 97.5 of 100 lie below.
    pub high: f64,
}

/// The indices of one factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// The share of the variance that goes when this factor is fixed, and that it causes alone.
    pub first: Estimate,
    /// The share that stays when everything else is fixed: with what it causes together with others.
    pub total: Estimate,
}

/// The indices of every factor, with so many bootstrap replicates; `None` where nothing varies or
/// there are fewer than two rows.
pub fn indices(runs: &Runs, replicates: u32, seed: u64) -> Option<Vec<Index>> {
    let rows: Vec<usize> = (0..runs.a.len()).collect();
    let whole = estimate(runs, &rows)?;
    let replicate = |number: u32| {
        let mut numbers = vec![0.0; rows.len()];
        Stream::new(&format!("bootstrap {number}")).fill(seed, 0, &mut numbers);
        let drawn: Vec<usize> = numbers.iter().map(|u| pick(*u, rows.len())).collect();
        estimate(runs, &drawn)
    };
    let drawn: Vec<Vec<(f64, f64)>> =
        (0..replicates).into_par_iter().filter_map(replicate).collect();
    let interval = |value: f64, mut values: Vec<f64>| {
        values.sort_unstable_by(f64::total_cmp);
        let end = |share| quantile(&values, share).unwrap_or(value);
        Estimate { value, low: end(0.025), high: end(0.975) }
    };
    let index = |(factor, (first, total)): (usize, (f64, f64))| Index {
        first: interval(first, drawn.iter().map(|all| all[factor].0).collect()),
        total: interval(total, drawn.iter().map(|all| all[factor].1).collect()),
    };
    Some(whole.into_iter().enumerate().map(index).collect())
}

/// First-order and total index of every factor from some rows.
fn estimate(runs: &Runs, rows: &[usize]) -> Option<Vec<(f64, f64)>> {
    if rows.len() < 2 {
        return None;
    }
    let count = u32::try_from(rows.len()).map_or(f64::MAX, f64::from);
    let of = |f: &dyn Fn(usize) -> f64| rows.iter().map(|row| f(*row)).sum::<f64>() / count;
    let mean = of(&|row| f64::midpoint(runs.a[row], runs.b[row]));
    let square = |x: f64| (x - mean) * (x - mean);
    let variance = of(&|row| f64::midpoint(square(runs.a[row]), square(runs.b[row])));
    if variance <= 1e-18 {
        return None;
    }
    let factor = |mixed: &Vec<f64>| {
        // The mean is taken off, which changes nothing but the noise.
        let first = of(&|row| (runs.b[row] - mean) * (mixed[row] - runs.a[row]));
        let total = of(&|row| (runs.a[row] - mixed[row]) * (runs.a[row] - mixed[row]));
        (first / variance, total / 2.0 / variance)
    };
    Some(runs.mixed.iter().map(factor).collect())
}

/// The place that a number from 0 to 1 falls on.
fn pick(u: f64, length: usize) -> usize {
    let all = u32::try_from(length).map_or(f64::MAX, f64::from);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the length")]
    let place = (u * all) as usize;
    place.min(length.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::{Runs, indices};
    use crate::analysis::uncertainty::stream::Stream;

    /// Ishigami and Homma's function of three numbers from -pi to pi, whose indices are known.
    fn ishigami(x: [f64; 3]) -> f64 {
        let s = libm::sin(x[1]);
        libm::sin(x[0]) + 7.0 * s * s + 0.1 * x[2] * x[2] * x[2] * x[2] * libm::sin(x[0])
    }

    fn runs(count: usize) -> Runs {
        let column = |name: &str| {
            let mut out = vec![0.0; count];
            Stream::new(name).fill(11, 0, &mut out);
            out.iter().map(|u| (2.0 * u - 1.0) * PI).collect::<Vec<f64>>()
        };
        let (a, b) = (["a0", "a1", "a2"].map(column), ["b0", "b1", "b2"].map(column));
        let run = |pick: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
            (0..count).map(|row| ishigami([pick(0, row), pick(1, row), pick(2, row)])).collect()
        };
        Runs {
            a: run(&|i, row| a[i][row]),
            b: run(&|i, row| b[i][row]),
            mixed: (0..3)
                .map(|factor| run(&|i, row| if i == factor { b[i][row] } else { a[i][row] }))
                .collect(),
        }
    }

    /// With a = 7 and b = 0.1: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225.
    #[test]
    fn the_indices_of_ishigamis_function_are_found() {
        let p4 = PI * PI * PI * PI;
        let one = 0.5 * (1.0 + 0.1 * p4 / 5.0) * (1.0 + 0.1 * p4 / 5.0);
        let (two, both) = (49.0 / 8.0, 8.0 * 0.01 * p4 * p4 / 225.0);
        let all = one + two + both;
        let expected = [(one, one + both), (two, two), (0.0, both)];
        let found = indices(&runs(8_192), 300, 1).unwrap();
        for (found, (first, total)) in found.iter().zip(expected) {
            let (first, total) = (first / all, total / all);
            assert!((found.first.value - first).abs() < 0.03, "{found:?} {first}");
            assert!((found.total.value - total).abs() < 0.03, "{found:?} {total}");
            assert!(found.first.low - 0.01 < first && first < found.first.high + 0.01, "{found:?}");
            assert!(found.total.low - 0.01 < total && total < found.total.high + 0.01, "{found:?}");
            assert!(found.first.high - found.first.low < 0.12, "{found:?}");
        }
    }

    #[test]
    fn intervals_narrow_with_more_rows() {
        let width = |count| {
            let found = indices(&runs(count), 200, 1).unwrap();
            found[0].total.high - found[0].total.low
        };
        let ratio = width(512) / width(8_192);
        assert!((2.5..6.5).contains(&ratio), "{ratio} should be about 4");
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        let still = Runs { a: vec![1.0; 9], b: vec![1.0; 9], mixed: vec![vec![1.0; 9]] };
        assert!(indices(&still, 10, 1).is_none());
        assert!(indices(&Runs::default(), 10, 1).is_none());
    }
}
