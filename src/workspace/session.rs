//! Editing one assessment: every accepted change is in the journal, on disk, before it counts as
//! accepted; the file itself is saved beside that, from a copy, so that no key waits for it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::{OpenError, Opened, Workspace};
use crate::domain::{Assessment, Change, Framework, Key, Place, Problem};
use crate::store::{
    Act, BadFile, Disk, Document, Journal, Located, Record, SaveError, journal_of, replace,
    text_digest,
};

mod keeping;
mod merging;
mod recorder;
mod recovery;
mod saver;
mod state;

pub use merging::Incoming;
use recorder::Recorder;
pub use recovery::{CatchUp, Leftovers, Others};
use saver::Saver;
pub use state::{SaveState, SessionError};

/// An assessment that is open for editing.
#[derive(Debug)]
pub struct Session {
    opened: Opened,
    path: PathBuf,
    document: Document,
    disk: Arc<dyn Disk>,
    recorder: Recorder,
    saver: Saver,
    /// What the file is to hold once something is recorded, each with the number of the records.
    behind: Vec<(u64, String)>,
    undo: Vec<Vec<Change>>,
    redo: Vec<Vec<Change>>,
    /// How far the file is, and why the last change is not in the journal, if it is not; and what
    /// follows from both.
    file: SaveState,
    not_recorded: Option<String>,
    state: SaveState,
    leftovers: Option<Leftovers>,
    others: Option<Others>,
    /// The courtesy lock by which others see that it is open.
    held: Option<File>,
    /// The digest of the text as it is now.
    digest: String,
    /// Whether another program has made the file what it was when it was opened, until something is
    /// recorded.
    found: bool,
    /// The digest of a text that was merged in, until that is recorded.
    merged: String,
    /// Whether a change counts before it is recorded.
    hasty: bool,
}

/// How many steps can be taken back, across restarts too.
pub const MOST_STEPS: usize = crate::domain::limits::UNDO_STEPS;

impl Workspace {
    /// Opens an assessment for editing.
    ///
    /// # Errors
    /// When it is not there or cannot be used.
    pub fn edit(&self, key: &Key) -> Result<Session, OpenError> {
        self.edit_on(key, Arc::clone(&self.disk))
    }

