//! One assessment: a country, a year, a unit and a perspective, answered against a framework.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Answer, Answers, Attic, Conflict, Country, Duty, Evidence, Framework, Grade, Id, Offer,
    PlannedAction, Priority, Recommendation, Request, Target, TreatyRecommendation, Years, grade,
};

/// A scored assessment. It is altered only by applying a [`super::Change`].
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// What tells it from every other one.
    pub key: Key,
    /// The country's name as the group writes it; the standard's name is used where it is empty.
    pub country_name: String,
    /// A footnote on the territory, printed wherever the country's name is.
    pub territory_note: String,
    /// How many children, aged 0 to 17, live in what it speaks for: the country or the unit. `None`
    /// where nobody has said so; means of units are weighted by it.
    pub population: Option<u32>,
    /// The framework that it was answered against.
    pub framework: Pin,
    /// The answers by question; a question that is missing here is open.
    pub answers: Answers,
    /// The evidence register.
    pub evidence: Vec<Evidence>,
    /// Strengths, weaknesses, opportunities, challenges and lessons, by node.
    pub notes: BTreeMap<Id, Notes>,
    /// What the group wants to change first.
    pub priorities: Vec<Priority>,
    /// What should change at the levels of policy, system and service.
    pub recommendations: Vec<Recommendation>,
    /// The level that a question should have, by when.
    pub targets: Vec<Target>,
    /// The action plan.
    pub actions: Vec<PlannedAction>,
    /// The accountability map: who must do what for a case of violence.
    pub duties: Vec<Duty>,
    /// What treaty bodies recommended.
    pub treaty: Vec<TreatyRecommendation>,
    /// What the country can offer to others.
    pub offers: Vec<Offer>,
    /// What the country seeks from others.
    pub requests: Vec<Request>,
    /// Fields that two sides changed to different values and that nobody has chosen between yet.
    pub conflicts: Vec<Conflict>,
    /// What migrations had no place for, by the framework version that it came from.
    pub attic: Vec<Attic>,
}

/// What tells one assessment from every other one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The country.
    pub country: Country,
    /// The year of the round, 1900 to 2999.
    pub year: i16,
    /// Whose view it is.
    pub perspective: Perspective,
    /// The sub-national unit; `None` is the national level.
    pub unit: Option<Id>,
    /// The edition: the same round, answered against another version of the framework, as a
    /// migration makes it. `None` is the record, what the group wrote at its time.
    pub edition: Option<Id>,
}

/// Whose view an assessment is. Perspectives are kept side by side and never averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Perspective {
    /// The national working group.
    Own,
    /// Civil society's own reading.
    Shadow,
    /// An independent institution, for instance the ombudsperson.
    Independent,
    /// Reviewers from outside the country.
    External,
    /// A survey of informants.
    Survey,
}

impl Perspective {
    /// All perspectives with their names in files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Own, "self"),
        (Self::Shadow, "shadow"),
        (Self::Independent, "independent"),
        (Self::External, "external"),
        (Self::Survey, "survey"),
    ];

    /// Reads a perspective's name.
    ///
    /// # Errors
    /// A sentence with the names that are taken.
    pub fn new(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(_, name)| *name == text);
        found.map(|(perspective, _)| *perspective).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|(_, name)| *name).collect();
            format!("'{text}' is not a perspective: take one of {}", names.join(", "))
        })
    }
}

impl fmt::Display for Perspective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Self::ALL.iter().find(|(p, _)| p == self).map_or("self", |(_, name)| name))
    }
}

/// The framework that an assessment was answered against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// The framework's id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// The digest of its content; empty where the file names none.
    pub digest: String,
}

impl Pin {
    /// Whether a framework is not the text that was answered against, though it may bear its id and
    /// version; a pin without a digest cannot tell.
    pub fn is_other_text(&self, framework: &Framework) -> bool {
        !self.digest.is_empty() && self.digest != framework.digest()
    }
}

/// What the group notes about a node, usually a component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes(BTreeMap<NoteKind, Vec<String>>);

