//! Documents: good ones survive editing to the byte, broken ones are refused with their place.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Change, Confidence, Id, Key, Selection, Verdict};
use stocktake::store::{
    Document, list_assessments, read_assessment, read_change, read_framework, read_text,
};
use stocktake::workspace::{OpenError, Workspace};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)
}

fn key() -> Result<Key> {
    let selection = Selection::new("XAA/2025").map_err(anyhow::Error::msg)?;
    selection.single().context("one assessment")
}

/// A workspace with the tiny framework and one assessment file.
fn workspace(assessment: &Path) -> Result<(tempfile::TempDir, Workspace)> {
    let temporary = tempfile::tempdir()?;
    Workspace::init(temporary.path())?;
    fs::copy(folder("tiny.toml"), temporary.path().join("frameworks/tiny.toml"))?;
    let workspace = Workspace::open(temporary.path())?;
    let path = workspace.path_of(&key()?);
    fs::create_dir_all(path.parent().context("a folder")?)?;
    fs::copy(assessment, &path)?;
    Ok((temporary, workspace))
}

/// The lines that a person sees as changed: the larger of those added and those removed.
fn changed_lines(before: &str, after: &str) -> usize {
    let difference = similar::TextDiff::from_lines(before, after);
    let count = |tag| difference.iter_all_changes().filter(|c| c.tag() == tag).count();
    count(similar::ChangeTag::Insert).max(count(similar::ChangeTag::Delete))
}

#[test]
fn a_file_written_by_hand_keeps_everything_but_what_was_changed() -> Result<()> {
    let (_keep, workspace) = workspace(&folder("valid/hand-written.toml"))?;
    let path = workspace.path_of(&key()?);
    let before = fs::read_to_string(&path)?;
    let mut session = workspace.edit(&key()?)?;
    let id = |text: &str| Id::new(text).map_err(anyhow::Error::msg);

    session.apply(&[Change::verdict(&id("b")?, Some(Verdict::Scored(4.0)))])?;
    session.settle()?;
    let after = fs::read_to_string(&path)?;
    assert_eq!(after, before.replacen("level = 2   #", "level = 4   #", 1));

    session.apply(&[
        Change::verdict(&id("d")?, Some(Verdict::Unknown)),
        Change::Confidence(id("d")?, Some(Confidence::Fair)),
    ])?;
    session.undo()?;
    session.undo()?;
    session.settle()?;
    assert_eq!(fs::read_to_string(&path)?, before, "undo brings every byte back");
    session.redo()?;
    session.settle()?;
    assert_eq!(fs::read_to_string(&path)?, after, "redo as well");
    Ok(())
}

#[test]
fn changing_one_level_changes_two_lines_at_most_wherever_it_is() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let demonstration = Workspace::open(root)?;
    let listed = list_assessments(&root.join("assessments"))?;
    ensure!(listed.keys.len() >= 9, "the demonstration has three countries with three years each");
    for key in listed.keys {
        let path = demonstration.path_of(&key);
        let text = read_text(&path)?;
        let opened = demonstration.read(&key)?;
        let mut assessment = opened.assessment.clone();
        let mut document = Document::parse(&text).map_err(anyhow::Error::msg)?;
        ensure!(document.text() == text, "{key} does not survive being opened");
        for question in opened.assessment.answers.keys() {
            let old = opened.assessment.answers[question].verdict.clone();
            let new = match old {
                Some(Verdict::Scored(2.0)) => Verdict::Scored(3.0),
                _ => Verdict::Scored(2.0),
            };
            let change = Change::verdict(question, Some(new));
            let undo = assessment.apply(&opened.framework, &change).map_err(anyhow::Error::msg)?;
            document.sync(&assessment, &opened.framework, &change.part());
            let lines = changed_lines(&text, &document.text());
            ensure!((1..=2).contains(&lines), "{key} {question}: {lines} lines");
            assessment.apply(&opened.framework, &undo).map_err(anyhow::Error::msg)?;
            document = Document::parse(&text).map_err(anyhow::Error::msg)?;
        }
    }
    Ok(())
}

/// Every demonstration file is in the order that the program writes.
#[test]
fn a_new_document_reads_back_as_the_same_assessment() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let demonstration = Workspace::open(root)?;
    let all = demonstration.read_all(&Selection::all(), &|_, _| true)?;
    ensure!(all.bad.is_empty(), "{}", all.bad[0]);
    for opened in all.opened {
        let text = Document::new(&opened.assessment, &opened.framework).text();
        let path = Path::new("new.toml");
        let key = &opened.assessment.key;
        let (again, warnings) = read_assessment(path, key, &text)?;
        ensure!(warnings.is_empty(), "{key}: {}", warnings[0]);
        ensure!(again == opened.assessment, "{key} is another assessment");
    }
    Ok(())
}

