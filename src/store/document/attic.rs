//! The attic as tables. It is written when a file is made and never altered after that.

use toml_edit::{ArrayOfTables, Item, Table, value};

use super::fields::{
    answer_fields, fields_of, note_fields, offer, priority, recommendation, request,
};
use super::{Field, pin_fields, write};
use crate::domain::{Attic, EntryKind, Id};

/// One table for each framework version that something came from.
pub(super) fn tables(all: &[Attic]) -> Item {
    let mut array = ArrayOfTables::new();
    for attic in all {
        array.push(table(attic));
    }
    Item::ArrayOfTables(array)
}

fn table(attic: &Attic) -> Table {
    let mut out = Table::new();
    out.insert("framework", Item::Table(filled(pin_fields(&attic.framework))));
    let mut why = Table::new();
    for (id, text) in &attic.why {
        why.insert(id.as_str(), value(text));
    }
    put(&mut out, "why", why);
    put(&mut out, "answers", by_id(attic.answers.iter().map(|(id, a)| (id, answer_fields(a)))));
    put(&mut out, "notes", by_id(attic.notes.iter().map(|(id, n)| (id, note_fields(n)))));
    list(&mut out, "priorities", attic.priorities.iter().map(priority));
    list(&mut out, "recommendations", attic.recommendations.iter().map(recommendation));
    for (kind, name) in EntryKind::ALL {
        let all = attic.plans.iter().filter(|entry| entry.kind() == kind);
        list(&mut out, name, all.map(fields_of));
    }
    list(&mut out, "offers", attic.offers.iter().map(offer));
    list(&mut out, "requests", attic.requests.iter().map(request));
    out
}

fn filled(fields: Vec<Field>) -> Table {
    let mut table = Table::new();
    write(&mut table, fields);
    table
}

fn put(out: &mut Table, key: &str, table: Table) {
    if !table.is_empty() {
        out.insert(key, Item::Table(table));
    }
}

fn by_id<'a>(all: impl Iterator<Item = (&'a Id, Vec<Field>)>) -> Table {
    let mut out = Table::new();
    out.set_implicit(true);
    for (id, fields) in all {
        out.insert(id.as_str(), Item::Table(filled(fields)));
    }
    out
}

fn list(out: &mut Table, key: &str, all: impl Iterator<Item = Vec<Field>>) {
    let mut array = ArrayOfTables::new();
    all.for_each(|fields| array.push(filled(fields)));
    if !array.is_empty() {
        out.insert(key, Item::ArrayOfTables(array));
    }
}
