//! The cells of a workbook that somebody sent, read as if it meant harm.
//!
//! A workbook is an archive of XML, and a few kilobytes of it can ask for more memory than a machine
//! has: a part that inflates a thousandfold, a cell at the far corner of a sheet, a count of strings
//! that are not there. The reader below it would try. So every part is inflated here first, with
//! limits that are counted on what comes out and not on what is promised; only the parts that hold
//! text go on, without the counts; and cells are taken one by one, never as a rectangle.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::domain::limits::{
    SHEET_COLUMNS, SHEET_ROWS, WORKBOOK_CELLS, WORKBOOK_INFLATED, WORKBOOK_PARTS, WORKBOOK_TEXT,
};

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its rows in order; those without any text are left out.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its number, from 1, as spreadsheets show it.
    pub(super) number: u32,
    /// The texts by column, from 0; an empty cell is not there.
    pub(super) cells: BTreeMap<u32, String>,
}

/// Reads the sheets of some names, which count without regard to capitals; a sheet that is missing
/// is not there.
///
/// # Errors
/// A sentence, where it is no workbook or one beyond the limits.
pub(super) fn read(bytes: &[u8], names: &[&str]) -> Result<BTreeMap<String, Sheet>, String> {
    let plain = repacked(bytes)?;
    // Whatever the reader stumbles over, it is the workbook that is wrong and not the program.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(plain, names)));
    read.unwrap_or_else(|_| Err("the workbook cannot be read".into()))
}

/// The archive with nothing but the parts that hold text, inflated and looked at.
fn repacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let no_workbook = |_| "it is not a workbook (.xlsx), or it is cut off or locked".to_owned();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(no_workbook)?;
    if archive.len() > WORKBOOK_PARTS {
        return Err(format!("the workbook has more than {WORKBOOK_PARTS} parts"));
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = WORKBOOK_INFLATED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(no_workbook)?;
        let name = part.name().map_err(no_workbook)?.into_owned();
        if !holds_text(&name) {
            continue;
        }
        let mut content = Vec::new();
        part.take(left + 1).read_to_end(&mut content).map_err(|_| {
            format!("the part '{name}' of the workbook is damaged: save the workbook anew")
        })?;
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(length).ok_or_else(|| {
            format!("the workbook holds more than {} MiB of text", WORKBOOK_INFLATED / 1024 / 1024)
        })?;
        let content = without_counts(&name, content)?;
        let twice = |_| format!("the part '{name}' stands twice in the workbook");
        out.start_file(&name, stored).map_err(twice)?;
        out.write_all(&content).map_err(|error| error.to_string())?;
    }
    let done = out.finish().map_err(|error| error.to_string())?;
    Ok(done.into_inner())
}

/// Whether a part is one of those that hold cells, texts, or the way to them. Styles and themes are
/// not needed, and their lists would be another way to fill the memory.
fn holds_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('\\', "/");
    let file = name.rsplit('/').next().unwrap_or_default();
    let is_xml = [".xml", ".rels"].iter().any(|end| file.ends_with(end));
    is_xml && file != "styles.xml" && !name.contains("theme")
}

/// The XML without the counts that the reader would make room for.
fn without_counts(name: &str, content: Vec<u8>) -> Result<Vec<u8>, String> {
    let steers = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    match String::from_utf8(content) {
        // What is not plain UTF-8 could spell the counts in another way.
        Ok(text) if !text.contains(steers) => {
            Ok(text.replace("uniqueCount", "unheededCnt").into_bytes())
        }
        _ => Err(format!("the part '{name}' of the workbook is not UTF-8")),
    }
}

fn sheets(bytes: Vec<u8>, names: &[&str]) -> Result<BTreeMap<String, Sheet>, String> {
    let unread = |error: calamine::XlsxError| format!("the workbook cannot be read: {error}");
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unread)?;
    let mut found = BTreeMap::new();
    let mut budget = Budget { cells: WORKBOOK_CELLS, text: WORKBOOK_TEXT };
    for own in book.sheet_names() {
        let Some(name) = names.iter().find(|name| own.trim().eq_ignore_ascii_case(name)) else {
            continue;
        };
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut cells = book.worksheet_cells_reader(&own).map_err(unread)?;
        while let Some(cell) = cells.next_cell().map_err(unread)? {
            let (row, column) = cell.get_position();
            if row >= SHEET_ROWS || column >= SHEET_COLUMNS {
                let most = format!("{SHEET_ROWS} rows and {SHEET_COLUMNS} columns");
                return Err(format!("the sheet '{name}' goes beyond {most}"));
            }
            if let Some(text) = budget.text_of(cell.get_value())? {
                rows.entry(row).or_default().insert(column, text);
            }
        }
        let rows = rows.into_iter().map(|(row, cells)| Row { number: row + 1, cells });
        if found.insert((*name).to_owned(), Sheet { rows: rows.collect() }).is_some() {
            return Err(format!("the workbook has two sheets '{name}'"));
        }
    }
    Ok(found)
}

/// What may still come.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// A cell as people read it; `None` where it is empty. An error of a formula is empty, too.
    fn text_of(&mut self, value: &DataRef<'_>) -> Result<Option<String>, String> {
        let text = match value {
            DataRef::String(text) => text.as_str(),
            DataRef::SharedString(text) => text,
            DataRef::Int(n) => return self.take(&n.to_string()),
            DataRef::Float(n) => return self.take(&n.to_string()),
            DataRef::Bool(true) => return self.take("true"),
            DataRef::Bool(false) => return self.take("false"),
            _ => return Ok(None),
        };
        self.take(text.trim())
    }

    fn take(&mut self, text: &str) -> Result<Option<String>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        let left = (self.cells.checked_sub(1), self.text.checked_sub(text.len()));
        let (Some(cells), Some(bytes)) = left else {
            return Err(format!(
                "the workbook holds more than {WORKBOOK_CELLS} cells or {} MiB of text in them",
                WORKBOOK_TEXT / 1024 / 1024
            ));
        };
        (self.cells, self.text) = (cells, bytes);
        Ok(Some(text.to_owned()))
    }
}
