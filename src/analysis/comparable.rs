//! Whether a node means the same in two versions of a framework.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::crosswalk::Ways;
use crate::domain::{Crosswalk, Framework, Group, Id, Node, Pin, Rule};

mod named;

use named::Named;

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
    Different {
        pairs: Arc<[Pairing]>,
        via: Arc<[Pin]>,
    },
}

/// What the first framework has for a node of the second.
#[derive(Clone, Copy, Debug, Default)]
struct Pairing {
    place: Option<usize>,
    verdict: Comparability,
}

impl Comparison {
    /// Compares two versions between which there is no crosswalk: see [`Comparison::through`].
    pub fn between(first: &Framework, second: &Framework) -> Self {
        Self::through(first, second, Ways::default())
    }

    /// Compares two versions, by a crosswalk between them where there is one, else by the shortest
    /// chain of crosswalks.
    ///
    /// A *question* is the same when its text, its descriptors and its scale are, and the evidence
    /// that its levels need; comparable with caution when only the numbers of its scale are.
    /// A *group* is the same when its rule, rounding, cap, scale and the weights that its rule uses
    /// are, and it holds the same nodes, all of them the same; comparable with caution when at
    /// least half of the questions below it (counted in the larger version) are comparable; never
    /// across scales. Nodes are matched by id, the roots with each other. Frameworks of different
    /// families (see [`Framework::family`]) have nothing in common without a crosswalk.
    ///
    /// What a crosswalk names is matched by it alone, and its word stands for what the texts of a
    /// question would tell. It never joins numbers that are not of one kind: another scale, a table
    /// of levels, a split and a merger cannot be compared. Of a group, it can only say less than
    /// what the questions below it allow.
    ///
    /// A chain names every node of both, so that none is matched by its id past the frameworks in
    /// the middle.
    pub fn through<'a>(first: &Framework, second: &Framework, ways: impl Into<Ways<'a>>) -> Self {
        if first.digest() == second.digest() {
            return Self(Inner::Identical);
        }
        let bridge = Crosswalk::find(ways, first, second);
        let named = bridge.as_ref().map(|b| Named::of(b, first, second)).unwrap_or_default();
        let mut pairs = vec![Pairing::default(); second.nodes().len()];
        let family = first.family() == second.family();
        if family || bridge.is_some() {
            for (at, node) in second.nodes().iter().enumerate() {
                pairs[at].place = match named.of_second(at) {
                    Some(said) => said.place,
                    None if at == Framework::ROOT => Some(Framework::ROOT),
                    None => first
                        .find(node.id.as_str())
                        .filter(|p| family && *p != Framework::ROOT && !named.has_first(*p)),
                };
            }
            // Children stand behind their parent, so the walk from the back meets them first.
            for at in (0..pairs.len()).rev() {
                pairs[at].verdict = pairs[at].place.map_or(Comparability::None, |p| {
                    let said = named.of_second(at).map(|said| said.most);
                    judge(first, second, (p, at), said, &pairs)
                });
            }
        }
        let via = bridge.map(|bridge| bridge.via).unwrap_or_default();
        Self(Inner::Different { pairs: pairs.into(), via: via.into() })
    }

    /// Whether the node at a place of the second framework can be compared with the first.
    pub fn of(&self, place: usize) -> Comparability {
        match &self.0 {
            Inner::Identical => Comparability::Same,
            Inner::Different { pairs, .. } => pairs[place].verdict,
        }
    }

    /// Where the first framework has the node at a place of the second.
    pub fn counterpart(&self, place: usize) -> Option<usize> {
        match &self.0 {
            Inner::Identical => Some(place),
            Inner::Different { pairs, .. } => pairs[place].place,
        }
    }

    /// The frameworks in between where it goes along a chain of crosswalks; none otherwise.
    pub fn via(&self) -> &[Pin] {
        match &self.0 {
            Inner::Identical => &[],
            Inner::Different { via, .. } => via,
        }
    }

    /// Whether both have the same content.
    pub fn is_identical(&self) -> bool {
        matches!(self.0, Inner::Identical)
    }
}

/// Comparisons that were made already, so that thousands of assessments of a few versions cost a
/// few comparisons; with the ways between frameworks that they go by.
#[derive(Debug, Default)]
pub struct Comparisons<'a> {
    made: HashMap<(&'a str, &'a str), Comparison>,
    ways: Ways<'a>,
}

impl<'a> Comparisons<'a> {
    /// Comparisons that go by some crosswalks, and by chains of them.
    pub fn with(ways: impl Into<Ways<'a>>) -> Self {
        Self { made: HashMap::new(), ways: ways.into() }
    }

    /// The comparison of two versions, made now or before.
    pub fn between(&mut self, first: &'a Framework, second: &'a Framework) -> &Comparison {
        // Most years of a series share theirs.
        if std::ptr::eq(first, second) {
            return &Comparison(Inner::Identical);
        }
        self.made
            .entry((first.digest(), second.digest()))
            .or_insert_with(|| Comparison::through(first, second, self.ways))
    }

    /// Whether two frameworks can stand in one table: versions of one, or two with a crosswalk or a
    /// chain of crosswalks between them.
    pub fn linked(&self, first: &Framework, second: &Framework) -> bool {
        first.id == second.id || self.ways.route(first, second).is_some()
    }

    /// The frameworks that crosswalks lead to from one, itself among them, in the order of their
    /// ids.
    pub fn kin(&self, id: &Id) -> BTreeSet<Id> {
        let mut all = BTreeSet::from([id.clone()]);
        loop {
            let known = all.len();
            for Crosswalk { from, to, .. } in self.ways.crosswalks {
                if all.contains(&from.id) || all.contains(&to.id) {
                    all.extend([from.id.clone(), to.id.clone()]);
                }
            }
            if all.len() == known {
                return all;
            }
        }
    }
}

fn judge(
    first: &Framework,
    second: &Framework,
    (place, at): (usize, usize),
    said: Option<Comparability>,
    pairs: &[Pairing],
) -> Comparability {
    let (old, new) = (first.node(place), second.node(at));
    let (from, to) = (first.scale(old), second.scale(new));
    match (old.group(), new.group()) {
        (None, None) if !from.same_numbers(to) => Comparability::None,
        (None, None) => {
            // Evidence caps name levels of the framework's own scale and bind only there.
            let own = to.id == second.default_scale().id || from.id == first.default_scale().id;
            let caps = !own || first.scoring.evidence_caps == second.scoring.evidence_caps;
            let words = match said {
                Some(said) => said,
                None if first.meaning(place) == second.meaning(at) => Comparability::Same,
                None => Comparability::Caution,
            };
            if caps { words } else { words.min(Comparability::Caution) }
        }
        (Some(_), Some(_)) if !from.same_numbers(to) => Comparability::None,
        (Some(a), Some(b)) => {
            let same =
                same_rules(a, b) && same_children((first, old), (second, new), place, b, pairs);
            let found = if same {
                Comparability::Same
            } else if half_comparable(first, second, place, at, pairs) {
                Comparability::Caution
            } else {
                Comparability::None
            };
            said.map_or(found, |said| said.min(found))
        }
        _ => Comparability::None,
    }
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
