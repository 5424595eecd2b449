//! What a crash left behind, and what the journal knows of earlier sessions.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::{Incoming, MOST_STEPS, SaveState, Session, SessionError};
use crate::domain::{Assessment, Change, MergeError};
use crate::store::{Act, PRIVATE, Record, Replay, journal_of, text_digest};
use crate::workspace::{OpenError, Opened, Workspace};

/// Changes that were recorded and never came into the file.
#[derive(Clone, Debug)]
pub struct Leftovers {
    /// What was recorded, oldest first.
    pub records: Vec<Record>,
    /// The assessment as it would be with them.
    pub with: Assessment,
    /// The changes that still fit, in order.
    pub changes: Vec<Change>,
    /// The changes that do not fit the file as it is, each with the reason.
    pub misfits: Vec<(Change, String)>,
}

/// Somebody else who has the assessment open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// Who recorded the last change.
    pub by: String,
    /// When: UTC.
    pub at: String,
}

impl Leftovers {
    /// That there is something, in a sentence.
    pub fn told(&self) -> String {
        let count = self.changes.len() + self.misfits.len();
        format!("{count} recorded change(s) never came into the file")
    }

    /// What a journal holds beyond a file with this digest, if anything.
    pub(super) fn of(replay: &Replay, file: &str, opened: &Opened) -> Option<Self> {
        let pending = replay.pending(file);
        if pending.is_empty() {
            return None;
        }
        let mut with = opened.assessment.clone();
        let (mut changes, mut misfits) = (Vec::new(), Vec::new());
        for at in &pending {
            let own = &replay.records[*at].changes;
            // What somebody else has recorded since, and saved, is newer.
            let later = replay.records.iter().enumerate().skip(at + 1);
            let since = || later.clone().filter(|(at, _)| !pending.contains(at)).map(|(_, r)| r);
            for change in own {
                let newer = since().find(|r| r.changes.iter().any(|c| c.part() == change.part()));
                if let Some(newer) = newer {
                    let by = if newer.by.is_empty() { "somebody else" } else { &*newer.by };
                    misfits
                        .push((change.clone(), format!("{by} changed it again at {}", newer.at)));
                    continue;
                }
                let before = with.clone();
                match with.apply(&opened.framework, change) {
                    Ok(_) if with == before => {}
                    Ok(_) => changes.push(change.clone()),
                    Err(why) => misfits.push((change.clone(), why)),
                }
            }
        }
        let records = pending.into_iter().map(|at| replay.records[at].clone()).collect();
        // The file may hold all of it already, saved by a program whose last line was lost.
        let something = !changes.is_empty() || !misfits.is_empty();
        something.then_some(Self { records, with, changes, misfits })
    }
}

impl Workspace {
    /// What a crash kept out of the file of an assessment that was just read, if anything and if
    /// nobody has it open.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn leftovers(&self, key: &crate::domain::Key) -> Result<Option<Leftovers>, OpenError> {
        if !journal_of(&self.path_of(key)).exists() {
            return Ok(None);
        }
        Ok(self.edit(key)?.leftovers.take())
    }
}

impl Session {
    /// What a crash kept out of the file. While there is something, no change is accepted: somebody
    /// has to decide first, with [`Session::recover`] or [`Session::set_aside`].
    pub fn leftovers(&self) -> Option<&Leftovers> {
        self.leftovers.as_ref()
    }

    /// Applies what a crash kept out of the file, as one step that can be taken back.
    ///
    /// # Errors
    /// When it could neither be recorded nor saved.
    pub fn recover(&mut self) -> Result<(), SessionError> {
        let Some(leftovers) = self.leftovers.take() else { return Ok(()) };
        let inverse = self.alter(&leftovers.changes)?;
        // Where nothing fits there is nothing to take back: the step before stays the last.
        if !inverse.is_empty() {
            self.undo.push(inverse.clone());
            self.redo.clear();
        }
        self.record(Act::Recover, leftovers.changes, inverse)
    }

    /// Leaves it out of the file for good. The journal keeps it.
    ///
    /// # Errors
    /// When the decision could not be recorded.
    pub fn set_aside(&mut self) -> Result<(), SessionError> {
        if self.leftovers.take().is_none() {
            return Ok(());
        }
        self.record(Act::SetAside, Vec::new(), Vec::new())
    }

    /// Refuses changes until somebody has decided about what a crash left behind.
    pub(super) fn decided(&self) -> Result<(), SessionError> {
        match &self.leftovers {
            None => Ok(()),
            Some(left) => Err(SessionError::Refused(format!(
                "{}: decide about them first, with stocktake recover",
                left.told()
            ))),
        }
    }

