//! Broken files: named with line and column, exit 3, untouched, and no reason for others to stop.

use std::fs;

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

const HEAD: &str = "country = \"XAB\"\nyear = 2025\nperspective = \"self\"\n[framework]\nid = \"tiny\"\nversion = \"1\"\n";
const FILE: &str = "assessments/XAB/2025/self.toml";

/// What can be wrong with an assessment, with the place that is named.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let with = |rest: &str| format!("{HEAD}{rest}").into_bytes();
    vec![
        ("syntax", with("[answers.b]\nlevel = \n"), "8:9"),
        ("duplicate", with("[answers.b]\nlevel = 2\n[answers.b]\nlevel = 2\n"), "9:10"),
        ("off framework", with("[answers.nope]\nlevel = 2\n"), "7:10"),
        ("off scale", with("[answers.b]\nlevel = 9\n"), "8:9"),
        ("NaN", with("[answers.b]\nlevel = nan\n"), "8:9"),
        ("wrong type", with("[answers.b]\nlevel = \"2\"\n"), "8:9"),
        ("misspelt", with("[answers.b]\nlevle = 2\n"), "8:1"),
        ("reason of nothing", with("[answers.b]\nreason = \"No islands.\"\n"), "8:10"),
        ("reason of a level", with("[answers.b]\nlevel = 2\nreason = \"r\"\n"), "9:10"),
        ("reason of unknown", with("[answers.b]\nstate = \"unknown\"\nreason = \"r\"\n"), "9:10"),
        ("not UTF-8", [with("# "), b"\xff\n".to_vec()].concat(), "7:3"),
        ("empty", Vec::new(), "1:1"),
        ("5 MB", vec![b'#'; 5 * 1024 * 1024], "1:1"),
    ]
}

#[test]
fn a_broken_assessment_is_named_and_the_others_are_used() -> Result<()> {
    let bench = Bench::with_assessment()?;
    bench.run("set XAA/2025 b 2").done()?;
    for (what, content, place) in broken() {
        bench.write(FILE, &content)?;
        for line in [
            "list --format csv",
            "score --all --format csv",
            "show XAB/2025",
            "check",
            "set XAB/2025 b 3",
            "score XAB/2025",
            "apply XAB/2025",
            "new XAB/2026 --from XAB/2025",
        ] {
            let run = bench.run(line);
            let told = run.told();
            ensure!(run.code == Some(3), "{what}: {line}: {told}");
            ensure!(told.contains(&format!("{FILE}:{place}: error[")), "{what}: {line}: {told}");
            ensure!(told.contains("hint: "), "{what}: {line}: {told}");
            let others = line.starts_with("list") || line.contains("--all");
            ensure!(!others || run.out.contains("XAA,"), "{what}: {line}: {told}");
        }
        ensure!(fs::read(bench.path(FILE))? == content, "{what}: the file was altered");
    }
    Ok(())
}

#[test]
fn a_broken_framework_is_named_and_the_others_are_used() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let tiny = bench.read("frameworks/tiny.toml")?;
    let other = tiny.replace("\"tiny\"", "\"other\"");
    for (what, content) in [
        ("syntax", other.replace("[scale]", "[scale")),
        ("unknown key", other.replace("text = \"B?\"", "txt = \"B?\"")),
        ("duplicate id", other.replace("\"c\"", "\"B\"")),
        ("NaN", other.replacen("level = 2", "level = nan", 1)),
        ("wrong type", other.replace("version = \"1\"", "version = 1.0")),
        ("empty", String::new()),
        ("5 MB", "#".repeat(5 * 1024 * 1024)),
    ] {
        bench.write("frameworks/other.toml", &content)?;
        for line in [
            "framework check",
            "check",
            "framework list",
            "framework show other",
            "new XAA/2030 --framework other",
            "check frameworks/other.toml",
        ] {
            let run = bench.run(line);
            let told = run.told();
            ensure!(run.code == Some(3), "{what}: {line}: {told}");
            ensure!(told.contains("frameworks/other.toml:"), "{what}: {line}: {told}");
        }
        ensure!(bench.run("framework list").out.contains("tiny.toml"), "{what}");
        bench.run("score XAA/2025").done()?;
    }
    Ok(())
}

#[test]
fn check_tells_errors_warnings_and_unknown_keys_apart() -> Result<()> {
    let bench = Bench::with_assessment()?;
    bench.write("assessments/QQQ/2025/self.toml", HEAD.replace("XAB", "QQQ"))?;
    bench.write("assessments/ABX/2025/self.toml", HEAD.replace("XAB", "ABX"))?;
    bench.write("assessments/ABX/25/self.toml", HEAD)?;
    bench.write(
        "assessments/XAC/2025/self.toml",
        format!("{HEAD}[anwsers.b]\nlevel = 2\n").replace("XAB", "XAC"),
    )?;
    bench.write("elsewhere/mine.toml", format!("{HEAD}[answers.b]\nlevel = 9\n"))?;
    bench.write(
        "elsewhere/headless.toml",
        "perspective = \"self\"\n[framework]\nid = \"tiny\"\nversion = \"1\"\n",
    )?;
    bench.write("elsewhere/fw.toml", "id = \"x\"\n")?;
    assert_snapshot!(bench.transcript(&[
        "check assessments/XAA",
        "check assessments/QQQ/2025/self.toml",
        "check assessments/ABX/2025/self.toml",
        "check assessments/XAC/2025/self.toml",
        "check",
        "check elsewhere/mine.toml --format csv",
        "check elsewhere",
        "check absent.toml",
        "list ABX",
    ]));
    Ok(())
}

