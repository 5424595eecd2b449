//! Finished documents, written in the formats that other people's programs open.
//!
//! Each format is one file with one function that turns a [`Document`] into text or bytes. Nothing
//! here computes a number or writes a file. Texts from files are made safe for each format: nothing
//! that a spreadsheet would run, a browser would obey, or a reader would not see.

use crate::report::Document;

mod clean;

pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod questionnaire;
pub mod translation;
pub mod xlsx;

/// A format that a document can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, for mail and for version control.
    Markdown,
    /// Tables of texts separated by commas, for machines.
    Csv,
    /// JSON, for machines.
    Json,
    /// A workbook.
    Xlsx,
    /// One page that stands alone, for a browser and for printing.
    Html,
}

/// Why a document could not be turned into a format.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A number is infinite or not a number; no format has a place for it.
    #[error("column '{column}' of the table '{table}' holds a number that is not finite")]
    NotFinite {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// The text of a table could not be put together.
    #[error("cannot write the table as text: {0}")]
    Csv(#[from] ::csv::Error),
    /// The JSON could not be put together.
    #[error("cannot write the document as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The catalogue for translators could not be put together.
    #[error("cannot write the catalogue: {0}")]
    Catalogue(String),
    /// The workbook could not be put together.
    #[error("cannot write the workbook: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The page could not be put together.
    #[error("cannot write the page: {0}")]
    Html(#[from] askama::Error),
}

impl Format {
    /// All formats with their names, which are also the extensions of their files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Markdown, "md"),
        (Self::Csv, "csv"),
        (Self::Json, "json"),
        (Self::Xlsx, "xlsx"),
        (Self::Html, "html"),
    ];

    /// Its name, which is also the extension of its files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("md", |(_, name)| name)
    }

    /// Whether it is text, which a terminal or a pipe can take.
    pub fn is_text(self) -> bool {
        self != Self::Xlsx
    }
}

/// Turns a document into a format.
///
/// # Errors
/// See [`ExportError`].
pub fn render(document: &Document, format: Format) -> Result<Vec<u8>, ExportError> {
    Ok(match format {
        Format::Markdown => markdown::render(document).into_bytes(),
        Format::Csv => csv::render(document)?.into_bytes(),
        Format::Json => json::render(document)?.into_bytes(),
        Format::Xlsx => xlsx::render(document)?,
        Format::Html => html::render(document)?.into_bytes(),
    })
}
