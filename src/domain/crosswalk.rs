//! How the nodes of one framework version relate to those of another: what means the same, what
//! can be compared with caution, what only asks about the same subject, and what was dropped.

use std::borrow::Cow;

use super::{Framework, Id, Origin, Pin, Scale};

mod chain;
mod check;
mod levels;
mod ways;

pub use ways::{Route, Ways};

/// What somebody who knows both says about two versions of a framework, or two frameworks.
///
/// What a crosswalk does not name follows the rule that holds without one: within a family, nodes
/// with the same id are compared by what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Crosswalk {
    /// The older framework.
    pub from: Pin,
    /// The newer one.
    pub to: Pin,
    /// What belongs together.
    pub links: Vec<Link>,
}

/// Nodes of the older framework and what they became in the newer one.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Ids of the older framework; none where something is new.
    pub from: Vec<Id>,
    /// Ids of the newer framework; none where something was dropped.
    pub to: Vec<Id>,
    /// How far they mean the same.
    pub relation: Relation,
    /// Old number and new number, rising, where the scale changed. A number that is not listed is
    /// not carried; on a range the points are joined by straight lines.
    pub levels: Vec<(f64, f64)>,
    /// Why, for whoever reads the comparison.
    pub why: String,
}

/// How far two versions of a node mean the same; a closer one is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Nothing can be said.
    #[default]
    None,
    /// They ask about the same subject, and an answer to one is none to the other.
    Subject,
    /// An answer to one is most likely an answer to the other; somebody has to look.
    Caution,
    /// They mean the same: an answer to one is an answer to the other.
    Same,
}

impl Relation {
    /// All relations with their names in files, the closest first.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Same, "same"),
        (Self::Caution, "caution"),
        (Self::Subject, "subject"),
        (Self::None, "none"),
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(r, _)| *r == self).map_or("none", |(_, name)| name)
    }
}

/// What happened to the nodes of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// One node with the same id.
    Kept,
    /// One node with another id.
    Renamed,
    /// One node whose levels have other numbers.
    Rescaled,
    /// One node became several.
    Split,
    /// Several nodes became one.
    Merged,
    /// A node is not there any more.
    Dropped,
    /// A node is new.
    Added,
}

impl LinkKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Renamed => "renamed",
            Self::Rescaled => "rescaled",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Dropped => "dropped",
            Self::Added => "added",
        }
    }
}

impl Link {
    /// What happened, as the ids and the table of levels show it.
    pub fn kind(&self) -> LinkKind {
        match (self.from.as_slice(), self.to.as_slice()) {
            ([], _) => LinkKind::Added,
            (_, []) => LinkKind::Dropped,
            ([_], [_]) if self.changes_numbers() => LinkKind::Rescaled,
            ([from], [to]) if from == to => LinkKind::Kept,
            ([_], [_]) => LinkKind::Renamed,
            ([_], _) => LinkKind::Split,
            (_, _) => LinkKind::Merged,
        }
    }

    /// Whether its table of levels gives a number another value.
    pub fn changes_numbers(&self) -> bool {
        levels::changes(&self.levels)
    }

    /// The number that an old one becomes: itself on the same numbers, else by the table. `None`
    /// where it is not carried, or the new scale does not have it.
    pub fn convert(&self, number: f64, from: &Scale, to: &Scale) -> Option<f64> {
        levels::convert(&self.levels, number, from, to)
    }
}

/// What is said between two frameworks, in one direction or the other: by one crosswalk, or by a
/// chain of them.
#[derive(Clone, Debug)]
pub struct Bridge<'a> {
    /// The crosswalk; of a chain, what its crosswalks say together, with every node named.
    pub crosswalk: Cow<'a, Crosswalk>,
    /// Whether it leads from the second framework to the first; of a chain, whether any part of it
    /// does.
    pub backwards: bool,
    /// Whether it is about the base of one of them: what an overlay reworded is then not what the
    /// crosswalk speaks of.
    pub through_base: bool,
    /// The frameworks that a chain goes through, from the first to the second; none without one.
    pub via: Vec<Pin>,
}

impl Crosswalk {
    /// Finds what is said between two frameworks: by the crosswalk between them, else by the shortest
    /// chain of crosswalks. [`Ways::route`] says which one that is.
    pub fn find<'a>(
        ways: impl Into<Ways<'a>>,
        first: &Framework,
        second: &Framework,
    ) -> Option<Bridge<'a>> {
        ways.into().route(first, second).map(|route| route.bridge(first, second))
    }
}

impl Bridge<'_> {
    /// The ids of the first framework that a link names, and those of the second.
    pub fn sides<'l>(&self, link: &'l Link) -> (&'l [Id], &'l [Id]) {
        if self.backwards { (&link.to, &link.from) } else { (&link.from, &link.to) }
    }

    /// How far a link holds for two nodes: what an overlay worded in its own way is not what the
    /// crosswalk of its base speaks of.
    pub fn relation(&self, link: &Link, first: Origin, second: Origin) -> Relation {
        let own = |origin| origin != Origin::Base && origin != Origin::Own;
        match self.through_base && (own(first) || own(second)) {
            true => link.relation.min(Relation::Caution),
            false => link.relation,
        }
    }
}

#[cfg(test)]
mod tests;
