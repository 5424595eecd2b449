//! Hundreds of broken framework files: each is a problem with its place, none a panic, none endless.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use stocktake::store::{BadFile, Located, lint_framework, read_framework, read_text};

/// A small framework that uses most of the format.
const GOOD: &str = include_str!("../documents/every-field.toml");

/// What takes this long would never have ended. How fast a file is read is for the benchmarks to
/// say: a test that others share the processor with cannot.
const NEVER: Duration = Duration::from_secs(60);

/// Reads the text of one file. Whatever comes back, it came back without a panic, and
/// what is wrong has a place inside the file and something to do about it.
fn read(what: &str, text: &str) -> Result<bool> {
    let start = Instant::now();
    let path = Path::new("x.toml");
    let read = catch_unwind(AssertUnwindSafe(|| {
        (read_framework(path, text).map(|_| ()), lint_framework(path, text))
    }));
    let took = start.elapsed();
    let (read, linted) = read.map_err(|_| anyhow::anyhow!("{what}: a panic\n{text}"))?;
    ensure!(took < NEVER, "{what} took {took:?}");
    linted.iter().try_for_each(|located| placed(what, text, located))?;
    let Err(BadFile { problems, .. }) = read else { return Ok(true) };
    ensure!(!problems.is_empty(), "{what}: refused without a reason");
    problems.iter().try_for_each(|located| placed(what, text, located))?;
    Ok(false)
}

fn placed(what: &str, text: &str, located: &Located) -> Result<()> {
    let lines = text.split('\n').count();
    ensure!((1..=lines).contains(&located.line), "{what}: {located}");
    let line = text.split('\n').nth(located.line - 1).unwrap_or_default();
    ensure!((1..=line.chars().count() + 1).contains(&located.column), "{what}: {located}");
    ensure!(!located.problem.code.is_empty(), "{what}: {located}");
    ensure!(!located.problem.message.is_empty(), "{what}: {located}");
    ensure!(!located.problem.hint.is_empty(), "{what}: no remedy: {located}");
    Ok(())
}

#[track_caller]
fn refused(what: &str, text: &str) -> Result<()> {
    ensure!(!read(what, text)?, "{what} was not refused\n{text}");
    Ok(())
}

#[test]
fn truncations_at_every_byte() -> Result<()> {
    let mut bad = 0;
    for end in (0..GOOD.len()).filter(|end| GOOD.is_char_boundary(*end)) {
        bad += usize::from(!read(&format!("cut at byte {end}"), &GOOD[..end])?);
    }
    ensure!(bad > 1000, "only {bad} of {} were refused", GOOD.len());
    Ok(())
}

#[test]
fn flips_of_every_bit_in_the_first_kilobyte() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("x.toml");
    let mut bad = 0;
    for at in 0..GOOD.len().min(1024) {
        for bit in [0, 3, 5, 7] {
            let mut bytes = GOOD.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let what = format!("bit {bit} of byte {at}");
            match String::from_utf8(bytes.clone()) {
                Ok(text) => bad += usize::from(!read(&what, &text)?),
                Err(_) => {
                    std::fs::write(&path, &bytes)?;
                    let refused = read_text(&path).err();
                    let problems = refused.map(|bad| bad.problems).unwrap_or_default();
                    ensure!(
                        problems.len() == 1 && problems[0].problem.code == "not-utf-8",
                        "{what}"
                    );
                    bad += 1;
                }
            }
        }
    }
    ensure!(bad > 1000, "only {bad} were refused");
    Ok(())
}

#[test]
fn every_value_of_a_wrong_type() -> Result<()> {
    let wrong = [
        "7",
        "-1.5",
        "true",
        "\"\\u0000\"",
        "[]",
        "[[1]]",
        "{}",
        "{ a = 1 }",
        "1979-05-27",
        "nan",
        "-inf",
        "0xff",
    ];
    let mut bad = 0;
    for (at, line) in GOOD.lines().enumerate() {
        let Some((key, _)) = line.split_once(" = ") else { continue };
        if line.starts_with(' ') || line.ends_with('[') {
            continue;
        }
        for value in wrong {
            let changed: Vec<String> = GOOD
                .lines()
                .enumerate()
                .map(|(n, l)| if n == at { format!("{key} = {value}") } else { l.to_owned() })
                .collect();
            bad += usize::from(!read(&format!("{key} = {value}"), &changed.join("\n"))?);
        }
    }
    ensure!(bad > 300, "only {bad} were refused");
    Ok(())
}

