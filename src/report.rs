//! Finished values to show: every number computed, rounded once, named and sorted.
//!
//! The command line, the screens and the exporters all show the same reports, so that a number is
//! the same wherever it is read.

mod document;
mod label;
mod table;
mod translation;
mod words;

mod answers;
mod cuts;
mod differences;
mod explain;
mod framework_diff;
mod frameworks;
mod history;
mod listing;
mod question;
mod questionnaire;
mod reference;
mod scores;

pub mod merging;
pub mod profile;
pub mod review;

pub mod countries;
pub mod panel;
pub mod perspectives;
pub mod units;
pub mod years;

pub mod composite;
pub mod sensitivity;
pub mod uncertainty;
pub mod whatif;

pub mod exchange;
pub mod migration;
pub mod national;
pub mod plan;
pub mod priorities;

pub use answers::{answer_sheet, answers, head};
pub use cuts::{cut_table, questions_by, tidy_cut, tidy_cut_columns};
pub use differences::differences;
pub use document::{Bar, Bars, Block, Document, Section};
pub use explain::{explain_group, explain_question};
pub use framework_diff::framework_diff;
pub use frameworks::{framework_list, framework_nodes, framework_outline, framework_tree};
pub use history::{Happened, history};
pub use label::label;
pub use listing::{Listing, listing, overview};
pub use question::{question, said};
pub use questionnaire::{Asked, Item, Questionnaire, questionnaire};
pub use reference::framework_reference;
pub use scores::{Depth, Overall, scores, scores_in_parts, tidy_columns, tidy_scores};
pub use table::{Cell, Column, Table, shown};
pub use translation::{Wanted, translation};
pub use words::NOT_VIOLENCE;
