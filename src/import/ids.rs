//! Ids made of the names that others use.

use std::collections::HashSet;

use crate::domain::Id;

/// Gives out ids of which no two are alike, without regard to capitals.
#[derive(Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    /// An id as near to the name as an id can be, and not given out before.
    pub(super) fn free(&mut self, name: &str) -> String {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let id: String = name.chars().map(|c| if fits(c) { c } else { '-' }).take(56).collect();
        let id = id.trim_start_matches(['.', '_', '-']).trim_end_matches('-');
        let id = if Id::new(id).is_ok() { id.to_owned() } else { format!("r-{id}") };
        let (mut free, mut n) = (id.clone(), 2);
        while !self.0.insert(free.to_ascii_lowercase()) {
            free = format!("{id}-{n}");
            n += 1;
        }
        free
    }
}
