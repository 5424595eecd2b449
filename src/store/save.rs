//! Replacing a file so that a crash at any moment leaves either the old or the new content, and
//! nobody else's content is overwritten unseen.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::disk::{Disk, PRIVATE, RealDisk, folder_of};

/// Why a file could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Nothing was replaced: the old content is still in place.
    #[error("cannot save {path}: {cause}")]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The new content is in place, but the folder could not be flushed, so that a power cut may
    /// still bring the old content back.
    #[error(
        "{path} was replaced, but whether that survives a power cut could not be confirmed: {cause}"
    )]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The file does not hold what it was expected to hold: somebody else has changed it. Nothing
    /// of theirs was overwritten.
    #[error("{path} was changed by somebody else while it was open here")]
    Changed {
        /// The file.
        path: PathBuf,
    },
}

impl SaveError {
    /// The file that could not be saved.
    pub fn path(&self) -> &Path {
        match self {
            Self::NotSaved { path, .. }
            | Self::NotConfirmed { path, .. }
            | Self::Changed { path } => path,
        }
    }
}

/// What the file must hold before it is replaced.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// Whatever it holds, it is replaced, and no copy of that is kept.
    Anything,
    /// This and nothing else. It is kept beside the file as `.NAME.bak`.
    Content(&'a [u8]),
}

/// A courtesy lock on the folder of a file, held until it is dropped.
///
/// Whoever compares a file with what they read and then replaces it does both under this lock, so
/// that two programs at once cannot both find the old content. The lock shuts nobody out: where it
/// cannot be had within five seconds, or the system has no such locks, the work goes on without it.
pub fn lock_folder(path: &Path) -> Option<File> {
    let folder = File::open(folder_of(path)).ok()?;
    let start = Instant::now();
    loop {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(STEP),
            Err(_) => return None,
        }
    }
}

/// How long to wait for somebody else's save, which takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often to ask.
const STEP: Duration = Duration::from_millis(2);

/// Makes the folder that a file is to lie in.
///
/// # Errors
/// Where it cannot be made.
pub fn prepare_folder(path: &Path) -> Result<(), SaveError> {
    let failed = |cause| SaveError::NotSaved { path: path.to_owned(), cause };
    RealDisk.make_folder(folder_of(path)).map_err(failed)
}

/// Replaces a file, whatever it holds; see [`save`].
///
/// # Errors
/// See [`SaveError`]; the temporary file is gone in every case.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), SaveError> {
    save(&RealDisk, path, content, Expected::Anything)
}

/// Replaces a file in steps that leave the old or the new content whichever of them is the last:
///
/// 1. A symbolic link is followed; a file with a second name (a hard link) is refused, because the
///    other name would keep the old content.
/// 2. The content is written to a new file in the same folder, with the mode of the old file and
///    never open to everybody, flushed, read back and compared.
/// 3. The two exchange their names, and what came out is compared with what was expected, so that
///    even somebody who wrote in the last instant is not overwritten. Where the system cannot
///    exchange names, the file is compared before it is replaced.
/// 4. What came out is kept as `.NAME.bak`, and the folder is flushed.
///
/// Folders that are missing are made.
///
/// # Errors
/// See [`SaveError`]. The temporary file is gone, unless it holds what was in place before and that
/// could not be put back.
pub fn save(
    disk: &dyn Disk,
    path: &Path,
    content: &[u8],
    expected: Expected<'_>,
) -> Result<(), SaveError> {
    let target = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
    let failed = |cause| SaveError::NotSaved { path: path.to_owned(), cause };
    let folder = folder_of(&target);
    disk.make_folder(folder).map_err(failed)?;
    let saving = Saving { disk, target: &target, expected };
    let new = saving.write(content).map_err(failed)?;
    match saving.put_in_place(&new) {
        Ok(Placed::Yes) => {}
        Ok(Placed::Unseen(cause)) => {
            return Err(SaveError::NotConfirmed { path: target.clone(), cause });
        }
        Ok(Placed::No) => {
            let _ = disk.remove(&new);
            return Err(SaveError::Changed { path: path.to_owned() });
        }
        Err(cause) => {
            let _ = disk.remove(&new);
            return Err(failed(cause));
        }
    }
    disk.flush_folder(folder)
        .map_err(|cause| SaveError::NotConfirmed { path: target.clone(), cause })
}

