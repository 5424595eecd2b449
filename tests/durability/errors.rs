//! A session in which the N-th call fails, for every N: what it says is true at once and after every
//! crash that follows.

use anyhow::{Result, ensure};

use crate::bench::Bench;
use crate::judge::Verdict;
use crate::saving::KINDS;
use crate::session::{Pace, edits_in};
use crate::sim::{Broken, Fault};

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
