//! How long it takes to draw the weights of an index again and again, with the scores, the ranks
//! and their percentiles: 51 countries, 49 indicators in 8 groups in 2.
//!
//! `cargo bench --bench draws`. `benches/draws.py` does the same in numpy, where that is installed.

use std::time::Instant;

use anyhow::{Context, Result};
use stocktake::analysis::composite::aggregate::{Aggregation, Plan};
use stocktake::analysis::composite::draws::{Drawn, weight_draws};
use stocktake::analysis::uncertainty::Weighting;
use stocktake::analysis::uncertainty::stream::Stream;
use stocktake::domain::{Indicator, LoosePart, Structure};

const ROWS: usize = 51;
const INDICATORS: usize = 49;
const GROUPS: usize = 8;

fn main() -> Result<()> {
    let structure = structure()?;
    let columns = columns();
    let plan = Plan::new(&structure, &columns, Aggregation::Arithmetic, 0.0)
        .map_err(anyhow::Error::msg)?;
    let run = |draws: u32| -> Result<Vec<Drawn>> {
        let weighting = Weighting::Noise(0.25);
        weight_draws(&structure, &plan, weighting, (draws, 1), &|_| true).context("not cancelled")
    };
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let all = rayon::ThreadPoolBuilder::new().build()?;
    for (draws, rounds) in [(1_000, 31), (10_000, 11), (100_000, 5)] {
        let on_one = time(rounds, || one.install(|| run(draws)).map(|_| ()))?;
        let on_all = time(rounds, || all.install(|| run(draws)).map(|_| ()))?;
        println!(
            "{draws:7} draws  one core {:8.1} ms (fastest {:.1})  {} cores {:8.1} ms (fastest {:.1})",
            on_one.0,
            on_one.1,
            all.current_num_threads(),
            on_all.0,
            on_all.1
        );
    }
    let same = one.install(|| run(5_000))? == all.install(|| run(5_000))?;
    println!("the same bits on one core and on all: {same}");
    Ok(())
}

/// The median and the shortest time of some runs, in milliseconds.
fn time(rounds: usize, work: impl Fn() -> Result<()>) -> Result<(f64, f64)> {
    let mut times = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[rounds / 2], times[0]))
}

fn structure() -> Result<Structure> {
    let part = |code: String, parent: &str, indicator| LoosePart {
        code,
        parent: parent.into(),
        weight: 1.0,
        indicator,
        ..LoosePart::default()
    };
    let mut parts = vec![part("index".into(), "", None)];
    parts.extend((0..2).map(|half| part(format!("half{half}"), "index", None)));
    parts.extend((0..GROUPS).map(|g| part(format!("group{g}"), &format!("half{}", g % 2), None)));
    let indicator = |i: usize| {
        part(format!("i{i}"), &format!("group{}", i % GROUPS), Some(Indicator::default()))
    };
    parts.extend((0..INDICATORS).map(indicator));
    Structure::new(parts).map_err(|wrong| anyhow::anyhow!("{wrong:?}"))
}

/// Values from 0 to 100, one in 40 of them missing.
fn columns() -> Vec<Vec<Option<f64>>> {
    let column = |indicator: usize| {
        let mut values = vec![0.0; ROWS];
        Stream::new(&format!("column {indicator}")).fill(1, 0, &mut values);
        let value = |(row, v): (usize, &f64)| {
            (!(row * INDICATORS + indicator).is_multiple_of(40)).then_some(v * 100.0)
        };
        values.iter().enumerate().map(value).collect()
    };
    (0..INDICATORS).map(column).collect()
}
