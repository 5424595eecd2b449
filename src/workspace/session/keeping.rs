//! Bringing the changes of a session to disk: first into the journal, then into the file, each on a
//! thread of its own; and what is known of that.

use super::recorder::Written;
use super::{SaveState, Session, SessionError, blank, recovery, saver};
use crate::domain::Change;
use crate::store::{Act, Record, SaveError, text_digest};

impl Session {
    /// The same for somebody who must not be kept waiting: a change counts as soon as it is made, and
    /// is [`SaveState::Unsaved`] until [`Session::poll`] has heard that it is in the journal.
    #[must_use]
    pub fn without_waiting(mut self) -> Self {
        self.hasty = true;
        self
    }

    /// Takes in what became of records and saves, without waiting; `true` when there was any news.
    pub fn poll(&mut self) -> bool {
        let mut heard = false;
        // What went wrong is in the state.
        while let Some(written) = self.recorder.heard() {
            let _ = self.take_in_record(written);
            heard = true;
        }
        while let Some(report) = self.saver.heard() {
            let _ = self.take_in(report);
            heard = true;
        }
        heard
    }

    /// Waits until every record and every save that was begun has ended, and says what became of
    /// the last.
    ///
    /// # Errors
    /// When something could not be recorded, or the file not be saved.
    pub fn settle(&mut self) -> Result<(), SessionError> {
        let recorded = self.settle_records();
        let mut last = Ok(());
        while let Some(report) = self.saver.wait() {
            last = self.take_in(report);
        }
        recorded.and(last)
    }

    /// Tries again to record and to save what could not be.
    ///
    /// # Errors
    /// When it could not be again.
    pub fn save(&mut self) -> Result<(), SessionError> {
        self.settle_records().or_else(|_| self.record_again())?;
        if self.not_recorded.is_some() {
            self.record_again()?;
        }
        self.settle().or_else(|_| {
            self.saver.save(self.document.text());
            self.settle()
        })?;
        if matches!(self.state, SaveState::Failed { .. } | SaveState::NotConfirmed(_)) {
            self.saver.save(self.document.text());
            return self.settle();
        }
        Ok(())
    }

    /// Whether something is under way to the disk.
    pub fn is_saving(&self) -> bool {
        self.recorder.is_busy() || self.saver.is_busy()
    }

    /// Puts a step into the journal, and what it leads to into the file behind that.
    pub(super) fn record(
        &mut self,
        act: Act,
        changes: Vec<Change>,
        inverse: Vec<Change>,
    ) -> Result<(), SessionError> {
        let text = self.document.text();
        let after = text_digest(&text);
        if self.held.is_none() {
            self.held = recovery::hold(self.recorder.path());
        }
        // That the file was found as another program left it comes before anything else.
        let on = std::mem::replace(&mut self.digest, after.clone());
        let found = std::mem::take(&mut self.found);
        let found = found.then(|| blank(Act::Found, on.clone(), on.clone()));
        let with = std::mem::take(&mut self.merged);
        let record = Record { changes, inverse, with, ..blank(act, on, after) };
        self.put_away(found.into_iter().chain([record]).collect(), text);
        self.judge();
        let recorded = if self.hasty { Ok(()) } else { self.settle_records() };
        self.poll();
        recorded
    }

    /// Writes what is to be recorded, and then begins to save. In this order only: a file that were
    /// ahead of its journal could not be told from one that a crash left behind it, and what the
    /// journal holds would be offered as lost work, over newer answers.
    fn put_away(&mut self, records: Vec<Record>, text: String) {
        let number = self.recorder.add(records);
        self.behind.push((number, text));
    }

    fn record_again(&mut self) -> Result<(), SessionError> {
        self.put_away(Vec::new(), self.document.text());
        self.settle_records()
    }

    /// Waits until everything is recorded, or could not be.
    ///
    /// # Errors
    /// When the last of it could not be.
    pub(super) fn settle_records(&mut self) -> Result<(), SessionError> {
        let mut last = Ok(());
        while let Some(written) = self.recorder.wait() {
            last = self.take_in_record(written);
        }
        last
    }

    /// Notes in the journal that everything recorded so far is in the file, so that a later change
    /// of the file by another program is told from a save that a crash prevented.
    pub(super) fn note_saved(&mut self) {
        let saved = blank(Act::Saved, self.digest.clone(), self.digest.clone());
        self.recorder.add(vec![saved]);
        // Without it the person is asked once more than necessary.
        let _ = self.recorder.wait();
    }

    fn take_in_record(&mut self, written: Written) -> Result<(), SessionError> {
        let Written { number, outcome, anew } = written;
        let at = self.behind.iter().position(|(of, _)| *of == number);
        let text = at.map(|at| self.behind.swap_remove(at).1);
        self.behind.retain(|(of, _)| *of > number);
        if let Err(cause) = outcome {
            let error = SessionError::NotRecorded { path: self.path.clone(), cause };
            self.not_recorded = Some(error.to_string());
            self.judge();
            return Err(error);
        }
        self.not_recorded = None;
        if anew {
            // After an error the journal is a new file, and others look for the lock on that.
            self.held = recovery::hold(self.recorder.path());
        }
        if let Some(text) = text {
            self.saver.save(text);
            // That a save has failed is not forgotten until one has worked.
            if !matches!(self.file, SaveState::Failed { .. } | SaveState::Overtaken(_)) {
                self.file = SaveState::Recorded;
            }
        }
        self.judge();
        Ok(())
    }

    fn take_in(&mut self, (number, outcome): saver::Report) -> Result<(), SessionError> {
        let newest = number == self.saver.newest();
        let (file, result) = match outcome {
            Ok(()) if newest => (SaveState::Saved, Ok(())),
            Ok(()) => (SaveState::Recorded, Ok(())),
            Err(SaveError::Changed { path }) => {
                let error = SessionError::ChangedOnDisk(path);
                (SaveState::Overtaken(error.to_string()), Err(error))
            }
            Err(error @ SaveError::NotConfirmed { .. }) => {
                (SaveState::NotConfirmed(error.to_string()), Err(error.into()))
            }
            Err(error) => {
                let why = error.to_string();
                (SaveState::Failed { why, recorded: true }, Err(error.into()))
            }
        };
        self.file = file;
        self.judge();
        result
    }

    /// What holds for everything, from what is known of the journal and of the file. Nothing is said
    /// of the last change before it was heard that it is recorded.
    fn judge(&mut self) {
        let pending = self.recorder.is_busy();
        self.state = match (&self.not_recorded, &self.file) {
            // What was saved is older than what could not be recorded.
            (Some(why), _) => SaveState::Failed { why: why.clone(), recorded: false },
            (None, SaveState::Failed { why, .. }) => {
                SaveState::Failed { why: why.clone(), recorded: !pending }
            }
            (None, SaveState::Overtaken(why)) => SaveState::Overtaken(why.clone()),
            (None, _) if pending => SaveState::Unsaved,
            (None, file) => file.clone(),
        };
    }
}
