//! Editing one assessment: every accepted change is on disk before it counts as accepted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{OpenError, Opened, Workspace};
use crate::domain::{Assessment, Change, Framework, Key, Place, Problem};
use crate::store::{BadFile, Document, Located, SaveError, lock_folder, replace};

/// An assessment that is open for editing.
#[derive(Debug)]
pub struct Session {
    opened: Opened,
    path: PathBuf,
    document: Document,
    /// The text on disk as this session last read or wrote it.
    on_disk: String,
    undo: Vec<Vec<Change>>,
    redo: Vec<Vec<Change>>,
    state: SaveState,
}

/// Whether what is on the screen is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was changed since the file was opened.
    Unchanged,
    /// Every change is on disk.
    Saved,
    /// The last save failed: the changes are in memory only.
    Failed(String),
}

/// Why a change was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// It does not fit; nothing was altered.
    #[error("{0}")]
    Refused(String),
    /// The file is not as this session left it: somebody else has changed it. Nothing of theirs was
    /// overwritten, and the change is kept in memory.
    #[error("{0} was changed by somebody else while it was open here")]
    ChangedOnDisk(PathBuf),
    /// The file could not be saved; the change is kept in memory.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl Workspace {
    /// Opens an assessment for editing.
    ///
    /// # Errors
    /// When it is not there or cannot be used.
    pub fn edit(&self, key: &Key) -> Result<Session, OpenError> {
        let (opened, text) = self.read_with_text(key)?;
        // The reader has parsed the same text. Should the editor refuse it all the same, the file
        // is not opened: writing it anew would lose its comments.
        let path = self.path_of(key);
        let document = Document::parse(&text).map_err(|why| {
            let problem = Problem::error("syntax", Place::top(), why)
                .hint("the file can be read and not be edited: correct it in an editor");
            OpenError::Bad(BadFile {
                path: path.clone(),
                problems: Located::all(&path, &text, vec![problem]),
            })
        })?;
        Ok(Session {
            opened,
            path,
            document,
            on_disk: text,
            undo: Vec::new(),
            redo: Vec::new(),
            state: SaveState::Unchanged,
        })
    }
}

impl Session {
    /// The assessment as it is now.
    pub fn assessment(&self) -> &Assessment {
        &self.opened.assessment
    }

    /// Its framework.
    pub fn framework(&self) -> &Arc<Framework> {
        &self.opened.framework
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What somebody should look at in the file.
    pub fn warnings(&self) -> &[Located] {
        &self.opened.warnings
    }

    /// Whether what is on the screen is on disk.
    pub fn state(&self) -> &SaveState {
        &self.state
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Applies changes as one step and saves. When this returns `Ok`, they are on disk.
    ///
    /// # Errors
    /// [`SessionError::Refused`] when a change does not fit: none of them was applied. Otherwise
    /// they were applied in memory and could not be saved.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), SessionError> {
        let inverse = self.alter(changes)?;
        self.undo.push(inverse);
        self.redo.clear();
        self.save()
    }

    /// Takes the last step back. `Ok(false)` when there is none.
    ///
    /// # Errors
    /// When the result could not be saved.
    pub fn undo(&mut self) -> Result<bool, SessionError> {
        let Some(step) = self.undo.pop() else { return Ok(false) };
        let inverse = self.alter(&step)?;
        self.redo.push(inverse);
        self.save().map(|()| true)
    }

    /// Does the last undone step again. `Ok(false)` when there is none.
    ///
    /// # Errors
    /// When the result could not be saved.
    pub fn redo(&mut self) -> Result<bool, SessionError> {
        let Some(step) = self.redo.pop() else { return Ok(false) };
        let inverse = self.alter(&step)?;
        self.undo.push(inverse);
        self.save().map(|()| true)
    }

    /// Saves what a failed save left in memory.
    ///
    /// # Errors
    /// When it could not be saved again.
    pub fn save(&mut self) -> Result<(), SessionError> {
        let saved = self.write(&self.path);
        match saved {
            Ok(text) => {
                self.on_disk = text;
                self.state = SaveState::Saved;
                Ok(())
            }
            Err(error) => {
                // The new text is in place then, and the next save must not take it for somebody
                // else's.
                if let SessionError::Save(SaveError::NotConfirmed { .. }) = &error {
                    self.on_disk = self.document.text();
                }
                self.state = SaveState::Failed(error.to_string());
                Err(error)
            }
        }
    }

    /// Saves a copy somewhere else, for when the own place cannot be written.
    ///
    /// # Errors
    /// When that place cannot be written either.
    pub fn save_copy(&self, path: &Path) -> Result<(), SaveError> {
        replace(path, self.document.text().as_bytes())
    }

    fn write(&self, path: &Path) -> Result<String, SessionError> {
        let _lock = lock_folder(path);
        match fs::read_to_string(path) {
            Ok(now) if now != self.on_disk => {
                return Err(SessionError::ChangedOnDisk(path.to_owned()));
            }
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(SaveError::NotSaved { path: path.to_owned(), cause }.into());
            }
            _ => {}
        }
        let text = self.document.text();
        replace(path, text.as_bytes())?;
        Ok(text)
    }

    /// Applies changes in memory, all or none, and gives back the step that undoes them.
    fn alter(&mut self, changes: &[Change]) -> Result<Vec<Change>, SessionError> {
        let framework = Arc::clone(&self.opened.framework);
        let mut after = self.opened.assessment.clone();
        let mut inverse = Vec::with_capacity(changes.len());
        for change in changes {
            inverse.push(after.apply(&framework, change).map_err(SessionError::Refused)?);
        }
        inverse.reverse();
        self.opened.assessment = after;
        for change in changes {
            self.document.sync(&self.opened.assessment, &framework, &change.part());
        }
        Ok(inverse)
    }
}
