//! What a file lies on, as far as the system tells: how much room there is, whether it may be
//! written, and whether it is one of those that promise less.

use std::io;
use std::path::Path;

/// A folder's medium.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Medium {
    /// The bytes that are free for the user; `None` where the system does not tell.
    pub free: Option<u64>,
    /// Whether nothing on it can be written.
    pub read_only: bool,
    /// What makes it promise less than a disk, if anything.
    pub weak: Option<Weak>,
}

/// What makes a medium promise less than a disk of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// It lies on another machine; how it is called.
    Network(&'static str),
    /// A power cut may harm the file system itself; how it is called.
    NoJournal(&'static str),
}

impl Medium {
    /// What is known of the medium of a file or folder; of the nearest folder above that is there.
    pub fn of(path: &Path) -> Self {
        path.ancestors().find_map(look).unwrap_or_default()
    }

    /// What somebody should know before relying on it, in a sentence.
    pub fn warning(&self) -> Option<String> {
        if self.read_only {
            return Some(
                "it can only be read: nothing can be changed here; work on a copy".to_owned(),
            );
        }
        Some(match self.weak? {
            Weak::Network(name) => format!(
                "it is a network folder ({name}): locks may do nothing there, and a power cut may \
                 take back what was saved; work on a copy of your own, and merge it"
            ),
            Weak::NoJournal(name) => format!(
                "it is a {name} medium: a power cut may harm all of it; unmount it before you pull \
                 it out"
            ),
        })
    }
}

/// An error of writing, with what somebody needs to know to mend it: how much room there is and how
/// much is needed, or that the medium can only be read.
pub(super) fn explain(error: io::Error, path: &Path, needed: usize) -> io::Error {
    let kib = |bytes: u64| format!("{} KiB", bytes.div_ceil(1024));
    let needed = kib(u64::try_from(needed).unwrap_or(u64::MAX));
    let text = match error.kind() {
        io::ErrorKind::StorageFull => match Medium::of(path).free {
            Some(free) => {
                format!("{error}: {} KiB are free there, and {needed} are needed", free / 1024)
            }
            None => format!("{error}: {needed} are needed"),
        },
        io::ErrorKind::QuotaExceeded => {
            format!("{error}: your share of the disk is used up, and {needed} are needed")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            format!("{error}: what it lies on can only be read; work on a copy")
        }
        _ => return error,
    };
    io::Error::new(error.kind(), text)
}

#[cfg(unix)]
fn look(path: &Path) -> Option<Medium> {
    use rustix::fs::{StatVfsMountFlags, statvfs};
    let known = statvfs(path).ok()?;
    Some(Medium {
        free: known.f_bavail.checked_mul(known.f_frsize),
        read_only: known.f_flag.contains(StatVfsMountFlags::RDONLY),
        weak: weak(path),
    })
}

#[cfg(not(unix))]
fn look(path: &Path) -> Option<Medium> {
    let data = path.metadata().ok()?;
    Some(Medium { read_only: data.permissions().readonly(), ..Medium::default() })
}

#[cfg(target_os = "linux")]
fn weak(path: &Path) -> Option<Weak> {
    of_type(rustix::fs::statfs(path).ok()?.f_type.into())
}

/// The type is as wide as the machine's words, and negative on some of them.
#[cfg(target_os = "linux")]
fn of_type(kind: i128) -> Option<Weak> {
    named(u32::try_from(kind & i128::from(u32::MAX)).ok()?)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn weak(_: &Path) -> Option<Weak> {
    None
}

/// By the numbers of linux/magic.h, and of the file systems that are not listed there.
#[cfg(target_os = "linux")]
fn named(kind: u32) -> Option<Weak> {
    Some(match kind {
        0x6969 => Weak::Network("NFS"),
        0x517B | 0xFE53_4D42 => Weak::Network("SMB"),
        0xFF53_4D42 => Weak::Network("CIFS"),
        0x0102_1997 => Weak::Network("9P"),
        0x00C3_6400 => Weak::Network("Ceph"),
        0x5346_414F | 0x6B41_4653 => Weak::Network("AFS"),
        0x7375_7245 => Weak::Network("Coda"),
        0x4D44 => Weak::NoJournal("FAT"),
        0x2011_BAB0 => Weak::NoJournal("exFAT"),
        _ => return None,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Medium, Weak, explain, named, of_type};
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    #[test]
    fn a_full_disk_is_told_with_its_room() {
        let here = Medium::of(Path::new("/nothing/of/that/name"));
        assert!(here.free.is_some());
        let full = explain(ErrorKind::StorageFull.into(), Path::new("/"), 5000);
        let text = full.to_string();
        assert!(text.contains(" KiB are free there, and 5 KiB are needed"), "{text}");
        assert_eq!(full.kind(), ErrorKind::StorageFull);
        let other = explain(Error::other("as it was"), Path::new("/"), 1);
        assert_eq!(other.to_string(), "as it was");
    }

    #[test]
    fn what_somebody_can_mend_is_told_with_what_to_do() {
        for (kind, told) in [
            (ErrorKind::QuotaExceeded, "your share of the disk is used up, and 2 KiB are needed"),
            (ErrorKind::ReadOnlyFilesystem, "can only be read; work on a copy"),
        ] {
            let error = explain(kind.into(), Path::new("/"), 1025);
            assert_eq!(error.kind(), kind);
            assert!(error.to_string().contains(told), "{error}");
        }
    }

    #[test]
    fn a_type_is_the_same_on_machines_where_it_is_negative() {
        for kind in [0xFF53_4D42, 0xFF53_4D42 - (1 << 32), 0xFF53_4D42 - (1 << 64)] {
            assert_eq!(of_type(kind), Some(Weak::Network("CIFS")), "{kind}");
        }
        assert_eq!(of_type(0xEF53), None);
    }

    #[test]
    fn a_medium_that_promises_less_is_named() {
        let share = Medium { weak: named(0xFE53_4D42), ..Medium::default() };
        assert_eq!(share.weak, Some(Weak::Network("SMB")));
        assert!(share.warning().is_some_and(|text| text.contains("network folder (SMB)")));
        // As in linux/magic.h; that of AFS is of the kernel's own client and of the other one.
        for (kind, name) in [
            (0x6969, "NFS"),
            (0x517B, "SMB"),
            (0xFF53_4D42, "CIFS"),
            (0x0102_1997, "9P"),
            (0x00C3_6400, "Ceph"),
            (0x5346_414F, "AFS"),
            (0x6B41_4653, "AFS"),
            (0x7375_7245, "Coda"),
        ] {
            assert_eq!(named(kind), Some(Weak::Network(name)));
        }
        assert_eq!(named(0x2011_BAB0), Some(Weak::NoJournal("exFAT")));
        let stick = Medium { weak: named(0x4D44), ..Medium::default() };
        assert!(stick.warning().is_some_and(|text| text.contains("FAT medium")));
        assert_eq!(named(0xEF53), None, "ext4 keeps a journal");
        let disk = Medium { read_only: true, ..stick };
        assert!(disk.warning().is_some_and(|text| text.contains("can only be read")));
    }
}
