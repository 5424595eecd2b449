//! The real program in a real workspace, fed with changes and cut off.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Boxed, Id};

use crate::bench::Bench;

/// How often something is done: on every run of the tests, in the commit tier, and at night.
pub fn rounds(always: usize, commit: usize, nightly: usize) -> usize {
    match env::var("STOCKTAKE_TIER").as_deref() {
        Ok("nightly") => nightly,
        Ok("commit") => commit,
        _ => always,
    }
}

/// Who applies the changes.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    Program,
    /// `examples/broken_store.rs`, in one of its ways.
    Broken(&'static str),
}

/// Numbers that look random, the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        // An xorshift generator.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

impl Who {
    pub fn command(self, bench: &Bench) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_stocktake"));
        let mut command = match self {
            Self::Program => {
                let mut command = Command::new(program);
                command.args(["apply", "XAA/2025"]);
                command
            }
            Self::Broken(way) => {
                let mut command = Command::new(program.with_file_name("examples/broken_store"));
                command.args([way, "XAA/2025"]);
                command
            }
        };
        command.current_dir(bench.root()).env("HOME", bench.root()).stderr(Stdio::piped());
        command
    }
}

/// How many entries there are; later changes replace them in turn.
const ENTRIES: usize = 40;

/// The change of this number as a line.
pub fn line(writer: &str, number: usize) -> String {
    let id = number % ENTRIES;
    format!(
        r#"{{"put": "evidence", "entry": {{"id": "{writer}{id}", "kind": "survey", "title": "{number}"}}}}"#
    ) + "\n"
        + &format!(r#"{{"question": "{writer}", "claim": "{number}"}}"#)
        + "\n"
}

impl Bench {
    /// Starts to apply the changes of these numbers, two lines each.
    pub fn start(&self, who: Who, writer: &str, from: usize, count: usize) -> Result<Child> {
        let path = self.root().join(format!("changes-{writer}"));
        fs::write(&path, (from..from + count).map(|n| line(writer, n)).collect::<String>())?;
        let mut command = who.command(self);
        Ok(command.stdin(File::open(path)?).stdout(Stdio::piped()).spawn()?)
    }

    /// Applies changes and kills whoever does it `after` the first acknowledgement. Gives how many
    /// lines were acknowledged.
    pub fn kill(&self, who: Who, from: usize, count: usize, after: Duration) -> Result<usize> {
        let mut child = self.start(who, "b", from, count)?;
        let mut said = BufReader::new(child.stdout.take().context("stdout")?);
        let mut all = String::new();
        said.read_line(&mut all)?;
        thread::sleep(after);
        child.kill()?;
        said.read_to_string(&mut all)?;
        let end = child.wait_with_output()?;
        let told = String::from_utf8_lossy(&end.stderr);
        ensure!(all.starts_with("ok 1\n"), "nothing was acknowledged: {told}");
        // What was printed in part was not acknowledged.
        let whole = all.rfind('\n').map_or("", |end| &all[..end]);
        for (at, line) in whole.lines().enumerate() {
            ensure!(line == format!("ok {}", at + 1), "{all}");
        }
        Ok(whole.lines().count())
    }

    /// `stocktake recover --apply`, then whether file and journal are in order.
    pub fn recover(&self) -> Result<()> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stocktake"));
        command.current_dir(self.root()).env("HOME", self.root());
        let run = command.args(["recover", "XAA/2025", "--apply"]).output()?;
        ensure!(run.status.success(), "recover: {}", String::from_utf8_lossy(&run.stderr));
        self.in_order()
    }

    /// Whether the file is clean and the journal unaltered.
    pub fn in_order(&self) -> Result<()> {
        let checked = self.workspace.check(&[self.file()], None);
        let problems: Vec<String> =
            checked.iter().flat_map(|c| &c.problems).map(ToString::to_string).collect();
        ensure!(problems.is_empty(), "check: {}", problems.join("; "));
        if let Some(found) = self.workspace.verify(&self.key)? {
            ensure!(found.damage.iter().all(|d| d.harmless), "verify: {:?}", found.damage);
        }
        Ok(())
    }

    /// Fails where one of the changes from `from`, of which so many lines were acknowledged, is not
    /// in the file.
    pub fn holds(&self, writer: &str, from: usize, lines: usize) -> Result<()> {
        let assessment = self.workspace.read(&self.key)?.assessment;
        let number = |text: &str| text.parse::<usize>().unwrap_or(0);
        for line in 0..lines {
            let change = from + line / 2;
            let found = if line % 2 == 0 {
                let id = format!("{writer}{}", change % ENTRIES);
                let entry = assessment.evidence.iter().find(|e| e.id.as_str() == id);
                entry.map_or(0, |entry| number(&entry.title))
            } else {
                let id = Id::new(writer).map_err(anyhow::Error::msg)?;
                let answer = assessment.answers.get(&id);
                answer.map_or(0, |answer| number(answer.boxes.get(Boxed::Claim)))
            };
            ensure!(
                found >= change,
                "line {} was acknowledged: {change}, and not {found}",
                line + 1
            );
        }
        Ok(())
    }
}
