//! What is wrong with a line that holds no change, in words, with the column and a remedy.

use serde_json::{Error, Value};

/// What a key of a line takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Number,
    Flag,
    Text,
    Texts,
    Entry,
}

/// The keys of a line.
pub(super) const KEYS: [(&str, Takes); 31] = [
    ("question", Takes::Text),
    ("level", Takes::Number),
    ("state", Takes::Text),
    ("reason", Takes::Text),
    ("carried", Takes::Flag),
    ("reason_of_change", Takes::Text),
    ("in_place", Takes::Text),
    ("confidence", Takes::Text),
    ("parked", Takes::Flag),
    ("sources", Takes::Texts),
    ("claim", Takes::Text),
    ("evidence", Takes::Text),
    ("missing", Takes::Text),
    ("reservation", Takes::Text),
    ("agreed_by", Takes::Text),
    ("node", Takes::Text),
    ("strengths", Takes::Texts),
    ("weaknesses", Takes::Texts),
    ("opportunities", Takes::Texts),
    ("challenges", Takes::Texts),
    ("lessons", Takes::Texts),
    ("put", Takes::Text),
    ("entry", Takes::Entry),
    ("at", Takes::Number),
    ("dispute", Takes::Entry),
    ("settle", Takes::Entry),
    ("remove", Takes::Text),
    ("id", Takes::Text),
    ("country_name", Takes::Text),
    ("territory_note", Takes::Text),
    ("population", Takes::Number),
];

/// How a line looks when it is right.
const EXAMPLE: &str = "write it as {\"question\": \"reporting-duty\", \"level\": 3}";

/// What the parser says of a text that is no JSON, and what a person needs to know.
const SYNTAX: [(&str, &str); 9] = [
    ("trailing comma", "a comma stands behind the last value: take it out"),
    (
        "trailing characters",
        "something stands behind the end of the change: one line is one change",
    ),
    ("key must be a string", "a key stands in double quotes, for instance \"level\""),
    ("expected `:`", "a colon belongs between a key and its value"),
    ("expected `,`", "a comma belongs between two values; a quote inside a text is written \\\""),
    (
        "control character",
        "a text holds a control character: write \\n for a new line, \\t for a tab",
    ),
    ("invalid escape", "a backslash in a text is written twice"),
    ("number out of range", "the number is too large"),
    ("recursion limit", "too many brackets stand inside each other"),
];

/// Why a line is no change. `refused` is what the parser said of it.
pub(super) fn wording(text: &str, refused: &Error) -> String {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return syntax(text, &error),
    };
    let Value::Object(object) = &value else {
        return format!("column {}: a change stands in braces: {EXAMPLE}", start(text));
    };
    let keys = keys(text);
    for (at, (name, column)) in keys.iter().enumerate() {
        let Some((_, takes)) = KEYS.iter().find(|(key, _)| key == name) else {
            let near = match near(name) {
                Some(near) => format!("is it '{near}'?"),
                None => "docs/changes.md lists the keys".to_owned(),
            };
            return format!("column {column}: '{name}' is not a key of a change: {near}");
        };
        if keys[..at].iter().any(|(before, _)| before == name) {
            return format!("column {column}: '{name}' stands twice: take one of them out");
        }
        let found = object.get(name).unwrap_or(&Value::Null);
        if !takes.fits(found) {
            let (wanted, found) = (takes.describe(), describe(found));
            return format!("column {column}: '{name}' takes {wanted}, and here stands {found}");
        }
    }
    format!("column {}: the change cannot be read: {EXAMPLE}", refused.column())
}

fn syntax(text: &str, error: &Error) -> String {
    // The parser counts bytes; people count characters.
    let bytes = error.column().min(text.len());
    let column = String::from_utf8_lossy(&text.as_bytes()[..bytes]).chars().count().max(1);
    if error.is_eof() {
        return format!(
            "column {column}: the line ends too early: a quote, a bracket or a value is missing"
        );
    }
    let said = error.to_string();
    let why = SYNTAX.iter().find(|(start, _)| said.starts_with(start));
    let why = why.map_or_else(|| format!("this is not JSON: {EXAMPLE}"), |(_, w)| (*w).to_owned());
    format!("column {column}: {why}")
}

/// The column of the first character that is no blank.
fn start(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace()).count() + 1
}

/// The keys of the outermost object with their columns, in the order of the line, which is JSON.
fn keys(text: &str) -> Vec<(String, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(c) = chars.get(at) {
        let start = at;
        at += 1;
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '"' => {
                while let Some(c) = chars.get(at).filter(|c| **c != '"') {
                    at += if *c == '\\' { 2 } else { 1 };
                }
                at += 1;
                let is_key = chars.iter().skip(at).find(|c| !c.is_whitespace()) == Some(&':');
                let written: String = chars.iter().take(at).skip(start).collect();
                if let (1, true, Ok(name)) = (depth, is_key, serde_json::from_str(&written)) {
                    found.push((name, start + 1));
                }
            }
            _ => {}
        }
    }
    found
}

