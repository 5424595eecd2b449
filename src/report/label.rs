//! A score as a publisher prints it: a level, a mark, or a mark with a plus.

use super::shown;
use crate::domain::{Framework, Node, Rule};

/// The score of a node as text: `3`, `2+` and `D+` under the weakest link, else one decimal.
pub fn label(framework: &Framework, node: &Node, value: f64) -> String {
    let scale = framework.scale(node);
    // A mean of 3 is printed 3.0, so that nobody takes it for an answer.
    if node.group().is_some_and(|g| g.rule != Rule::WeakestLink) {
        return shown(value, 1);
    }
    match scale.level_at(value) {
        Some(level) if (level.value - value).abs() < 1e-9 => scale.label(level.number),
        Some(level) if node.group().is_some() => scale.label(level.number) + "+",
        _ => shown(value, 1),
    }
}
