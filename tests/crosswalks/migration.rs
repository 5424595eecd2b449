//! Migrations as people run them: the old file stays, the new one is an edition beside it, and
//! nothing is counted twice.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::Selection;
use stocktake::workspace::Workspace;

use super::support::{Bench, framework, question};

/// `f` in two versions: `one` kept, `two` renamed to `second`, `three` dropped, `four` reworded.
fn bench() -> Result<Bench> {
    let bench = Bench::new()?;
    let old = [
        ("one", "Is it law?"),
        ("two", "Is it paid?"),
        ("three", "Is it known?"),
        ("four", "Is it so?"),
    ];
    let new = [
        ("one", "Is it law?"),
        ("second", "Is it paid?"),
        ("four", "Is it really so?"),
        ("five", "Is it new?"),
    ];
    let all = |pairs: &[(&str, &str)]| -> String {
        pairs.iter().map(|(id, text)| question(id, text, "")).collect()
    };
    bench.write("frameworks/f@1.toml", &framework("f", "1", &all(&old)))?;
    bench.write("frameworks/f@2.toml", &framework("f", "2", &all(&new)))?;
    bench.write(
        "frameworks/f@1--f@2.crosswalk.toml",
        "[from]\nframework = \"f\"\nversion = \"1\"\n[to]\nframework = \"f\"\nversion = \"2\"\n\
         [[link]]\nfrom = [\"two\"]\nto = [\"second\"]\ncompare = \"same\"\n\
         [[link]]\nfrom = [\"three\"]\nwhy = \"No decision used it.\"\n",
    )?;
    for (key, level) in [("XAA/2020", 1), ("XBB/2020", 2)] {
        bench.done(&format!("new {key} --framework f --framework-version 1"))?;
        for question in ["one", "two", "three", "four"] {
            bench.done(&format!("set {key} {question} {level}"))?;
        }
    }
    Ok(bench)
}

const OLD: &str = "assessments/XAA/2020/self.toml";
const NEW: &str = "assessments/XAA/2020/self~2.toml";

#[test]
fn a_preview_writes_nothing_and_a_migration_leaves_the_old_file_as_it_was() -> Result<()> {
    let bench = bench()?;
    let before = fs::read(bench.path(OLD))?;
    let run = bench.done("migrate XAA/2020 --to 2 --dry-run --format csv")?;
    let expected = "\
assessment,fate,what,old,new,text,before,after,reason
XAA/2020/self,unchanged,question,one,one,Is it law?,1 Low,1 Low,the same question
XAA/2020/self,unchanged,question,two,second,Is it paid?,1 Low,1 Low,was two
XAA/2020/self,to-confirm,question,four,four,Is it really so?,1 Low,1 Low,the question or its levels are worded differently
XAA/2020/self,new,question,,five,Is it new?,,,new
XAA/2020/self,attic,question,three,,Is it known?,1 Low,,no longer asked: No decision used it.
";
    assert_eq!(run.out, expected);
    ensure!(run.err.contains("nothing was written") && !bench.path(NEW).exists());
    let run = bench.done("migrate XAA/2020 --to 2 --report report.md")?;
    ensure!(run.out.trim().ends_with("self~2.toml"), "{}", run.out);
    ensure!(fs::read(bench.path(OLD))? == before, "the old file was touched");
    ensure!(fs::read_to_string(bench.path("report.md"))?.contains("## Put into the attic"));
    let text = fs::read_to_string(bench.path(NEW))?;
    ensure!(text.contains("edition = \"2\"") && text.contains("[attic.answers.three]"), "{text}");
    let workspace = Workspace::open(&bench.path(""))?;
    let key = Selection::new("XAA/2020~2").and_then(|s| s.single().ok_or("no key".into()));
    let opened = workspace.read(&key.map_err(anyhow::Error::msg)?)?;
    assert_eq!(opened.assessment.framework.digest, opened.framework.digest());
    ensure!(opened.warnings.is_empty());
    // Done once, and never over what is there.
    let again = bench.run("migrate XAA/2020 --to 2")?;
    ensure!(again.code == Some(1) && again.err.contains("is there already"), "{}", again.err);
    bench.done("migrate XAA/2020 --to 2 --edition second-try")?;
    Ok(())
}

#[test]
fn the_attic_survives_every_later_edit() -> Result<()> {
    let bench = bench()?;
    bench.done("migrate XAA/2020 --to 2")?;
    let attic = |text: &str| text.split_once("[[attic]]").map(|(_, rest)| rest.to_owned());
    let before = attic(&fs::read_to_string(bench.path(NEW))?).context("an attic")?;
    for line in [
        "set XAA/2020~2 five 2",
        "set XAA/2020~2 four 2",
        "set XAA/2020~2 one unknown",
        "set XAA/2020~2 one 1",
    ] {
        bench.done(line)?;
        let text = fs::read_to_string(bench.path(NEW))?;
        assert_eq!(attic(&text).as_deref(), Some(before.as_str()), "{line}");
    }
    bench.done("check")?;
    let run = bench.done("show XAA/2020~2 --attic --format csv")?;
    ensure!(
        run.out.contains("f 1,question,three,1,,no longer asked: No decision used it."),
        "{}",
        run.out
    );
    // Moved on once more, the old attic comes along.
    let two = fs::read_to_string(bench.path("frameworks/f@2.toml"))?;
    let three = two.replace("version = \"2\"", "version = \"3\"").replace("\"five\"", "\"six\"");
    bench.write("frameworks/f@3.toml", &three)?;
    bench.done("migrate XAA/2020~2 --to 3")?;
    let text = fs::read_to_string(bench.path("assessments/XAA/2020/self~3.toml"))?;
    assert_eq!(text.matches("[[attic]]").count(), 2);
    ensure!(text.contains("[attic.answers.three]") && text.contains("[attic.answers.five]"));
    Ok(())
}

