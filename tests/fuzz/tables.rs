//! Tables of others: every row is taken, left out with its line, or blank; nothing is taken that is
//! off its scale; and a framework that is made of one can be written and read.
//!
//! The first letter of an input says which table it is.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use csv::{ReaderBuilder, Trim};
use stocktake::domain::{Change, DraftFramework, Framework, Verdict};
use stocktake::import::{
    FrameworkTable, Reason, Remark, ScoreTable, is_level_table, read_framework_table,
    read_indicator_data, read_indicator_meaning, read_level_table, read_library, read_score_table,
    read_translation_csv, read_translation_po,
};
use stocktake::store::{Document, read_assessment, read_framework, write_framework};

use super::text_of;
use super::tiny::{blank, framework, key};

static FRAMEWORK: LazyLock<Framework> =
    LazyLock::new(|| framework().expect("the tiny framework is in order"));

type Scores<'a> = &'a dyn Fn(&str) -> Result<ScoreTable, String>;

fn real(text: &str) -> Result<ScoreTable, String> {
    read_score_table(text, &FRAMEWORK)
}

pub fn tables(data: &[u8]) {
    tables_with(&text_of(data), &real);
}

/// A reader that says nothing of rows that come twice.
pub fn tables_without_doubles(data: &[u8]) {
    tables_with(&text_of(data), &|text| {
        let mut table = real(text)?;
        table.rejected.retain(|row| !matches!(row.reason, Reason::Duplicate(_)));
        Ok(table)
    });
}

fn tables_with(input: &str, read: Scores<'_>) {
    let Some((kind, text)) = input.split_once('\n') else { return };
    let more = FrameworkTable { id: "made".into(), ..FrameworkTable::default() };
    match kind.chars().next() {
        Some('s') => scores(text, read),
        Some('f') => match read_framework_table(text, &more) {
            Ok(draft) => made(&draft),
            Err(wrong) => told(text, &wrong),
        },
        Some('l') => match read_level_table(text, &more, None) {
            Ok(table) => {
                assert!(is_level_table(text));
                placed(text, &table.left_out);
                made(&table.draft);
            }
            Err(wrong) => told(text, &wrong),
        },
        Some('y') => match read_library(text, &more, None) {
            Ok(library) => {
                placed(text, &library.left_out);
                made(&library.draft);
            }
            Err(wrong) => told(text, &wrong),
        },
        Some('i') => {
            let (meaning, values) = text.split_once("\n%%%\n").unwrap_or((text, ""));
            match read_indicator_meaning(meaning) {
                Ok(read) => match read_indicator_data(values, &read) {
                    Ok(_) => {}
                    Err(wrong) => told(values, &wrong),
                },
                Err(wrong) => told(meaning, &wrong),
            }
        }
        Some('t') => {
            let rows = read_translation_csv(text).unwrap_or_default();
            assert!(rows.iter().all(|row| !row.place.is_empty()));
        }
        Some('p') => drop(read_translation_po(text)),
        _ => {}
    }
}

/// Fails where a table is refused without a reason that has a line.
fn told(text: &str, wrong: &[Remark]) {
    assert!(!wrong.is_empty(), "refused without a reason");
    placed(text, wrong);
}

fn placed(text: &str, remarks: &[Remark]) {
    for (line, why) in remarks {
        assert!(!why.is_empty());
        in_text(text, *line);
    }
}

fn in_text(text: &str, line: u64) {
    // A bare carriage return ends a line as well.
    let lines = text.matches(['\n', '\r']).count() + 1;
    let line = usize::try_from(line).unwrap_or(usize::MAX);
    assert!((1..=lines).contains(&line), "line {line} of {lines}");
}

/// A draft that is in order can be written, and is read as the same framework.
fn made(draft: &DraftFramework) {
    let Ok(framework) = draft.check() else { return };
    let text = write_framework(draft).expect("what is in order can be written");
    let again = read_framework(Path::new("made.toml"), &text)
        .unwrap_or_else(|bad| panic!("not accepted again: {bad}\n{text}"));
    assert_eq!(framework.digest(), again.digest(), "{text}");
}

fn scores(text: &str, read: Scores<'_>) {
    let table = match read(text) {
        Ok(table) => table,
        Err(why) => return assert!(!why.is_empty()),
    };
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().count();
    let taken: usize = table.batches.iter().map(|batch| batch.rows.len()).sum();
    assert_eq!(taken + table.rejected.len() + table.blank, rows, "a row is missing");
    for rejected in &table.rejected {
        assert!(!rejected.reason.to_string().is_empty());
        in_text(text, rejected.line);
    }
    for batch in &table.batches {
        let mut assessment = blank(&FRAMEWORK);
        let mut asked = BTreeSet::new();
        for row in &batch.rows {
            in_text(text, row.line);
            assert!(asked.insert(&row.question), "{} is answered twice", row.question);
            let change = Change::verdict(&row.question, Some(row.verdict.clone()));
            let applied = assessment.apply(&FRAMEWORK, &change);
            let number = matches!(row.verdict, Verdict::Scored(_));
            assert!(applied.is_ok() || !number, "taken, and off the scale: {row:?}");
        }
        let file = Document::new(&assessment, &FRAMEWORK).text();
        let (again, _) = read_assessment(Path::new("x.toml"), &key(), &file)
            .unwrap_or_else(|bad| panic!("the file cannot be read: {bad}\n{file}"));
        assert_eq!(assessment, again, "{file}");
    }
}
