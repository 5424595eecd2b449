//! What the journal of an assessment knows: what happened, and whether anybody altered it since.

use std::fs;
use std::io;

use super::{Workspace, WorkspaceError};
use crate::domain::Key;
use crate::report::Happened;
use crate::store::{Act, Damage, Replay, journal_of, text_digest};

/// What looking through a journal found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// How many whole lines it has.
    pub lines: usize,
    /// What is not as it was written.
    pub damage: Vec<Damage>,
    /// Whether the file of the assessment is as the last line left it; if not, another program has
    /// changed it, or a crash kept something out of it.
    pub file_as_recorded: bool,
}

impl Workspace {
    /// What happened to an assessment, oldest first; `None` where it has no journal.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn history(&self, key: &Key) -> Result<Option<Vec<Happened>>, WorkspaceError> {
        let Some(replay) = self.replay(key)? else { return Ok(None) };
        let told = |record: crate::store::Record| Happened {
            number: record.number,
            at: record.at,
            by: record.by,
            act: Act::ALL.iter().find(|(act, _)| *act == record.act).map_or("", |(_, name)| name),
            changes: record.changes,
            inverse: record.inverse,
        };
        Ok(Some(replay.records.into_iter().map(told).collect()))
    }

    /// Whether the journal of an assessment is as it was written; `None` where there is none.
    ///
    /// # Errors
    /// When the journal or the file cannot be read.
    pub fn verify(&self, key: &Key) -> Result<Option<Verified>, WorkspaceError> {
        let Some(replay) = self.replay(key)? else { return Ok(None) };
        let path = self.path_of(key);
        let text = fs::read_to_string(&path)
            .map_err(|cause| WorkspaceError::Folder { path: path.clone(), cause })?;
        let digest = text_digest(&text);
        Ok(Some(Verified {
            lines: replay.records.len(),
            file_as_recorded: replay.last().is_none_or(|record| record.after == digest),
            damage: replay.damage,
        }))
    }

    fn replay(&self, key: &Key) -> Result<Option<Replay>, WorkspaceError> {
        let path = journal_of(&self.path_of(key));
        match fs::read(&path) {
            Ok(content) => Ok(Some(Replay::of(&content))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(WorkspaceError::Folder { path, cause }),
        }
    }
}
