//! Reading the entries of an assessment's lists.

use super::super::reading::parse_table;
use super::super::table::Table;
use super::super::walk::{Value, Walk};
use crate::domain::{
    Criterion, Entry, EntryKind, Evidence, EvidenceKind, FollowUp, Form, Gate, Offer, Priority,
    Recommendation, RecommendationLevel, Request, Sector, Stance,
};

/// Reads one entry from the text of its table.
///
/// # Errors
/// The first thing that is wrong with it.
pub(in crate::store) fn read_entry(kind: EntryKind, text: &str) -> Result<Entry, String> {
    let text = format!("[entry]\n{text}");
    let table = parse_table(&text).map_err(|p| p.to_string())?;
    let Some(value) = table.get("entry") else { return Err("the entry is empty".into()) };
    let mut walk = Walk::default();
    let entry = match kind {
        EntryKind::Evidence => evidence(&mut walk, value).map(Entry::Evidence),
        EntryKind::Priority => priority(&mut walk, value).map(Entry::Priority),
        EntryKind::Recommendation => recommendation(&mut walk, value).map(Entry::Recommendation),
        EntryKind::Target | EntryKind::Action | EntryKind::Duty | EntryKind::Treaty => {
            super::plans::plan(&mut walk, kind, value)
        }
        EntryKind::Offer => offer(&mut walk, value).map(Entry::Offer),
        EntryKind::Request => request(&mut walk, value).map(Entry::Request),
    };
    match (entry, walk.problems.into_iter().chain(walk.unknown).next()) {
        (Some(entry), None) => Ok(entry),
        (_, Some(problem)) => Err(problem.to_string()),
        (None, None) => Err("the entry cannot be read".into()),
    }
}

/// Reads every key of an entry's table; a key that `field` does not know is reported.
fn each<'a, 'i>(
    walk: &mut Walk,
    table: &'a Table<'i>,
    mut field: impl FnMut(&mut Walk, &str, Value<'a, 'i>) -> bool,
) {
    for (name, value) in table {
        if !field(walk, name.get_ref(), value) {
            walk.unknown(name);
        }
    }
}

/// An entry that lacks a compulsory value; the key is named unless a wrong value already was.
fn need<T>(walk: &mut Walk, found: Option<T>, key: &str, value: Value<'_, '_>) -> Option<T> {
    if found.is_none() && walk.table(value).is_some_and(|t| !t.contains_key(key)) {
        walk.missing(key, value.span());
    }
    found
}

pub(super) fn evidence(walk: &mut Walk, value: Value<'_, '_>) -> Option<Evidence> {
    let (mut id, mut kind) = (None, None);
    let (mut sector, mut stance, mut confidential) = (Sector::default(), Stance::default(), false);
    let (mut date, mut valid_until) = (None, None);
    let [mut title, mut issuer, mut unit, mut language] = [const { String::new() }; 4];
    let [mut reference, mut page, mut holder] = [const { String::new() }; 3];
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "id" => id = walk.id(v),
            "kind" => kind = walk.word(v, &EvidenceKind::ALL),
            "title" => title = walk.string(v),
            "issuer" => issuer = walk.string(v),
            "sector" => sector = walk.word(v, &Sector::ALL).unwrap_or_default(),
            "date" => date = walk.date(v),
            "valid_until" => valid_until = walk.date(v),
            "unit" => unit = walk.string(v),
            "language" => language = walk.string(v),
            "reference" => reference = walk.string(v),
            "page" => page = walk.string(v),
            "holder" => holder = walk.string(v),
            "confidential" => confidential = walk.flag(v).unwrap_or_default(),
            "stance" => stance = walk.word(v, &Stance::ALL).unwrap_or_default(),
            _ => return false,
        }
        true
    });
    let (id, kind) = (need(walk, id, "id", value), need(walk, kind, "kind", value));
    Some(Evidence {
        id: id?,
        kind: kind?,
        title,
        issuer,
        sector,
        date,
        valid_until,
        unit,
        language,
        reference,
        page,
        holder,
        confidential,
        stance,
    })
}

