//! A session in which the N-th call fails, for every N: what it says is true at once and after every
//! crash that follows.

use std::sync::Arc;

use anyhow::{Result, ensure};
use stocktake::store::Disk;

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
