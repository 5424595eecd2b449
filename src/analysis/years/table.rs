//! Which nodes of a series go on one line.

use std::collections::HashSet;
use std::sync::Arc;

use super::Line;
use super::path::{Column, Path, Shared};
use crate::analysis::Scored;
use crate::analysis::comparable::Comparisons;
use crate::domain::{Framework, Node};

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

    /// Every line, without a step.
    pub fn lines(&self, years: &[Scored<'a>]) -> Vec<Line<'a>> {
        let mut places = vec![vec![None; self.nodes.len()]; self.lines.len()];
        for (places, lines) in places.iter_mut().zip(&self.lines) {
            for (place, line) in lines.iter().enumerate() {
                places[*line] = Some(place);
            }
        }
        let column = |(year, version): (&Scored<'a>, &usize)| Column::of(year, *version);
        let columns = years.iter().zip(&self.version).map(column).collect();
        let shared = Arc::new(Shared { years: columns, places });
        let line = |(number, (framework, node)): (usize, &(&'a Framework, &'a Node))| Line {
            node,
            framework,
            steps: Vec::with_capacity(years.len().saturating_sub(1)),
            path: Path { shared: Arc::clone(&shared), line: number },
            below: Vec::new(),
        };
        self.nodes.iter().enumerate().map(line).collect()
    }
}
