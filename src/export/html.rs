//! HTML: one page that stands alone, without scripts, for a browser, a screen reader and a printer.
//!
//! Every text goes through the template's escaping. A shade or a bar never stands without its
//! number.

use askama::Template;

use super::{ExportError, clean};
use crate::report::{Bar, Block, Cell, Column, Document, Section};

/// The document as a page.
///
/// # Errors
/// Where the page cannot be put together.
pub fn render(document: &Document) -> Result<String, ExportError> {
    let document = clean::document(document);
    Ok(Page { document: &document }.render()?)
}

#[derive(Template)]
#[template(path = "document.html")]
struct Page<'a> {
    document: &'a Document,
}

/// The sections, each with the rank of its heading, from 2 on; no rank is ever left out.
fn ranked(sections: &[Section]) -> Vec<(&Section, u8)> {
    let mut rank = 1;
    let mut next = |level: u8| {
        rank = (level.max(1) + 1).min(rank + 1).min(6);
        rank
    };
    sections.iter().map(|section| (section, next(section.level))).collect()
}

/// The lines of a paragraph.
fn lines(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}

/// The class that shades a cell, by fifths of the scale; none where there is nothing to shade.
fn shade(column: &Column, cell: &Cell) -> &'static str {
    match cell.value().filter(|_| column.shaded) {
        Some(value) if value >= 80.0 => "shade5",
        Some(value) if value >= 60.0 => "shade4",
        Some(value) if value >= 40.0 => "shade3",
        Some(value) if value >= 20.0 => "shade2",
        Some(_) => "shade1",
        None => "",
    }
}

/// Whether a table has columns that are shaded.
fn shaded(columns: &[Column]) -> bool {
    columns.iter().any(|column| column.shaded)
}

/// The column whose cells name their rows: the first of texts.
fn naming(columns: &[Column]) -> usize {
    columns.iter().position(|column| !column.right).unwrap_or(0)
}

/// A length along a bar of 100.
fn length(cell: &Cell) -> f64 {
    cell.value().unwrap_or(0.0).clamp(0.0, 100.0)
}

/// The length between the lowest and the highest that a bar can be.
fn spread(bar: &Bar) -> f64 {
    (length(&bar.highest) - length(&bar.lowest)).max(0.0)
}

/// The sections that a reader would look for in a list of contents.
fn contents(sections: &[Section]) -> Vec<(usize, &str)> {
    let top = |(_, section): &(usize, &Section)| section.level <= 1;
    sections.iter().enumerate().filter(top).map(|(at, s)| (at, s.heading.as_str())).collect()
}
