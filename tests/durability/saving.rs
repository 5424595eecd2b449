//! `store::save` alone: after every crash the file holds the old or the new content.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use anyhow::{Result, ensure};
use stocktake::store::{Expected, SaveError, save};

use crate::crash::{crashes, shown};
use crate::log::Promise;
use crate::sim::{Broken, Fault, SimDisk};

/// Saves five contents one after the other, with or without a look at what is replaced. Gives the
/// number of states and what is wrong with them.
pub fn saves(broken: Broken, fault: Option<Fault>, compare: bool) -> Result<(usize, Vec<String>)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("self.toml");
    let contents: Vec<Vec<u8>> =
        (0..6).map(|n| format!("{n}: {}", "text ".repeat(40 * n)).into_bytes()).collect();
    fs::write(&path, &contents[0])?;
    let disk = SimDisk::new(folder.path(), broken, fault)?;
    let mut wrong = Vec::new();
    // What the file holds as far as whoever saves knows.
    let mut known = 0;
    for number in 1..contents.len() {
        let old = Expected::Content(&contents[known]);
        let expected = if compare { old } else { Expected::Anything };
        match save(disk.as_ref(), &path, &contents[number], expected) {
            Ok(()) => {
                known = number;
                disk.tell(Promise::Saved(number));
            }
            Err(SaveError::NotConfirmed { .. }) => known = number,
            Err(error) if disk.failed() == 0 => wrong.push(format!("it failed: {error}")),
            Err(SaveError::Changed { .. }) => wrong.push("it saw a change that nobody made".into()),
            Err(SaveError::NotSaved { .. }) => {}
        }
        if fs::read(&path)? != contents[known] {
            wrong.push(format!("after {number}, what is in place is not what it said"));
        }
    }
    let mut seen = BTreeSet::new();
    let states = crashes(&disk.story(), &mut |files, promised| {
        let held = files.get("self.toml");
        let which = contents.iter().position(|content| Some(content) == held);
        if which.is_none_or(|which| which < promised.saved) && seen.insert(which.is_none()) {
            wrong.push(format!("{promised:?}, and the file is {which:?} of {}", shown(files)));
        }
    });
    Ok((states, wrong))
}

#[test]
fn every_crash_of_a_save_leaves_the_old_or_the_new_content() -> Result<()> {
    for compare in [true, false] {
        let (states, wrong) = saves(Broken::No, None, compare)?;
        println!("{states} states");
        ensure!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
    Ok(())
}

/// The N-th call fails, for N from 1 until no call is left to fail; once, and from there on for good.
#[test]
fn every_error_at_every_call_of_a_save_is_told_truly() -> Result<()> {
    let mut all = 0;
    for compare in [true, false] {
        for kind in KINDS {
            for for_good in [false, true] {
                let mut at = 1;
                loop {
                    let fault = Fault { journal: false, at, for_good, kind };
                    let (states, wrong) = saves(Broken::No, Some(fault), compare)?;
                    ensure!(wrong.is_empty(), "{fault:?}: {}", wrong.join("\n\n"));
                    all += states;
                    at += 1;
                    if at > MOST_CALLS {
                        break;
                    }
                }
            }
        }
    }
    println!("{all} states");
    Ok(())
}

/// What a call may fail with.
pub const KINDS: [io::ErrorKind; 3] =
    [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied, io::ErrorKind::Other];

/// More than any of the scripts here makes.
const MOST_CALLS: usize = 75;
