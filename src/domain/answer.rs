//! What a group answers to one question.

use serde::{Deserialize, Serialize};

use super::Id;

/// The answer to one question; a question without one is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The verdict, or `None` while the question is open.
    pub verdict: Option<Verdict>,
    /// Whether the verdict was carried over from an earlier round and nobody has confirmed it yet:
    /// it is shown and not counted.
    pub carried: bool,
    /// Why the level is another one than in the round before.
    pub reason_of_change: Option<ReasonOfChange>,
    /// Where a question asks for paper and practice: what is in place.
    pub in_place: Option<InPlace>,
    /// How sure the group is.
    pub confidence: Option<Confidence>,
    /// Whether the question waits for the plenary.
    pub parked: bool,
    /// The pieces of evidence that the answer rests on.
    pub sources: Vec<Id>,
    /// The written boxes.
    pub boxes: Boxes,
}

/// The written boxes of an answer; empty where nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Boxes(Vec<(Boxed, String)>);

impl Boxes {
    /// What is written in a box, or the empty text.
    pub fn get(&self, which: Boxed) -> &str {
        self.0.iter().find(|(b, _)| *b == which).map_or("", |(_, text)| text)
    }

    /// Writes a box; an empty text clears it.
    pub fn set(&mut self, which: Boxed, text: impl Into<String>) {
        let text = text.into();
        self.0.retain(|(b, _)| *b != which);
        if !text.is_empty() {
            self.0.push((which, text));
            self.0.sort_by_key(|(b, _)| *b);
        }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One written box of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Boxed {
    /// What is claimed.
    Claim,
    /// What shows it.
    Evidence,
    /// What is missing for the next level.
    Missing,
    /// What somebody does not agree with.
    Reservation,
    /// Who agreed, and how.
    AgreedBy,
}

impl Boxed {
    /// All boxes with their names in files, in the order of a file.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Claim, "claim"),
        (Self::Evidence, "evidence"),
        (Self::Missing, "missing"),
        (Self::Reservation, "reservation"),
        (Self::AgreedBy, "agreed_by"),
    ];
}

/// What was decided about a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// A number on the question's scale.
    Scored(f64),
    /// Nobody knows: it counts as the lowest level and is starred everywhere.
    Unknown,
    /// The question does not apply here: it leaves the mean and is listed with its reason.
    NotApplicable {
        /// Why it does not apply; compulsory.
        reason: String,
    },
}

/// What is in place, where a question asks for paper and practice separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InPlace {
    /// Neither on paper nor in practice.
    Neither,
    /// On paper only.
    Paper,
    /// In practice only.
    Practice,
    /// On paper and in practice.
    Both,
}

impl InPlace {
    /// All marks with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Neither, "neither"),
        (Self::Paper, "paper"),
        (Self::Practice, "practice"),
        (Self::Both, "both"),
    ];
}

/// Why the level of a question is another one than in the round before. Only the first is progress,
/// or its loss: all others say that the number moved and the system may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReasonOfChange {
    /// The system performs better, or worse, than it did.
    Performance,
    /// Better or worse evidence is at hand about a system that is as it was.
    Evidence,
    /// The group reads the question or its levels otherwise.
    Reading,
    /// Other places, bodies or children are looked at.
    Scope,
    /// The definition of the question, or of a word in it, changed.
    Definition,
    /// The round before was wrong.
    Error,
}

impl ReasonOfChange {
    /// All reasons with their names in files.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Performance, "performance"),
        (Self::Evidence, "evidence"),
        (Self::Reading, "reading"),
        (Self::Scope, "scope"),
        (Self::Definition, "definition"),
        (Self::Error, "error"),
    ];

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Performance => "real performance",
            Self::Evidence => "better or worse evidence",
            Self::Reading => "changed reading",
            Self::Scope => "changed scope",
            Self::Definition => "definition changed",
            Self::Error => "earlier error",
        }
    }

    /// Whether the system itself moved.
    pub fn is_real(self) -> bool {
        self == Self::Performance
    }
}

/// How sure the group is of an answer, in five named steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// A guess.
    Guess,
    /// More doubt than confidence.
    Doubtful,
    /// Fairly sure.
    Fair,
    /// Sure.
    Sure,
    /// Certain.
    Certain,
}

impl Confidence {
    /// All steps with their names in files, least sure first.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Guess, "guess"),
        (Self::Doubtful, "doubtful"),
        (Self::Fair, "fair"),
        (Self::Sure, "sure"),
        (Self::Certain, "certain"),
    ];
}

impl Answer {
    /// The verdict that counts: none while open or carried over and unconfirmed.
    pub fn counted(&self) -> Option<&Verdict> {
        if self.carried { None } else { self.verdict.as_ref() }
    }

    /// Whether nothing at all is recorded.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}
