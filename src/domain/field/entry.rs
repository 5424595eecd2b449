//! The fields of the entries of lists: evidence, priorities, recommendations, offers, requests.

mod plans;

use super::{Field, Value, flag, named, text, texts, word};
use crate::domain::{
    Assessment, Criterion, Entry, EntryKind, EvidenceKind, FollowUp, Form, Gate, Id, PartialDate,
    Priority, RecommendationLevel, Sector, Stance,
};

/// The names of the fields of an entry, in the order of a file and without its id.
pub fn keys(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::Evidence => &[
            "kind",
            "title",
            "issuer",
            "sector",
            "date",
            "valid_until",
            "unit",
            "language",
            "reference",
            "page",
            "holder",
            "confidential",
            "stance",
        ],
        EntryKind::Priority => &[
            "question",
            "title",
            "target",
            "impact",
            "equity",
            "effectiveness",
            "feasibility",
            "legal",
            "affordable",
            "acceptable",
            "resourced",
            "mandate",
            "exchange",
            "place",
            "place_reason",
            "note",
        ],
        EntryKind::Recommendation => &["level", "text", "about"],
        EntryKind::Target | EntryKind::Action | EntryKind::Duty | EntryKind::Treaty => {
            plans::keys(kind)
        }
        EntryKind::Offer => {
            &["title", "about", "forms", "languages", "contact", "lesson", "conditions"]
        }
        EntryKind::Request => {
            &["title", "about", "forms", "languages", "contact", "partners", "status", "outcome"]
        }
    }
}

/// The entry of a list with an id.
pub fn by_id(a: &Assessment, kind: EntryKind, id: &Id) -> Option<Entry> {
    match kind {
        EntryKind::Evidence => {
            a.evidence.iter().find(|e| e.id == *id).cloned().map(Entry::Evidence)
        }
        EntryKind::Priority => {
            a.priorities.iter().find(|e| e.id == *id).cloned().map(Entry::Priority)
        }
        EntryKind::Recommendation => {
            a.recommendations.iter().find(|e| e.id == *id).cloned().map(Entry::Recommendation)
        }
        EntryKind::Target => a.targets.iter().find(|e| e.id == *id).cloned().map(Entry::Target),
        EntryKind::Action => a.actions.iter().find(|e| e.id == *id).cloned().map(Entry::action),
        EntryKind::Duty => a.duties.iter().find(|e| e.id == *id).cloned().map(Entry::Duty),
        EntryKind::Treaty => a.treaty.iter().find(|e| e.id == *id).cloned().map(Entry::Treaty),
        EntryKind::Offer => a.offers.iter().find(|e| e.id == *id).cloned().map(Entry::Offer),
        EntryKind::Request => a.requests.iter().find(|e| e.id == *id).cloned().map(Entry::Request),
    }
}

impl Entry {
    /// An entry about which nothing is written yet, of a list whose entries are read and written
    /// field by field: targets, actions, duties, treaty recommendations.
    pub fn blank(kind: EntryKind, id: Id) -> Option<Self> {
        plans::blank(kind, id)
    }

    /// The names of the fields of such an entry, in the order of a file and without its id.
    pub fn keys(kind: EntryKind) -> &'static [&'static str] {
        keys(kind)
    }

    /// The fields that such an entry cannot do without.
    pub fn needed(kind: EntryKind) -> &'static [&'static str] {
        plans::needed(kind)
    }

    /// The words that such a field takes; none where any text will do.
    pub fn words(kind: EntryKind, key: &str) -> Vec<&'static str> {
        plans::words(kind, key)
    }

    /// What one of its fields holds.
    pub fn field(&self, key: &str) -> Value {
        get(self, key)
    }

    /// Makes one of its fields hold a value.
    ///
    /// # Errors
    /// A sentence, when the value is not of the field's kind.
    pub fn set_field(&mut self, field: &Field, value: &Value) -> Result<(), String> {
        set(self, field, value)
    }
}

