//! Slow work on a thread of its own: it tells how far it is, can be stopped, and never keeps the
//! screen waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

/// Work that goes on beside the screen and sends values of `T`.
#[derive(Debug)]
pub struct Job<T> {
    /// What is being done, for people.
    pub what: &'static str,
    pace: Arc<Pace>,
    arrivals: Receiver<T>,
}

/// How far a job is and whether it should stop.
#[derive(Debug, Default)]
pub struct Pace {
    done: AtomicUsize,
    total: AtomicUsize,
    stop: AtomicBool,
}

/// What a job has for the screen.
#[derive(Debug, PartialEq, Eq)]
pub enum Arrival<T> {
    /// A result.
    Value(T),
    /// Nothing at the moment.
    Nothing,
    /// The job is over.
    Over,
}

impl Pace {
    /// Says how far the work is; `false` when it should stop.
    pub fn report(&self, done: usize, total: usize) -> bool {
        // Threads report in any order: the count on the screen never goes back.
        self.done.fetch_max(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        !self.stop.load(Ordering::Relaxed)
    }
}

impl<T: Send + 'static> Job<T> {
    /// Starts work. It gets its pace to report to and a sender for what it finds.
    ///
    /// # Errors
    /// The error of the system, where no thread can be started.
    pub fn start(
        what: &'static str,
        work: impl FnOnce(&Pace, Sender<T>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let pace = Arc::new(Pace::default());
        let (sender, arrivals) = channel();
        let theirs = Arc::clone(&pace);
        thread::Builder::new().name(what.into()).spawn(move || work(&theirs, sender))?;
        Ok(Self { what, pace, arrivals })
    }

    /// The next value, without waiting for it.
    pub fn next(&self) -> Arrival<T> {
        match self.arrivals.try_recv() {
            Ok(value) => Arrival::Value(value),
            Err(TryRecvError::Empty) => Arrival::Nothing,
            Err(TryRecvError::Disconnected) => Arrival::Over,
        }
    }

    /// The next value, however long it takes; `None` when the job is over.
    pub fn wait(&self) -> Option<T> {
        self.arrivals.recv().ok()
    }

    /// How many pieces are done, of how many.
    pub fn pace(&self) -> (usize, usize) {
        (self.pace.done.load(Ordering::Relaxed), self.pace.total.load(Ordering::Relaxed))
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.pace.stop.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrival, Job};

    #[test]
    fn a_job_sends_reports_and_ends() {
        let job = Job::start("count", |pace, sender| {
            for at in 0..3 {
                pace.report(at + 1, 3);
                sender.send(at).unwrap();
            }
        })
        .unwrap();
        let got: Vec<usize> = std::iter::from_fn(|| job.wait()).collect();
        assert_eq!(got, [0, 1, 2]);
        assert_eq!(job.pace(), (3, 3));
        assert_eq!(job.next(), Arrival::Over);
    }

    #[test]
    fn dropping_a_job_stops_it() {
        let (seen, stopped) = std::sync::mpsc::channel();
        let job: Job<()> = Job::start("wait", move |pace, _| {
            while pace.report(0, 1) {
                std::thread::yield_now();
            }
            seen.send(true).unwrap();
        })
        .unwrap();
        drop(job);
        assert_eq!(stopped.recv(), Ok(true));
    }
}
