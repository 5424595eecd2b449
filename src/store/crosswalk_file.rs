//! Crosswalk files: reading them with the place of every problem, and writing a draft.

use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::parse_table;
use super::table::Table;
use super::walk::{Key, Value, Walk};
use crate::domain::crosswalk::{Link, Relation};
use crate::domain::{Crosswalk, Id, Pin};

/// How the name of a crosswalk file ends.
pub const CROSSWALK_ENDING: &str = ".crosswalk.toml";

const HINT: &str = "docs/crosswalks.md shows the file";

/// Whether a file is a crosswalk, by its name.
pub fn is_crosswalk(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(CROSSWALK_ENDING))
}

/// The usual name of the file of a crosswalk.
pub fn crosswalk_name(from: &Pin, to: &Pin) -> String {
    format!("{}@{}--{}@{}{CROSSWALK_ENDING}", from.id, from.version, to.id, to.version)
}

/// Reads the text of a crosswalk file; its frameworks are not looked at yet.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_crosswalk(path: &Path, text: &str) -> Result<Crosswalk, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
    let mut walk = Walk::default();
    let crosswalk = crosswalk(&mut walk, &table);
    let problems: Vec<_> = walk.problems.into_iter().chain(walk.unknown).collect();
    crosswalk.filter(|_| problems.is_empty()).ok_or_else(|| bad(problems))
}

fn crosswalk(walk: &mut Walk, table: &Table<'_>) -> Option<Crosswalk> {
    let (mut from, mut to, mut links) = (None, None, Vec::new());
    let (mut has_from, mut has_to) = (false, false);
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "from" => (has_from, from) = (true, end(walk, name, value)),
            "to" => (has_to, to) = (true, end(walk, name, value)),
            "link" => links = walk.list(value, link),
            _ => walk.unknown(name),
        }
    }
    for (key, there) in [("from", has_from), ("to", has_to)] {
        if !there {
            let message = format!("the table [{key}] is missing");
            walk.error("missing-key", 0..0, message, HINT);
        }
    }
    Some(Crosswalk { from: from?, to: to?, links })
}

/// One end of the crosswalk: a framework in a version.
fn end(walk: &mut Walk, key: Key<'_, '_>, value: Value<'_, '_>) -> Option<Pin> {
    let (mut id, mut version, mut digest) = (None, None, String::new());
    let (table, before) = (walk.table(value)?, walk.problems.len());
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "framework" => id = walk.id(value),
            "version" => version = walk.text(value).map(str::to_owned),
            "digest" => digest = walk.string(value),
            _ => walk.unknown(name),
        }
    }
    for (name, there) in [("framework", id.is_some()), ("version", version.is_some())] {
        if !there && walk.problems.len() == before {
            let message = format!("[{}] lacks the key '{name}'", key.get_ref());
            walk.error("missing-key", key.span(), message, HINT);
        }
    }
    Some(Pin { id: id?, version: version?, digest })
}

fn link(walk: &mut Walk, value: Value<'_, '_>) -> Option<Link> {
    let (mut from, mut to, mut relation) = (Vec::new(), Vec::new(), None);
    let (mut levels, mut why, mut said) = (Vec::new(), String::new(), false);
    for (name, value) in walk.table(value)? {
        match name.get_ref().as_ref() {
            "from" => from = walk.list(value, Walk::id),
            "to" => to = walk.list(value, Walk::id),
            "compare" => (said, relation) = (true, walk.word(value, &Relation::ALL)),
            "levels" => levels = walk.list(value, pair),
            "why" => why = walk.string(value),
            _ => walk.unknown(name),
        }
    }
    if !said && !from.is_empty() && !to.is_empty() {
        let message = "the link does not say how far its two sides can be compared";
        let hint = "write compare = \"same\", \"caution\", \"subject\" or \"none\"";
        walk.error("missing-key", value.span(), message, hint);
    }
    Some(Link { from, to, relation: relation.unwrap_or_default(), levels, why })
}

/// An old number and what it becomes.
fn pair(walk: &mut Walk, value: Value<'_, '_>) -> Option<(f64, f64)> {
    let (before, numbers) = (walk.problems.len(), walk.list(value, Walk::number));
    match numbers.as_slice() {
        [old, new] => Some((*old, *new)),
        _ => {
            if walk.problems.len() == before {
                let message = "a pair has two numbers: the old and the new";
                walk.error("levels", value.span(), message, "write [2, 3]");
            }
            None
        }
    }
}

/// The text of a crosswalk file; behind each link stands what its author still has to decide.
pub fn write_crosswalk(crosswalk: &Crosswalk, todo: impl Fn(usize) -> Option<String>) -> String {
    let mut out = String::new();
    for (key, pin) in [("from", &crosswalk.from), ("to", &crosswalk.to)] {
        out += &format!(
            "[{key}]\nframework = {}\nversion = {}\n",
            text(pin.id.as_str()),
            text(&pin.version)
        );
        if !pin.digest.is_empty() {
            out += &format!("digest = {}\n", text(&pin.digest));
        }
        out.push('\n');
    }
    for (at, link) in crosswalk.links.iter().enumerate() {
        if let Some(todo) = todo(at) {
            for line in todo.lines() {
                out += &format!("# TODO {}\n", crate::domain::visible(line));
            }
        }
        out += "[[link]]\n";
        for (key, ids) in [("from", &link.from), ("to", &link.to)] {
            if !ids.is_empty() {
                out += &format!("{key} = [{}]\n", list(ids));
            }
        }
        if !link.from.is_empty() && !link.to.is_empty() {
            out += &format!("compare = {}\n", text(link.relation.name()));
        }
        if !link.levels.is_empty() {
            let pairs: Vec<String> =
                link.levels.iter().map(|(old, new)| format!("[{old}, {new}]")).collect();
            out += &format!("levels = [{}]\n", pairs.join(", "));
        }
        if !link.why.is_empty() {
            out += &format!("why = {}\n", text(&link.why));
        }
        out.push('\n');
    }
    out
}

fn list(ids: &[Id]) -> String {
    let texts: Vec<String> = ids.iter().map(|id| text(id.as_str())).collect();
    match texts.len() {
        0..=4 => texts.join(", "),
        _ => format!("\n  {},\n", texts.join(",\n  ")),
    }
}

/// A text in quotes, with everything escaped that TOML wants escaped.
fn text(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