/// What a field of an entry holds.
fn get(entry: &Entry, key: &str) -> Value {
    let date = |date: Option<PartialDate>| date.map_or(Value::Nothing, |d| text(&d.to_string()));
    match entry {
        Entry::Evidence(e) => match key {
            "kind" => word(e.kind, &EvidenceKind::ALL),
            "title" => text(&e.title),
            "issuer" => text(&e.issuer),
            "sector" => word(e.sector, &Sector::ALL),
            "date" => date(e.date),
            "valid_until" => date(e.valid_until),
            "unit" => text(&e.unit),
            "language" => text(&e.language),
            "reference" => text(&e.reference),
            "page" => text(&e.page),
            "holder" => text(&e.holder),
            "confidential" => flag(e.confidential),
            "stance" => word(e.stance, &Stance::ALL),
            _ => Value::Nothing,
        },
        Entry::Priority(p) => match key {
            "question" => text(p.question.as_str()),
            "title" => text(&p.title),
            "target" => p.target.map_or(Value::Nothing, Value::Number),
            "exchange" => flag(p.exchange),
            "place" => p.place.map_or(Value::Nothing, Value::Number),
            "place_reason" => text(&p.place_reason),
            "note" => text(&p.note),
            _ => rating_or_gate(p, key),
        },
        Entry::Recommendation(r) => match key {
            "level" => word(r.level, &RecommendationLevel::ALL),
            "text" => text(&r.text),
            "about" => ids(&r.about),
            _ => Value::Nothing,
        },
        Entry::Target(_) | Entry::Action(_) | Entry::Duty(_) | Entry::Treaty(_) => {
            plans::get(entry, key)
        }
        Entry::Offer(o) => match key {
            "title" => text(&o.title),
            "about" => ids(&o.about),
            "forms" => forms(&o.forms),
            "languages" => texts(o.languages.clone()),
            "contact" => text(&o.contact),
            "lesson" => text(&o.lesson),
            "conditions" => text(&o.conditions),
            _ => Value::Nothing,
        },
        Entry::Request(r) => match key {
            "title" => text(&r.title),
            "about" => ids(&r.about),
            "forms" => forms(&r.forms),
            "languages" => texts(r.languages.clone()),
            "contact" => text(&r.contact),
            "partners" => texts(r.partners.clone()),
            "status" => r.status.map_or(Value::Nothing, |status| word(status, &FollowUp::ALL)),
            "outcome" => text(&r.outcome),
            _ => Value::Nothing,
        },
    }
}

fn rating_or_gate(p: &Priority, key: &str) -> Value {
    if let Some(criterion) = named(key, &Criterion::ALL) {
        let given = p.ratings.iter().find(|(c, _)| *c == criterion).map(|(_, given)| given);
        let given = given.filter(|given| !given.is_empty());
        return given.map_or(Value::Nothing, |given| Value::Numbers(given.clone()));
    }
    let gate = named(key, &Gate::ALL);
    let open = p.gates.iter().find(|(g, _)| Some(*g) == gate);
    open.map_or(Value::Nothing, |(_, open)| Value::Flag(*open))
}

