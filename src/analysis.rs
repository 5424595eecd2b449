//! The arithmetic: pure functions from assessments and frameworks to numbers.
//!
//! Everything here is deterministic on every machine and at every thread count, keeps full
//! precision, and says `None` where there is no number: unanswered is never zero.

use crate::analysis::reading::Reading;
use crate::analysis::score::Scores;
use crate::domain::{Assessment, Framework};

pub mod numbers;
pub mod rank;
pub mod spread;

pub mod explain;
pub mod reading;
pub mod score;

pub mod cut;
pub mod profile;
pub mod review;
pub mod whatif;

pub mod choose;
pub mod comparable;
pub mod countries;
pub mod diff;
pub mod draft;
pub mod migration;
pub mod panel;
pub mod perspectives;
pub mod units;
pub mod years;

pub mod exchange;
pub mod plan;
pub mod priorities;

pub mod composite;
pub mod sensitivity;
pub mod uncertainty;

/// An assessment with its own framework and its scores: what every comparison is made of.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'a> {
    /// The framework that the assessment was answered against.
    pub framework: &'a Framework,
    /// The answers.
    pub assessment: &'a Assessment,
    /// The scores, one for each node of the framework.
    pub scores: &'a Scores,
}

impl Scored<'_> {
    /// What the answer to the question at `place` comes to; `None` where a group stands there.
    pub fn reading(&self, place: usize) -> Option<Reading> {
        let node = self.framework.node(place);
        node.question().map(|_| Reading::of(self.framework, self.assessment, node))
    }

    /// The score of a node in percent of its scale, where it is a finding.
    pub fn percent(&self, place: usize) -> Option<f64> {
        let scale = self.framework.scale(self.framework.node(place));
        self.scores.at(place).finding().map(|value| scale.percent(value))
    }
}

#[cfg(test)]
pub(crate) mod testing;