/// What became of the new content.
enum Placed {
    /// It is in place.
    Yes,
    /// It is not: somebody else has changed the file.
    No,
    /// It is in place, and what was there before could neither be looked at nor be put back: that
    /// stays under the temporary name, because it may be somebody else's.
    Unseen(io::Error),
}

/// One replacement.
struct Saving<'a> {
    disk: &'a dyn Disk,
    target: &'a Path,
    expected: Expected<'a>,
}

impl Saving<'_> {
    /// Writes the content beside the target and reads it back.
    fn write(&self, content: &[u8]) -> io::Result<PathBuf> {
        let mode = match self.disk.attributes(self.target) {
            Ok(old) if old.links > 1 => {
                let names = old.links;
                return Err(io::Error::other(format!(
                    "the file has {names} names (hard links), and the others would keep the old content"
                )));
            }
            Ok(old) => old.mode.map_or(PRIVATE, |mode| mode & 0o770),
            Err(error) if error.kind() == io::ErrorKind::NotFound => PRIVATE,
            Err(error) => return Err(error),
        };
        let new = beside(self.target, "tmp");
        let written = self.disk.create(&new, content, mode).and_then(|()| self.disk.read(&new));
        let cause = match written {
            Ok(back) if back == content => return Ok(new),
            Ok(_) => io::Error::other("what was written is not what is read back"),
            Err(error) => error,
        };
        let _ = self.disk.remove(&new);
        Err(cause)
    }

    /// Gives the new file the name of the target. After an error the old content is in place.
    fn put_in_place(&self, new: &Path) -> io::Result<Placed> {
        let Expected::Content(expected) = self.expected else {
            return self.disk.rename(new, self.target).map(|()| Placed::Yes);
        };
        match self.holds(self.target, expected) {
            Ok(true) => {}
            Ok(false) => return Ok(Placed::No),
            // Somebody took it away: nothing of theirs is overwritten.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return self.disk.rename(new, self.target).map(|()| Placed::Yes);
            }
            Err(error) => return Err(error),
        }
        let previous = bak_of(self.target);
        if self.disk.exchange(new, self.target)? {
            // Now the old content has the temporary name.
            let cause = match self.holds(new, expected) {
                Ok(true) => {
                    if self.disk.rename(new, &previous).is_err() {
                        let _ = self.disk.remove(new);
                    }
                    return Ok(Placed::Yes);
                }
                Ok(false) => None,
                Err(cause) => Some(cause),
            };
            return match (self.disk.exchange(new, self.target), cause) {
                (Ok(_), None) => Ok(Placed::No),
                (Ok(_), Some(cause)) => Err(cause),
                (Err(error), _) => Ok(Placed::Unseen(error)),
            };
        }
        self.keep(expected, &previous)?;
        self.disk.rename(new, self.target).map(|()| Placed::Yes)
    }

    fn holds(&self, path: &Path, content: &[u8]) -> io::Result<bool> {
        self.disk.read(path).map(|now| now == content)
    }

    /// Keeps a copy of the old content, where names cannot be exchanged.
    fn keep(&self, old: &[u8], previous: &Path) -> io::Result<()> {
        let copy = beside(self.target, "old.tmp");
        let kept =
            self.disk.create(&copy, old, PRIVATE).and_then(|()| self.disk.rename(&copy, previous));
        if kept.is_err() {
            let _ = self.disk.remove(&copy);
        }
        kept
    }
}

/// Where the generation before the last save of a file is kept.
pub fn bak_of(path: &Path) -> PathBuf {
    hidden(path, "bak")
}

/// Whether a name is that of a temporary file for `path`, which only a crash leaves behind.
pub fn is_leftover(path: &Path, name: &str) -> bool {
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix('.')
        .and_then(|rest| rest.strip_prefix(own.as_ref()))
        .is_some_and(|rest| rest.starts_with('.') && rest.ends_with(".tmp"))
}

/// The number of the program that wrote a temporary file for `path`, by its name.
pub fn writer_of(path: &Path, name: &str) -> Option<u32> {
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let rest = name.strip_prefix('.')?.strip_prefix(own.as_ref())?.strip_prefix('.')?;
    rest.split_once('-')?.0.parse().ok()
}

/// A name beside a file that nothing else has: of this process and never used before.
fn beside(path: &Path, ending: &str) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    hidden(path, &format!("{}-{count}.{ending}", std::process::id()))
}

fn hidden(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{ending}"))
}

#[cfg(test)]
mod tests;
