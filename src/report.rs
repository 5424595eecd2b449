//! Finished values to show: every number computed, rounded once, named and sorted.
//!
//! The command line, the screens and the exporters all show the same reports, so that a number is
//! the same wherever it is read.

mod document;
mod label;
mod table;

pub use document::{Bar, Bars, Block, Document, Section};
pub use label::label;
pub use table::{Cell, Column, Table, shown};
