//! What if: answers, weights and rules that somebody supposes, beside an assessment that stays as
//! it is.

use std::collections::BTreeMap;

use super::{Assessment, Change, Framework, Id, Key, Pin, Rule, Verdict};

/// What is supposed of one assessment. Nothing in it is an answer: comparisons, exports and
/// priorities never see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The assessment that it is laid over.
    pub of: Key,
    /// The framework of that assessment; a digest is not kept.
    pub framework: Pin,
    /// What it is about.
    pub note: String,
    /// Verdicts in place of those that were given; `None` supposes that the question is open. A
    /// level counts as if the evidence for it were there.
    pub answers: BTreeMap<Id, Option<Verdict>>,
    /// Weights of nodes among their siblings, above 0.
    pub weights: BTreeMap<Id, f64>,
    /// Roll-up rules of groups.
    pub rules: BTreeMap<Id, Rule>,
}

impl Scenario {
    /// One that supposes nothing yet.
    pub fn new(assessment: &Assessment) -> Self {
        let Pin { id, version, .. } = assessment.framework.clone();
        Self {
            of: assessment.key.clone(),
            framework: Pin { id, version, digest: String::new() },
            note: String::new(),
            answers: BTreeMap::new(),
            weights: BTreeMap::new(),
            rules: BTreeMap::new(),
        }
    }

    /// Whether it supposes nothing.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.weights.is_empty() && self.rules.is_empty()
    }

    /// How much it supposes.
    pub fn len(&self) -> usize {
        self.answers.len() + self.weights.len() + self.rules.len()
    }

    /// Whether it fits an assessment and its framework.
    ///
    /// # Errors
    /// A sentence that says what does not fit.
    pub fn fits(&self, assessment: &Assessment, framework: &Framework) -> Result<(), String> {
        if self.of != assessment.key {
            return Err(format!("it is of {}, not of {}", self.of, assessment.key));
        }
        let own = (&self.framework.id, &self.framework.version);
        if own != (&framework.id, &framework.version) {
            return Err(format!(
                "it supposes something of {} {}, and the assessment is of {} {}",
                own.0, own.1, framework.id, framework.version
            ));
        }
        for (question, verdict) in &self.answers {
            Change::verdict(question, verdict.clone()).allowed(assessment, framework)?;
        }
        for (id, weight) in &self.weights {
            let node = framework.find(id.as_str()).map(|at| framework.node(at));
            let node = node.ok_or_else(|| format!("the framework has no node '{id}'"))?;
            if node.parent.is_none() {
                return Err(format!("'{id}' is the whole, which has no weight"));
            }
            if !(weight.is_finite() && *weight > 0.0) {
                return Err(format!("the weight of '{id}' is {weight}: weights are above 0"));
            }
        }
        for id in self.rules.keys() {
            let node = framework.find(id.as_str()).map(|at| framework.node(at));
            let node = node.ok_or_else(|| format!("the framework has no node '{id}'"))?;
            if node.group().is_none() {
                return Err(format!("'{id}' is a question: it has no rule"));
            }
        }
        Ok(())
    }
}
