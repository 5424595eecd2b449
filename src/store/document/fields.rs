//! What each part of an assessment looks like as keys and values, in the order of a file.

use toml_edit::{Array, Value};

use super::plans::plan;
use super::{Field, plain_number, texts};
use crate::domain::{
    Answer, Assessment, Boxed, Confidence, Criterion, Entry, EntryKind, EvidenceKind, FollowUp,
    Form, Gate, Id, InPlace, NoteKind, Notes, ReasonOfChange, RecommendationLevel, Sector, Stance,
    Verdict,
};

/// The head of the file.
pub(super) fn head_fields(a: &Assessment) -> Vec<Field> {
    vec![
        ("country", text(a.key.country.as_str())),
        ("year", Some(Value::from(i64::from(a.key.year)))),
        ("perspective", text(&a.key.perspective.to_string())),
        ("unit", a.key.unit.as_ref().and_then(|u| text(u.as_str()))),
        ("edition", a.key.edition.as_ref().and_then(|e| text(e.as_str()))),
        ("country_name", text(&a.country_name)),
        ("territory_note", text(&a.territory_note)),
        ("population", a.population.map(|number| Value::from(i64::from(number)))),
    ]
}

/// One answer.
pub(super) fn answer_fields(a: &Answer) -> Vec<Field> {
    let (level, state, reason) = match &a.verdict {
        None => (None, None, None),
        Some(Verdict::Scored(level)) => (Some(plain_number(*level)), None, None),
        Some(Verdict::Unknown) => (None, text("unknown"), None),
        Some(Verdict::NotApplicable { reason }) => (None, text("not-applicable"), text(reason)),
    };
    let mut fields = vec![
        ("level", level),
        ("state", state),
        ("reason", reason),
        ("carried", flag(a.carried)),
        ("reason_of_change", a.reason_of_change.and_then(|r| name(r, &ReasonOfChange::ALL))),
        ("in_place", a.in_place.and_then(|m| name(m, &InPlace::ALL))),
        ("confidence", a.confidence.and_then(|c| name(c, &Confidence::ALL))),
        ("parked", flag(a.parked)),
        ("sources", ids(&a.sources)),
    ];
    fields.extend(Boxed::ALL.iter().map(|(which, key)| (*key, text(a.boxes.get(*which)))));
    fields
}

/// The notes on one node.
pub(super) fn note_fields(notes: &Notes) -> Vec<Field> {
    let kinds = NoteKind::ALL.iter();
    kinds.map(|(kind, key)| (*key, texts(notes.get(*kind).iter().map(String::as_str)))).collect()
}

/// One entry of a list.
pub(super) fn fields_of(entry: &Entry) -> Vec<Field> {
    match entry {
        Entry::Evidence(e) => evidence(e),
        Entry::Priority(e) => priority(e),
        Entry::Recommendation(e) => recommendation(e),
        Entry::Target(_) | Entry::Action(_) | Entry::Duty(_) | Entry::Treaty(_) => plan(entry),
        Entry::Offer(e) => offer(e),
        Entry::Request(e) => request(e),
    }
}

/// What was decided about a question.
pub(super) fn verdict_fields(verdict: &Verdict, carried: bool) -> Vec<Field> {
    let answer = Answer { verdict: Some(verdict.clone()), carried, ..Answer::default() };
    answer_fields(&answer)
}

/// The entries of one list, each with its id.
pub(super) fn entry_fields(a: &Assessment, kind: EntryKind) -> Vec<(&Id, Vec<Field>)> {
    match kind {
        EntryKind::Evidence => a.evidence.iter().map(|e| (&e.id, evidence(e))).collect(),
        EntryKind::Priority => a.priorities.iter().map(|e| (&e.id, priority(e))).collect(),
        EntryKind::Recommendation => {
            a.recommendations.iter().map(|e| (&e.id, recommendation(e))).collect()
        }
        EntryKind::Target => {
            a.targets.iter().map(|e| (&e.id, plan(&Entry::Target(e.clone())))).collect()
        }
        EntryKind::Action => {
            a.actions.iter().map(|e| (&e.id, plan(&Entry::action(e.clone())))).collect()
        }
        EntryKind::Duty => {
            a.duties.iter().map(|e| (&e.id, plan(&Entry::Duty(e.clone())))).collect()
        }
        EntryKind::Treaty => {
            a.treaty.iter().map(|e| (&e.id, plan(&Entry::Treaty(e.clone())))).collect()
        }
        EntryKind::Offer => a.offers.iter().map(|e| (&e.id, offer(e))).collect(),
        EntryKind::Request => a.requests.iter().map(|e| (&e.id, request(e))).collect(),
    }
}

