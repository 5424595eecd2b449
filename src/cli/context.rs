//! What every command is given: where to print, what the terminal can do, and the workspace.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use super::{CliError, Outcome};
use crate::domain::limits::PROBLEMS_SHOWN;
use crate::domain::{Visible, visible};
use crate::store::{BadFile, Located};
use crate::workspace::{OtherTexts, Workspace};

/// What a command works with.
pub struct Context<'a> {
    /// For data.
    pub out: &'a mut dyn Write,
    /// For talk.
    pub err: &'a mut dyn Write,
    /// What the terminal can do.
    pub terminal: Terminal,
    /// The folder that a person named, if one.
    pub workspace: Option<PathBuf>,
}

/// What is known of the terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// The width to which tables are fitted; `None` leaves them as wide as they are.
    pub width: Option<u16>,
    /// Whether lines may be drawn with characters beyond ASCII.
    pub unicode: bool,
    /// Whether talk goes to a person who would like to see progress.
    pub progress: bool,
}

/// The width of a table that goes into a file or another program: what a page or a mail holds.
const UNSHOWN: u16 = 100;

impl Terminal {
    /// Asks the system.
    pub fn detect() -> Self {
        let shown = io::stdout().is_terminal();
        let asked = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        let size = || crossterm::terminal::size().ok().map(|(width, _)| width);
        let width = asked.filter(|width| *width > 0);
        let width = width.or_else(|| if shown { size() } else { Some(UNSHOWN) });
        Self {
            width: width.filter(|width| *width > 0),
            unicode: shown && is_utf8_locale(),
            progress: io::stderr().is_terminal(),
        }
    }
}

/// Whether the first of the three variables that is set names UTF-8, as the C library decides it.
fn is_utf8_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let locale = set.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

impl Context<'_> {
    /// Opens the workspace: the one that was named, else the one that is found.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(&self) -> Result<Workspace, CliError> {
        match &self.workspace {
            Some(root) => Workspace::open(root).map_err(|error| {
                CliError::from(error).hint("stocktake init DIR makes a workspace")
            }),
            None => Ok(Workspace::find()?),
        }
    }

    /// Prints a line of data.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn line(&mut self, text: impl Display) -> Result<(), CliError> {
        Ok(writeln!(self.out, "{}", visible(&text.to_string()))?)
    }

    /// Says something to the person, on one or more lines.
    pub fn say(&mut self, text: impl Display) {
        for line in Visible(&text.to_string()).lines() {
            // When nobody can hear it, the work goes on.
            let _ = writeln!(self.err, "{line}");
        }
    }

    /// Says which assessments were answered against another text of their framework.
    pub fn other_texts(&mut self, other: &OtherTexts) {
        let sentences = other.sentences();
        for sentence in &sentences {
            self.say(format!("warning: {sentence}"));
        }
        if !sentences.is_empty() {
            self.say(
                "hint: put the framework file of that time back, or give the changed one a new \
                 version",
            );
        }
    }

    /// Lists files that cannot be used, and tells what that makes of the command.
    pub fn bad_files(&mut self, bad: &[BadFile]) -> Outcome {
        for file in bad {
            self.say(problem_lines(&file.problems).join("\n"));
        }
        match bad.len() {
            0 => return Outcome::Done,
            1 => self.say("1 file cannot be used"),
            n => self.say(format!("{n} files cannot be used")),
        }
        Outcome::Invalid
    }
}

/// The problems of one file as people read them: the first of them, and how many more there are.
pub(super) fn problem_lines(problems: &[Located]) -> Vec<String> {
    let mut lines: Vec<String> =
        problems.iter().take(PROBLEMS_SHOWN).map(ToString::to_string).collect();
    if let (Some(first), true) = (problems.first(), problems.len() > PROBLEMS_SHOWN) {
        let path = first.path.to_string_lossy();
        let (all, more) = (problems.len(), problems.len() - PROBLEMS_SHOWN);
        lines.push(format!("{}: {all} problems in all, {more} not listed", visible(&path)));
    }
    lines
}
