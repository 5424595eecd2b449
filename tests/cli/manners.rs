//! How the program behaves towards shells, pipes and people without a terminal.

use std::process::Stdio;

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

#[test]
fn without_a_terminal_the_screens_name_the_commands() -> Result<()> {
    let run = Bench::new()?.run("");
    ensure!(run.code == Some(2) && run.out.is_empty(), "{}", run.told());
    for name in ["stocktake list", "show", "set", "score", "--help"] {
        ensure!(run.err.contains(name), "{}", run.err);
    }
    Ok(())
}

#[test]
fn a_closed_pipe_is_not_an_error() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let all = [
        "list",
        "show XAA/2025",
        "show XAA/2025 b",
        "score --all",
        "score --all --format csv",
        "score --all --format json",
        "check --format json",
        "framework list",
        "framework show cpsa-core",
        "completions bash",
        "man",
        "--help",
        "set --help",
        "new XAB/2025",
    ];
    for line in all {
        let mut command = bench.command();
        command.args(line.split(' ')).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        drop(child.stdout.take());
        let output = child.wait_with_output()?;
        let err = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(0), "{line}: {:?} {err}", output.status);
        ensure!(!err.contains("panicked") && !err.contains("error"), "{line}: {err}");
    }
    Ok(())
}

#[test]
fn a_closed_stderr_does_not_stop_the_work() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let mut child = bench.command().args(["set", "XAA/2025", "b", "3"]).spawn()?;
    drop(child.stderr.take());
    ensure!(child.wait()?.success());
    ensure!(bench.read("assessments/XAA/2025/self.toml")?.contains("level = 3"));
    Ok(())
}

#[test]
fn the_workspace_is_named_found_or_made() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let mut inside = bench.command();
    inside.current_dir(bench.path("assessments/XAA")).args(["list", "--format", "csv"]);
    ensure!(String::from_utf8(inside.output()?.stdout)?.contains("XAA,"), "found by walking up");
    bench.run("init other").done()?;
    let flag = bench.run("list -C other --format csv").done()?;
    ensure!(flag.out.lines().count() == 1, "{}", flag.out);
    let mut env = bench.command();
    env.env("STOCKTAKE_WORKSPACE", bench.path("other")).args(["list", "--format", "csv"]);
    ensure!(
        String::from_utf8(env.output()?.stdout)?.lines().count() == 1,
        "named by the environment"
    );
    let absent = bench.run("list -C absent");
    ensure!(
        absent.code == Some(1) && absent.err.contains("hint: stocktake init"),
        "{}",
        absent.told()
    );
    let mut away = bench.command();
    away.current_dir(bench.path("home")).env("HOME", bench.path("home"));
    // The temporary folder is a workspace itself, so the home folder lies inside one.
    ensure!(away.args(["list", "--format", "csv"]).output()?.status.success());
    Ok(())
}

#[test]
fn wrong_usage_is_exit_2() -> Result<()> {
    let bench = Bench::with_assessment()?;
    for line in [
        "nonsense",
        "new",
        "new ALB",
        "new AL/2026",
        "list XAA/26",
        "score",
        "score --all XAA/2025",
        "score --all --depth x",
        "list --format xml",
        "set XAA/2025",
        "completions klingon",
        "framework show con",
        "new XAA/2026 --perspective mine",
        "show XAA/*",
        "apply *",
        "set XAA/2025 b 2 --park --unpark",
        "set XAA/2025 b 2 --confirm",
    ] {
        let run = bench.run(line);
        ensure!(run.code == Some(2) && run.out.is_empty(), "{line}: {}", run.told());
        ensure!(run.err.starts_with("error: "), "{line}: {}", run.err);
    }
    Ok(())
}

#[test]
fn help_says_what_there_is() -> Result<()> {
    let bench = Bench::new()?;
    assert_snapshot!(bench.transcript(&["--help", "set --help"]));
    Ok(())
}

