//! What follows from an assessment: priorities, recommendations, offers, requests, and the plan.

use serde::{Deserialize, Serialize};

use super::Id;

mod action;
mod duty;
mod treaty;

pub use action::{CostBand, Funding, PlannedAction, Stage, Status, Target, Worked};
pub use duty::{CaseStep, Duty, Role, Tier};
pub use treaty::{TreatyRecommendation, TreatyStatus};

/// Something that the group wants to change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// Its name inside the assessment.
    pub id: Id,
    /// The question whose level it raises.
    pub question: Id,
    /// What is to be done, in a line.
    pub title: String,
    /// The level to reach; `None` is the highest.
    pub target: Option<f64>,
    /// The ratings, 1 to 5, one by each person who rated on their own.
    pub ratings: Vec<(Criterion, Vec<f64>)>,
    /// The gates that somebody has answered, yes or no.
    pub gates: Vec<(Gate, bool)>,
    /// Whether it would gain from exchange with other countries.
    pub exchange: bool,
    /// The place in the list that the group moved it to by hand, 1 for the first; it counts only
    /// with a reason.
    pub place: Option<f64>,
    /// Why it was moved by hand.
    pub place_reason: String,
    /// Why it stands where it stands, and anything else worth saying.
    pub note: String,
}

impl Priority {
    /// The place that it was moved to by hand; without a reason it was not.
    pub fn moved_to(&self) -> Option<f64> {
        self.place.filter(|_| !self.place_reason.trim().is_empty())
    }

    /// The mean of the ratings of a criterion, or `None` while nobody has rated it.
    pub fn rating(&self, criterion: Criterion) -> Option<f64> {
        let (_, given) = self.ratings.iter().find(|(c, _)| *c == criterion)?;
        let count = u32::try_from(given.len()).ok().filter(|n| *n > 0)?;
        Some(given.iter().sum::<f64>() / f64::from(count))
    }

    /// The gates that were answered with no.
    pub fn closed_gates(&self) -> impl Iterator<Item = Gate> + '_ {
        self.gates.iter().filter(|(_, open)| !open).map(|(gate, _)| *gate)
    }
}

/// What a priority is rated on, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Criterion {
    /// How much children's safety would gain.
    Impact,
    /// How much it would reach the children who are left out.
    Equity,
    /// How likely the action is to work.
    Effectiveness,
    /// How easily it can be done: the second axis.
    Feasibility,
}

impl Criterion {
    /// All criteria with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Impact, "impact"),
        (Self::Equity, "equity"),
        (Self::Effectiveness, "effectiveness"),
        (Self::Feasibility, "feasibility"),
    ];
}

/// A yes-or-no condition without which a priority cannot go ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gate {
    /// It is lawful.
    Legal,
    /// It can be paid for.
    Affordable,
    /// Those concerned accept it.
    Acceptable,
    /// People and means exist.
    Resourced,
    /// It lies within somebody's mandate.
    Mandate,
}

impl Gate {
    /// All gates with their names in files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Legal, "legal"),
        (Self::Affordable, "affordable"),
        (Self::Acceptable, "acceptable"),
        (Self::Resourced, "resourced"),
        (Self::Mandate, "mandate"),
    ];
}

/// A recommendation at one of the three levels of change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Its name inside the assessment.
    pub id: Id,
    /// Where the change lies.
    pub level: RecommendationLevel,
    /// The recommendation.
    pub text: String,
    /// The nodes or questions that it is about.
    pub about: Vec<Id>,
}

/// The three levels of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RecommendationLevel {
    /// Law and policy.
    Policy,
    /// The system: mandates, coordination, money, data.
    System,
    /// Services to children and families.
    Service,
}

impl RecommendationLevel {
    /// All levels with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Policy, "policy"), (Self::System, "system"), (Self::Service, "service")];
}

/// Something that a country can offer to others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Its name inside the assessment.
    pub id: Id,
    /// What is offered, in a line.
    pub title: String,
    /// The questions that it is about.
    pub about: Vec<Id>,
    /// The forms in which it can be given.
    pub forms: Vec<Form>,
    /// The languages in which it can be given.
    pub languages: Vec<String>,
    /// The office to write to; an office, not a person.
    pub contact: String,
    /// What made it work.
    pub lesson: String,
    /// What it depends on.
    pub conditions: String,
}

/// Something that a country seeks from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its name inside the assessment.
    pub id: Id,
    /// What is sought, in a line.
    pub title: String,
    /// The questions that it is about.
    pub about: Vec<Id>,
    /// The forms in which it is wanted; none means any.
    pub forms: Vec<Form>,
    /// The languages in which it can be received; none means any.
    pub languages: Vec<String>,
    /// The office to write to.
    pub contact: String,
    /// With whom an exchange was agreed: countries or invited parties, by name or code.
    pub partners: Vec<String>,
    /// How far the exchange has come; `None` where nothing is on record.
    pub status: Option<FollowUp>,
    /// What came of it.
    pub outcome: String,
}

/// How far an exchange has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FollowUp {
    /// The two sides agreed on it.
    Agreed,
    /// It has taken place.
    Held,
    /// What was learned is in use.
    InUse,
    /// It did not come about, or led to nothing.
    Dropped,
}

impl FollowUp {
    /// All steps with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Agreed, "agreed"),
        (Self::Held, "held"),
        (Self::InUse, "in-use"),
        (Self::Dropped, "dropped"),
    ];
}

/// The form that an exchange takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// A visit.
    Visit,
    /// A mentor.
    Mentor,
    /// A document.
    Document,
    /// A joint training.
    JointTraining,
}

impl Form {
    /// All forms with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Visit, "visit"),
        (Self::Mentor, "mentor"),
        (Self::Document, "document"),
        (Self::JointTraining, "joint-training"),
    ];
}
