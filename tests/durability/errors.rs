//! A session in which the N-th call fails, for every N: what it says is true at once and after every
//! crash that follows.

use std::sync::Arc;

use anyhow::{Result, ensure};
use stocktake::store::{Act, Disk, Journal, Record, Replay};
use stocktake::workspace::SaveState;

use crate::bench::{Bench, step, steps_in};
use crate::judge::Verdict;
use crate::saving::KINDS;
use crate::session::{Pace, edits_in};
use crate::sim::{Broken, Fault, SimDisk};

#[test]
fn every_error_at_every_call_of_a_session_is_told_truly() -> Result<()> {
    let mut all = Verdict::default();
    let mut faults = 0;
    let faulty = [(false, false), (false, true), (true, false), (true, true)];
    let ways = [Pace::Settled, Pace::Hasty].map(|pace| faulty.map(|fault| (pace, fault)));
    for (pace, (journal, for_good)) in ways.into_iter().flatten() {
        for at in 1.. {
            let kind = KINDS[at % KINDS.len()];
            let fault = Fault { journal, at, for_good, kind };
            let bench = Bench::new()?;
            let (mut verdict, disk) = edits_in(&bench, 1, Broken::No, Some(fault), pace, 4)?;
            if disk.failed() == 0 {
                ensure!(at > disk.calls(), "a call was left out");
                break;
            }
            faults += 1;
            for wrong in &mut verdict.wrong {
                *wrong = format!("{pace:?}, {fault:?}: {wrong}");
            }
            all.add(verdict);
        }
    }
    println!("{faults} faults, {} states, {} of them different", all.states, all.judged);
    ensure!(all.wrong.is_empty(), "{} wrong\n{}", all.wrong.len(), all.wrong.join("\n\n"));
    Ok(())
}

/// What could not be recorded is not in the file that is opened afresh, and the work goes on there.
#[test]
fn after_a_change_that_could_not_be_recorded_the_file_is_opened_afresh() -> Result<()> {
    let mut seen = 0;
    for at in 1.. {
        let (bench, kind) = (Bench::new()?, std::io::ErrorKind::StorageFull);
        let fault = Fault { journal: true, at, for_good: false, kind };
        let disk = SimDisk::new(&bench.place(), Broken::No, Some(fault))?;
        let opening = bench.workspace.edit_on(&bench.key, Arc::clone(&disk) as Arc<dyn Disk>);
        let Ok(mut session) = opening else { continue };
        if session.apply(&step(1)).is_ok() {
            if disk.failed() == 0 {
                break;
            }
            continue;
        }
        seen += 1;
        session.reopen(&bench.workspace)?;
        ensure!(steps_in(session.assessment()) == (0, Vec::new()), "it holds what is on no disk");
        // A line that was written and could not be flushed may be there all the same: it is offered.
        if session.leftovers().is_some() {
            session.set_aside()?;
        }
        session.apply(&step(2))?;
        session.settle()?;
        drop(session);
        let read = bench.workspace.read(&bench.key)?;
        ensure!(steps_in(&read.assessment) == (2, vec![2]), "{:?}", steps_in(&read.assessment));
    }
    ensure!(seen > 0, "no change was refused");
    Ok(())
}

/// Whatever went wrong before and was heard of, who ends a session well has everything in the file.
#[test]
fn who_ends_a_session_well_has_everything_in_the_file() -> Result<()> {
    let mut seen = 0;
    for at in 1.. {
        let (bench, kind) = (Bench::new()?, std::io::ErrorKind::StorageFull);
        let fault = Fault { journal: false, at, for_good: false, kind };
        let disk = SimDisk::new(&bench.place(), Broken::No, Some(fault))?;
        let opening = bench.workspace.edit_on(&bench.key, Arc::clone(&disk) as Arc<dyn Disk>);
        let Ok(mut session) = opening else { continue };
        let _ = session.apply(&step(1));
        while session.is_saving() {
            session.poll();
            std::thread::sleep(std::time::Duration::from_micros(50));
        }
        seen += usize::from(matches!(session.state(), SaveState::Failed { .. }));
        session.finish(&bench.workspace)?;
        let held = bench.workspace.read(&bench.key)?.assessment;
        ensure!(steps_in(&held) == (1, vec![1]), "{fault:?}: {:?}", steps_in(&held));
        if disk.failed() == 0 {
            break;
        }
    }
    ensure!(seen > 0, "no save failed");
    Ok(())
}

/// A line whose writing failed at any call is there once when it is tried again, on whatever text.
#[test]
fn a_line_that_is_tried_again_is_there_once() -> Result<()> {
    for at in 1.. {
        let folder = tempfile::tempdir()?;
        let fault = Fault { journal: true, at, for_good: false, kind: std::io::ErrorKind::Other };
        let disk = SimDisk::new(folder.path(), Broken::No, Some(fault))?;
        let path = folder.path().join(".self.journal");
        let opening = Journal::open(Arc::clone(&disk) as Arc<dyn Disk>, path.clone());
        let Ok((mut journal, _)) = opening else { continue };
        for (by, on) in [("first", ""), ("second", ""), ("third", "another text")] {
            let line = Record {
                number: 0,
                at: String::new(),
                by: by.into(),
                act: Act::Change,
                changes: step(1),
                inverse: Vec::new(),
                on: on.into(),
                with: String::new(),
                after: by.into(),
                previous: String::new(),
            };
            journal.append(line.clone()).or_else(|_| journal.append(line))?;
        }
        let replay = Replay::of(&std::fs::read(&path)?);
        let lines: Vec<_> = replay.records.iter().map(|r| (&*r.by, &*r.on)).collect();
        let whole = [("first", ""), ("second", "first"), ("third", "another text")];
        ensure!(lines == whole, "{fault:?}: {lines:?}");
        ensure!(replay.damage.iter().all(|damage| damage.harmless), "{:?}", replay.damage);
        if disk.failed() == 0 {
            break;
        }
    }
    Ok(())
}
