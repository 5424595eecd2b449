//! `export`: files to hand over, under names that say what they are, and never over one's own data.

use anyhow::{Context, Result, ensure};
use insta::assert_snapshot;

use crate::region::region;
use crate::support::Bench;

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

/// Countries through the years, views of a round, units, groups, editions: what is compared can be
/// handed over.
#[test]
fn every_comparison_goes_into_a_file() -> Result<()> {
    let bench = region()?;
    let base = bench.read("assessments/XAA/2025/self.toml")?;
    for (unit, children) in [("north", 1000), ("south", 3000)] {
        let head = format!("unit = \"{unit}\"\npopulation = {children}\n\n[framework]");
        let text = base.replacen("[framework]", &head, 1);
        bench.write(&format!("assessments/XAA/2025/self@{unit}.toml"), text)?;
    }
    bench.write(
        "peers.toml",
        "[both]\nname = \"Both\"\nmembers = [\"XAA\", \"XBR\"]\nsource = \"These tests\"\n",
    )?;
    assert_snapshot!(bench.transcript(&[
        "export panel --out -",
        "export panel --group both --format csv --out -",
        "export perspectives XAA/2025 --out -",
        "export units XAA/2025 --out -",
        "export countries --group both --format html",
        "export countries --countries XAA,XBR --perspective shadow",
        "export countries --edition 2 --format json",
        "export exchange --edition 2",
        "export panel --format xlsx",
        "export perspectives XAA/2025 --format html",
        "export units XAA/2025 --format xlsx",
        "export perspectives XAA/2025 --perspective shadow --format json",
        "export perspectives XBR/2024",
        "export perspectives XAA/2025/shadow",
        "export units XBR/2024",
        "export countries --perspective external",
        "export countries --group nobody",
        "export report XAA/2025 --group both",
        "export exchange --perspective shadow",
    ]));
    let html = bench.read("exports/countries-both.html")?;
    ensure!(html.contains("Both: 2 of 2 take part"), "how much of the group takes part");
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

/// Fourteen nodes beside each other ran off the edge of the page.
#[test]
fn small_trends_of_many_nodes_stand_in_tables_that_fit_a_page() -> Result<()> {
    let bench = Bench::new()?;
    let mut framework = String::from("id,parent,level,name,min,max,weight\nT,,0,Total,0,100,1\n");
    let mut answers = String::from("iso3,country,year,id,value\n");
    for at in 1..=14 {
        framework += &format!("N{at},T,1,Node {at},0,100,1\nN{at}.1,N{at},2,Question?,0,100,1\n");
        for year in [2020, 2021] {
            answers += &format!("XAA,Aravia,{year},N{at}.1,{at}\n");
        }
    }
    bench.write("framework.csv", framework)?;
    bench.write("answers.csv", answers)?;
    bench.run("framework import framework.csv --id wide").done()?;
    bench.run("import csv answers.csv --framework wide --perspective self").done()?;
    let page = bench.run("export panel --format html --out -").done()?.out;
    let (_, trends) =
        page.split_once("Small trends</h2>").context("the section of small trends")?;
    let (trends, _) = trends.split_once("<h2").context("a section after it")?;
    let headers: Vec<Vec<&str>> = trends
        .split("<thead>")
        .skip(1)
        .map(|table| table.split("<th scope=\"col\">").skip(1).collect())
        .collect();
    ensure!(headers.iter().map(Vec::len).eq([6, 7, 7]), "{headers:?}");
    for at in 1..=14 {
        let name = format!("N{at}</th>");
        let times = headers.iter().flatten().filter(|th| th.starts_with(&name)).count();
        ensure!(times == 1, "{name} stands {times} times in {headers:?}");
    }
    ensure!(trends.matches("one sign for each of the years").count() == 1, "{trends}");
    Ok(())
}