impl Notes {
    /// The notes of one kind.
    pub fn get(&self, kind: NoteKind) -> &[String] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Replaces the notes of one kind.
    pub fn set(&mut self, kind: NoteKind, texts: Vec<String>) {
        if texts.is_empty() {
            self.0.remove(&kind);
        } else {
            self.0.insert(kind, texts);
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The kinds of notes on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoteKind {
    /// What works.
    Strengths,
    /// What does not.
    Weaknesses,
    /// What could be used.
    Opportunities,
    /// What stands in the way.
    Challenges,
    /// What was learned.
    Lessons,
}

impl NoteKind {
    /// All kinds with their names in files, in the order of a file.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Strengths, "strengths"),
        (Self::Weaknesses, "weaknesses"),
        (Self::Opportunities, "opportunities"),
        (Self::Challenges, "challenges"),
        (Self::Lessons, "lessons"),
    ];
}

impl Key {
    /// Reads the three parts of an assessment's path: folder, folder, file name without `.toml`.
    ///
    /// # Errors
    /// A sentence that says which part is not as it should be.
    pub fn from_parts(country: &str, year: &str, stem: &str) -> Result<Self, String> {
        let (stem, edition) = match stem.split_once('~') {
            Some((stem, edition)) => (stem, Some(Id::new(edition)?)),
            None => (stem, None),
        };
        let (perspective, unit) = match stem.split_once('@') {
            Some((perspective, unit)) => (perspective, Some(Id::new(unit)?)),
            None => (stem, None),
        };
        let code = Country::new(country)?;
        if code.as_str() != country {
            return Err(format!("the folder of a country is named in capitals: {code}"));
        }
        Ok(Self {
            country: code,
            year: Years::one(year).ok_or_else(|| format!("'{year}' is not a year"))?,
            perspective: Perspective::new(perspective)?,
            unit,
            edition,
        })
    }

    /// The file name without its folder and `.toml`.
    pub fn stem(&self) -> String {
        self.to_string().rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// The year with the edition where it is one: `2019` or `2019~1.0`.
    pub fn round(&self) -> String {
        match &self.edition {
            Some(edition) => format!("{}~{edition}", self.year),
            None => self.year.to_string(),
        }
    }

    /// The key of an edition of the same round.
    #[must_use]
    pub fn in_edition(&self, edition: Option<Id>) -> Self {
        Self { edition, ..self.clone() }
    }

    /// The key of the same country, unit, perspective and edition in another year.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Self {
        Self { year, ..self.clone() }
    }

    /// Whether two assessments may stand in one series of years.
    pub fn same_series(&self, other: &Self) -> bool {
        self.country == other.country
            && self.perspective == other.perspective
            && self.unit == other.unit
            && self.edition == other.edition
    }

    /// The order that keeps the years of a series together, oldest first.
    pub fn series_order(&self, other: &Self) -> Ordering {
        let rank = |key: &Self| (key.country, key.perspective);
        rank(self)
            .cmp(&rank(other))
            .then_with(|| self.unit.cmp(&other.unit))
            .then_with(|| self.edition.cmp(&other.edition))
            .then_with(|| self.year.cmp(&other.year))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.country, self.year, self.perspective)?;
        if let Some(unit) = &self.unit {
            write!(f, "@{unit}")?;
        }
        match &self.edition {
            Some(edition) => write!(f, "~{edition}"),
            None => Ok(()),
        }
    }
}

impl Assessment {
    /// An assessment without answers.
    pub fn blank(key: Key, framework: Pin) -> Self {
        Self {
            key,
            country_name: String::new(),
            territory_note: String::new(),
            population: None,
            framework,
            answers: Answers::new(),
            evidence: Vec::new(),
            notes: BTreeMap::new(),
            priorities: Vec::new(),
            recommendations: Vec::new(),
            targets: Vec::new(),
            actions: Vec::new(),
            duties: Vec::new(),
            treaty: Vec::new(),
            offers: Vec::new(),
            requests: Vec::new(),
            conflicts: Vec::new(),
            attic: Vec::new(),
        }
    }

    /// The country's name: as the group writes it, else the standard's, else the code.
    pub fn country_label(&self) -> String {
        if self.country_name.is_empty() {
            let name = self.key.country.standard_name();
            name.map_or_else(|| self.key.country.to_string(), ToString::to_string)
        } else {
            self.country_name.clone()
        }
    }

    /// The pieces of evidence that an answer rests on.
    pub fn evidence_of<'a>(&'a self, answer: &'a Answer) -> impl Iterator<Item = &'a Evidence> {
        answer.sources.iter().filter_map(|id| self.evidence.iter().find(|e| e.id == *id))
    }

    /// The grade of the evidence behind an answer. Evidence that is in conflict earns none.
    pub fn grade_of(&self, answer: &Answer) -> Grade {
        if answer.sources.is_empty() {
            Grade::E0
        } else {
            let agreed = self.evidence_of(answer).filter(|e| !self.disputed_evidence(&e.id));
            grade(agreed, self.key.year)
        }
    }
}
