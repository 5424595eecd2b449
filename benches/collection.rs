//! How long it takes to read, score and compare a large collection, beside the least that any
//! program could do with the same files: a bare parallel parse of ids and levels.
//!
//! `cargo bench --bench collection` uses 3,800 assessments of 35 answers and 9,750 of 150, made in a
//! temporary folder. All ways are timed in turn, and the ratio of each pair is what counts: a
//! machine's speed drifts, a ratio hardly does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Deserialize;
use stocktake::analysis::Scored;
use stocktake::analysis::choose::{Choice, When, choose};
use stocktake::analysis::comparable::Comparisons;
use stocktake::analysis::countries::{self, usual_framework};
use stocktake::analysis::score::Scores;
use stocktake::analysis::years::{self, Movement};
use stocktake::domain::{Perspective, Selection};
use stocktake::store::cache_of;
use stocktake::workspace::{Opened, Workspace};

#[path = "support/made.rs"]
mod made;

use made::Shape;

const ROUNDS: usize = 9;

#[derive(Deserialize)]
struct Bare {
    answers: BTreeMap<String, BareAnswer>,
}

#[derive(Deserialize)]
struct BareAnswer {
    level: Option<f64>,
}

/// One turn: everything is timed right after the other.
struct Turn {
    bare: Duration,
    first: Duration,
    second: Duration,
}

fn main() -> Result<()> {
    run(Shape { countries: 190, years: 20, questions: 35, groups: 8 })?;
    run(Shape { countries: 195, years: 50, questions: 150, groups: 30 })
}

fn run(shape: Shape) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files = made::generate(folder.path(), shape)?;
    println!("{} assessments of {} answers", files.len(), shape.questions);
    // Files that were written just now are not kept; see docs/performance.md.
    std::thread::sleep(Duration::from_secs(5));
    let cache = cache_of(folder.path());
    // Once each without the clock, so that all find the files in the system's cache.
    let moved = ours(folder.path())?;
    bare(&files)?;
    let mut turns = Vec::new();
    let mut peaks = [0; 2];
    for _ in 0..ROUNDS {
        let bare = time(|| bare(&files).map(|_| ()))?;
        if cache.exists() {
            fs::remove_file(&cache)?;
        }
        forget_peak();
        let first = time(|| same(ours(folder.path())?, moved))?;
        peaks[0] = peaks[0].max(peak_kb());
        forget_peak();
        let second = time(|| same(ours(folder.path())?, moved))?;
        peaks[1] = peaks[1].max(peak_kb());
        turns.push(Turn { bare, first, second });
    }
    let median = |pick: &dyn Fn(&Turn) -> f64| {
        let mut list: Vec<f64> = turns.iter().map(pick).collect();
        list.sort_by(f64::total_cmp);
        list[list.len() / 2]
    };
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!("  bare parallel parse                {:8.1} ms", median(&|t| ms(t.bare)));
    println!(
        "  read, score and compare            {:8.1} ms  ratio {:.3}  peak {} kB",
        median(&|t| ms(t.first)),
        median(&|t| ratio(t.first, t.bare)),
        peaks[0]
    );
    println!(
        "  the second time                    {:8.1} ms  ratio {:.3}  peak {} kB",
        median(&|t| ms(t.second)),
        median(&|t| ratio(t.second, t.bare)),
        peaks[1]
    );
    match fs::metadata(&cache) {
        Ok(cache) => println!("  the cache                          {:8} kB", cache.len() / 1024),
        Err(_) => println!("  no cache: it is read in no time anyway"),
    }
    Ok(())
}

/// What comes from the cache is what comes from the files.
fn same(here: (u32, usize), there: (u32, usize)) -> Result<()> {
    anyhow::ensure!(here == there, "{here:?} is not {there:?}");
    Ok(())
}

fn time(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// The least that reading the collection can cost.
fn bare(files: &[PathBuf]) -> Result<f64> {
    let read = |path: &PathBuf| -> Result<f64> {
        let bare: Bare = toml::from_str(&fs::read_to_string(path)?)?;
        Ok(bare.answers.values().filter_map(|a| a.level).sum())
    };
    files.par_iter().map(read).sum()
}

/// What the program does: find, read, check and score every file, compare the years of every
/// country, and set the newest years side by side.
fn ours(root: &Path) -> Result<(u32, usize)> {
    let workspace = Workspace::open(root)?;
    let kept = workspace.map_series(&Selection::all(), &|_, _| true, |opened| {
        let scores: Vec<Scores> =
            opened.iter().map(|o| Scores::of(&o.framework, &o.assessment)).collect();
        let years: Vec<Scored> = opened.iter().zip(&scores).map(|(o, s)| scored(o, s)).collect();
        let compared = years::compare(&years, &mut Comparisons::default());
        // Of the whole, to which what every question did in every year adds up.
        let rose = |root: &years::Line<'_>| -> u32 {
            (0..root.steps.len()).map(|step| root.counts(step).of(Movement::Up)).sum()
        };
        let moved = compared.lines.first().map_or(0, rose);
        (moved, opened.into_iter().next_back().zip(scores.into_iter().next_back()))
    })?;
    let newest: Vec<_> = kept.opened.iter().filter_map(|(_, newest)| newest.as_ref()).collect();
    let rows = newest.iter().map(|(opened, scores)| scored(opened, scores));
    let chosen = choose(rows, Choice { when: When::Latest, perspective: Perspective::Own });
    let framework = usual_framework(&chosen).context("a framework")?;
    let matrix = countries::compare(&chosen, framework, &mut Comparisons::default());
    Ok((kept.opened.iter().map(|(moved, _)| moved).sum(), matrix.rows.len()))
}

fn scored<'a>(opened: &'a Opened, scores: &'a Scores) -> Scored<'a> {
    Scored { framework: &opened.framework, assessment: &opened.assessment, scores }
}

/// The largest that the process was since [`forget_peak`], where the system says.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default()
}

/// Makes the system forget how large the process was.
fn forget_peak() {
    // Where it cannot be done the peak is that of the whole run.
    let _ = fs::write("/proc/self/clear_refs", "5");
}
