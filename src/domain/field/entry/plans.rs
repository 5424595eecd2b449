//! The fields of targets, planned actions, duties and treaty recommendations. Files, lines of
//! changes and screens all read and write them through these two functions.

use super::super::{Field, Value, text, texts, word};
use super::{ids, number};
use crate::domain::{
    CaseStep, CostBand, Duty, Entry, EntryKind, Funding, Id, PartialDate, PlannedAction,
    RecommendationLevel, Role, Stage, Status, Target, Tier, TreatyRecommendation, TreatyStatus,
    Worked,
};

/// The names of the fields, in the order of a file and without the id.
pub(super) fn keys(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::Target => &["level", "year", "note"],
        EntryKind::Action => &[
            "title",
            "question",
            "to",
            "level",
            "owner",
            "partners",
            "deadline",
            "cost",
            "budget_line",
            "funding",
            "indicator",
            "stage",
            "status",
            "after",
            "carried_from",
            "worked",
            "outcome",
            "note",
        ],
        EntryKind::Duty => {
            &["step", "level", "body", "role", "task", "within", "basis", "about", "gap"]
        }
        EntryKind::Treaty => {
            &["body", "year", "reference", "text", "level", "about", "status", "answer"]
        }
        _ => &[],
    }
}

/// The fields that an entry cannot do without.
pub(super) fn needed(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::Target => &["level"],
        EntryKind::Action => &["title"],
        EntryKind::Duty => &["step", "level", "body"],
        EntryKind::Treaty => &["body", "year", "text", "level"],
        _ => &[],
    }
}

