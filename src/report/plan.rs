//! The plan for people: ladders, the cheapest steps, and the scores that a plan would lead to.

mod actions;
mod duties;
mod ladder;
mod outlook;
mod steps;
mod strategy;

pub use actions::{actions, outcomes, tidy_actions, treaty};
pub use duties::{duties, duty_map, step_text};
pub use ladder::{ladder, rungs, tidy_rungs};
pub use outlook::{outlook, outlook_notes, tidy_outlook};
pub use steps::{steps, tidy_steps, verdict};
pub use strategy::{plan_document, strategy};

use crate::analysis::plan::Ladder;
use crate::domain::{Node, Scale};

/// What the cost of a step rests on, in a line.
pub const COSTS: &str = "costs are rough bands (low, medium, high) and no amounts; a = assumed \
                         medium, because nobody says what it costs";

/// A level with the score's digits: `2` or `2.5`.
fn level(scale: &Scale, number: f64) -> String {
    scale.label(number)
}

/// What is missing for the next level: in the group's words, else what the level looks like.
fn missing(ladder: &Ladder<'_>) -> String {
    match ladder.rungs.first() {
        None => String::new(),
        Some(rung) if rung.claimed => "evidence: the level is claimed already".into(),
        Some(_) if !ladder.missing.is_empty() => ladder.missing.to_owned(),
        Some(rung) => rung.descriptor.to_owned(),
    }
}

/// A question by its number and its text.
fn named(node: &Node) -> String {
    format!("{} {}", node.label(), node.name)
}