#[test]
fn completions_and_manual_pages_are_written() -> Result<()> {
    let bench = Bench::new()?;
    ensure!(bench.run("completions bash").done()?.out.contains("_stocktake()"));
    ensure!(bench.run("man").done()?.out.contains(".TH stocktake 1"));
    let pages = bench.run("man pages").done()?.out;
    ensure!(pages.lines().any(|line| line == "pages/stocktake-framework-import.1"), "{pages}");
    ensure!(bench.read("pages/stocktake-set.1")?.contains("confidence"));
    Ok(())
}

/// A framework file that was altered is one warning for all the assessments that name it, in every
/// command that computes something from them, and in what is handed over.
#[test]
fn an_altered_framework_is_named_once_by_every_command() -> Result<()> {
    let bench = Bench::new()?;
    for year in 2020..2026 {
        bench.run(&format!("new XAA/{year} --framework tiny")).done()?;
        bench.run(&format!("set XAA/{year} b 2")).done()?;
    }
    let tiny = bench.read("frameworks/tiny.toml")?;
    bench.write("frameworks/tiny.toml", tiny.replacen("B?", "Is there B?", 1))?;
    let many = "XAA/2020/self, XAA/2021/self, XAA/2022/self and 3 more were answered";
    let one = "the text that XAA/2025/self was answered";
    for (line, words) in [
        ("score --all", many),
        ("score --all --format csv", many),
        ("score XAA/2025 --explain b", one),
        ("compare years XAA", many),
        ("compare years XAA --format json", many),
        ("compare countries", many),
        ("set XAA/2025 b 3", one),
        ("review XAA/2025", one),
        ("priorities XAA/2025", one),
        ("priorities XAA/2025 --format csv", one),
        ("export scores --format csv", many),
        ("export report XAA/2025", many),
    ] {
        let run = bench.run(line).done()?;
        ensure!(run.err.matches("is not the text that").count() == 1, "{line}: {}", run.err);
        ensure!(run.err.contains(words), "{line}: {}", run.err);
    }
    let report = bench.read("exports/XAA-2025-report.md")?;
    ensure!(report.contains("Answered against another text"), "{report}");
    Ok(())
}

/// A named file of which nobody knows what it holds is not replaced unasked.
#[test]
fn an_export_replaces_a_named_file_only_when_told() -> Result<()> {
    let bench = Bench::with_assessment()?;
    bench.write("mine.md", "my own notes")?;
    let refused = bench.run("export report XAA/2025 --out mine.md");
    ensure!(refused.code == Some(1) && refused.err.contains("--force"), "{}", refused.told());
    ensure!(bench.read("mine.md")? == "my own notes");
    bench.run("export report XAA/2025 --out mine.md --force").done()?;
    ensure!(bench.read("mine.md")?.contains("report on the assessment"));
    bench.run("export report XAA/2025").done()?;
    bench.run("export report XAA/2025").done()?;
    let told = bench.run("export report XAA/2025 --out frameworks/tiny.toml --force");
    ensure!(told.code == Some(3) && told.err.contains("own files"), "{}", told.told());
    Ok(())
}

/// Without a terminal and without COLUMNS a table is as wide as a page.
#[test]
fn a_piped_table_fits_a_page() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let long = "A law that says a great deal. ".repeat(20);
    bench.run_words(&["set", "XAA/2025", "b", "2", "--claim", &long]).done()?;
    let run = bench.command().env_remove("COLUMNS").args(["show", "XAA/2025", "b"]).output()?;
    let out = String::from_utf8(run.stdout)?;
    let widest = out.lines().map(|line| line.chars().count()).max();
    ensure!(widest <= Some(100) && out.contains("great deal"), "{widest:?}\n{out}");
    Ok(())
}

/// The hint says what is true: nothing was there before.
#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_has_no_old_content() -> Result<()> {
    let bench = Bench::new()?;
    bench.write("assessments/XAA", "a file where a folder should be")?;
    let run = bench.run("new XAA/2025 --framework tiny");
    ensure!(run.code == Some(1) && run.err.contains("nothing was written"), "{}", run.told());
    Ok(())
}
