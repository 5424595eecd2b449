//! An assessment file held open for editing: comments, order and unknown keys survive, and only
//! the lines of what changed are written anew.

use std::collections::HashMap;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value, value};

use crate::domain::{
    Answer, Assessment, Conflict, Entry, EntryKind, Framework, Id, Notes, Part, Pin,
};

mod attic;
mod conflicts;
mod fields;
mod plans;
mod unknown;

use fields::{answer_fields, entry_fields, fields_of, head_fields, note_fields};

/// The text of an assessment file as an editable document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    toml: DocumentMut,
}

/// One key of a table and what it should hold; `None` takes the key out.
type Field = (&'static str, Option<Value>);

/// The tables of an assessment in the order of a file.
const SECTIONS: [&str; 14] = [
    "framework",
    "answers",
    "notes",
    "evidence",
    "priorities",
    "recommendations",
    "targets",
    "actions",
    "duties",
    "treaty",
    "offers",
    "requests",
    "conflicts",
    "attic",
];

impl Document {
    /// Opens the text of a file.
    ///
    /// # Errors
    /// The syntax error, which reading the same text before has already located.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.parse().map(|toml| Self { toml }).map_err(|e: toml_edit::TomlError| e.message().into())
    }

    /// The document of an assessment that has no file yet.
    pub fn new(assessment: &Assessment, framework: &Framework) -> Self {
        let mut document = Self { toml: DocumentMut::new() };
        document.sync(assessment, framework, &Part::Header);
        let mut pin = Table::new();
        write(&mut pin, pin_fields(&assessment.framework));
        document.toml.insert("framework", Item::Table(pin));
        for id in assessment.answers.keys() {
            document.sync(assessment, framework, &Part::Answer(id));
        }
        for id in assessment.notes.keys() {
            document.sync(assessment, framework, &Part::Notes(id));
        }
        for (kind, _) in EntryKind::ALL {
            for (id, ..) in entry_fields(assessment, kind) {
                document.sync(assessment, framework, &Part::Entry(kind, id));
            }
        }
        document.sync(assessment, framework, &Part::Conflicts);
        if !assessment.attic.is_empty() {
            document.toml.insert("attic", attic::tables(&assessment.attic));
        }
        document
    }

    /// The text to save.
    pub fn text(&self) -> String {
        self.toml.to_string()
    }

    /// Writes the part of the document that a change touched, from the assessment as it is now.
    pub fn sync(&mut self, assessment: &Assessment, framework: &Framework, part: &Part<'_>) {
        match part {
            Part::Header => write(self.toml.as_table_mut(), head_fields(assessment)),
            Part::Answer(id) => {
                let fields = assessment.answers.get(*id).map(answer_fields);
                self.sync_child("answers", id, fields, framework);
            }
            Part::Notes(id) => {
                let fields = assessment.notes.get(*id).map(note_fields);
                self.sync_child("notes", id, fields, framework);
            }
            Part::Entry(kind, id) => self.sync_entry(assessment, *kind, id),
            Part::Conflicts => self.sync_conflicts(assessment),
        }
    }

    /// Makes `[section.id]` in its usual place where it is missing.
    fn begin_child(&mut self, section: &str, id: &str, framework: &Framework) {
        if let Ok(id) = Id::new(id)
            && self.toml.get(section).and_then(|section| section.get(id.as_str())).is_none()
        {
            self.sync_child(section, &id, Some(Vec::new()), framework);
        }
    }

    /// Writes `[section.id]`, or takes it out where there are no fields.
    fn sync_child(
        &mut self,
        section: &str,
        id: &Id,
        fields: Option<Vec<Field>>,
        framework: &Framework,
    ) {
        let parent = self.section(section, || {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let Some(parent) = parent.as_table_like_mut() else { return };
        let is_new = parent.get(id.as_str()).is_none();
        if is_new && fields.is_some() {
            parent.insert(id.as_str(), Item::Table(Table::new()));
        }
        let Some(child) = parent.get_mut(id.as_str()) else { return };
        let gone = fields.is_none();
        write_item(child, fields.unwrap_or_else(|| blank_fields(section)));
        if let Some(answer) = child.as_table_like_mut().filter(|_| section == "answers") {
            say_open(answer);
        }
        // Keys that the program does not know keep their table.
        if gone && child.as_table_like().is_some_and(TableLike::is_empty) {
            parent.remove(id.as_str());
        }
        if let (true, Some(table)) = (is_new, self.toml[section].as_table_mut()) {
            // New tables print behind the one before them, so the order of keys decides.
            let rank = |key: &str| framework.find(key).unwrap_or(usize::MAX);
            table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
        }
    }

    fn sync_entry(&mut self, assessment: &Assessment, kind: EntryKind, id: &Id) {
        let name = EntryKind::ALL.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name);
        let entries = entry_fields(assessment, kind);
        let wanted = entries.iter().position(|(entry, _)| *entry == id);
        let item = self.section(name, || Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
        if !item.is_array_of_tables() {
            let made = std::mem::take(item).into_array_of_tables().unwrap_or_default();
            *item = Item::ArrayOfTables(made);
        }
        let Some(array) = item.as_array_of_tables_mut() else { return };
        let is = |t: &Table| t.get("id").and_then(Item::as_str) == Some(id.as_str());
        let found = array.iter().position(is);
        match (wanted.and_then(|at| entries.into_iter().nth(at)), found) {
            (Some((_, fields)), Some(at)) => {
                if let Some(table) = array.get_mut(at) {
                    write(table, fields);
                }
            }
            (Some((_, fields)), None) => {
                let mut table = Table::new();
                write(&mut table, fields);
                let at = wanted.unwrap_or(array.len()).min(array.len());
                // Tables print in the order of the file that they were read from, so that a new one
                // needs the place of the one that it stands before.
                table.set_position(array.get(at).and_then(Table::position));
                array.insert(at, table);
            }
            (None, Some(at)) => {
                array.remove(at);
            }
            (None, None) => {}
        }
        if array.is_empty() {
            self.toml.remove(name);
        }
    }

    /// A table at the top of the document, made in its usual place where it is missing.
    fn section(&mut self, name: &str, make: impl Fn() -> Item) -> &mut Item {
        let root = self.toml.as_table_mut();
        if !root.contains_key(name) {
            root.insert(name, make());
            // Values print before tables whatever their order, so they all rank the same and stay,
            // a section that a person wrote on one line included.
            let rank = |key: &str, item: &Item| match item {
                Item::Value(_) => 0,
                _ => SECTIONS.iter().position(|s| *s == key).map_or(usize::MAX, |at| at + 1),
            };
            root.sort_values_by(|a, x, b, y| rank(a.get(), x).cmp(&rank(b.get(), y)));
        }
        &mut root[name]
    }
}

/// The keys of an entry that hold something, in the order of a file.
pub(super) fn entry_values(entry: &Entry) -> Vec<(&'static str, Value)> {
    fields_of(entry).into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// The keys of a conflict that hold something.
pub(super) fn conflict_values(conflict: &Conflict) -> Vec<(&'static str, Value)> {
    let fields = conflicts::conflict_fields(conflict).into_iter();
    fields.filter_map(|(key, value)| Some((key, value?))).collect()
}

/// The known keys of a table of some section, all of them empty.
fn blank_fields(section: &str) -> Vec<Field> {
    if section == "answers" {
        answer_fields(&Answer::default())
    } else {
        note_fields(&Notes::default())
    }
}

/// Says of an answer without a verdict that it is open, where there are keys that the program does
/// not know: one of them would be taken for a misspelt `level`.
fn say_open(answer: &mut dyn TableLike) {
    let known = blank_fields("answers");
    let is_known = |key: &str| known.iter().any(|(known, _)| *known == key);
    let verdict = answer.contains_key("level") || answer.contains_key("state");
    if !verdict && answer.iter().any(|(key, _)| !is_known(key)) {
        answer.insert("state", toml_edit::value("open"));
    }
}

fn pin_fields(pin: &Pin) -> Vec<Field> {
    let text = |t: &str| (!t.is_empty()).then(|| Value::from(t));
    vec![
        ("id", text(pin.id.as_str())),
        ("version", text(&pin.version)),
        ("digest", text(&pin.digest)),
    ]
}

/// Brings the known keys of a table to what they should hold.
fn write(table: &mut Table, fields: Vec<Field>) {
    if let Some(rank) = set_fields(table, fields) {
        table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
    }
}

/// The same for a table that may be written on one line.
fn write_item(item: &mut Item, fields: Vec<Field>) {
    match item {
        Item::Table(table) => write(table, fields),
        Item::Value(Value::InlineTable(table)) => {
            if let Some(rank) = set_fields(table, fields) {
                table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
            }
        }
        _ => {}
    }
}

/// A key that already holds its value is not touched, and the comment behind a value stays. Where
/// a key was added, gives back the rank of every key in the usual order: unknown ones stay behind
/// the key that they follow.
fn set_fields(
    table: &mut dyn TableLike,
    fields: Vec<Field>,
) -> Option<impl Fn(&str) -> usize + use<>> {
    let mut added = false;
    let order: Vec<&str> = fields.iter().map(|(key, _)| *key).collect();
    for (key, wanted) in fields {
        let Some(mut wanted) = wanted else {
            table.remove(key);
            continue;
        };
        match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) if same(old, &wanted) => {}
            Some(old) => {
                *wanted.decor_mut() = old.decor().clone();
                *old = wanted;
            }
            None => {
                table.insert(key, value(wanted));
                added = true;
            }
        }
    }
    let mut last = 0;
    let ranks: HashMap<String, usize> = table
        .iter()
        .map(|(key, _)| {
            last = order.iter().position(|k| *k == key).unwrap_or(last);
            (key.to_owned(), last)
        })
        .collect();
    added.then_some(move |key: &str| ranks.get(key).copied().unwrap_or(usize::MAX))
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.value() == b.value(),
        (Value::Boolean(a), Value::Boolean(b)) => a.value() == b.value(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::InlineTable(a), Value::InlineTable(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => match (number(a), number(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
            _ => false,
        },
    }
}

fn number(v: &Value) -> Option<f64> {
    v.as_float().or_else(|| v.as_integer().and_then(|n| i32::try_from(n).ok()).map(f64::from))
}

/// A number as people write it: `3` rather than `3.0`.
fn plain_number(n: f64) -> Value {
    let text = n.to_string();
    text.parse::<i64>().map_or_else(|_| Value::from(n), Value::from)
}

fn texts<'a>(items: impl IntoIterator<Item = &'a str>) -> Option<Value> {
    let array: Array = items.into_iter().collect();
    (!array.is_empty()).then(|| Value::Array(array))
}
