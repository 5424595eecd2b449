//! What a file may not leave out, and what stays in it as a person wrote it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Assessment, Change, Choice, Framework, Key, Selection};
use stocktake::store::{Document, read_assessment, read_change, read_framework};

use super::refused::read;
use super::{framework, pin};

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

/// Settling one conflict, whichever it is, leaves the tables of the others as they are, comments
/// included.
#[test]
fn a_conflict_that_stays_keeps_what_a_person_wrote_into_it() -> Result<()> {
    let framework =
        read_framework(Path::new("every.toml"), include_str!("../documents/every-field.toml"))?;
    let (head, rest) = EVERY.split_once("[[conflicts]]\n").context("a conflict")?;
    let (conflicts, attic) = rest.split_once("\n[[attic]]").context("the attic")?;
    let tables: Vec<String> = conflicts
        .split("[[conflicts]]\n")
        .enumerate()
        .map(|(at, table)| {
            let asked = format!("# Ask number {at}.\nx_own = {at}\nours = ");
            format!("[[conflicts]]\n{}", table.replace("ours = ", &asked).replace("{ ", "{  "))
        })
        .collect();
    let text = format!("{head}{}\n[[attic]]{attic}", tables.concat());
    let key = Selection::new("XAA/2025/shadow@north~1.0").map_err(anyhow::Error::msg)?;
    let key = key.single().context("one assessment")?;
    let read = |text: &str| -> Result<Assessment> {
        Ok(read_assessment(Path::new("shadow.toml"), &key, text)?.0)
    };
    ensure!(tables.len() == 3, "{tables:?}");
    for settled in 0..tables.len() {
        let mut assessment = read(&text)?;
        let mut document = Document::parse(&text).map_err(anyhow::Error::msg)?;
        let about = assessment.conflicts[settled].clone();
        for change in about.resolve(&assessment, &Choice::Ours).map_err(anyhow::Error::msg)? {
            assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
            document.sync(&assessment, &framework, &change.part());
        }
        let after = document.text();
        ensure!(assessment.conflicts.len() == 2 && read(&after)? == assessment, "{after}");
        for (at, table) in tables.iter().enumerate() {
            ensure!(after.contains(table.trim_end()) == (at != settled), "{settled}: {after}");
        }
    }
    Ok(())
}

/// Two conflicts about one answer that differ in nothing but the levels are two.
#[test]
fn of_two_conflicts_about_one_answer_the_other_one_stays() -> Result<()> {
    let framework =
        read_framework(Path::new("every.toml"), include_str!("../documents/every-field.toml"))?;
    let (head, _) = EVERY.split_once("[[conflicts]]\n").context("a conflict")?;
    let table = |ours: u8, theirs: u8| {
        format!(
            "[[conflicts]]\nquestion = \"one\"\nfield = \"verdict\"\nours = {{ level = {ours} }}\n\
             theirs = {{ level = {theirs} }}\n"
        )
    };
    let text = head.to_owned() + &table(3, 1) + &table(1, 0);
    for settled in 0..2 {
        let (mut assessment, parsed) = (read(&text)?, Document::parse(&text));
        let mut document = parsed.map_err(anyhow::Error::msg)?;
        let change = Change::Settle(Box::new(assessment.conflicts[settled].clone()));
        assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
        document.sync(&assessment, &framework, &change.part());
        let after = document.text();
        ensure!(assessment.conflicts.len() == 1 && read(&after)? == assessment, "{after}");
    }
    Ok(())
}

/// What is kept aside and what is in conflict included, whatever list it is in.
#[test]
fn a_file_that_is_made_anew_says_all_that_a_file_can_say() -> Result<()> {
    let framework =
        read_framework(Path::new("every.toml"), include_str!("../documents/every-field.toml"))?;
    let aside = [
        "[[attic.actions]]\nid = \"old\"\ntitle = \"t\"\nstatus = \"planned\"\n",
        "[[attic.duties]]\nid = \"old\"\nstep = \"report\"\nlevel = \"local\"\nbody = \"b\"\n",
        "[[attic.treaty]]\nid = \"old\"\nbody = \"CRC\"\nyear = 2023\ntext = \"t\"\nlevel = \"policy\"\n",
    ];
    let assessment = read(&(EVERY.to_owned() + &aside.concat()))?;
    ensure!(assessment.attic[0].plans.len() == 4, "{:?}", assessment.attic);
    let text = Document::new(&assessment, &framework).text();
    ensure!(read(&text)? == assessment, "{text}");
    Ok(())
}