    /// Merges the file as somebody else left it with what was changed here since the last save, and
    /// tells what came in.
    ///
    /// # Errors
    /// When the file cannot be used or merged: then nothing was altered. Otherwise the result could
    /// neither be recorded nor saved.
    pub fn catch_up(&mut self, workspace: &Workspace) -> Result<Incoming, CatchUp> {
        let key = self.assessment().key.clone();
        self.settle_records()?;
        let mut fresh = workspace.edit_on(&key, self.disk.clone())?;
        (fresh.leftovers, fresh.hasty) = (None, self.hasty);
        let (changes, incoming) = self.merge_onto(&fresh)?;
        let inverse = fresh.alter(&changes)?;
        // Even where nothing is left to change: what was recorded here is in that file now.
        let own = self.digest != text_digest(self.saver.base());
        if own {
            fresh.merged.clone_from(&self.digest);
        }
        fresh.held = self.held.take();
        fresh.others = None;
        *self = fresh;
        if !changes.is_empty() {
            self.undo.push(inverse.clone());
        }
        if own || !changes.is_empty() {
            self.record(Act::Merge, changes, inverse)?;
        }
        Ok(incoming)
    }

    /// Waits until everything is in the file. Where somebody else has changed it meanwhile, both
    /// sides are merged; gives back what came in.
    ///
    /// # Errors
    /// When the file cannot be used, merged or saved.
    pub fn finish(&mut self, workspace: &Workspace) -> Result<Incoming, CatchUp> {
        /// How often somebody else may save in between before this gives up.
        const TRIES: usize = 100;
        let mut incoming = Incoming::default();
        for _ in 0..TRIES {
            match self.settle().and_then(|()| self.save()) {
                Err(SessionError::ChangedOnDisk(_)) => {}
                // Heard of before.
                Ok(()) if matches!(self.state, SaveState::Overtaken(_)) => {}
                done => return Ok(done.map(|()| incoming)?),
            }
            incoming.extend(self.catch_up(workspace)?);
        }
        Err(SessionError::ChangedOnDisk(self.path.clone()).into())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What a power cut may still take back does not count as saved, however often it was said.
        if self.settle().is_ok() && self.state == SaveState::Saved {
            self.note_saved();
        }
    }
}

/// Why a session could not catch up with the file.
#[derive(Debug, thiserror::Error)]
pub enum CatchUp {
    /// The file cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file is of another framework now, or of another assessment.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The result could not be kept.
    #[error(transparent)]
    Session(#[from] SessionError),
}

/// The steps that can be taken back and done again, as the journal knows them, if the file is as
/// the journal's last line left it.
pub(super) fn steps(replay: &Replay, file: &str) -> [Vec<Vec<Change>>; 2] {
    let (mut undo, mut redo) = (Vec::new(), Vec::new());
    let held = replay.held(file);
    if replay.last().is_none_or(|record| record.after != file) {
        return [undo, redo];
    }
    for (record, _) in replay.records.iter().zip(held).filter(|(_, held)| *held) {
        let inverse = record.inverse.clone();
        match record.act {
            // What only records that two texts became one, or that nothing fitted, is no step.
            Act::Merge | Act::Recover if record.changes.is_empty() => {}
            Act::Change | Act::Merge | Act::Recover => {
                undo.push(inverse);
                redo.clear();
            }
            Act::Undo => {
                undo.pop();
                redo.push(inverse);
            }
            Act::Redo => {
                redo.pop();
                undo.push(inverse);
            }
            // What lies before cannot be taken back from here.
            Act::Found | Act::SetAside => {
                undo.clear();
                redo.clear();
            }
            Act::Saved => {}
        }
    }
    let surplus = undo.len().saturating_sub(MOST_STEPS);
    undo.drain(..surplus);
    [undo, redo]
}

/// Holds a courtesy lock on a journal for as long as the file is kept. Everybody who has changes
/// under way holds it together with the others; who wonders whether somebody does asks for it alone.
pub(super) fn hold(journal: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, PRIVATE);
    let file = options.open(journal).ok()?;
    matches!(patiently(|| file.try_lock_shared()), Ok(())).then_some(file)
}

/// Tries for a lock again and again for some milliseconds: who asks gives it back at once, and a program
/// that is just being started has every open file of the one that starts it until it runs.
fn patiently(lock: impl Fn() -> Result<(), TryLockError>) -> Result<(), TryLockError> {
    const TRIES: u32 = 50;
    for _ in 1..TRIES {
        match lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
            outcome => return outcome,
        }
    }
    lock()
}

/// Who else has changed the assessment and has it open still.
pub(super) fn others(journal: &Path, replay: &Replay) -> Option<Others> {
    let file = File::open(journal).ok()?;
    let held = matches!(patiently(|| file.try_lock()), Err(TryLockError::WouldBlock));
    let last = replay.records.iter().rev().find(|record| record.act.alters());
    held.then(|| Others {
        by: last.map(|r| r.by.clone()).unwrap_or_default(),
        at: last.map(|r| r.at.clone()).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs::TryLockError;

    use super::patiently;

    #[test]
    fn a_lock_that_is_given_back_at_once_is_nobody_s() {
        let asked = Cell::new(0);
        let free_from = |turn| {
            let asked = &asked;
            move || {
                asked.set(asked.get() + 1);
                if asked.get() >= turn { Ok(()) } else { Err(TryLockError::WouldBlock) }
            }
        };
        assert!(patiently(free_from(4)).is_ok());
        assert_eq!(asked.replace(0), 4);
        assert!(matches!(patiently(free_from(1_000)), Err(TryLockError::WouldBlock)));
        assert_eq!(asked.get(), 50);
    }
}