fn evidence(e: &crate::domain::Evidence) -> Vec<Field> {
    vec![
        ("id", text(e.id.as_str())),
        ("kind", name(e.kind, &EvidenceKind::ALL)),
        ("title", text(&e.title)),
        ("issuer", text(&e.issuer)),
        ("sector", name(e.sector, &Sector::ALL)),
        ("date", e.date.and_then(|d| text(&d.to_string()))),
        ("valid_until", e.valid_until.and_then(|d| text(&d.to_string()))),
        ("unit", text(&e.unit)),
        ("language", text(&e.language)),
        ("reference", text(&e.reference)),
        ("page", text(&e.page)),
        ("holder", text(&e.holder)),
        ("confidential", flag(e.confidential)),
        ("stance", name(e.stance, &Stance::ALL).filter(|_| e.stance != Stance::For)),
    ]
}

pub(super) fn priority(p: &crate::domain::Priority) -> Vec<Field> {
    let mut fields = vec![
        ("id", text(p.id.as_str())),
        ("question", text(p.question.as_str())),
        ("title", text(&p.title)),
        ("target", p.target.map(plain_number)),
    ];
    fields.extend(Criterion::ALL.iter().map(|(criterion, key)| {
        let given = p.ratings.iter().find(|(c, _)| c == criterion);
        let array: Array = given.iter().flat_map(|(_, g)| g).map(|n| plain_number(*n)).collect();
        (*key, (!array.is_empty()).then(|| Value::Array(array)))
    }));
    fields.extend(Gate::ALL.iter().map(|(gate, key)| {
        (*key, p.gates.iter().find(|(g, _)| g == gate).map(|(_, open)| Value::from(*open)))
    }));
    fields.extend([
        ("exchange", flag(p.exchange)),
        ("place", p.place.map(plain_number)),
        ("place_reason", text(&p.place_reason)),
        ("note", text(&p.note)),
    ]);
    fields
}

pub(super) fn recommendation(r: &crate::domain::Recommendation) -> Vec<Field> {
    vec![
        ("id", text(r.id.as_str())),
        ("level", name(r.level, &RecommendationLevel::ALL)),
        ("text", text(&r.text)),
        ("about", ids(&r.about)),
    ]
}

pub(super) fn offer(o: &crate::domain::Offer) -> Vec<Field> {
    vec![
        ("id", text(o.id.as_str())),
        ("title", text(&o.title)),
        ("about", ids(&o.about)),
        ("forms", forms(&o.forms)),
        ("languages", texts(o.languages.iter().map(String::as_str))),
        ("contact", text(&o.contact)),
        ("lesson", text(&o.lesson)),
        ("conditions", text(&o.conditions)),
    ]
}

pub(super) fn request(r: &crate::domain::Request) -> Vec<Field> {
    vec![
        ("id", text(r.id.as_str())),
        ("title", text(&r.title)),
        ("about", ids(&r.about)),
        ("forms", forms(&r.forms)),
        ("languages", texts(r.languages.iter().map(String::as_str))),
        ("contact", text(&r.contact)),
        ("partners", texts(r.partners.iter().map(String::as_str))),
        ("status", r.status.and_then(|status| name(status, &FollowUp::ALL))),
        ("outcome", text(&r.outcome)),
    ]
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

fn flag(on: bool) -> Option<Value> {
    on.then(|| Value::from(true))
}

fn name<T: PartialEq>(word: T, all: &[(T, &'static str)]) -> Option<Value> {
    all.iter().find(|(value, _)| *value == word).map(|(_, name)| Value::from(*name))
}

fn ids(ids: &[Id]) -> Option<Value> {
    texts(ids.iter().map(Id::as_str))
}

fn forms(forms: &[Form]) -> Option<Value> {
    let names = forms.iter().filter_map(|f| Form::ALL.iter().find(|(form, _)| form == f));
    texts(names.map(|(_, name)| *name))
}
