//! The shape of an assessment file, and its way into the domain.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::located::{BadFile, Located};
use super::reading::parse;
use crate::domain::{
    Answer, Assessment, Boxed, Boxes, Confidence, Id, InPlace, Key, NoteKind, Notes, Pin, Place,
    Problem, Severity, Step, Verdict,
};

mod entries;

pub(super) use entries::{
    EvidenceShape, OfferShape, PriorityShape, RecommendationShape, RequestShape,
};

/// Reads the text of the assessment file of `key`; its framework is not looked at yet.
///
/// The warnings are about keys that are kept but not known.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_assessment(
    path: &Path,
    key: &Key,
    text: &str,
) -> Result<(Assessment, Vec<Located>), BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let (shape, unknown) = parse::<AssessmentShape>(text, Severity::Warning).map_err(bad)?;
    let mut reader = Reader::default();
    let assessment = reader.assessment(key, shape, &unknown);
    match assessment {
        Some(assessment) if reader.problems.is_empty() => {
            Ok((assessment, Located::all(path, text, unknown)))
        }
        _ => {
            let said: Vec<_> = reader.problems.iter().map(|p| p.place.clone()).collect();
            let rest = unknown.into_iter().filter(|p| !said.contains(&p.place));
            Err(bad(reader.problems.into_iter().chain(rest).collect()))
        }
    }
}

#[derive(Deserialize)]
struct AssessmentShape {
    country: String,
    year: i64,
    perspective: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    country_name: String,
    #[serde(default)]
    territory_note: String,
    framework: PinShape,
    #[serde(default)]
    answers: BTreeMap<String, AnswerShape>,
    #[serde(default)]
    notes: BTreeMap<String, NotesShape>,
    #[serde(default)]
    evidence: Vec<EvidenceShape>,
    #[serde(default)]
    priorities: Vec<PriorityShape>,
    #[serde(default)]
    recommendations: Vec<RecommendationShape>,
    #[serde(default)]
    offers: Vec<OfferShape>,
    #[serde(default)]
    requests: Vec<RequestShape>,
}

