//! The way of an author: a new framework, checked, shown, released, changed, compared.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use stocktake::store::{Library, RELEASES, Releases};

struct Bench(tempfile::TempDir);

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Bench {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["frameworks", "assessments"] {
            fs::create_dir(folder.path().join(name))?;
        }
        Ok(Self(folder))
    }

    fn run(&self, line: &str) -> Result<Run> {
        let output = Command::new(env!("CARGO_BIN_EXE_stocktake"))
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .env_remove("STOCKTAKE_WORKSPACE")
            .output()?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes);
        Ok(Run { code: output.status.code(), out: text(output.stdout)?, err: text(output.stderr)? })
    }

    fn edit(&self, from: &str, to: &str) -> Result<()> {
        let path = self.0.path().join("frameworks/mine.toml");
        let text = fs::read_to_string(&path)?;
        ensure!(text.contains(from), "{from} is not in the file");
        Ok(fs::write(&path, text.replacen(from, to, 1))?)
    }
}

#[test]
fn from_a_new_framework_to_its_second_version() -> Result<()> {
    let bench = Bench::new()?;
    let expect = |line: &str, code: i32, words: &str| -> Result<Run> {
        let run = bench.run(line)?;
        let told = format!("{}{}", run.out, run.err);
        ensure!(run.code == Some(code), "{line}: {:?}\n{told}", run.code);
        ensure!(told.contains(words), "{line}: no '{words}' in\n{told}");
        Ok(run)
    };
    expect("framework new mine", 0, "mine.toml")?;
    expect("framework new mine", 1, "is there already")?;
    expect("framework new ../mine", 2, "cannot hold")?;
    expect("framework check", 0, "no problems")?;
    expect("new XAA/2026 --framework mine", 0, "")?;
    expect("framework release frameworks/mine.toml", 0, "mine 0.1 is released")?;
    expect("framework release frameworks/mine.toml", 0, "already")?;
    fs::copy(bench.0.path().join("frameworks/mine.toml"), bench.0.path().join("before.toml"))?;
    bench.edit("Are the people who", "Are people who")?;
    let run = expect("framework check", 3, "changed-release")?;
    ensure!(run.out.contains("hint: write a higher version: 0.2"), "{}", run.out);
    expect("check", 3, "changed-release")?;
    expect("framework release frameworks/mine.toml", 3, "changed-release")?;
    bench.edit("version = \"0.1\"", "version = \"0.2\"")?;
    expect("framework check", 0, "no problems")?;
    let run = expect("framework diff before.toml mine --format csv", 0, "")?;
    let lines: Vec<&str> = run.out.lines().collect();
    ensure!(lines.len() == 3, "{}", run.out);
    ensure!(lines[1] == "renamed,framework,mine,version,0.1,0.2", "{}", run.out);
    ensure!(lines[2].starts_with("reworded,question,people-trained,text,"), "{}", run.out);
    bench.edit("weight", "weihgt").err();
    bench.edit("rule = \"mean\"", "rule = 5\ndecimals = \"x\"")?;
    let run = expect("framework check", 3, "wrong-type")?;
    ensure!(run.out.matches("wrong-type").count() == 2, "{}", run.out);
    Ok(())
}

#[test]
fn a_file_with_a_warning_only_is_exit_code_one() -> Result<()> {
    let bench = Bench::new()?;
    bench.run("framework new mine")?;
    bench.edit("trained for it?", "trained for it.")?;
    let run = bench.run("framework check")?;
    ensure!(run.code == Some(1) && run.out.contains("warning[question-mark]"), "{}", run.out);
    let run = bench.run("check")?;
    ensure!(run.code == Some(0), "{}", run.out);
    Ok(())
}

#[test]
fn every_way_to_show_a_framework() -> Result<()> {
    let bench = Bench::new()?;
    bench.run("framework new mine")?;
    bench.edit("First domain\"", "First <b>domain</b> & \u{202e}more\"")?;
    for (format, words) in [
        ("table", "| written-rule"),
        ("tree", "  1 First <b>domain</b> & <U+202E>more [first-domain]"),
        ("md", "## 1 First \\<b\\>domain"),
        ("html", "First &#60;b&#62;domain&#60;/b&#62; &#38; &#60;U+202E&#62;more"),
        ("questionnaire", "First &#60;b&#62;domain&#60;/b&#62; &#38; &#60;U+202E&#62;more"),
        ("questionnaire-md", "## 1 First \\<b\\>domain\\</b\\> \\& \\<U+202E\\>more"),
        ("json", "\"node\": \"written-rule\""),
        ("csv", "written-rule,1.1,question"),
    ] {
        let run = bench.run(&format!("framework show mine --format {format}"))?;
        ensure!(run.code == Some(0), "{format}: {}", run.err);
        ensure!(run.out.contains(words), "{format}: no {words} in\n{}", run.out);
    }
    let page = bench.run("framework show mine --format questionnaire")?.out;
    let sheet = bench.run("framework show mine --format questionnaire-md")?.out;
    assert_eq!(sheet.matches("- [ ] ").count(), 2 * 6);
    // Four levels, not known, not applicable, for each of two questions.
    assert_eq!(page.matches("class=\"box\"").count(), 2 * 6);
    ensure!(
        page.contains("size: A4") && !page.contains("src=") && !page.contains("href="),
        "{page}"
    );
    let reference = bench.run("framework show mine --format md")?.out;
    for words in ["Duty holder", "Training register", "CRC art. 19", "4 Assured", "Inspectorate"] {
        ensure!(reference.contains(words), "{words} is not in the reference");
    }
    Ok(())
}

/// Texts of levels come in, and what a framework has no place for is listed.
#[test]
fn a_table_with_the_texts_of_levels_comes_in() -> Result<()> {
    let bench = Bench::new()?;
    let rows = "row,metric_id,framework,pillar,capacity,indicator,\
                score_numeric,score_text,attribute\n\
                1,A.1,First,Hear,Calls,Is there a line?,1,None,Nobody answers.\n\
                2,A.1,First,Hear,Calls,Is there a line?,2,Some,Somebody answers by day.\n\
                3,A.1,Second,Hear,Calls,Is there a line?,1,None,Nobody.\n";
    fs::write(bench.0.path().join("levels.csv"), rows)?;
    let run = bench.run("framework import levels.csv --id lines")?;
    ensure!(run.code == Some(3) && run.err.contains("First, Second; choose one with --only"));
    let run = bench.run("framework import levels.csv --id lines --only First")?;
    ensure!(run.code == Some(1), "{}", run.err);
    ensure!(run.err.contains("levels.csv:1: the column 'row' has no place"), "{}", run.err);
    let shown = bench.run("framework show lines --format md")?.out;
    ensure!(shown.contains("| 2 Some | Somebody answers by day. |"), "{shown}");
    ensure!(shown.starts_with("# First"), "{shown}");
    Ok(())
}

/// What ships was released: its content changes with its version only.
#[test]
fn the_content_of_every_shipped_framework_is_remembered() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks");
    let releases = Releases::of(&folder)?;
    ensure!(folder.join(RELEASES).is_file(), "the file is missing");
    for source in Library::open(&folder)?.sources() {
        let framework = source.framework().map_err(Clone::clone)?;
        let known = releases.digest(framework.id.as_str(), &framework.version);
        ensure!(
            known == Some(framework.digest()),
            "{} {} has changed: give it a higher version and release it",
            framework.id,
            framework.version
        );
    }
    Ok(())
}
