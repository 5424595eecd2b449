//! Crosswalks one behind the other: what they say together, and never more than that.
//!
//! Every step of a chain is spelled out first (see [`spelled`]): what its crosswalk does not name
//! follows the rule that holds between the two neighbours, so that nothing is left to the rule
//! between the two ends. Then the links of two steps are joined where they name the same ids in the
//! middle. Links that hang together there become one:
//!
//! - one to one on both steps: as close as the weaker of the two, with one table behind the other;
//! - a split or a merger on any step: with caution at most, and only where one table says what every
//!   old level becomes on every way. Somebody has to confirm the answer, and several old ones have to
//!   agree, so the answer is the same that two moves, one after the other, would carry;
//! - else the same subject at most: where one became one again through several, where some of several
//!   became some of several, where a question in the middle was new and had no answer, and where no
//!   table does what the two did.

use std::collections::HashMap;

use super::ways::{Route, pin};
use super::{Crosswalk, Link, Relation, levels};
use crate::domain::{Framework, Id, Scale};

mod spelled;

use spelled::spelled_out;

/// What the crosswalks of a chain say of its two ends: every node of both is named.
pub(super) fn whole(route: &Route<'_>, first: &Framework, second: &Framework) -> Crosswalk {
    let ends = route.middles.iter().copied().chain([second]);
    let (mut here, mut said): (_, Option<Vec<Link>>) = (first, None);
    for (step, next) in route.steps.iter().zip(ends) {
        let after = spelled_out(*step, here, next);
        said = Some(match said {
            None => after,
            Some(before) => join(&before, &after, (first, here, next)),
        });
        here = next;
    }
    Crosswalk { from: pin(first), to: pin(second), links: said.unwrap_or_default() }
}

/// The frameworks before, between and behind two steps.
type Stops<'a> = (&'a Framework, &'a Framework, &'a Framework);

/// What the links of two steps say together.
fn join(before: &[Link], after: &[Link], stops: Stops<'_>) -> Vec<Link> {
    knots(before, after).iter().flat_map(|knot| knot.said(stops)).collect()
}

/// Links of two steps that hang together by what they name in the middle.
#[derive(Debug)]
struct Knot<'a> {
    before: Vec<&'a Link>,
    after: Vec<&'a Link>,
}

/// Sorts the links of two steps into those that hang together, in the order of the links.
fn knots<'a>(before: &'a [Link], after: &'a [Link]) -> Vec<Knot<'a>> {
    let links: Vec<&'a Link> = before.iter().chain(after).collect();
    let middle = |at: usize| if at < before.len() { &links[at].to } else { &links[at].from };
    let mut named: HashMap<&Id, Vec<usize>> = HashMap::new();
    for at in 0..links.len() {
        for id in middle(at) {
            named.entry(id).or_default().push(at);
        }
    }
    let mut seen = vec![false; links.len()];
    let mut found = Vec::new();
    for start in 0..links.len() {
        let (mut ahead, mut knot) = (vec![start], Vec::new());
        while let Some(at) = ahead.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                knot.push(at);
                ahead.extend(middle(at).iter().filter_map(|id| named.get(id)).flatten());
            }
        }
        knot.sort_unstable();
        let split = knot.partition_point(|at| *at < before.len());
        let of = |part: &[usize]| part.iter().map(|at| links[*at]).collect::<Vec<_>>();
        if !knot.is_empty() {
            found.push(Knot { before: of(&knot[..split]), after: of(&knot[split..]) });
        }
    }
    found
}

impl<'a> Knot<'a> {
    /// What became of the ids before in the framework behind; nothing where the knot lies in the
    /// middle alone.
    fn said(&self, stops: Stops<'_>) -> Vec<Link> {
        let from: Vec<Id> = self.before.iter().flat_map(|link| link.from.clone()).collect();
        let to: Vec<Id> = self.after.iter().flat_map(|link| link.to.clone()).collect();
        if from.is_empty() || to.is_empty() {
            let why = told(self.links());
            return apart(Link { from, to, relation: Relation::None, levels: Vec::new(), why });
        }
        vec![self.link(from, to, stops)]
    }

    fn link(&self, from: Vec<Id>, to: Vec<Id>, stops: Stops<'_>) -> Link {
        let two_sided = || self.links().filter(|l| !l.from.is_empty() && !l.to.is_empty());
        let weakest = two_sided().map(|link| link.relation).min().unwrap_or_default();
        let why = told(two_sided());
        if weakest < Relation::Caution {
            return Link { from, to, relation: weakest, levels: Vec::new(), why };
        }
        let table = self.doubt(&from, &to).map_or_else(|| self.table(stops), Err);
        match table {
            Ok(levels) => Link { from, to, relation: weakest, levels, why },
            Err(doubt) => {
                let why = if why.is_empty() { doubt.to_owned() } else { format!("{doubt}; {why}") };
                Link { from, to, relation: Relation::Subject, levels: Vec::new(), why }
            }
        }
    }

