//! A workspace with two small frameworks, and the program that is run in it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

/// A workspace in a temporary folder.
pub struct Bench(tempfile::TempDir);

/// What a run of the program left behind.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A question with a descriptor for each of the two levels, or on a scale that is named.
pub fn question(id: &str, text: &str, scale: &str) -> String {
    let rest = match scale {
        "" => format!(
            "levels = [\"{text} Nobody in the country can say so.\", \"{text} Everybody in the country can say so.\"]"
        ),
        scale => format!("scale = \"{scale}\""),
    };
    format!("[[question]]\nid = \"{id}\"\nparent = \"part\"\ntext = \"{text}\"\n{rest}\n\n")
}

/// A framework on a scale of two levels, with a wide scale from 0 to 10.
pub fn framework(id: &str, version: &str, questions: &str) -> String {
    format!(
        "id = \"{id}\"\nversion = \"{version}\"\ntitle = \"T\"\nlanguage = \"en\"\n\
         [scale]\nlevels = [{{ level = 1, name = \"Low\" }}, {{ level = 2, name = \"High\" }}]\n\
         [scales.wide]\nmin = 0\nmax = 10\n\
         [[node]]\nid = \"part\"\nname = \"Part\"\n{questions}"
    )
}

impl Bench {
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["frameworks", "assessments"] {
            fs::create_dir(folder.path().join(name))?;
        }
        Ok(Self(folder))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        Ok(fs::write(self.path(name), text)?)
    }

    /// `f` with the questions `one` and `two`, `g` with `first`, asked like `one`, and `wide`.
    pub fn frameworks(&self) -> Result<()> {
        let f = question("one", "Is there a law?", "") + &question("two", "Is it known?", "");
        let g = question("first", "Is there a law?", "") + &question("wide", "How many?", "wide");
        self.write("frameworks/f.toml", &framework("f", "1", &f))?;
        self.write("frameworks/g.toml", &framework("g", "1", &g))
    }

    /// The crosswalk from `f` to `g`, with the links from line 7 on.
    pub fn crosswalk(&self, links: &str) -> Result<()> {
        let ends = "[from]\nframework = \"f\"\nversion = \"1\"\n\
                    [to]\nframework = \"g\"\nversion = \"1\"\n";
        self.write("frameworks/f@1--g@1.crosswalk.toml", &format!("{ends}{links}"))
    }

    pub fn run(&self, line: &str) -> Result<Run> {
        let output = Command::new(env!("CARGO_BIN_EXE_stocktake"))
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .env_remove("STOCKTAKE_WORKSPACE")
            .output()?;
        let text = String::from_utf8;
        Ok(Run { code: output.status.code(), out: text(output.stdout)?, err: text(output.stderr)? })
    }

    /// Runs what has to succeed.
    pub fn done(&self, line: &str) -> Result<Run> {
        let run = self.run(line)?;
        ensure!(run.code == Some(0), "{line}: {:?}\n{}{}", run.code, run.out, run.err);
        Ok(run)
    }
}
