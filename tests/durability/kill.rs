//! The real program, killed at random moments of saving and journalling.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::bench::Bench;
use crate::program::{Dice, Who, rounds};

/// So many kills happen in one workspace before a fresh one is taken: what a journal that has grown
/// long does is of interest, too, but not for long.
const TOGETHER: usize = 20;

/// Kills so often; gives how many lines were acknowledged, and what was lost or torn first.
fn kills(who: Who, count: usize, dice: &mut Dice) -> Result<(usize, Option<String>)> {
    let mut acknowledged = 0;
    let mut bench = Bench::on_disk()?;
    for kill in 0..count {
        if kill % TOGETHER == 0 {
            bench = Bench::on_disk()?;
        }
        let from = 1 + (kill % TOGETHER) * 1000;
        let after = Duration::from_micros(dice.below(30_000));
        let lines = bench.kill(who, from, 300, after)?;
        acknowledged += lines;
        if let Err(wrong) = bench.recover().and_then(|()| bench.holds("b", from, lines)) {
            let when = format!("kill {kill}, {after:?} after the first acknowledgement");
            return Ok((acknowledged, Some(format!("{when}: {wrong:#}"))));
        }
    }
    Ok((acknowledged, None))
}

#[test]
fn broken_stores_are_caught() -> Result<()> {
    for way in ["plain-write", "late-journal"] {
        let (_, caught) = kills(Who::Broken(way), 1_000, &mut Dice::new(7))?;
        let Some(wrong) = caught else { anyhow::bail!("{way} went unnoticed") };
        println!("{way}: {wrong}");
    }
    Ok(())
}

#[test]
fn kill_9_at_random_moments_loses_nothing() -> Result<()> {
    let count = rounds(40, 500, 2000);
    let (lines, wrong) = kills(Who::Program, count, &mut Dice::new(42))?;
    ensure!(wrong.is_none(), "{wrong:?}");
    println!("{count} kills, {lines} acknowledged lines, 0 lost, 0 files torn");
    ensure!(lines > count, "the kills came too early to mean anything");
    Ok(())
}
