//! The rules that another version of a framework has for the same nodes.

use crate::domain::{Framework, Group};

/// The rules of every node, by place: what a framework says, or what another version of it says.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The rule, cap and rounding of a group where they are not its own.
    pub groups: Vec<Option<Group>>,
    /// The weight of each node.
    pub weights: Vec<f64>,
    /// Whether a question caps its group.
    pub critical: Vec<bool>,
}

impl Rules {
    /// What a framework says itself.
    pub fn own(framework: &Framework) -> Self {
        let nodes = framework.nodes().iter();
        Self {
            groups: vec![None; nodes.len()],
            weights: framework.weights().to_vec(),
            critical: nodes.map(|node| node.question().is_some_and(|q| q.critical)).collect(),
        }
    }
}