    fn links(&self) -> impl Iterator<Item = &'a Link> {
        self.before.iter().chain(&self.after).copied()
    }

    /// Whether one question became one on both steps.
    fn is_simple(&self) -> bool {
        let one = |link: &Link| link.from.len() == 1 && link.to.len() == 1;
        self.before.len() == 1 && self.after.len() == 1 && self.links().all(one)
    }

    /// Each id of the middle with the link that leads to it and the one that leads on from it.
    fn branches(&self) -> impl Iterator<Item = (&'a Link, &'a Id, &'a Link)> {
        self.before
            .iter()
            .flat_map(|before| before.to.iter().map(move |id| (*before, id)))
            .flat_map(|(before, id)| {
                let onward = self.after.iter().filter(|after| after.from.contains(id));
                onward.map(move |after| (before, id, *after))
            })
    }

    /// Why its shape lets nothing be carried, if it does not.
    fn doubt(&self, from: &[Id], to: &[Id]) -> Option<&'static str> {
        if from.len() == 1 && to.len() == 1 && !self.is_simple() {
            return Some("it was several questions in between");
        }
        if self.before.iter().any(|link| link.from.is_empty()) {
            return Some("a part of it was new in between");
        }
        let leads = |link: &Link, after: &Link| link.to.iter().any(|id| after.from.contains(id));
        let sources = |after: &Link| -> usize {
            self.before.iter().filter(|link| leads(link, after)).map(|link| link.from.len()).sum()
        };
        let part = |after: &&Link| !after.to.is_empty() && sources(after) < from.len();
        self.after.iter().any(part).then_some("its parts do not all come from the same questions")
    }

    /// What every old level becomes on every branch.
    ///
    /// # Errors
    /// Why no table says that.
    fn table(&self, (first, middle, last): Stops<'_>) -> Result<Vec<(f64, f64)>, &'static str> {
        let none = "no table of levels leads through the version in between";
        let mut found: Option<Vec<(f64, f64)>> = None;
        let changed = self.links().any(Link::changes_numbers);
        // Whether the numbers at both ends are of one kind, and those in between of another.
        let mut returns = false;
        for (before, b, after) in self.branches() {
            // What did not agree in the middle must not agree behind it.
            if before.from.len() > 1 && !levels::tells_apart(&after.levels) {
                return Err(none);
            }
            for (a, c) in before.from.iter().flat_map(|a| after.to.iter().map(move |c| (a, c))) {
                let table = match (scale(first, a), scale(middle, b), scale(last, c)) {
                    (None, None, None) => Vec::new(),
                    (Some(a), Some(b), Some(c)) => {
                        returns |= a.same_numbers(c) && (changed || !a.same_numbers(b));
                        levels::compose(&before.levels, &after.levels, (a, b, c)).ok_or(none)?
                    }
                    _ => return Err(none),
                };
                if found.as_ref().is_some_and(|found| *found != table) {
                    return Err("its parts have tables of levels of their own");
                }
                found = Some(table);
            }
        }
        let table = found.unwrap_or_default();
        match self.is_simple() && returns && !levels::changes(&table) {
            true => Err("its levels had other numbers in between"),
            false => Ok(table),
        }
    }
}

/// The scale of a question; `None` for a group.
fn scale<'f>(framework: &'f Framework, id: &Id) -> Option<&'f Scale> {
    framework.question(id.as_str()).map(|(node, _)| framework.scale(node))
}

/// What has nothing on the other side stands by itself, so that nothing hangs together by it.
fn apart(link: Link) -> Vec<Link> {
    if !link.from.is_empty() && !link.to.is_empty() {
        return vec![link];
    }
    let old = link.from.iter().map(|id| (vec![id.clone()], Vec::new()));
    let new = link.to.iter().map(|id| (Vec::new(), vec![id.clone()]));
    let one = |(from, to)| Link { from, to, ..link.clone() };
    old.chain(new).map(one).collect()
}

/// Every reason of some links, once.
fn told<'a>(links: impl Iterator<Item = &'a Link>) -> String {
    let mut whys: Vec<&str> = Vec::new();
    for link in links {
        if !link.why.is_empty() && !whys.contains(&link.why.as_str()) {
            whys.push(&link.why);
        }
    }
    whys.join("; ")
}

#[cfg(test)]
mod tests;