#[test]
fn no_more_than_fifty_problems_of_a_file_are_listed() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let wrong: String = (0..60).map(|n| format!("[answers.x{n}]\nlevel = 2\n")).collect();
    bench.write(FILE, format!("{HEAD}{wrong}"))?;
    let run = bench.run("check assessments/XAB");
    ensure!(run.out.matches("error[").count() == 50, "{}", run.out);
    ensure!(run.out.contains("60 problems in all, 10 not listed"), "{}", run.out);
    ensure!(bench.run("check assessments/XAB --format csv").out.lines().count() == 61);
    Ok(())
}

/// Escapes, overrides and hidden characters in every text that a file or a person can bring.
#[test]
fn nothing_that_steers_a_terminal_is_printed() -> Result<()> {
    let bench = Bench::new()?;
    let evil = "E\u{1b}[2J\u{9b}31m\u{202e}x\u{200b}\u{7}\u{2066}l";
    let toml = "E\\u001b[2J\u{9b}31m\u{202e}x\u{200b}\\u0007\u{2066}l";
    let tiny = bench.read("frameworks/tiny.toml")?;
    for text in ["A tiny framework", "A?", "Two", "Group"] {
        ensure!(tiny.contains(text));
    }
    let hostile = ["A tiny framework", "A?", "Two", "Group"]
        .iter()
        .fold(tiny, |tiny, text| tiny.replace(&format!("\"{text}\""), &format!("\"{toml}\"")));
    bench.write("frameworks/tiny.toml", hostile)?;
    bench.write(
        "assessments/XAB/2025/self.toml",
        HEAD.replace("[framework]", &format!("country_name = \"{toml}\"\nterritory_note = \"{toml}\"\n[framework]"))
            + &format!("[answers.c]\nstate = \"not-applicable\"\nreason = \"{toml}\"\n[answers.b]\nlevel = 2\nclaim = \"{toml}\"\n"),
    )?;
    bench.write(
        "assessments/XAC/2025/self.toml",
        format!("\"{toml}\" = 1\ncountry = \"{toml}\"\n"),
    )?;
    bench.write(&format!("assessments/XAD/2025/{evil}.toml"), "")?;
    bench.write("bad.csv", format!("iso3,country,year,id,value\n{evil},{evil},{evil},{evil},{evil}\nXAA,a,2020,{evil},1\nXAA,a,2020,b,{evil}\n"))?;
    let evil_path = format!("{evil}.toml");
    let lines: Vec<Vec<&str>> = vec![
        vec!["list"],
        vec!["list", "--format", "csv"],
        vec!["list", "--format", "json"],
        vec!["show", "XAB/2025"],
        vec!["show", "XAB/2025", "b"],
        vec!["show", "XAB/2025", "c", "--format", "json"],
        vec!["show", "XAB/2025", "--format", "csv"],
        vec!["show", "XAC/2025"],
        vec!["score", "--all"],
        vec!["score", "--all", "--explain", "group"],
        vec!["score", "--all", "--explain", evil],
        vec!["score", "XAB/2025", "--explain", "c", "--format", "csv"],
        vec!["check"],
        vec!["check", "--format", "csv"],
        vec!["check", &evil_path],
        vec!["framework", "list"],
        vec!["framework", "show", "tiny"],
        vec!["framework", "show", "tiny", "--format", "json"],
        vec!["framework", "show", evil],
        vec!["framework", "check", &evil_path],
        vec!["import", "csv", "bad.csv", "--framework", "tiny"],
        vec!["import", "csv", evil, "--framework", "tiny"],
        vec!["new", evil],
        vec!["new", "XAA/2020", "--framework", evil],
        vec!["new", "XAA/2020", "--framework-version", evil],
        vec!["set", "XAB/2025", evil, "2"],
        vec!["set", "XAB/2025", "b", evil],
        vec!["set", "XAB/2025", "b", "2", "--confidence", evil],
        vec!["init", evil],
        vec!["apply", "XAB/2025", evil],
        vec![evil],
        vec!["-C", evil, "list"],
        vec!["man", evil],
        vec!["framework", "import", evil, "--id", "x"],
        vec!["framework", "import", "bad.csv", "--id", "x"],
    ];
    for line in lines {
        let run = bench.run_words(&line);
        let told = run.told();
        let steers = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        ensure!(!told.contains(steers), "{line:?}: {told:?}");
        ensure!(
            !told.contains("panicked") && run.code.is_some_and(|code| code < 4),
            "{line:?}: {told}"
        );
    }
    let shown = bench.run("show XAB/2025").out;
    ensure!(shown.contains("E<U+001B>[2J<U+009B>31m<U+202E>x<U+200B>"), "{shown}");
    Ok(())
}
