//! Steps between scores that hundreds of questions have, each worked out once.

use std::num::NonZeroU8;

use super::Step;
use super::path::Column;
use crate::analysis::score::NodeScore;

/// The number of a score that many questions have.
type Kind = NonZeroU8;

/// More than so many scores are not looked for: each year has a handful on each scale.
const MOST: usize = 32;
/// The rows of a table by kind, whose first stays empty.
const ROWS: usize = MOST + 1;

/// Which of the scores that several questions share each place has in some years of one version.
pub(super) struct Kinds {
    /// By place and year.
    kinds: Vec<Option<Kind>>,
    years: usize,
}

impl Kinds {
    /// The kinds of some years that have as many places.
    pub fn of(years: &[Column<'_>], places: usize) -> Self {
        let mut scores: Vec<&NodeScore> = Vec::new();
        let mut kinds = vec![None; places * years.len()];
        for (number, year) in years.iter().enumerate() {
            // A year that gives reasons shares no scores, for these have none.
            let shared = year.scores.shared().filter(|_| year.reasons.is_empty());
            let of_slot: Vec<Option<Kind>> =
                shared.map(|score| kind(&mut scores, score?)).collect();
            if of_slot.is_empty() {
                continue;
            }
            for (at, kinds) in kinds.chunks_exact_mut(years.len()).enumerate() {
                kinds[number] = of_slot[year.scores.slot(at)];
            }
        }
        Self { kinds, years: years.len() }
    }

    /// The kinds of a place, year by year.
    pub fn at(&self, place: usize) -> &[Option<Kind>] {
        &self.kinds[place * self.years..(place + 1) * self.years]
    }
}

fn kind<'a>(scores: &mut Vec<&'a NodeScore>, score: &'a NodeScore) -> Option<Kind> {
    let known = scores.iter().position(|known| *known == score);
    if known.is_none() && scores.len() < MOST {
        scores.push(score);
        return NonZeroU8::new(u8::try_from(scores.len()).ok()?);
    }
    NonZeroU8::new(u8::try_from(known? + 1).ok()?)
}

/// The steps between those scores on one scale inside one version of a framework: nothing but the two
/// scores and their scale decides what a question did for which no reason is given.
pub(super) struct Known([Option<Step>; ROWS * ROWS]);

impl Default for Known {
    fn default() -> Self {
        Self([None; ROWS * ROWS])
    }
}

impl Known {
    /// The step between two scores, worked out where it is not known yet.
    pub fn step(&mut self, from: Kind, to: Kind, work: impl FnOnce() -> Step) -> Step {
        let [from, to] = [from, to].map(|kind| usize::from(kind.get()));
        *self.0[from * ROWS + to].get_or_insert_with(work)
    }
}
