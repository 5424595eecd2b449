//! The years of one country: what went up, what went down, and where no comparison holds.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::score::NodeScore;
use crate::domain::{Framework, Node, Pin, ReasonOfChange};

mod counts;
mod known;
mod movement;
mod parts;
mod path;
mod reasons;
mod steps;
mod table;

use counts::Counts;
pub use movement::{Movement, Movements};
pub use parts::{Factor, Parts, mostly_of_answers, parts};
use path::Path;
pub use reasons::Reasons;
use steps::Run;
use table::Table;

/// The years of one series, node by node.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// The assessments, oldest first.
    pub years: Vec<Scored<'a>>,
    /// Every node that any year's framework has: those of the newest year first, in its order,
    /// then those that only older years have.
    pub lines: Vec<Line<'a>>,
    /// The steps that go along a chain of crosswalks, each with the frameworks in between.
    pub chains: Vec<(usize, Vec<Pin>)>,
}

/// One node through the years.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The node, as the newest framework that has it words it.
    pub node: &'a Node,
    /// That framework.
    pub framework: &'a Framework,
    /// One step for each pair of neighbouring years: step `n` leads from point `n` to `n + 1`.
    pub steps: Vec<Step>,
    /// Where it is in each year.
    path: Path<'a>,
    /// By step, what the questions below the node did; empty where it is a question in every year.
    below: Vec<Counts>,
}

/// One node in one year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point<'a> {
    /// The node's place in that year's framework; `None` where it has none.
    pub place: Option<usize>,
    /// The score of that year; `None` where the framework has no such node.
    pub score: Option<&'a NodeScore>,
    /// Whether the node is a question in that year.
    pub asked: bool,
    /// Why the answer of that year is another one than before, where somebody has said so.
    pub reason: Option<ReasonOfChange>,
}

/// One node from one year to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Whether the two versions of the node can be compared.
    pub comparability: Comparability,
    /// What the question did; `None` for a group, and where neither year has the question.
    pub movement: Option<Movement>,
    /// Why the question rose or fell, where it did and the newer year says so.
    pub reason: Option<ReasonOfChange>,
    /// Whether a question moved without leaving its level, by a half step or inside a range.
    pub inside_level: bool,
}

impl<'a> Line<'a> {
    /// The node in one of the years; `None` where there is no such year.
    pub fn point(&self, year: usize) -> Option<Point<'a>> {
        self.path.point(year)
    }

    /// The node in every year.
    pub fn points(&self) -> impl ExactSizeIterator<Item = Point<'a>> {
        self.path.points()
    }

    /// How far the score moved in a step, on the node's scale, where both years have a finding and
    /// the two versions are the same. Where they are comparable with caution there is none: other
    /// questions alone can move a mean.
    pub fn change(&self, step: usize) -> Option<f64> {
        let same = self.steps.get(step)?.comparability == Comparability::Same;
        let [before, after] = [step, step + 1].map(|year| self.point(year)?.finding());
        same.then_some(after? - before?)
    }

    /// Whether a line from the year before to a year would join what cannot be compared.
    pub fn breaks(&self, year: usize) -> bool {
        let step = year.checked_sub(1).and_then(|before| self.steps.get(before));
        step.is_some_and(|step| step.comparability == Comparability::None)
    }

    /// What the questions at or below the node did in a step; nothing where there is no such step.
    pub fn counts(&self, step: usize) -> Movements {
        self.counted(step).moved
    }

    /// Why the questions at or below the node moved in a step.
    pub fn reasons(&self, step: usize) -> Reasons {
        self.counted(step).reasons()
    }

    fn counted(&self, step: usize) -> Counts {
        let own = || self.steps.get(step).map(Counts::of);
        self.below.get(step).copied().or_else(own).unwrap_or_default()
    }

    /// Adds what questions below the node did in some steps.
    fn add_below(&mut self, steps: Range<usize>, sum: Vec<Counts>) {
        let is_question = || self.steps.iter().any(|step| step.movement.is_some());
        if self.below.is_empty() && sum.len() == self.steps.len() && !is_question() {
            self.below = sum;
            return;
        }
        if self.below.is_empty() {
            self.below = self.steps.iter().map(Counts::of).collect();
        }
        self.below[steps].iter_mut().zip(sum).for_each(|(below, sum)| below.add(sum));
    }
}

/// Sorts assessments into series: one country, unit, perspective and edition each, oldest year first.
pub fn series<'a>(all: impl IntoIterator<Item = Scored<'a>>) -> Vec<Vec<Scored<'a>>> {
    let mut by_key: BTreeMap<_, Vec<Scored<'a>>> = BTreeMap::new();
    for scored in all {
        let key = &scored.assessment.key;
        by_key
            .entry((key.country, &key.unit, key.perspective, &key.edition))
            .or_default()
            .push(scored);
    }
    let mut out: Vec<_> = by_key.into_values().collect();
    out.iter_mut().for_each(|s| s.sort_by_key(|x| x.assessment.key.year));
    out
}

/// Compares the years of one series: the same country, unit and perspective, oldest year first.
///
/// A node keeps its line through versions where their comparison says what it became, be it by its
/// id or by a crosswalk. A movement looks at the value that counts, which is the one that the evidence
/// supports; [`Scored::reading`] has the claimed level beside it. "Not known" counts as the lowest level
/// there as it does in the scores. Where a year leaves a question open nothing moved; see [`Movement`].
pub fn compare<'a>(years: &[Scored<'a>], comparisons: &mut Comparisons<'a>) -> Series<'a> {
    let table = Table::of(years, comparisons);
    let mut lines = table.lines(years);
    let runs = Run::all(years, &table, comparisons);
    runs.iter().for_each(|run| run.step(&mut lines));
    runs.iter().for_each(|run| run.count(&mut lines));
    let chains = runs.iter().flat_map(Run::chains).collect();
    Series { years: years.to_vec(), lines, chains }
}

impl Point<'_> {
    /// The value that counts, finding or not; `None` where nothing is answered.
    pub fn value(&self) -> Option<f64> {
        self.score.and_then(|s| s.value)
    }

    /// Whether the question waits for somebody to decide.
    fn is_undecided(&self) -> bool {
        self.score.is_none_or(|s| s.answered == 0 && s.not_applicable == 0)
    }

    /// Whether the question does not apply.
    fn is_not_applicable(&self) -> bool {
        self.score.is_some_and(|s| s.not_applicable > 0)
    }

    /// The value that may be shown as a finding.
    pub fn finding(&self) -> Option<f64> {
        self.score.and_then(NodeScore::finding)
    }
}

#[cfg(test)]
mod tests;
