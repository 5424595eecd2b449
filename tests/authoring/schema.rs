//! The schemas: every shipped file fits, and schema and reader know the same keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use stocktake::domain::{Id, Selection};
use stocktake::store::{
    ASSESSMENT_SCHEMA, CROSSWALK_SCHEMA, FRAMEWORK_SCHEMA, SKELETON, is_crosswalk, read_assessment,
    read_crosswalk, read_framework, read_key,
};
use stocktake::workspace::{New, Workspace};

const EVERY_FIELD: &str = include_str!("../documents/every-field.toml");
const EVERY_ASSESSMENT: &str = include_str!("../documents/every-assessment.toml");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json(text: &str) -> Result<Value> {
    Ok(serde_json::to_value(toml::from_str::<toml::Table>(text)?)?)
}

/// What a schema says against the text of a TOML file.
fn against(schema: &str, text: &str) -> Result<Vec<String>> {
    let schema: Value = serde_json::from_str(schema)?;
    jsonschema::meta::validate(&schema).map_err(|e| anyhow::anyhow!("{e}"))?;
    let validator = jsonschema::validator_for(&schema).map_err(|e| anyhow::anyhow!("{e}"))?;
    let value = json(text)?;
    Ok(validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Every file whose first line names a schema fits it, and the line leads to the schema.
#[test]
fn every_shipped_file_names_its_schema_and_fits_it() -> Result<()> {
    let mut checked = 0;
    for path in [files(&root().join("frameworks"))?, files(&root().join("assessments"))?].concat() {
        let text = fs::read_to_string(&path)?;
        let is_framework = read_framework(&path, &text).is_ok() || text.contains("\n[base]");
        let is_assessment = path.starts_with(root().join("assessments"));
        if !is_framework && !is_assessment && !is_crosswalk(&path) {
            continue;
        }
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        let named = named.with_context(|| format!("{} names no schema", path.display()))?;
        let schema = fs::read_to_string(path.parent().context("a folder")?.join(named))?;
        let own = match is_assessment {
            true => ASSESSMENT_SCHEMA,
            false if is_crosswalk(&path) => CROSSWALK_SCHEMA,
            false => FRAMEWORK_SCHEMA,
        };
        ensure!(schema == own, "{} names another schema", path.display());
        let wrong = against(&schema, &text)?;
        ensure!(wrong.is_empty(), "{}: {}", path.display(), wrong[0]);
        checked += 1;
    }
    ensure!(checked >= 14, "only {checked} files");
    for text in [SKELETON, EVERY_FIELD] {
        let wrong = against(FRAMEWORK_SCHEMA, text)?;
        ensure!(wrong.is_empty(), "{}", wrong[0]);
    }
    let wrong = against(ASSESSMENT_SCHEMA, EVERY_ASSESSMENT)?;
    ensure!(wrong.is_empty(), "{}", wrong[0]);
    Ok(())
}

#[test]
fn the_schemas_refuse_what_the_readers_refuse() -> Result<()> {
    for (from, to) in [
        ("version = \"1.0\"", "version = 1.0"),
        ("rule = \"weighted\"", "rule = \"heavy\""),
        ("core = true", "core = 1"),
        ("core = true", "cor = true"),
        ("weight = 1.5", "weight = 0"),
        ("id = \"two\"", "id = \"t w o\""),
        ("decimals = 1", "decimals = 1.5"),
        ("{ at = 1, to = 2 }", "{ at = 1 }"),
        ("from = \"kind\"", "from = \"mood\""),
        ("tags = { other = [\"x\"] }", "tags = { other = [] }"),
        ("tags = { other = [\"x\"] }", "tags = { other = \"x\" }"),
    ] {
        let text = EVERY_FIELD.replacen(from, to, 1);
        ensure!(text != EVERY_FIELD, "{from} is not in the file");
        ensure!(!against(FRAMEWORK_SCHEMA, &text)?.is_empty(), "{to} fits the schema");
        ensure!(read_framework(Path::new("x"), &text).is_err(), "{to} is read");
    }
    for (from, to) in [
        ("year = 2025", "year = \"2025\""),
        ("perspective = \"shadow\"", "perspective = \"mine\""),
        ("level = 3", "level = \"3\""),
        ("confidence = \"fair\"", "confidence = \"quite\""),
        ("reason = \"There are no islands.\"\n", ""),
        ("date = \"2019-05\"", "date = 2019-05-01"),
    ] {
        let text = EVERY_ASSESSMENT.replacen(from, to, 1);
        ensure!(text != EVERY_ASSESSMENT, "{from} is not in the file");
        ensure!(!against(ASSESSMENT_SCHEMA, &text)?.is_empty(), "{to} fits the schema");
    }
    Ok(())
}

const EVERY_LINK: &str = r#"
[from]
framework = "f"
version = "1"
digest = "sha256:0"
[to]
framework = "f"
version = "2"
[[link]]
from = ["a"]
to = ["b"]
compare = "caution"
levels = [[1, 1], [2, 1.5]]
why = "So."
[[link]]
from = ["c"]
"#;

#[test]
fn the_schema_of_crosswalks_and_their_reader_agree() -> Result<()> {
    let path = Path::new("x.crosswalk.toml");
    assert_eq!(against(CROSSWALK_SCHEMA, EVERY_LINK)?, [""; 0]);
    read_crosswalk(path, EVERY_LINK)?;
    for (from, to) in [
        ("version = \"1\"", "version = 1"),
        ("version = \"1\"\n", ""),
        ("[to]", "[too]"),
        ("compare = \"caution\"", "compare = \"nearly\""),
        ("compare = \"caution\"\n", ""),
        ("[2, 1.5]", "[2]"),
        ("[2, 1.5]", "[2, \"1\"]"),
        ("from = [\"a\"]", "from = \"a\""),
        ("from = [\"a\"]", "from = [\"a b\"]"),
        ("why =", "because ="),
    ] {
        let text = EVERY_LINK.replacen(from, to, 1);
        ensure!(text != EVERY_LINK, "{from} is not in the file");
        ensure!(!against(CROSSWALK_SCHEMA, &text)?.is_empty(), "{to} fits the schema");
        ensure!(read_crosswalk(path, &text).is_err(), "{to} is read");
    }
    let (mut schema, mut document) = (BTreeSet::new(), BTreeSet::new());
    properties(&serde_json::from_str(CROSSWALK_SCHEMA)?, &mut schema);
    keys(&json(EVERY_LINK)?, &[], false, &mut document);
    assert_eq!(schema, document, "schema and document");
    assert_eq!(schema, matched(&source("crosswalk_file.rs")?), "schema and reader");
    Ok(())
}

/// The names of all properties in a schema, those of words and patterns left out.
fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                if key == "properties" {
                    found.extend(value.as_object().into_iter().flatten().map(|(k, _)| k.clone()));
                }
                if key != "if" && key != "else" {
                    properties(value, found);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| properties(value, found)),
        _ => {}
    }
}

