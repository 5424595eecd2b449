//! An oracle that knows nothing of the merge: it reads the files as plain TOML, line by line, and
//! looks for every edit of either side in the merged file or in its conflicts.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};

/// The values of a file by their place; an entry of a list is named by its id.
pub type Flat = BTreeMap<(String, String), Value>;

const VERDICT: [&str; 4] = ["level", "state", "reason", "carried"];
const LISTS: [&str; 9] = [
    "evidence",
    "priorities",
    "recommendations",
    "targets",
    "actions",
    "duties",
    "treaty",
    "offers",
    "requests",
];

/// Words that a key stands for where it is missing.
const WITHOUT: [(&str, &str); 6] = [
    ("state", "open"),
    ("stance", "for"),
    ("sector", "government"),
    ("status", "planned"),
    ("status", "unanswered"),
    ("role", "leads"),
];

/// Reads a file into places and values.
pub fn flat(text: &str) -> Result<Flat> {
    let table: Table = text.parse()?;
    let mut flat = Flat::new();
    // Of what is in conflict nothing is confirmed, whether it says so or not.
    let none = Vec::new();
    let conflicts = table.get("conflicts").and_then(Value::as_array).unwrap_or(&none);
    let disputed: BTreeSet<_> = conflicts
        .iter()
        .filter(|conflict| conflict.get("field").and_then(Value::as_str) == Some("verdict"))
        .filter_map(|conflict| Some(format!("answers.{}", conflict.get("question")?.as_str()?)))
        .collect();
    for (key, value) in &table {
        match (key.as_str(), value) {
            ("answers" | "notes", Value::Table(children)) => {
                for (id, child) in children {
                    one(&mut flat, &format!("{key}.{id}"), child.as_table().context("a table")?);
                }
            }
            (list, Value::Array(entries)) if LISTS.contains(&list) => {
                for entry in entries {
                    let entry = entry.as_table().context("an entry")?;
                    let id = entry["id"].as_str().context("an id")?;
                    one(&mut flat, &format!("{list}.{id}"), entry);
                }
            }
            ("conflicts" | "framework", _) => {}
            (key, value) => {
                flat.insert((String::new(), key.to_owned()), value.clone());
            }
        }
    }
    for ((holder, key), value) in &mut flat {
        if key == "verdict"
            && disputed.contains(holder)
            && let Some(verdict) = value.as_table_mut()
        {
            verdict.insert("carried".to_owned(), Value::Boolean(true));
        }
    }
    Ok(flat)
}

/// A verdict without the word that it is not confirmed.
fn unmarked(value: Option<&Value>) -> Option<Value> {
    let mut value = value?.clone();
    value.as_table_mut().and_then(|verdict| verdict.remove("carried"));
    Some(value)
}

fn one(flat: &mut Flat, holder: &str, table: &Table) {
    let mut verdict = Table::new();
    for (key, value) in table {
        if holder.starts_with("answers") && VERDICT.contains(&key.as_str()) {
            if !says_nothing(key, Some(value)) {
                verdict.insert(key.clone(), value.clone());
            }
        } else {
            flat.insert((holder.to_owned(), key.clone()), value.clone());
        }
    }
    // A word that it is not confirmed is none of its own.
    if verdict.keys().any(|key| key != "carried") {
        flat.insert((holder.to_owned(), "verdict".to_owned()), Value::Table(verdict));
    }
}

/// Whether a value is what the key stands for where it is missing, so that a file may leave it out.
fn says_nothing(key: &str, value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Boolean(false)) => {
            ["carried", "parked", "confidential", "exchange"].contains(&key)
        }
        Some(Value::String(text)) => text.is_empty() || WITHOUT.contains(&(key, text)),
        Some(Value::Array(list)) => list.is_empty(),
        Some(_) => false,
    }
}

/// Whether two values of a key say the same.
fn same(key: &str, a: Option<&Value>, b: Option<&Value>) -> bool {
    a == b || (says_nothing(key, a) && says_nothing(key, b))
}

