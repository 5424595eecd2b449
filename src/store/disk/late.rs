//! A file system whose folders are flushed once, at the end: for many new files at a time.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::real::make_private;
use super::{Attributes, Disk, RealDisk, folder_of};
use crate::store::SaveError;

/// The file system of the machine, which flushes each file as always and each folder at the end.
///
/// Until [`LateFlush::finish`] a power cut may take away files that were saved through it, and never
/// leaves one torn: nothing may be reported as saved before.
#[derive(Debug, Default)]
pub struct LateFlush {
    /// Folders in which a name is new.
    waiting: Mutex<BTreeSet<PathBuf>>,
}

impl LateFlush {
    /// Flushes every folder in which a name is new. When this returns `Ok`, everything that was
    /// saved is on disk.
    ///
    /// # Errors
    /// [`SaveError::NotConfirmed`] with a folder that could not be flushed.
    pub fn finish(&self) -> Result<(), SaveError> {
        let waiting: Vec<PathBuf> = std::mem::take(&mut *self.waiting()).into_iter().collect();
        waiting.par_iter().try_for_each(|folder| {
            RealDisk
                .flush_folder(folder)
                .map_err(|cause| SaveError::NotConfirmed { path: folder.clone(), cause })
        })
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk for LateFlush {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        RealDisk.create(path, content, mode)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        RealDisk.append(path, content)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        RealDisk.exchange(a, b)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        let mut waiting = self.waiting();
        if !waiting.contains(folder) {
            waiting.insert(folder.to_owned());
        }
        Ok(())
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
        if folder.is_dir() {
            return Ok(());
        }
        let above = folder_of(folder);
        self.make_folder(above)?;
        match make_private(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => self.flush_folder(above),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LateFlush;
    use crate::store::{Expected, save};
    use std::fs;
    use std::path::{Path, PathBuf};

    #[test]
    fn every_folder_with_a_new_name_waits_for_one_flush() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let disk = LateFlush::default();
        for name in ["a/1/x.toml", "a/1/y.toml", "a/2/x.toml", "b/1/x.toml"] {
            save(&disk, &folder.path().join(name), name.as_bytes(), Expected::Anything)?;
        }
        let below = |path: &PathBuf| path.strip_prefix(folder.path()).map(Path::to_owned);
        let waiting: Result<Vec<_>, _> = disk.waiting().iter().map(below).collect();
        let expected = ["", "a", "a/1", "a/2", "b", "b/1"].map(|name| Path::new(name).to_owned());
        assert_eq!(waiting?, expected);
        disk.finish()?;
        assert!(disk.waiting().is_empty());
        assert_eq!(fs::read_to_string(folder.path().join("a/2/x.toml"))?, "a/2/x.toml");
        assert_eq!(fs::read_dir(folder.path().join("a/1"))?.count(), 2, "nothing is left behind");
        Ok(())
    }
}
