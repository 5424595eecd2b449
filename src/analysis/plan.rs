//! The way up: what takes a country to the next levels, the cheapest set of such steps, and the
//! scores that a plan would lead to. Pure functions; the scores come from [`crate::analysis::score`].

pub mod cheapest;
mod frontier;
pub mod ladder;
pub mod outlook;

pub use ladder::{Costs, Ladder, Rung, ladder_of, ladders};
