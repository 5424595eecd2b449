//! Steps between scores that hundreds of questions have, each worked out once.

use super::steps::Pair;
use super::{Point, Step};
use crate::analysis::Scored;
use crate::analysis::score::NodeScore;

/// The number of a score that many questions have.
pub(super) type Kind = u8;

/// More than so many scores are not looked for: each year has a handful on each scale.
const MOST: usize = 32;

/// The scores that several questions of a series share, over all its years.
#[derive(Default)]
pub(super) struct Kinds<'a> {
    scores: Vec<&'a NodeScore>,
}

impl<'a> Kinds<'a> {
    /// Each year with the kinds of its scores, by slot.
    pub fn of<'y>(
        years: &'y [Scored<'a>],
    ) -> impl Iterator<Item = (&'y Scored<'a>, Vec<Option<Kind>>)> {
        let mut kinds = Self::default();
        years.iter().map(move |year| {
            let number = |score: Option<&'a NodeScore>| kinds.number(score?);
            (year, year.scores.shared().map(number).collect())
        })
    }

    fn number(&mut self, score: &'a NodeScore) -> Option<Kind> {
        let known = self.scores.iter().position(|known| *known == score);
        if known.is_none() && self.scores.len() < MOST {
            self.scores.push(score);
            return Kind::try_from(self.scores.len() - 1).ok();
        }
        Kind::try_from(known?).ok()
    }
}

/// The steps between those scores inside one version of a framework, by the number of the scale.
#[derive(Default)]
pub(super) struct Known {
    steps: Vec<Vec<Option<Step>>>,
}

impl Known {
    /// What a line did between two points of the version: nothing but the two scores and their scale
    /// decides what a question did for which no reason is given.
    pub fn step(&mut self, pair: &Pair<'_>, from: &Point<'_>, to: &Point<'_>) -> Step {
        let (Some(before), Some(after), Some(place), None) =
            (from.kind, to.kind, to.place, to.reason)
        else {
            return pair.step(from, to);
        };
        let (scale, _) = pair.to.scale_at(place);
        if self.steps.len() <= scale {
            self.steps.resize_with(scale + 1, || vec![None; MOST * MOST]);
        }
        let known = &mut self.steps[scale][usize::from(before) * MOST + usize::from(after)];
        *known.get_or_insert_with(|| pair.step(from, to))
    }
}
