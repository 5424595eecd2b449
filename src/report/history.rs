//! What happened to an assessment, change by change, from its journal.

use crate::domain::{
    Boxed, Change, Confidence, EntryKind, HeaderField, Id, InPlace, NoteKind, ReasonOfChange,
    Verdict,
};

use super::{Cell, Column, Table};

/// One line of a journal, as far as people care.
#[derive(Clone, Debug)]
pub struct Happened {
    /// Its number.
    pub number: u64,
    /// When: UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// What was done, in a word.
    pub act: &'static str,
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// What undoes them, in order: the old values.
    pub inverse: Vec<Change>,
}

/// The changes of a journal, oldest first; those of one question or node where one is named.
pub fn history(title: &str, all: &[Happened], about: Option<&Id>) -> Table {
    let columns = [
        ("number", "No"),
        ("at", "When (UTC)"),
        ("by", "Who"),
        ("act", "Act"),
        ("about", "About"),
        ("what", "What"),
        ("old", "Old"),
        ("new", "New"),
    ];
    let columns = columns.map(|(key, name)| match key {
        "number" => Column::number(key, name),
        _ => Column::text(key, name),
    });
    let mut rows = Vec::new();
    for line in all {
        let head = || {
            let texts = [&line.at, &line.by].map(Cell::text);
            let number = u32::try_from(line.number).map_or(Cell::Empty, Cell::count);
            [vec![number], texts.to_vec(), vec![Cell::text(line.act)]].concat()
        };
        if line.changes.is_empty() && about.is_none() {
            rows.push([head(), vec![Cell::Empty; 4]].concat());
        }
        // The inverse runs backwards.
        let old = line.inverse.iter().rev().map(Some).chain(std::iter::repeat(None));
        for (change, old) in line.changes.iter().zip(old) {
            let (whom, what, new) = told(change);
            if about.is_some_and(|id| id.as_str() != whom) {
                continue;
            }
            let old = old.map(told).map_or(String::new(), |(_, _, old)| old);
            let cells = [whom, what, old, new].map(Cell::text);
            rows.push([head(), cells.to_vec()].concat());
        }
    }
    Table { title: title.into(), columns: columns.to_vec(), rows, notes: Vec::new() }
}

/// What a change is about, which part of it, and the value that it sets.
fn told(change: &Change) -> (String, String, String) {
    let word = |id: &Id, what: &str, value: String| (id.to_string(), what.to_owned(), value);
    match change {
        Change::Verdict { question, verdict, carried } => {
            let said = match verdict {
                None => "open".to_owned(),
                Some(Verdict::Scored(level)) => level.to_string(),
                Some(Verdict::Unknown) => "not known".into(),
                Some(Verdict::NotApplicable { reason }) => format!("not applicable: {reason}"),
            };
            let carried = if *carried { ", carried over" } else { "" };
            word(question, "level", said + carried)
        }
        Change::ReasonOfChange(id, reason) => {
            word(id, "reason of change", name(*reason, &ReasonOfChange::ALL))
        }
        Change::InPlace(id, mark) => word(id, "in place", name(*mark, &InPlace::ALL)),
        Change::Confidence(id, step) => word(id, "confidence", name(*step, &Confidence::ALL)),
        Change::Parked(id, parked) => word(id, "parked", if *parked { "yes" } else { "no" }.into()),
        Change::Text(id, which, text) => {
            word(id, &name(Some(*which), &Boxed::ALL).replace('_', " "), text.clone())
        }
        Change::Sources(id, sources) => {
            let sources: Vec<&str> = sources.iter().map(Id::as_str).collect();
            word(id, "sources", sources.join(", "))
        }
        Change::Notes(id, kind, texts) => {
            word(id, &name(Some(*kind), &NoteKind::ALL), texts.join(" / "))
        }
        Change::Header(HeaderField::CountryName, text) => {
            (String::new(), "country name".into(), text.clone())
        }
        Change::Header(HeaderField::TerritoryNote, text) => {
            (String::new(), "territory note".into(), text.clone())
        }
        Change::Header(HeaderField::Population, text) => {
            (String::new(), "population".into(), text.clone())
        }
        Change::Put { entry, .. } => {
            word(entry.id(), &name(Some(entry.kind()), &EntryKind::ALL), "written".into())
        }
        Change::Dispute { conflict, .. } => {
            (conflict.field.to_string(), "conflict".into(), conflict.to_string())
        }
        Change::Settle(conflict) => {
            (conflict.field.to_string(), "conflict".into(), "resolved".into())
        }
        Change::Remove(kind, id) => word(id, &name(Some(*kind), &EntryKind::ALL), "removed".into()),
    }
}

fn name<T: PartialEq>(word: Option<T>, all: &[(T, &'static str)]) -> String {
    let found = word.and_then(|word| all.iter().find(|(value, _)| *value == word));
    found.map(|(_, name)| (*name).to_owned()).unwrap_or_default()
}