/// Numbers, quotes and the space around them: what says the same is not written again.
#[test]
fn what_was_not_changed_keeps_the_spelling_that_a_person_gave_it() -> Result<()> {
    let text = r#"country = 'XAA'
year = 2025
perspective = "self"
population = 1_000

[framework]
id = 'tiny'
version = "1"

[answers."b"]
level = 3.0
parked = true # to be seen
sources = [ 'e' , "f" ]
claim = 'as "they" say'
missing = """
two
lines"""

[[evidence]]
id = 'e'
kind = 'survey'
title = 'A survey'
confidential = true

[[evidence]]
id = "f"
kind = "survey"
title = "Another"

[[priorities]]
id = "p"
question = "b"
title = 'Raise it'
target = 4.0
impact = [ 5.0, 4 ]
legal = true
"#;
    let framework = folder("tiny.toml");
    let framework = read_framework(&framework, &read_text(&framework)?)?;
    let (mut assessment, warnings) = read_assessment(Path::new("self.toml"), &key()?, text)?;
    ensure!(warnings.is_empty(), "{}", warnings[0]);
    let mut document = Document::parse(text).map_err(anyhow::Error::msg)?;
    for line in [
        r#"{"question": "b", "agreed_by": "all"}"#,
        r#"{"country_name": "Aravia"}"#,
        r#"{"put": "evidence", "entry": {"id": "e", "kind": "survey", "title": "A survey", "confidential": true, "page": "3"}}"#,
        r#"{"put": "priorities", "entry": {"id": "p", "question": "b", "title": "Raise it", "target": 4, "impact": [5, 4], "legal": true, "note": "n"}}"#,
    ] {
        for change in read_change(line).map_err(anyhow::Error::msg)? {
            assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
            document.sync(&assessment, &framework, &change.part());
        }
    }
    let after = document.text();
    let lines: Vec<&str> = after.lines().collect();
    for line in text.lines() {
        ensure!(
            lines.contains(&line),
            "{line} has another spelling now:
{after}"
        );
    }
    // One line for each change, and the sector, which an entry that is put anew says.
    assert_eq!(lines.len(), text.lines().count() + 5, "{after}");
    Ok(())
}

/// Lists keep their order in a file whose sections stand in an order of its own.
#[test]
fn a_new_first_entry_comes_first_in_the_file() -> Result<()> {
    let head = "country = \"XAA\"\nyear = 2025\nperspective = \"self\"\n\n[framework]\nid = \"tiny\"\nversion = \"1\"\n";
    let text = format!(
        "{head}\n[[requests]]\nid = \"old\"\ntitle = \"t\"\n\n[notes.group]\nlessons = [\"l\"]\n"
    );
    let (path, framework) = (Path::new("self.toml"), folder("tiny.toml"));
    let framework = read_framework(&framework, &read_text(&framework)?)?;
    let (mut assessment, _) = read_assessment(path, &key()?, &text)?;
    let mut document = Document::parse(&text).map_err(anyhow::Error::msg)?;
    for at in [0, 1, 3] {
        let line = format!(
            r#"{{"put": "requests", "entry": {{"id": "new-{at}", "title": "t"}}, "at": {at}}}"#
        );
        for change in read_change(&line).map_err(anyhow::Error::msg)? {
            assessment.apply(&framework, &change).map_err(anyhow::Error::msg)?;
            document.sync(&assessment, &framework, &change.part());
        }
        let (read, _) = read_assessment(path, &key()?, &document.text())?;
        ensure!(read == assessment, "another order:\n{}", document.text());
    }
    Ok(())
}

#[test]
fn broken_assessments_are_refused_with_their_place_and_left_as_they_are() -> Result<()> {
    let mut report = String::new();
    for path in files("invalid")? {
        let (_keep, workspace) = workspace(&path)?;
        let file = workspace.path_of(&key()?);
        let before = fs::read(&file)?;
        let message = match workspace.edit(&key()?) {
            Err(OpenError::Bad(bad)) => bad.to_string(),
            other => anyhow::bail!("{} was not refused: {other:?}", path.display()),
        };
        ensure!(fs::read(&file)? == before, "{} was altered", path.display());
        report += &shorten(&path, &message, workspace.root());
    }
    insta::assert_snapshot!("broken_assessments", report);
    Ok(())
}

#[test]
fn broken_frameworks_are_refused_with_their_place() -> Result<()> {
    let mut report = String::new();
    for path in files("frameworks")? {
        let message = match read_text(&path).and_then(|text| read_framework(&path, &text)) {
            Err(bad) => bad.to_string(),
            Ok(_) => anyhow::bail!("{} was not refused", path.display()),
        };
        report += &shorten(&path, &message, &folder("frameworks"));
    }
    insta::assert_snapshot!("broken_frameworks", report);
    Ok(())
}

fn files(name: &str) -> Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder(name))?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    ensure!(paths.len() >= 15, "only {} files in {name}", paths.len());
    Ok(paths)
}

fn shorten(path: &Path, message: &str, root: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message =
        message.replace(&*root.to_string_lossy(), "").replace("/assessments/XAA/2025/", "");
    format!("== {name}\n{}\n", message.replace(&format!("/{name}"), &name))
}
