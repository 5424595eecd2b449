//! Two sessions at one file: what came in is told, with its time, and what another program did to
//! the file is on record.

use std::fs;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Boxed, Change, Id};
use stocktake::store::{Act, Journal, RealDisk, Replay};

use crate::bench::{Bench, step};

fn claim(text: &str) -> Vec<Change> {
    vec![Change::Text(Id::new("c").expect("an id"), Boxed::Claim, text.into())]
}

#[test]
fn what_came_in_at_the_end_is_told_with_its_time() -> Result<()> {
    let bench = Bench::new()?;
    let mut ours = bench.workspace.edit(&bench.key)?;
    let mut theirs = bench.workspace.edit(&bench.key)?;
    theirs.apply(&[step(1), claim("theirs")].concat())?;
    theirs.settle()?;
    drop(theirs);
    // The save finds the file changed, whoever hears of it first.
    let _ = ours.apply(&claim("ours"));
    let incoming = ours.finish(&bench.workspace)?;
    ensure!(!incoming.is_empty() && !incoming.changes.is_empty(), "{incoming:?}");
    let [conflict] = incoming.conflicts.as_slice() else { anyhow::bail!("{incoming:?}") };
    for at in [&conflict.ours.side.at, &conflict.theirs.side.at] {
        ensure!(at.len() == 20 && at.ends_with('Z') && at.starts_with("20"), "{at:?}");
    }
    Ok(())
}

#[test]
fn a_file_that_another_program_changed_is_on_record_as_found() -> Result<()> {
    let bench = Bench::new()?;
    let acts = || -> Result<Vec<Act>> {
        let path = stocktake::store::journal_of(&bench.file());
        let (_, replay): (_, Replay) = Journal::open(std::sync::Arc::new(RealDisk), path)?;
        Ok(replay.records.iter().map(|record| record.act).collect())
    };
    for number in 1..=2 {
        let mut session = bench.workspace.edit(&bench.key)?;
        session.apply(&step(number))?;
        session.settle()?;
    }
    ensure!(!acts()?.contains(&Act::Found), "nobody else was there: {:?}", acts()?);
    let text = fs::read_to_string(bench.file())?;
    fs::write(bench.file(), text + "x_own = 1\n")?;
    let mut session = bench.workspace.edit(&bench.key)?;
    ensure!(session.warnings().len() == 1, "{:?}", session.warnings());
    session.apply(&step(3))?;
    session.settle()?;
    let copy = bench.root().join("copy.toml");
    session.save_copy(&copy)?;
    ensure!(fs::read(&copy)? == fs::read(bench.file())?, "the copy says something else");
    drop(session);
    let acts = acts()?;
    let found = acts.iter().position(|act| *act == Act::Found).context("it is not on record")?;
    ensure!(acts[found + 1] == Act::Change, "{acts:?}");
    Ok(())
}