/// Makes a field of an entry hold a value.
///
/// # Errors
/// A sentence, when the value is not of the field's kind.
fn set(entry: &mut Entry, field: &Field, value: &Value) -> Result<(), String> {
    let key = field.key;
    let date = || match value.as_text(field)?.as_str() {
        "" => Ok(None),
        date => PartialDate::new(date).map(Some),
    };
    match entry {
        Entry::Evidence(e) => match key {
            "kind" => e.kind = value.as_word(field, &EvidenceKind::ALL)?.ok_or(field.wrong())?,
            "title" => e.title = value.as_text(field)?,
            "issuer" => e.issuer = value.as_text(field)?,
            "sector" => e.sector = value.as_word(field, &Sector::ALL)?.unwrap_or_default(),
            "date" => e.date = date()?,
            "valid_until" => e.valid_until = date()?,
            "unit" => e.unit = value.as_text(field)?,
            "language" => e.language = value.as_text(field)?,
            "reference" => e.reference = value.as_text(field)?,
            "page" => e.page = value.as_text(field)?,
            "holder" => e.holder = value.as_text(field)?,
            "confidential" => e.confidential = value.as_flag(field)?.unwrap_or(false),
            "stance" => e.stance = value.as_word(field, &Stance::ALL)?.unwrap_or_default(),
            _ => return Err(field.wrong()),
        },
        Entry::Priority(p) => match key {
            "question" => p.question = Id::new(&value.as_text(field)?)?,
            "title" => p.title = value.as_text(field)?,
            "target" => p.target = number(field, value)?,
            "exchange" => p.exchange = value.as_flag(field)?.unwrap_or(false),
            "place" => p.place = number(field, value)?,
            "place_reason" => p.place_reason = value.as_text(field)?,
            "note" => p.note = value.as_text(field)?,
            _ => set_rating_or_gate(p, field, value)?,
        },
        Entry::Recommendation(r) => match key {
            "level" => {
                let level = value.as_word(field, &RecommendationLevel::ALL)?;
                r.level = level.ok_or(field.wrong())?;
            }
            "text" => r.text = value.as_text(field)?,
            "about" => r.about = value.as_ids(field)?,
            _ => return Err(field.wrong()),
        },
        Entry::Target(_) | Entry::Action(_) | Entry::Duty(_) | Entry::Treaty(_) => {
            plans::set(entry, field, value)?;
        }
        Entry::Offer(o) => match key {
            "title" => o.title = value.as_text(field)?,
            "about" => o.about = value.as_ids(field)?,
            "forms" => o.forms = as_forms(field, value)?,
            "languages" => o.languages = value.as_texts(field)?,
            "contact" => o.contact = value.as_text(field)?,
            "lesson" => o.lesson = value.as_text(field)?,
            "conditions" => o.conditions = value.as_text(field)?,
            _ => return Err(field.wrong()),
        },
        Entry::Request(r) => match key {
            "title" => r.title = value.as_text(field)?,
            "about" => r.about = value.as_ids(field)?,
            "forms" => r.forms = as_forms(field, value)?,
            "languages" => r.languages = value.as_texts(field)?,
            "contact" => r.contact = value.as_text(field)?,
            "partners" => r.partners = value.as_texts(field)?,
            "status" => r.status = value.as_word(field, &FollowUp::ALL)?,
            "outcome" => r.outcome = value.as_text(field)?,
            _ => return Err(field.wrong()),
        },
    }
    Ok(())
}

fn set_rating_or_gate(p: &mut Priority, field: &Field, value: &Value) -> Result<(), String> {
    if let Some(criterion) = named(field.key, &Criterion::ALL) {
        p.ratings.retain(|(c, _)| *c != criterion);
        match value {
            Value::Nothing => {}
            Value::Numbers(given) => p.ratings.push((criterion, given.clone())),
            _ => return Err(field.wrong()),
        }
        p.ratings.sort_by_key(|(criterion, _)| *criterion);
    } else {
        let gate = named(field.key, &Gate::ALL).ok_or_else(|| field.wrong())?;
        p.gates.retain(|(g, _)| *g != gate);
        p.gates.extend(value.as_flag(field)?.map(|open| (gate, open)));
        p.gates.sort_by_key(|(gate, _)| *gate);
    }
    Ok(())
}

fn number(field: &Field, value: &Value) -> Result<Option<f64>, String> {
    match value {
        Value::Nothing => Ok(None),
        Value::Number(number) => Ok(Some(*number)),
        _ => Err(field.wrong()),
    }
}

fn ids(ids: &[Id]) -> Value {
    texts(ids.iter().map(ToString::to_string).collect())
}

fn forms(forms: &[Form]) -> Value {
    let names = forms.iter().filter_map(|f| Form::ALL.iter().find(|(form, _)| form == f));
    texts(names.map(|(_, name)| (*name).to_owned()).collect())
}

fn as_forms(field: &Field, value: &Value) -> Result<Vec<Form>, String> {
    let read = |text: &String| named(text, &Form::ALL).ok_or_else(|| field.wrong());
    value.as_texts(field)?.iter().map(read).collect()
}