    /// The same with another file system under the saving and the journal.
    ///
    /// # Errors
    /// As for [`Workspace::edit`].
    pub fn edit_on(&self, key: &Key, disk: Arc<dyn Disk>) -> Result<Session, OpenError> {
        let path = self.path_of(key);
        let (mut opened, mut text) = self.read_with_text(key)?;
        let unusable = |text: &str, code, why: String, hint: &str| {
            let problem = Problem::error(code, Place::top(), why).hint(hint);
            let problems = Located::all(&path, text, vec![problem]);
            OpenError::Bad(BadFile { path: path.clone(), problems })
        };
        let (journal, replay, others, leftovers) = loop {
            let opening = Journal::open(Arc::clone(&disk), journal_of(&path));
            let (journal, replay) = opening.map_err(|e| {
                let why =
                    format!("its journal {} cannot be read: {e}", journal_of(&path).display());
                let hint = "make it readable: it may hold work that is not in the file";
                unusable(&text, "journal", why, hint)
            })?;
            let others = recovery::others(journal.path(), &replay);
            let found = Leftovers::of(&replay, &text_digest(&text), &opened);
            let Some(leftovers) = found.filter(|_| others.is_none()) else {
                break (journal, replay, others, None);
            };
            // Somebody may have saved and gone between the reading of the two files.
            let (again, now) = self.read_with_text(key)?;
            if now == text {
                break (journal, replay, others, Some(leftovers));
            }
            (opened, text) = (again, now);
        };
        // The reader has parsed the same text. Should the editor refuse it all the same, the file
        // is not opened: writing it anew would lose its comments.
        let document = Document::parse(&text).map_err(|why| {
            let hint = "the file can be read and not be edited: correct it in an editor";
            unusable(&text, "syntax", why, hint)
        })?;
        let digest = text_digest(&text);
        let [undo, redo] = recovery::steps(&replay, &digest);
        Ok(Session {
            opened,
            document,
            recorder: Recorder::start(journal),
            saver: Saver::start(Arc::clone(&disk), path.clone(), text),
            disk,
            path,
            behind: Vec::new(),
            undo,
            redo,
            file: SaveState::Unchanged,
            not_recorded: None,
            state: SaveState::Unchanged,
            leftovers,
            others,
            held: None,
            found: !replay.records.is_empty() && !replay.knows(&digest),
            digest,
            merged: String::new(),
            hasty: false,
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

    /// Its journal.
    pub fn journal_path(&self) -> &Path {
        self.recorder.path()
    }

    /// What somebody should look at in the file.
    pub fn warnings(&self) -> &[Located] {
        &self.opened.warnings
    }

    /// How far what is on the screen is on disk, as of the last [`Session::poll`].
    pub fn state(&self) -> &SaveState {
        &self.state
    }

    /// Who else has it open, if anybody.
    pub fn others(&self) -> Option<&Others> {
        self.others.as_ref()
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Applies changes as one step, with what has to follow them (see
    /// [`Assessment::stale_reasons`]). When this returns `Ok`, they are on disk, in the journal, and
    /// the file is being saved; unless nobody waits ([`Session::without_waiting`]).
    ///
    /// # Errors
    /// [`SessionError::Refused`] when a change does not fit: none of them was applied. Otherwise
    /// they were applied in memory and could not be recorded; nothing that is not recorded is saved.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), SessionError> {
        self.decided()?;
        let changes = [changes, &self.assessment().stale_reasons(changes)].concat();
        let inverse = self.alter(&changes)?;
        self.undo.push(inverse.clone());
        if self.undo.len() > MOST_STEPS {
            self.undo.remove(0);
        }
        self.redo.clear();
        self.record(Act::Change, changes, inverse)
    }

    /// Takes the last step back. `Ok(false)` when there is none.
    ///
    /// # Errors
    /// As for [`Session::apply`].
    pub fn undo(&mut self) -> Result<bool, SessionError> {
        self.decided()?;
        let Some(step) = self.undo.pop() else { return Ok(false) };
        let inverse = self.alter(&step)?;
        self.redo.push(inverse.clone());
        self.record(Act::Undo, step, inverse).map(|()| true)
    }

    /// Does the last undone step again. `Ok(false)` when there is none.
    ///
    /// # Errors
    /// As for [`Session::apply`].
    pub fn redo(&mut self) -> Result<bool, SessionError> {
        self.decided()?;
        let Some(step) = self.redo.pop() else { return Ok(false) };
        let inverse = self.alter(&step)?;
        self.undo.push(inverse.clone());
        self.record(Act::Redo, step, inverse).map(|()| true)
    }

    /// Opens the file afresh, without what could not be recorded.
    ///
    /// # Errors
    /// When it cannot be used any more.
    pub fn reopen(&mut self, workspace: &Workspace) -> Result<(), OpenError> {
        // What went wrong is told already, and what was recorded is found again in the journal,
        // where nobody seems to hold it.
        let _ = self.settle();
        self.held = None;
        let key = self.assessment().key.clone();
        let hasty = self.hasty;
        *self = workspace.edit_on(&key, Arc::clone(&self.disk))?;
        self.hasty = hasty;
        Ok(())
    }

    /// Saves a copy somewhere else, for when the own place cannot be written.
    ///
    /// # Errors
    /// When that place cannot be written either.
    pub fn save_copy(&self, path: &Path) -> Result<(), SaveError> {
        replace(path, self.document.text().as_bytes())
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

/// A line for the journal that says what happened now, and of no change.
fn blank(act: Act, on: String, after: String) -> Record {
    Record {
        number: 0,
        at: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        by: super::who(),
        act,
        changes: Vec::new(),
        inverse: Vec::new(),
        on,
        with: String::new(),
        after,
        previous: String::new(),
    }
}
