//! `stocktake`: take honest stock of a child-protection system, compare it across years and
//! countries, and take priorities to a regional exchange.
//!
//! The modules are listed from the bottom up; an arrow between them only ever points down
//! (`ARCHITECTURE.md` draws them and `tests/architecture.rs` keeps them).

#![forbid(unsafe_code)]

pub mod domain;

pub mod analysis;

pub mod report;

pub mod export;
pub mod import;
pub mod store;

pub mod workspace;

pub mod cli;
pub mod tui;