/// The key that somebody may have meant: one letter missing, too many, wrong, or two exchanged.
fn near(name: &str) -> Option<&'static str> {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.to_lowercase().replace('-', "_").chars().collect();
        letters.sort_unstable();
        letters
    };
    let meant = sorted(name);
    let apart = |key: &str| {
        let (mut a, mut b) = (sorted(key), meant.clone());
        a.retain(|c| match b.iter().position(|d| d == c) {
            Some(at) => {
                b.remove(at);
                false
            }
            None => true,
        });
        a.len().max(b.len())
    };
    KEYS.iter().map(|(key, _)| *key).find(|key| key.len() > 2 && apart(key) <= 1)
}

impl Takes {
    fn fits(self, value: &Value) -> bool {
        match (self, value) {
            // No value is no change of it.
            (_, Value::Null) | (Self::Entry, _) => true,
            (Self::Number, value) => value.is_number(),
            (Self::Flag, value) => value.is_boolean(),
            (Self::Text, value) => value.is_string(),
            (Self::Texts, Value::Array(list)) => list.iter().all(Value::is_string),
            (Self::Texts, _) => false,
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Text => "a text in quotes",
            Self::Texts => "a list of texts, for instance [\"...\", \"...\"]",
            Self::Entry => "an entry in braces",
        }
    }
}

/// A value as a person may call it; a long one is not repeated.
fn describe(value: &Value) -> String {
    const LONGEST: usize = 40;
    let what = match value {
        Value::Null => return "nothing".into(),
        Value::Bool(_) => "",
        Value::Number(_) => "the number ",
        Value::String(_) => "the text ",
        Value::Array(_) => "the list ",
        Value::Object(_) => "the entry ",
    };
    let text = value.to_string();
    if text.chars().count() > LONGEST {
        let start: String = text.chars().take(LONGEST).collect();
        return format!("{what}{start}...");
    }
    format!("{what}{text}")
}

#[cfg(test)]
mod tests {
    use super::super::read_change;
    use super::{KEYS, Takes, describe};

    /// A line, the column that is named, and what is said of it.
    const WRONG: [(&str, usize, &str); 17] = [
        ("not json", 2, "this is not JSON: write it as {\"question\""),
        ("", 1, "the line ends too early"),
        ("{\"question\": \"b", 15, "the line ends too early"),
        ("{\"question\": \"b\",}", 18, "a comma stands behind the last value"),
        ("{\"question\": \"b\"} x", 19, "one line is one change"),
        ("{question: \"b\"}", 2, "a key stands in double quotes"),
        ("{\"question\" \"b\"}", 13, "a colon belongs between"),
        ("{\"question\": \"b\" \"level\": 1}", 18, "a comma belongs between"),
        ("{\"claim\": \"a\\qb\"}", 14, "a backslash in a text is written twice"),
        ("{\"claim\": \"\u{e9}\u{e9}\", }", 17, "a comma stands behind"),
        (" [1]", 2, "a change stands in braces"),
        (
            "{\"question\": \"b\", \"levle\": 1}",
            19,
            "'levle' is not a key of a change: is it 'level'?",
        ),
        (
            "{\"claim\": \"\\\"level\\\": {\", \"level\": \"3\"}",
            27,
            "'level' takes a number, and here stands the text \"3\"",
        ),
        ("{\"claim\": \"a\", \"claim\": \"b\"}", 16, "'claim' stands twice"),
        ("{\"node\": \"g\", \"lessons\": [1]}", 15, "'lessons' takes a list of texts"),
        ("{\"zzzzzz\": 1}", 2, "docs/changes.md lists the keys"),
        // Any two letters are nearly 'at' or 'id'.
        ("{\"ab\": 1}", 2, "docs/changes.md lists the keys"),
    ];

    #[test]
    fn a_wrong_line_is_named_with_its_column() {
        for (line, column, why) in WRONG {
            let said = read_change(line).unwrap_err();
            assert!(said.starts_with(&format!("column {column}: ")), "{line}: {said}");
            assert!(said.contains(why), "{line}: {said}");
        }
    }

    /// The list of keys here and the fields of a line are the same, each with the same kind.
    #[test]
    fn every_key_takes_what_is_said() {
        for (key, takes) in KEYS {
            let wrong = format!("{{\"{key}\": {{}}}}");
            let said = read_change(&wrong).unwrap_err();
            let named = format!("column 2: '{key}' takes {}, and here", takes.describe());
            assert!(takes == Takes::Entry || said.starts_with(&named), "{key}: {said}");
        }
        let unknown = serde_json::from_str::<super::super::Line>("{\"x\": 1}").unwrap_err();
        let fields = unknown.to_string().matches('`').count() / 2 - 1;
        assert_eq!(fields, KEYS.len(), "{unknown}");
    }

    #[test]
    fn a_long_value_is_not_repeated_to_its_end() {
        assert_eq!(describe(&"x".repeat(38).into()), format!("the text \"{}\"", "x".repeat(38)));
        assert_eq!(describe(&"x".repeat(39).into()), format!("the text \"{}...", "x".repeat(39)));
    }
}
