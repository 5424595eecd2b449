//! Every `stocktake` command of the README runs, in order, on a copy of the demonstration workspace.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

#[test]
fn the_commands_of_the_readme_run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = tempfile::tempdir()?;
    for name in ["frameworks", "assessments"] {
        copy(&root.join(name), &workspace.path().join(name))?;
    }
    let readme = fs::read_to_string(root.join("README.md"))?;
    let mut run = 0;
    for line in shell_lines(&readme).filter(|line| line.starts_with("stocktake ")) {
        let output = Command::new("sh")
            .args(["-c", &line.replacen("stocktake", "\"$STOCKTAKE\"", 1)])
            .env("STOCKTAKE", env!("CARGO_BIN_EXE_stocktake"))
            .current_dir(workspace.path())
            .output()
            .with_context(|| line.to_owned())?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{line}: {}\n{said}", output.status);
        run += 1;
    }
    ensure!(run >= 15, "only {run} commands were found");
    Ok(())
}

/// The two set-up commands: there are exactly two, and the second is what CI runs.
#[test]
fn two_commands_set_everything_up() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md"))?;
    let setup: Vec<&str> = shell_lines(&readme).filter(|l| l.starts_with("cargo ")).collect();
    assert_eq!(setup, ["cargo run --release", "cargo test --locked"]);
    ensure!(fs::read_to_string(root.join(".ci/run"))?.contains(setup[1]));
    Ok(())
}

/// The lines of the fenced blocks that are marked as shell.
fn shell_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split("```sh\n").skip(1).flat_map(|block| {
        block.split("```").next().unwrap_or_default().lines().filter(|line| !line.is_empty())
    })
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
