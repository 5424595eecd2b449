//! Saving a file beside whoever changes it: a thread of its own writes the newest text that it was
//! given, and skips those that were overtaken meanwhile.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use crate::store::{Disk, Expected, SaveError, lock_folder, save};

/// The number of a save, and what became of it and of every one before.
pub(super) type Report = (u64, Result<(), SaveError>);

/// The thread that saves one file, ended and waited for when this is dropped.
#[derive(Debug)]
pub(super) struct Saver {
    texts: Option<Sender<(u64, String)>>,
    reports: Receiver<Report>,
    thread: Option<JoinHandle<()>>,
    newest: u64,
    heard: u64,
    /// What the file held when it was last read or saved, as far as was heard.
    base: String,
    /// The texts that were given and not heard of.
    given: Vec<(u64, String)>,
}

impl Saver {
    /// Saves to `path`, which holds `text`.
    pub fn start(disk: Arc<dyn Disk>, path: PathBuf, text: String) -> Self {
        let (texts, inbox) = channel::<(u64, String)>();
        let (outbox, reports) = channel();
        let base = text.clone();
        let work = move || {
            // What the file holds, as far as this session knows.
            let mut known = text;
            while let Ok(first) = inbox.recv() {
                let (number, text) = inbox.try_iter().last().unwrap_or(first);
                let _lock = lock_folder(&path);
                let expected = Expected::Content(known.as_bytes());
                let outcome = save(disk.as_ref(), &path, text.as_bytes(), expected);
                // In both cases the new text is in place, and the next save must not take it for
                // somebody else's.
                if let Ok(()) | Err(SaveError::NotConfirmed { .. }) = outcome {
                    known = text;
                }
                if outbox.send((number, outcome)).is_err() {
                    break;
                }
            }
        };
        let thread = Builder::new().name("saver".into()).spawn(work).ok();
        Self { texts: Some(texts), reports, thread, newest: 0, heard: 0, base, given: Vec::new() }
    }

    /// Begins to save a text, and gives the number of the save.
    pub fn save(&mut self, text: String) -> u64 {
        self.newest += 1;
        self.given.push((self.newest, text.clone()));
        if let Some(texts) = &self.texts {
            // Where the thread is gone, waiting for its report says so.
            let _ = texts.send((self.newest, text));
        }
        self.newest
    }

    /// The number of the newest save.
    pub fn newest(&self) -> u64 {
        self.newest
    }

    /// Whether a save has not been reported yet.
    pub fn is_busy(&self) -> bool {
        self.heard < self.newest
    }

    /// A report that has come in, without waiting.
    pub fn heard(&mut self) -> Option<Report> {
        let report = self.reports.try_recv().ok()?;
        Some(self.hear(report))
    }

    /// The next report, waited for; `None` when nothing is being saved.
    pub fn wait(&mut self) -> Option<Report> {
        if !self.is_busy() {
            return None;
        }
        let report = self.reports.recv().unwrap_or_else(|_| {
            let cause = std::io::Error::other("the thread that saves has ended");
            (self.newest, Err(SaveError::NotSaved { path: PathBuf::new(), cause }))
        });
        Some(self.hear(report))
    }

    /// What the file held when it was last read or saved, as far as was heard.
    pub fn base(&self) -> &str {
        &self.base
    }

    fn hear(&mut self, (number, outcome): Report) -> Report {
        self.heard = number;
        let at = self.given.iter().position(|(given, _)| *given == number);
        let text = at.map(|at| self.given.swap_remove(at).1);
        self.given.retain(|(given, _)| *given > number);
        if let (Some(text), Ok(()) | Err(SaveError::NotConfirmed { .. })) = (text, &outcome) {
            self.base = text;
        }
        (number, outcome)
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        // The thread ends when nobody can give it a text any more, after the last it was given.
        self.texts = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