/// The record stands for a round everywhere unless somebody asks for an edition.
#[test]
fn an_edition_is_never_counted_beside_its_record() -> Result<()> {
    let bench = bench()?;
    let whole = [
        "score --all --format csv",
        "compare countries --format csv",
        "priorities XAA/2020",
        "exchange",
    ];
    let before: Vec<String> =
        whole.iter().map(|line| bench.done(line).map(|run| run.out)).collect::<Result<_>>()?;
    bench.done("migrate */2020 --to 2")?;
    for (line, before) in whole.iter().zip(before) {
        assert_eq!(bench.done(line)?.out, before, "{line}");
    }
    let listed = bench.done("list --format csv")?;
    assert_eq!(listed.out.lines().count(), 5, "{}", listed.out);
    assert_eq!(bench.done("list XAA --format csv")?.out.lines().count(), 3);
    let rows = |line: &str| -> Result<Vec<String>> {
        let run = bench.done(line)?;
        Ok(run.out.lines().filter(|l| l.contains(",part,")).map(str::to_owned).collect())
    };
    fs::remove_file(bench.path("assessments/XBB/2020/self~2.toml"))?;
    let rows = rows("score --all --edition 2 --format csv")?;
    let start = |at: usize| rows[at].split(",part,").next().unwrap_or_default();
    assert_eq!(rows.len(), 2);
    assert_eq!((start(0), start(1)), ("XAA,2020,,self,2,f,2", "XBB,2020,,self,,f,1"));
    let run = bench.done("compare countries --edition 2 --format csv")?;
    ensure!(run.err.contains("editions in the place of records: XAA/2020/self~2"), "{}", run.err);
    ensure!(
        run.out.contains("XAA,2020,self,2,f,2,part") && run.out.contains("XBB,2020,self,,f,1,part")
    );
    let run = bench.done("compare years XAA --edition 2")?;
    ensure!(run.out.contains("2020~2, %"), "{}", run.out);
    ensure!(!bench.done("compare years XAA")?.out.contains('~'));
    Ok(())
}

#[test]
fn what_cannot_be_moved_is_refused_before_anything_is_written() -> Result<()> {
    let bench = bench()?;
    let refused = |line: &str, code: i32, words: &str| -> Result<()> {
        let run = bench.run(line)?;
        ensure!(
            run.code == Some(code) && run.err.contains(words),
            "{line}: {:?}\n{}",
            run.code,
            run.err
        );
        ensure!(!bench.path(NEW).exists());
        Ok(())
    };
    refused("migrate XAA/2020 --to 9", 1, "there is no framework f 9")?;
    refused("migrate XAA/2020 --to 1", 3, "already")?;
    refused(
        "migrate XAA/2020 --to cpsa-core@1.0",
        3,
        "there is no crosswalk from f 1 to cpsa-core 1.0",
    )?;
    refused("migrate XAA/2021 --to 2", 1, "there is no assessment XAA/2021/self")?;
    refused("migrate XAA/2020 --to 2 --format csv", 2, "--dry-run")?;
    refused("migrate */2020 --to 2 --report r.md", 2, "one migration")?;
    refused("migrate XAA/2020 --to 2 --report assessments/XAA/2020/r.md", 3, "own files")?;
    let path = bench.path("frameworks/f@1--f@2.crosswalk.toml");
    fs::write(&path, fs::read_to_string(&path)?.replace("\"two\"", "\"tow\""))?;
    refused("migrate XAA/2020 --to 2", 3, "'tow' is not in f 1")?;
    Ok(())
}

/// The whole way as documented, on the demonstration.
#[test]
fn the_commands_of_the_page_run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/crosswalks.md"))?;
    let bench = Bench::new()?;
    for file in ["XAA/2019/self.toml", "XAA/2022/self.toml"] {
        let target = bench.path("assessments").join(file);
        fs::create_dir_all(target.parent().context("a folder")?)?;
        fs::copy(root.join("assessments").join(file), target)?;
    }
    let mut run = 0;
    for block in page.split("```sh\n").skip(1) {
        let lines = block.split("```").next().unwrap_or_default().lines();
        for line in lines.filter_map(|line| line.strip_prefix("stocktake ")) {
            bench.done(line)?;
            run += 1;
        }
    }
    ensure!(run >= 6, "only {run} commands were found");
    Ok(())
}
