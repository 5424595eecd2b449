//! Reading the attic: what came from other framework versions, in the shape of the file itself.

use super::super::walk::{Value, Walk};
use super::{answers, entries, notes_by_node, pin, plan_list};
use crate::domain::{Attic, Id, Pin};

/// One part of the attic: everything that came from one framework version.
pub(super) fn attic(walk: &mut Walk, value: Value<'_, '_>) -> Option<Attic> {
    let table = walk.table(value)?;
    let blank = Pin { id: Id::new("none").ok()?, version: String::new(), digest: String::new() };
    let (mut attic, mut pinned, mut named) = (Attic::of(blank), None, false);
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "framework" => (named, pinned) = (true, pin(walk, name, value)),
            "why" => {
                for (name, value) in walk.table(value).into_iter().flatten() {
                    let text = walk.string(value);
                    attic.why.extend(walk.key_id(name).map(|id| (id, text)));
                }
            }
            "answers" => attic.answers = answers(walk, value),
            "notes" => attic.notes = notes_by_node(walk, value),
            "priorities" => attic.priorities = walk.list(value, entries::priority),
            "recommendations" => attic.recommendations = walk.list(value, entries::recommendation),
            "targets" | "actions" | "duties" | "treaty" => {
                attic.plans.extend(plan_list(walk, name, value));
            }
            "offers" => attic.offers = walk.list(value, entries::offer),
            "requests" => attic.requests = walk.list(value, entries::request),
            _ => walk.unknown(name),
        }
    }
    if !named {
        walk.missing("framework", value.span());
    }
    attic.framework = pinned?;
    Some(attic)
}
