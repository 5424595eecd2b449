//! Targets, actions, duties and treaty recommendations as keys and values: the domain says what
//! their fields are.

use toml_edit::{Array, Value};

use super::{Field, plain_number, texts};
use crate::domain::{self, Entry};

/// The keys of such an entry, in the order of a file.
pub(super) fn plan(entry: &Entry) -> Vec<Field> {
    let id = ("id", Some(Value::from(entry.id().as_str())));
    let keys = Entry::keys(entry.kind()).iter();
    std::iter::once(id).chain(keys.map(|key| (*key, plain(&entry.field(key))))).collect()
}

/// A value that is neither a verdict nor an entry; nothing is a key that is missing.
pub(super) fn plain(value: &domain::Value) -> Option<Value> {
    match value {
        domain::Value::Text(text) => Some(Value::from(text.as_str())),
        domain::Value::Number(number) => Some(plain_number(*number)),
        domain::Value::Flag(on) => Some(Value::from(*on)),
        domain::Value::Texts(list) => texts(list.iter().map(String::as_str)),
        domain::Value::Numbers(list) => {
            Some(Value::Array(list.iter().map(|n| plain_number(*n)).collect::<Array>()))
        }
        domain::Value::Nothing | domain::Value::Verdict { .. } | domain::Value::Entry(_) => None,
    }
}
