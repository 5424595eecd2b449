//! The shapes of the entries of an assessment's lists.

use serde::Deserialize;

use super::Reader;
use crate::domain::{
    Criterion, Evidence, EvidenceKind, Form, Gate, Offer, PartialDate, Place, Priority,
    Recommendation, RecommendationLevel, Request, Sector, Stance,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::store) struct EvidenceShape {
    pub id: String,
    kind: String,
    title: String,
    issuer: String,
    sector: Option<String>,
    date: Option<String>,
    valid_until: Option<String>,
    unit: String,
    language: String,
    reference: String,
    page: String,
    holder: String,
    confidential: bool,
    stance: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::store) struct PriorityShape {
    pub id: String,
    question: String,
    title: String,
    target: Option<f64>,
    impact: Vec<f64>,
    equity: Vec<f64>,
    effectiveness: Vec<f64>,
    feasibility: Vec<f64>,
    legal: Option<bool>,
    affordable: Option<bool>,
    acceptable: Option<bool>,
    resourced: Option<bool>,
    mandate: Option<bool>,
    exchange: bool,
    note: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::store) struct RecommendationShape {
    pub id: String,
    level: String,
    text: String,
    about: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::store) struct OfferShape {
    pub id: String,
    title: String,
    about: Vec<String>,
    forms: Vec<String>,
    languages: Vec<String>,
    contact: String,
    lesson: String,
    conditions: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::store) struct RequestShape {
    pub id: String,
    title: String,
    about: Vec<String>,
    forms: Vec<String>,
    languages: Vec<String>,
    contact: String,
}

type At<'a> = &'a dyn Fn(&str) -> Place;

impl Reader {
    pub(in crate::store) fn evidence(&mut self, s: EvidenceShape, at: At) -> Option<Evidence> {
        const FORMS: &str = "write a date as a text: \"2021\", \"2021-05\" or \"2021-05-17\"";
        let date = |reader: &mut Self, text: Option<String>, key: &str| {
            text.and_then(|t| reader.take(PartialDate::new(&t), at(key), FORMS))
        };
        Some(Evidence {
            id: self.id(&s.id, at("id"))?,
            kind: self.word(&s.kind, &EvidenceKind::ALL, at("kind"))?,
            title: s.title,
            issuer: s.issuer,
            sector: match s.sector {
                Some(word) => self.word(&word, &Sector::ALL, at("sector"))?,
                None => Sector::default(),
            },
            date: date(self, s.date, "date"),
            valid_until: date(self, s.valid_until, "valid_until"),
            unit: s.unit,
            language: s.language,
            reference: s.reference,
            page: s.page,
            holder: s.holder,
            confidential: s.confidential,
            stance: match s.stance {
                Some(word) => self.word(&word, &Stance::ALL, at("stance"))?,
                None => Stance::default(),
            },
        })
    }

    pub(in crate::store) fn priority(&mut self, s: PriorityShape, at: At) -> Option<Priority> {
        let ratings = [
            (Criterion::Impact, s.impact),
            (Criterion::Equity, s.equity),
            (Criterion::Effectiveness, s.effectiveness),
            (Criterion::Feasibility, s.feasibility),
        ];
        let gates = [
            (Gate::Legal, s.legal),
            (Gate::Affordable, s.affordable),
            (Gate::Acceptable, s.acceptable),
            (Gate::Resourced, s.resourced),
            (Gate::Mandate, s.mandate),
        ];
        Some(Priority {
            id: self.id(&s.id, at("id"))?,
            question: self.id(&s.question, at("question"))?,
            title: s.title,
            target: s.target,
            ratings: ratings.into_iter().filter(|(_, given)| !given.is_empty()).collect(),
            gates: gates.into_iter().filter_map(|(gate, open)| Some((gate, open?))).collect(),
            exchange: s.exchange,
            note: s.note,
        })
    }

    pub(in crate::store) fn recommendation(
        &mut self,
        s: RecommendationShape,
        at: At,
    ) -> Option<Recommendation> {
        Some(Recommendation {
            id: self.id(&s.id, at("id"))?,
            level: self.word(&s.level, &RecommendationLevel::ALL, at("level"))?,
            text: s.text,
            about: self.ids(&s.about, &at("about")),
        })
    }

    pub(in crate::store) fn offer(&mut self, s: OfferShape, at: At) -> Option<Offer> {
        Some(Offer {
            id: self.id(&s.id, at("id"))?,
            title: s.title,
            about: self.ids(&s.about, &at("about")),
            forms: self.forms(&s.forms, at),
            languages: s.languages,
            contact: s.contact,
            lesson: s.lesson,
            conditions: s.conditions,
        })
    }

    pub(in crate::store) fn request(&mut self, s: RequestShape, at: At) -> Option<Request> {
        Some(Request {
            id: self.id(&s.id, at("id"))?,
            title: s.title,
            about: self.ids(&s.about, &at("about")),
            forms: self.forms(&s.forms, at),
            languages: s.languages,
            contact: s.contact,
        })
    }

    fn forms(&mut self, words: &[String], at: At) -> Vec<Form> {
        words.iter().filter_map(|w| self.word(w, &Form::ALL, at("forms"))).collect()
    }
}
