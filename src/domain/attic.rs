//! What a migration to another framework version had no place for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Entry, Id, Notes, Offer, Pin, Priority, Recommendation, Request};

/// What came from one framework version and is kept aside: it counts nowhere and is never altered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attic {
    /// The framework that it was written against.
    pub framework: Pin,
    /// Why each question or node lies here.
    pub why: BTreeMap<Id, String>,
    /// Answers by the old question.
    pub answers: BTreeMap<Id, Answer>,
    /// Notes by the old node.
    pub notes: BTreeMap<Id, Notes>,
    /// Priorities as they were.
    pub priorities: Vec<Priority>,
    /// Recommendations as they were.
    pub recommendations: Vec<Recommendation>,
    /// Targets, actions, duties and treaty recommendations as they were.
    pub plans: Vec<Entry>,
    /// Offers as they were.
    pub offers: Vec<Offer>,
    /// Requests as they were.
    pub requests: Vec<Request>,
}

impl Attic {
    /// An empty attic for what comes from a framework.
    pub fn of(framework: Pin) -> Self {
        Self {
            framework,
            why: BTreeMap::new(),
            answers: BTreeMap::new(),
            notes: BTreeMap::new(),
            priorities: Vec::new(),
            recommendations: Vec::new(),
            plans: Vec::new(),
            offers: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// Whether nothing lies in it.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.notes.is_empty()
            && self.priorities.is_empty()
            && self.recommendations.is_empty()
            && self.plans.is_empty()
            && self.offers.is_empty()
            && self.requests.is_empty()
    }
}
