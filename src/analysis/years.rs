//! The years of one country: what went up, what went down, and where no comparison holds.

use std::collections::BTreeMap;

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::score::NodeScore;
use crate::domain::{Framework, Node, ReasonOfChange};

mod known;
mod movement;
mod parts;
mod reasons;
mod steps;
mod table;

use known::{Kind, Known};
pub use movement::{Movement, Movements};
pub use parts::{Factor, Parts, parts};
pub use reasons::Reasons;
use steps::{Pair, count};
use table::Table;

/// The years of one series, node by node.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// The assessments, oldest first.
    pub years: Vec<Scored<'a>>,
    /// Every node that any year's framework has: those of the newest year first, in its order,
    /// then those that only older years have.
    pub lines: Vec<Line<'a>>,
}

/// One node through the years.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The node, as the newest framework that has it words it.
    pub node: &'a Node,
    /// That framework.
    pub framework: &'a Framework,
    /// One point for each year.
    pub points: Vec<Point<'a>>,
    /// One step for each pair of neighbouring years: step `n` leads from point `n` to `n + 1`.
    pub steps: Vec<Step>,
    /// By step, what the questions below the node did; empty where it is a question in every year.
    below: Vec<Counts>,
}

/// What some questions did, and why.
type Counts = (Movements, Reasons);

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
    /// Whether a line from the point before would join what cannot be compared.
    pub breaks: bool,
    /// Which of the scores it has that many questions share.
    kind: Option<Kind>,
}

/// One node from one year to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Step {
    /// Whether the two versions of the node can be compared.
    pub comparability: Comparability,
    /// What the question did; `None` for a group, and where neither year has the question.
    pub movement: Option<Movement>,
    /// Why the question rose or fell, where it did and the newer year says so.
    pub reason: Option<ReasonOfChange>,
    /// How far the score moved, on the node's scale, where both years have a finding and the two
    /// versions are the same. Where they are comparable with caution there is none: other questions
    /// alone can move a mean.
    pub change: Option<f64>,
    /// Whether a question moved without leaving its level, by a half step or inside a range.
    pub inside_level: bool,
}

impl Line<'_> {
    /// What the questions at or below the node did in a step; nothing where there is no such step.
    pub fn counts(&self, step: usize) -> Movements {
        let own = || self.steps.get(step)?.movement.map(Movements::one);
        self.below.get(step).map(|below| below.0).or_else(own).unwrap_or_default()
    }

    /// Why the questions at or below the node moved in a step.
    pub fn reasons(&self, step: usize) -> Reasons {
        let own = || self.steps.get(step).and_then(Step::reasons);
        self.below.get(step).map(|below| below.1).or_else(own).unwrap_or_default()
    }

    fn below_mut(&mut self) -> &mut [Counts] {
        if self.below.is_empty() {
            self.below = (0..self.steps.len()).map(|n| (self.counts(n), self.reasons(n))).collect();
        }
        &mut self.below
    }
}

impl Step {
    /// Why the question alone moved; `None` where it is none in either year.
    fn reasons(&self) -> Option<Reasons> {
        self.movement.map(|movement| Reasons::one(movement, self.reason))
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
    let pairs: Vec<Pair<'_>> = years
        .windows(2)
        .map(|two| Pair {
            from: two[0].framework,
            to: two[1].framework,
            comparison: comparisons.between(two[0].framework, two[1].framework).clone(),
        })
        .collect();
    let mut known: Vec<Known> = table.lines.iter().map(|_| Known::default()).collect();
    for line in &mut lines {
        let points = &mut line.points;
        line.steps.extend(pairs.iter().enumerate().map(|(number, pair)| {
            let (from, to) = (&points[number], &points[number + 1]);
            let step = match table.version[number] == table.version[number + 1] {
                true => known[table.version[number]].step(pair, from, to),
                false => pair.step(from, to),
            };
            points[number + 1].breaks = step.comparability == Comparability::None;
            step
        }));
    }
    let numbers: Vec<usize> = (0..pairs.len()).collect();
    let versions = |pair: usize| (table.version[pair], table.version[pair + 1]);
    for run in numbers.chunk_by(|a, b| versions(*a) == versions(*b)) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let old = (pairs[first].from, table.lines_of(first));
        let new = (pairs[first].to, table.lines_of(first + 1));
        count(old, new, &mut lines, first..last + 1);
    }
    Series { years: years.to_vec(), lines }
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
