//! `export`: files to hand over, under names that say what they are, and never over one's own data.

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::region::region;

#[test]
fn files_go_among_the_exports_and_text_goes_to_a_pipe() -> Result<()> {
    let bench = region()?;
    assert_snapshot!(bench.transcript(&[
        "export priorities XAA/2025 --format xlsx",
        "export report XAA/2025 XAA/2025/shadow --format html",
        "export scores --format json",
        "export exchange --format csv",
        "export years XAA",
        "export countries --year 2024",
        "export priorities XAA/2025 --out -",
        "export scores XBR/2024 --format csv --out -",
        "export priorities XAA/2025 --format csv --out here.csv",
    ]));
    let html = bench.read("exports/XAA-2025-report.html")?;
    ensure!(html.contains("They do not measure how much violence"), "what scores are not");
    ensure!(html.contains("Adopt the law. (group)"), "the recommendations");
    let csv = bench.read("here.csv")?;
    ensure!(csv.contains(",'=1+1"), "no spreadsheet runs it: {csv}");
    ensure!(csv == bench.run("export priorities XAA/2025 --format csv --out -").out);
    Ok(())
}

#[test]
fn refuses_what_makes_no_sense_and_leaves_the_data_alone() -> Result<()> {
    let bench = region()?;
    let before = bench.read("assessments/XAA/2025/self.toml")?;
    assert_snapshot!(bench.transcript(&[
        "export priorities",
        "export priorities XAA",
        "export priorities XAA/2024",
        "export priorities XAA/2025 --format xlsx --out -",
        "export report XAA/2025 XAA/2023 --out one.md",
        "export report XAA/2025 --out assessments/XAA/2025/self.toml",
        "export report XAA/2025 --out x/../frameworks/tiny.toml",
        "export exchange XAA",
        "export years '*'",
        "export years XCC",
        "export everything",
    ]));
    ensure!(before == bench.read("assessments/XAA/2025/self.toml")?);
    ensure!(bench.read("frameworks/tiny.toml")?.starts_with("id = \"tiny\""));
    Ok(())
}

/// The whole report of every kind of file, without a word of it steering a terminal.
#[test]
fn a_broken_file_is_named_and_the_others_are_exported() -> Result<()> {
    let bench = region()?;
    bench.write("assessments/XAA/2024/self.toml", "country = \"XAA\u{202e}\"")?;
    let run = bench.run("export report XAA/2025 --out -");
    ensure!(run.code == Some(3), "{}", run.told());
    ensure!(run.err.contains("assessments/XAA/2024/self.toml:1:"), "{}", run.err);
    ensure!(run.out.contains("What changed since earlier rounds"), "{}", run.out);
    Ok(())
}
