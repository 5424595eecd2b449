//! Replaying a journal that anybody may have damaged: it never fails, what stands ahead of the
//! damage survives, and damage that alters anything is told.
//!
//! An input is lines, and behind the first byte 0xFF damage. A line that starts with `+` is the JSON
//! of a record without its number and the digest of the line before: both and the frame are added,
//! so that it is as good as a line of the program. One that starts with `{` gets its frame alone,
//! as a forger would do it. Any other line is taken as it is. Damage is three bytes each: a place
//! and what is done to the byte or to the line there.

use std::ops::Range;

use stocktake::store::{Replay, read_change, text_digest, write_change};

type Read<'a> = &'a dyn Fn(&[u8]) -> Replay;

pub fn replay(data: &[u8]) {
    replay_with(data, &Replay::of);
}

/// A replay that does not look at the chain.
pub fn replay_without_chain(data: &[u8]) {
    replay_with(data, &|content| {
        let mut replay = Replay::of(content);
        replay.damage.retain(|damage| !damage.what.contains("does not follow"));
        replay
    });
}

fn replay_with(data: &[u8], read: Read<'_>) {
    let end = data.iter().position(|byte| *byte == 0xff);
    let (lines, harm) = data.split_at(end.unwrap_or(data.len()));
    let good = framed(lines);
    let before = read(&good);
    judged(&good, &before, read);
    let mut content = good.clone();
    let Some(first) = damage(&mut content, harm.get(1..).unwrap_or_default()) else { return };
    let after = read(&content);
    judged(&content, &after, read);
    // Whole lines ahead of the first damaged byte are not touched by it.
    let ahead = good[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let kept = read(&good[..ahead]).records;
    assert_eq!(after.records.get(..kept.len()), Some(&kept[..]), "damage at {first} reaches back");
}

/// The lines of an input as a journal would hold them.
fn framed(lines: &[u8]) -> Vec<u8> {
    let (mut content, mut number, mut digest) = (Vec::new(), 0_u64, String::new());
    for line in lines.split(|byte| *byte == b'\n') {
        let text = std::str::from_utf8(line).unwrap_or_default();
        let json = match text.strip_prefix('+').map(|rest| rest.trim_start_matches('{')) {
            Some(rest) => {
                number += 1;
                let open = rest.trim_end_matches('}');
                let prev = if digest.is_empty() {
                    String::new()
                } else {
                    format!(",\"prev\":\"{digest}\"")
                };
                format!("{{\"n\":{number},{open}{prev}}}")
            }
            None if text.starts_with('{') => text.to_owned(),
            None => {
                content.extend_from_slice(line);
                content.push(b'\n');
                continue;
            }
        };
        digest = text_digest(&json);
        let checksum = crc32fast::hash(json.as_bytes());
        content.extend(format!("{:08x} {checksum:08x} {json}\n", json.len()).bytes());
    }
    content
}

/// Does the damage and gives back the first byte that it altered.
fn damage(content: &mut Vec<u8>, harm: &[u8]) -> Option<usize> {
    let mut first: Option<usize> = None;
    for one in harm.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([one[0], one[1]]));
        if at >= content.len() {
            continue;
        }
        let mut altered = at;
        match one[2] {
            0 => continue,
            1 => content.truncate(at),
            2 => drop(content.remove(at)),
            3 => content.insert(at, 0),
            4 => content[at..].fill(0),
            5 => {
                let line = line_at(content, at);
                altered = line.start;
                content.drain(line);
            }
            6 => {
                let line = line_at(content, at);
                altered = content.len();
                content.extend_from_within(line);
            }
            with => content[at] ^= with,
        }
        first = Some(first.map_or(altered, |first| first.min(altered)));
    }
    first
}

/// The line that a place lies in, with its end.
fn line_at(content: &[u8], at: usize) -> Range<usize> {
    let end =
        content[at..].iter().position(|byte| *byte == b'\n').map_or(content.len(), |n| at + n + 1);
    let start = content[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |n| n + 1);
    start..end
}

/// What must hold for any content.
fn judged(content: &[u8], replay: &Replay, read: Read<'_>) {
    let lines: Vec<&[u8]> = content.split(|byte| *byte == b'\n').collect();
    let whole = lines.iter().filter(|line| !line.is_empty()).count();
    assert!(replay.damage.iter().all(|d| (1..=lines.len()).contains(&d.line)));
    assert!(replay.records.len() <= whole);
    if replay.damage.is_empty() {
        assert_eq!(replay.records.len(), whole, "a line was left out and nobody is told");
        sound(&lines);
    }
    if replay.damage.iter().all(|damage| damage.harmless) {
        let numbers: Vec<u64> = replay.records.iter().map(|record| record.number).collect();
        assert!(
            numbers.is_sorted_by(|a, b| a.wrapping_add(1) == *b),
            "a gap that nobody is told of"
        );
    }
    // What was replayed up to any line is what it is, whatever comes behind.
    let ends = content.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    for end in ends.take(16) {
        let records = read(&content[..end]).records;
        assert_eq!(replay.records.get(..records.len()), Some(&records[..]), "up to {end}");
    }
    for record in &replay.records {
        for change in record.changes.iter().chain(&record.inverse) {
            let line = write_change(change).to_string();
            assert_eq!(read_change(&line), Ok(vec![change.clone()]), "{line}");
        }
        let held = |digest: &str| replay.pending(digest).len();
        assert!(held(&record.after) <= replay.records.len());
    }
}

/// Fails where a line has not the frame that docs/reliability.md describes, or does not follow on
/// the one before. A frame that says the same with other digits is taken.
fn sound(lines: &[&[u8]]) {
    let mut before: Option<(u64, String)> = None;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let text = std::str::from_utf8(line).expect("a silent replay was of UTF-8");
        let parts: Vec<&str> = text.splitn(3, ' ').collect();
        let [length, checksum, json] = parts[..] else { panic!("no frame: {text}") };
        let number = |hex| u64::from_str_radix(hex, 16).expect("a silent replay was of numbers");
        assert_eq!(number(length), u64::try_from(json.len()).unwrap_or(0), "the length: {text}");
        assert_eq!(number(checksum), u64::from(crc32fast::hash(json.as_bytes())), "{text}");
        let read: serde_json::Value = serde_json::from_str(json).expect("JSON");
        let number = read["n"].as_u64().expect("a number");
        let previous = read["prev"].as_str().unwrap_or_default();
        let (last, digest) = before.unwrap_or((number.wrapping_sub(1), String::new()));
        assert_eq!(number, last.wrapping_add(1), "a number is wrong and nobody is told: {text}");
        assert_eq!(previous, digest, "the chain is broken and nobody is told: {text}");
        before = Some((number, text_digest(json)));
    }
}
