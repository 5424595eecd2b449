//! Framework files.

use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::parse;
use crate::domain::{DraftFramework, Framework, Severity};

/// Reads and checks the text of a framework file.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_framework(path: &Path, text: &str) -> Result<Framework, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let (draft, unknown) = parse::<DraftFramework>(text, Severity::Error).map_err(bad)?;
    match draft.check() {
        Ok(framework) if unknown.is_empty() => Ok(framework),
        Ok(_) => Err(bad(unknown)),
        Err(problems) => Err(bad([unknown, problems].concat())),
    }
}

/// The text of a framework file.
///
/// # Errors
/// A sentence, where the draft holds a number that TOML cannot write.
pub fn write_framework(draft: &DraftFramework) -> Result<String, String> {
    toml::to_string(draft).map_err(|error| format!("the framework cannot be written: {error}"))
}
