//! How far the changes of a session are on disk, and why a change was not accepted.

use std::io;
use std::path::PathBuf;

use crate::store::SaveError;

/// How far what is on the screen is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was changed since the file was opened.
    Unchanged,
    /// The last change is on its way into the journal, and counts for nothing yet. Only somebody who
    /// does not wait sees this.
    Unsaved,
    /// Every change is in the journal, and the file is being saved.
    Recorded,
    /// Every change is in the file.
    Saved,
    /// Every change is in the file, but whether that survives a power cut is not confirmed. The
    /// journal has them.
    NotConfirmed(String),
    /// The last save failed. `recorded` says whether the changes are in the journal at least.
    Failed {
        /// Why.
        why: String,
        /// Whether every change is in the journal.
        recorded: bool,
    },
    /// Somebody else has changed the file: nothing of theirs was overwritten, and the changes made
    /// here are in the journal.
    Overtaken(String),
}

/// Why a change was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// It does not fit; nothing was altered.
    #[error("{0}")]
    Refused(String),
    /// The file is not as this session left it: somebody else has changed it. Nothing of theirs was
    /// overwritten, and the change is kept in memory and in the journal.
    #[error("{0} was changed by somebody else while it was open here")]
    ChangedOnDisk(PathBuf),
    /// The change could not be put into the journal, and was therefore not saved either; it is kept
    /// in memory.
    #[error("cannot record the change to {path} in its journal: {cause}")]
    NotRecorded {
        /// The file that was to be changed.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The file could not be saved; the change is kept in memory.
    #[error(transparent)]
    Save(#[from] SaveError),
}
