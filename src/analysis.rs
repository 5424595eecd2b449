//! The arithmetic: pure functions from assessments and frameworks to numbers.
//!
//! Everything here is deterministic on every machine and at every thread count, keeps full
//! precision, and says `None` where there is no number: unanswered is never zero.

pub mod explain;
pub mod numbers;
pub mod score;
