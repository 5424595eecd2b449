//! Saving on the file system of the machine.

use std::fs;

use super::{Expected, SaveError, bak_of, replace, save};
use crate::store::disk::RealDisk;

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