#[derive(Deserialize)]
struct PinShape {
    id: String,
    version: String,
    #[serde(default)]
    digest: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AnswerShape {
    level: Option<f64>,
    state: Option<String>,
    reason: Option<String>,
    carried: bool,
    in_place: Option<String>,
    confidence: Option<String>,
    parked: bool,
    sources: Vec<String>,
    claim: Option<String>,
    evidence: Option<String>,
    missing: Option<String>,
    reservation: Option<String>,
    agreed_by: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NotesShape {
    strengths: Vec<String>,
    weaknesses: Vec<String>,
    opportunities: Vec<String>,
    challenges: Vec<String>,
    lessons: Vec<String>,
}

/// The word for a question nobody can answer.
const UNKNOWN: &str = "unknown";
/// The word for a question that does not apply.
const NOT_APPLICABLE: &str = "not-applicable";

#[derive(Default)]
pub(super) struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    /// The first thing that was found wrong.
    pub(super) fn first_problem(&self) -> Option<&Problem> {
        self.problems.first()
    }

    fn error(&mut self, code: &'static str, place: Place, message: String, hint: &str) {
        self.problems.push(Problem::error(code, place, message).hint(hint));
    }

    fn take<T>(&mut self, found: Result<T, String>, place: Place, hint: &str) -> Option<T> {
        found.map_err(|why| self.error("value", place, why, hint)).ok()
    }

    fn id(&mut self, text: &str, place: Place) -> Option<Id> {
        let found = Id::new(text).map_err(|why| format!("'{text}' cannot be an id: {why}"));
        self.take(found, place, "take the id of a question, node or entry")
    }

    fn ids(&mut self, texts: &[String], place: &Place) -> Vec<Id> {
        texts.iter().filter_map(|text| self.id(text, place.clone())).collect()
    }

    /// A word of a closed vocabulary.
    fn word<T: Copy>(&mut self, text: &str, all: &[(T, &str)], place: Place) -> Option<T> {
        let found = all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        if found.is_none() {
            let names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
            let hint = format!("take one of {}", names.join(", "));
            self.error("word", place, format!("'{text}' is not a word for this"), &hint);
        }
        found
    }

    fn assessment(
        &mut self,
        key: &Key,
        shape: AssessmentShape,
        unknown: &[Problem],
    ) -> Option<Assessment> {
        self.same_as_path(key, &shape);
        let at = |k| Place::keys(&["framework", k]);
        let pin = Pin {
            id: self.id(&shape.framework.id, at("id"))?,
            version: shape.framework.version,
            digest: shape.framework.digest,
        };
        let mut assessment = Assessment::blank(key.clone(), pin);
        assessment.country_name = shape.country_name;
        assessment.territory_note = shape.territory_note;
        for (name, answer) in shape.answers {
            let Some(id) = self.id(&name, Place::keys(&["answers", &name])) else { continue };
            let answer = self.answer(&name, answer, unknown);
            if !answer.is_blank() {
                assessment.answers.insert(id, answer);
            }
        }
        for (name, notes) in shape.notes {
            let id = self.id(&name, Place::keys(&["notes", &name]));
            assessment.notes.extend(id.map(|id| (id, notes.into_notes())));
        }
        assessment.evidence = self.each("evidence", shape.evidence, Self::evidence);
        assessment.priorities = self.each("priorities", shape.priorities, Self::priority);
        assessment.recommendations =
            self.each("recommendations", shape.recommendations, Self::recommendation);
        assessment.offers = self.each("offers", shape.offers, Self::offer);
        assessment.requests = self.each("requests", shape.requests, Self::request);
        Some(assessment)
    }

    /// The head of the file says what its path says.
    fn same_as_path(&mut self, key: &Key, shape: &AssessmentShape) {
        let unit = key.unit.as_ref().map_or("", Id::as_str);
        let year = key.year.to_string();
        let perspective = key.perspective.to_string();
        for (name, said, path) in [
            ("country", shape.country.as_str(), key.country.as_str()),
            ("year", &shape.year.to_string(), &year),
            ("perspective", &shape.perspective, &perspective),
            ("unit", &shape.unit, unit),
        ] {
            if said != path {
                let message = format!("{name} is '{said}' here and '{path}' in the file's path");
                self.error(
                    "path",
                    Place::keys(&[name]),
                    message,
                    "move the file, or correct the line",
                );
            }
        }
    }

    fn answer(&mut self, name: &str, shape: AnswerShape, unknown: &[Problem]) -> Answer {
        let at = |key: &str| Place::keys(&["answers", name, key]);
        let verdict = match (shape.level, shape.state.as_deref()) {
            (Some(_), Some(_)) => {
                let message = format!("'{name}' has both a level and a state");
                self.error("verdict", at("state"), message, "take one of them out");
                None
            }
            (Some(level), None) if level.is_finite() => Some(Verdict::Scored(level)),
            (Some(level), None) => {
                let message = format!("the level of '{name}' is {level}, not a number");
                self.error("not-finite", at("level"), message, "write a level of the scale");
                None
            }
            (None, Some(UNKNOWN)) => Some(Verdict::Unknown),
            (None, Some(NOT_APPLICABLE)) => {
                Some(Verdict::NotApplicable { reason: shape.reason.clone().unwrap_or_default() })
            }
            (None, Some(other)) => {
                let message = format!("'{other}' is not a state");
                self.error("word", at("state"), message, "take one of unknown, not-applicable");
                None
            }
            (None, None) => {
                self.misspelt_level(name, unknown);
                None
            }
        };
        let mut boxes = Boxes::default();
        for (which, text) in [
            (Boxed::Claim, shape.claim),
            (Boxed::Evidence, shape.evidence),
            (Boxed::Missing, shape.missing),
            (Boxed::Reservation, shape.reservation),
            (Boxed::AgreedBy, shape.agreed_by),
        ] {
            if let Some(text) = text {
                boxes.set(which, text);
            }
        }
        let carried = shape.carried && verdict.is_some();
        Answer {
            verdict,
            carried,
            in_place: shape.in_place.and_then(|w| self.word(&w, &InPlace::ALL, at("in_place"))),
            confidence: shape
                .confidence
                .and_then(|w| self.word(&w, &Confidence::ALL, at("confidence"))),
            parked: shape.parked,
            sources: self.ids(&shape.sources, &at("sources")),
            boxes,
        }
    }

    /// An unknown key in an answer without a verdict is most likely a misspelt `level`: reading on
    /// would silently lose an answer.
    fn misspelt_level(&mut self, name: &str, unknown: &[Problem]) {
        let prefix = [Step::Key("answers".into()), Step::Key(name.into())];
        if let Some(problem) = unknown.iter().find(|p| p.place.steps.starts_with(&prefix)) {
            let message = format!("the answer '{name}' has a key that is not known, and no level");
            self.error(
                "unknown-key",
                problem.place.clone(),
                message,
                "write level or state, or take the key out",
            );
        }
    }

    fn each<S, T>(
        &mut self,
        list: &str,
        shapes: Vec<S>,
        read: impl Fn(&mut Self, S, &dyn Fn(&str) -> Place) -> Option<T>,
    ) -> Vec<T> {
        let mut out = Vec::with_capacity(shapes.len());
        for (index, shape) in shapes.into_iter().enumerate() {
            out.extend(read(self, shape, &|key| Place::element(list, index, key)));
        }
        out
    }
}

impl NotesShape {
    fn into_notes(self) -> Notes {
        let mut notes = Notes::default();
        for (kind, texts) in [
            (NoteKind::Strengths, self.strengths),
            (NoteKind::Weaknesses, self.weaknesses),
            (NoteKind::Opportunities, self.opportunities),
            (NoteKind::Challenges, self.challenges),
            (NoteKind::Lessons, self.lessons),
        ] {
            notes.set(kind, texts);
        }
        notes
    }
}
