//! Writing a change as the line that [`super::read_change`] reads back.

use serde_json::{Map, Value};

use super::{conflict_values, entry_values};
use crate::domain::{
    Boxed, Change, Confidence, EntryKind, HeaderField, Id, InPlace, NoteKind, ReasonOfChange,
    Verdict,
};

/// The line for one change.
pub fn write_change(change: &Change) -> Value {
    let question = |id: &Id| vec![("question", Value::from(id.as_str()))];
    let fields = match change {
        Change::Verdict { question: id, verdict, carried } => {
            let mut fields = question(id);
            fields.extend(verdict_fields(verdict.as_ref()));
            fields.extend(carried.then(|| ("carried", Value::from(true))));
            fields
        }
        Change::ReasonOfChange(id, reason) => {
            let reason = optional(*reason, &ReasonOfChange::ALL);
            [question(id), vec![("reason_of_change", reason)]].concat()
        }
        Change::InPlace(id, mark) => {
            [question(id), vec![("in_place", optional(*mark, &InPlace::ALL))]].concat()
        }
        Change::Confidence(id, step) => {
            [question(id), vec![("confidence", optional(*step, &Confidence::ALL))]].concat()
        }
        Change::Parked(id, parked) => [question(id), vec![("parked", (*parked).into())]].concat(),
        Change::Text(id, which, text) => {
            [question(id), vec![(name(*which, &Boxed::ALL), text.as_str().into())]].concat()
        }
        Change::Sources(id, sources) => {
            let sources: Vec<&str> = sources.iter().map(Id::as_str).collect();
            [question(id), vec![("sources", sources.into())]].concat()
        }
        Change::Notes(id, kind, texts) => {
            vec![("node", id.as_str().into()), (name(*kind, &NoteKind::ALL), texts.clone().into())]
        }
        Change::Header(HeaderField::CountryName, text) => {
            vec![("country_name", text.as_str().into())]
        }
        Change::Header(HeaderField::TerritoryNote, text) => {
            vec![("territory_note", text.as_str().into())]
        }
        Change::Header(HeaderField::Population, text) => {
            vec![("population", text.parse::<u32>().unwrap_or(0).into())]
        }
        Change::Put { entry, at } => {
            let mut fields = vec![
                ("put", name(entry.kind(), &EntryKind::ALL).into()),
                ("entry", object(entry_values(entry))),
            ];
            // At the end is where an entry goes that names no place.
            fields.extend((*at != usize::MAX).then(|| ("at", (*at).into())));
            fields
        }
        Change::Dispute { conflict, at } => {
            let mut fields = vec![("dispute", object(conflict_values(conflict)))];
            fields.extend((*at != usize::MAX).then(|| ("at", (*at).into())));
            fields
        }
        Change::Settle(conflict) => vec![("settle", object(conflict_values(conflict)))],
        Change::Remove(kind, id) => {
            vec![("remove", name(*kind, &EntryKind::ALL).into()), ("id", id.as_str().into())]
        }
    };
    Value::Object(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Map<_, _>>())
}

fn object(values: Vec<(&'static str, toml_edit::Value)>) -> Value {
    Value::Object(values.into_iter().map(|(key, v)| (key.to_owned(), json(&v))).collect())
}

fn verdict_fields(verdict: Option<&Verdict>) -> Vec<(&'static str, Value)> {
    match verdict {
        None => vec![("state", "open".into())],
        Some(Verdict::Scored(level)) => vec![("level", (*level).into())],
        Some(Verdict::Unknown) => vec![("state", "unknown".into())],
        Some(Verdict::NotApplicable { reason }) => {
            vec![("state", "not-applicable".into()), ("reason", reason.as_str().into())]
        }
    }
}

fn name<T: PartialEq>(word: T, all: &[(T, &'static str)]) -> &'static str {
    all.iter().find(|(value, _)| *value == word).map_or("", |(_, name)| name)
}

/// A word, or the empty text for none.
fn optional<T: PartialEq>(word: Option<T>, all: &[(T, &'static str)]) -> Value {
    word.map_or("", |word| name(word, all)).into()
}

fn json(value: &toml_edit::Value) -> Value {
    use toml_edit::Value as Toml;
    match value {
        Toml::String(text) => text.value().as_str().into(),
        Toml::Integer(number) => (*number.value()).into(),
        Toml::Float(number) => (*number.value()).into(),
        Toml::Boolean(flag) => (*flag.value()).into(),
        Toml::Array(array) => array.iter().map(json).collect(),
        // No entry holds a date or a table.
        Toml::Datetime(date) => date.value().to_string().into(),
        Toml::InlineTable(table) => {
            Value::Object(table.iter().map(|(k, v)| (k.to_owned(), json(v))).collect())
        }
    }
}
