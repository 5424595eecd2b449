//! What a file may not leave out, and what stays in it as a person wrote it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Assessment, Choice, Selection};
use stocktake::store::{Document, read_assessment, read_change, read_framework};

use super::refused::read;

const EVERY: &str = include_str!("../documents/every-assessment.toml");

/// The keys that an entry is nothing without, list by list: the file is refused where one is missing,
/// and in order where any other is.
const NEEDED: [(&str, &[&str]); 9] = [
    ("evidence", &["id", "kind"]),
    ("priorities", &["id", "question"]),
    ("recommendations", &["id", "level"]),
    ("targets", &["id", "level"]),
    ("actions", &["id", "title"]),
    ("duties", &["id", "step", "level", "body"]),
    ("treaty", &["id", "body", "year", "text", "level"]),
    ("offers", &["id"]),
    ("requests", &["id"]),
];

#[test]
fn a_file_without_what_an_entry_needs_is_refused_and_names_it() -> Result<()> {
    let (every, _) = EVERY.split_once("[[conflicts]]").context("a conflict")?;
    let lines: Vec<&str> = every.lines().collect();
    for (list, needed) in NEEDED {
        let header = format!("[[{list}]]");
        let first = lines.iter().position(|line| *line == header).context("the list")? + 1;
        let entry = lines[first..].iter().take_while(|line| !line.starts_with('['));
        for (at, line) in entry.enumerate() {
            let (key, _) = line.split_once(" = ").context("a key")?;
            let mut less = lines.clone();
            less.remove(first + at);
            let less = less.join("\n");
            match read(&less) {
                // That nothing rests on what has no id any more is another matter.
                Err(error) if needed.contains(&key) => {
                    let said = format!("{error:#}");
                    ensure!(said.contains(key), "{list} without {key}: {said}");
                }
                Err(error) => anyhow::bail!("{list} does without {key}: {error:#}"),
                Ok(_) => ensure!(!needed.contains(&key), "{list} was read without {key}"),
            }
        }
    }
    Ok(())
}

/// Settling one conflict leaves the tables of the others as they are, comments included.
#[test]
fn a_conflict_that_stays_keeps_what_a_person_wrote_into_it() -> Result<()> {
    let framework =
        read_framework(Path::new("every.toml"), include_str!("../documents/every-field.toml"))?;
    let text = EVERY.replace("lessons\"\nours", "lessons\"\n# Ask Ann.\nx_own = 1\nours");
    ensure!(text != EVERY, "the comment found no place");
    let key = Selection::new("XAA/2025/shadow@north~1.0").map_err(anyhow::Error::msg)?;
    let key = key.single().context("one assessment")?;
    let read = |text: &str| -> Result<Assessment> {
        Ok(read_assessment(Path::new("shadow.toml"), &key, text)?.0)
    };
    let mut assessment = read(&text)?;
    let mut document = Document::parse(&text).map_err(anyhow::Error::msg)?;
    let about = assessment.conflicts.iter().find(|c| c.field.to_string() == "offers o1 title");
    let about = about.context("the conflict about the offer")?.clone();
    for change in about.resolve(&assessment, &Choice::Ours).map_err(anyhow::Error::msg)? {
        assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
        document.sync(&assessment, &framework, &change.part());
    }
    let after = document.text();
    ensure!(assessment.conflicts.len() == 2 && read(&after)? == assessment, "{after}");
    ensure!(after.contains("# Ask Ann.\nx_own = 1\n"), "{after}");
    Ok(())
}

/// What the program does not know keeps its table when all that it knows of is taken away.
#[test]
fn a_table_with_a_key_that_nobody_knows_stays() -> Result<()> {
    let framework =
        read_framework(Path::new("every.toml"), include_str!("../documents/every-field.toml"))?;
    let (text, _) = EVERY.split_once("[[conflicts]]").context("a conflict")?;
    let text = text.replace("[answers.two]\n", "[answers.two]\nx_own = 1\n");
    let mut assessment = read(&text)?;
    let mut document = Document::parse(&text).map_err(anyhow::Error::msg)?;
    for change in
        read_change(r#"{"question": "two", "state": "open"}"#).map_err(anyhow::Error::msg)?
    {
        assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
        document.sync(&assessment, &framework, &change.part());
    }
    let after = document.text();
    ensure!(after.contains("[answers.two]\nx_own = 1\n") && !after.contains("islands"), "{after}");
    Ok(())
}
