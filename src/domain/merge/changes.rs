//! The changes that make one assessment of another, in an order in which each of them is allowed.

use std::collections::BTreeSet;

use crate::domain::field::by_id;
use crate::domain::{Assessment, Change, Conflict, Entry, EntryKind, Field, Holder, Id, Value};

/// One field that two assessments hold differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field; an entry that only one of them has is named as a whole.
    pub field: Field,
    /// What the first one holds.
    pub from: Value,
    /// What the second one holds.
    pub to: Value,
}

/// Every field that two assessments hold differently, in the order of a file.
pub fn differences(from: &Assessment, to: &Assessment) -> Vec<Difference> {
    let mut fields = Vec::new();
    for holder in holders(from, to) {
        fields.extend(
            Field::keys(&holder).into_iter().map(|key| Field { holder: holder.clone(), key }),
        );
    }
    for (kind, _) in EntryKind::ALL {
        let (old, new) = (Entry::all(from, kind), Entry::all(to, kind));
        let added = new.iter().filter(|entry| !old.iter().any(|e| e.id() == entry.id()));
        for entry in old.iter().chain(added) {
            let holder = Holder::Entry(kind, entry.id().clone());
            let both = [from, to].iter().all(|a| by_id(a, kind, entry.id()).is_some());
            let keys = if both { Field::keys(&holder) } else { vec![Field::WHOLE] };
            fields.extend(keys.into_iter().map(|key| Field { holder: holder.clone(), key }));
        }
    }
    let difference = |field: Field| Difference { from: field.get(from), to: field.get(to), field };
    fields.into_iter().map(difference).filter(|d| d.from != d.to).collect()
}

/// The changes that lead from `from` to `to`, which have the same key and framework.
///
/// Entries of a list keep the order that `from` gives them; new ones go where `to` has them.
pub fn changes(from: &Assessment, to: &Assessment) -> Vec<Change> {
    let mut changes = Vec::new();
    // Settled first, and on record again at the end where it stands in both: while a conflict stands,
    // its verdict cannot be given.
    let moves =
        |c: &Conflict| c.field.key == Field::VERDICT && c.field.get(from) != c.field.get(to);
    let settled = from.conflicts.iter().filter(|c| !to.conflicts.contains(c) || moves(c));
    changes.extend(settled.map(|c| Change::Settle(Box::new(c.clone()))));
    // Evidence comes before the answers that rest on it, and leaves after them.
    put(EntryKind::Evidence, from, to, &mut changes);
    for holder in holders(from, to) {
        for key in Field::keys(&holder) {
            let field = Field { holder: holder.clone(), key };
            let (old, new) = (field.get(from), field.get(to));
            if old != new {
                changes.extend(field.change(to, &new));
            }
        }
    }
    let rest = || EntryKind::ALL.iter().map(|(kind, _)| *kind);
    for kind in rest().filter(|kind| *kind != EntryKind::Evidence) {
        remove(kind, from, to, &mut changes);
        put(kind, from, to, &mut changes);
    }
    remove(EntryKind::Evidence, from, to, &mut changes);
    let new = |c: &Conflict| !from.conflicts.contains(c) || moves(c);
    let disputed = to.conflicts.iter().enumerate().filter(|(_, c)| new(c));
    changes.extend(disputed.map(|(at, c)| Change::Dispute { conflict: Box::new(c.clone()), at }));
    changes
}

/// The head, the answers and the notes of either.
fn holders(from: &Assessment, to: &Assessment) -> Vec<Holder> {
    let answers: BTreeSet<&Id> = from.answers.keys().chain(to.answers.keys()).collect();
    let notes: BTreeSet<&Id> = from.notes.keys().chain(to.notes.keys()).collect();
    let mut holders = vec![Holder::Head];
    holders.extend(answers.into_iter().map(|id| Holder::Answer(id.clone())));
    holders.extend(notes.into_iter().map(|id| Holder::Notes(id.clone())));
    holders
}

fn put(kind: EntryKind, from: &Assessment, to: &Assessment, changes: &mut Vec<Change>) {
    let (old, new) = (Entry::all(from, kind), Entry::all(to, kind));
    let mut order: Vec<&Id> = old.iter().map(Entry::id).collect();
    let mut before: Option<&Id> = None;
    for entry in &new {
        let id = entry.id();
        match old.iter().find(|e| e.id() == id) {
            Some(known) if known == entry => {}
            Some(_) => changes.push(Change::put(entry.clone())),
            None => {
                let after = before.and_then(|before| order.iter().position(|id| *id == before));
                let at = after.map_or(0, |at| at + 1);
                order.insert(at, id);
                changes.push(Change::Put { entry: entry.clone(), at });
            }
        }
        before = Some(id);
    }
}

fn remove(kind: EntryKind, from: &Assessment, to: &Assessment, changes: &mut Vec<Change>) {
    let new = Entry::all(to, kind);
    let gone = |id: &Id| !new.iter().any(|e| e.id() == id);
    let ids = Entry::all(from, kind).into_iter().map(|e| e.id().clone());
    changes.extend(ids.filter(gone).map(|id| Change::Remove(kind, id)));
}
