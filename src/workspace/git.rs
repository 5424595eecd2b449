//! Git: making it merge assessments by question, and asking it who changed a file.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Workspace, WorkspaceError};
use crate::domain::Side;
use crate::store::replace;

/// The line of `.gitattributes` that hands assessments to the driver.
const LINE: &str = "assessments/**/*.toml merge=stocktake";
/// The lines of `.gitignore` that keep what lies beside assessments out of a repository: journals,
/// the generation before the last save, and temporary files.
pub(super) const IGNORED: [&str; 3] = [".*.journal", ".*.toml.bak", ".*.toml.*.tmp"];
/// The name and the setting of the driver in a repository's configuration.
const SECTION: &str = "merge.stocktake";

/// What became of one part of the set-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is: a file or a setting.
    pub what: String,
    /// Whether something was altered; otherwise it was as it should be.
    pub altered: bool,
}

impl Workspace {
    /// Makes git merge the assessments of this workspace with this program: a line in
    /// `.gitattributes`, which belongs to the repository, and a setting of this clone.
    ///
    /// # Errors
    /// When the workspace lies in no repository, or one of the two cannot be written.
    pub fn install_driver(&self) -> Result<Vec<Step>, WorkspaceError> {
        self.repository()?;
        let program = env::current_exe().map_err(|error| {
            WorkspaceError::Content(format!("the place of this program cannot be told: {error}"))
        })?;
        let driver = format!("{} merge --git-path %P %O %A %B", quoted(&program));
        let mut steps = vec![Step {
            what: format!(".gitattributes: {LINE}"),
            altered: add_lines(self.root(), ".gitattributes", &[LINE])?,
        }];
        steps.push(Step {
            what: format!(".gitignore: {}", IGNORED.join(" ")),
            altered: add_lines(self.root(), ".gitignore", &IGNORED)?,
        });
        for (key, value) in [("name", "assessments by question and field"), ("driver", &driver)] {
            let key = format!("{SECTION}.{key}");
            let altered = self.git(["config", "--local", "--get", &key])?.as_deref() != Some(value);
            if altered && self.git(["config", "--local", &key, value])?.is_none() {
                return Err(WorkspaceError::Content(format!("git would not set {key}")));
            }
            steps.push(Step { what: format!("git config {key} = {value}"), altered });
        }
        Ok(steps)
    }

    /// Takes the line and the setting out again.
    ///
    /// # Errors
    /// As for [`Workspace::install_driver`].
    pub fn uninstall_driver(&self) -> Result<Vec<Step>, WorkspaceError> {
        self.repository()?;
        let path = self.root().join(".gitattributes");
        let attributes = text_of(&path)?;
        let mut lines: Vec<&str> = attributes.split_inclusive('\n').collect();
        let before = lines.len();
        lines.retain(|line| line.trim() != LINE);
        let altered = lines.len() < before;
        match lines.concat().as_str() {
            _ if !altered => {}
            "" => fs::remove_file(&path)
                .map_err(|cause| WorkspaceError::Folder { path: path.clone(), cause })?,
            rest => replace(&path, rest.as_bytes())?,
        }
        let removed = self.git(["config", "--local", "--remove-section", SECTION])?.is_some();
        Ok(vec![
            Step { what: format!(".gitattributes: {LINE}"), altered },
            Step { what: format!("git config {SECTION}"), altered: removed },
        ])
    }

    fn repository(&self) -> Result<(), WorkspaceError> {
        match self.git(["rev-parse", "--git-dir"])? {
            Some(_) => Ok(()),
            None => Err(WorkspaceError::Content(format!(
                "{} lies in no git repository: git init makes one",
                self.root().display()
            ))),
        }
    }

    /// What git prints, without the end of the line; `None` where it fails.
    fn git<const N: usize>(&self, args: [&str; N]) -> Result<Option<String>, WorkspaceError> {
        git(self.root(), args)
            .map_err(|error| WorkspaceError::Content(format!("git cannot be started: {error}")))
    }
}

/// Adds the lines that a text file at the top of the workspace lacks; whether there were any.
pub(super) fn add_lines(root: &Path, name: &str, lines: &[&str]) -> Result<bool, WorkspaceError> {
    let path = root.join(name);
    let mut text = text_of(&path)?;
    let there: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
    let missing: Vec<&&str> = lines.iter().filter(|l| !there.iter().any(|t| t == *l)).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    missing.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    replace(&path, text.as_bytes())?;
    Ok(true)
}

/// The text of a file; empty where there is none.
fn text_of(path: &Path) -> Result<String, WorkspaceError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(cause) => Err(WorkspaceError::Folder { path: path.to_owned(), cause }),
    }
}

/// Who changed a file last on each side of the merge that git is about, and when; empty where git
/// cannot tell. `path` is the file as git names it.
pub fn sides_of_git_merge(path: &Path) -> [Side; 2] {
    let here = Path::new(".");
    let side = |commit: &str| -> Option<Side> {
        let args = ["log", "-1", "--format=%an%n%ad", "--date=format:%Y-%m-%d %H:%M", commit, "--"];
        let mut words: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        words.push(path.as_os_str());
        let said = git(here, words).ok()??;
        let (by, at) = said.split_once('\n')?;
        Some(Side { by: by.to_owned(), at: at.to_owned() })
    };
    // Git names the commit that is merged in the environment, else the state of the work does.
    let mut named = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let merged = named.find_map(|name| name.strip_prefix("GITHEAD_").map(str::to_owned));
    let heads = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"].map(str::to_owned);
    let theirs = merged.into_iter().chain(heads).find_map(|commit| side(&commit));
    [side("HEAD").unwrap_or_default(), theirs.unwrap_or_default()]
}

fn git(
    folder: &Path,
    args: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> io::Result<Option<String>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(args).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    Ok(output.status.success().then_some(text))
}

/// A path as one word for the shell that git starts drivers with.
fn quoted(path: &Path) -> String {
    // On Windows it is a shell of git's own, which takes forward slashes.
    let text = path.display().to_string();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
    format!("'{}'", text.replace('\'', "'\\''"))
}
