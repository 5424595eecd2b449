//! From bytes on disk to a parsed table, with a place for everything that can go wrong.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use toml::de::DeTable;

use super::located::{BadFile, Located, line_and_column};
use super::table::{Table, plain};
use crate::domain::limits::FILE_BYTES;
use crate::domain::{Place, Problem};

/// Reads a text file.
///
/// # Errors
/// A [`BadFile`] with the place of the first byte that is not text, or with the reason why the
/// file cannot be read at all.
pub fn read_text(path: &Path) -> Result<String, BadFile> {
    read_text_of(path, FILE_BYTES)
}

/// Reads a text file of at most `most` bytes.
///
/// # Errors
/// As for [`read_text`].
pub fn read_text_of(path: &Path, most: u64) -> Result<String, BadFile> {
    let bad = |line, column, code, message: String, hint: &str| BadFile {
        path: path.to_owned(),
        problems: vec![Located {
            path: path.to_owned(),
            line,
            column,
            problem: Problem::error(code, Place::top(), message).hint(hint),
        }],
    };
    let bytes = read_bytes_of(path, most)?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(bad(
            1,
            1,
            "utf-16",
            "the file is UTF-16, not UTF-8".into(),
            "save it again with the encoding UTF-8",
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let (line, column) = line_and_column(&text, valid);
        bad(
            line,
            column,
            "not-utf-8",
            "the file is not UTF-8 from here on".into(),
            "save it again with the encoding UTF-8",
        )
    })
}

/// Reads a file of any kind of at most `most` bytes.
///
/// # Errors
/// A [`BadFile`] with the reason why it cannot be read.
pub fn read_bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, BadFile> {
    let bad = |code, message: String, hint: &str| BadFile {
        path: path.to_owned(),
        problems: vec![Located {
            path: path.to_owned(),
            line: 1,
            column: 1,
            problem: Problem::error(code, Place::top(), message).hint(hint),
        }],
    };
    match read_limited(path, most) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(bad(
            "too-large",
            format!("the file is larger than {} MiB", most / 1024 / 1024),
            "no file of this kind is that large: is it the right one?",
        )),
        Err(error) => Err(bad(
            "unreadable",
            format!("the file cannot be read: {error}"),
            "check that it is there and that you may read it",
        )),
    }
}

/// The bytes of a file, or `None` when there are too many of them.
fn read_limited(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    // One byte more than there should be, so that the end is found without growing.
    let expected = usize::try_from(metadata.len().min(most)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(expected + 1);
    file.take(most + 1).read_to_end(&mut bytes)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok((length <= most).then_some(bytes))
}

/// Opens a file for reading. Opening a pipe would wait for somebody to write into it, unless it is
/// opened without waiting, which makes no difference to a file.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Parses TOML into a table with the place of every value.
///
/// # Errors
/// The syntax error that ended the parse.
pub(super) fn parse_table(text: &str) -> Result<Table<'_>, Problem> {
    not_empty(text)?;
    if let Some(table) = plain(text) {
        return Ok(table);
    }
    let parsed = DeTable::parse(text).map_err(|error| syntax(text, &error))?;
    Ok(parsed.into_inner().into())
}

fn not_empty(text: &str) -> Result<(), Problem> {
    if text.trim_start_matches('\u{feff}').trim_start().is_empty() {
        return Err(Problem::error("empty", Place::top(), "the file is empty")
            .hint("take the last good copy, or make the file again"));
    }
    Ok(())
}

fn syntax(text: &str, error: &toml::de::Error) -> Problem {
    // The nesting limit is reported without a place: the deepest line is the one to look at.
    let span = error.span().unwrap_or_else(|| {
        let depth = |line: &str| line.matches(['.', '[', '{']).count();
        let mut at = 0;
        let starts = text.split_inclusive('\n').map(|line| {
            at += line.len();
            (depth(line), at - line.len())
        });
        let start = starts.max_by_key(|(depth, _)| *depth).map_or(0, |(_, start)| start);
        start..start
    });
    let marker = ["<<<<<<<", "=======", ">>>>>>>"];
    let (line, _) = line_and_column(text, span.start);
    let conflicted =
        text.lines().nth(line - 1).is_some_and(|l| marker.iter().any(|m| l.starts_with(m)));
    let hint = if conflicted {
        "two people's edits were merged by line here: keep one side and take the marker lines out"
    } else {
        remedy(error.message())
    };
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    Problem::error("syntax", Place::span(span), message).hint(hint)
}

/// What to do about the parser's message.
fn remedy(message: &str) -> &'static str {
    let remedies = [
        (
            "invalid type",
            "numbers and true or false stand without quotes, every other text in double quotes",
        ),
        (
            "missing field",
            "add the key: docs/assessment-format.md and docs/framework-format.md list them",
        ),
        ("duplicate key", "keep one of the two"),
        ("recurs", "nothing in these files lies that deep: is it the right file?"),
    ];
    let found = remedies.iter().find(|(words, _)| message.contains(words));
    found.map_or(
        "texts stand in straight double quotes, numbers have a decimal point",
        |(_, hint)| hint,
    )
}
