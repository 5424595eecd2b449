//! `review`, `compare`, `priorities` and `exchange`: what people and machines get to see.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::region::region;
use crate::support::Bench;

#[test]
fn years_for_people_and_for_machines() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "compare years XAA",
        "compare years XAA --all --depth 0",
        "compare years XAA --format csv",
        "compare years XBR",
        "compare years XAA --from 2026",
        "compare years XAA --from 2025 --to 2024",
        "compare years",
    ]));
    Ok(())
}

/// A reason stands in the newer round. Only real performance is progress, and a reason that was given
/// for another level does not stand for the new one.
#[test]
fn a_changed_level_asks_for_its_reason() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "set XAA/2025 a.1 --reason-of-change performance",
        "set XAA/2025 d --reason-of-change luck",
        "compare years XAA --depth 0",
        "show XAA/2025 a.1",
        "set XAA/2025 a.1 3",
        "compare years XAA --depth 0 --format csv",
        "set XAA/2025 a.1 2 --reason-of-change evidence",
        "compare years XAA --depth 0",
    ]));
    Ok(())
}

/// Calderra has not answered half of 2025 yet: what its changes owe to that is said beside them, and is no
/// finding that draws could confirm.
#[test]
fn a_change_that_other_questions_make_is_called_so() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bench = Bench::new()?;
    for year in ["2022", "2025"] {
        let file = format!("assessments/XCL/{year}/self.toml");
        bench.write(&file, fs::read_to_string(root.join(&file))?)?;
    }
    let told = "2022 to 2025, 3, 5: most of the change comes from questions that are answered";
    ensure!(bench.run("compare years XCL").err.contains(told), "the years do not say it");
    let drawn = bench.run("uncertainty XCL/2022-2025 --changes --draws 500 --format csv").out;
    let verdict = |node: &str| {
        let line = drawn.lines().find(|line| line.split(',').nth(2) == Some(node));
        line.and_then(|line| line.rsplit(',').next()).map(str::to_owned)
    };
    for (node, expected) in [("1", "real"), ("3", "other questions count")] {
        ensure!(verdict(node).as_deref() == Some(expected), "{node}: {drawn}");
    }
    Ok(())
}

#[test]
fn a_change_is_taken_apart() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "set XAA/2025 a.1 --reason-of-change performance",
        "compare years XAA --decompose",
        "compare years XAA --decompose --format csv",
        "compare years XAA --explain group",
        "compare years XAA --explain group --format json",
        "compare years XAA --explain nothing",
        "compare years XBR --decompose",
    ]));
    Ok(())
}

#[test]
fn perspectives_gap_by_gap() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "compare perspectives XAA/2025",
        "compare perspectives XAA/2025 --format csv",
        "compare perspectives XAA/2025 --against shadow --all",
        "compare perspectives XBR/2024",
        "compare perspectives XAA/2025/shadow",
        "compare perspectives XAA/2024",
    ]));
    Ok(())
}

/// Where one unit does not say how many children it has, there is no mean by children.
#[test]
fn units_are_weighed_by_their_children() -> Result<()> {
    let bench = region()?;
    for (unit, level, children) in [("north", 4, 30_000), ("south", 1, 10_000), ("east", 3, 0)] {
        bench.run(&format!("new XAA/2025/self@{unit} --framework tiny")).done()?;
        let mut lines = String::new();
        for question in ["a.1", "b", "c"] {
            lines += &format!("{{\"question\": \"{question}\", \"level\": {level}}}\n");
        }
        if children > 0 {
            lines += &format!("{{\"population\": {children}}}\n");
        }
        bench.feed(&format!("apply XAA/2025/self@{unit}"), lines.as_bytes()).done()?;
    }
    assert_snapshot!(bench.transcript(&[
        "compare units XAA/2025",
        "compare units XAA/2025 --format csv",
        "compare units XBR/2024",
        "compare units XAA/2025@north",
    ]));
    bench.feed("apply XAA/2025/self@east", b"{\"population\": 10000}\n").done()?;
    assert_snapshot!("units_that_all_say", bench.transcript(&["compare units XAA/2025"]));
    Ok(())
}

#[test]
fn countries_through_the_years() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "compare panel",
        "compare panel --node group",
        "compare panel --node group --format csv",
        "compare panel --countries XBR --from 2025",
        "compare panel --from 2025 --to 2020",
    ]));
    Ok(())
}

#[test]
fn countries_in_peer_groups() -> Result<()> {
    let bench = region()?;
    let groups = "[coast]\nname = \"Coast\"\nmembers = [\"XAA\", \"XCC\"]\nuncertain = [\"XBR\"]\n";
    bench.write("peers.toml", groups)?;
    assert_snapshot!(bench.transcript(&[
        "compare countries --groups --format csv",
        "compare countries --group coast",
        "compare countries --group coast --group project-countries --depth 0",
        "compare countries --group mountains",
    ]));
    bench.write("peers.toml", "[coast]\nmembers = [\"X\"]\n")?;
    assert_snapshot!("a_broken_file_of_groups", bench.transcript(&["compare countries --groups"]));
    Ok(())
}

#[test]
fn countries_for_people_and_for_machines() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "compare countries",
        "compare countries --node group --rank",
        "compare countries --node a.1",
        "compare countries --year 2024 --countries XAA,XCC",
        "compare countries --year 2024 --exactly --depth 0 --format csv",
        "compare countries --perspective shadow --rank --format json",
        "compare countries --node nothing",
        "compare countries --framework cpsa-core",
    ]));
    Ok(())
}

#[test]
fn priorities_review_and_exchange() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "review XAA/2023",
        "priorities XAA/2025",
        "priorities XAA/2025 --format csv",
        "exchange",
        "exchange --list offers --format csv",
        "exchange --year 2023",
        "priorities XAA",
    ]));
    Ok(())
}
