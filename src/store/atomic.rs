//! Replacing a file so that a crash leaves either the old or the new content.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

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
}

impl SaveError {
    /// The file that could not be saved.
    pub fn path(&self) -> &Path {
        match self {
            Self::NotSaved { path, .. } | Self::NotConfirmed { path, .. } => path,
        }
    }
}

/// A courtesy lock on the folder of a file, held until it is dropped.
///
/// Whoever compares a file with what they read and then replaces it does both under this lock, so
/// that two programs at once cannot both find the old content. The lock shuts nobody out: where it
/// cannot be had within five seconds, or the system has no such locks, the work goes on without it.
pub fn lock_folder(path: &Path) -> Option<File> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = File::open(folder).ok()?;
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
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder).map_err(|cause| SaveError::NotSaved { path: path.to_owned(), cause })
}

/// Writes `content` to a temporary file beside `path`, flushes it, renames it over `path` and
/// flushes the folder. Folders that are missing are made. A symbolic link is followed, and the
/// mode of an existing file is kept.
///
/// # Errors
/// See [`SaveError`]; the temporary file is gone in every case.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), SaveError> {
    let failed = |cause| SaveError::NotSaved { path: path.to_owned(), cause };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder).map_err(failed)?;
    write_and_rename(folder, &target, content).map_err(failed)?;
    sync_folder(folder).map_err(|cause| SaveError::NotConfirmed { path: target.clone(), cause })
}

fn write_and_rename(folder: &Path, target: &Path, content: &[u8]) -> io::Result<()> {
    let mut temporary =
        tempfile::Builder::new().prefix(".stocktake-").suffix(".tmp").tempfile_in(folder)?;
    temporary.write_all(content)?;
    if let Ok(old) = fs::metadata(target) {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a folder and those above it, each of them flushed into the folder that holds it.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(above),
    }
}

/// Flushes a folder, so that the names in it are on disk. Windows has no such call.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::replace;
    use std::fs;

    #[test]
    fn replaces_and_leaves_nothing_else_behind() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a/b/c.toml");
        replace(&path, b"one")?;
        replace(&path, b"two")?;
        assert_eq!(fs::read(&path)?, b"two");
        assert_eq!(fs::read_dir(folder.path().join("a/b"))?.count(), 1);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn keeps_the_mode_and_follows_a_link() -> anyhow::Result<()> {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir()?;
        let (real, link) = (folder.path().join("real.toml"), folder.path().join("link.toml"));
        fs::write(&real, "one")?;
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640))?;
        symlink(&real, &link)?;
        replace(&link, b"two")?;
        assert_eq!(fs::read(&real)?, b"two");
        assert!(fs::symlink_metadata(&link)?.is_symlink());
        assert_eq!(fs::metadata(&real)?.permissions().mode() & 0o777, 0o640);
        Ok(())
    }
}
