//! Scenario files: what somebody supposes of an assessment.

use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::parse_table;
use super::table::{Item, Table};
use super::walk::{Value, Walk};
use crate::domain::{Id, Key, Pin, Rule, Scenario, Selection, Verdict};

/// Why a question does not apply under a scenario.
const SUPPOSED: &str = "supposed";

/// Verdicts that are no level, by their names in files.
const WORDS: [&str; 3] = ["unknown", "na", "open"];

/// Reads the text of a scenario file; whether it fits its assessment is not looked at yet.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_scenario(path: &Path, text: &str) -> Result<Scenario, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
    let mut walk = Walk::default();
    let scenario = scenario(&mut walk, &table);
    let problems: Vec<_> = walk.problems.into_iter().chain(walk.unknown).collect();
    scenario.filter(|_| problems.is_empty()).ok_or_else(|| bad(problems))
}

fn scenario(walk: &mut Walk, table: &Table<'_>) -> Option<Scenario> {
    let (mut of, mut framework, mut version, mut note) = (None, None, None, String::new());
    let (mut answers, mut weights, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "of" => of = Some(key(walk, value)),
            "framework" => framework = Some(walk.id(value)),
            "version" => version = Some(walk.string(value)),
            "note" => note = walk.string(value),
            "answers" => answers = pairs(walk, value, verdict),
            "weights" => weights = pairs(walk, value, Walk::number),
            "rules" => rules = pairs(walk, value, |walk, value| walk.word(value, &Rule::ALL)),
            _ => walk.unknown(name),
        }
    }
    for (key, there) in
        [("of", of.is_some()), ("framework", framework.is_some()), ("version", version.is_some())]
    {
        if !there {
            let hint = "take the file as what-if --keep writes it";
            walk.error("missing-key", 0..0, format!("the key '{key}' is missing"), hint);
        }
    }
    Some(Scenario {
        of: of??,
        framework: Pin { id: framework??, version: version?, digest: String::new() },
        note,
        answers: answers.into_iter().collect(),
        weights: weights.into_iter().collect(),
        rules: rules.into_iter().collect(),
    })
}

fn key(walk: &mut Walk, value: Value<'_, '_>) -> Option<Key> {
    let text = walk.text(value)?;
    let key = Selection::new(text).ok().and_then(|selection| selection.single());
    if key.is_none() {
        let message = format!("'{text}' names no assessment");
        walk.error("assessment", value.span(), message, "write for instance \"XAA/2025/self\"");
    }
    key
}

/// Every key of a table with what stands behind it.
fn pairs<'a, 'i, T>(
    walk: &mut Walk,
    value: Value<'a, 'i>,
    read: impl Fn(&mut Walk, Value<'a, 'i>) -> Option<T>,
) -> Vec<(Id, T)> {
    let Some(table) = walk.table(value) else { return Vec::new() };
    let mut out = Vec::new();
    for (name, value) in table {
        let (id, read) = (walk.key_id(name), read(walk, value));
        out.extend(id.zip(read));
    }
    out
}

fn verdict(walk: &mut Walk, value: Value<'_, '_>) -> Option<Option<Verdict>> {
    if !matches!(value.get_ref(), Item::String(_)) {
        return walk.number(value).map(|number| Some(Verdict::Scored(number)));
    }
    let all = WORDS.map(|word| (word, word));
    walk.word(value, &all).map(|word| match word {
        "unknown" => Some(Verdict::Unknown),
        "na" => Some(not_applicable()),
        _ => None,
    })
}

/// The verdict that a question is supposed not to apply.
fn not_applicable() -> Verdict {
    Verdict::NotApplicable { reason: SUPPOSED.into() }
}

/// The text of a scenario file.
pub fn write_scenario(scenario: &Scenario) -> String {
    let mut out = String::from("# What if: nothing in this file is an answer.\n");
    let quoted = |text: &str| toml_edit::Value::from(text).to_string();
    let head = [
        ("of", scenario.of.to_string()),
        ("framework", scenario.framework.id.to_string()),
        ("version", scenario.framework.version.clone()),
        ("note", scenario.note.clone()),
    ];
    for (key, text) in head.iter().filter(|(key, text)| *key != "note" || !text.is_empty()) {
        out += &format!("{key} = {}\n", quoted(text));
    }
    let said = |verdict: &Option<Verdict>| match verdict {
        Some(Verdict::Scored(number)) => toml_edit::Value::from(*number).to_string(),
        Some(Verdict::Unknown) => quoted("unknown"),
        Some(Verdict::NotApplicable { .. }) => quoted("na"),
        None => quoted("open"),
    };
    let tables: [(&str, Vec<(&Id, String)>); 3] = [
        ("answers", scenario.answers.iter().map(|(id, v)| (id, said(v))).collect()),
        (
            "weights",
            scenario
                .weights
                .iter()
                .map(|(id, w)| (id, toml_edit::Value::from(*w).to_string()))
                .collect(),
        ),
        ("rules", scenario.rules.iter().map(|(id, r)| (id, quoted(&r.to_string()))).collect()),
    ];
    for (name, lines) in tables.iter().filter(|(_, lines)| !lines.is_empty()) {
        out += &format!("\n[{name}]\n");
        for (id, value) in lines {
            // An id may hold a dot, which only a key in quotes may.
            out += &format!("{} = {value}\n", quoted(id.as_str()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{not_applicable, read_scenario, write_scenario};
    use crate::domain::{Id, Rule, Verdict};
    use std::path::Path;

    const HEAD: &str = "of = \"XAA/2025/self\"\nframework = \"tiny\"\nversion = \"1.0\"\n";

    #[test]
    fn what_is_written_is_read_back() -> anyhow::Result<()> {
        let path = Path::new("s.toml");
        let mut scenario = read_scenario(path, HEAD)?;
        assert!(scenario.is_empty());
        let id = |text: &str| Id::new(text).unwrap();
        scenario.note = "\"quoted\" \u{416}\nline".into();
        scenario.answers.insert(id("1.2"), Some(Verdict::Scored(2.5)));
        scenario.answers.insert(id("b"), Some(Verdict::Unknown));
        scenario.answers.insert(id("c"), Some(not_applicable()));
        scenario.answers.insert(id("d"), None);
        scenario.weights.insert(id("g"), 2.0);
        scenario.rules.insert(id("g"), Rule::WeakestLink);
        let text = write_scenario(&scenario);
        assert_eq!(read_scenario(path, &text)?, scenario, "{text}");
        Ok(())
    }

    #[test]
    fn every_defect_has_its_place() {
        let refused = |more: &str| {
            let bad = read_scenario(Path::new("s.toml"), &format!("{HEAD}{more}")).unwrap_err();
            bad.to_string()
        };
        assert!(refused("[answers]\nq = \"perhaps\"").contains("5:5"));
        assert!(refused("[weights]\ng = nan").contains("5:5"));
        assert!(refused("[rules]\ng = \"best\"").contains("5:5"));
        assert!(refused("colour = 1").contains("4:1"));
        let bad = read_scenario(Path::new("s.toml"), "of = \"XAA\"").unwrap_err().to_string();
        for part in ["1:6", "'framework' is missing", "'version' is missing"] {
            assert!(bad.contains(part), "{part}: {bad}");
        }
    }
}
