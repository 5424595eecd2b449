//! `stocktake apply`: changes as lines of JSON, each acknowledged once it is on disk.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::gather::single;
use super::{CliError, Context, Outcome};
use crate::domain::limits::FILE_BYTES;
use crate::domain::{Key, Selection};
use crate::store::read_change;
use crate::workspace::{Incoming, SaveState, Session, SessionError, Workspace};

/// Apply changes written as lines of JSON, for instance {"question": "reporting-duty", "level": 3}
///
/// After each line whose change is on disk, "ok N" is printed, N being the number of the line: what
/// is acknowledged cannot be lost. A line that is wrong is reported as "error line N: ..." on
/// stderr, and the next one is taken. docs/changes.md lists every kind of change: answers, notes,
/// evidence, priorities, recommendations, offers and requests.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The file with the lines; - or nothing reads them from the standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Why a line was not applied.
enum Wrong {
    /// The line does not fit; nothing was altered.
    Line(String),
    /// The change could not be put on disk.
    Save(String),
}

/// Applies the lines one by one.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let mut session = workspace.edit(&key)?;
    let mut lines = open(args.file.as_deref(), ctx)?;
    // Something could not be saved, or is to be resolved.
    let (mut refused, mut findings) = (false, false);
    let mut number = 0_u64;
    loop {
        let line = match read_line(&mut lines) {
            Ok(None) => break,
            Ok(Some(line)) => line,
            Err(error) => {
                return Err(CliError::failed(format!("the lines cannot be read: {error}")));
            }
        };
        number += 1;
        let text = line.and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| "the line is not UTF-8".to_owned())
        });
        let done = match text {
            Ok(text) if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() => {
                continue;
            }
            Ok(text) => apply(&workspace, &mut session, text.trim_start_matches('\u{feff}')),
            Err(why) => Err(Wrong::Line(why)),
        };
        match done {
            Ok(incoming) => {
                findings |= !tell(&incoming, ctx);
                ctx.line(format!("ok {number}"))?;
                // Whoever waits for the acknowledgement reads it now, not at the end.
                ctx.out.flush()?;
            }
            Err(Wrong::Line(why)) => {
                refused = true;
                ctx.say(format!("error line {number}: {}", one_line(&why)));
            }
            Err(Wrong::Save(why)) => {
                findings = true;
                ctx.say(format!("error line {number}: {}", one_line(&why)));
            }
        }
    }
    findings |= !finish(&workspace, &key, &mut session, ctx);
    match (findings, refused) {
        (true, _) => Ok(Outcome::Findings),
        (false, true) => Ok(Outcome::Invalid),
        (false, false) => Ok(Outcome::Done),
    }
}

/// Applies one line. After a change that could not be recorded the file is opened afresh, so that
/// what was reported as lost does not come in silently with a later line.
fn apply(workspace: &Workspace, session: &mut Session, text: &str) -> Result<Incoming, Wrong> {
    let changes = read_change(text).map_err(Wrong::Line)?;
    let applied = session.apply(&changes);
    let error = match applied {
        Ok(()) if !matches!(session.state(), SaveState::Overtaken(_)) => {
            return Ok(Incoming::default());
        }
        // The file is somebody else's now: it is merged with what is recorded here.
        Ok(()) | Err(SessionError::ChangedOnDisk(_)) => {
            return session.finish(workspace).map_err(|e| Wrong::Save(e.to_string()));
        }
        Err(SessionError::Refused(why)) => return Err(Wrong::Line(why)),
        Err(error @ (SessionError::NotRecorded { .. } | SessionError::Save(_))) => error,
    };
    session.reopen(workspace).map_err(|open| Wrong::Save(format!("{error}; then {open}")))?;
    Err(Wrong::Save(error.to_string()))
}

/// Says what somebody else has brought in; `false` where there is something to resolve.
fn tell(incoming: &Incoming, ctx: &mut Context<'_>) -> bool {
    if !incoming.is_empty() {
        ctx.say(incoming.summary());
    }
    incoming.conflicts.is_empty()
}

/// Waits until what was acknowledged is in the file, and says where it is if that cannot be.
fn finish(workspace: &Workspace, key: &Key, session: &mut Session, ctx: &mut Context<'_>) -> bool {
    match session.finish(workspace) {
        Ok(incoming) => tell(&incoming, ctx),
        Err(error) => {
            ctx.say(format!("error: {}", one_line(&error.to_string())));
            ctx.say(format!(
                "hint: what was acknowledged is in {}: stocktake recover {key} brings it into the file",
                session.journal_path().display()
            ));
            false
        }
    }
}

fn open(file: Option<&Path>, ctx: &mut Context<'_>) -> Result<Box<dyn BufRead>, CliError> {
    match file.filter(|path| *path != Path::new("-")) {
        Some(path) => match File::open(path) {
            Ok(file) => Ok(Box::new(BufReader::new(file))),
            Err(error) => Err(CliError::failed(format!("cannot read {}: {error}", path.display()))),
        },
        None => {
            let stdin = io::stdin();
            if stdin.is_terminal() {
                ctx.say("reading changes, one a line; the end of input (Ctrl-D) ends");
            }
            Ok(Box::new(stdin.lock()))
        }
    }
}

/// The next line without reading more than a file may hold; `None` at the end.
fn read_line(lines: &mut dyn BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    lines.take(FILE_BYTES).read_until(b'\n', &mut line)?;
    let full = u64::try_from(line.len()).is_ok_and(|length| length == FILE_BYTES);
    if full && !line.ends_with(b"\n") {
        skip_line(lines)?;
        return Ok(Some(Err(format!("the line is longer than {} MiB", FILE_BYTES / 1024 / 1024))));
    }
    Ok(if line.is_empty() { None } else { Some(Ok(line)) })
}

fn skip_line(lines: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let (taken, ended) = match lines.fill_buf()? {
            [] => return Ok(()),
            bytes => match bytes.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (bytes.len(), false),
            },
        };
        lines.consume(taken);
        if ended {
            return Ok(());
        }
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("; ")
}
