//! `score`: every node in full precision, and the arithmetic behind one.

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

fn answered() -> Result<Bench> {
    let bench = Bench::with_assessment()?;
    for answer in ["a.1 3", "b 2", "c 4", "d unknown"] {
        bench.run(&format!("set XAA/2025 {answer}")).done()?;
    }
    bench.run("new XAA/2026 --framework tiny").done()?;
    bench.run("set XAA/2026 a.1 2").done()?;
    bench.run("set XAA/2026 c na --reason 'None here.'").done()?;
    Ok(bench)
}

#[test]
fn scores_for_people_and_for_machines() -> Result<()> {
    assert_snapshot!(answered()?.transcript(&[
        "score XAA/2025",
        "score --all",
        "score XAA/2026 --questions",
        "score --all --format csv",
        "score XAA/2026 --format json --depth 1",
        "score XAA/2024",
        "score",
    ]));
    Ok(())
}

#[test]
fn explains_the_whole_arithmetic() -> Result<()> {
    assert_snapshot!(answered()?.transcript(&[
        "score XAA/2025 --explain group",
        "score XAA/2026 --explain group",
        "score XAA/2026 --explain a.1",
        "score --all --explain group --format csv",
        "score XAA/2026 --explain nothing",
    ]));
    Ok(())
}

/// What lacks evidence counts for less than it claims, and a critical question holds its group down.
#[test]
fn explains_caps_weights_and_rounding() -> Result<()> {
    let bench = Bench::new()?;
    let tiny = bench.read("frameworks/tiny.toml")?;
    let scoring = "[scoring]\nrule = \"weighted\"\ndecimals = 1\ncritical_cap = { at = 1, to = 2 }\n\
        evidence_cap = [{ level = 3, needs = \"E2\" }]\n[scale]";
    let capped = tiny
        .replace("[scale]", scoring)
        .replace("id = \"d\"", "id = \"d\"\ncritical = true")
        .replace("id = \"c\"", "id = \"c\"\nweight = 4.0");
    bench.write("frameworks/tiny.toml", capped)?;
    bench.run("new XAA/2025 --framework tiny").done()?;
    bench.feed(
        "apply XAA/2025",
        b"{\"put\":\"evidence\",\"entry\":{\"id\":\"law\",\"kind\":\"official-document\",\"title\":\"Law\",\"date\":\"2025\"}}",
    )
    .done()?;
    for answer in ["a.1 3", "c 4 --evidence law", "d 1"] {
        bench.run(&format!("set XAA/2025 {answer}")).done()?;
    }
    assert_snapshot!(bench.transcript(&[
        "score XAA/2025 --explain group",
        "score XAA/2025 --explain a.1",
        "score XAA/2025",
    ]));
    Ok(())
}

#[test]
fn json_and_csv_hold_the_same_numbers() -> Result<()> {
    let bench = answered()?;
    let json = bench.run("score --all --format json").done()?.out;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json)?;
    let text = bench.run("score --all --format csv").done()?.out;
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let header = csv.headers()?.clone();
    let records: Vec<csv::StringRecord> = csv.records().collect::<Result<_, _>>()?;
    ensure!(records.len() == rows.len() && rows.len() == 12, "{} rows", rows.len());
    for (row, record) in rows.iter().zip(&records) {
        for (key, text) in header.iter().zip(record) {
            let same = match &row[key] {
                serde_json::Value::Null => text.is_empty(),
                serde_json::Value::Number(number) => number.as_f64() == text.parse().ok(),
                value => value.as_str() == Some(text),
            };
            ensure!(same, "{key}: {} and {text}", row[key]);
        }
    }
    Ok(())
}
