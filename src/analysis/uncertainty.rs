//! How far scores, ranks and changes hang on what is not certain: the confidence of answers, open
//! questions, weights and the roll-up rule.
//!
//! Everything is drawn again and again (Monte Carlo) and summarised. The number of an input in a
//! draw follows from the seed, its name and the draw alone, so results are the same to the last bit
//! on any number of threads. The approach is that of Saisana, Saltelli and Tarantola, "Uncertainty
//! and Sensitivity Analysis Techniques as Tools for the Quality Assessment of Composite
//! Indicators", Journal of the Royal Statistical Society A 168 (2005).

use std::ops::RangeInclusive;

use rayon::prelude::*;

use crate::domain::Confidence;

pub mod changes;
pub mod interval;
pub mod model;
pub mod ranks;
pub mod robust;
pub mod settings;
pub mod stream;

use model::Model;
use stream::Stream;

/// What may be otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Answers, within the confidence that the group stated.
    Answers,
    /// Questions that are open or not confirmed, anywhere on their scale.
    Missing,
    /// The weights of nodes.
    Weights,
    /// The roll-up rule: the framework's own, the mean, the geometric mean, the weakest link.
    Rule,
}

impl Source {
    /// All of them with their names on the command line.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Answers, "answers"),
        (Self::Missing, "missing"),
        (Self::Weights, "weights"),
        (Self::Rule, "rule"),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Missing => "missing",
            Self::Weights => "weights",
            Self::Rule => "rule",
        }
    }
}

/// How weights vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weighting {
    /// Each by a factor from 1 - this to 1 + this, every factor as likely; 0 to 1.
    Noise(f64),
    /// Those of a group together by a Dirichlet distribution around them with this concentration;
    /// the number of siblings, with equal weights, makes every weighting as likely as any other.
    Dirichlet(f64),
}

/// What is drawn, how often, and from which seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What may be otherwise.
    pub vary: Vec<Source>,
    /// How weights vary.
    pub weighting: Weighting,
    /// The depths of the nodes whose weights vary, 1 right below the root; `None` is every depth.
    pub depths: Option<RangeInclusive<usize>>,
    /// The confidence of an answer for which none is stated.
    pub unstated: Confidence,
    /// How many draws.
    pub draws: u32,
    /// The seed: the same one gives the same results.
    pub seed: u64,
}

/// By how much a weight may be higher or lower where nobody says otherwise.
const USUAL_NOISE: f64 = 0.25;

impl Default for Settings {
    fn default() -> Self {
        Self {
            vary: vec![Source::Answers, Source::Missing, Source::Weights],
            weighting: Weighting::Noise(USUAL_NOISE),
            depths: None,
            unstated: Confidence::Fair,
            draws: 10_000,
            seed: 1,
        }
    }
}

impl Settings {
    /// By how much a weight may be higher or lower where each varies for itself, 0 to 1: what is set,
    /// else what is usual.
    pub fn noise(&self) -> f64 {
        match self.weighting {
            Weighting::Noise(most) => most,
            Weighting::Dirichlet(_) => USUAL_NOISE,
        }
    }

    /// The same in percent, as somebody wrote it: 7 and not 7.000000000000001.
    pub fn percent(&self) -> f64 {
        (self.noise() * 1e11).round() / 1e9
    }
}

/// Told of every piece of work that is done, counted in draws; says whether to go on.
pub type GoOn<'a> = &'a (dyn Fn(u32) -> bool + Sync);

/// Draws in one piece of work; the same on every machine, so that sums are in one order.
const BLOCK: u32 = 250;

/// The values of some nodes in every draw, in percent of their scales; of a node without a value
/// (which is without one in every draw) `None`. `None` altogether when `go_on` said no.
pub fn sample(
    model: &Model<'_>,
    places: &[usize],
    settings: &Settings,
    percent: impl Fn(usize, f64) -> f64 + Sync,
    go_on: GoOn<'_>,
) -> Option<Vec<Option<Vec<f64>>>> {
    // A node has a value in every draw or in none: no draw takes one away or adds one.
    let mut scratch = model.scratch();
    model.evaluate(|_| 0.5, &mut scratch);
    let has = |at: &&usize| scratch.values[**at].is_some();
    let present: Vec<usize> = places.iter().filter(has).copied().collect();
    let block = |number: u32| {
        let first = number * BLOCK;
        let count = BLOCK.min(settings.draws - first) as usize;
        let numbers =
            model.numbers(settings.seed, u64::from(first), count, |i| Stream::new(&i.name));
        let mut scratch = model.scratch();
        let mut out: Vec<f64> = Vec::with_capacity(count * present.len());
        for draw in 0..count {
            model.evaluate(|input| numbers[input * count + draw], &mut scratch);
            let value = |at: &usize| scratch.values[*at].map(|value| percent(*at, value));
            out.extend(present.iter().filter_map(value));
        }
        go_on(u32::try_from(count).unwrap_or(BLOCK)).then_some(out)
    };
    let blocks: Option<Vec<Vec<f64>>> =
        (0..settings.draws.div_ceil(BLOCK)).into_par_iter().map(block).collect();
    let drawn = blocks?;
    let column = |at: usize| -> Vec<f64> {
        drawn
            .iter()
            .flat_map(|block| block.iter().skip(at).step_by(present.len()))
            .copied()
            .collect()
    };
    let of = |place: &usize| present.iter().position(|at| at == place).map(column);
    Some(places.iter().map(of).collect())
}

#[cfg(test)]
mod tests;
