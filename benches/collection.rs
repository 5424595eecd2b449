//! How long it takes to read, score and compare a large collection, beside the least that any
//! program could do with the same files: a bare parallel parse of ids and levels.
//!
//! `cargo bench --bench collection` uses 3,800 assessments of 35 answers, generated into a temporary
//! folder. The two are timed in turn, and the ratio of each pair is what counts: a machine's speed
//! drifts, a ratio hardly does.

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
use stocktake::analysis::years;
use stocktake::domain::{Assessment, Change, Country, Framework, Perspective, Selection, Verdict};
use stocktake::store::Document;
use stocktake::workspace::{Opened, Workspace, pin};

const ROUNDS: usize = 15;

#[derive(Deserialize)]
struct Bare {
    answers: BTreeMap<String, BareAnswer>,
}

#[derive(Deserialize)]
struct BareAnswer {
    level: Option<f64>,
}

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files = generate(folder.path())?;
    println!("{} assessments of 35 answers", files.len());
    // Once each without the clock, so that both find the files in the system's cache.
    bare(&files)?;
    ours(folder.path())?;
    let mut pairs: Vec<(Duration, Duration)> = Vec::new();
    for _ in 0..ROUNDS {
        pairs.push((time(|| bare(&files).map(|_| ()))?, time(|| ours(folder.path()).map(|_| ()))?));
    }
    let median = |mut list: Vec<f64>| {
        list.sort_by(f64::total_cmp);
        list[list.len() / 2]
    };
    let of = |pick: fn(&(Duration, Duration)) -> f64| median(pairs.iter().map(pick).collect());
    println!("bare parallel parse       {:7.1} ms", of(|p| p.0.as_secs_f64() * 1e3));
    println!("read, score and compare   {:7.1} ms", of(|p| p.1.as_secs_f64() * 1e3));
    println!("ratio, median of pairs    {:7.3}", of(|p| p.1.as_secs_f64() / p.0.as_secs_f64()));
    println!("peak memory of the process {} kB", peak_kb().unwrap_or_default());
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
fn ours(root: &Path) -> Result<usize> {
    let workspace = Workspace::open(root)?;
    let kept = workspace.map_series(&Selection::all(), &|_, _| true, |opened| {
        let scores: Vec<Scores> =
            opened.iter().map(|o| Scores::of(&o.framework, &o.assessment)).collect();
        let years: Vec<Scored> = opened.iter().zip(&scores).map(|(o, s)| scored(o, s)).collect();
        let compared = years::compare(&years, &mut Comparisons::default());
        let moved: u32 = compared
            .lines
            .iter()
            .flat_map(|line| &line.steps)
            .map(|step| step.counts.total())
            .sum();
        (moved, opened.into_iter().next_back().zip(scores.into_iter().next_back()))
    })?;
    let newest: Vec<_> = kept.opened.iter().filter_map(|(_, newest)| newest.as_ref()).collect();
    let rows = newest.iter().map(|(opened, scores)| scored(opened, scores));
    let chosen = choose(rows, Choice { when: When::Latest, perspective: Perspective::Own });
    let framework = usual_framework(&chosen).context("a framework")?;
    let matrix = countries::compare(&chosen, framework, &mut Comparisons::default());
    Ok(matrix.rows.len())
}

fn scored<'a>(opened: &'a Opened, scores: &'a Scores) -> Scored<'a> {
    Scored { framework: &opened.framework, assessment: &opened.assessment, scores }
}

/// 190 countries with 20 years each, 35 yes-or-no answers in 8 groups.
fn generate(root: &Path) -> Result<Vec<PathBuf>> {
    Workspace::init(root)?;
    fs::write(root.join("frameworks/bench.toml"), framework_text())?;
    let workspace = Workspace::open(root)?;
    let framework = workspace.framework("bench", None)?;
    let mut files = Vec::new();
    for country in 0..190_u8 {
        let letter = |n: u8| char::from(b'A' + n % 26);
        let code = format!("X{}{}", letter(country / 26), letter(country));
        let country = Country::new(&code).map_err(anyhow::Error::msg)?;
        for year in 2001..=2020 {
            let key = Workspace::own_key(country, year);
            let path = workspace.path_of(&key);
            fs::create_dir_all(path.parent().context("a folder")?)?;
            let assessment = answered(Assessment::blank(key, pin(&framework)), &framework)?;
            fs::write(&path, Document::new(&assessment, &framework).text())?;
            files.push(path);
        }
    }
    Ok(files)
}

fn answered(mut assessment: Assessment, framework: &Framework) -> Result<Assessment> {
    for (at, node, _) in framework.questions() {
        let level = if at % 3 == 0 { 0.0 } else { 1.0 };
        let change = Change::verdict(&node.id, Some(Verdict::Scored(level)));
        assessment.apply(framework, &change).map_err(anyhow::Error::msg)?;
    }
    Ok(assessment)
}

fn framework_text() -> String {
    let mut text = String::from(
        "id = \"bench\"\nversion = \"1\"\ntitle = \"Bench\"\n[scale]\nmin = 0\nmax = 100\n\
         [scales.yesno]\nmin = 0\nmax = 1\n",
    );
    for group in 0..8 {
        text += &format!("[[node]]\nid = \"Group{group}\"\nname = \"Group\"\n");
    }
    for question in 0..35 {
        let group = question % 8;
        text += &format!(
            "[[question]]\nid = \"Group{group}.{question}\"\nparent = \"Group{group}\"\n\
             text = \"Question?\"\nscale = \"yesno\"\n"
        );
    }
    text
}

/// The largest that the process ever was, where the system says.
fn peak_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
