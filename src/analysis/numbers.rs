//! Rounding and means that give the same digits everywhere.

/// A binary fraction within this distance of a half counts as that half: 0.285 is stored as
/// 0.284999..., and a person who rounds 28.5 up expects 29.
const HALF_TOLERANCE: f64 = 1e-9;

/// `value` rounded to `decimals` places, halves up (towards plus infinity).
pub fn round_half_up(value: f64, decimals: u8) -> f64 {
    let factor = 10_f64.powi(i32::from(decimals));
    let scaled = value * factor;
    if !scaled.is_finite() || scaled.abs() >= 1e15 {
        return value;
    }
    (scaled + 0.5 + HALF_TOLERANCE).floor() / factor
}

/// The mean of `values`, or `None` of nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}

/// The mean of `values` with weights, or `None` of nothing.
pub fn weighted_mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weight) = values.fold((0.0, 0.0), |(s, t), (v, w)| (s + v * w, t + w));
    (weight > 0.0).then(|| sum / weight)
}

/// The weighted geometric mean; 0 as soon as one value is 0 or less, `None` of nothing.
pub fn geometric_mean(values: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    if values.clone().any(|(v, _)| v <= 0.0) {
        return Some(0.0);
    }
    // libm rather than the system's functions: the same bits on every machine.
    weighted_mean(values.map(|(v, w)| (libm::log(v), w))).map(libm::exp)
}

#[cfg(test)]
mod tests {
    use super::{geometric_mean, mean, round_half_up, weighted_mean};

    #[test]
    fn halves_go_up_as_people_expect() {
        for (value, decimals, expected) in [
            (2.5, 0, 3.0),
            (28.5, 0, 29.0),
            // So large that there are no halves any more.
            (9_007_199_254_740_991.0, 0, 9_007_199_254_740_991.0),
            (74.35, 1, 74.4),
            (-2.5, 0, -2.0),
            (1.0, 3, 1.0),
            (66.666_666, 1, 66.7),
        ] {
            assert!((round_half_up(value, decimals) - expected).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn nothing_has_no_mean() {
        assert_eq!(weighted_mean(std::iter::empty()), None);
        assert_eq!(mean(std::iter::empty()), None);
        assert_eq!(mean([1.0, 2.0, 6.0].into_iter()), Some(3.0));
        assert_eq!(geometric_mean(std::iter::empty()), None);
        assert_eq!(geometric_mean([(0.0, 1.0), (4.0, 1.0)].into_iter()), Some(0.0));
    }
}
