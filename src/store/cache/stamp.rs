//! What a file was like when it was read, as far as the system vouches for it.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What a file or a folder was like. Two equal stamps mean the same content, if the first one
/// [is settled](Stamp::is_settled); the content of a folder is the names in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    /// When it was last written, in seconds and nanoseconds.
    modified: (i64, i64),
    /// When anything about it last changed. Unlike the time of writing, no program can set it.
    changed: (i64, i64),
}

/// A folder to take the stamps of what lies in it: of thousands of files, so that it is held open and
/// the way down to it is not gone again for each of them, where the system allows that.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    #[cfg(target_os = "linux")]
    open: Option<rustix::fd::OwnedFd>,
}

/// A folder that is held for what lies in it and not read itself.
#[cfg(target_os = "linux")]
const AS_PLACE: rustix::fs::OFlags = {
    use rustix::fs::OFlags;
    OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC)
};

impl Folder {
    /// The folder at a path, which need not be there.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            #[cfg(target_os = "linux")]
            open: rustix::fs::open(path, AS_PLACE, rustix::fs::Mode::empty()).ok(),
        }
    }

    /// A folder in this one, which need not be there.
    pub fn inside(&self, name: &str) -> Self {
        Self {
            path: self.path.join(name),
            #[cfg(target_os = "linux")]
            open: self.open.as_ref().and_then(|folder| {
                rustix::fs::openat(folder, name, AS_PLACE, rustix::fs::Mode::empty()).ok()
            }),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The stamp of a file in it, as [`Stamp::of`] gives it.
    pub fn file(&self, within: &Path) -> Option<Stamp> {
        self.stamp(within, Stamp::of, |kind| kind.is_file())
    }

    /// The stamp of a folder in it, as [`Stamp::of_folder`] gives it.
    pub fn folder(&self, within: &Path) -> Option<Stamp> {
        self.stamp(within, Stamp::of_folder, |kind| kind.is_dir())
    }

    #[cfg(target_os = "linux")]
    fn stamp(
        &self,
        within: &Path,
        by_path: fn(&Path) -> Option<Stamp>,
        fits: fn(rustix::fs::FileType) -> bool,
    ) -> Option<Stamp> {
        use rustix::fs::{AtFlags, FileType, StatxFlags, makedev, statx};
        let Some(folder) = &self.open else { return by_path(&self.path.join(within)) };
        match statx(folder, within, AtFlags::empty(), StatxFlags::BASIC_STATS) {
            Ok(s) if fits(FileType::from_raw_mode(s.stx_mode.into())) => Some(Stamp {
                device: makedev(s.stx_dev_major, s.stx_dev_minor),
                inode: s.stx_ino,
                size: s.stx_size,
                modified: (s.stx_mtime.tv_sec, s.stx_mtime.tv_nsec.into()),
                changed: (s.stx_ctime.tv_sec, s.stx_ctime.tv_nsec.into()),
            }),
            Ok(_) => None,
            // What the system does not do in this way it may do in the usual one.
            Err(_) => by_path(&self.path.join(within)),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn stamp(
        &self,
        within: &Path,
        by_path: fn(&Path) -> Option<Stamp>,
        _: fn(&std::fs::FileType) -> bool,
    ) -> Option<Stamp> {
        by_path(&self.path.join(within))
    }
}

/// A moment by the clock of a file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    device: u64,
    seconds: i64,
}

/// How long a file must have been left alone, in seconds: the coarsest clock of a file system that
/// is in use ticks every two.
const QUIET: i64 = 3;

impl Stamp {
    /// What a file is like; `None` where it is none, or where the system has no times that a program
    /// cannot set, so that nothing can be trusted to be unchanged.
    pub fn of(path: &Path) -> Option<Self> {
        Self::taken(path, Metadata::is_file)
    }

    /// The same of a folder.
    pub fn of_folder(path: &Path) -> Option<Self> {
        Self::taken(path, Metadata::is_dir)
    }

    #[cfg(unix)]
    fn taken(path: &Path, fits: fn(&Metadata) -> bool) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let m = std::fs::metadata(path).ok().filter(fits)?;
        Some(Self {
            device: m.dev(),
            inode: m.ino(),
            size: m.size(),
            modified: (m.mtime(), m.mtime_nsec()),
            changed: (m.ctime(), m.ctime_nsec()),
        })
    }

    /// As on other systems, which have no such times within reach: nothing.
    #[cfg(not(unix))]
    fn taken(_: &Path, _: fn(&Metadata) -> bool) -> Option<Self> {
        None
    }

    /// Whether every later change of the file must show in its stamp: it lies on the same file system
    /// as what `since` was taken from, and was left alone for a while before that moment. A change
    /// after it gets a later time by the same clock, however coarse.
    pub fn is_settled(&self, since: &Since) -> bool {
        self.is_settled_for(since, Duration::ZERO)
    }

    /// The same where the content was looked at up to so long before `since`, and the stamp was
    /// taken after it.
    pub fn is_settled_for(&self, since: &Since, before: Duration) -> bool {
        let last = self.modified.0.max(self.changed.0);
        // A second that has begun is a whole one.
        let quiet = i64::try_from(before.as_secs()).map(|n| n.saturating_add(QUIET + 1));
        let quiet = if before.is_zero() { QUIET } else { quiet.unwrap_or(i64::MAX) };
        self.device == since.device && last.saturating_add(quiet) < since.seconds
    }
}

impl Since {
    /// The moment at which a file was made.
    ///
    /// # Errors
    /// The error of the system; and where it has no such times.
    #[cfg(unix)]
    pub fn of(file: &File) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        let m = file.metadata()?;
        Ok(Self { device: m.dev(), seconds: m.ctime().min(m.mtime()) })
    }

    /// As on other systems, which have no such times.
    #[cfg(not(unix))]
    pub fn of(_: &File) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
