//! How much of anything is taken. Every bound on what a file, a table or a person may bring stands
//! here, with what happens beyond it; `stocktake limits` prints the list, `docs/limits.md` explains
//! it, and `tests/hostile/limits.rs` tries each at one below, at, and one above.

/// The largest assessment, framework, translation or crosswalk file, and the longest line of
/// changes, in bytes.
pub const FILE_BYTES: u64 = 4 * 1024 * 1024;
/// The largest table of a framework or of answers that is imported, in bytes.
pub const TABLE_BYTES: u64 = 256 * 1024 * 1024;
/// The largest table of indicators, in bytes.
pub const INDICATOR_BYTES: u64 = 64 * 1024 * 1024;
/// The largest workbook that is imported, in bytes as it lies on disk.
pub const WORKBOOK_BYTES: u64 = 16 * 1024 * 1024;
/// The most parts in the archive that a workbook is.
pub const WORKBOOK_PARTS: usize = 1_000;
/// The most bytes of all parts of a workbook that hold text, once they are inflated.
pub const WORKBOOK_INFLATED: u64 = 32 * 1024 * 1024;
/// The most rows of a sheet that is imported.
pub const SHEET_ROWS: u32 = 20_000;
/// The most columns of a sheet that is imported.
pub const SHEET_COLUMNS: u32 = 1_000;
/// The most cells of a workbook that hold something.
pub const WORKBOOK_CELLS: usize = 200_000;
/// The most bytes of all texts of a workbook together; a shared text counts as often as it stands.
pub const WORKBOOK_TEXT: usize = 16 * 1024 * 1024;
/// The longest text in a file or in a change, in bytes of UTF-8.
pub const TEXT_BYTES: usize = 64 * 1024;
/// The longest title of a framework or of an entry, in characters as people count them.
pub const TITLE_CHARACTERS: usize = 500;
/// The longest id, in characters.
pub const ID_CHARACTERS: usize = 64;
/// The most levels of a framework below its root.
pub const TREE_LEVELS: usize = 6;
/// The most nodes and questions of a framework together.
pub const FRAMEWORK_ITEMS: usize = 20_000;
/// The most answers of one assessment.
pub const ANSWERS: usize = 20_000;
/// The most combining marks that are shown on one character.
pub const MARKS_PER_CHARACTER: usize = 8;
/// The most characters that are taken from one paste.
pub const PASTE_CHARACTERS: usize = 64 * 1024;
/// The most problems that are listed for one file on a terminal.
pub const PROBLEMS_SHOWN: usize = 50;
/// The most steps that can be undone.
pub const UNDO_STEPS: usize = 500;
/// The longest text of a cell of a workbook, in units of UTF-16, as the format has it.
pub const CELL_UNITS: usize = 32_767;
/// The longest name of a sheet, in units of UTF-16, as the format has it.
pub const SHEET_NAME_UNITS: usize = 31;

/// One bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name, which never changes.
    pub key: &'static str,
    /// What it bounds.
    pub what: &'static str,
    /// The most that is taken.
    pub most: u64,
    /// What is counted.
    pub unit: &'static str,
    /// What happens to more.
    pub beyond: &'static str,
}

/// Every bound, in the order in which `docs/limits.md` explains them.
pub fn all() -> Vec<Limit> {
    const FILE: &str = "the file is refused";
    const BOOK: &str = "the workbook is refused";
    let limit = |key, what, most, unit, beyond| Limit { key, what, most, unit, beyond };
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    vec![
        limit("file", "a file, or a line of changes", FILE_BYTES, "bytes", FILE),
        limit("table", "a table of a framework or of answers", TABLE_BYTES, "bytes", FILE),
        limit("indicators", "a table of indicators", INDICATOR_BYTES, "bytes", FILE),
        limit("workbook", "a workbook on disk", WORKBOOK_BYTES, "bytes", BOOK),
        limit("workbook-parts", "its parts", count(WORKBOOK_PARTS), "parts", BOOK),
        limit("workbook-inflated", "its parts, inflated", WORKBOOK_INFLATED, "bytes", BOOK),
        limit("sheet-rows", "a sheet", u64::from(SHEET_ROWS), "rows", BOOK),
        limit("sheet-columns", "a sheet", u64::from(SHEET_COLUMNS), "columns", BOOK),
        limit("workbook-cells", "its cells with a content", count(WORKBOOK_CELLS), "cells", BOOK),
        limit("workbook-text", "the texts of its cells", count(WORKBOOK_TEXT), "bytes", BOOK),
        limit("text", "one text", count(TEXT_BYTES), "bytes", "refused; typing stops there"),
        limit("title", "a title", count(TITLE_CHARACTERS), "characters", "refused"),
        limit("id", "an id", count(ID_CHARACTERS), "characters", "refused"),
        limit("levels", "a framework below its root", count(TREE_LEVELS), "levels", FILE),
        limit("items", "a framework", count(FRAMEWORK_ITEMS), "nodes and questions", FILE),
        limit("answers", "an assessment", count(ANSWERS), "answers", FILE),
        limit(
            "marks",
            "combining marks on one character",
            count(MARKS_PER_CHARACTER),
            "marks",
            "shown as one ellipsis; the file keeps them",
        ),
        limit(
            "paste",
            "one paste",
            count(PASTE_CHARACTERS),
            "characters",
            "not taken, and the screen says how many",
        ),
        limit(
            "problems",
            "problems of one file on a terminal",
            count(PROBLEMS_SHOWN),
            "problems",
            "counted; --format json and csv list all",
        ),
        limit("undo", "steps that can be undone", count(UNDO_STEPS), "steps", "forgotten"),
        limit(
            "cell",
            "a cell of a workbook that is written",
            count(CELL_UNITS),
            "UTF-16 units",
            "cut, and the cell says so",
        ),
        limit(
            "sheet-name",
            "the name of a sheet that is written",
            count(SHEET_NAME_UNITS),
            "UTF-16 units",
            "shortened",
        ),
    ]
}

/// Fails where a text is longer than one may be.
///
/// # Errors
/// A sentence with both sizes.
pub fn text_fits(text: &str) -> Result<(), String> {
    if text.len() <= TEXT_BYTES {
        return Ok(());
    }
    Err(format!("the text has {} bytes, and a text has at most {TEXT_BYTES}", text.len()))
}

/// Fails where a title is longer than one may be.
///
/// # Errors
/// A sentence.
pub fn title_fits(title: &str) -> Result<(), String> {
    use unicode_segmentation::UnicodeSegmentation;
    if title.len() <= TITLE_CHARACTERS || title.graphemes(true).count() <= TITLE_CHARACTERS {
        return Ok(());
    }
    Err(format!("a title has at most {TITLE_CHARACTERS} characters"))
}
