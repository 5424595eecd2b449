//! What a command can come to, and what is said about it.

use std::io::{self, Write};

use crate::domain::{MergeError, Visible};
use crate::store::{BadFile, SaveError};
use crate::workspace::{CatchUp, FindError, OpenError, SessionError, WorkspaceError};

use super::context::problem_lines;

/// What a command that ran to its end came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It is done, and there is something to look at.
    Findings,
    /// It is done as far as the input allowed.
    Invalid,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Invalid => 3,
        }
    }
}

/// Why a command did not run to its end.
#[derive(Debug)]
pub struct CliError {
    kind: Kind,
    message: String,
    /// Printed before the message, for instance every problem of a file.
    details: Vec<String>,
    hints: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Whoever read the output has seen enough.
    Closed,
    Failed,
    Usage,
    Invalid,
}

impl CliError {
    /// It could not be done.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// It was asked for in a way that cannot be understood.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// A file, or a value that would go into one, is wrong.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, message)
    }

    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), details: Vec::new(), hints: Vec::new() }
    }

    /// The same error with something to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says what went wrong and gives the exit code.
    pub fn print(&self, err: &mut dyn Write) -> u8 {
        if self.kind == Kind::Closed {
            return 0;
        }
        let mut say = |text: &str| {
            for line in Visible(text).lines() {
                // Nobody is left to hear about a closed pipe.
                let _ = writeln!(err, "{line}");
            }
        };
        self.details.iter().for_each(|detail| say(detail));
        say(&format!("error: {}", self.message));
        self.hints.iter().for_each(|hint| say(&format!("hint: {hint}")));
        match self.kind {
            Kind::Closed => 0,
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Invalid => 3,
        }
    }
}

impl From<io::Error> for CliError {
    /// An error while printing.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(Kind::Closed, String::new()),
            _ => Self::failed(format!("the output cannot be written: {error}")),
        }
    }
}

impl From<BadFile> for CliError {
    fn from(bad: BadFile) -> Self {
        let details = problem_lines(&bad.problems);
        Self { details, ..Self::invalid(format!("{} cannot be used", bad.path.display())) }
    }
}

impl From<OpenError> for CliError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Bad(bad) => bad.into(),
            OpenError::Missing(key) => Self::failed(OpenError::Missing(key.clone()).to_string())
                .hint("stocktake list names those that are there")
                .hint(format!("stocktake new {key} makes it")),
        }
    }
}

impl From<WorkspaceError> for CliError {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::Open(error) => error.into(),
            WorkspaceError::Save(error) => error.into(),
            WorkspaceError::Content(text) => match text.rsplit_once('\n') {
                // Several defects, each on its line.
                Some(_) => Self { details: vec![text], ..Self::invalid("the input is not usable") },
                None => Self::invalid(text),
            },
            WorkspaceError::Merge(MergeError::Frameworks(..)) => Self::invalid(error.to_string())
                .hint("bring both sides to the same framework first: the same question need not mean the same in two"),
            WorkspaceError::Merge(MergeError::Keys(..)) => Self::invalid(error.to_string())
                .hint("only files of the same country, year, perspective and unit can be merged"),
            WorkspaceError::Nothing(_) => {
                Self::failed(error.to_string()).hint("stocktake list names those that are there")
            }
            WorkspaceError::NoFramework(_) => Self::failed(error.to_string())
                .hint("stocktake framework list names those that are there"),
            WorkspaceError::Exists(_) => Self::failed(error.to_string())
                .hint("nothing was altered; move the file away to make it again"),
            WorkspaceError::Folder { .. } | WorkspaceError::Export(_) => {
                Self::failed(error.to_string())
            }
        }
    }
}

impl From<FindError> for CliError {
    fn from(error: FindError) -> Self {
        match error {
            FindError::Workspace(error) => error.into(),
            FindError::Current(_) | FindError::NoDataFolder => Self::failed(error.to_string())
                .hint("stocktake init DIR makes a workspace, and --workspace DIR names it"),
        }
    }
}

impl From<SessionError> for CliError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Refused(why) => Self::invalid(why).hint("nothing was altered"),
            SessionError::ChangedOnDisk(_) => {
                Self::failed(error.to_string()).hint("nothing was overwritten: try again")
            }
            SessionError::NotRecorded { .. } => Self::failed(error.to_string()).hint(
                "the change did not count: make room, or check the rights of the folder; then try again",
            ),
            SessionError::Save(error) => error.into(),
        }
    }
}

impl From<CatchUp> for CliError {
    fn from(error: CatchUp) -> Self {
        match error {
            CatchUp::Open(error) => error.into(),
            CatchUp::Merge(error) => WorkspaceError::Merge(error).into(),
            CatchUp::Session(error) => error.into(),
        }
    }
}

impl From<SaveError> for CliError {
    fn from(error: SaveError) -> Self {
        let failed = Self::failed(error.to_string());
        match error {
            SaveError::NotSaved { path, .. } => failed.hint(match path.exists() {
                true => "the old content is still in place: make room, or check the rights",
                false => "nothing was written: make room, or check the rights of the folder",
            }),
            SaveError::NotConfirmed { .. } => failed,
            SaveError::Changed { .. } => failed.hint("nothing was overwritten: try again"),
        }
    }
}
