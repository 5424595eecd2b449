//! Whether a node means the same in two versions of a framework.

use std::collections::HashMap;

use crate::domain::{Framework, Group, Node, Rule, Scale, Steps};

/// Whether two versions of a node can be compared; a better one is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparability {
    /// They cannot: another scale, another framework, or missing on one side.
    #[default]
    None,
    /// With caution: the numbers are of one kind, the wording or the composition is not.
    Caution,
    /// They mean the same.
    Same,
}

/// How the nodes of one framework compare with those of another, by place in the second.
#[derive(Clone, Debug)]
pub struct Comparison(Inner);

#[derive(Clone, Debug)]
enum Inner {
    /// The same content: every node is itself.
    Identical,
    Different(Vec<Pairing>),
}

/// What the first framework has for a node of the second.
#[derive(Clone, Copy, Debug, Default)]
struct Pairing {
    place: Option<usize>,
    verdict: Comparability,
}

impl Comparison {
    /// Compares two versions.
    ///
    /// A *question* is the same when its text, its descriptors and its scale are, and the evidence
    /// that its levels need; comparable with caution when only the numbers of its scale are.
    /// A *group* is the same when its rule, rounding, cap, scale and the weights that its rule uses
    /// are, and it holds the same nodes, all of them the same; comparable with caution when at
    /// least half of the questions below it (counted in the larger version) are comparable; never
    /// across scales. Nodes are matched by id, the roots with each other. Frameworks of different
    /// families (see [`Framework::family`]) have nothing in common.
    pub fn between(first: &Framework, second: &Framework) -> Self {
        if first.digest() == second.digest() {
            return Self(Inner::Identical);
        }
        let mut pairs = vec![Pairing::default(); second.nodes().len()];
        if first.family() == second.family() {
            for (at, node) in second.nodes().iter().enumerate() {
                pairs[at].place = match at {
                    Framework::ROOT => Some(Framework::ROOT),
                    _ => first.find(node.id.as_str()).filter(|p| *p != Framework::ROOT),
                };
            }
            // Children stand behind their parent, so the walk from the back meets them first.
            for at in (0..pairs.len()).rev() {
                pairs[at].verdict = pairs[at]
                    .place
                    .map_or(Comparability::None, |p| judge(first, second, p, at, &pairs));
            }
        }
        Self(Inner::Different(pairs))
    }

    /// Whether the node at a place of the second framework can be compared with the first.
    pub fn of(&self, place: usize) -> Comparability {
        match &self.0 {
            Inner::Identical => Comparability::Same,
            Inner::Different(pairs) => pairs[place].verdict,
        }
    }

    /// Where the first framework has the node at a place of the second.
    pub fn counterpart(&self, place: usize) -> Option<usize> {
        match &self.0 {
            Inner::Identical => Some(place),
            Inner::Different(pairs) => pairs[place].place,
        }
    }

    /// Whether both have the same content.
    pub fn is_identical(&self) -> bool {
        matches!(self.0, Inner::Identical)
    }
}

/// Comparisons that were made already, so that thousands of assessments of a few versions cost a
/// few comparisons.
#[derive(Debug, Default)]
pub struct Comparisons<'a>(HashMap<(&'a str, &'a str), Comparison>);

impl<'a> Comparisons<'a> {
    /// The comparison of two versions, made now or before.
    pub fn between(&mut self, first: &'a Framework, second: &'a Framework) -> &Comparison {
        self.0
            .entry((first.digest(), second.digest()))
            .or_insert_with(|| Comparison::between(first, second))
    }
}

fn judge(
    first: &Framework,
    second: &Framework,
    place: usize,
    at: usize,
    pairs: &[Pairing],
) -> Comparability {
    let (old, new) = (first.node(place), second.node(at));
    let (from, to) = (first.scale(old), second.scale(new));
    match (old.group(), new.group()) {
        (None, None) if !same_numbers(from, to) => Comparability::None,
        (None, None) => {
            // Evidence caps name levels of the framework's own scale and bind only there.
            let own = to.id == second.default_scale().id || from.id == first.default_scale().id;
            let caps = !own || first.scoring.evidence_caps == second.scoring.evidence_caps;
            if caps && first.meaning(place) == second.meaning(at) {
                Comparability::Same
            } else {
                Comparability::Caution
            }
        }
        (Some(_), Some(_)) if !same_numbers(from, to) => Comparability::None,
        (Some(a), Some(b)) => {
            let same =
                same_rules(a, b) && same_children((first, old), (second, new), place, b, pairs);
            if same {
                Comparability::Same
            } else if half_comparable(first, second, place, at, pairs) {
                Comparability::Caution
            } else {
                Comparability::None
            }
        }
        _ => Comparability::None,
    }
}

/// Whether two scales have the same numbers, whatever their levels are called.
pub fn same_numbers(a: &Scale, b: &Scale) -> bool {
    let steps = match (&a.steps, &b.steps) {
        (Steps::Range, Steps::Range) => true,
        (Steps::Levels { levels: x, halves: h }, Steps::Levels { levels: y, halves: k }) => {
            let pair = |l: &crate::domain::Level| (l.number, l.value);
            h == k && x.iter().map(pair).eq(y.iter().map(pair))
        }
        _ => false,
    };
    steps && (a.lowest(), a.highest()) == (b.lowest(), b.highest())
}

fn same_rules(a: &Group, b: &Group) -> bool {
    (a.rule, a.decimals, a.critical_cap) == (b.rule, b.decimals, b.critical_cap)
}

fn same_children(
    (first, old): (&Framework, &Node),
    (second, new): (&Framework, &Node),
    place: usize,
    group: &Group,
    pairs: &[Pairing],
) -> bool {
    let weighs = matches!(group.rule, Rule::Weighted | Rule::Geometric | Rule::Share);
    let critical = |n: &Node| n.question().is_some_and(|q| q.critical);
    old.children.len() == new.children.len()
        && new.children.iter().all(|child| {
            let after = second.node(*child);
            let before = pairs[*child].place.map(|p| first.node(p));
            pairs[*child].verdict == Comparability::Same
                && before.is_some_and(|before| {
                    before.parent == Some(place)
                        && (!weighs || before.weight == after.weight)
                        && (group.critical_cap.is_none() || critical(before) == critical(after))
                })
        })
}

fn half_comparable(
    first: &Framework,
    second: &Framework,
    place: usize,
    at: usize,
    pairs: &[Pairing],
) -> bool {
    let before: Vec<usize> = first.questions_below(place).map(|(p, ..)| p).collect();
    let mut after = 0;
    let mut comparable = 0;
    for (question, ..) in second.questions_below(at) {
        let pair = pairs[question];
        let here = pair.place.is_some_and(|p| before.binary_search(&p).is_ok());
        after += 1;
        comparable += usize::from(here && pair.verdict > Comparability::None);
    }
    2 * comparable >= before.len().max(after) && comparable > 0
}

#[cfg(test)]
mod tests;
