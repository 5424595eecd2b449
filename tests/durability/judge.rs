//! Whether what a crash left behind keeps every promise.

use std::collections::BTreeSet;
use std::fs;

use anyhow::Result;

use crate::bench::{Bench, steps_in};
use crate::crash::{Files, Promised, crashes, shown};
use crate::sim::SimDisk;

/// What came out of looking at every state.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many states there were.
    pub states: usize,
    /// How many of them differed.
    pub judged: usize,
    /// What is wrong, with the first state that shows it.
    pub wrong: Vec<String>,
}

impl Verdict {
    pub fn add(&mut self, other: Self) {
        self.states += other.states;
        self.judged += other.judged;
        self.wrong.extend(other.wrong);
    }
}

/// Looks at every state that a crash during `disk`'s story may leave, with the real program's eyes.
pub fn judge(disk: &SimDisk) -> Result<Verdict> {
    let court = Bench::new()?;
    let story = disk.story();
    let mut verdict = Verdict::default();
    let mut seen = BTreeSet::new();
    let mut broken = Ok(());
    let mut judged = 0;
    verdict.states = crashes(&story, &mut |files, promised| {
        judged += 1;
        match court.faults(files, promised) {
            Ok(faults) => {
                for (kind, fault) in faults {
                    if seen.insert(kind) {
                        verdict
                            .wrong
                            .push(format!("{fault}\nafter {promised:?} with {}", shown(files)));
                    }
                }
            }
            Err(error) => broken = Err(error),
        }
    });
    verdict.judged = judged;
    broken.map(|()| verdict)
}

impl Bench {
    fn faults(&self, files: &Files, promised: &Promised) -> Result<Vec<(u8, String)>> {
        for entry in fs::read_dir(self.place())? {
            fs::remove_file(entry?.path())?;
        }
        for (name, content) in files {
            fs::write(self.place().join(name), content)?;
        }
        let mut faults = Vec::new();
        let session = match self.workspace.edit(&self.key) {
            Ok(session) => session,
            Err(error) => return Ok(vec![(0, format!("it cannot be opened: {error}"))]),
        };
        let (saved, entries) = steps_in(session.assessment());
        // Every text that was ever submitted holds the entry of its last step, and none after it.
        if saved != entries.iter().copied().max().unwrap_or(0) {
            faults.push((1, format!("the file holds {saved} and {entries:?}: a third state")));
        }
        if saved < promised.saved {
            faults.push((2, format!("the file was said to hold {}: {saved}", promised.saved)));
        }
        let left = session.leftovers();
        let (last, found) = left.map_or((saved, entries), |left| steps_in(&left.with));
        let lost: Vec<usize> =
            promised.recorded.iter().copied().filter(|n| !found.contains(n)).collect();
        if !lost.is_empty() {
            faults.push((3, format!("recorded, and in neither file nor journal: {lost:?}")));
        }
        if promised.recorded.last().is_some_and(|newest| last < *newest) || last < promised.saved {
            faults.push((4, format!("{saved} in the file, {last} offered: older than recorded")));
        }
        if left.is_some_and(|left| !left.misfits.is_empty()) {
            faults.push((5, "a recorded change does not fit".into()));
        }
        drop(session);
        let damage = self.workspace.verify(&self.key)?.map(|v| v.damage).unwrap_or_default();
        if let Some(damage) = damage.iter().find(|damage| !damage.harmless) {
            faults.push((6, format!("the journal looks altered: {damage:?}")));
        }
        Ok(faults)
    }
}
