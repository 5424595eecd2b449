//! The entries of an assessment's lists: evidence, priorities, recommendations, the plan, exchange.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Assessment, Duty, Evidence, Id, Offer, PlannedAction, Priority, Recommendation, Request,
    Target, TreatyRecommendation,
};

/// An entry of one of an assessment's lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// Of the evidence register.
    Evidence(Evidence),
    /// Of the priorities.
    Priority(Priority),
    /// Of the recommendations.
    Recommendation(Recommendation),
    /// Of the targets.
    Target(Target),
    /// Of the action plan.
    Action(Box<PlannedAction>),
    /// Of the accountability map.
    Duty(Duty),
    /// Of what treaty bodies recommended.
    Treaty(TreatyRecommendation),
    /// Of the offers.
    Offer(Offer),
    /// Of the requests.
    Request(Request),
}

/// The list that an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// The evidence register.
    Evidence,
    /// The priorities.
    Priority,
    /// The recommendations.
    Recommendation,
    /// The targets.
    Target,
    /// The action plan.
    Action,
    /// The accountability map.
    Duty,
    /// What treaty bodies recommended.
    Treaty,
    /// The offers.
    Offer,
    /// The requests.
    Request,
}

impl EntryKind {
    /// All kinds with the names of their lists in files, in the order of a file.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Evidence, "evidence"),
        (Self::Priority, "priorities"),
        (Self::Recommendation, "recommendations"),
        (Self::Target, "targets"),
        (Self::Action, "actions"),
        (Self::Duty, "duties"),
        (Self::Treaty, "treaty"),
        (Self::Offer, "offers"),
        (Self::Request, "requests"),
    ];
}

impl Entry {
    /// An action; in a box, because it has far more fields than any other entry.
    pub fn action(action: PlannedAction) -> Self {
        Self::Action(Box::new(action))
    }

    /// The list that it belongs to.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Evidence(_) => EntryKind::Evidence,
            Self::Priority(_) => EntryKind::Priority,
            Self::Recommendation(_) => EntryKind::Recommendation,
            Self::Target(_) => EntryKind::Target,
            Self::Action(_) => EntryKind::Action,
            Self::Duty(_) => EntryKind::Duty,
            Self::Treaty(_) => EntryKind::Treaty,
            Self::Offer(_) => EntryKind::Offer,
            Self::Request(_) => EntryKind::Request,
        }
    }

    /// The entries of a list, in its order.
    pub fn all(a: &Assessment, kind: EntryKind) -> Vec<Self> {
        match kind {
            EntryKind::Evidence => a.evidence.iter().cloned().map(Self::Evidence).collect(),
            EntryKind::Priority => a.priorities.iter().cloned().map(Self::Priority).collect(),
            EntryKind::Recommendation => {
                a.recommendations.iter().cloned().map(Self::Recommendation).collect()
            }
            EntryKind::Target => a.targets.iter().cloned().map(Self::Target).collect(),
            EntryKind::Action => a.actions.iter().cloned().map(Self::action).collect(),
            EntryKind::Duty => a.duties.iter().cloned().map(Self::Duty).collect(),
            EntryKind::Treaty => a.treaty.iter().cloned().map(Self::Treaty).collect(),
            EntryKind::Offer => a.offers.iter().cloned().map(Self::Offer).collect(),
            EntryKind::Request => a.requests.iter().cloned().map(Self::Request).collect(),
        }
    }

    /// What it is about, in a line.
    pub fn title(&self) -> &str {
        match self {
            Self::Evidence(e) => &e.title,
            Self::Priority(e) => &e.title,
            Self::Recommendation(e) => &e.text,
            Self::Target(e) => e.id.as_str(),
            Self::Action(e) => &e.title,
            Self::Duty(e) => &e.body,
            Self::Treaty(e) => &e.text,
            Self::Offer(e) => &e.title,
            Self::Request(e) => &e.title,
        }
    }

    /// Its id.
    pub fn id(&self) -> &Id {
        match self {
            Self::Evidence(e) => &e.id,
            Self::Priority(e) => &e.id,
            Self::Recommendation(e) => &e.id,
            Self::Target(e) => &e.id,
            Self::Action(e) => &e.id,
            Self::Duty(e) => &e.id,
            Self::Treaty(e) => &e.id,
            Self::Offer(e) => &e.id,
            Self::Request(e) => &e.id,
        }
    }
}

impl Assessment {
    /// Adds an entry at the end of its list, as a reader does that has looked at none of it yet.
    pub fn add(&mut self, entry: Entry) {
        match entry {
            Entry::Evidence(e) => self.evidence.push(e),
            Entry::Priority(e) => self.priorities.push(e),
            Entry::Recommendation(e) => self.recommendations.push(e),
            Entry::Target(e) => self.targets.push(e),
            Entry::Action(e) => self.actions.push(*e),
            Entry::Duty(e) => self.duties.push(e),
            Entry::Treaty(e) => self.treaty.push(e),
            Entry::Offer(e) => self.offers.push(e),
            Entry::Request(e) => self.requests.push(e),
        }
    }
}
