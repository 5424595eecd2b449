//! Telling apart different entries that two sides made under the same id.

use crate::domain::field::{by_id, entry_keys};
use crate::domain::{Assessment, Entry, EntryKind, Field, Holder, Id, PlannedAction, digest};

/// An entry that goes by another id after a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Its list.
    pub kind: EntryKind,
    /// Its id before.
    pub from: Id,
    /// Its id now.
    pub to: Id,
    /// Whether it is an entry of our side.
    pub ours: bool,
}

/// Gives a new id to one of two different entries that have the same one and that the base does not
/// know. Which one is renamed, and to what, follows from their content alone.
pub(super) fn tell_apart(
    base: &Assessment,
    ours: &mut Assessment,
    theirs: &mut Assessment,
) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for (kind, _) in EntryKind::ALL {
        for mine in Entry::all(ours, kind) {
            let from = mine.id();
            let Some(other) = by_id(theirs, kind, from) else { continue };
            if by_id(base, kind, from).is_some() || identity(&mine) == identity(&other) {
                continue;
            }
            let (mine, other) = (content(&mine), content(&other));
            let is_ours = mine > other;
            let (side, text) = if is_ours { (&mut *ours, mine) } else { (&mut *theirs, other) };
            if let Some(to) = new_id(from, &text) {
                rename(side, kind, from, &to);
                renamed.push(Renamed { kind, from: from.clone(), to, ours: is_ours });
            }
        }
    }
    renamed
}

/// What tells one entry from another: two entries that agree in it are the same thing, written
/// down by both sides.
fn identity(entry: &Entry) -> String {
    match entry {
        Entry::Evidence(_) => values(entry, &["kind", "title"]),
        Entry::Priority(_) => values(entry, &["question"]),
        Entry::Recommendation(_) => values(entry, &["level", "text"]),
        // The id says which question it is about: two of them are one target.
        Entry::Target(_) => String::new(),
        Entry::Action(_) => values(entry, &["title", "question"]),
        Entry::Duty(_) => values(entry, &["step", "level", "body"]),
        Entry::Treaty(_) => values(entry, &["body", "year", "reference", "text"]),
        Entry::Offer(_) | Entry::Request(_) => values(entry, &["title"]),
    }
}

fn content(entry: &Entry) -> String {
    values(entry, entry_keys(entry.kind()))
}

fn values(entry: &Entry, keys: &[&'static str]) -> String {
    let value = |key: &&'static str| format!("{key}={}\n", entry.field(key));
    keys.iter().map(value).collect()
}

/// The id with a few digits of what the entry says behind it.
fn new_id(from: &Id, content: &str) -> Option<Id> {
    let digest = digest(content.as_bytes());
    let digits = digest.rsplit(':').next().unwrap_or_default().get(..DIGITS)?;
    let room = from.as_str().get(..from.as_str().len().min(Id::MAX - DIGITS - 1))?;
    Id::new(&format!("{room}-{digits}")).ok()
}

/// How many digits tell one entry from another with the same id.
const DIGITS: usize = 8;

fn rename(side: &mut Assessment, kind: EntryKind, from: &Id, to: &Id) {
    let there = by_id(side, kind, to).is_some();
    match kind {
        EntryKind::Evidence => rename_in(&mut side.evidence, |e| &mut e.id, (from, to), there),
        EntryKind::Priority => rename_in(&mut side.priorities, |e| &mut e.id, (from, to), there),
        EntryKind::Recommendation => {
            rename_in(&mut side.recommendations, |e| &mut e.id, (from, to), there);
        }
        // Never: see `identity`.
        EntryKind::Target => {}
        EntryKind::Action => rename_action(&mut side.actions, (from, to), there),
        EntryKind::Duty => rename_in(&mut side.duties, |e| &mut e.id, (from, to), there),
        EntryKind::Treaty => rename_in(&mut side.treaty, |e| &mut e.id, (from, to), there),
        EntryKind::Offer => rename_in(&mut side.offers, |e| &mut e.id, (from, to), there),
        EntryKind::Request => rename_in(&mut side.requests, |e| &mut e.id, (from, to), there),
    }
    let aside = side.attic.iter_mut().flat_map(|attic| attic.answers.values_mut());
    let answers = side.answers.each_mut().values_mut().chain(aside);
    for answer in answers.filter(|_| kind == EntryKind::Evidence) {
        let known = answer.sources.contains(to);
        match known {
            true => answer.sources.retain(|id| id != from),
            false => {
                answer.sources.iter_mut().filter(|id| *id == from).for_each(|id| *id = to.clone())
            }
        }
    }
    let holder = Holder::Entry(kind, from.clone());
    for Field { holder, .. } in
        side.conflicts.iter_mut().map(|c| &mut c.field).filter(|f| f.holder == holder)
    {
        *holder = Holder::Entry(kind, to.clone());
    }
}

/// Renames an action, and follows it where others wait for it.
fn rename_action(list: &mut Vec<PlannedAction>, (from, to): (&Id, &Id), there: bool) {
    rename_in(list, |e| &mut e.id, (from, to), there);
    for action in list {
        let known = action.after.contains(to);
        match known {
            true => action.after.retain(|id| id != from),
            false => {
                action.after.iter_mut().filter(|id| *id == from).for_each(|id| *id = to.clone());
            }
        }
    }
}

/// Renames an entry, or takes it out where the side has taken over the renamed one before.
fn rename_in<T>(
    list: &mut Vec<T>,
    id: impl Fn(&mut T) -> &mut Id,
    (from, to): (&Id, &Id),
    there: bool,
) {
    if there {
        list.retain_mut(|entry| id(entry) != from);
    } else if let Some(entry) =
        list.iter_mut().find_map(|entry| Some(id(entry)).filter(|id| *id == from))
    {
        *entry = to.clone();
    }
}