/// Every key of a document that a schema could name: not the ids that tables are keyed by.
fn keys(value: &Value, keyed: &[&str], by_id: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if !by_id {
                    found.insert(key.clone());
                }
                keys(value, keyed, !by_id && keyed.contains(&key.as_str()), found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, keyed, false, found)),
        _ => {}
    }
}

/// The keys that a reader matches on, as its source has them.
fn matched(source: &str) -> BTreeSet<String> {
    let arms = source.lines().filter_map(|line| line.trim().split_once(" => "));
    let words = arms.flat_map(|(keys, _)| keys.split(" | "));
    let quoted = words.filter_map(|word| word.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(str::to_owned).collect()
}

fn source(name: &str) -> Result<String> {
    Ok(fs::read_to_string(root().join("src/store").join(name))?)
}

#[test]
fn schema_reader_and_the_file_with_every_field_know_the_same_keys() -> Result<()> {
    let (mut schema, mut document) = (BTreeSet::new(), BTreeSet::new());
    properties(&serde_json::from_str(FRAMEWORK_SCHEMA)?, &mut schema);
    keys(&json(EVERY_FIELD)?, &["scales", "tags"], false, &mut document);
    // What only an overlay has.
    let overlay = ["base", "keep", "drop", "reword", "body", "role"];
    document.extend(overlay.map(str::to_owned));
    assert_eq!(schema, document, "schema and tests/documents/every-field.toml");
    let mut reader = matched(&source("framework_file/draft.rs")?);
    // Kinds of problems, which stand in the same file.
    for code in ["evidence-cap", "descriptors", "empty", "cycle", "tag"] {
        reader.remove(code);
    }
    assert_eq!(schema, reader, "schema and reader");
    read_framework(Path::new("every-field.toml"), EVERY_FIELD)?;
    Ok(())
}

#[test]
fn the_assessment_schema_its_reader_and_every_assessment_know_the_same_keys() -> Result<()> {
    let (mut schema, mut document) = (BTreeSet::new(), BTreeSet::new());
    properties(&serde_json::from_str(ASSESSMENT_SCHEMA)?, &mut schema);
    keys(&json(EVERY_ASSESSMENT)?, &["answers", "notes", "why"], false, &mut document);
    assert_eq!(schema, document, "schema and tests/documents/every-assessment.toml");
    let path = Path::new("every-assessment.toml");
    let key = read_key(path, EVERY_ASSESSMENT)?;
    let (_, warnings) = read_assessment(path, &key, EVERY_ASSESSMENT)?;
    ensure!(warnings.is_empty(), "the reader does not know a key: {}", warnings[0]);
    let mut reader = matched(&source("assessment_file.rs")?);
    reader.extend(matched(&source("assessment_file/entries.rs")?));
    reader.extend(matched(&source("assessment_file/conflicts.rs")?));
    reader.extend(matched(&source("assessment_file/attic.rs")?));
    for word in ["open", "unknown", "not-applicable"] {
        reader.remove(word);
    }
    let unknown: Vec<_> = reader.difference(&schema).collect();
    ensure!(unknown.is_empty(), "the schema does not know {unknown:?}");
    Ok(())
}

/// Whatever the program makes names a schema that lies in the workspace, and fits it: an editor
/// needs neither the program nor a network.
#[test]
fn every_new_file_leads_an_editor_to_its_schema() -> Result<()> {
    let folder = tempfile::tempdir()?;
    Workspace::init(folder.path())?;
    let workspace = Workspace::open(folder.path())?;
    let id = Id::new("mine").map_err(anyhow::Error::msg)?;
    let mut made = vec![workspace.new_framework(&id, None)?];
    for name in ["XAA/2025", "XAA/2026/shadow@north"] {
        let key = Selection::new(name).map_err(anyhow::Error::msg)?.single().context("one")?;
        let key = workspace.create(&New { key, framework: None, version: None, from: None })?;
        made.push(workspace.path_of(&key));
    }
    for path in made {
        let text = fs::read_to_string(&path)?;
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        let named = named.with_context(|| format!("{} names no schema", path.display()))?;
        let schema = fs::read_to_string(path.parent().context("a folder")?.join(named))?;
        let wrong = against(&schema, &text)?;
        ensure!(wrong.is_empty(), "{}: {}", path.display(), wrong[0]);
    }
    fs::write(folder.path().join("schemas/assessment.schema.json"), "{}")?;
    Workspace::init(folder.path())?;
    let fresh = fs::read_to_string(folder.path().join("schemas/assessment.schema.json"))?;
    ensure!(fresh == ASSESSMENT_SCHEMA, "init writes the schemas of this version");
    Ok(())
}
