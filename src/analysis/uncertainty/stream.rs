//! Random numbers by name: the number of an input in a draw depends on the seed, the input's name
//! and the number of the draw, and on nothing else. So results are the same on any number of
//! threads, and two runs that share an input share its numbers.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::domain::digest;

/// The random numbers of one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

impl Stream {
    /// The stream of a name.
    pub fn new(name: &str) -> Self {
        let digest = digest(name.as_bytes());
        let hex = digest.trim_start_matches("sha256:").get(..16).unwrap_or_default();
        Self(u64::from_str_radix(hex, 16).unwrap_or_default())
    }

    /// Writes the numbers of some draws, each of them above 0 and below 1.
    pub fn fill(self, seed: u64, first: u64, out: &mut [f64]) {
        let mut numbers = ChaCha8Rng::seed_from_u64(seed);
        numbers.set_stream(self.0);
        // Two words of 32 bits make a number.
        numbers.set_word_pos(2 * u128::from(first));
        out.iter_mut().for_each(|out| *out = unit(numbers.next_u64()));
    }
}

/// 52 bits in the middle of their cell, so that neither 0 nor 1 comes.
fn unit(bits: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "52 bits and a half fit exactly")]
    let cell = (bits >> 12) as f64;
    (cell + 0.5) / 4_503_599_627_370_496.0
}

/// A gamma variate of a shape above 0 and scale 1, drawn with as many numbers as it takes from a
/// stream of its own that `start` names. Marsaglia and Tsang, "A Simple Method for Generating Gamma
/// Variables", ACM Transactions on Mathematical Software 26 (2000), with the normal variates of
/// Marsaglia's polar method. Logarithms are those of libm, for the same bits on every machine.
pub fn gamma(shape: f64, start: f64) -> f64 {
    let mut numbers = ChaCha8Rng::seed_from_u64(start.to_bits());
    let mut next = || unit(numbers.next_u64());
    if shape < 1.0 {
        let more = gamma_of(shape + 1.0, &mut next);
        return more * libm::pow(next(), 1.0 / shape);
    }
    gamma_of(shape, &mut next)
}

fn gamma_of(shape: f64, next: &mut impl FnMut() -> f64) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(next);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        if libm::log(next()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

fn normal(next: &mut impl FnMut() -> f64) -> f64 {
    loop {
        let (x, y) = (2.0 * next() - 1.0, 2.0 * next() - 1.0);
        let square = x * x + y * y;
        if square < 1.0 && square > 0.0 {
            return x * (-2.0 * libm::log(square) / square).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stream, gamma};

    #[test]
    fn a_number_depends_on_seed_name_and_draw_alone() {
        let take = |name: &str, seed, first, count| {
            let mut out = vec![0.0; count];
            Stream::new(name).fill(seed, first, &mut out);
            out
        };
        let whole = take("a", 1, 0, 100);
        assert_eq!(take("a", 1, 37, 63), whole[37..]);
        assert_ne!(take("b", 1, 0, 100), whole);
        assert_ne!(take("a", 2, 0, 100), whole);
        assert!(whole.iter().all(|u| *u > 0.0 && *u < 1.0));
        // Pinned, so that a change of the generator does not pass unseen.
        let first: Vec<u64> = whole[..2].iter().map(|u| u.to_bits()).collect();
        assert_eq!(first, PINNED);
    }

    const PINNED: [u64; 2] = [4_598_210_234_710_750_270, 4_582_716_745_116_386_208];

    /// The mean and the variance of a gamma variate are its shape.
    #[test]
    fn gamma_variates_have_their_mean_and_variance() {
        let mut starts = vec![0.0; 20_000];
        Stream::new("gamma").fill(7, 0, &mut starts);
        for shape in [0.3, 1.0, 4.5, 60.0] {
            let values: Vec<f64> = starts.iter().map(|start| gamma(shape, *start)).collect();
            let mean = values.iter().sum::<f64>() / 20_000.0;
            let square: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
            let error = (shape / 20_000.0_f64).sqrt();
            assert!((mean - shape).abs() < 4.0 * error, "{shape}: {mean}");
            assert!((square / 20_000.0 / shape - 1.0).abs() < 0.1, "{shape}: {square}");
        }
    }
}
