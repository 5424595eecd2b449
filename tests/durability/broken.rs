//! The harness against stores that are broken on purpose: each must be caught, or a green run means
//! nothing.

use anyhow::{Result, ensure};

use crate::saving::saves;
use crate::session::{Pace, edits};
use crate::sim::Broken;

#[test]
fn a_session_on_each_broken_store_is_caught() -> Result<()> {
    let ways = [Broken::PlainWrite, Broken::NoFlush, Broken::NoFolderFlush, Broken::NoJournalFlush];
    for broken in ways {
        let verdict = edits(broken, None, Pace::Settled, 3)?;
        ensure!(
            !verdict.wrong.is_empty(),
            "{broken:?} went unnoticed in {} states",
            verdict.states
        );
    }
    Ok(())
}

#[test]
fn a_save_on_each_broken_store_is_caught() -> Result<()> {
    for broken in [Broken::PlainWrite, Broken::NoFlush, Broken::NoFolderFlush] {
        let (states, wrong) = saves(broken, None, true)?;
        ensure!(!wrong.is_empty(), "{broken:?} went unnoticed in {states} states");
    }
    Ok(())
}
