//! Conflicts as tables of a document.

use toml_edit::{ArrayOfTables, InlineTable, Item, Table, Value};

use super::fields::{fields_of, verdict_fields};
use super::plans::plain;
use super::{Document, Field, same, write};
use crate::domain::{self, Assessment, Claim, Conflict, EntryKind, Holder};

impl Document {
    /// Writes the conflicts; a table that says what it should is not touched.
    pub(super) fn sync_conflicts(&mut self, assessment: &Assessment) {
        const NAME: &str = "conflicts";
        if assessment.conflicts.is_empty() {
            self.toml.remove(NAME);
            return;
        }
        let item = self.section(NAME, || Item::ArrayOfTables(ArrayOfTables::new()));
        let old = std::mem::take(item).into_array_of_tables().unwrap_or_default();
        let mut old: Vec<Table> = old.into_iter().collect();
        let mut new = ArrayOfTables::new();
        for conflict in &assessment.conflicts {
            let fields = conflict_fields(conflict);
            let at = old.iter().position(|table| says(table, &fields));
            let mut table = at.map_or_else(Table::new, |at| old.remove(at));
            write(&mut table, fields);
            new.push(table);
        }
        *item = Item::ArrayOfTables(new);
    }
}

/// Whether a table holds the fields.
fn says(table: &Table, fields: &[Field]) -> bool {
    fields.iter().all(|(key, wanted)| match (table.get(key).and_then(Item::as_value), wanted) {
        (None, None) => true,
        (Some(held), Some(wanted)) => same(held, wanted),
        _ => false,
    })
}

pub(super) fn conflict_fields(conflict: &Conflict) -> Vec<Field> {
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    let (mut question, mut node, mut list, mut id) = (None, None, None, None);
    match &conflict.field.holder {
        Holder::Head => {}
        Holder::Answer(of) => question = text(of.as_str()),
        Holder::Notes(of) => node = text(of.as_str()),
        Holder::Entry(kind, of) => {
            list = EntryKind::ALL.iter().find(|(k, _)| k == kind).and_then(|(_, name)| text(name));
            id = text(of.as_str());
        }
    }
    let Conflict { base, ours, theirs, .. } = conflict;
    let by = |claim: &Claim| (text(&claim.side.by), text(&claim.side.at));
    let ((ours_by, ours_at), (theirs_by, theirs_at)) = (by(ours), by(theirs));
    vec![
        ("question", question),
        ("node", node),
        ("list", list),
        ("id", id),
        ("field", text(conflict.field.key)),
        ("base", value(base)),
        ("ours", value(&ours.value)),
        ("theirs", value(&theirs.value)),
        ("ours_by", ours_by),
        ("ours_at", ours_at),
        ("theirs_by", theirs_by),
        ("theirs_at", theirs_at),
    ]
}

/// A value as TOML; nothing is a key that is missing.
fn value(value: &domain::Value) -> Option<Value> {
    Some(match value {
        domain::Value::Verdict { verdict, carried } => inline(verdict_fields(verdict, *carried)),
        domain::Value::Entry(entry) => inline(fields_of(entry)),
        other => plain(other)?,
    })
}

fn inline(fields: Vec<Field>) -> Value {
    let fields = fields.into_iter().filter_map(|(key, value)| Some((key, value?)));
    Value::InlineTable(fields.collect::<InlineTable>())
}
