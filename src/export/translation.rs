//! Tables for translators: CSV and PO.

use std::io::BufWriter;

use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;

use super::{ExportError, csv};
use crate::report::Table;

/// The rows of a table with the columns place, source and translation, as CSV.
///
/// # Errors
/// Where the table cannot be written.
pub fn translation_csv(table: &Table) -> Result<String, ExportError> {
    csv::table(table)
}

/// The same rows as a PO catalogue for a language.
///
/// # Errors
/// Where the catalogue cannot be written.
pub fn translation_po(table: &Table, language: &str) -> Result<String, ExportError> {
    let mut metadata = CatalogMetadata::new();
    metadata.language = language.to_owned();
    metadata.mime_version = "1.0".into();
    metadata.content_type = "text/plain; charset=UTF-8".into();
    metadata.content_transfer_encoding = "8bit".into();
    let mut catalogue = Catalog::new(metadata);
    for row in &table.rows {
        let text = |at: usize| row.get(at).map_or("", crate::report::Cell::shown).to_owned();
        let message = Message::build_singular()
            .with_msgctxt(text(0))
            .with_msgid(text(1))
            .with_msgstr(text(2))
            .done();
        catalogue.append_or_update(message);
    }
    let mut out = BufWriter::new(Vec::new());
    let failed = |why: String| ExportError::Catalogue(why);
    polib::po_file::write(&catalogue, &mut out).map_err(|e| failed(e.to_string()))?;
    let bytes = out.into_inner().map_err(|e| failed(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| failed(e.to_string()))
}
