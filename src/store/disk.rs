//! What saving asks of a file system, and nothing else: small enough that tests put a simulated one
//! in its place, which crashes between any two steps and fails any of them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

mod late;
mod medium;
mod real;

pub use late::LateFlush;
pub use medium::{Medium, Weak};
pub use real::RealDisk;

/// What a file is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// The permission bits; `None` where the system has none.
    pub mode: Option<u32>,
    /// Under how many names the file is known.
    pub links: u64,
    /// Its length in bytes.
    pub size: u64,
}

/// The mode of a file that nobody else may read.
pub const PRIVATE: u32 = 0o600;

/// A file system. Every path is absolute or below the current folder.
pub trait Disk: fmt::Debug + Send + Sync {
    /// The whole content of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Makes a file that must not exist, with this content and mode, and flushes it.
    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()>;

    /// Adds to the end of a file, which is made where it is missing (mode [`PRIVATE`]), and flushes
    /// it, but not the folder.
    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Gives a file another name in the same folder, in the place of a file that has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Exchanges the names of two files of one folder; `Ok(false)` where the system cannot.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool>;

    /// Flushes a folder, so that the names in it are on disk.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// What a file is like.
    fn attributes(&self, path: &Path) -> io::Result<Attributes>;

    /// The path behind symbolic links.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// The names of the files in a folder, sorted.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// Makes a folder and those above it.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
