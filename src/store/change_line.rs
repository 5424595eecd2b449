//! Changes as lines of JSON, for `stocktake apply`.
//!
//! A line names what it changes and holds the new value:
//! `{"question": "reporting-duty", "level": 3, "confidence": "sure"}`. The fields are the keys of
//! the assessment file, so a line may change several things at once.

mod wording;

use serde::Deserialize;
use serde_json::Value;

use self::wording::wording;
use super::assessment_file::{read_conflict, read_entry};
use super::document::{conflict_values, entry_values};
use crate::domain::{
    Boxed, Change, Confidence, EntryKind, HeaderField, Id, InPlace, NoteKind, ReasonOfChange,
    Verdict,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    question: Option<String>,
    level: Option<f64>,
    state: Option<String>,
    reason: Option<String>,
    carried: Option<bool>,
    reason_of_change: Option<String>,
    in_place: Option<String>,
    confidence: Option<String>,
    parked: Option<bool>,
    sources: Option<Vec<String>>,
    claim: Option<String>,
    evidence: Option<String>,
    missing: Option<String>,
    reservation: Option<String>,
    agreed_by: Option<String>,
    node: Option<String>,
    strengths: Option<Vec<String>>,
    weaknesses: Option<Vec<String>>,
    opportunities: Option<Vec<String>>,
    challenges: Option<Vec<String>>,
    lessons: Option<Vec<String>>,
    put: Option<String>,
    entry: Option<Value>,
    at: Option<usize>,
    dispute: Option<Value>,
    settle: Option<Value>,
    remove: Option<String>,
    id: Option<String>,
    country_name: Option<String>,
    territory_note: Option<String>,
    population: Option<u32>,
}

mod write;

pub use write::write_change;

/// Reads one line into the changes that it stands for, in order.
///
/// # Errors
/// A sentence that says what is wrong with the line.
pub fn read_change(text: &str) -> Result<Vec<Change>, String> {
    let line: Line = serde_json::from_str(text).map_err(|error| wording(text, &error))?;
    line.refuse_idle_keys()?;
    let mut changes = Vec::new();
    if let Some(name) = &line.question {
        answer(&line, &Id::new(name)?, &mut changes)?;
    }
    if let Some(name) = &line.node {
        let id = Id::new(name)?;
        for (kind, texts) in [
            (NoteKind::Strengths, &line.strengths),
            (NoteKind::Weaknesses, &line.weaknesses),
            (NoteKind::Opportunities, &line.opportunities),
            (NoteKind::Challenges, &line.challenges),
            (NoteKind::Lessons, &line.lessons),
        ] {
            changes.extend(texts.clone().map(|t| Change::Notes(id.clone(), kind, t)));
        }
    }
    if let (Some(list), Some(entry)) = (&line.put, &line.entry) {
        let kind = word(list, &EntryKind::ALL)?;
        let entry = read_entry(kind, &as_toml(entry)?)?;
        changes.push(Change::Put { entry, at: line.at.unwrap_or(usize::MAX) });
    }
    if let Some(conflict) = &line.dispute {
        let conflict = Box::new(read_conflict(&as_toml(conflict)?)?);
        changes.push(Change::Dispute { conflict, at: line.at.unwrap_or(usize::MAX) });
    }
    if let Some(conflict) = &line.settle {
        changes.push(Change::Settle(Box::new(read_conflict(&as_toml(conflict)?)?)));
    }
    if let (Some(list), Some(id)) = (&line.remove, &line.id) {
        changes.push(Change::Remove(word(list, &EntryKind::ALL)?, Id::new(id)?));
    }
    for (field, text) in [
        (HeaderField::CountryName, &line.country_name),
        (HeaderField::TerritoryNote, &line.territory_note),
    ] {
        changes.extend(text.clone().map(|t| Change::Header(field, t)));
    }
    // 0 takes the number away, as the empty text does elsewhere.
    changes.extend(line.population.map(|number| {
        let text = if number == 0 { String::new() } else { number.to_string() };
        Change::Header(HeaderField::Population, text)
    }));
    if changes.is_empty() {
        return Err(
            "the line changes nothing: name a question, a node, put, remove or country_name".into(),
        );
    }
    Ok(changes)
}

