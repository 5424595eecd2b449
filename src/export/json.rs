//! JSON: the whole document, with numbers in full precision and `null` where there is none.

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{ExportError, clean};
use crate::report::{Block, Cell, Column, Document, Section, Table};

/// The document: title, subtitle, facts, the table that stands for the whole (or `null`), and the
/// sections with their blocks. Rows are objects; their keys stand in the order of the columns.
///
/// # Errors
/// Where a number is not finite.
pub fn render(document: &Document) -> Result<String, ExportError> {
    for (_, table) in document.tables() {
        clean::finite(&table)?;
    }
    document.data.as_ref().map_or(Ok(()), clean::finite)?;
    let mut text = serde_json::to_string_pretty(&Whole(&clean::document(document)))?;
    text.push('\n');
    Ok(text)
}

/// One table: an array with an object for each row.
///
/// # Errors
/// Where a number is not finite.
pub fn table(raw: &Table) -> Result<String, ExportError> {
    let table = clean::table(raw);
    clean::finite(&table)?;
    let mut text = serde_json::to_string_pretty(&Rows(&table))?;
    text.push('\n');
    Ok(text)
}

struct Whole<'a>(&'a Document);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("title", &self.0.title)?;
        map.serialize_entry("subtitle", &self.0.subtitle)?;
        map.serialize_entry("facts", &Facts(&self.0.meta))?;
        map.serialize_entry("data", &self.0.data.as_ref().map(Rows))?;
        let sections: Vec<Part<'_>> = self.0.sections.iter().map(Part).collect();
        map.serialize_entry("sections", &sections)?;
        map.end()
    }
}

struct Facts<'a>(&'a [(String, String)]);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

struct Part<'a>(&'a Section);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("heading", &self.0.heading)?;
        map.serialize_entry("level", &self.0.level)?;
        let blocks: Vec<Piece<'_>> = self.0.blocks.iter().map(Piece).collect();
        map.serialize_entry("blocks", &blocks)?;
        map.end()
    }
}

struct Piece<'a>(&'a Block);

impl Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self.0 {
            Block::Paragraph(text) => map.serialize_entry("paragraph", text)?,
            Block::Bullets(texts) => map.serialize_entry("bullets", texts)?,
            Block::Note(text) => map.serialize_entry("note", text)?,
            Block::Table(table) => entries(&mut map, "table", table)?,
            Block::Bars(bars) => entries(&mut map, "bars", &bars.table())?,
        }
        map.end()
    }
}

fn entries<M: SerializeMap>(map: &mut M, name: &str, table: &Table) -> Result<(), M::Error> {
    map.serialize_entry(name, &table.title)?;
    let columns: Vec<Head<'_>> = table.columns.iter().map(Head).collect();
    map.serialize_entry("columns", &columns)?;
    map.serialize_entry("rows", &Rows(table))?;
    map.serialize_entry("notes", &table.notes)
}

struct Head<'a>(&'a Column);

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("key", &self.0.key)?;
        map.serialize_entry("title", &self.0.title)?;
        map.end()
    }
}

struct Rows<'a>(&'a Table);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut rows = to.serialize_seq(Some(self.0.rows.len()))?;
        for cells in &self.0.rows {
            rows.serialize_element(&Row { columns: &self.0.columns, cells })?;
        }
        rows.end()
    }
}

struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(&column.key, &Value(cell))?;
        }
        map.end()
    }
}

struct Value<'a>(&'a Cell);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => to.serialize_none(),
            Cell::Text(text) => to.serialize_str(text),
            // By way of its digits, so that a whole number is written without a point.
            Cell::Number { value, .. } => format!("{}", value + 0.0)
                .parse::<serde_json::Number>()
                .map_err(S::Error::custom)?
                .serialize(to),
        }
    }
}
