//! Where a question should go, and the plan of what is done for it.

use serde::{Deserialize, Serialize};

use super::RecommendationLevel;
use crate::domain::{Id, PartialDate};

/// The level that a question should have in some year; there is one for a question at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The question, which is its name inside the assessment, too.
    pub id: Id,
    /// The level to reach, as people write it; 0 only while an entry is being filled in.
    pub level: f64,
    /// The year by whose end it should be reached; `None` where nobody has said.
    pub year: Option<i16>,
    /// Who agreed on it, and anything else worth saying.
    pub note: String,
}

/// One line of the action plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedAction {
    /// Its name inside the assessment.
    pub id: Id,
    /// What is done, in a line.
    pub title: String,
    /// The question whose level it raises.
    pub question: Option<Id>,
    /// The level that it leads to; `None` where it raises none by itself.
    pub to: Option<f64>,
    /// Where the change lies: policy, system or service.
    pub level: Option<RecommendationLevel>,
    /// The body that answers for it; an office, not a person.
    pub owner: String,
    /// The bodies that take part.
    pub partners: Vec<String>,
    /// By when it is to be done.
    pub deadline: Option<PartialDate>,
    /// A rough cost.
    pub cost: Option<CostBand>,
    /// The line of the budget that pays for it.
    pub budget_line: String,
    /// Whether the money is there.
    pub funding: Option<Funding>,
    /// How anybody will see that it was done.
    pub indicator: String,
    /// Where it stands in the cycle of policy and budget.
    pub stage: Option<Stage>,
    /// How far it has come.
    pub status: Status,
    /// Actions that have to be done before it.
    pub after: Vec<Id>,
    /// The year of the round that it was carried over from.
    pub carried_from: Option<i16>,
    /// Whether it did what it was meant to do; `None` while nobody has said.
    pub worked: Option<Worked>,
    /// What came of it.
    pub outcome: String,
    /// Anything else worth saying.
    pub note: String,
}

impl PlannedAction {
    /// An action about which nothing is written yet.
    pub fn blank(id: Id) -> Self {
        Self {
            id,
            title: String::new(),
            question: None,
            to: None,
            level: None,
            owner: String::new(),
            partners: Vec::new(),
            deadline: None,
            cost: None,
            budget_line: String::new(),
            funding: None,
            indicator: String::new(),
            stage: None,
            status: Status::Planned,
            after: Vec::new(),
            carried_from: None,
            worked: None,
            outcome: String::new(),
            note: String::new(),
        }
    }

    /// Whether it came from an earlier round and nobody has said yet whether it worked.
    pub fn waits_for_verdict(&self) -> bool {
        self.carried_from.is_some() && self.worked.is_none()
    }

    /// Whether something is still to be done, or to be said about what came of it: then the next
    /// round takes it over.
    pub fn is_open(&self) -> bool {
        match self.status {
            Status::Planned | Status::UnderWay | Status::Delayed => true,
            Status::Done => matches!(self.worked, None | Some(Worked::TooEarly)),
            Status::Dropped => false,
        }
    }

    /// The action as the next round takes it over from the round of a year: what it was, with the
    /// question open whether it worked.
    #[must_use]
    pub fn carried(&self, from: i16) -> Self {
        Self { carried_from: Some(from), worked: None, ..self.clone() }
    }
}

/// A rough cost, without an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CostBand {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl CostBand {
    /// All bands with their names in files and frameworks.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Low, "low"), (Self::Medium, "medium"), (Self::High, "high")];

    /// The band with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(band, _)| *band)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(band, _)| *band == self).map_or("", |(_, name)| name)
    }
}

/// Whether the money for an action is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Funding {
    /// All of it.
    Secured,
    /// Some of it.
    Partly,
    /// It was asked for.
    Sought,
    /// None.
    Missing,
    /// It needs none.
    NotNeeded,
}

impl Funding {
    /// All states with their names in files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Secured, "secured"),
        (Self::Partly, "partly"),
        (Self::Sought, "sought"),
        (Self::Missing, "missing"),
        (Self::NotNeeded, "not-needed"),
    ];
}

/// A stage of the cycle of policy and budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// It is to be put on the agenda.
    Agenda,
    /// It is being worked out.
    Design,
    /// It waits for a decision.
    Adoption,
    /// It waits for its place in the budget.
    Budget,
    /// It is being done.
    Delivery,
    /// It is being watched.
    Monitoring,
    /// Its effect is being judged.
    Evaluation,
}

impl Stage {
    /// All stages with their names in files, in the order of the cycle.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Agenda, "agenda"),
        (Self::Design, "design"),
        (Self::Adoption, "adoption"),
        (Self::Budget, "budget"),
        (Self::Delivery, "delivery"),
        (Self::Monitoring, "monitoring"),
        (Self::Evaluation, "evaluation"),
    ];
}

/// How far an action has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// Not begun.
    #[default]
    Planned,
    /// Begun.
    UnderWay,
    /// Behind its deadline.
    Delayed,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

impl Status {
    /// All of them with their names in files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Planned, "planned"),
        (Self::UnderWay, "under-way"),
        (Self::Delayed, "delayed"),
        (Self::Done, "done"),
        (Self::Dropped, "dropped"),
    ];
}

/// Whether an action did what it was meant to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Worked {
    /// It did.
    Yes,
    /// In part.
    Partly,
    /// It did not.
    No,
    /// Nobody can tell yet.
    TooEarly,
}

impl Worked {
    /// All answers with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Yes, "yes"),
        (Self::Partly, "partly"),
        (Self::No, "no"),
        (Self::TooEarly, "too-early"),
    ];
}
