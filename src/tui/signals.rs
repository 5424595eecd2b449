//! What asks the program to end or to pause: a signal, or a terminal that is gone.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
#[cfg(unix)]
use std::thread;
#[cfg(unix)]
use std::time::{Duration, Instant};

#[cfg(unix)]
use super::Error;
#[cfg(unix)]
use crate::domain::visible;
use crate::workspace::Session;

/// How often the watcher looks.
#[cfg(unix)]
const WATCH: Duration = Duration::from_millis(250);

/// After so long a loop that has not noticed is stuck: it looks every half second at the latest.
#[cfg(unix)]
const STUCK: Duration = Duration::from_millis(1500);

/// How long the loop may wait for saves to end.
#[cfg(unix)]
const SLOW_DISK: Duration = Duration::from_secs(30);

/// After so long a second signal means that somebody does not want to wait.
#[cfg(unix)]
const AGAIN: Duration = Duration::from_secs(2);

/// What has come, for the loop to notice.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    ended: Arc<AtomicUsize>,
    noticed: Arc<AtomicBool>,
    paused: Arc<AtomicBool>,
    /// The journal of what is open.
    journal: Arc<Mutex<Option<PathBuf>>>,
}

impl Signals {
    /// Watches from a thread of its own. A terminal that is gone keeps the reader of keys busy for
    /// ever, so that nobody would look at a flag: then the watcher ends the program itself. What was
    /// shown as recorded is on disk by then.
    ///
    /// # Errors
    /// Where the system lets nobody watch.
    #[cfg(unix)]
    pub fn watch() -> io::Result<Self> {
        use std::io::{IsTerminal, Write, stderr, stdin};

        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
        use signal_hook::iterator::Signals as Pending;
        use signal_hook::low_level::emulate_default_handler;

        let signals = Self::default();
        let mut pending = Pending::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
        let heard = signals.clone();
        let watch = move || {
            loop {
                let gone = (!stdin().is_terminal()).then_some(SIGHUP);
                match pending.pending().next().or(gone) {
                    Some(SIGTSTP) => heard.paused.store(true, Ordering::Relaxed),
                    Some(signal) => {
                        heard.ended.store(usize::try_from(signal).unwrap_or(1), Ordering::Relaxed);
                        heard.wait_for_the_loop(|| pending.pending().any(|s| s != SIGTSTP));
                        super::terminal::restore();
                        let error = Error::Ended { signal, work: heard.last_word() };
                        // Where the terminal is gone, nobody can be told.
                        let _ = writeln!(stderr(), "error: {error}");
                        let _ = emulate_default_handler(signal);
                    }
                    None => {}
                }
                thread::sleep(WATCH);
            }
        };
        thread::Builder::new().name("signals".into()).spawn(watch)?;
        Ok(signals)
    }

    /// There is nothing to watch.
    ///
    /// # Errors
    /// None here.
    #[cfg(not(unix))]
    pub fn watch() -> io::Result<Self> {
        Ok(Self::default())
    }

    /// Waits while the loop gives the terminal back and lets saves end. A loop that does not notice
    /// is stuck; one that has noticed may wait for a slow disk, until somebody asks once more.
    #[cfg(unix)]
    fn wait_for_the_loop(&self, mut asked_again: impl FnMut() -> bool) {
        let start = Instant::now();
        loop {
            thread::sleep(WATCH);
            let noticed = self.noticed.load(Ordering::Relaxed);
            // A shell and a terminal that go away together ask twice, and mean it once.
            let again = asked_again() && start.elapsed() > AGAIN;
            if again || start.elapsed() > if noticed { SLOW_DISK } else { STUCK } {
                return;
            }
        }
    }

    /// The signal that asks the program to end, if one came.
    pub fn came(&self) -> Option<i32> {
        let signal = i32::try_from(self.ended.load(Ordering::Relaxed)).ok().filter(|s| *s > 0);
        self.noticed.fetch_or(signal.is_some(), Ordering::Relaxed);
        signal
    }

    /// Notes where the work is, for the case that the loop cannot say it.
    pub fn note(&self, session: Option<&Session>) {
        let journal = session.map(Session::journal_path);
        if let Ok(mut noted) = self.journal.lock()
            && noted.as_deref() != journal
        {
            *noted = journal.map(Path::to_owned);
        }
    }

    #[cfg(unix)]
    fn last_word(&self) -> String {
        match self.journal.lock().ok().and_then(|noted| noted.clone()) {
            None => "no assessment was open".into(),
            Some(journal) => {
                let text = format!(
                    "everything that was shown as recorded is in {}: stocktake recover says whether the \
                     file lacks any of it",
                    journal.display()
                );
                visible(&text).into_owned()
            }
        }
    }

    /// Whether somebody asked for a pause.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    /// The same, and forgets it.
    pub fn pause(&self) -> bool {
        self.paused.swap(false, Ordering::Relaxed)
    }
}