fn answer(line: &Line, id: &Id, changes: &mut Vec<Change>) -> Result<(), String> {
    let verdict = match (line.level, line.state.as_deref()) {
        (Some(_), Some(_)) => return Err("a line has a level or a state, not both".into()),
        (Some(level), None) => Some(Some(Verdict::Scored(level))),
        (None, Some("unknown")) => Some(Some(Verdict::Unknown)),
        (None, Some("not-applicable" | "na")) => {
            Some(Some(Verdict::NotApplicable { reason: line.reason.clone().unwrap_or_default() }))
        }
        (None, Some("open")) => Some(None),
        (None, Some(other)) => {
            return Err(format!(
                "'{other}' is not a state: take one of open, unknown, not-applicable"
            ));
        }
        (None, None) => None,
    };
    if let Some(verdict) = verdict {
        let carried = line.carried.unwrap_or(false);
        changes.push(Change::Verdict { question: id.clone(), verdict, carried });
    }
    if let Some(reason) = &line.reason_of_change {
        let reason = optional(reason, &ReasonOfChange::ALL)?;
        changes.push(Change::ReasonOfChange(id.clone(), reason));
    }
    if let Some(mark) = &line.in_place {
        changes.push(Change::InPlace(id.clone(), optional(mark, &InPlace::ALL)?));
    }
    if let Some(step) = &line.confidence {
        changes.push(Change::Confidence(id.clone(), optional(step, &Confidence::ALL)?));
    }
    changes.extend(line.parked.map(|parked| Change::Parked(id.clone(), parked)));
    if let Some(sources) = &line.sources {
        let sources: Result<Vec<_>, _> = sources.iter().map(|s| Id::new(s)).collect();
        changes.push(Change::Sources(id.clone(), sources?));
    }
    for (which, text) in [
        (Boxed::Claim, &line.claim),
        (Boxed::Evidence, &line.evidence),
        (Boxed::Missing, &line.missing),
        (Boxed::Reservation, &line.reservation),
        (Boxed::AgreedBy, &line.agreed_by),
    ] {
        changes.extend(text.clone().map(|t| Change::Text(id.clone(), which, t)));
    }
    Ok(())
}

/// A key, and whether the line holds it.
type Held = (&'static str, bool);

impl Line {
    /// A key that says nothing without another one is refused: what somebody wrote is never dropped.
    fn refuse_idle_keys(&self) -> Result<(), String> {
        let of_question = [
            ("level", self.level.is_some()),
            ("state", self.state.is_some()),
            ("reason", self.reason.is_some()),
            ("carried", self.carried.is_some()),
            ("reason_of_change", self.reason_of_change.is_some()),
            ("in_place", self.in_place.is_some()),
            ("confidence", self.confidence.is_some()),
            ("parked", self.parked.is_some()),
            ("sources", self.sources.is_some()),
            ("claim", self.claim.is_some()),
            ("evidence", self.evidence.is_some()),
            ("missing", self.missing.is_some()),
            ("reservation", self.reservation.is_some()),
            ("agreed_by", self.agreed_by.is_some()),
        ];
        let of_node = [
            ("strengths", self.strengths.is_some()),
            ("weaknesses", self.weaknesses.is_some()),
            ("opportunities", self.opportunities.is_some()),
            ("challenges", self.challenges.is_some()),
            ("lessons", self.lessons.is_some()),
        ];
        let is_na = matches!(self.state.as_deref(), Some("not-applicable" | "na"));
        let has_verdict = self.level.is_some() || self.state.is_some();
        let placed = self.put.is_some() || self.dispute.is_some();
        let groups: [(&[Held], &str, bool); 8] = [
            (&of_question, "\"question\"", self.question.is_some()),
            (&of_node, "\"node\"", self.node.is_some()),
            (&[("reason", self.reason.is_some())], "\"state\": \"not-applicable\"", is_na),
            (&[("carried", self.carried.is_some())], "\"level\" or \"state\"", has_verdict),
            (&[("entry", self.entry.is_some())], "\"put\"", self.put.is_some()),
            (&[("at", self.at.is_some())], "\"put\" or \"dispute\"", placed),
            (&[("put", self.put.is_some())], "\"entry\"", self.entry.is_some()),
            (&[("id", self.id.is_some())], "\"remove\"", self.remove.is_some()),
        ];
        for (keys, needs, there) in groups {
            if let (false, Some((key, _))) = (there, keys.iter().find(|(_, held)| *held)) {
                return Err(format!("'{key}' needs {needs} beside it"));
            }
        }
        match (&self.remove, &self.id) {
            (Some(_), None) => Err("'remove' needs \"id\" beside it".into()),
            _ => Ok(()),
        }
    }
}

/// The text of a JSON object as a TOML table: the same names, the same values.
fn as_toml(value: &Value) -> Result<String, String> {
    let Value::Object(entry) = value else {
        return Err("the entry stands in braces, for instance {\"id\": \"...\"}".into());
    };
    if let Some((key, _)) = entry.iter().find(|(_, value)| value.is_null()) {
        return Err(format!("'{key}' of the entry has no value: leave the key out"));
    }
    let why = "the entry holds a value that a file cannot hold: take texts, numbers, true or false";
    toml::to_string(value).map_err(|_| why.into())
}

fn word<T: Copy>(text: &str, all: &[(T, &'static str)]) -> Result<T, String> {
    all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
        format!("'{text}' is not one of {}", names.join(", "))
    })
}

/// A word, or nothing for the empty text, which clears the value.
fn optional<T: Copy>(text: &str, all: &[(T, &'static str)]) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { word(text, all).map(Some) }
}