#[test]
fn every_line_missing_or_twice() -> Result<()> {
    let lines: Vec<&str> = GOOD.lines().collect();
    for at in 0..lines.len() {
        let mut without = lines.clone();
        without.remove(at);
        read(&format!("line {} missing", at + 1), &without.join("\n"))?;
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        read(&format!("line {} twice", at + 1), &twice.join("\n"))?;
        let misspelt = GOOD.replacen(lines[at], &lines[at].replacen("e", "é", 1), 1);
        read(&format!("line {} misspelt", at + 1), &misspelt)?;
    }
    for key in ["id = \"every-field\"\n", "version = \"1.0\"\n", "title = \"Every field\"\n"] {
        refused(key, &GOOD.replacen(key, "", 1))?;
    }
    Ok(())
}

#[test]
fn ids_parents_depth_and_numbers_that_cannot_be() -> Result<()> {
    let question = |id: &str, more: &str| {
        format!("{GOOD}\n[[question]]\nid = \"{id}\"\ntext = \"Q?\"\nscale = \"percent\"\n{more}\n")
    };
    ensure!(read("the good file", &question("three", ""))?, "the good file is refused");
    for id in ["one", "ONE", "top", "", "..", "a/b", "con", "á", "a b", "\\u202e"] {
        refused(&format!("id {id}"), &question(id, ""))?;
    }
    for parent in ["one", "two", "nowhere", "Domain", "three"] {
        refused(
            &format!("parent {parent}"),
            &question("three", &format!("parent = \"{parent}\"")),
        )?;
    }
    for weight in ["nan", "inf", "-inf", "0", "-1", "-0.0", "1e999", "0x1", "\"2\"", "1_"] {
        refused(&format!("weight {weight}"), &question("three", &format!("weight = {weight}")))?;
    }
    for ring in [1, 2, 3, 50] {
        let mut text = GOOD.to_owned();
        for n in 0..ring {
            let above = (n + 1) % ring;
            let _ =
                write!(text, "\n[[node]]\nid = \"n{n}\"\nname = \"N\"\nparent = \"n{above}\"\n");
        }
        refused(&format!("a ring of {ring}"), &text)?;
    }
    for depth in [6, 7, 100, 2000] {
        let mut text = GOOD.to_owned();
        for n in 0..depth {
            let above = if n == 0 { "top".to_owned() } else { format!("n{}", n - 1) };
            let _ = write!(text, "\n[[node]]\nid = \"n{n}\"\nname = \"N\"\nparent = \"{above}\"\n");
        }
        let _ = write!(
            text,
            "\n[[question]]\nid = \"deep\"\ntext = \"D?\"\nparent = \"n{}\"\n",
            depth - 1
        );
        refused(&format!("{depth} levels"), &text)?;
    }
    for nesting in [10, 200, 100_000] {
        refused("brackets", &format!("{GOOD}\nx = {}", "[".repeat(nesting)))?;
        refused("braces", &format!("{GOOD}\nx = {}", "{a=".repeat(nesting)))?;
        refused("dots", &format!("{GOOD}\n{}x = 1", "a.".repeat(nesting)))?;
    }
    Ok(())
}

#[test]
fn line_ends_marks_and_hidden_bytes() -> Result<()> {
    ensure!(read("CRLF", &GOOD.replace('\n', "\r\n"))?, "CRLF is refused");
    ensure!(read("BOM", &format!("\u{feff}{GOOD}"))?, "a byte-order mark is refused");
    refused("CR alone", &GOOD.replace('\n', "\r"))?;
    refused("two BOMs", &format!("\u{feff}\u{feff}{GOOD}"))?;
    refused("NUL", &GOOD.replacen("Every field", "Every\0field", 1))?;
    refused("NUL outside", &format!("{GOOD}\0"))?;
    refused("escape", &GOOD.replacen("Every field", "Every\u{1b}[2Jfield", 1))?;
    refused("empty", "")?;
    refused("blank", " \r\n\t\n")?;
    refused("BOM alone", "\u{feff}")?;
    refused("JSON", "{ \"id\": \"x\" }")?;
    refused("YAML", "id: x\nversion: 1\n")?;
    refused("markers", &format!("<<<<<<< ours\n{GOOD}\n=======\n{GOOD}\n>>>>>>> theirs\n"))?;
    refused("a wide array", &format!("{GOOD}\nx = [{}]", "1,".repeat(20_000)))?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("x.toml");
    for (what, bytes, code) in [
        ("Latin 1", b"title = \"\xe9\"".to_vec(), "not-utf-8"),
        ("a surrogate", b"title = \"\xed\xa0\x80\"".to_vec(), "not-utf-8"),
        ("UTF-16", b"\xff\xfei\0d\0".to_vec(), "utf-16"),
    ] {
        std::fs::write(&path, bytes)?;
        let problems = read_text(&path).err().map(|bad| bad.problems).unwrap_or_default();
        ensure!(problems.len() == 1 && problems[0].problem.code == code, "{what}");
    }
    Ok(())
}
