//! Translations that come back from translators, as CSV or PO.

use polib::po_file::parse_from_reader;

use super::catalogue::in_order;
use super::{Columns, line_of, reader};

/// One translated text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslatedRow {
    /// The place, as [`crate::domain::translation::Place::key`] writes it.
    pub place: String,
    /// The text that was translated.
    pub source: String,
    /// The translation; empty where there is none yet.
    pub text: String,
}

/// Reads a table with the columns `place`, `source` and `translation`.
///
/// # Errors
/// A sentence, with the line where there is one.
pub fn read_translation_csv(text: &str) -> Result<Vec<TranslatedRow>, String> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| e.to_string())?;
    let wanted = [("place", true), ("source", true), ("translation", true)];
    let columns = Columns::find(header, &wanted)?;
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|e| e.to_string())?;
        let field = |at| plain(columns.get(&record, at)).to_owned();
        match field(0) {
            place if place.is_empty() => Err(format!("line {}: no place", line_of(&record))),
            place => Ok(TranslatedRow { place, source: field(1), text: field(2) }),
        }
    };
    reader.records().map(row).collect()
}

/// The text without the apostrophe that keeps a spreadsheet from running it.
fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '|', '%']) => rest,
        _ => text,
    }
}

/// Reads a PO catalogue whose messages carry the place as their context.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn read_translation_po(text: &str) -> Result<Vec<TranslatedRow>, String> {
    let wrong = |why: &dyn std::fmt::Display| format!("not a PO file: {why}");
    let text = in_order(text).map_err(|why| wrong(&why))?;
    let catalogue = parse_from_reader(text.as_bytes()).map_err(|why| wrong(&why))?;
    let row = |message: &dyn polib::message::MessageView| {
        let Some(place) = message.msgctxt() else {
            return Err(format!("the message '{}' has no context", message.msgid()));
        };
        // A fuzzy message was guessed from another one: nobody has stood by it yet.
        let text = match message.is_fuzzy() {
            true => String::new(),
            false => {
                message.msgstr().map_err(|_| format!("'{place}' has plural forms"))?.to_owned()
            }
        };
        let source = message.msgid().to_owned();
        Ok(TranslatedRow { place: place.to_owned(), source, text })
    };
    catalogue.messages().map(row).collect()
}
