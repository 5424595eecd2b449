//! What asks the program to end or to pause: a signal, or a terminal that is gone.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What has come, for the loop to notice.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    ended: Arc<AtomicUsize>,
    paused: Arc<AtomicBool>,
}

impl Signals {
    /// Watches from a thread of its own. A terminal that is gone keeps the reader of keys busy for
    /// ever, so that nobody would look at a flag: then the watcher ends the program itself. Every
    /// accepted answer is on disk by then.
    ///
    /// # Errors
    /// Where the system lets nobody watch.
    #[cfg(unix)]
    pub fn watch() -> io::Result<Self> {
        use std::io::{IsTerminal, stdin};
        use std::thread;
        use std::time::Duration;

        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
        use signal_hook::iterator::Signals as Pending;
        use signal_hook::low_level::emulate_default_handler;

        /// How often the watcher looks.
        const WATCH: Duration = Duration::from_millis(250);

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
                        // The loop notices within its own waiting time, unless it is stuck.
                        thread::sleep(super::run::IDLE * 3);
                        super::terminal::restore();
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

    /// The signal that asks the program to end, if one came.
    pub fn came(&self) -> Option<i32> {
        i32::try_from(self.ended.load(Ordering::Relaxed)).ok().filter(|signal| *signal > 0)
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