pub(super) fn priority(walk: &mut Walk, value: Value<'_, '_>) -> Option<Priority> {
    let (mut id, mut question, mut target, mut exchange) = (None, None, None, false);
    let [mut title, mut note, mut place_reason] = [const { String::new() }; 3];
    let mut place = None;
    let mut ratings: Vec<(Criterion, Vec<f64>)> = Vec::new();
    let mut gates: Vec<(Gate, bool)> = Vec::new();
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "id" => id = walk.id(v),
            "question" => question = walk.id(v),
            "title" => title = walk.string(v),
            "target" => target = walk.number(v),
            "exchange" => exchange = walk.flag(v).unwrap_or_default(),
            "place" => place = walk.number(v),
            "place_reason" => place_reason = walk.string(v),
            "note" => note = walk.string(v),
            _ => {
                if let Some((criterion, _)) = Criterion::ALL.iter().find(|(_, name)| *name == key) {
                    ratings.push((*criterion, walk.list(v, Walk::number)));
                } else if let Some((gate, _)) = Gate::ALL.iter().find(|(_, name)| *name == key) {
                    gates.extend(walk.flag(v).map(|open| (*gate, open)));
                } else {
                    return false;
                }
            }
        }
        true
    });
    ratings.retain(|(_, given)| !given.is_empty());
    ratings.sort_by_key(|(criterion, _)| *criterion);
    gates.sort_by_key(|(gate, _)| *gate);
    let (id, question) = (need(walk, id, "id", value), need(walk, question, "question", value));
    Some(Priority {
        id: id?,
        question: question?,
        title,
        target,
        ratings,
        gates,
        exchange,
        place,
        place_reason,
        note,
    })
}

pub(super) fn recommendation(walk: &mut Walk, value: Value<'_, '_>) -> Option<Recommendation> {
    let (mut id, mut level, mut text, mut about) = (None, None, String::new(), Vec::new());
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "id" => id = walk.id(v),
            "level" => level = walk.word(v, &RecommendationLevel::ALL),
            "text" => text = walk.string(v),
            "about" => about = walk.list(v, Walk::id),
            _ => return false,
        }
        true
    });
    let (id, level) = (need(walk, id, "id", value), need(walk, level, "level", value));
    Some(Recommendation { id: id?, level: level?, text, about })
}

pub(super) fn offer(walk: &mut Walk, value: Value<'_, '_>) -> Option<Offer> {
    let (mut id, mut about, mut forms, mut languages) = (None, vec![], vec![], vec![]);
    let [mut title, mut contact, mut lesson, mut conditions] = [const { String::new() }; 4];
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "id" => id = walk.id(v),
            "title" => title = walk.string(v),
            "about" => about = walk.list(v, Walk::id),
            "forms" => forms = walk.list(v, |walk, v| walk.word(v, &Form::ALL)),
            "languages" => languages = walk.texts(v),
            "contact" => contact = walk.string(v),
            "lesson" => lesson = walk.string(v),
            "conditions" => conditions = walk.string(v),
            _ => return false,
        }
        true
    });
    let id = need(walk, id, "id", value)?;
    Some(Offer { id, title, about, forms, languages, contact, lesson, conditions })
}

pub(super) fn request(walk: &mut Walk, value: Value<'_, '_>) -> Option<Request> {
    let (mut id, mut about, mut forms, mut languages) = (None, vec![], vec![], vec![]);
    let [mut title, mut contact, mut outcome] = [const { String::new() }; 3];
    let (mut partners, mut status) = (vec![], None);
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "id" => id = walk.id(v),
            "title" => title = walk.string(v),
            "about" => about = walk.list(v, Walk::id),
            "forms" => forms = walk.list(v, |walk, v| walk.word(v, &Form::ALL)),
            "languages" => languages = walk.texts(v),
            "contact" => contact = walk.string(v),
            "partners" => partners = walk.texts(v),
            "status" => status = walk.word(v, &FollowUp::ALL),
            "outcome" => outcome = walk.string(v),
            _ => return false,
        }
        true
    });
    let id = need(walk, id, "id", value)?;
    Some(Request { id, title, about, forms, languages, contact, partners, status, outcome })
}
