//! Reading the conflicts of an assessment: fields that two sides changed to different values.

use super::super::reading::parse_table;
use super::super::table::{Item, Table};
use super::super::walk::{Value as TomlValue, Walk};
use super::{answer, entries};
use crate::domain::{Claim, Conflict, Entry, EntryKind, Field, Holder, Id, Side, Value};

/// The values of one conflict as they stand in the file.
#[derive(Default)]
struct Raw<'a, 'i> {
    question: Option<Id>,
    node: Option<Id>,
    list: Option<EntryKind>,
    id: Option<Id>,
    field: String,
    base: Option<TomlValue<'a, 'i>>,
    ours: Option<TomlValue<'a, 'i>>,
    theirs: Option<TomlValue<'a, 'i>>,
    sides: [Side; 2],
}

/// Reads one conflict from the text of its table.
///
/// # Errors
/// The first thing that is wrong with it.
pub(in crate::store) fn read_conflict(text: &str) -> Result<Conflict, String> {
    let text = format!("[conflict]\n{text}");
    let table = parse_table(&text).map_err(|p| p.to_string())?;
    let Some(value) = table.get("conflict") else { return Err("the conflict is empty".into()) };
    let mut walk = Walk::default();
    let conflict = conflict(&mut walk, value);
    match (conflict, walk.problems.into_iter().chain(walk.unknown).next()) {
        (Some(conflict), None) => Ok(conflict),
        (_, Some(problem)) => Err(problem.to_string()),
        (None, None) => Err("the conflict cannot be read".into()),
    }
}

pub(super) fn conflict(walk: &mut Walk, value: TomlValue<'_, '_>) -> Option<Conflict> {
    let table = walk.table(value)?;
    let raw = raw(walk, table);
    let Some(field) = field(&raw) else {
        let message = "this does not say what the conflict is about".to_owned();
        let hint = "name a question, a node, or a list and an id, and the field of it";
        walk.error("conflict", value.span(), message, hint);
        return None;
    };
    let [ours, theirs] = raw.sides;
    Some(Conflict {
        base: read(walk, &field, raw.base)?,
        ours: Claim { value: read(walk, &field, raw.ours)?, side: ours },
        theirs: Claim { value: read(walk, &field, raw.theirs)?, side: theirs },
        field,
    })
}

fn raw<'a, 'i>(walk: &mut Walk, table: &'a Table<'i>) -> Raw<'a, 'i> {
    let mut raw = Raw::default();
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "question" => raw.question = walk.id(value),
            "node" => raw.node = walk.id(value),
            "list" => raw.list = walk.word(value, &EntryKind::ALL),
            "id" => raw.id = walk.id(value),
            "field" => raw.field = walk.string(value),
            "base" => raw.base = Some(value),
            "ours" => raw.ours = Some(value),
            "theirs" => raw.theirs = Some(value),
            "ours_by" => raw.sides[0].by = walk.string(value),
            "ours_at" => raw.sides[0].at = walk.string(value),
            "theirs_by" => raw.sides[1].by = walk.string(value),
            "theirs_at" => raw.sides[1].at = walk.string(value),
            _ => walk.unknown(name),
        }
    }
    raw
}

fn field(raw: &Raw<'_, '_>) -> Option<Field> {
    let holder = match (&raw.question, &raw.node, raw.list, &raw.id) {
        (Some(id), None, None, None) => Holder::Answer(id.clone()),
        (None, Some(id), None, None) => Holder::Notes(id.clone()),
        (None, None, Some(kind), Some(id)) => Holder::Entry(kind, id.clone()),
        (None, None, None, None) => Holder::Head,
        _ => return None,
    };
    Field::new(holder, &raw.field)
}

/// A value of the field; a key that is missing is nothing.
fn read(walk: &mut Walk, field: &Field, value: Option<TomlValue<'_, '_>>) -> Option<Value> {
    let Some(value) = value else { return Some(Value::Nothing) };
    match (&field.holder, field.key) {
        (Holder::Answer(id), Field::VERDICT) => {
            let table = walk.table(value)?;
            let answer = answer(walk, id, table);
            let carried = answer.carried;
            Some(
                answer
                    .verdict
                    .map_or(Value::Nothing, |verdict| Value::Verdict { verdict, carried }),
            )
        }
        (Holder::Entry(kind, _), Field::WHOLE) => {
            let entry = match kind {
                EntryKind::Evidence => entries::evidence(walk, value).map(Entry::Evidence),
                EntryKind::Priority => entries::priority(walk, value).map(Entry::Priority),
                EntryKind::Recommendation => {
                    entries::recommendation(walk, value).map(Entry::Recommendation)
                }
                EntryKind::Target | EntryKind::Action | EntryKind::Duty | EntryKind::Treaty => {
                    super::plans::plan(walk, *kind, value)
                }
                EntryKind::Offer => entries::offer(walk, value).map(Entry::Offer),
                EntryKind::Request => entries::request(walk, value).map(Entry::Request),
            };
            entry.map(|entry| Value::Entry(Box::new(entry)))
        }
        _ => plain(walk, value),
    }
}

/// A value as it stands in the file.
pub(super) fn plain(walk: &mut Walk, value: TomlValue<'_, '_>) -> Option<Value> {
    match value.get_ref() {
        Item::String(text) if text.is_empty() => Some(Value::Nothing),
        Item::Boolean(on) => Some(Value::Flag(*on)),
        Item::Integer(_) | Item::Float(_) => walk.number(value).map(Value::Number),
        Item::Array(array) => match array.first().map(|first| first.get_ref()) {
            None => Some(Value::Nothing),
            Some(Item::String(_)) => Some(Value::Texts(walk.texts(value))),
            Some(_) => Some(Value::Numbers(walk.list(value, Walk::number))),
        },
        _ => walk.text(value).map(|text| Value::Text(text.to_owned())),
    }
}
