//! One line of a journal: its frame and its JSON.

use std::str::Utf8Error;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Act, Record, short_digest};
use crate::domain::Change;
use crate::store::change_line::{read_change, write_change};

/// The JSON of a line. The changes are those of docs/changes.md.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Line {
    n: u64,
    at: String,
    by: String,
    act: String,
    #[serde(default, rename = "do", skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Value>,
    #[serde(default, rename = "undo", skip_serializing_if = "Vec::is_empty")]
    inverse: Vec<Value>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    on: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    with: String,
    after: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    prev: String,
}

/// The line of a record, line end included, and its digest for the next line.
pub(super) fn write_line(record: &Record) -> (String, String) {
    let act = Act::ALL.iter().find(|(act, _)| *act == record.act).map_or("", |(_, name)| name);
    let line = Line {
        n: record.number,
        at: record.at.clone(),
        by: record.by.clone(),
        act: act.to_owned(),
        changes: record.changes.iter().map(write_change).collect(),
        inverse: record.inverse.iter().map(write_change).collect(),
        on: record.on.clone(),
        with: record.with.clone(),
        after: record.after.clone(),
        prev: record.previous.clone(),
    };
    let json = serde_json::to_string(&line).expect("texts and numbers are JSON");
    let own = short_digest(json.as_bytes());
    (format!("{:08x} {:08x} {json}\n", json.len(), crc32fast::hash(json.as_bytes())), own)
}

/// What is wrong with a line that is shorter than its frame says.
pub(super) const BREAKS_OFF: &str = "it breaks off";
/// The two numbers of the frame and the spaces behind them, in bytes.
const FRAME: usize = 18;

/// Whether a crash alone explains that a line cannot be read: it is shorter than it was to be, or
/// holds the zeros of a file that has grown before its content arrived. JSON holds no zeros.
pub(super) fn is_torn(line: &[u8], what: &str) -> bool {
    line.len() < FRAME || what == BREAKS_OFF || line.contains(&0)
}

/// Reads a line without its end, with its digest.
pub(super) fn read_line(line: &[u8]) -> Result<(Record, String), &'static str> {
    let text = std::str::from_utf8(line).map_err(|error| no_text(line, error))?;
    let (length, rest) = number(text).ok_or("its frame is broken")?;
    let (checksum, json) = number(rest).ok_or("its frame is broken")?;
    match u32::try_from(json.len()) {
        Ok(now) if now == length => {}
        Ok(now) if now > length => return Err("it is longer than its frame says"),
        _ => return Err(BREAKS_OFF),
    }
    if crc32fast::hash(json.as_bytes()) != checksum {
        return Err("its checksum is wrong");
    }
    let line: Line = serde_json::from_str(json).map_err(|_| "it is no record of a journal")?;
    let act = Act::ALL.iter().find(|(_, name)| *name == line.act).map(|(act, _)| *act);
    let record = Record {
        number: line.n,
        at: line.at,
        by: line.by,
        act: act.ok_or("it records an act that is not known")?,
        changes: changes(&line.changes)?,
        inverse: changes(&line.inverse)?,
        on: line.on,
        with: line.with,
        after: line.after,
        previous: line.prev,
    };
    Ok((record, short_digest(json.as_bytes())))
}

/// What is wrong with a line that is no text: it may break off within a character.
fn no_text(line: &[u8], error: Utf8Error) -> &'static str {
    let text = std::str::from_utf8(&line[..error.valid_up_to()]).unwrap_or_default();
    let length = number(text).and_then(|(length, _)| usize::try_from(length).ok());
    let short = length.is_some_and(|length| line.len() < length.saturating_add(FRAME));
    if short && error.error_len().is_none() { BREAKS_OFF } else { "it is not UTF-8" }
}

/// A number of the frame, and what stands behind it. There is one way to write each: another spelling
/// of the same number was not written here.
fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(8)?;
    let written = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let number = written.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
    Some((number, rest.strip_prefix(' ')?))
}

fn changes(lines: &[Value]) -> Result<Vec<Change>, &'static str> {
    let mut changes = Vec::new();
    for line in lines {
        let read = read_change(&line.to_string());
        changes.extend(read.map_err(|_| "it records a change that is not known")?);
    }
    Ok(changes)
}
