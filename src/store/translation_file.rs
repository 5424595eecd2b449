//! Side files with a framework's words in another language.

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

use super::located::{BadFile, Located};
use super::reading::parse_table;
use super::table;
use super::walk::{Value as Read, Walk};
use crate::domain::translation::{Field, Place, Translation, Word};
use crate::domain::{Framework, Id};

/// The key that tells a side file from a framework.
const MARKER: &str = "translates";

/// Whether a text says that it is a side file.
pub fn is_translation(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(MARKER))
}

/// Reads the text of a side file.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_translation(path: &Path, text: &str) -> Result<Translation, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
    let mut walk = Walk::default();
    let translation = translation(&mut walk, &table);
    let problems: Vec<_> = walk.problems.into_iter().chain(walk.unknown).collect();
    translation.filter(|_| problems.is_empty()).ok_or_else(|| bad(problems))
}

fn translation(walk: &mut Walk, table: &table::Table<'_>) -> Option<Translation> {
    let (mut framework, mut version, mut language) = (None, None, None);
    let (mut reviewed, mut words, mut title_of) = (false, BTreeMap::new(), String::new());
    let (mut levels, mut levels_of) = (BTreeMap::new(), BTreeMap::new());
    for (name, value) in table {
        match name.get_ref().as_ref() {
            MARKER => framework = walk.id(value),
            "version" => version = walk.text(value).map(str::to_owned),
            "language" => language = walk.text(value).map(str::to_owned),
            "reviewed" => reviewed = walk.flag(value).unwrap_or_default(),
            "title" => put(&mut words, Place::Title, walk.string(value), String::new()),
            "title_of" => title_of = walk.string(value),
            "levels" | "levels_of" => {
                let into = if name.get_ref() == "levels" { &mut levels } else { &mut levels_of };
                for (number, value) in walk.table(value).into_iter().flatten() {
                    into.insert(number.get_ref().to_string(), walk.string(value));
                }
            }
            "nodes" | "questions" => {
                for (name, value) in walk.table(value).into_iter().flatten() {
                    if let Some(id) = walk.key_id(name) {
                        entry(walk, &id, value, &mut words);
                    }
                }
            }
            _ => walk.unknown(name),
        }
    }
    if let Some(title) = words.get_mut(&Place::Title) {
        title.of = title_of;
    }
    for (number, text) in levels {
        let of = levels_of.remove(&number).unwrap_or_default();
        put(&mut words, Place::Level(number), text, of);
    }
    for (key, there) in [
        (MARKER, framework.is_some()),
        ("version", version.is_some()),
        ("language", language.is_some()),
    ] {
        if !there {
            walk.missing(key, 0..0);
        }
    }
    let (framework, version, language) = (framework?, version?, language?);
    Some(Translation { framework, version, language, reviewed, words })
}

type Words = BTreeMap<Place, Word>;

/// An empty text is no translation.
fn put(words: &mut Words, place: Place, text: String, of: String) {
    if !text.is_empty() {
        words.insert(place, Word { text, of });
    }
}

fn entry(walk: &mut Walk, id: &Id, value: Read<'_, '_>, words: &mut Words) {
    let mut texts: BTreeMap<Field, String> = BTreeMap::new();
    let mut marks: BTreeMap<Field, String> = BTreeMap::new();
    for (name, value) in walk.table(value).into_iter().flatten() {
        let key = name.get_ref().as_ref();
        let (key, into) = match key.strip_suffix("_of") {
            Some(key) => (key, &mut marks),
            None => (key, &mut texts),
        };
        match key {
            "name" | "text" => drop(into.insert(Field::Name, walk.string(value))),
            "intro" => drop(into.insert(Field::Intro, walk.string(value))),
            "guidance" => drop(into.insert(Field::Guidance, walk.string(value))),
            "paper" => drop(into.insert(Field::Paper, walk.string(value))),
            "practice" => drop(into.insert(Field::Practice, walk.string(value))),
            "levels" => {
                let list = walk.texts(value).into_iter().enumerate();
                into.extend(list.map(|(at, text)| (Field::Level(at), text)));
            }
            _ => walk.unknown(name),
        }
    }
    for (field, text) in texts {
        let of = marks.remove(&field).unwrap_or_default();
        put(words, Place::Node(id.clone(), field), text, of);
    }
}

/// The text of a side file, in the order of the framework.
pub fn write_translation(translation: &Translation, framework: &Framework) -> String {
    let mut document = DocumentMut::new();
    let root = document.as_table_mut();
    root.insert(MARKER, value(translation.framework.as_str()));
    root.insert("version", value(&translation.version));
    root.insert("language", value(&translation.language));
    root.insert("reviewed", value(translation.reviewed));
    if let Some(word) = translation.words.get(&Place::Title) {
        with_mark(root, "title", word);
    }
    let (mut levels, mut levels_of) = (Table::new(), Table::new());
    for level in framework.default_scale().all_levels() {
        let number = level.number.to_string();
        if let Some(word) = translation.words.get(&Place::Level(number.clone())) {
            levels.insert(&number, value(&word.text));
            if !word.of.is_empty() {
                levels_of.insert(&number, value(&word.of));
            }
        }
    }
    for (key, table) in [("levels", levels), ("levels_of", levels_of)] {
        if !table.is_empty() {
            root.insert(key, Item::Table(table));
        }
    }
    for (section, name, is_question) in [("nodes", "name", false), ("questions", "text", true)] {
        let mut tables = Table::new();
        tables.set_implicit(true);
        let nodes = framework.nodes().iter().skip(1);
        for node in nodes.filter(|node| node.question().is_some() == is_question) {
            let table = words_of(translation, &node.id, name);
            if !table.is_empty() {
                tables.insert(node.id.as_str(), Item::Table(table));
            }
        }
        root.insert(section, Item::Table(tables));
    }
    document.to_string()
}

fn words_of(translation: &Translation, id: &Id, name: &str) -> Table {
    let mut table = Table::new();
    let word = |field| translation.words.get(&Place::Node(id.clone(), field));
    for (key, field) in [
        (name, Field::Name),
        ("intro", Field::Intro),
        ("guidance", Field::Guidance),
        ("paper", Field::Paper),
        ("practice", Field::Practice),
    ] {
        if let Some(word) = word(field) {
            with_mark(&mut table, key, word);
        }
    }
    let levels: Vec<&Word> = (0..).map_while(|at| word(Field::Level(at))).collect();
    if !levels.is_empty() {
        let list = |pick: fn(&Word) -> &str| {
            let array: Array = levels.iter().map(|word| pick(word)).collect();
            value(Value::Array(array))
        };
        table.insert("levels", list(|word| &word.text));
        if levels.iter().any(|word| !word.of.is_empty()) {
            table.insert("levels_of", list(|word| &word.of));
        }
    }
    table
}

fn with_mark(table: &mut Table, key: &str, word: &Word) {
    table.insert(key, value(&word.text));
    if !word.of.is_empty() {
        table.insert(&format!("{key}_of"), value(&word.of));
    }
}
