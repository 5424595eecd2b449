//! Two sessions at one file: what came in is told, with its time, and what another program did to
//! the file is on record.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Boxed, Change, Id};
use stocktake::store::{Act, Disk, Journal, RealDisk, Replay};
use stocktake::workspace::Session;

use crate::bench::{Bench, step, steps_in};
use crate::sim::{Broken, SimDisk};

fn claim(text: &str) -> Vec<Change> {
    vec![Change::Text(Id::new("c").expect("an id"), Boxed::Claim, text.into())]
}

fn claimed(session: &Session) -> &str {
    session.assessment().answers.get("c").map_or("", |answer| answer.boxes.get(Boxed::Claim))
}

/// A session with a change of its own, ahead of which somebody else has saved the first step.
fn overtaken(bench: &Bench) -> Result<Session> {
    let mut ours = bench.workspace.edit(&bench.key)?;
    let mut theirs = bench.workspace.edit(&bench.key)?;
    theirs.apply(&step(1))?;
    theirs.settle()?;
    // The save finds the file changed, whoever hears of it first.
    let _ = ours.apply(&claim("ours"));
    Ok(ours)
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
    ensure!(!incoming.is_empty(), "{incoming:?}");
    // What both changed is told as a conflict, and everything else as having come in.
    let came: Vec<String> = incoming.changes.iter().map(|d| d.field.to_string()).collect();
    ensure!(came.len() == 2 && came.contains(&"b claim".into()), "{came:?}");
    ensure!(!came.contains(&"c claim".into()), "{came:?}");
    let [conflict] = incoming.conflicts.as_slice() else { anyhow::bail!("{incoming:?}") };
    for at in [&conflict.ours.side.at, &conflict.theirs.side.at] {
        ensure!(at.len() == 20 && at.ends_with('Z') && at.starts_with("20"), "{at:?}");
    }
    Ok(())
}

/// That somebody else has saved may have been heard of long before the end.
#[test]
fn what_was_overtaken_before_the_end_is_in_the_file_after_it() -> Result<()> {
    let bench = Bench::new()?;
    let mut ours = overtaken(&bench)?;
    let _ = ours.settle();
    let incoming = ours.finish(&bench.workspace)?;
    ensure!(!incoming.is_empty(), "{incoming:?}");
    let held = bench.workspace.read(&bench.key)?.assessment;
    let claim = held.answers.get("c").map_or("", |answer| answer.boxes.get(Boxed::Claim));
    ensure!(claim == "ours" && steps_in(&held) == (1, vec![1]), "{:?}", held.answers);
    Ok(())
}

/// Who has changed nothing leaves no trace, and what both changed alike is in the file and never
/// offered again.
#[test]
fn what_is_in_the_file_after_catching_up_is_on_record_and_nothing_else() -> Result<()> {
    let bench = Bench::new()?;
    let journal = stocktake::store::journal_of(&bench.file());
    let mut idle = bench.workspace.edit(&bench.key)?;
    let mut ours = bench.workspace.edit(&bench.key)?;
    let mut theirs = bench.workspace.edit(&bench.key)?;
    theirs.apply(&[step(1), claim("the same")].concat())?;
    theirs.settle()?;
    drop(theirs);
    let before = fs::read(&journal)?;
    idle.catch_up(&bench.workspace)?;
    idle.finish(&bench.workspace)?;
    ensure!(idle.assessment().evidence.len() == 1, "nothing came in");
    drop(idle);
    ensure!(fs::read(&journal)? == before, "a line about nothing");
    let _ = ours.apply(&claim("the same"));
    let incoming = ours.finish(&bench.workspace)?;
    ensure!(incoming.conflicts.is_empty(), "{incoming:?}");
    drop(ours);
    // Somebody else goes on with that very field, which makes nothing of before that newer.
    let mut next = bench.workspace.edit(&bench.key)?;
    next.apply(&claim("another"))?;
    next.settle()?;
    drop(next);
    let last = bench.workspace.edit(&bench.key)?;
    ensure!(last.leftovers().is_none(), "{:?}", last.leftovers());
    Ok(())
}

