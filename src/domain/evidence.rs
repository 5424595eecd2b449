//! The evidence register and the grade that a set of evidence earns.

use serde::{Deserialize, Serialize};

use super::{Id, PartialDate};

/// One piece of evidence, which any number of answers may rest on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its name inside the assessment.
    pub id: Id,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Which side the issuer stands on.
    pub sector: Sector,
    /// The date that it speaks for.
    pub date: Option<PartialDate>,
    /// Until when it is valid.
    pub valid_until: Option<PartialDate>,
    /// The part of the country that it covers.
    pub unit: String,
    /// Its language.
    pub language: String,
    /// A link or an archive reference.
    pub reference: String,
    /// The page or article.
    pub page: String,
    /// Who holds it.
    pub holder: String,
    /// Whether it may be shown outside the group.
    pub confidential: bool,
    /// Whether it speaks for or against the claimed level.
    pub stance: Stance,
}

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EvidenceKind {
    /// Somebody's opinion.
    Opinion,
    /// A named informant.
    Informant,
    /// A law, decision, protocol or other official document.
    OfficialDocument,
    /// Routine administrative data.
    RoutineData,
    /// A report by somebody who is independent of the body assessed.
    IndependentReport,
    /// A survey or study.
    Survey,
}

impl EvidenceKind {
    /// All kinds with their names in files, weakest first.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Opinion, "opinion"),
        (Self::Informant, "informant"),
        (Self::OfficialDocument, "official-document"),
        (Self::RoutineData, "routine-data"),
        (Self::IndependentReport, "independent-report"),
        (Self::Survey, "survey"),
    ];
}

/// Which side the issuer of a piece of evidence stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sector {
    /// A ministry, agency or other public body.
    #[default]
    Government,
    /// Civil society.
    CivilSociety,
    /// An ombudsperson, court of audit or academic body.
    Independent,
    /// An international organisation.
    International,
}

impl Sector {
    /// All sectors with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Government, "government"),
        (Self::CivilSociety, "civil-society"),
        (Self::Independent, "independent"),
        (Self::International, "international"),
    ];
}

/// Whether evidence speaks for or against a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stance {
    /// It supports the claimed level.
    #[default]
    For,
    /// It contradicts the claimed level.
    Against,
}

impl Stance {
    /// Both stances with their names in files.
    pub const ALL: [(Self, &'static str); 2] = [(Self::For, "for"), (Self::Against, "against")];
}

/// How strong the evidence behind an answer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Opinion only, or nothing.
    #[default]
    E0,
    /// A named informant.
    E1,
    /// A dated official document.
    E2,
    /// An official document with routine data or an independent report.
    E3,
    /// As E3, of two independent kinds, one of them non-government, none older than three years.
    E4,
}

impl Grade {
    /// The best there is.
    pub const BEST: Self = Self::E4;

    /// All grades with their names in files, weakest first.
    pub const ALL: [(Self, &'static str); 5] =
        [(Self::E0, "E0"), (Self::E1, "E1"), (Self::E2, "E2"), (Self::E3, "E3"), (Self::E4, "E4")];

    /// The grade's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(grade, _)| *grade == self).map_or("E0", |(_, name)| name)
    }
}

/// The oldest that evidence of grade E4 may be, in years.
const E4_YEARS: i16 = 3;

impl Evidence {
    /// Whether its validity ended before the year of the assessment.
    pub fn expired(&self, year: i16) -> bool {
        self.valid_until.is_some_and(|until| until.year() < year)
    }
}

/// The grade that `evidence` earns for an assessment of `year`.
///
/// Evidence against the claim and expired evidence do not count; undated documents, data and
/// reports count as a named informant does, because nobody can tell what they speak for.
pub fn grade<'a>(evidence: impl IntoIterator<Item = &'a Evidence>, year: i16) -> Grade {
    let counted: Vec<&Evidence> =
        evidence.into_iter().filter(|e| e.stance == Stance::For && !e.expired(year)).collect();
    let dated = |kind| counted.iter().any(|e| e.kind == kind && e.date.is_some());
    let document = dated(EvidenceKind::OfficialDocument);
    let second = dated(EvidenceKind::RoutineData)
        || dated(EvidenceKind::IndependentReport)
        || dated(EvidenceKind::Survey);
    if document && second && independent_pair(&counted, year) {
        Grade::E4
    } else if document && second {
        Grade::E3
    } else if document {
        Grade::E2
    } else if counted.iter().any(|e| e.kind > EvidenceKind::Opinion) {
        Grade::E1
    } else {
        Grade::E0
    }
}

/// Two recent pieces of different kinds, one of them from outside government.
fn independent_pair(counted: &[&Evidence], year: i16) -> bool {
    let recent: Vec<&&Evidence> = counted
        .iter()
        .filter(|e| e.kind >= EvidenceKind::OfficialDocument)
        .filter(|e| e.date.is_some_and(|d| year - d.year() <= E4_YEARS))
        .collect();
    recent.iter().any(|a| a.sector != Sector::Government && recent.iter().any(|b| b.kind != a.kind))
}
