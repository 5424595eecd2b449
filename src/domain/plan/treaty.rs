//! What treaty bodies recommended, and what became of it.

use serde::{Deserialize, Serialize};

use super::RecommendationLevel;
use crate::domain::Id;

/// A recommendation of a treaty body or a monitoring mechanism, such as the Committee on the Rights
/// of the Child, GREVIO or the Lanzarote Committee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreatyRecommendation {
    /// Its name inside the assessment.
    pub id: Id,
    /// The body.
    pub body: String,
    /// The year; 0 only while an entry is being filled in.
    pub year: i16,
    /// The document and the paragraph.
    pub reference: String,
    /// What is recommended.
    pub text: String,
    /// Where the change lies: policy, system or service.
    pub level: RecommendationLevel,
    /// The questions or nodes that it is about.
    pub about: Vec<Id>,
    /// What became of it.
    pub status: TreatyStatus,
    /// What the state answered or did.
    pub answer: String,
}

impl TreatyRecommendation {
    /// A recommendation about which nothing is written yet.
    pub fn blank(id: Id) -> Self {
        Self {
            id,
            body: String::new(),
            year: 0,
            reference: String::new(),
            text: String::new(),
            level: RecommendationLevel::Policy,
            about: Vec::new(),
            status: TreatyStatus::Unanswered,
            answer: String::new(),
        }
    }
}

/// What became of a treaty body's recommendation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TreatyStatus {
    /// Nothing yet: it raises the impact of the questions that it is about.
    #[default]
    Unanswered,
    /// It is being followed.
    UnderWay,
    /// It was followed.
    Implemented,
    /// The state does not accept it.
    NotAccepted,
}

impl TreatyStatus {
    /// All of them with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Unanswered, "unanswered"),
        (Self::UnderWay, "under-way"),
        (Self::Implemented, "implemented"),
        (Self::NotAccepted, "not-accepted"),
    ];
}
