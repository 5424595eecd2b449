//! A target, an action, a duty or a recommendation of a treaty body, as fields to fill in: one field
//! for each that the domain names.

use crate::domain::{
    Change, Entry, EntryKind, Field as DataField, Framework, Holder, Id, Value, limits,
};
use crate::tui::effect::Effect;
use crate::tui::overlay::Field;
use crate::tui::words;

use super::Ask;
use super::entry::{EditedEntry, named};

/// The fields of such an entry. What was carried over stays as it is.
pub(super) fn fields(framework: &Framework, entry: &Entry) -> Vec<Field> {
    keys(entry.kind()).map(|key| field(framework, entry, key)).collect()
}

/// What a person fills in.
fn keys(kind: EntryKind) -> impl Iterator<Item = &'static str> {
    Entry::keys(kind).iter().copied().filter(|key| *key != "carried_from")
}

fn field(framework: &Framework, entry: &Entry, key: &'static str) -> Field {
    let kind = entry.kind();
    let (label, hint) = words::plan_field(kind, key);
    let value = entry.field(key);
    let choices = Entry::words(kind, key);
    if !choices.is_empty() {
        let needed = Entry::needed(kind).contains(&key) || matches!(key, "status" | "role");
        let none = (!needed).then(|| "not stated".to_owned());
        let options: Vec<String> =
            none.into_iter().chain(choices.iter().map(|word| (*word).to_owned())).collect();
        let chosen = match &value {
            Value::Text(word) => options.iter().position(|option| option == word),
            _ => None,
        };
        return Field::choice(label, options, chosen.unwrap_or(0));
    }
    let text = match &value {
        Value::Texts(texts) if key == "about" || key == "after" => {
            let ids: Vec<Id> = texts.iter().filter_map(|text| Id::new(text).ok()).collect();
            named(framework, &ids)
        }
        Value::Texts(texts) => texts.join("; "),
        Value::Text(text) if key == "question" => {
            Id::new(text).map_or_else(|_| text.clone(), |id| named(framework, &[id]))
        }
        Value::Text(text) => text.clone(),
        // What is compulsory and not said yet.
        Value::Number(number) if *number > 0.0 => number.to_string(),
        _ => String::new(),
    };
    Field::text(label, hint, &text)
}

/// Reads the form.
///
/// # Errors
/// The number of the field that is wrong, and why.
pub(super) fn read(edited: &EditedEntry, fields: &[Field]) -> Result<Effect, (usize, String)> {
    let mut entry = edited.old.clone();
    let kind = entry.kind();
    for (at, key) in keys(kind).enumerate() {
        let Some(given) = fields.get(at) else { continue };
        let text = given.value();
        if text.is_empty() && Entry::needed(kind).contains(&key) {
            return Err((at, "this line is compulsory".into()));
        }
        let value = value(edited, kind, key, given).map_err(|why| (at, why))?;
        let holder = Holder::Entry(kind, entry.id().clone());
        let Some(field) = DataField::new(holder, key) else { continue };
        entry.set_field(&field, &value).map_err(|why| (at, why))?;
        if key == "title" {
            limits::title_fits(text).map_err(|why| (at, why))?;
        }
    }
    if let Entry::Action(action) = &entry
        && action.to.is_some()
        && action.question.is_none()
    {
        let at = keys(kind).position(|key| key == "question").unwrap_or(0);
        return Err((at, "name the question whose level it raises".into()));
    }
    let again = Effect::Ask(Ask::Entries(kind, edited.at));
    if entry == edited.old {
        return Ok(again);
    }
    Ok(Effect::Then(vec![Effect::Apply(vec![Change::put(entry)]), again]))
}

fn value(edited: &EditedEntry, kind: EntryKind, key: &str, given: &Field) -> Result<Value, String> {
    let text = given.value();
    if !Entry::words(kind, key).is_empty() {
        let stated = text != "not stated";
        return Ok(if stated { Value::Text(text.into()) } else { Value::Nothing });
    }
    if text.is_empty() {
        return Ok(Value::Nothing);
    }
    Ok(match key {
        "year" | "to" | "level" => Value::Number(number(text)?),
        "partners" => {
            let all = text.split(';').map(str::trim).filter(|one| !one.is_empty());
            Value::Texts(all.map(str::to_owned).collect())
        }
        "about" => Value::Texts(edited.about(text)?.iter().map(Id::to_string).collect()),
        "question" => match edited.about(text)?.as_slice() {
            [one] => Value::Text(one.to_string()),
            _ => return Err("name one question".into()),
        },
        "after" => {
            let words = text.split([',', ';', ' ']).filter(|word| !word.is_empty());
            Value::Texts(words.map(str::to_owned).collect())
        }
        _ => Value::Text(text.into()),
    })
}

fn number(text: &str) -> Result<f64, String> {
    text.replace(',', ".").parse().map_err(|_| format!("'{text}' is not a number"))
}
