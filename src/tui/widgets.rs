//! Small pieces that several screens draw.

mod bar;
mod list;
mod paragraph;
mod table;

pub use bar::{bar, progress_bar};
pub use list::{ListLook, list};
pub use paragraph::{labelled, paragraph, scrolled};
pub use table::table_lines;
