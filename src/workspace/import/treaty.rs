//! Bringing recommendations of treaty bodies into an assessment.

use std::path::Path;

use super::super::{OpenError, Workspace, WorkspaceError};
use crate::domain::limits::TABLE_BYTES;
use crate::domain::{Change, Entry, Id, Key};
use crate::import::read_treaty_table;
use crate::store::read_text_of;

/// What an import of recommendations did.
#[derive(Debug, Default)]
pub struct TreatyReport {
    /// The recommendations that went in.
    pub added: Vec<Id>,
    /// How many were there already, word for word.
    pub unchanged: usize,
    /// Of how many that went in the level of change follows from the first question.
    pub derived: usize,
    /// Rows that did not go in, each with its line and the reason.
    pub rejected: Vec<(u64, String)>,
}

impl Workspace {
    /// Brings a table of recommendations into an assessment, as one step that undo takes back; what
    /// is there already under the same id and says something else is never altered. With `dry` the
    /// file stays as it is.
    ///
    /// # Errors
    /// When the table as a whole or the assessment cannot be read, or the file cannot be saved.
    pub fn import_treaty(
        &self,
        table: &Path,
        key: &Key,
        dry: bool,
    ) -> Result<TreatyReport, WorkspaceError> {
        let text = read_text_of(table, TABLE_BYTES).map_err(OpenError::Bad)?;
        let mut session = self.edit(key)?;
        let framework = session.framework().clone();
        let read = read_treaty_table(&text, &framework, session.assessment()).map_err(|why| {
            WorkspaceError::Content(format!("{}:1:1: error[table]: {why}", table.display()))
        })?;
        let mut report = TreatyReport { rejected: read.rejected, ..TreatyReport::default() };
        let mut changes = Vec::new();
        for row in read.rows {
            let id = row.entry.id.clone();
            let there = session.assessment().treaty.iter().find(|one| one.id == id);
            match there {
                Some(there) if *there == row.entry => report.unchanged += 1,
                Some(_) => {
                    let why = format!("'{id}' is there already and says something else");
                    report.rejected.push((row.line, why));
                }
                None => {
                    let change = Change::put(Entry::Treaty(row.entry));
                    match change.allowed(session.assessment(), &framework) {
                        Ok(()) => {
                            report.derived += usize::from(row.level_derived);
                            report.added.push(id);
                            changes.push(change);
                        }
                        Err(why) => report.rejected.push((row.line, why)),
                    }
                }
            }
        }
        report.rejected.sort_by_key(|(line, _)| *line);
        if !dry && !changes.is_empty() {
            let kept = session.apply(&changes).and_then(|()| session.settle());
            kept.map_err(|error| WorkspaceError::Content(error.to_string()))?;
        }
        Ok(report)
    }
}
