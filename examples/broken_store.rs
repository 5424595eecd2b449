//! `apply` on a store that is broken on purpose, for the harnesses of docs/reliability.md: whoever
//! claims to find lost work must find it here first.
//!
//! `broken_store WAY SELECTION` in a workspace; the ways are those of `Way`.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};
use stocktake::domain::Selection;
use stocktake::store::{Attributes, Disk, RealDisk, read_change};
use stocktake::workspace::Workspace;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// The file is written in place, as `fs::write` does.
    PlainWrite,
    /// New files are never flushed.
    NoFlush,
    /// There is no journal, each change is saved before it is acknowledged, and folders are never
    /// flushed.
    NoFolderFlush,
    /// The journal is never flushed.
    NoJournalFlush,
    /// The journal is written some lines later than promised.
    LateJournal,
    /// Errors of the journal and of saving are kept quiet.
    Quiet,
}

const WAYS: [(&str, Way); 6] = [
    ("plain-write", Way::PlainWrite),
    ("no-flush", Way::NoFlush),
    ("no-folder-flush", Way::NoFolderFlush),
    ("no-journal-flush", Way::NoJournalFlush),
    ("late-journal", Way::LateJournal),
    ("quiet", Way::Quiet),
];

#[derive(Debug)]
struct Broken {
    way: Way,
    late: Mutex<Vec<Vec<u8>>>,
}

impl Broken {
    fn quietly(&self, done: io::Result<()>) -> io::Result<()> {
        if self.way == Way::Quiet { Ok(()) } else { done }
    }
}

/// How many lines a late journal holds back.
const LATE: usize = 4;

impl Disk for Broken {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        match self.way {
            Way::NoFlush => fs::write(path, content),
            _ => self.quietly(RealDisk.create(path, content, mode)),
        }
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let unflushed = |content: &[u8]| {
            fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(content)
        };
        match self.way {
            Way::NoJournalFlush => unflushed(content),
            Way::NoFolderFlush => Ok(()),
            Way::LateJournal => {
                let mut late = self.late.lock().expect("nobody panics while holding it");
                late.push(content.to_vec());
                if late.len() > LATE { unflushed(&late.remove(0)) } else { Ok(()) }
            }
            _ => self.quietly(RealDisk.append(path, content)),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self.way {
            Way::PlainWrite => {
                fs::write(to, fs::read(from)?)?;
                fs::remove_file(from)
            }
            _ => self.quietly(RealDisk.rename(from, to)),
        }
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        match self.way {
            Way::PlainWrite => Ok(false),
            Way::Quiet => Ok(RealDisk.exchange(a, b).unwrap_or(true)),
            _ => RealDisk.exchange(a, b),
        }
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        match self.way {
            Way::NoFolderFlush => Ok(()),
            _ => self.quietly(RealDisk.flush_folder(folder)),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        RealDisk.attributes(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        RealDisk.names(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.make_folder(folder)
    }
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(way), Some(selection)) = (args.next(), args.next()) else {
        bail!("usage: broken_store WAY SELECTION");
    };
    let way = WAYS.iter().find(|(name, _)| *name == way).context("no such way")?.1;
    let key = Selection::new(&selection).map_err(anyhow::Error::msg)?.single().context("one")?;
    let workspace = Workspace::open(&std::env::current_dir()?)?;
    let disk = Arc::new(Broken { way, late: Mutex::default() });
    let mut session = workspace.edit_on(&key, disk)?;
    for (at, line) in io::stdin().lock().lines().enumerate() {
        session.apply(&read_change(&line?).map_err(anyhow::Error::msg)?)?;
        if way == Way::NoFolderFlush {
            session.settle()?;
        }
        println!("ok {}", at + 1);
        io::stdout().flush()?;
    }
    let settled = session.settle();
    if way == Way::Quiet { Ok(()) } else { Ok(settled?) }
}
