//! `merge` and `resolve` on the command line.

use std::fs;

use anyhow::{Context, Result};

use crate::support::Bench;

/// A base with a level for `a.1`, and two copies of it to edit apart.
fn parted(ours: &[&str], theirs: &[&str]) -> Result<Bench> {
    let bench = Bench::with_assessment()?;
    let file = "assessments/XAA/2025/self.toml";
    bench.run("set XAA/2025 a.1 2 --claim 'as it was'").done()?;
    let base = bench.read(file)?;
    bench.write("base.toml", &base)?;
    for (name, edits) in [("ours.toml", ours), ("theirs.toml", theirs)] {
        bench.write(file, &base)?;
        for edit in edits {
            bench.run(&format!("set XAA/2025 {edit}")).done()?;
        }
        bench.write(name, bench.read(file)?)?;
    }
    bench.write(file, &base)?;
    Ok(bench)
}

const MERGE: &str = "merge base.toml ours.toml theirs.toml -o assessments/XAA/2025/self.toml";

#[test]
fn what_one_side_alone_changed_is_taken_over() -> Result<()> {
    let bench = parted(&["b 3", "a.1 --confidence sure"], &["c 4", "a.1 --claim 'new'"])?;
    insta::assert_snapshot!(bench.transcript(&[
        "merge base.toml ours.toml theirs.toml --dry-run",
        MERGE,
        "show XAA/2025",
        "check",
        "resolve XAA/2025",
    ]));
    Ok(())
}

#[test]
fn a_conflict_is_kept_shown_and_scores_as_neither_until_it_is_resolved() -> Result<()> {
    let bench = parted(&["a.1 3", "c 2"], &["a.1 4", "d 2"])?;
    insta::assert_snapshot!(bench.transcript(&[
        &format!("{MERGE} --ours-by Ann --theirs-by Ben --theirs-at 2026-05-02"),
        "check",
        "review XAA/2025",
        "show XAA/2025 a.1",
        "score XAA/2025",
        "set XAA/2025 a.1 1",
        "set XAA/2025 a.1 --confirm",
        "resolve XAA/2025",
        "resolve XAA/2025 2 ours",
        "resolve XAA/2025 1 7",
        "resolve XAA/2025 1 theirs",
        "show XAA/2025 a.1",
        "check",
    ]));
    Ok(())
}

#[test]
fn comments_and_keys_that_are_not_known_survive() -> Result<()> {
    let bench = parted(&["b 3"], &["c 4"])?;
    let ours = bench.read("ours.toml")?;
    bench.write(
        "ours.toml",
        format!("# our comment\n{ours}").replace("level = 3", "level = 3 # ours\nx_ours = 1"),
    )?;
    let theirs = bench.read("theirs.toml")?;
    bench.write(
        "theirs.toml",
        format!("x_top = \"kept\"\n{theirs}").replace("level = 4", "level = 4\nx_theirs = 1"),
    )?;
    let run = bench.run(MERGE);
    assert_eq!(run.code, Some(0), "{}", run.told());
    let merged = bench.read("assessments/XAA/2025/self.toml")?;
    for line in
        ["# our comment", "level = 3 # ours", "x_ours = 1", "x_top = \"kept\"", "x_theirs = 1"]
    {
        assert!(merged.contains(line), "{line} is gone:\n{merged}");
    }
    // The same unknown key altered by both: ours stays, and that is said.
    bench.write("ours.toml", format!("x_top = \"mine\"\n{ours}"))?;
    let run = bench.run(MERGE);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("'x_top' was altered by both sides"), "{}", run.told());
    Ok(())
}

#[test]
fn what_cannot_be_merged_is_refused_and_touches_nothing() -> Result<()> {
    let bench = parted(&["b 3"], &["c 4"])?;
    let theirs = bench.read("theirs.toml")?;
    let before = bench.read("assessments/XAA/2025/self.toml")?;
    let newer =
        include_str!("../documents/tiny.toml").replacen("version = \"1\"", "version = \"2\"", 1);
    bench.write("frameworks/tiny-2.toml", newer)?;
    for (broken, said) in [
        (theirs.replacen("level = 4", "level = 9", 1), "off the scale"),
        (theirs.replacen("level = 4", "level = ", 1), "theirs.toml"),
        (
            theirs.replacen("version = \"1\"", "version = \"2\"", 1),
            "one side is answered against framework tiny 1",
        ),
        (theirs.replacen("year = 2025", "year = 2024", 1), "these are two assessments"),
    ] {
        assert_ne!(broken, theirs);
        bench.write("theirs.toml", &broken)?;
        let run = bench.run(MERGE);
        assert_eq!(run.code, Some(3), "{}", run.told());
        assert!(run.err.contains(said), "{}", run.told());
        assert_eq!(bench.read("assessments/XAA/2025/self.toml")?, before);
    }
    Ok(())
}

/// Two sides that both began without a base, as git hands them over: the base is an empty file.
#[test]
fn an_empty_base_stands_for_none() -> Result<()> {
    let bench = parted(&["b 3"], &["b 3", "c 4"])?;
    bench.write("base.toml", "")?;
    bench.run(MERGE).done()?;
    let merged = bench.read("assessments/XAA/2025/self.toml")?;
    assert!(merged.contains("level = 4") && merged.contains("level = 3"), "{merged}");
    for entry in fs::read_dir(bench.path("."))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        assert!(!name.starts_with(".stocktake-"), "{name} is left behind");
    }
    merged.find("[answers.b]").context("the answer of both")?;
    Ok(())
}

/// Evidence that one side took out and the other rests an answer on stays, in conflict, and earns
/// no grade; taking it out is refused while the answer rests on it.
#[test]
fn evidence_taken_out_and_relied_on_is_a_conflict() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let file = "assessments/XAA/2025/self.toml";
    let put = r#"{"put": "evidence", "entry": {"id": "law", "kind": "official-document", "title": "Law", "date": "2024"}}"#;
    bench.feed("apply XAA/2025", put.as_bytes()).done()?;
    bench.write("base.toml", bench.read(file)?)?;
    bench.feed("apply XAA/2025", br#"{"remove": "evidence", "id": "law"}"#).done()?;
    bench.write("theirs.toml", bench.read(file)?)?;
    bench.write(file, bench.read("base.toml")?)?;
    bench.run("set XAA/2025 c 3 --evidence law").done()?;
    bench.write("ours.toml", bench.read(file)?)?;
    assert!(bench.run("show XAA/2025 c").out.contains("evidence E2"));
    let told = bench.transcript(&[MERGE, "resolve XAA/2025", "resolve XAA/2025 1 theirs"]);
    for wanted in [
        "conflict: evidence law: ours \"Law\", theirs nothing, before \"Law\"",
        "the answer to 'c' rests on 'law'",
    ] {
        assert!(told.contains(wanted), "{wanted}:\n{told}");
    }
    assert!(bench.run("show XAA/2025 c").out.contains("evidence E0"));
    bench.run("resolve XAA/2025 1 ours").done()?;
    assert!(bench.run("show XAA/2025 c").out.contains("evidence E2"));
    Ok(())
}