/// A table that a person wrote on one line is written on that line.
#[test]
fn an_answer_on_one_line_is_changed_and_taken_away_there() -> Result<()> {
    let framework = framework()?;
    let (head, pin) = blank(&framework)?;
    let text = format!(
        "{head}[framework]\n{pin}[answers]\nb = {{ level = 1, x_own = 1 }} # Ask Ann.\n\
         c = {{ level = 2 }}\n[notes]\ngroup = {{ lessons = [\"one\"] }}\n"
    );
    let lines = [
        r#"{"question": "b", "level": 3}"#,
        r#"{"question": "b", "claim": "It is so."}"#,
        r#"{"question": "c", "state": "open"}"#,
        r#"{"node": "group", "lessons": ["one", "two"]}"#,
        r#"{"question": "b", "state": "unknown"}"#,
    ];
    let after = synced(&framework, &text, &lines)?;
    for kept in ["b = {", "x_own = 1", "# Ask Ann.", "group = {"] {
        ensure!(after.contains(kept), "{kept}: {after}");
    }
    ensure!(!after.contains("c = {") && !after.contains("[answers."), "{after}");
    Ok(())
}

/// A table that is new stands ahead of those that the program does not know.
#[test]
fn a_new_table_stands_ahead_of_what_nobody_knows() -> Result<()> {
    let framework = framework()?;
    let (head, pin) = blank(&framework)?;
    let inline = pin.trim_end().replace('\n', ", ");
    let line = r#"{"question": "b", "level": 3}"#;
    for pin in [format!("[framework]\n{pin}"), format!("framework = {{ {inline} }}\n")] {
        let after = synced(&framework, &format!("{head}{pin}[x_own]\na = 1\n"), &[line])?;
        let (before, _) = after.split_once("[x_own]\na = 1\n").context("it is gone")?;
        ensure!(before.contains("[answers.b]"), "{after}");
    }
    Ok(())
}

/// What stands on a line of its own ahead of the tables stays where a person wrote it.
#[test]
fn a_new_table_moves_no_line_ahead_of_it() -> Result<()> {
    let framework = framework()?;
    let (head, pin) = blank(&framework)?;
    let pin = pin.trim_end().replace('\n', ", ");
    let lines: Vec<&str> = head.trim_end().lines().collect();
    for at in 0..=lines.len() {
        let (before, behind) = lines.split_at(at);
        let text = [before, &[&*format!("framework = {{ {pin} }}")], behind].concat().join("\n");
        let after =
            synced(&framework, &(text.clone() + "\n"), &[r#"{"question": "b", "level": 3}"#])?;
        ensure!(after.starts_with(&text), "{at}: {after}");
    }
    Ok(())
}

/// The head of a blank file, and what it says of its framework.
fn blank(framework: &Framework) -> Result<(String, String)> {
    let assessment = Assessment::blank(key()?, pin(framework));
    let text = Document::new(&assessment, framework).text();
    let (head, pin) = text.split_once("[framework]\n").context("a framework")?;
    Ok((head.to_owned(), pin.to_owned()))
}

fn key() -> Result<Key> {
    let key = Selection::new("XAA/2025").map_err(anyhow::Error::msg)?;
    key.single().context("one assessment")
}

/// A file after some changes; after each of them it says what the assessment says.
fn synced(framework: &Framework, text: &str, lines: &[&str]) -> Result<String> {
    let read = |text: &str| -> Result<Assessment> {
        Ok(read_assessment(Path::new("self.toml"), &key()?, text)?.0)
    };
    let (mut assessment, parsed) = (read(text)?, Document::parse(text));
    let mut document = parsed.map_err(anyhow::Error::msg)?;
    for line in lines {
        for change in read_change(line).map_err(anyhow::Error::msg)? {
            assessment.apply(framework, &change).map_err(anyhow::Error::msg)?;
            document.sync(&assessment, framework, &change.part());
        }
        ensure!(read(&document.text())? == assessment, "{line}: {}", document.text());
    }
    Ok(document.text())
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
    for (line, stays) in [
        (r#"{"question": "two", "state": "open"}"#, "x_own = 1\nstate = \"open\"\n"),
        (r#"{"question": "two", "claim": "c"}"#, "x_own = 1\nstate = \"open\"\nclaim = \"c\"\n"),
        (r#"{"question": "two", "level": 2}"#, "x_own = 1\nlevel = 2\nclaim = \"c\"\n"),
        (r#"{"question": "two", "claim": ""}"#, "x_own = 1\nlevel = 2\n"),
    ] {
        for change in read_change(line).map_err(anyhow::Error::msg)? {
            assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
            document.sync(&assessment, &framework, &change.part());
        }
        let after = document.text();
        ensure!(!after.contains("islands"), "{after}");
        let (_, table) = after.split_once("[answers.two]\n").context("it is gone")?;
        let (table, _) = table.split_once("\n[").unwrap_or((table, ""));
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.retain(|line| !line.is_empty());
            lines.sort();
            lines
        };
        ensure!(sorted(table) == sorted(stays), "{line}: {after}");
        // A misspelt level is an error, so that a key beside no level must not look like one.
        ensure!(read(&after)? == assessment, "{line}: {after}");
    }
    Ok(())
}
