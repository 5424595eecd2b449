//! Reading targets, actions, duties and treaty recommendations: the domain says what their fields
//! are, so that one reader does for all of them.

use super::super::walk::{Value, Walk};
use super::conflicts::plain;
use crate::domain::{Entry, EntryKind, Field, Holder, Id};

/// Reads one entry of such a list.
pub(super) fn plan(walk: &mut Walk, kind: EntryKind, value: Value<'_, '_>) -> Option<Entry> {
    let table = walk.table(value)?;
    let Some(id) = table.get("id") else {
        walk.missing("id", value.span());
        return None;
    };
    let id: Id = walk.id(id)?;
    let mut entry = Entry::blank(kind, id.clone())?;
    for key in Entry::needed(kind) {
        if !table.contains_key(key) {
            walk.missing(key, value.span());
        }
    }
    for (name, value) in table {
        if name.get_ref() == "id" {
            continue;
        }
        let holder = Holder::Entry(kind, id.clone());
        let Some(field) = Field::new(holder, name.get_ref()).filter(|f| f.key != Field::WHOLE)
        else {
            walk.unknown(name);
            continue;
        };
        let Some(read) = plain(walk, value) else { continue };
        if let Err(why) = entry.set_field(&field, &read) {
            let words = Entry::words(kind, field.key);
            let hint = if words.is_empty() {
                "docs/assessment-format.md shows what belongs here".to_owned()
            } else {
                format!("take one of {}", words.join(", "))
            };
            walk.error("value", value.span(), why, hint);
        }
    }
    Some(entry)
}
