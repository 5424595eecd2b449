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
