//! Two programs write one file at the same time.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Boxed, Change, Conflict, Value};
use stocktake::store::{Journal, RealDisk, Record};

use crate::bench::{Bench, step, steps_in};
use crate::program::{Who, rounds};

/// How many changes each of the two makes in a round.
const CHANGES: usize = 6;

/// The last value that both gave a field is in it, or on record in a conflict.
fn in_field_or_conflict(bench: &Bench, question: &str) -> Result<()> {
    let assessment = bench.workspace.read(&bench.key)?.assessment;
    let last = CHANGES.to_string();
    let held = assessment.answers.get(question).map_or("", |a| a.boxes.get(Boxed::Claim));
    let recorded = |c: &Conflict| c.records(&Value::Text(last.clone()));
    ensure!(held == last || assessment.conflicts.iter().any(recorded), "{last} is lost: {held}");
    Ok(())
}

#[test]
fn two_writers_lose_nothing() -> Result<()> {
    let count = rounds(10, 200, 1000);
    for round in 0..count {
        let bench = Bench::on_disk()?;
        // In every third round both write the same fields.
        let (one, other) = if round % 3 == 0 { ("c", "c") } else { ("b", "d") };
        let first = bench.start(Who::Program, one, 1, CHANGES)?;
        let second = bench.start(Who::Program, other, 1, CHANGES)?;
        for (writer, child) in [(one, first), (other, second)] {
            let end = child.wait_with_output()?;
            let told = String::from_utf8_lossy(&end.stderr).into_owned();
            // Where both write the same field, what they disagree about is a finding.
            let fine = end.status.success() || (one == other && end.status.code() == Some(1));
            ensure!(fine, "round {round}: {writer}: {told}");
            let lines = String::from_utf8_lossy(&end.stdout).lines().count();
            ensure!(lines == 2 * CHANGES, "round {round}: {lines} lines");
            bench.holds(writer, 1, if one == other { 0 } else { lines })?;
        }
        match one == other {
            true => in_field_or_conflict(&bench, one)?,
            false => bench.in_order()?,
        }
        // Whatever became of a field, the journal has every change of both.
        let history = bench.workspace.history(&bench.key)?.unwrap_or_default();
        let changes: usize =
            history.iter().filter(|h| h.act == "change").map(|h| h.changes.len()).sum();
        ensure!(changes == 4 * CHANGES, "round {round}: {changes} changes in the journal");
    }
    println!("{count} rounds");
    Ok(())
}

/// Two people have the file open. One records a change and dies before it is saved; the other goes on,
/// saves and leaves. Nothing of the first is lost, and nothing newer is overwritten by it.
#[test]
fn what_one_of_two_recorded_before_a_crash_is_offered_when_both_have_gone() -> Result<()> {
    let bench = Bench::on_disk()?;
    let before = stocktake::store::text_digest(&std::fs::read_to_string(bench.file())?);
    let mut other = bench.workspace.edit(&bench.key)?;
    other.apply(&step(1))?;
    // As the one who died left it: recorded on the text that was opened, and never saved.
    let path = stocktake::store::journal_of(&bench.file());
    let (mut journal, replay) = Journal::open(Arc::new(RealDisk), path)?;
    // An entry that nobody else touches, and a box that the other writes again.
    let own = step(7);
    let dead = Record {
        changes: own.clone(),
        on: before,
        after: "of a text that nobody saved".into(),
        ..replay.records[0].clone()
    };
    journal.append(dead)?;
    other.apply(&step(2))?;
    other.settle()?;
    drop(other);
    let mut session = bench.workspace.edit(&bench.key)?;
    let left = session.leftovers().context("nothing is offered")?;
    ensure!(left.changes == own[..1] && left.misfits.len() == 1, "{left:?}");
    session.recover()?;
    session.settle()?;
    let (claim, entries) = steps_in(session.assessment());
    ensure!(claim == 2, "{claim}: something older was put over something newer");
    ensure!(entries == [1, 2, 7], "{entries:?}");
    drop(session);
    ensure!(bench.workspace.edit(&bench.key)?.leftovers().is_none(), "offered twice");
    Ok(())
}

/// Work that fits nowhere is work, too: it is offered with the reason, and nothing can be changed until
/// somebody has decided. What is in the file already is not offered.
#[test]
fn what_does_not_fit_is_offered_and_what_is_in_the_file_is_not() -> Result<()> {
    for (recovers, here) in [(true, true), (true, false), (false, false)] {
        let bench = Bench::new()?;
        let before = stocktake::store::text_digest(&std::fs::read_to_string(bench.file())?);
        let path = stocktake::store::journal_of(&bench.file());
        let mut other = bench.workspace.edit(&bench.key)?;
        other.apply(&step(1))?;
        let (mut journal, replay) = Journal::open(Arc::new(RealDisk), path.clone())?;
        let dead = |changes: &[Change]| Record {
            changes: changes.to_vec(),
            on: before.clone(),
            after: "of a text that nobody saved".into(),
            ..replay.records[0].clone()
        };
        // Only the box that the other writes again.
        journal.append(dead(&step(7)[1..]))?;
        other.apply(&step(2))?;
        other.settle()?;
        drop(other);
        let mut session = bench.workspace.edit(&bench.key)?;
        let left = session.leftovers().context("it is hidden")?;
        ensure!(left.changes.is_empty() && left.misfits.len() == 1, "{left:?}");
        ensure!(left.misfits[0].0 == step(7)[1], "{left:?}");
        ensure!(session.apply(&step(3)).is_err(), "nobody has decided");
        match recovers {
            true => session.recover()?,
            false => session.set_aside()?,
        }
        ensure!(steps_in(session.assessment()) == (2, vec![1, 2]), "it is as it was");
        // A recovery of nothing is no step of its own, neither here nor after reopening.
        if here {
            ensure!(session.undo()?, "the step before can be taken back");
            ensure!(steps_in(session.assessment()) == (1, vec![1]), "nothing was");
            ensure!(session.redo()?, "and done again");
        }
        session.settle()?;
        drop(session);
        let mut session = bench.workspace.edit(&bench.key)?;
        ensure!(session.leftovers().is_none(), "offered twice");
        ensure!(!recovers || session.undo()?, "the step before can be taken back");
        ensure!(!recovers || steps_in(session.assessment()) == (1, vec![1]), "nothing was");
        session.settle()?;
        drop(session);
        // Saved by a program whose last line was lost.
        let held = bench.workspace.read(&bench.key)?.assessment;
        let (last, _) = steps_in(&held);
        let (mut journal, _) = Journal::open(Arc::new(RealDisk), path)?;
        journal.append(dead(&step(last)))?;
        ensure!(bench.workspace.edit(&bench.key)?.leftovers().is_none(), "the file has it");
    }
    Ok(())
}
