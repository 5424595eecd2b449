//! Which of the things that are not certain moves a score.

use rayon::prelude::*;

use super::indices::{Index, Runs, indices};
use crate::analysis::Scored;
use crate::analysis::uncertainty::model::{Input, Model};
use crate::analysis::uncertainty::stream::Stream;
use crate::analysis::uncertainty::{GoOn, Settings, Source};

/// Inputs that are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Factor {
    /// What they are.
    pub source: Source,
    /// The part of the node below which they lie; `None` for those that are one in the whole.
    pub part: Option<usize>,
}

/// How inputs are put together into factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// One factor for each source.
    Source,
    /// Answers and open questions of each part of the node for themselves.
    Part,
}

/// What drives a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Drivers {
    /// The factors with their indices, in order of their first input; none where nothing varies.
    pub factors: Vec<(Factor, Index)>,
    /// How often the score was computed.
    pub runs: u64,
}

/// Draws in one piece of work.
const BLOCK: u32 = 250;

/// Bootstrap replicates behind an interval.
const REPLICATES: u32 = 500;

/// What drives the score of a node; `None` when `go_on` said no.
pub fn drivers(
    scored: Scored<'_>,
    place: usize,
    by: By,
    settings: &Settings,
    go_on: GoOn<'_>,
) -> Option<Drivers> {
    let model = Model::new(scored, settings);
    let of_input: Vec<Option<Factor>> =
        model.inputs().iter().map(|input| factor(scored, place, by, input)).collect();
    let mut factors: Vec<Factor> = of_input.iter().flatten().copied().collect();
    factors.sort_unstable();
    factors.dedup();
    let block = |number: u32| {
        let first = number * BLOCK;
        let count = BLOCK.min(settings.draws - first) as usize;
        let sample = |mark: &str| {
            let name = |input: &Input| Stream::new(&format!("{}{mark}", input.name));
            model.numbers(settings.seed, u64::from(first), count, name)
        };
        let (a, b) = (sample(""), sample(" again"));
        let mut scratch = model.scratch();
        let mut run = |from_b: &dyn Fn(Option<Factor>) -> bool| -> Vec<f64> {
            let score = |draw: usize| {
                let number = |input: usize| {
                    let numbers = if from_b(of_input[input]) { &b } else { &a };
                    numbers[input * count + draw]
                };
                model.evaluate(number, &mut scratch);
                // A node without a value is without one in every draw.
                scratch.values[place].unwrap_or(0.0)
            };
            (0..count).map(score).collect()
        };
        let (first, second) = (run(&|_| false), run(&|_| true));
        let mixed = factors.iter().map(|one| run(&|factor| factor == Some(*one))).collect();
        go_on(u32::try_from(count).unwrap_or(BLOCK)).then_some(Runs { a: first, b: second, mixed })
    };
    let blocks: Option<Vec<Runs>> =
        (0..settings.draws.div_ceil(BLOCK)).into_par_iter().map(block).collect();
    let mut all = Runs { mixed: vec![Vec::new(); factors.len()], ..Runs::default() };
    for runs in blocks? {
        all.a.extend(runs.a);
        all.b.extend(runs.b);
        all.mixed.iter_mut().zip(runs.mixed).for_each(|(all, more)| all.extend(more));
    }
    let found = indices(&all, REPLICATES, settings.seed).unwrap_or_default();
    let runs = u64::from(settings.draws) * (factors.len() as u64 + 2);
    Some(Drivers { factors: factors.into_iter().zip(found).collect(), runs })
}

/// The factor that an input belongs to; `None` where it is not below the node.
fn factor(scored: Scored<'_>, place: usize, by: By, input: &Input) -> Option<Factor> {
    if input.source == Source::Rule {
        return Some(Factor { source: Source::Rule, part: None });
    }
    // The part of the node that the input lies in, on its way up to the node.
    let mut part = input.place;
    loop {
        let above = scored.framework.node(part).parent?;
        if above == place {
            break;
        }
        part = above;
    }
    let apart = by == By::Part && input.source != Source::Weights;
    Some(Factor { source: input.source, part: apart.then_some(part) })
}

#[cfg(test)]
mod tests {
    use super::{By, drivers};
    use crate::analysis::testing::{assessment, framework, scored};
    use crate::analysis::uncertainty::{Settings, Source};
    use crate::domain::Confidence;

    /// Everything certain but one part: it causes all of the variance, alone. Two parts alike: each
    /// causes half.
    #[test]
    fn the_part_that_is_in_doubt_drives_the_score() {
        let f = framework();
        let states = ["a1", "a2", "a3", "b1", "b2"].map(|question| (question, "2"));
        let settings =
            Settings { vary: vec![Source::Answers], draws: 3_000, ..Settings::default() };
        let run = |doubtful: &[&str]| {
            let mut a = assessment(&f, "XAA", 2020, &states);
            for (id, answer) in a.answers.each_mut() {
                let doubt = doubtful.contains(&id.as_str());
                answer.confidence =
                    Some(if doubt { Confidence::Guess } else { Confidence::Certain });
            }
            drivers(scored(&f, &a), 0, By::Part, &settings, &|_| true).unwrap()
        };
        let one = run(&["a3"]);
        assert_eq!(one.factors.len(), 1);
        assert!((one.factors[0].1.first.value - 1.0).abs() < 0.1, "{one:?}");
        assert!((one.factors[0].1.total.value - 1.0).abs() < 0.05, "{one:?}");
        let both = run(&["b1", "a2"]);
        // a2 is one of three, b1 one of two: variances 1/9 and 1/4, shares 4/13 and 9/13.
        for ((_, index), expected) in both.factors.iter().zip([4.0 / 13.0, 9.0 / 13.0]) {
            assert!((index.first.value - expected).abs() < 0.1, "{both:?}");
            assert!((index.total.value - expected).abs() < 0.06, "{both:?}");
        }
        assert_eq!(both.runs, 12_000);
        assert!(run(&[]).factors.is_empty(), "nothing varies");
    }
}
