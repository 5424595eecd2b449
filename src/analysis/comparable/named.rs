//! What a crosswalk says of the nodes of two frameworks, by their places.

use std::collections::{HashMap, HashSet};

use super::Comparability;
use crate::domain::crosswalk::{Bridge, Relation};
use crate::domain::{Framework, Id};

/// The nodes that a crosswalk names.
#[derive(Debug, Default)]
pub(super) struct Named {
    first: HashSet<usize>,
    second: HashMap<usize, Said>,
}

/// What a crosswalk says of a node of the second framework.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// What the first framework has for it.
    pub place: Option<usize>,
    /// The most that the two can be to each other.
    pub most: Comparability,
}

impl Named {
    /// Looks up every link. Ids that a framework does not have, as an overlay may not, are passed
    /// over.
    pub fn of(bridge: &Bridge<'_>, first: &Framework, second: &Framework) -> Self {
        let mut named = Self::default();
        for link in &bridge.crosswalk.links {
            let (a, b) = bridge.sides(link);
            named.first.extend(a.iter().filter_map(|id| first.find(id.as_str())));
            let one = a.len() == 1 && b.len() == 1;
            for id in b {
                let Some(at) = second.find(id.as_str()) else { continue };
                // A part of a split, or a whole that was merged, is a line of its own, unless it
                // kept the id: then the line goes on and breaks.
                let same_id = |other: &&Id| one || *other == id;
                let place = a.iter().find(same_id).and_then(|id| first.find(id.as_str()));
                let origin = |f: &Framework, at: usize| f.node(at).origin;
                let relation = place.map_or(Relation::None, |place| {
                    bridge.relation(link, origin(first, place), origin(second, at))
                });
                let most = match relation {
                    _ if !one || link.changes_numbers() => Comparability::None,
                    Relation::Same => Comparability::Same,
                    Relation::Caution => Comparability::Caution,
                    Relation::Subject | Relation::None => Comparability::None,
                };
                named.second.insert(at, Said { place, most });
            }
        }
        named
    }

    /// What is said of a node of the second framework; `None` where it is not named.
    pub fn of_second(&self, at: usize) -> Option<Said> {
        self.second.get(&at).copied()
    }

    /// Whether a node of the first framework is named.
    pub fn has_first(&self, place: usize) -> bool {
        self.first.contains(&place)
    }
}
