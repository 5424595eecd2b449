//! The one place where texts from files become texts that can be shown, before any format.

use super::ExportError;
use crate::domain::{Visible, visible};
use crate::report::{Bar, Bars, Block, Cell, Column, Document, Section, Table};

/// The document with every control, bidirectional override and hidden character written out. Lines
/// of paragraphs stay lines; everything else is one line.
pub fn document(raw: &Document) -> Document {
    Document {
        title: line(&raw.title),
        subtitle: line(&raw.subtitle),
        meta: raw.meta.iter().map(|(name, value)| (line(name), line(value))).collect(),
        sections: raw.sections.iter().map(section).collect(),
        data: raw.data.as_ref().map(table),
    }
}

/// The table, cleaned in the same way.
pub fn table(raw: &Table) -> Table {
    Table {
        title: line(&raw.title),
        columns: raw.columns.iter().map(column).collect(),
        rows: raw.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        notes: raw.notes.iter().map(|note| line(note)).collect(),
    }
}

/// Fails where a table holds a number that no format has a place for.
pub fn finite(table: &Table) -> Result<(), ExportError> {
    for row in &table.rows {
        for (cell, column) in row.iter().zip(&table.columns) {
            if cell.value().is_some_and(|value| !value.is_finite()) {
                let (table, column) = (table.title.clone(), column.key.clone());
                return Err(ExportError::NotFinite { table, column });
            }
        }
    }
    Ok(())
}

fn section(raw: &Section) -> Section {
    Section {
        heading: line(&raw.heading),
        level: raw.level,
        blocks: raw.blocks.iter().map(block).collect(),
    }
}

fn block(raw: &Block) -> Block {
    match raw {
        Block::Paragraph(text) => Block::Paragraph(lines(text)),
        Block::Bullets(texts) => Block::Bullets(texts.iter().map(|t| lines(t)).collect()),
        Block::Table(raw) => Block::Table(table(raw)),
        Block::Bars(raw) => Block::Bars(Bars {
            title: line(&raw.title),
            bars: raw.bars.iter().map(bar).collect(),
            notes: raw.notes.iter().map(|note| line(note)).collect(),
        }),
        Block::Note(text) => Block::Note(lines(text)),
    }
}

fn bar(raw: &Bar) -> Bar {
    Bar {
        name: line(&raw.name),
        depth: raw.depth,
        percent: cell(&raw.percent),
        lowest: cell(&raw.lowest),
        highest: cell(&raw.highest),
        coverage: cell(&raw.coverage),
        remark: line(&raw.remark),
    }
}

fn column(raw: &Column) -> Column {
    Column { key: line(&raw.key), title: line(&raw.title), ..raw.clone() }
}

fn cell(raw: &Cell) -> Cell {
    match raw {
        Cell::Empty => Cell::Empty,
        Cell::Text(text) => Cell::Text(line(text)),
        Cell::Number { value, shown } => Cell::Number { value: *value, shown: line(shown) },
    }
}

fn line(text: &str) -> String {
    visible(text).into_owned()
}

fn lines(text: &str) -> String {
    let lines: Vec<_> = Visible(text).lines().collect();
    lines.join("\n")
}
