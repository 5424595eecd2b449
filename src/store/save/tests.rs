//! Saving on the file system of the machine, and on poorer ones.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Expected, SaveError, bak_of, replace, save};
use crate::store::disk::{Attributes, Disk, RealDisk};

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

#[test]
fn the_generation_before_is_kept_and_the_work_of_others_is_not_overwritten() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    fs::write(&path, "one")?;
    save(&RealDisk, &path, b"two", Expected::Content(b"one"))?;
    assert_eq!((fs::read(&path)?, fs::read(bak_of(&path))?), (b"two".to_vec(), b"one".to_vec()));
    let refused = save(&RealDisk, &path, b"three", Expected::Content(b"one"));
    assert!(matches!(refused, Err(SaveError::Changed { .. })), "{refused:?}");
    assert_eq!(fs::read(&path)?, b"two");
    assert_eq!(fs::read_dir(folder.path())?.count(), 2);
    Ok(())
}

#[cfg(unix)]
#[test]
fn keeps_the_mode_follows_a_link_and_refuses_a_second_name() -> anyhow::Result<()> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir()?;
    let (real, link) = (folder.path().join("real.toml"), folder.path().join("link.toml"));
    fs::write(&real, "one")?;
    for (before, after) in [(0o640, 0o640), (0o666, 0o660)] {
        fs::set_permissions(&real, fs::Permissions::from_mode(before))?;
        symlink(&real, &link)?;
        replace(&link, b"two")?;
        assert!(fs::symlink_metadata(&link)?.is_symlink());
        assert_eq!(fs::metadata(&real)?.permissions().mode() & 0o777, after);
        fs::remove_file(&link)?;
    }
    assert_eq!(fs::read(&real)?, b"two");
    fs::hard_link(&real, &link)?;
    let refused = replace(&link, b"three");
    assert!(refused.is_err_and(|e| e.to_string().contains("2 names")));
    assert_eq!((fs::read(&real)?, fs::read_dir(folder.path())?.count()), (b"two".to_vec(), 2));
    Ok(())
}

#[test]
fn a_file_that_somebody_took_away_is_written_again() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    save(&RealDisk, &path, b"two", Expected::Content(b"one"))?;
    assert_eq!((fs::read(&path)?, fs::read_dir(folder.path())?.count()), (b"two".to_vec(), 1));
    Ok(())
}

/// Names cannot be exchanged; what is written through it may not be what is read back, and the file
/// itself may not be readable.
#[derive(Debug, Default)]
struct Poor {
    forgets: bool,
    blind: bool,
}

impl Disk for Poor {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.blind && path.ends_with("self.toml") {
            true => Err(io::Error::other("it cannot be read")),
            false => RealDisk.read(path),
        }
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        let end = content.len() - usize::from(self.forgets);
        RealDisk.create(path, &content[..end], mode)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        RealDisk.append(path, content)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn exchange(&self, _: &Path, _: &Path) -> io::Result<bool> {
        Ok(false)
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

/// A disk that takes less than it says never gets to replace anything.
#[test]
fn what_is_not_read_back_as_it_was_written_replaces_nothing() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    fs::write(&path, "one")?;
    for expected in [Expected::Anything, Expected::Content(b"one")] {
        let saved = save(&Poor { forgets: true, ..Poor::default() }, &path, b"two", expected);
        assert!(matches!(saved, Err(SaveError::NotSaved { .. })), "{saved:?}");
        assert_eq!(fs::read(&path)?, b"one");
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
    }
    Ok(())
}

/// What cannot be compared may be somebody else's.
#[test]
fn what_cannot_be_read_is_not_replaced() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    fs::write(&path, "one")?;
    let blind = Poor { blind: true, ..Poor::default() };
    let saved = save(&blind, &path, b"two", Expected::Content(b"one"));
    assert!(matches!(saved, Err(SaveError::NotSaved { .. })), "{saved:?}");
    assert_eq!((fs::read(&path)?, fs::read_dir(folder.path())?.count()), (b"one".to_vec(), 1));
    Ok(())
}

#[test]
fn the_generation_before_is_kept_where_names_cannot_be_exchanged() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    fs::write(&path, "one")?;
    for (old, new) in [("one", "two"), ("two", "three")] {
        let expected = Expected::Content(old.as_bytes());
        save(&Poor::default(), &path, new.as_bytes(), expected)?;
        assert_eq!(fs::read_to_string(&path)?, new);
        assert_eq!(fs::read_to_string(bak_of(&path))?, old);
        // It may hold what others are not to read, whatever the file itself allows.
        #[cfg(unix)]
        assert_eq!(RealDisk.attributes(&bak_of(&path))?.mode, Some(0o600));
        assert_eq!(fs::read_dir(folder.path())?.count(), 2);
    }
    Ok(())
}
