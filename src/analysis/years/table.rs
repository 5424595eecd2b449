//! Which nodes of a series go on one line, and the points of each.

use std::collections::{HashMap, HashSet};

use super::known::{Kind, Kinds};
use super::{Line, Point};
use crate::analysis::Scored;
use crate::analysis::comparable::Comparisons;
use crate::analysis::score::Scores;
use crate::domain::{Answer, Framework, Node, ReasonOfChange};

/// Which line each node of each year belongs to.
pub(super) struct Table<'a> {
    nodes: Vec<(&'a Framework, &'a Node)>,
    /// By year, its version among `lines`.
    pub version: Vec<usize>,
    /// By version and place, the line.
    pub lines: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    pub fn of(years: &[Scored<'a>], comparisons: &mut Comparisons<'a>) -> Self {
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

    pub fn lines_of(&self, year: usize) -> &[usize] {
        &self.lines[self.version[year]]
    }

    /// Every line with its points. A line at a time: its points lie side by side in memory.
    pub fn lines(&self, years: &[Scored<'a>]) -> Vec<Line<'a>> {
        let mut places = vec![vec![None; self.nodes.len()]; self.lines.len()];
        for (version, lines) in self.lines.iter().enumerate() {
            for (place, line) in lines.iter().enumerate() {
                places[version][*line] = Some(place);
            }
        }
        let columns: Vec<Column<'a>> = Kinds::of(years).map(Column::of).collect();
        let line = |(number, (framework, node)): (usize, &(&'a Framework, &'a Node))| {
            let mut points = Vec::with_capacity(years.len());
            // What the years of one version have in common is looked up once.
            for run in self.version.chunk_by(|a, b| a == b) {
                let of_run = points.len()..points.len() + run.len();
                match places[run[0]][number] {
                    None => points.extend(std::iter::repeat_n(Point::default(), run.len())),
                    Some(place) => {
                        let asked = years[of_run.start].framework.is_question(place);
                        points.extend(columns[of_run].iter().map(|year| year.point(place, asked)));
                    }
                }
            }
            let steps = Vec::with_capacity(years.len().saturating_sub(1));
            Line { node, framework, points, steps, below: Vec::new() }
        };
        self.nodes.iter().enumerate().map(line).collect()
    }
}

/// One year of every line.
struct Column<'a> {
    scores: &'a Scores,
    kinds: Vec<Option<Kind>>,
    reasons: HashMap<usize, ReasonOfChange>,
}

impl<'a> Column<'a> {
    fn of((year, kinds): (&Scored<'a>, Vec<Option<Kind>>)) -> Self {
        Self { scores: year.scores, kinds, reasons: reasons_given(year) }
    }

    /// The point of the node at a place of the year's framework.
    fn point(&self, place: usize, asked: bool) -> Point<'a> {
        let slot = self.scores.slot(place);
        Point {
            place: Some(place),
            score: Some(self.scores.in_slot(slot)),
            asked,
            reason: self.reasons.get(&place).copied(),
            breaks: false,
            kind: self.kinds[slot],
        }
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
