//! Real assessments by real institutions reproduce their published totals.
//!
//! The data are not part of this repository. The folder is looked for beside it (`../shared/data`)
//! or where `STOCKTAKE_DATA` says; without it the tests say that they skipped.

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use stocktake::analysis::score::Scores;
use stocktake::domain::{Perspective, Selection};
use stocktake::import::FrameworkTable;
use stocktake::report::shown;
use stocktake::workspace::Workspace;

fn data(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = env::var_os("STOCKTAKE_DATA").map_or(beside, PathBuf::from).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not here, so {name} was not reproduced", folder.display());
    None
}

/// Imports a data set into a new workspace and gives back how many rows were rejected.
fn import(workspace: &Path, folder: &Path, id: &str) -> Result<usize> {
    Workspace::init(workspace)?;
    let more = FrameworkTable { id: id.into(), ..FrameworkTable::default() };
    Workspace::open(workspace)?.import_framework(
        &folder.join("framework.csv"),
        &more,
        None,
        None,
    )?;
    let workspace = Workspace::open(workspace)?;
    let framework = workspace.framework(id, None)?;
    let table = folder.join("scores_long.csv");
    let report = workspace.import_scores(&table, &framework, Perspective::Own, &|_, _| {})?;
    Ok(report.rejected.len())
}

/// Every published value that the program reproduces, of how many.
fn reproduced(workspace: &Path, folder: &Path, decimals: u8) -> Result<(usize, usize)> {
    let workspace = Workspace::open(workspace)?;
    let kept = workspace.map_all(&Selection::all(), &|_, _| true, |opened| {
        let scores = Scores::of(&opened.framework, &opened.assessment);
        let key = opened.assessment.key;
        opened
            .framework
            .nodes()
            .iter()
            .zip(scores.nodes())
            .filter_map(|(node, score)| {
                let name = format!("{},{},{}", key.country, key.year, node.id);
                Some((name, shown(score.value?, decimals)))
            })
            .collect::<Vec<_>>()
    })?;
    ensure!(kept.bad.is_empty(), "{}", kept.bad[0]);
    let ours: HashMap<String, String> = kept.opened.into_iter().flatten().collect();
    let mut reader = csv::Reader::from_path(folder.join("published.csv"))?;
    let (mut same, mut all) = (0, 0);
    for row in reader.records() {
        let row = row?;
        let published: f64 = row.get(4).context("no value")?.parse()?;
        let name = format!("{},{},{}", &row[0], &row[2], &row[3]);
        all += 1;
        same += usize::from(ours.get(&name) == Some(&shown(published, decimals)));
    }
    Ok((same, all))
}

#[test]
fn women_business_and_the_law() -> Result<()> {
    let Some(folder) = data("wbl") else { return Ok(()) };
    let workspace = tempfile::tempdir()?;
    assert_eq!(import(workspace.path(), &folder, "wbl")?, 0);
    assert_eq!(reproduced(workspace.path(), &folder, 1)?, (34_200, 34_200));
    Ok(())
}

#[test]
fn international_health_regulations() -> Result<()> {
    let Some(folder) = data("ihr") else { return Ok(()) };
    let workspace = tempfile::tempdir()?;
    assert_eq!(import(workspace.path(), &folder, "ihr")?, 0);
    assert_eq!(reproduced(workspace.path(), &folder, 0)?, (1_149, 1_149));
    Ok(())
}

/// The two rows without a country code are rejected, and the half level goes in.
#[test]
fn joint_external_evaluations() -> Result<()> {
    let Some(folder) = data("jee") else { return Ok(()) };
    let workspace = tempfile::tempdir()?;
    let rows = csv::Reader::from_path(folder.join("scores_long.csv"))?
        .into_records()
        .filter(|r| r.as_ref().is_ok_and(|r| r[0].is_empty()))
        .count();
    assert_eq!(import(workspace.path(), &folder, "jee")?, rows);
    let workspace = Workspace::open(workspace.path())?;
    let all = workspace.read_all(&Selection::all(), &|_, _| true)?;
    assert!(all.bad.is_empty());
    let halves = all.opened.iter().flat_map(|o| o.assessment.answers.values());
    let half = |v: &stocktake::domain::Verdict| matches!(v, stocktake::domain::Verdict::Scored(n) if n.fract() > 0.0);
    assert_eq!(halves.filter(|a| a.verdict.as_ref().is_some_and(half)).count(), 1);
    Ok(())
}
