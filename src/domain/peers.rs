//! Peer groups: countries that are looked at together.

use super::{Country, Id};

/// Countries that are looked at together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerGroup {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The countries in it, in the order of the file; those that are not certain stand behind.
    pub members: Vec<Country>,
    /// Those of them whose place in the group the sources do not settle.
    pub uncertain: Vec<Country>,
    /// Where the group comes from.
    pub source: String,
    /// What a reader must know about it.
    pub note: String,
}

impl PeerGroup {
    /// Whether a country is in it, certain or not.
    pub fn has(&self, country: Country) -> bool {
        self.members.contains(&country)
    }
}
