//! Real merges of git with the real program. Skipped, loudly, where there is no git.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::support::Bench;

const FILE: &str = "assessments/XAA/2025/self.toml";

/// A repository with a base on `main` and the driver set up; `None` where git is missing.
struct Repository {
    bench: Bench,
}

impl Repository {
    fn new() -> Result<Option<Self>> {
        let found = Command::new("git").arg("--version").stdout(Stdio::null()).status();
        if !found.is_ok_and(|status| status.success()) {
            eprintln!("SKIPPED: git is not installed, so its merges were not tested");
            return Ok(None);
        }
        let this = Self { bench: Bench::with_assessment()? };
        for args in ["init -q -b main", "config user.email a@example.org", "config user.name Ann"] {
            this.git(args)?;
        }
        this.bench.run("set XAA/2025 a.1 2 --claim before").done()?;
        this.git_run("merge --install").context("the set-up")?;
        this.commit("base")?;
        Ok(Some(this))
    }

    /// Git in the repository with an environment of its own; what it prints, or its failure.
    fn git(&self, args: &str) -> Result<String> {
        let output = self.command("git").args(args.split(' ')).output()?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        ensure!(output.status.success(), "git {args}:\n{said}");
        Ok(said)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .current_dir(self.bench.path("."))
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.bench.path("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1");
        command
    }

    /// The program with git within reach.
    fn git_run(&self, line: &str) -> Result<String> {
        let output =
            self.command(env!("CARGO_BIN_EXE_stocktake")).args(line.split(' ')).output()?;
        let said = String::from_utf8(output.stderr)?;
        ensure!(output.status.success(), "{line}:\n{said}");
        Ok(said)
    }

    fn commit(&self, name: &str) -> Result<()> {
        self.git("add -A")?;
        self.git(&format!("commit -q -m {name}")).map(drop)
    }

    /// Answers on a branch of that name that parts from `main`.
    fn branch(&self, name: &str, edits: &[&str]) -> Result<()> {
        self.git("checkout -q main")?;
        self.git(&format!("checkout -q -b {name}"))?;
        self.git(&format!("config user.name {name}"))?;
        for edit in edits {
            self.bench.run(&format!("set XAA/2025 {edit}")).done()?;
        }
        self.commit(name)
    }
}

#[test]
fn git_merges_two_branches_that_changed_different_things() -> Result<()> {
    let Some(repository) = Repository::new()? else { return Ok(()) };
    // Neighbouring lines, where a merge by line gives up or pairs a level with another's note.
    repository.branch("ann", &["a.1 --confidence sure", "b 3"])?;
    repository.branch("ben", &["a.1 --claim after", "c 4"])?;
    repository.git("merge -q --no-edit ann")?;
    let merged = repository.bench.read(FILE)?;
    for wanted in ["confidence = \"sure\"", "claim = \"after\"", "[answers.b]", "[answers.c]"] {
        assert!(merged.contains(wanted), "{wanted} is missing:\n{merged}");
    }
    repository.bench.run("check").done()?;
    Ok(())
}

#[test]
fn git_keeps_both_sides_of_a_conflict_with_their_authors() -> Result<()> {
    let Some(repository) = Repository::new()? else { return Ok(()) };
    repository.branch("ann", &["a.1 3", "b 3"])?;
    repository.branch("ben", &["a.1 4", "c 4"])?;
    let failed = repository.git("merge -q --no-edit ann");
    assert!(failed.is_err(), "git must stop at a conflict");
    let merged = repository.bench.read(FILE)?;
    for wanted in ["[[conflicts]]", "ours_by = \"ben\"", "theirs_by = \"ann\"", "[answers.b]"] {
        assert!(merged.contains(wanted), "{wanted} is missing:\n{merged}");
    }
    assert!(!merged.contains("<<<<<<<"), "{merged}");
    let shown = repository.bench.run("show XAA/2025 a.1").done()?;
    assert!(shown.out.contains("not agreed"), "{}", shown.out);
    repository.bench.run("resolve XAA/2025 1 theirs").done()?;
    repository.bench.run("check").done()?;
    repository.commit("merged")?;
    // What was merged is merged: the other branch takes the result over without a question.
    repository.git("checkout -q ann")?;
    repository.git("merge -q --no-edit ben")?;
    assert!(repository.bench.read(FILE)?.contains("level = 3"));
    Ok(())
}

#[test]
fn git_merges_a_file_that_both_branches_began() -> Result<()> {
    let Some(repository) = Repository::new()? else { return Ok(()) };
    let new = "new XAA/2026 --framework tiny";
    for (name, edit) in [("ann", "set XAA/2026 a.1 3"), ("ben", "set XAA/2026 b 2")] {
        repository.git("checkout -q main")?;
        repository.git(&format!("checkout -q -b {name}"))?;
        repository.bench.run(new).done()?;
        repository.bench.run(edit).done()?;
        repository.commit(name)?;
    }
    repository.git("merge -q --no-edit ann")?;
    let merged = repository.bench.read("assessments/XAA/2026/self.toml")?;
    assert!(merged.contains("[answers.\"a.1\"]") && merged.contains("[answers.b]"), "{merged}");
    Ok(())
}

#[test]
fn the_set_up_can_be_repeated_and_taken_back() -> Result<()> {
    let Some(repository) = Repository::new()? else { return Ok(()) };
    repository.bench.write(".gitattributes", "*.png binary\n")?;
    let first = repository.git_run("merge --install")?;
    assert!(
        first.contains(".gitattributes: assessments/**/*.toml merge=stocktake: set"),
        "{first}"
    );
    assert!(first.contains("was set already"), "{first}");
    let attributes = "*.png binary\nassessments/**/*.toml merge=stocktake\n";
    assert_eq!(repository.bench.read(".gitattributes")?, attributes);
    let second = repository.git_run("merge --install")?;
    assert_eq!(second.matches("was set already").count(), 4, "{second}");
    assert_eq!(repository.bench.read(".gitattributes")?, attributes);
    let back = repository.git_run("merge --uninstall")?;
    assert_eq!(back.matches("taken out").count(), 2, "{back}");
    assert_eq!(repository.bench.read(".gitattributes")?, "*.png binary\n");
    assert!(repository.git("config --get-regexp merge.stocktake").is_err());
    let again = repository.git_run("merge --uninstall")?;
    assert_eq!(again.matches("was not set").count(), 2, "{again}");
    Ok(())
}

#[test]
fn outside_a_repository_the_set_up_says_so() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let run = bench.run("merge --install");
    assert_eq!(run.code, Some(3), "{}", run.told());
    assert!(run.err.contains("git"), "{}", run.told());
    Ok(())
}