/// Fails where an edit of a side is neither in the merged file nor in one of its conflicts.
pub fn nothing_is_lost(base: &str, side: &str, merged: &str) -> Result<()> {
    let (base, side, merged_flat) = (flat(base)?, flat(side)?, flat(merged)?);
    let table: Table = merged.parse()?;
    let none = Vec::new();
    let conflicts = table.get("conflicts").and_then(Value::as_array).unwrap_or(&none);
    let places: BTreeSet<_> = base.keys().chain(side.keys()).collect();
    let edited = |place: &&_| {
        let (_, key): &(String, String) = place;
        !same(key, base.get(*place), side.get(*place))
    };
    for place in places.into_iter().filter(edited) {
        let wanted = side.get(place);
        let found = holders(place, &merged_flat).iter().any(|holder| {
            let held = merged_flat.get(&(holder.clone(), place.1.clone()));
            same(&place.1, held, wanted) || holds(base.get(place), wanted, held)
        });
        let gone = says_nothing(&place.1, wanted)
            && !merged_flat.keys().any(|(holder, _)| *holder == place.0);
        let recorded = conflicts.iter().any(|conflict| records(conflict, place, wanted, &side));
        ensure!(
            found || gone || recorded,
            "lost: {place:?} was {:?} in the base and {wanted:?} in a side:\n{merged}",
            base.get(place)
        );
    }
    Ok(())
}

/// Where the holder of a place is in the merged file: an entry may go by an id with a few digits.
fn holders((holder, _): &(String, String), merged: &Flat) -> BTreeSet<String> {
    let renamed = |name: &String| {
        name.strip_prefix(holder.as_str()).is_some_and(|rest| {
            rest.len() == 9 && rest.starts_with('-') && LISTS.iter().any(|l| holder.starts_with(l))
        })
    };
    let names = merged.keys().map(|(name, _)| name.clone());
    names.filter(|name| name == holder || renamed(name)).chain([holder.clone()]).collect()
}

/// Of a list: what the side added is there, ids with digits behind them included.
fn holds(base: Option<&Value>, side: Option<&Value>, merged: Option<&Value>) -> bool {
    let texts = |value: Option<&Value>| -> Option<BTreeSet<String>> {
        let Some(value) = value else { return Some(BTreeSet::new()) };
        value.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
    };
    let (Some(base), Some(side), Some(merged)) = (texts(base), texts(side), texts(merged)) else {
        return false;
    };
    let there = |text: &String| {
        merged
            .iter()
            .any(|m| m == text || m.strip_prefix(text.as_str()).is_some_and(|r| r.len() == 9))
    };
    side.difference(&base).all(there)
}

/// Whether a conflict is about a place, or about its whole entry, and holds the side's value.
fn records(
    conflict: &Value,
    place: &(String, String),
    wanted: Option<&Value>,
    side: &Flat,
) -> bool {
    let text = |key: &str| conflict.get(key).and_then(Value::as_str).unwrap_or_default();
    let holder = match (text("question"), text("node"), text("list")) {
        ("", "", "") => String::new(),
        ("", "", list) => format!("{list}.{}", text("id")),
        ("", node, _) => format!("notes.{node}"),
        (question, ..) => format!("answers.{question}"),
    };
    let renamed = |digits: &str| digits.len() == 9 && digits.starts_with('-');
    if holder != place.0 && !holder.strip_prefix(&place.0).is_some_and(renamed) {
        return false;
    }
    let claims = [conflict.get("ours"), conflict.get("theirs"), conflict.get("base")];
    match text("field") {
        "verdict" => claims.iter().any(|claim| unmarked(*claim) == unmarked(wanted)),
        field if field == place.1 => claims.iter().any(|claim| same(field, *claim, wanted)),
        // The whole entry of the side is on record, or that it has none.
        "entry" => claims.iter().any(|claim| match claim {
            Some(entry) => same(&place.1, entry.get(&place.1), wanted),
            None => !side.keys().any(|(holder, _)| *holder == place.0),
        }),
        _ => false,
    }
}
