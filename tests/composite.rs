//! The index that the European Commission published of 51 countries and 49 indicators, made again
//! from its data: every step equals what the R package COINr 1.1.14 computed.
//!
//! The data are not part of this repository. The folder is looked for beside it (`../shared/data`)
//! or where `STOCKTAKE_DATA` says; without it the tests say that they skipped.

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use stocktake::analysis::composite::aggregate::{Aggregation, effective_weights};
use stocktake::analysis::composite::treat::Treatment;
use stocktake::analysis::composite::{Recipe, build};
use stocktake::analysis::rank::exact_ranks;
use stocktake::domain::{IndicatorData, Structure};
use stocktake::workspace::read_indicators;

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = env::var_os("STOCKTAKE_DATA").map_or(beside, PathBuf::from).join("asem");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not here, so nothing was compared", folder.display());
    None
}

/// A published table: its columns by code, each with a value by the code of the row.
fn published(path: &Path) -> Result<HashMap<String, HashMap<String, f64>>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let mut columns: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for row in reader.records() {
        let row = row?;
        for (name, text) in header.iter().zip(row.iter()).skip(1) {
            if let Ok(value) = text.parse() {
                columns.entry(name.to_owned()).or_default().insert(row[0].to_owned(), value);
            }
        }
    }
    Ok(columns)
}

fn read(folder: &Path, values: &str) -> Result<(Structure, IndicatorData)> {
    let (meaning, data) = read_indicators(&folder.join(values), &folder.join("asem_iMeta.csv"))?;
    Ok((meaning.structure, data))
}

/// The largest difference between the parts of an index and a published table, and how many values
/// were compared.
fn difference(
    structure: &Structure,
    data: &IndicatorData,
    parts: &[Vec<Option<f64>>],
    table: &HashMap<String, HashMap<String, f64>>,
) -> Result<(f64, usize)> {
    let (mut worst, mut count) = (0.0_f64, 0);
    for (part, column) in structure.parts().iter().zip(parts) {
        let Some(expected) = table.get(&part.code) else { continue };
        for (code, value) in data.codes.iter().zip(column) {
            let expected = expected.get(code).with_context(|| format!("{} {code}", part.code))?;
            let value = value.with_context(|| format!("{} {code} has no value", part.code))?;
            worst = worst.max((value - expected).abs());
            count += 1;
        }
    }
    Ok((worst, count))
}

/// From `coin_Normalised` with the published weights to the groups, the scores and the ranks.
#[test]
fn aggregated_scores_and_ranks() -> Result<()> {
    let Some(folder) = folder() else { return Ok(()) };
    let (structure, data) = read(&folder, "coin_Normalised.csv")?;
    let weights = published(&folder.join("weights_Original.csv"))?;
    for part in structure.parts() {
        ensure!(weights["Weight"][&part.code].to_bits() == part.weight.to_bits(), "{}", part.code);
    }
    let recipe = Recipe { normalised: true, ..Recipe::default() };
    let made = build(&structure, &data, &recipe).map_err(anyhow::Error::msg)?;
    for name in ["coin_Aggregated.csv", "results_scores.csv"] {
        let table = published(&folder.join(name))?;
        let (worst, count) = difference(&structure, &data, &made.parts, &table)?;
        ensure!(worst < 1e-9 && count == 51 * 60, "{name}: {worst:e} in {count} values");
    }
    let ranks = published(&folder.join("results_ranks.csv"))?;
    let mut count = 0;
    for (part, column) in structure.parts().iter().zip(&made.parts) {
        for (code, rank) in data.codes.iter().zip(exact_ranks(column)) {
            let expected = ranks[&part.code][code];
            ensure!(rank.map(f64::from) == Some(expected), "{} {code}: {rank:?}", part.code);
            count += 1;
        }
    }
    assert_eq!(count, 51 * 60);
    Ok(())
}

/// From `coin_Raw` by way of denominators, gaps, outliers and min-max to `coin_Normalised` and on to
/// the published scores.
#[test]
fn the_whole_way_from_the_raw_values() -> Result<()> {
    let Some(folder) = folder() else { return Ok(()) };
    let (structure, data) = read(&folder, "asem_iData_raw.csv")?;
    let raw = published(&folder.join("coin_Raw.csv"))?;
    for (place, column) in structure.indicators().iter().zip(&data.columns) {
        let expected = &raw[&structure.parts()[*place].code];
        for (code, value) in data.codes.iter().zip(column) {
            ensure!(expected.get(code) == value.as_ref(), "coin_Raw differs for {code}");
        }
    }
    let recipe = Recipe {
        impute: Some("EurAsia_group".into()),
        treatment: Treatment::WinsoriseOrLog(5),
        ..Recipe::default()
    };
    let made = build(&structure, &data, &recipe).map_err(anyhow::Error::msg)?;
    assert_eq!(made.imputed, 65);
    for (name, values) in [("coin_Normalised.csv", 51 * 49), ("coin_Aggregated.csv", 51 * 60)] {
        let table = published(&folder.join(name))?;
        let (worst, count) = difference(&structure, &data, &made.parts, &table)?;
        ensure!(worst < 1e-9 && count == values, "{name}: {worst:e} in {count} values");
    }
    // The published alternative: 1 to 100, geometric means.
    let recipe = Recipe { range: (1.0, 100.0), aggregation: Aggregation::Geometric, ..recipe };
    let made = build(&structure, &data, &recipe).map_err(anyhow::Error::msg)?;
    let table = published(&folder.join("alt_minmax1-100_a_gmean.csv"))?;
    let (worst, count) = difference(&structure, &data, &made.parts, &table)?;
    ensure!(worst < 1e-9 && count == 51 * 60, "geometric: {worst:e} in {count} values");
    Ok(())
}

#[test]
fn effective_weights_of_every_part() -> Result<()> {
    let Some(folder) = folder() else { return Ok(()) };
    let (structure, _) = read(&folder, "coin_Normalised.csv")?;
    let table = published(&folder.join("effective_weights.csv"))?;
    for (part, weight) in structure.parts().iter().zip(effective_weights(&structure)) {
        let expected = table["EffWeight"][&part.code];
        ensure!((weight - expected).abs() < 1e-12, "{}: {weight} {expected}", part.code);
    }
    Ok(())
}