/// The words that a field takes, where it takes words of a closed vocabulary.
pub(super) fn words(kind: EntryKind, key: &str) -> Vec<&'static str> {
    fn names<T>(all: &[(T, &'static str)]) -> Vec<&'static str> {
        all.iter().map(|(_, name)| *name).collect()
    }
    match (kind, key) {
        (EntryKind::Action | EntryKind::Treaty, "level") => names(&RecommendationLevel::ALL),
        (EntryKind::Action, "cost") => names(&CostBand::ALL),
        (EntryKind::Action, "funding") => names(&Funding::ALL),
        (EntryKind::Action, "stage") => names(&Stage::ALL),
        (EntryKind::Action, "status") => names(&Status::ALL),
        (EntryKind::Action, "worked") => names(&Worked::ALL),
        (EntryKind::Duty, "step") => names(&CaseStep::ALL),
        (EntryKind::Duty, "level") => names(&Tier::ALL),
        (EntryKind::Duty, "role") => names(&Role::ALL),
        (EntryKind::Treaty, "status") => names(&TreatyStatus::ALL),
        _ => Vec::new(),
    }
}

/// An entry about which nothing is written yet.
pub(super) fn blank(kind: EntryKind, id: Id) -> Option<Entry> {
    match kind {
        EntryKind::Target => {
            Some(Entry::Target(Target { id, level: 0.0, year: None, note: String::new() }))
        }
        EntryKind::Action => Some(Entry::action(PlannedAction::blank(id))),
        EntryKind::Duty => Some(Entry::Duty(Duty::blank(id))),
        EntryKind::Treaty => Some(Entry::Treaty(TreatyRecommendation::blank(id))),
        _ => None,
    }
}

/// What a field holds.
pub(super) fn get(entry: &Entry, key: &str) -> Value {
    match entry {
        Entry::Target(t) => match key {
            "level" => Value::Number(t.level),
            "year" => year(t.year),
            "note" => text(&t.note),
            _ => Value::Nothing,
        },
        Entry::Action(a) => action(a, key),
        Entry::Duty(d) => match key {
            "step" => word(d.step, &CaseStep::ALL),
            "level" => word(d.level, &Tier::ALL),
            "body" => text(&d.body),
            "role" => word(d.role, &Role::ALL),
            "task" => text(&d.task),
            "within" => text(&d.within),
            "basis" => text(&d.basis),
            "about" => ids(&d.about),
            "gap" => text(&d.gap),
            _ => Value::Nothing,
        },
        Entry::Treaty(t) => match key {
            "body" => text(&t.body),
            "year" => year(Some(t.year)),
            "reference" => text(&t.reference),
            "text" => text(&t.text),
            "level" => word(t.level, &RecommendationLevel::ALL),
            "about" => ids(&t.about),
            "status" => word(t.status, &TreatyStatus::ALL),
            "answer" => text(&t.answer),
            _ => Value::Nothing,
        },
        _ => Value::Nothing,
    }
}

fn action(a: &PlannedAction, key: &str) -> Value {
    let optional = |value: Option<Value>| value.unwrap_or(Value::Nothing);
    match key {
        "title" => text(&a.title),
        "question" => optional(a.question.as_ref().map(|id| text(id.as_str()))),
        "to" => optional(a.to.map(Value::Number)),
        "level" => optional(a.level.map(|level| word(level, &RecommendationLevel::ALL))),
        "owner" => text(&a.owner),
        "partners" => texts(a.partners.clone()),
        "deadline" => optional(a.deadline.map(|date| text(&date.to_string()))),
        "cost" => optional(a.cost.map(|band| word(band, &CostBand::ALL))),
        "budget_line" => text(&a.budget_line),
        "funding" => optional(a.funding.map(|state| word(state, &Funding::ALL))),
        "indicator" => text(&a.indicator),
        "stage" => optional(a.stage.map(|stage| word(stage, &Stage::ALL))),
        "status" => word(a.status, &Status::ALL),
        "after" => ids(&a.after),
        "carried_from" => year(a.carried_from),
        "worked" => optional(a.worked.map(|worked| word(worked, &Worked::ALL))),
        "outcome" => text(&a.outcome),
        "note" => text(&a.note),
        _ => Value::Nothing,
    }
}

/// Makes a field hold a value.
///
/// # Errors
/// A sentence, when the value is not of the field's kind.
pub(super) fn set(entry: &mut Entry, field: &Field, value: &Value) -> Result<(), String> {
    match entry {
        Entry::Target(t) => match field.key {
            "level" => t.level = number(field, value)?.ok_or_else(|| field.wrong())?,
            "year" => t.year = as_year(field, value)?,
            "note" => t.note = value.as_text(field)?,
            _ => return Err(field.wrong()),
        },
        Entry::Action(a) => set_action(a, field, value)?,
        Entry::Duty(d) => match field.key {
            "step" => {
                d.step = value.as_word(field, &CaseStep::ALL)?.ok_or_else(|| field.wrong())?
            }
            "level" => d.level = value.as_word(field, &Tier::ALL)?.ok_or_else(|| field.wrong())?,
            "body" => d.body = value.as_text(field)?,
            "role" => d.role = value.as_word(field, &Role::ALL)?.unwrap_or_default(),
            "task" => d.task = value.as_text(field)?,
            "within" => d.within = value.as_text(field)?,
            "basis" => d.basis = value.as_text(field)?,
            "about" => d.about = value.as_ids(field)?,
            "gap" => d.gap = value.as_text(field)?,
            _ => return Err(field.wrong()),
        },
        Entry::Treaty(t) => match field.key {
            "body" => t.body = value.as_text(field)?,
            "year" => t.year = as_year(field, value)?.ok_or_else(|| field.wrong())?,
            "reference" => t.reference = value.as_text(field)?,
            "text" => t.text = value.as_text(field)?,
            "level" => {
                let level = value.as_word(field, &RecommendationLevel::ALL)?;
                t.level = level.ok_or_else(|| field.wrong())?;
            }
            "about" => t.about = value.as_ids(field)?,
            "status" => t.status = value.as_word(field, &TreatyStatus::ALL)?.unwrap_or_default(),
            "answer" => t.answer = value.as_text(field)?,
            _ => return Err(field.wrong()),
        },
        _ => return Err(field.wrong()),
    }
    Ok(())
}

fn set_action(a: &mut PlannedAction, field: &Field, value: &Value) -> Result<(), String> {
    match field.key {
        "title" => a.title = value.as_text(field)?,
        "question" => {
            let id = value.as_text(field)?;
            a.question = if id.is_empty() { None } else { Some(Id::new(&id)?) };
        }
        "to" => a.to = number(field, value)?,
        "level" => a.level = value.as_word(field, &RecommendationLevel::ALL)?,
        "owner" => a.owner = value.as_text(field)?,
        "partners" => a.partners = value.as_texts(field)?,
        "deadline" => {
            let date = value.as_text(field)?;
            a.deadline = if date.is_empty() { None } else { Some(PartialDate::new(&date)?) };
        }
        "cost" => a.cost = value.as_word(field, &CostBand::ALL)?,
        "budget_line" => a.budget_line = value.as_text(field)?,
        "funding" => a.funding = value.as_word(field, &Funding::ALL)?,
        "indicator" => a.indicator = value.as_text(field)?,
        "stage" => a.stage = value.as_word(field, &Stage::ALL)?,
        "status" => a.status = value.as_word(field, &Status::ALL)?.unwrap_or_default(),
        "after" => a.after = value.as_ids(field)?,
        "carried_from" => a.carried_from = as_year(field, value)?,
        "worked" => a.worked = value.as_word(field, &Worked::ALL)?,
        "outcome" => a.outcome = value.as_text(field)?,
        "note" => a.note = value.as_text(field)?,
        _ => return Err(field.wrong()),
    }
    Ok(())
}

fn year(year: Option<i16>) -> Value {
    year.map_or(Value::Nothing, |year| Value::Number(f64::from(year)))
}

fn as_year(field: &Field, value: &Value) -> Result<Option<i16>, String> {
    let Some(number) = number(field, value)? else { return Ok(None) };
    let whole = (1900.0..=2999.0).contains(&number) && number.fract() == 0.0;
    let year = whole.then(|| format!("{number}").parse().ok()).flatten();
    year.map(Some).ok_or_else(|| format!("{number} is not a year from 1900 to 2999"))
}
