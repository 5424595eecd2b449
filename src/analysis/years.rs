//! The years of one country: what went up, what went down, and where no comparison holds.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::score::NodeScore;
use crate::domain::{Answer, Framework, Node, ReasonOfChange};

mod known;
mod movement;
mod parts;
mod reasons;
mod steps;

use known::{Kind, Kinds, Known};
pub use movement::{Movement, Movements};
pub use parts::{Factor, Parts, parts};
pub use reasons::Reasons;
use steps::{Pair, count};

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
}

/// One node in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
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
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Of a group, what the questions below it did. A question has none of its own: of hundreds of
    /// thousands of steps most are a question's.
    below: Option<Box<(Movements, Reasons)>>,
}

impl Step {
    /// What the questions at or below the node did.
    pub fn counts(&self) -> Movements {
        let own = || self.movement.map(Movements::one).unwrap_or_default();
        self.below.as_ref().map_or_else(own, |below| below.0)
    }

    /// Why the questions at or below the node moved.
    pub fn reasons(&self) -> Reasons {
        let own = || self.movement.map(|m| Reasons::one(m, self.reason)).unwrap_or_default();
        self.below.as_ref().map_or_else(own, |below| below.1)
    }

    fn below_mut(&mut self) -> &mut (Movements, Reasons) {
        let own = (self.counts(), self.reasons());
        self.below.get_or_insert_with(|| Box::new(own))
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

/// Which line each node of each year belongs to.
struct Table<'a> {
    nodes: Vec<(&'a Framework, &'a Node)>,
    /// By year, its version among `lines`.
    version: Vec<usize>,
    /// By version and place, the line.
    lines: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    fn of(years: &[Scored<'a>], comparisons: &mut Comparisons<'a>) -> Self {
        let mut versions: Vec<&'a Framework> = Vec::new();
        let mut table =
            Self { nodes: Vec::new(), version: vec![0; years.len()], lines: Vec::new() };
        // Newest first: its order and wording are the ones that a reader knows.
        for (year, scored) in years.iter().enumerate().rev() {
            let framework = scored.framework;
            let known = versions.iter().position(|v| v.digest() == framework.digest());
            table.version[year] = known.unwrap_or(versions.len());
            if known.is_some() {
                continue;
            }
            // The year behind this one decides; what it does not have may be in a later one.
            let next = table.version.get(year + 1).copied();
            let rest = (0..versions.len()).filter(|version| Some(*version) != next);
            let order: Vec<usize> = next.into_iter().chain(rest).collect();
            let before = table.nodes.len();
            let mut lines: Vec<Option<usize>> = vec![None; framework.nodes().len()];
            let mut taken = HashSet::new();
            for version in order {
                let comparison = comparisons.between(framework, versions[version]);
                for (at, line) in table.lines[version].iter().enumerate() {
                    let free = |place: &usize| lines[*place].is_none();
                    let place = comparison.counterpart(at).filter(free);
                    if let Some(place) = place.filter(|_| taken.insert(*line)) {
                        lines[place] = Some(*line);
                    }
                }
            }
            let line_of = |(at, node): (usize, &'a Node)| {
                // What is called the same and is not comparable stays on one line, which breaks.
                let same = |line: &usize| {
                    let (_, other): (_, &Node) = table.nodes[*line];
                    let roots = at == Framework::ROOT && other.depth == 0;
                    (roots || other.id == node.id) && taken.insert(*line)
                };
                let known = lines[at].or_else(|| (0..before).find(same));
                known.unwrap_or_else(|| {
                    table.nodes.push((framework, node));
                    table.nodes.len() - 1
                })
            };
            let lines: Vec<usize> = framework.nodes().iter().enumerate().map(line_of).collect();
            table.lines.push(lines);
            versions.push(framework);
        }
        table
    }

    fn lines_of(&self, year: usize) -> &[usize] {
        &self.lines[self.version[year]]
    }

    /// Every line with its points. A line at a time: its points lie side by side in memory.
    fn lines(&self, years: &[Scored<'a>]) -> Vec<Line<'a>> {
        let mut places = vec![vec![None; self.nodes.len()]; self.lines.len()];
        for (version, lines) in self.lines.iter().enumerate() {
            for (place, line) in lines.iter().enumerate() {
                places[version][*line] = Some(place);
            }
        }
        let reasons: Vec<_> = years.iter().map(reasons_given).collect();
        let kinds = Kinds::of(years);
        let point = |line: usize, year: usize| {
            let (scored, place) = (&years[year], places[self.version[year]][line]);
            Point {
                place,
                score: place.map(|place| scored.scores.at(place)),
                asked: place.is_some_and(|place| scored.framework.is_question(place)),
                reason: place.and_then(|place| reasons[year].get(&place).copied()),
                breaks: false,
                kind: place.and_then(|place| kinds.at(year, scored.scores, place)),
            }
        };
        let line = |(number, (framework, node)): (usize, &(&'a Framework, &'a Node))| Line {
            node,
            framework,
            points: (0..years.len()).map(|year| point(number, year)).collect(),
            steps: Vec::with_capacity(years.len().saturating_sub(1)),
        };
        self.nodes.iter().enumerate().map(line).collect()
    }
}

/// The reasons of change that a year gives, by place.
fn reasons_given(scored: &Scored<'_>) -> HashMap<usize, ReasonOfChange> {
    let (framework, answers) = (scored.framework, &scored.assessment.answers);
    // A bare level has no reason.
    if framework.pair_codes(answers).is_some() {
        return HashMap::new();
    }
    let given =
        |(place, answer): (usize, Option<&Answer>)| Some((place, answer?.reason_of_change?));
    framework.pair(answers).filter_map(given).collect()
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
