//! Saving a file beside whoever changes it: a thread of its own writes the newest text that it was
//! given, and skips those that were overtaken meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{Builder, JoinHandle};

use super::recorder::defect;
use crate::store::{Disk, Expected, SaveError, lock_folder, save};

/// The number of a save, and what became of it and of every one before.
pub(super) type Report = (u64, Result<(), SaveError>);

/// The thread that saves one file, ended and waited for when this is dropped.
#[derive(Debug)]
pub(super) struct Saver {
    path: PathBuf,
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
        let (base, own) = (text.clone(), path.clone());
        let work = move || {
            // What the file holds, as far as this session knows.
            let mut known = text;
            while let Ok(first) = inbox.recv() {
                let (number, text) = inbox.try_iter().last().unwrap_or(first);
                let _lock = lock_folder(&path);
                let expected = Expected::Content(known.as_bytes());
                let work = || save(disk.as_ref(), &path, text.as_bytes(), expected);
                // A defect must not end the thread unheard.
                let outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
                    let cause = defect("saves the file");
                    Err(SaveError::NotSaved { path: path.clone(), cause })
                });
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
        let (texts, given) = (Some(texts), Vec::new());
        Self { path: own, texts, reports, thread, newest: 0, heard: 0, base, given }
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
        match self.reports.try_recv() {
            Ok(report) => Some(self.hear(report)),
            Err(TryRecvError::Disconnected) if self.is_busy() => Some(self.gone()),
            Err(_) => None,
        }
    }

    /// The next report, waited for; `None` when nothing is being saved.
    pub fn wait(&mut self) -> Option<Report> {
        if !self.is_busy() {
            return None;
        }
        Some(match self.reports.recv() {
            Ok(report) => self.hear(report),
            Err(_) => self.gone(),
        })
    }

    /// The report of a thread that is no more.
    fn gone(&mut self) -> Report {
        let (path, cause) = (self.path.clone(), defect("saves the file"));
        self.hear((self.newest, Err(SaveError::NotSaved { path, cause })))
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
