//! What no change may do: point at what is not there, leave out what an entry is nothing without, or
//! take a number that means nothing. Each is refused with a sentence, and nothing is altered.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Assessment, Framework, Selection};
use stocktake::store::{read_assessment, read_change, read_framework};

const FRAMEWORK: &str = include_str!("../documents/every-field.toml");
const EVERY: &str = include_str!("../documents/every-assessment.toml");

/// A file that holds everything, without its conflicts.
fn everything() -> Result<(Framework, Assessment)> {
    let framework = read_framework(Path::new("every.toml"), FRAMEWORK)?;
    let (text, _) = EVERY.split_once("[[conflicts]]").context("a conflict")?;
    Ok((framework, read(text)?))
}

pub fn read(text: &str) -> Result<Assessment> {
    let key = Selection::new("XAA/2025/shadow@north~1.0").map_err(anyhow::Error::msg)?;
    let key = key.single().context("one assessment")?;
    Ok(read_assessment(Path::new("shadow.toml"), &key, text)?.0)
}

/// A list, an entry of it without the id, and what is said of it.
const ENTRIES: [(&str, &str, &str); 21] = [
    ("recommendations", r#""level": "policy", "text": "t", "about": ["gone"]"#, "'gone' is not in"),
    (
        "offers",
        r#""title": "t", "about": ["one", "gone"]"#,
        "'gone' is not in framework every-field",
    ),
    ("requests", r#""title": "t", "about": ["gone"]"#, "'gone' is not in"),
    ("duties", r#""step": "report", "level": "local", "body": "b", "about": ["gone"]"#, "'gone'"),
    ("duties", r#""step": "report", "level": "local", "body": " ""#, "needs a body"),
    (
        "treaty",
        r#""body": "CRC", "year": 2023, "text": "t", "level": "policy", "about": ["gone"]"#,
        "'gone' is not in",
    ),
    ("treaty", r#""body": " ", "year": 2023, "text": "t", "level": "policy""#, "needs a body"),
    ("treaty", r#""body": "CRC", "year": 2023, "text": " ", "level": "policy""#, "needs a text"),
    ("evidence", r#""kind": "survey", "title": " ""#, "needs a title"),
    ("actions", r#""title": " ", "status": "planned""#, "needs a title"),
    ("actions", r#""title": "t", "question": "gone""#, "'gone' is not in"),
    ("actions", r#""title": "t", "question": "domain""#, "'domain' is not a question"),
    ("actions", r#""title": "t", "question": "one", "to": 9"#, "9 is off the scale of 'one'"),
    ("actions", r#""title": "t", "to": 2"#, "name the question, too"),
    ("priorities", r#""question": "domain""#, "'domain' is not a question"),
    ("priorities", r#""question": "one", "target": 9"#, "9 is off the scale of 'one'"),
    ("priorities", r#""question": "one", "impact": [5, 6]"#, "a number from 1 to 5, not 6"),
    ("priorities", r#""question": "one", "impact": [0.5]"#, "a number from 1 to 5, not 0.5"),
    ("priorities", r#""question": "one", "place": 0, "place_reason": "r""#, "from 1 on, not 0"),
    ("priorities", r#""question": "one", "place": 1.5, "place_reason": "r""#, "from 1 on, not 1.5"),
    ("priorities", r#""question": "one", "place": 2"#, "write the reason"),
];

/// A whole line and what is said of it.
const LINES: [(&str, &str); 22] = [
    (r#"{"question": "gone", "level": 1}"#, "'gone' is not in framework"),
    (r#"{"question": "domain", "level": 1}"#, "'domain' is not a question"),
    (r#"{"question": "one", "level": 9}"#, "off the scale"),
    (r#"{"question": "one", "state": "na", "reason": " "}"#, "only with a reason"),
    (r#"{"question": "two", "in_place": "paper"}"#, "does not ask for paper and practice"),
    (r#"{"question": "domain", "parked": true}"#, "'domain' is not a question"),
    (r#"{"question": "gone", "claim": "c"}"#, "'gone' is not in"),
    (r#"{"question": "one", "sources": ["law", "gone"]}"#, "no evidence 'gone'"),
    (r#"{"node": "gone", "lessons": ["l"]}"#, "'gone' is not in"),
    (r#"{"remove": "evidence", "id": "law"}"#, "rests on 'law'"),
    (r#"{"remove": "offers", "id": "gone"}"#, "gone"),
    (r#"{"put": "targets", "entry": {"id": "one", "level": 9}}"#, "off the scale"),
    (r#"{"put": "targets", "entry": {"id": "one", "level": 3, "year": 1800}}"#, "not a year"),
    (r#"{"put": "targets", "entry": {"id": "one", "level": 3, "year": 2023.5}}"#, "not a year"),
    // A key that means nothing without another is not passed over.
    (r#"{"node": "domain", "level": 1}"#, "'level' needs"),
    (r#"{"question": "one", "reason": "r"}"#, "'reason' needs"),
    (r#"{"question": "one", "carried": true}"#, "'carried' needs"),
    (r#"{"question": "one", "claim": "c", "lessons": ["l"]}"#, "'lessons' needs"),
    (r#"{"question": "one", "claim": "c", "entry": {"id": "o"}}"#, "'entry' needs"),
    (r#"{"question": "one", "claim": "c", "at": 1}"#, "'at' needs"),
    (r#"{"question": "one", "claim": "c", "id": "o"}"#, "'id' needs"),
    (r#"{"question": "one", "claim": "c", "remove": "offers"}"#, "'remove' needs"),
];

#[test]
fn what_does_not_fit_is_refused_with_a_sentence() -> Result<()> {
    let (framework, start) = everything()?;
    let entries = ENTRIES.map(|(list, entry, why)| {
        (format!(r#"{{"put": "{list}", "entry": {{"id": "new", {entry}}}}}"#), why)
    });
    let lines = LINES.map(|(line, why)| (line.to_owned(), why));
    for (line, why) in entries.into_iter().chain(lines) {
        let mut after = start.clone();
        let said = read_change(&line).and_then(|changes| {
            changes.iter().try_for_each(|change| after.apply(&framework, change).map(|_| ()))
        });
        let Err(said) = said else { anyhow::bail!("it was taken: {line}") };
        ensure!(said.contains(why), "{line}: {said}");
        ensure!(after == start, "{line} altered something");
    }
    Ok(())
}

/// A key that stands behind a nested value is named with its column like any other.
#[test]
fn a_wrong_key_is_named_with_its_column_behind_a_nested_value() {
    for line in [
        r#"{"put": "offers", "entry": {"id": "o", "about": ["one"]}, "nonsense": 1}"#,
        r#"{"node": "domain", "lessons": ["[", "}"], "nonsense": 1}"#,
    ] {
        let column = line.find("\"nonsense\"").map_or(0, |at| at + 1);
        let said = read_change(line).expect_err("it is no key");
        assert!(said.starts_with(&format!("column {column}: 'nonsense'")), "{line}: {said}");
    }
}
