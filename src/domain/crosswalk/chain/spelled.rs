//! One step of a chain with nothing left unsaid.

use std::collections::HashSet;

use super::super::ways::Step;
use super::super::{Link, Relation};
use super::apart;
use crate::domain::{Framework, Id};

/// Everything that a crosswalk says of two neighbours, and what the rule without one says of the rest:
/// each node of both stands in a link.
///
/// What an overlay worded in its own way is lowered at the ends of the chain, by [`Bridge::relation`].
///
/// [`Bridge::relation`]: super::super::Bridge::relation
pub(super) fn spelled_out(step: Step<'_>, first: &Framework, second: &Framework) -> Vec<Link> {
    let oriented = |link| apart(oriented(step, link, first, second));
    let mut links: Vec<Link> = step.crosswalk.links.iter().flat_map(oriented).collect();
    let ids = |side: fn(&Link) -> &[Id]| -> HashSet<Id> {
        links.iter().flat_map(|link| side(link).to_vec()).collect()
    };
    let (mut old, new) = (ids(|link| &link.from), ids(|link| &link.to));
    for (at, node) in second.nodes().iter().enumerate() {
        if new.contains(&node.id) {
            continue;
        }
        let place = unnamed(first, second, at);
        let place = place.filter(|place| !old.contains(&first.node(*place).id));
        links.push(match place {
            Some(place) => {
                old.insert(first.node(place).id.clone());
                by_text(first, second, (place, at))
            }
            None => one_sided(Vec::new(), vec![node.id.clone()], first),
        });
    }
    let gone = first.nodes().iter().filter(|node| !old.contains(&node.id));
    links.extend(gone.map(|node| one_sided(vec![node.id.clone()], Vec::new(), second)));
    links
}

/// A link as it reads on the way, without the ids that a framework does not have, as an overlay may
/// not: a split or a merger that lost a part is not what the crosswalk speaks of.
fn oriented(step: Step<'_>, link: &Link, first: &Framework, second: &Framework) -> Link {
    let (a, b) = if step.backwards { (&link.to, &link.from) } else { (&link.from, &link.to) };
    let here = |f: &Framework, ids: &[Id]| -> Vec<Id> {
        ids.iter().filter(|id| f.find(id.as_str()).is_some()).cloned().collect()
    };
    let (from, to) = (here(first, a), here(second, b));
    let whole = from.len() == a.len() && to.len() == b.len();
    // Read backwards, a table does not say what a number was.
    let turned = step.backwards && link.changes_numbers();
    let relation =
        if whole && !turned { link.relation } else { link.relation.min(Relation::Subject) };
    let levels = if relation < Relation::Caution { Vec::new() } else { link.levels.clone() };
    Link { from, to, relation, levels, why: link.why.clone() }
}

/// Where the first framework has a node of the second that no link names: the same id within a
/// family, and the root.
fn unnamed(first: &Framework, second: &Framework, at: usize) -> Option<usize> {
    if at == Framework::ROOT {
        return Some(Framework::ROOT);
    }
    let family = first.family() == second.family();
    let place = first.find(second.node(at).id.as_str());
    place.filter(|place| family && *place != Framework::ROOT)
}

/// What two texts of a node are to each other. Groups follow from what lies below them, at the ends of
/// the chain.
fn by_text(first: &Framework, second: &Framework, (place, at): (usize, usize)) -> Link {
    let (old, new) = (first.node(place), second.node(at));
    let relation = match (old.question(), new.question()) {
        (None, None) => Relation::Same,
        (Some(_), Some(_)) if first.meaning(place) == second.meaning(at) => Relation::Same,
        (Some(_), Some(_)) if first.scale(old).same_numbers(second.scale(new)) => Relation::Caution,
        (Some(_), Some(_)) => Relation::Subject,
        _ => Relation::None,
    };
    Link {
        from: vec![old.id.clone()],
        to: vec![new.id.clone()],
        relation,
        levels: Vec::new(),
        why: String::new(),
    }
}

/// A node that the other framework has nothing for.
fn one_sided(from: Vec<Id>, to: Vec<Id>, other: &Framework) -> Link {
    let absent = from.iter().chain(&to).all(|id| other.find(id.as_str()).is_none());
    let why = if absent { format!("not in {} {}", other.id, other.version) } else { String::new() };
    Link { from, to, relation: Relation::None, levels: Vec::new(), why }
}
