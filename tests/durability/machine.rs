//! The file system of the machine: the lock that is a courtesy, and the folders that files lie in.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use stocktake::store::{Disk, RealDisk, lock_folder, replace};

/// Somebody else's save is waited for, and nobody waits for ever.
#[test]
fn a_lock_is_waited_for_but_not_for_ever() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    let other = File::open(folder.path())?;
    other.lock()?;
    let start = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(300));
            let _ = other.unlock();
        });
        let lock = lock_folder(&path);
        ensure!(lock.is_some() && start.elapsed() >= Duration::from_millis(300), "not waited for");
        Ok(())
    })?;
    other.lock()?;
    let start = Instant::now();
    let (lock, waited) = (lock_folder(&path), start.elapsed());
    ensure!(lock.is_none() && waited >= Duration::from_secs(5), "{waited:?}");
    ensure!(waited < Duration::from_secs(60), "it would have waited for ever: {waited:?}");
    Ok(())
}

/// Programs that make one folder at the same moment all have it, however deep it lies.
#[test]
fn whoever_makes_a_folder_that_somebody_else_makes_has_it() -> Result<()> {
    let folder = tempfile::tempdir()?;
    for round in 0..60 {
        let path = folder.path().join(format!("{round}/XAA/2025"));
        let (start, path) = (Barrier::new(4), &path);
        let made = thread::scope(|scope| {
            let make = || {
                start.wait();
                RealDisk.make_folder(path).and_then(|()| fs::metadata(path))
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(make)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect::<Vec<_>>()
        });
        for one in made {
            ensure!(one?.is_dir(), "round {round}");
        }
    }
    Ok(())
}

/// The folder of the last name is there as soon as the one above it is made.
#[cfg(unix)]
#[test]
fn a_folder_that_is_there_meanwhile_is_made() -> Result<()> {
    let folder = tempfile::tempdir()?;
    RealDisk.make_folder(&folder.path().join("new/.."))?;
    ensure!(folder.path().join("new").is_dir(), "it is not there");
    Ok(())
}

/// A folder that cannot be made is an error, and not a folder that is not there.
#[test]
fn a_folder_in_place_of_a_file_or_below_it_is_refused() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("file");
    fs::write(&file, "text")?;
    ensure!(RealDisk.make_folder(&file).is_err(), "made where a file is");
    ensure!(RealDisk.make_folder(&file.join("below")).is_err(), "made below a file");
    let long = folder.path().join("x".repeat(1000));
    ensure!(RealDisk.make_folder(&long).is_err(), "made with a name that is too long");
    ensure!(fs::read(&file)? == b"text", "the file was altered");
    Ok(())
}

/// What cannot be moved is told at once, and not tried for ever.
#[test]
fn what_is_not_there_is_not_moved() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
    let moved = RealDisk.rename(&from, &to);
    ensure!(moved.is_err_and(|error| error.kind() == ErrorKind::NotFound), "it was moved");
    Ok(())
}

/// Two files exchange their names wherever the system can do it: else a save would compare the file
/// first and replace it then, and not see who writes in between.
#[cfg(target_os = "linux")]
#[test]
fn names_are_exchanged_where_the_system_can() -> Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let folder = tempfile::tempdir()?;
    let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
    fs::write(&a, "a")?;
    fs::write(&b, "b")?;
    let able = renameat_with(CWD, &a, CWD, &b, RenameFlags::EXCHANGE).is_ok();
    ensure!(RealDisk.exchange(&a, &b)? == able, "able: {able}");
    // There and back again.
    ensure!((fs::read(&a)?, fs::read(&b)?) == (b"a".to_vec(), b"b".to_vec()), "not both");
    Ok(())
}

/// What cannot be looked at is not replaced: a link that leads to itself stays what it is.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_looked_at_is_not_replaced() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let link = folder.path().join("self.toml");
    std::os::unix::fs::symlink(&link, &link)?;
    ensure!(replace(&link, b"text").is_err(), "it was replaced");
    ensure!(fs::symlink_metadata(&link)?.is_symlink(), "the link is gone");
    ensure!(fs::read_dir(folder.path())?.count() == 1, "something was left behind");
    Ok(())
}
