//! The screens with a part that breaks on purpose, for the harness of docs/reliability.md that
//! watches how the program ends.
//!
//! `faulty_screens WAY FOLDER`; the part breaks as soon as FOLDER holds a file `break`. The ways are
//! those of `Way`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, bail};
use jiff::civil::DateTime;
use stocktake::store::{Attributes, Disk, RealDisk};
use stocktake::tui::app::Setup;
use stocktake::tui::run_with;
use stocktake::workspace::Workspace;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// Nothing breaks.
    Sound,
    /// The screens panic at the next change.
    Screen,
    /// The thread that saves the file panics.
    Saver,
    /// The thread that writes the journal panics.
    Journal,
    /// The program goes away at the next change without giving the terminal back, and says that all
    /// is well: a harness must notice.
    Vanish,
    /// Nothing is ever written, and everything is said to be on disk: a harness must notice.
    Forget,
}

const WAYS: [(&str, Way); 6] = [
    ("sound", Way::Sound),
    ("screen", Way::Screen),
    ("saver", Way::Saver),
    ("journal", Way::Journal),
    ("vanish", Way::Vanish),
    ("forget", Way::Forget),
];

/// The way, and the file whose presence breaks it.
static FAULT: OnceLock<(Way, PathBuf)> = OnceLock::new();

/// Whether a part that is broken in this way breaks now.
fn breaks(way: Way) -> bool {
    FAULT.get().is_some_and(|(broken, flag)| *broken == way && flag.exists())
}

fn clock() -> DateTime {
    if breaks(Way::Vanish) {
        std::process::exit(0);
    }
    assert!(!breaks(Way::Screen), "this part is broken on purpose");
    jiff::Zoned::now().datetime()
}

#[derive(Debug)]
struct Faulty;

impl Faulty {
    fn forgets(&self) -> bool {
        FAULT.get().is_some_and(|(way, _)| *way == Way::Forget)
    }
}

impl Disk for Faulty {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        assert!(!breaks(Way::Saver), "this part is broken on purpose");
        RealDisk.create(path, content, mode)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        assert!(!breaks(Way::Journal), "this part is broken on purpose");
        if self.forgets() { Ok(()) } else { RealDisk.append(path, content) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.forgets() { RealDisk.remove(from) } else { RealDisk.rename(from, to) }
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        if self.forgets() { Ok(false) } else { RealDisk.exchange(a, b) }
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.flush_folder(folder)
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

fn main() -> Result<ExitCode> {
    let mut args = std::env::args().skip(1);
    let (Some(way), Some(folder)) = (args.next(), args.next()) else {
        bail!("usage: faulty_screens WAY FOLDER");
    };
    let way = WAYS.iter().find(|(name, _)| *name == way).context("no such way")?.1;
    let folder = PathBuf::from(folder);
    FAULT.get_or_init(|| (way, folder.join("break")));
    let workspace = Workspace::open(&folder)?.on_disk(Arc::new(Faulty));
    // As the program ends.
    match run_with(workspace, Setup { clock, ..Setup::from_environment() }) {
        Ok(work) => {
            work.iter().for_each(|work| eprintln!("note: {work}"));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("error: {error}");
            Ok(error.code().into())
        }
    }
}
