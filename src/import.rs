//! Tables of others, read into drafts and changes; nothing is written here.

mod catalogue;
mod form;
mod framework_table;
mod ids;
mod indicator_table;
mod level_table;
mod library;
mod score_table;
mod translation_table;
mod treaty_table;
mod workbook;

pub use form::{Form, Noted, read_form};
pub use framework_table::{FrameworkTable, read_framework_table};
pub use indicator_table::{Defects, IndicatorMeaning, read_indicator_data, read_indicator_meaning};
pub use level_table::{LevelTable, Remark, is_level_table, read_level_table};
pub use library::read_library;
pub use score_table::{Batch, Reason, RejectedRow, ScoreRow, ScoreTable, read_score_table};

pub use treaty_table::{TreatyRow, TreatyTable, read_treaty_table};

pub use translation_table::{TranslatedRow, read_translation_csv, read_translation_po};

use std::borrow::Cow;
use std::io::Cursor;

use csv::{ReaderBuilder, StringRecord, Trim};

/// The columns of a table by name, found without regard to capitals.
struct Columns(Vec<Option<usize>>);

impl Columns {
    /// Finds the columns; the error names the first compulsory one that is missing.
    fn find(header: &StringRecord, wanted: &[(&str, bool)]) -> Result<Self, String> {
        let mut found = Vec::new();
        for (name, compulsory) in wanted {
            let at = header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
            if at.is_none() && *compulsory {
                let names: Vec<_> = wanted.iter().map(|(name, _)| *name).collect();
                return Err(format!(
                    "the table has no column '{name}': its first line should be {}",
                    names.join(",")
                ));
            }
            found.push(at);
        }
        Ok(Self(found))
    }

    /// The text of a column in a row; empty where the row or the table lacks it.
    fn get<'r>(&self, row: &'r StringRecord, column: usize) -> &'r str {
        self.0.get(column).copied().flatten().and_then(|at| row.get(at)).unwrap_or("")
    }
}

/// A reader that takes what spreadsheets write: a byte-order mark, CRLF, blanks, short rows.
///
/// Lines that end in CRLF are read as lines that end in LF: the reader counts a row of the former as
/// one line higher up than it stands.
fn reader(text: &str) -> csv::Reader<Cursor<Cow<'_, [u8]>>> {
    let text = text.trim_start_matches('\u{feff}');
    let bytes = match text.contains("\r\n") {
        true => Cow::Owned(text.replace("\r\n", "\n").into_bytes()),
        false => Cow::Borrowed(text.as_bytes()),
    };
    ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(Cursor::new(bytes))
}

/// The line of a row in the file, from 1.
fn line_of(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}

/// A finite number as a table writes it, with a decimal point.
fn number(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() => Ok(n),
        _ if text.contains(',') => Err(format!("'{text}' is not a number: write a decimal point")),
        _ => Err(format!("'{text}' is not a number")),
    }
}
