//! What the lines did between years, and how much of that lies below each group.

use std::ops::Range;
use std::sync::Arc;

use super::known::{Kinds, Known};
use super::path::Path;
use super::table::Table;
use super::{Counts, Line, Movement, Point, Step};
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparison, Comparisons};
use crate::domain::{Framework, Pin};

/// Pairs of neighbouring years that all go from one version of a framework to one other, or stay in
/// one.
pub(super) struct Run<'t> {
    pairs: Range<usize>,
    from: Version<'t>,
    to: Version<'t>,
    comparison: Comparison,
}

/// A version with the line of each of its nodes.
#[derive(Clone, Copy)]
struct Version<'t> {
    framework: &'t Framework,
    lines: &'t [usize],
}

impl<'t> Run<'t> {
    /// All pairs of some years, in their order.
    pub fn all<'a>(
        years: &[Scored<'a>],
        table: &'t Table<'a>,
        comparisons: &mut Comparisons<'a>,
    ) -> Vec<Self> {
        let numbers: Vec<usize> = (1..years.len()).collect();
        let versions = |year: usize| (table.version[year - 1], table.version[year]);
        let runs = numbers.chunk_by(|a, b| versions(*a) == versions(*b));
        let version = |year: usize| {
            let (framework, lines) = (years[year].framework, table.lines_of(year));
            (framework, Version { framework, lines })
        };
        let run = |newer: &[usize]| {
            let pairs = newer[0] - 1..newer[newer.len() - 1];
            let ((before, from), (after, to)) = (version(pairs.start), version(newer[0]));
            Self { pairs, from, to, comparison: comparisons.between(before, after).clone() }
        };
        runs.map(run).collect()
    }

    /// Its pairs where they go along a chain of crosswalks, each with the frameworks in between.
    pub fn chains(&self) -> impl Iterator<Item = (usize, Vec<Pin>)> {
        let via = self.comparison.via();
        self.pairs.clone().filter(|_| !via.is_empty()).map(|pair| (pair, via.to_vec()))
    }

    /// Adds the steps of every line.
    pub fn step(&self, lines: &mut [Line<'_>]) {
        if self.comparison.is_identical() {
            return self.step_within(lines);
        }
        for Line { path, steps, .. } in lines {
            steps.extend(self.pairs.clone().map(|pair| self.between(path, pair)));
        }
    }

    /// The same inside one version, where most of the work is that of others done already.
    fn step_within(&self, lines: &mut [Line<'_>]) {
        let Some(shared) = lines.first().map(|line| Arc::clone(&line.path.shared)) else { return };
        let years = &shared.years[self.pairs.start..=self.pairs.end];
        let (version, framework) = (years[0].version, self.to.framework);
        let kinds = Kinds::of(years, framework.nodes().len());
        // By the number of the scale.
        let mut all_known: Vec<Known> =
            framework.scales().iter().map(|_| Known::default()).collect();
        for Line { path, steps, .. } in lines {
            let Some(place) = path.place(version) else {
                steps.extend(self.pairs.clone().map(|_| Step::default()));
                continue;
            };
            if !framework.is_question(place) {
                let same = Step { comparability: Comparability::Same, ..Step::default() };
                steps.extend(self.pairs.clone().map(|_| same));
                continue;
            }
            let (scale, _) = framework.scale_at(place);
            let known = &mut all_known[scale];
            let kinds = kinds.at(place).windows(2);
            steps.extend(self.pairs.clone().zip(kinds).map(|(pair, kinds)| {
                match (kinds[0], kinds[1]) {
                    (Some(from), Some(to)) => known.step(from, to, || self.between(path, pair)),
                    _ => self.between(path, pair),
                }
            }));
        }
    }

    /// What a line did between the years of a pair.
    fn between(&self, path: &Path<'_>, pair: usize) -> Step {
        let [from, to] = [pair, pair + 1].map(|year| path.point(year).unwrap_or_default());
        // Two points of one line that are not each other's counterpart are never joined.
        let joined = |at: &usize| self.comparison.counterpart(*at) == from.place;
        let place = to.place.filter(joined);
        let comparability = place.map_or(Comparability::None, |at| self.comparison.of(at));
        let movement = Movement::between(&from, &to, comparability);
        let went = matches!(movement, Some(Movement::Up | Movement::Down));
        Step {
            comparability,
            movement,
            reason: to.reason.filter(|_| went),
            inside_level: went && self.is_inside_level(&from, &to),
        }
    }

    /// Whether both values lie on one level of the newer scale.
    fn is_inside_level(&self, from: &Point<'_>, to: &Point<'_>) -> bool {
        let (Some(before), Some(after), Some(at)) = (from.value(), to.value(), to.place) else {
            return false;
        };
        let (_, scale) = self.to.framework.scale_at(at);
        let level = |value| scale.level_at(value).map(|level| level.number);
        let before = level(before);
        before.is_some() && before == level(after)
    }

    /// Adds what the questions did to every group above them: in the newer tree, and for a question
    /// that was dropped in the older one.
    pub fn count(&self, lines: &mut [Line<'_>]) {
        let (pairs, to) = (&self.pairs, self.to.framework);
        // By place of a group, what lies below it in each pair. From the back, so that a group has
        // all of its own when it is added to the one above.
        let mut sums: Vec<Vec<Counts>> = vec![Vec::new(); to.nodes().len()];
        for (at, node, _) in to.groups().rev() {
            let mut sum = vec![Counts::default(); pairs.len()];
            for child in &node.children {
                if sums[*child].is_empty() {
                    // A line at a time: its steps lie side by side in memory.
                    let steps = &lines[self.to.lines[*child]].steps[pairs.clone()];
                    sum.iter_mut().zip(steps).for_each(|(sum, step)| sum.add_one(*step));
                } else {
                    sum.iter_mut().zip(&sums[*child]).for_each(|(sum, below)| sum.add(*below));
                }
            }
            sums[at] = sum;
        }
        for (at, sum) in sums.into_iter().enumerate().filter(|(_, sum)| !sum.is_empty()) {
            lines[self.to.lines[at]].add_below(pairs.clone(), sum);
        }
        if !self.comparison.is_identical() {
            self.count_dropped(lines);
        }
    }

    fn count_dropped(&self, lines: &mut [Line<'_>]) {
        let from = self.from.framework;
        let dropped = Step { movement: Some(Movement::Dropped), ..Step::default() };
        let dropped = Counts::of(&dropped);
        for (at, node, _) in from.questions() {
            for pair in self.pairs.clone() {
                if lines[self.from.lines[at]].steps[pair].movement == Some(Movement::Dropped) {
                    let mut above = node.parent;
                    while let Some(parent) = above {
                        lines[self.from.lines[parent]].add_below(pair..pair + 1, vec![dropped]);
                        above = from.node(parent).parent;
                    }
                }
            }
        }
    }
}
