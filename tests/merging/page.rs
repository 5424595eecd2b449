//! Every command of docs/merging.md runs, in order, on the demonstration workspace.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::support::Bench;

const FILE: &str = "assessments/XAA/2025/self.toml";

#[test]
fn the_commands_of_the_page_run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bench = Bench::new()?;
    let base = fs::read_to_string(root.join(FILE))?;
    bench.write("base.toml", &base)?;
    // Two questions that the two sides answer differently.
    for (side, level) in [("ours.toml", 1), ("theirs.toml", 3)] {
        bench.write(FILE, &base)?;
        for question in ["case-management-method", "risk-needs-assessment"] {
            bench.run(&format!("set XAA/2025 {question} {level}")).done()?;
        }
        bench.write(side, bench.read(FILE)?)?;
    }
    let page = fs::read_to_string(root.join("docs/merging.md"))?;
    let blocks = page.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    let mut run = 0;
    for line in blocks.flat_map(str::lines) {
        let line = line.split('#').next().unwrap_or_default().trim();
        let words = line.strip_prefix("stocktake ").context("a command")?.replace('"', "'");
        if words.contains("--install") && !git_init(&bench) {
            continue;
        }
        // Git has to be found, and nothing else of the environment.
        let output = bench
            .command()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .args(split(&words))
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        let conflicts =
            ["merge base.toml", "resolve XAA/2025"].iter().any(|w| words.starts_with(w));
        let code = output.status.code();
        ensure!(code == Some(0) || (conflicts && code == Some(1)), "{line}: {code:?}\n{said}");
        if words.starts_with("merge base.toml") {
            bench.write(FILE, bench.read("ours.toml")?)?;
        }
        run += 1;
    }
    ensure!(run >= 8, "only {run} commands were found");
    Ok(())
}

fn git_init(bench: &Bench) -> bool {
    let init = Command::new("git").args(["init", "-q"]).current_dir(bench.path(".")).status();
    init.is_ok_and(|status| status.success())
}

/// Words, of which those in single quotes stay together.
fn split(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        1 => vec![part.to_owned()],
        _ => part.split_whitespace().map(str::to_owned).collect(),
    });
    words.collect()
}
