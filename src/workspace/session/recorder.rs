//! Writing the journal beside whoever changes something: a thread of its own adds what it is given,
//! flushes it, and says so. On a slow disk a flush takes as long as many keys.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{Builder, JoinHandle};

use crate::store::{Journal, Record};

/// What became of everything up to a number.
#[derive(Debug)]
pub(super) struct Written {
    /// The number that it was given under.
    pub number: u64,
    /// Whether all of it is on disk.
    pub outcome: io::Result<()>,
    /// Whether the journal may be another file than before, which has its lock elsewhere.
    pub anew: bool,
}

/// The thread that writes one journal, ended and waited for when this is dropped.
#[derive(Debug)]
pub(super) struct Recorder {
    path: PathBuf,
    lines: Option<Sender<(u64, Vec<Record>)>>,
    reports: Receiver<Written>,
    thread: Option<JoinHandle<()>>,
    newest: u64,
    heard: u64,
}

impl Recorder {
    /// Writes to a journal.
    pub fn start(journal: Journal) -> Self {
        let (lines, inbox) = channel();
        let (outbox, reports) = channel();
        let path = journal.path().to_owned();
        let work = move || work(journal, &inbox, &outbox);
        let thread = Builder::new().name("recorder".into()).spawn(work).ok();
        Self { path, lines: Some(lines), reports, thread, newest: 0, heard: 0 }
    }

    /// Where the journal lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it records behind those that it has, and the number under which it will report. With
    /// none it tries again what it could not write.
    pub fn add(&mut self, records: Vec<Record>) -> u64 {
        self.newest += 1;
        if let Some(lines) = &self.lines {
            // Where the thread is gone, waiting for its report says so.
            let _ = lines.send((self.newest, records));
        }
        self.newest
    }

    /// Whether something has not been reported yet.
    pub fn is_busy(&self) -> bool {
        self.heard < self.newest
    }

    /// A report that has come in, without waiting.
    pub fn heard(&mut self) -> Option<Written> {
        match self.reports.try_recv() {
            Ok(written) => Some(self.hear(written)),
            Err(TryRecvError::Disconnected) if self.is_busy() => Some(self.hear(gone(self.newest))),
            Err(_) => None,
        }
    }

    /// The next report, waited for; `None` when nothing is being written.
    pub fn wait(&mut self) -> Option<Written> {
        if !self.is_busy() {
            return None;
        }
        let written = self.reports.recv().unwrap_or_else(|_| gone(self.newest));
        Some(self.hear(written))
    }

    fn hear(&mut self, written: Written) -> Written {
        self.heard = written.number;
        written
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        // The thread ends when nobody can give it anything any more, after the last it was given.
        self.lines = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Writes what comes in until nobody can give anything any more.
fn work(mut journal: Journal, inbox: &Receiver<(u64, Vec<Record>)>, outbox: &Sender<Written>) {
    // What was not written yet, oldest first.
    let mut waiting: Vec<Record> = Vec::new();
    let mut failed = false;
    while let Ok((number, records)) = inbox.recv() {
        waiting.extend(records);
        // A defect must not end the thread unheard: what is recorded would never be known.
        let written = catch_unwind(AssertUnwindSafe(|| write_down(&mut journal, &mut waiting)));
        let outcome = written.unwrap_or_else(|_| Err(defect("writes the journal")));
        let anew = failed && outcome.is_ok();
        failed = outcome.is_err();
        if outbox.send(Written { number, outcome, anew }).is_err() {
            break;
        }
    }
}

/// Writes in order: a line is never left out for a later one, because what follows may rest on it.
fn write_down(journal: &mut Journal, waiting: &mut Vec<Record>) -> io::Result<()> {
    while let Some(first) = waiting.first() {
        journal.append(first.clone())?;
        waiting.remove(0);
    }
    Ok(())
}

fn gone(number: u64) -> Written {
    Written { number, outcome: Err(defect("writes the journal")), anew: false }
}

/// The error of a part of the program that broke.
pub(super) fn defect(part: &str) -> io::Error {
    io::Error::other(format!("the part of the program that {part} has a defect"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::super::blank;
    use super::Recorder;
    use crate::store::{Act, Journal, RealDisk};

    /// It could not be started, or it broke.
    #[test]
    fn a_thread_that_is_gone_is_told_once_and_only_to_whom_it_owes_something() {
        let (lines, path, thread) = (None, PathBuf::new(), None);
        let reports = channel().1;
        let mut recorder = Recorder { path, lines, reports, thread, newest: 0, heard: 0 };
        assert!(recorder.heard().is_none());
        let number = recorder.add(Vec::new());
        let told = recorder.heard();
        assert!(told.is_some_and(|told| told.number == number && told.outcome.is_err()));
        assert!(recorder.heard().is_none());
    }

    #[test]
    fn only_behind_an_error_the_journal_may_be_another_file() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(".self.journal");
        let (journal, _) = Journal::open(Arc::new(RealDisk), path.clone())?;
        let mut recorder = Recorder::start(journal);
        let mut told = |records| {
            recorder.add(records);
            recorder.wait().map(|told| (told.outcome.is_ok(), told.anew))
        };
        assert_eq!(told(Vec::new()), Some((true, false)));
        // In its place there is what nothing can be written to.
        fs::create_dir(&path)?;
        let line = blank(Act::Saved, String::new(), "a".into());
        assert_eq!(told(vec![line]), Some((false, false)));
        fs::remove_dir(&path)?;
        assert_eq!(told(Vec::new()), Some((true, true)));
        assert_eq!(told(Vec::new()), Some((true, false)));
        assert_eq!(fs::read_to_string(&path)?.lines().count(), 1);
        Ok(())
    }
}
