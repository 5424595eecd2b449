//! Tables of indicators for analysts; they lie anywhere and belong to no workspace.

use std::path::Path;

use super::{OpenError, WorkspaceError};
use crate::domain::IndicatorData;
use crate::domain::limits::INDICATOR_BYTES;
use crate::import::{Defects, IndicatorMeaning, read_indicator_data, read_indicator_meaning};
use crate::store::read_text_of;

/// Reads a table of indicator values and the one that says what its columns mean.
///
/// # Errors
/// When one of them cannot be read, or with every defect and its line.
pub fn read_indicators(
    values: &Path,
    meaning: &Path,
) -> Result<(IndicatorMeaning, IndicatorData), WorkspaceError> {
    let read = |path| read_text_of(path, INDICATOR_BYTES).map_err(OpenError::Bad);
    let said = read_indicator_meaning(&read(meaning)?).map_err(|wrong| table(meaning, &wrong))?;
    let data = read_indicator_data(&read(values)?, &said).map_err(|wrong| table(values, &wrong))?;
    Ok((said, data))
}

fn table(path: &Path, wrong: &Defects) -> WorkspaceError {
    let line =
        |(line, why): &(u64, String)| format!("{}:{line}:1: error[table]: {why}", path.display());
    WorkspaceError::Content(wrong.iter().map(line).collect::<Vec<_>>().join("\n"))
}
