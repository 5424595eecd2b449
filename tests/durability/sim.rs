//! A file system below a real folder that writes down every step, can fail at any of them, and lets
//! the thread that saves go only as far as it is told.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

use stocktake::store::{Attributes, Disk, RealDisk};

use crate::log::{Names, Node, Promise, Step, alter};

/// How a store is broken on purpose, to see whether the harness notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    No,
    /// The file is written in place, as `fs::write` does.
    PlainWrite,
    /// New files are never flushed.
    NoFlush,
    /// Folders are never flushed.
    NoFolderFlush,
    /// The journal is never flushed.
    NoJournalFlush,
}

/// Which calls fail.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// Whether it meets only what is done to the journal.
    pub journal: bool,
    /// The number of the call that fails first, from 1, among those that it may meet.
    pub at: usize,
    /// Whether every call after it fails too.
    pub for_good: bool,
    pub kind: io::ErrorKind,
}

#[derive(Debug)]
pub struct SimDisk {
    folder: PathBuf,
    broken: Broken,
    fault: Option<Fault>,
    state: Mutex<State>,
    turn: Condvar,
}

#[derive(Debug, Default)]
struct State {
    names: Names,
    begun: BTreeMap<String, Vec<u8>>,
    log: Vec<Step>,
    nodes: Node,
    calls: usize,
    failed: usize,
    /// How many more steps the thread that saves may do; `None`: as many as it likes.
    leave: Option<usize>,
}

impl SimDisk {
    /// Over the one folder that everything happens in; what it holds is on disk.
    pub fn new(folder: &Path, broken: Broken, fault: Option<Fault>) -> io::Result<Arc<Self>> {
        let mut state = State::default();
        for name in RealDisk.names(folder)? {
            state.begun.insert(name.clone(), fs::read(folder.join(&name))?);
            state.names.insert(name, state.nodes);
            state.nodes += 1;
        }
        let (folder, state) = (folder.to_owned(), Mutex::new(state));
        Ok(Arc::new(Self { folder, broken, fault, state, turn: Condvar::new() }))
    }

    /// What the folder held at the start, and everything that was done since.
    pub fn story(&self) -> (Vec<Vec<u8>>, Names, Vec<Step>) {
        let state = self.lock();
        let mut names = Names::new();
        let mut contents = Vec::new();
        for (name, content) in &state.begun {
            names.insert(name.clone(), contents.len());
            contents.push(content.clone());
        }
        (contents, names, state.log.clone())
    }

    pub fn tell(&self, promise: Promise) {
        self.lock().log.push(Step::Told(promise));
    }

    /// How many calls failed.
    pub fn failed(&self) -> usize {
        self.lock().failed
    }

    /// How many calls the fault might have met.
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    /// Lets the thread that saves do so many more steps.
    pub fn allow(&self, steps: Option<usize>) {
        self.lock().leave = steps;
        self.turn.notify_all();
    }

    /// Whether the thread that saves has done all that it was allowed.
    pub fn is_waiting(&self) -> bool {
        self.lock().leave == Some(0)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds this")
    }

    /// One call to the system: counted, perhaps refused, and written down by `work`.
    fn call<T>(
        &self,
        path: &Path,
        work: impl FnOnce(&mut State) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.lock();
        if thread::current().name() == Some("saver") {
            while state.leave == Some(0) {
                state = self.turn.wait(state).expect("no test panics while it holds this");
            }
            state.leave = state.leave.map(|left| left - 1);
        }
        if let Some(fault) = self.fault
            && (!fault.journal || name_of(path).contains(".journal"))
        {
            state.calls += 1;
            let now = state.calls;
            if now == fault.at || (fault.for_good && now > fault.at) {
                state.failed += 1;
                return Err(fault.kind.into());
            }
        }
        work(&mut state)
    }

    fn flush(&self, path: &Path, node: Node, really: bool) -> io::Result<()> {
        let flushed = self.call(path, |state| {
            if really {
                state.log.push(Step::Flushed { node });
            }
            Ok(())
        });
        if flushed.is_err() {
            // The system reports this once and takes the bytes for written afterwards.
            for step in self.lock().log.iter_mut().rev() {
                match step {
                    Step::Wrote { node: of, doomed, .. } if *of == node => *doomed = true,
                    Step::Flushed { node: of } if *of == node => break,
                    _ => {}
                }
            }
        }
        flushed
    }

    fn write(&self, path: &Path, node: Node, content: &[u8]) -> io::Result<()> {
        let written = self.call(path, |state| {
            OpenOptions::new().append(true).open(path)?.write_all(content)?;
            state.log.push(Step::Wrote { node, bytes: content.to_vec(), doomed: false });
            Ok(())
        });
        if written.is_err() && content.len() > 1 {
            // A full disk takes what it can.
            let part = &content[..content.len() / 2];
            OpenOptions::new().append(true).open(path)?.write_all(part)?;
            let wrote = Step::Wrote { node, bytes: part.to_vec(), doomed: false };
            self.lock().log.push(wrote);
        }
        written
    }

    fn make(&self, path: &Path) -> io::Result<Node> {
        self.call(path, |state| {
            OpenOptions::new().write(true).create_new(true).open(path)?;
            Ok(state.made(path))
        })
    }
}

impl State {
    fn made(&mut self, path: &Path) -> Node {
        let node = self.nodes;
        self.nodes += 1;
        self.step(Step::Made { name: name_of(path), node });
        node
    }

    fn step(&mut self, step: Step) {
        alter(&mut self.names, &step);
        self.log.push(step);
    }

    /// The file of a name, which something beside this disk may have made.
    fn node(&mut self, path: &Path) -> Node {
        match self.names.get(&name_of(path)) {
            Some(node) => *node,
            None => self.made(path),
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Disk for SimDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call(path, |_| fs::read(path))
    }

    fn create(&self, path: &Path, content: &[u8], _: u32) -> io::Result<()> {
        let node = self.make(path)?;
        self.write(path, node, content)?;
        self.flush(path, node, self.broken != Broken::NoFlush)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if !path.exists() {
            self.make(path)?;
        }
        let node = self.lock().node(path);
        self.write(path, node, content)?;
        self.flush(path, node, self.broken != Broken::NoJournalFlush)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.broken == Broken::PlainWrite && !name_of(to).starts_with('.') {
            let (content, node) = (fs::read(from)?, self.lock().node(to));
            fs::write(to, "")?;
            self.lock().log.push(Step::Emptied { node });
            self.write(to, node, &content)?;
            self.flush(to, node, true)?;
            return self.remove(from);
        }
        self.call(to, |state| {
            fs::rename(from, to)?;
            state.step(Step::Renamed { from: name_of(from), to: name_of(to) });
            Ok(())
        })
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        if self.broken == Broken::PlainWrite {
            return Ok(false);
        }
        self.call(a, |state| {
            let done = RealDisk.exchange(a, b)?;
            if done {
                state.step(Step::Exchanged { a: name_of(a), b: name_of(b) });
            }
            Ok(done)
        })
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(folder, |state| {
            // Another folder holds nothing that is looked at.
            if folder == self.folder && self.broken != Broken::NoFolderFlush {
                state.log.push(Step::FolderFlushed);
            }
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(path, |state| {
            fs::remove_file(path)?;
            state.step(Step::Removed { name: name_of(path) });
            Ok(())
        })
    }

    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        self.call(path, |_| RealDisk.attributes(path))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(path, |_| RealDisk.resolve(path))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.call(folder, |_| RealDisk.names(folder))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(folder, |_| RealDisk.make_folder(folder))
    }
}
