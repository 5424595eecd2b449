//! Small pieces that several screens draw.

mod bar;
mod chart;
mod list;
mod paragraph;
mod table;

pub use bar::{bar, progress_bar, range_bar};
pub use chart::{Point as ChartPoint, chart};
pub use list::{ListLook, list};
pub use paragraph::{labelled, paragraph, scrolled};
pub use table::{header_lines, table_lines, table_row, widths};
