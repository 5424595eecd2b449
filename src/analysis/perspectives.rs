//! One round in several perspectives: how far the self-assessment stands from each of the others.
//!
//! Perspectives are kept side by side and never averaged.

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::reading::Reading;
use crate::domain::Node;

/// One round in several perspectives.
#[derive(Clone, Debug)]
pub struct Views<'a> {
    /// What the others are held against, as a rule the self-assessment.
    pub base: Scored<'a>,
    /// The others, in the order of perspectives.
    pub others: Vec<Scored<'a>>,
    /// Every question of the base's framework: the largest gap first, those without one at the end.
    pub questions: Vec<Gap<'a>>,
    /// Every group, in the framework's order.
    pub groups: Vec<Gap<'a>>,
    /// How the whole stands to each of the others.
    pub sums: Vec<Sum>,
}

/// One node in several perspectives.
#[derive(Clone, Debug)]
pub struct Gap<'a> {
    /// The node, in the base's framework.
    pub node: &'a Node,
    /// Its place there.
    pub place: usize,
    /// The base's view.
    pub own: View,
    /// The others' views, in their order.
    pub others: Vec<View>,
}

/// One node in one perspective.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The node's place in the framework of that view; `None` where it has none.
    pub place: Option<usize>,
    /// What the answer comes to, where the node is a question.
    pub reading: Option<Reading>,
    /// In percent of the scale: what counts, of a group where it is a finding.
    pub percent: Option<f64>,
    /// Whether some questions of a group are open in it: its score is of the others alone.
    pub partial: bool,
    /// Whether it rests on answers "not known".
    pub starred: bool,
    /// Whether the node means the same there as in the base.
    pub comparability: Comparability,
    /// Base less this view, in points; `None` where either has no value or they cannot be compared.
    pub gap: Option<f64>,
}

/// How the base stands to another view over all questions that can be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// Questions where the base stands higher.
    pub higher: u32,
    /// Questions where both stand at the same value.
    pub same: u32,
    /// Questions where the base stands lower.
    pub lower: u32,
    /// The mean gap over all of them, in points; `None` of none.
    pub mean: Option<f64>,
}

impl Gap<'_> {
    /// The size of the largest gap.
    pub fn largest(&self) -> Option<f64> {
        self.others.iter().filter_map(|view| view.gap.map(f64::abs)).reduce(f64::max)
    }
}

/// Differences below this come from binary fractions, not from people.
const TINY: f64 = 1e-9;

/// Holds the views of one round against one of them.
pub fn views<'a>(
    base: Scored<'a>,
    others: Vec<Scored<'a>>,
    comparisons: &mut Comparisons<'a>,
) -> Views<'a> {
    let nodes = base.framework.nodes().iter().enumerate();
    let mut gaps: Vec<Gap<'a>> = nodes
        .map(|(place, node)| {
            let own = view(&base, Some(place), Comparability::Same, None);
            Gap { node, place, own, others: Vec::new() }
        })
        .collect();
    for other in &others {
        // By place in the base's framework: what the other has for it.
        let comparison = comparisons.between(other.framework, base.framework);
        for gap in &mut gaps {
            let there = comparison.counterpart(gap.place);
            gap.others.push(view(other, there, comparison.of(gap.place), gap.own.percent));
        }
    }
    let sums = (0..others.len()).map(|at| sum(&gaps, at)).collect();
    let (mut questions, groups): (Vec<_>, Vec<_>) =
        gaps.into_iter().partition(|gap| gap.node.question().is_some());
    // Stable, so that the framework's order holds among equals.
    questions.sort_by(|a, b| b.largest().unwrap_or(-1.0).total_cmp(&a.largest().unwrap_or(-1.0)));
    Views { base, others, questions, groups, sums }
}

fn view(
    scored: &Scored<'_>,
    place: Option<usize>,
    comparability: Comparability,
    own: Option<f64>,
) -> View {
    let percent = place.and_then(|place| scored.percent(place));
    let score = place.map(|place| *scored.scores.at(place)).unwrap_or_default();
    let gap = own.zip(percent).filter(|_| comparability > Comparability::None);
    View {
        place,
        reading: place.and_then(|place| scored.reading(place)),
        percent,
        partial: score.answered < score.applicable,
        starred: score.unknown > 0,
        comparability,
        gap: gap.map(|(own, other)| own - other),
    }
}

fn sum(gaps: &[Gap<'_>], at: usize) -> Sum {
    let questions = gaps.iter().filter(|gap| gap.node.question().is_some());
    let found: Vec<f64> = questions.filter_map(|gap| gap.others.get(at)?.gap).collect();
    let count = |is: &dyn Fn(f64) -> bool| {
        u32::try_from(found.iter().filter(|gap| is(**gap)).count()).unwrap_or(u32::MAX)
    };
    let (higher, lower) = (count(&|gap| gap > TINY), count(&|gap| gap < -TINY));
    let same = count(&|gap| gap.abs() <= TINY);
    let total: f64 = found.iter().sum();
    let mean = (!found.is_empty()).then(|| total / f64::from(higher + same + lower));
    Sum { higher, same, lower, mean }
}

#[cfg(test)]
mod tests {
    use super::{Sum, views};
    use crate::analysis::comparable::{Comparability, Comparisons};
    use crate::analysis::testing::{assessment, framework, revised, scored};

    #[test]
    fn the_largest_gap_stands_first_and_what_cannot_be_compared_has_none() {
        let f = framework();
        let own = [("a1", "3 E2"), ("a2", "2"), ("a3", "2"), ("b1", "2"), ("b2", "unknown")];
        let base = scored(&f, &assessment(&f, "XAA", 2020, &own));
        let shadow = [("a1", "1"), ("a2", "2"), ("a3", "3 E2"), ("b1", "open"), ("b2", "1")];
        let shadow = scored(&f, &assessment(&f, "XAA", 2020, &shadow));
        let other = revised(|d| d.question[1].text = "Sharper?".into());
        let external = [("a1", "2"), ("a2", "1"), ("a3", "2"), ("b1", "2"), ("b2", "na")];
        let external = scored(&other, &assessment(&other, "XAA", 2020, &external));
        let found = views(base, vec![shadow, external], &mut Comparisons::default());
        let order: Vec<&str> = found.questions.iter().map(|g| g.node.id.as_str()).collect();
        assert_eq!(order, ["a1", "a2", "a3", "b1", "b2"]);
        let gap = |at: usize, other: usize| {
            let gap = found.questions[at].others[other].gap;
            gap.map(|gap| (gap * 3.0 / 100.0).round())
        };
        assert_eq!([gap(0, 0), gap(0, 1)], [Some(2.0), Some(1.0)]);
        assert_eq!([gap(1, 0), gap(1, 1)], [Some(0.0), Some(1.0)]);
        assert_eq!(found.questions[1].others[1].comparability, Comparability::Caution);
        assert_eq!([gap(2, 0), gap(3, 0), gap(4, 1)], [Some(-1.0), None, None]);
        let whole = &found.groups[0];
        assert!(whole.own.starred && !whole.own.partial, "not known, and nothing open");
        assert!(whole.others[0].partial && !whole.others[0].starred, "b1 is open there");
        // "Not known" counts as the lowest level, here as in the scores.
        assert_eq!(gap(4, 0), Some(0.0));
        let expected = Sum { higher: 1, same: 2, lower: 1, mean: found.sums[0].mean };
        assert_eq!(found.sums[0], expected);
        assert!((found.sums[0].mean.unwrap() - 100.0 / 12.0).abs() < 1e-9);
    }
}
