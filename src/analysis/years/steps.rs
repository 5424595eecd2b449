//! What a line did between two years, and how much of that lies below each group.

use std::ops::Range;

use super::{Counts, Line, Movement, Point, Step};
use crate::analysis::comparable::{Comparability, Comparison};
use crate::domain::Framework;

/// Two neighbouring years.
pub(super) struct Pair<'a> {
    pub from: &'a Framework,
    pub to: &'a Framework,
    pub comparison: Comparison,
}

impl Pair<'_> {
    /// What a line did between them.
    pub fn step(&self, from: &Point<'_>, to: &Point<'_>) -> Step {
        // Two points of one line that are not each other's counterpart are never joined.
        let joined = |at: &usize| self.comparison.counterpart(*at) == from.place;
        let place = to.place.filter(joined);
        let comparability = place.map_or(Comparability::None, |at| self.comparison.of(at));
        let movement = Movement::between(from, to, comparability);
        let mut step = Step { comparability, movement, ..Step::default() };
        if let Some(movement) = movement {
            let went = matches!(movement, Movement::Up | Movement::Down);
            step.reason = to.reason.filter(|_| went);
            step.inside_level = went && self.is_inside_level(from, to);
        }
        if comparability == Comparability::Same
            && let (Some(before), Some(after)) = (from.finding(), to.finding())
        {
            step.change = Some(after - before);
        }
        step
    }

    /// Whether both values lie on one level of the newer scale.
    fn is_inside_level(&self, from: &Point<'_>, to: &Point<'_>) -> bool {
        let (Some(before), Some(after), Some(at)) = (from.value(), to.value(), to.place) else {
            return false;
        };
        let (_, scale) = self.to.scale_at(at);
        let level = |value| scale.level_at(value).map(|level| level.number);
        let before = level(before);
        before.is_some() && before == level(after)
    }
}

/// Adds what the questions did to every group above them: in the newer tree, and for a question
/// that was dropped in the older one. `run` are pairs of years that go from one version to one other;
/// `old` and `new` are those versions, with the line of each of their nodes.
pub(super) fn count(
    (from, old): (&Framework, &[usize]),
    (to, new): (&Framework, &[usize]),
    lines: &mut [Line<'_>],
    run: Range<usize>,
) {
    // By place of a group, what lies below it in each pair. From the back, so that a group has all
    // of its own when it is added to the one above.
    let mut sums: Vec<Vec<Counts>> = vec![Vec::new(); to.nodes().len()];
    for (at, node, _) in to.groups().rev() {
        let mut sum = vec![Counts::default(); run.len()];
        for child in &node.children {
            if sums[*child].is_empty() {
                // A line at a time: its steps lie side by side in memory.
                let steps = &lines[new[*child]].steps[run.clone()];
                for (sum, step) in sum.iter_mut().zip(steps) {
                    if let Some(movement) = step.movement {
                        sum.0.add_one(movement);
                        sum.1.add_one(movement, step.reason);
                    }
                }
            } else {
                for (sum, below) in sum.iter_mut().zip(&sums[*child]) {
                    sum.0.add(below.0);
                    sum.1.add(below.1);
                }
            }
        }
        for (below, sum) in lines[new[at]].below_mut()[run.clone()].iter_mut().zip(&sum) {
            below.0.add(sum.0);
            below.1.add(sum.1);
        }
        sums[at] = sum;
    }
    if from.digest() == to.digest() {
        return;
    }
    for (at, node, _) in from.questions() {
        for pair in run.clone() {
            if lines[old[at]].steps[pair].movement == Some(Movement::Dropped) {
                let mut above = node.parent;
                while let Some(parent) = above {
                    lines[old[parent]].below_mut()[pair].0.add_one(Movement::Dropped);
                    above = from.node(parent).parent;
                }
            }
        }
    }
}