/// What was changed here is a step of its own behind what somebody else saved.
#[test]
fn after_a_merge_the_own_change_is_taken_back_and_not_that_of_the_other() -> Result<()> {
    let bench = Bench::new()?;
    let mut ours = overtaken(&bench)?;
    ours.finish(&bench.workspace)?;
    ensure!(claimed(&ours) == "ours", "{:?}", ours.assessment().answers);
    ensure!(ours.undo()? && claimed(&ours).is_empty(), "{:?}", ours.assessment().answers);
    ensure!(steps_in(ours.assessment()) == (1, vec![1]), "theirs is gone");
    ensure!(ours.redo()?, "it cannot be done again");
    ensure!(claimed(&ours) == "ours", "{:?}", ours.assessment().answers);
    Ok(())
}

/// What a crash kept out is brought in as one step, which is there after a restart, too.
#[test]
fn a_recovery_is_taken_back_as_a_whole() -> Result<()> {
    for reopened in [false, true] {
        let bench = Bench::new()?;
        let journal = stocktake::store::journal_of(&bench.file());
        let mut session = bench.workspace.edit(&bench.key)?;
        session.apply(&step(1))?;
        session.settle()?;
        let before = fs::read(bench.file())?;
        session.apply(&step(2))?;
        session.apply(&step(3))?;
        session.settle()?;
        let recorded = fs::read(&journal)?;
        drop(session);
        // As a crash ahead of the second save left it.
        fs::write(bench.file(), before)?;
        fs::write(&journal, recorded)?;
        let mut session = bench.workspace.edit(&bench.key)?;
        session.recover()?;
        session.settle()?;
        if reopened {
            drop(session);
            session = bench.workspace.edit(&bench.key)?;
        }
        ensure!(steps_in(session.assessment()) == (3, vec![1, 2, 3]), "it was not brought in");
        ensure!(session.undo()?, "there is no such step");
        ensure!(steps_in(session.assessment()) == (1, vec![1]), "{:?}", session.assessment());
    }
    Ok(())
}

/// Who only looks disturbs nobody; who has changed something is named until they close it.
#[test]
fn who_else_has_it_open_is_told_while_they_do() -> Result<()> {
    let bench = Bench::new()?;
    let mut ours = bench.workspace.edit(&bench.key)?;
    ensure!(bench.workspace.edit(&bench.key)?.others().is_none(), "nobody has changed anything");
    ours.apply(&step(1))?;
    let theirs = bench.workspace.edit(&bench.key)?;
    let others = theirs.others().context("nobody is told")?;
    let history = bench.workspace.history(&bench.key)?.unwrap_or_default();
    let last = history.last().context("a line")?;
    ensure!((&others.by, &others.at) == (&last.by, &last.at), "{others:?} {last:?}");
    drop((theirs, ours));
    ensure!(bench.workspace.edit(&bench.key)?.others().is_none(), "it is closed");
    Ok(())
}

/// While a save is under way later texts are given; once all are saved, the last is what a merge
/// starts from, so that whoever changes it then contradicts nobody.
#[test]
fn a_merge_starts_from_the_last_text_that_was_saved() -> Result<()> {
    let bench = Bench::new()?;
    let disk = SimDisk::new(&bench.place(), Broken::No, None)?;
    let mut ours = bench.workspace.edit_on(&bench.key, Arc::clone(&disk) as Arc<dyn Disk>)?;
    disk.allow(Some(1));
    ours.apply(&claim("one"))?;
    while !disk.is_waiting() {
        thread::sleep(Duration::from_millis(1));
    }
    ours.apply(&claim("two"))?;
    ours.apply(&claim("three"))?;
    disk.allow(None);
    ours.settle()?;
    let mut theirs = bench.workspace.edit(&bench.key)?;
    theirs.apply(&claim("theirs"))?;
    theirs.settle()?;
    drop(theirs);
    let _ = ours.apply(&step(1));
    let incoming = ours.finish(&bench.workspace)?;
    ensure!(incoming.conflicts.is_empty(), "{incoming:?}");
    let answer = ours.assessment().answers.get("c").context("an answer")?;
    ensure!(answer.boxes.get(Boxed::Claim) == "theirs", "{answer:?}");
    Ok(())
}

#[test]
fn a_file_that_another_program_changed_is_on_record_as_found() -> Result<()> {
    let bench = Bench::new()?;
    let acts = || -> Result<Vec<Act>> {
        let path = stocktake::store::journal_of(&bench.file());
        let (_, replay): (_, Replay) = Journal::open(Arc::new(RealDisk), path)?;
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
