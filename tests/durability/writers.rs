//! Two programs write one file at the same time.

use anyhow::{Result, ensure};
use stocktake::domain::{Boxed, Conflict, Value};

use crate::bench::Bench;
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
        let bench = Bench::new()?;
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
