//! One helper knows how the program is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

/// A workspace in a temporary folder with the framework of `tests/documents/tiny.toml`.
pub struct Bench {
    folder: tempfile::TempDir,
}

/// What a run of the program left behind.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Bench {
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["frameworks", "assessments", "exports", "home"] {
            fs::create_dir(folder.path().join(name))?;
        }
        let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/tiny.toml");
        fs::copy(tiny, folder.path().join("frameworks/tiny.toml"))?;
        Ok(Self { folder })
    }

    /// A workspace with one new assessment, XAA/2025.
    pub fn with_assessment() -> Result<Self> {
        let bench = Self::new()?;
        bench.run("new XAA/2025 --framework tiny").done()?;
        Ok(bench)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.path(name);
        fs::create_dir_all(path.parent().context("a folder")?)?;
        fs::write(&path, content)?;
        Ok(path)
    }

    pub fn read(&self, name: &str) -> Result<String> {
        fs::read_to_string(self.path(name)).with_context(|| name.to_owned())
    }

    /// The program in the workspace's folder with an environment of its own.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stocktake"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("COLUMNS", "100")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command line; words in single quotes stay together.
    pub fn run(&self, line: &str) -> Run {
        self.run_words(&words(line))
    }

    pub fn run_words(&self, words: &[impl AsRef<std::ffi::OsStr>]) -> Run {
        self.finish(self.command().args(words))
    }

    /// Runs a command line with text on its standard input.
    pub fn feed(&self, line: &str, input: &[u8]) -> Run {
        self.write("input", input).expect("the temporary folder can be written");
        let input = fs::File::open(self.path("input")).expect("the file was just written");
        self.finish(self.command().args(words(line)).stdin(input))
    }

    fn finish(&self, command: &mut Command) -> Run {
        let output = command.output().expect("the program can be started");
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
            without_digests(&text.replace(&self.folder.path().display().to_string(), "WORK"))
        };
        Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The transcript of several command lines: stdout as it is, stderr behind `! `.
    pub fn transcript(&self, lines: &[&str]) -> String {
        lines.iter().map(|line| format!("$ stocktake {line}\n{}", self.run(line).told())).collect()
    }
}

impl Run {
    /// Fails unless the exit code is 0.
    pub fn done(self) -> Result<Self> {
        anyhow::ensure!(self.code == Some(0), "not done:\n{}", self.told());
        Ok(self)
    }

    pub fn told(&self) -> String {
        let err: String = self.err.lines().map(|line| format!("! {line}\n")).collect();
        let code = match self.code {
            Some(0) => String::new(),
            Some(code) => format!("[exit {code}]\n"),
            None => "[killed]\n".to_owned(),
        };
        format!("{}{err}{code}", self.out)
    }
}

/// A digest changes with every letter of a framework, and no transcript is about that.
fn without_digests(text: &str) -> String {
    let mut parts = text.split("sha256:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        done + "sha256:..." + part.trim_start_matches(|c: char| c.is_ascii_hexdigit())
    })
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
