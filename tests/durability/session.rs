//! A whole session of edits, cut off anywhere.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use stocktake::store::Disk;
use stocktake::workspace::{SaveState, Session};

use crate::bench::{Bench, step};
use crate::judge::{Verdict, judge};
use crate::log::Promise;
use crate::sim::{Broken, Fault, SimDisk};

/// How far the thread that saves goes between two edits.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// To the end.
    Settled,
    /// So many steps.
    Steps(usize),
    /// Wherever it comes while nobody waits, neither for it nor for the journal.
    Hasty,
}

/// Makes edits and sees what a crash may leave; the verdict holds what is wrong with the states and
/// with what the session said.
pub fn edits(broken: Broken, fault: Option<Fault>, pace: Pace, count: usize) -> Result<Verdict> {
    let bench = Bench::new()?;
    let (verdict, _) = edits_in(&bench, 1, broken, fault, pace, count)?;
    Ok(verdict)
}

/// The same in a place that may hold something already, from the step of number `first`.
pub fn edits_in(
    bench: &Bench,
    first: usize,
    broken: Broken,
    fault: Option<Fault>,
    pace: Pace,
    count: usize,
) -> Result<(Verdict, Arc<SimDisk>)> {
    let disk = SimDisk::new(&bench.place(), broken, fault)?;
    let opening = bench.workspace.edit_on(&bench.key, Arc::clone(&disk) as Arc<dyn Disk>);
    let mut session = match opening {
        Ok(session) => session,
        // Nothing was done, and nothing was promised.
        Err(_) if disk.failed() > 0 => return Ok((Verdict::default(), disk)),
        Err(error) => return Err(error.into()),
    };
    let hasty = matches!(pace, Pace::Hasty);
    if hasty {
        session = session.without_waiting();
    }
    let mut wrong = Vec::new();
    if session.leftovers().is_some() {
        let found = session.leftovers().map(|left| crate::bench::steps_in(&left.with).1);
        if session.recover().is_ok() {
            for number in found.unwrap_or_default() {
                disk.tell(Promise::Recorded(number));
            }
        }
    }
    let mut unrecorded = Vec::new();
    for number in first..first + count {
        if let Pace::Steps(_) = pace {
            disk.allow(Some(0));
        }
        // Where the journal cannot be written the session waits for the save: it must be let go.
        if disk.failed() > 0 || fault.is_some() {
            disk.allow(None);
        }
        match session.apply(&step(number)) {
            // Nothing is promised before it was heard of.
            Ok(()) if hasty => {}
            Ok(()) => disk.tell(Promise::Recorded(number)),
            Err(_) if disk.failed() > 0 => unrecorded.push(number),
            Err(error) => return Err(error.into()),
        }
        match pace {
            Pace::Settled => drop(session.settle()),
            Pace::Hasty if number % 3 > 0 => {}
            Pace::Hasty => {
                while session.state() == &SaveState::Unsaved {
                    session.poll();
                    std::thread::sleep(Duration::from_micros(50));
                }
            }
            Pace::Steps(steps) => {
                disk.allow(Some(steps));
                while !disk.is_waiting() && session.is_saving() {
                    session.poll();
                    std::thread::sleep(Duration::from_micros(50));
                }
            }
        }
        listen(&mut session, &disk, first..=number, &unrecorded, &mut wrong);
    }
    disk.allow(None);
    let settled = session.settle().is_ok();
    let last = first + count - 1;
    listen(&mut session, &disk, first..=last, &unrecorded, &mut wrong);
    if settled && disk.failed() == 0 {
        ensure!(session.state() == &SaveState::Saved, "{:?}", session.state());
    }
    // Whoever sees that a save failed tries again.
    if !settled && session.save().is_ok() {
        listen(&mut session, &disk, first..=last, &unrecorded, &mut wrong);
    }
    drop(session);
    let mut verdict = judge(&disk)?;
    verdict.wrong.extend(wrong);
    Ok((verdict, disk))
}

/// Takes the session by its word, and checks what can be checked at once.
fn listen(
    session: &mut Session,
    disk: &SimDisk,
    made: RangeInclusive<usize>,
    unrecorded: &[usize],
    wrong: &mut Vec<String>,
) {
    session.poll();
    match session.state() {
        SaveState::Saved => disk.tell(Promise::Saved(*made.end())),
        // Until the file is saved, the journal has all, as the screen says.
        SaveState::Recorded | SaveState::Failed { recorded: true, .. } => {
            if !unrecorded.is_empty() {
                wrong.push(format!(
                    "{unrecorded:?} not recorded, and it says {:?}",
                    session.state()
                ));
            }
            made.for_each(|number| disk.tell(Promise::Recorded(number)));
        }
        // Nothing is said of the last change; what was said before holds.
        SaveState::Unsaved | SaveState::NotConfirmed(_) | SaveState::Failed { .. } => {}
        state => wrong.push(format!("nobody else was there: {state:?}")),
    }
}

#[test]
fn every_crash_of_a_session_keeps_what_was_recorded() -> Result<()> {
    let mut all = Verdict::default();
    all.add(edits(Broken::No, None, Pace::Settled, 12)?);
    for steps in 1..=20 {
        all.add(edits(Broken::No, None, Pace::Steps(steps), 12)?);
    }
    for _ in 0..20 {
        all.add(edits(Broken::No, None, Pace::Hasty, 12)?);
    }
    println!("{} states, {} of them different", all.states, all.judged);
    ensure!(all.wrong.is_empty(), "{}", all.wrong.join("\n\n"));
    ensure!(all.states >= 10_000, "only {} states", all.states);
    Ok(())
}

/// What a crash left is brought into the file, and that crashes, too.
#[test]
fn every_crash_of_a_recovery_keeps_what_was_recorded() -> Result<()> {
    let mut all = Verdict::default();
    for kept in [0, 1, 9] {
        let bench = Bench::new()?;
        let before = std::fs::read(bench.file())?;
        edits_in(&bench, 1, Broken::No, None, Pace::Settled, 3)?;
        // As a crash before the first save left it: the file as it was, and the journal without the
        // note that it was saved.
        std::fs::write(bench.file(), before)?;
        std::fs::remove_file(stocktake::store::bak_of(&bench.file()))?;
        let journal = stocktake::store::journal_of(&bench.file());
        let text = std::fs::read_to_string(&journal)?;
        let lines: String = text.split_inclusive('\n').take(3).collect();
        std::fs::write(&journal, &lines[..lines.len() - kept])?;
        let (verdict, _) = edits_in(&bench, 4, Broken::No, None, Pace::Steps(5), 2)?;
        all.add(verdict);
    }
    println!("{} states, {} of them different", all.states, all.judged);
    ensure!(all.wrong.is_empty(), "{}", all.wrong.join("\n\n"));
    Ok(())
}
