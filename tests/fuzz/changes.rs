//! Lines of changes, as `apply` reads them and journals hold them: what is read is written as a line
//! that is read as the same, and what is accepted can be undone and is in the file.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use stocktake::domain::{Change, Framework};
use stocktake::store::{Document, read_assessment, read_change, write_change};

use super::text_of;
use super::tiny::{blank, framework, key};

static FRAMEWORK: LazyLock<Framework> =
    LazyLock::new(|| framework().expect("the tiny framework is in order"));

pub fn lines(data: &[u8]) {
    lines_with(&text_of(data), &write_change);
}

/// A writer that takes the blanks around a text away.
pub fn lines_without_blanks(data: &[u8]) {
    lines_with(&text_of(data), &|change| {
        let mut line = write_change(change);
        for value in line.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()) {
            if let Value::String(text) = value {
                *text = text.trim().to_owned();
            }
        }
        line
    });
}

fn lines_with(text: &str, write: &dyn Fn(&Change) -> Value) {
    let mut assessment = blank(&FRAMEWORK);
    let mut document = Document::new(&assessment, &FRAMEWORK);
    let mut accepted = false;
    for line in text.lines() {
        let changes = match read_change(line) {
            Ok(changes) => changes,
            Err(why) => {
                assert!(!why.is_empty());
                continue;
            }
        };
        assert!(!changes.is_empty(), "a line that changes nothing was accepted: {line}");
        for change in changes {
            let written = write(&change).to_string();
            let again = read_change(&written);
            assert_eq!(again.as_deref(), Ok(std::slice::from_ref(&change)), "{written}");
            let before = assessment.clone();
            let Ok(inverse) = assessment.apply(&FRAMEWORK, &change) else {
                assert_eq!(assessment, before, "a refused change altered something: {line}");
                continue;
            };
            let mut back = assessment.clone();
            back.apply(&FRAMEWORK, &inverse).unwrap_or_else(|why| panic!("{why}: {line}"));
            assert_eq!(back, before, "undoing leads elsewhere: {line}");
            let written = write(&inverse).to_string();
            assert_eq!(read_change(&written), Ok(vec![inverse]), "{written}");
            document.sync(&assessment, &FRAMEWORK, &change.part());
            accepted = true;
        }
    }
    if accepted {
        let text = document.text();
        let (read, unknown) = read_assessment(Path::new("x.toml"), &key(), &text)
            .unwrap_or_else(|bad| panic!("the file cannot be read again: {bad}\n{text}"));
        assert_eq!(
            (&read, unknown.len()),
            (&assessment, 0),
            "the file says something else:\n{text}"
        );
    }
}
