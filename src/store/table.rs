//! A parsed TOML file as the readers walk it: keys and values in the order of the file, each with
//! its place.
//!
//! Nearly every file has a plain shape, headers with keys below them, and [`plain()`] builds its
//! table straight from the events of the parser. Whatever it does not recognise as plain, and
//! everything that is wrong, goes through the whole of the `toml` crate instead, which takes about
//! twice as long and explains what it refuses.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

mod plain;

pub(super) use plain::plain;

/// Keys with their values, each key once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table<'i> {
    entries: Vec<Entry<'i>>,
}

/// A key with its value.
pub(super) type Entry<'i> = (Spanned<Cow<'i, str>>, Spanned<Item<'i>>);

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item<'i> {
    /// A text.
    String(Cow<'i, str>),
    /// A whole number in decimal digits, as it is written but for underscores.
    Integer(Cow<'i, str>),
    /// A whole number in another base.
    BasedInteger,
    /// A number with a point or an exponent, `nan` or `inf`.
    Float(Cow<'i, str>),
    /// True or false.
    Boolean(bool),
    /// A date or time.
    Datetime,
    /// A list.
    Array(Vec<Spanned<Item<'i>>>),
    /// A table.
    Table(Table<'i>),
}

impl<'i> Table<'i> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Spanned<Item<'i>>> {
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Whether there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

impl<'a, 'i> IntoIterator for &'a Table<'i> {
    type Item = &'a Entry<'i>;
    type IntoIter = std::slice::Iter<'a, Entry<'i>>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<'i> From<DeTable<'i>> for Table<'i> {
    fn from(table: DeTable<'i>) -> Self {
        let mut entries: Vec<_> =
            table.into_iter().map(|(key, value)| (key, convert(value))).collect();
        // The parser may keep them in another order.
        entries.sort_by_key(|(key, _)| key.span().start);
        Self { entries }
    }
}

fn convert(value: Spanned<DeValue<'_>>) -> Spanned<Item<'_>> {
    let span = value.span();
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let item = match value.into_inner() {
        DeValue::String(text) => Item::String(text),
        DeValue::Integer(n) if n.radix() == 10 => Item::Integer(owned(n.as_str())),
        DeValue::Integer(_) => Item::BasedInteger,
        DeValue::Float(n) => Item::Float(owned(n.as_str())),
        DeValue::Boolean(flag) => Item::Boolean(flag),
        DeValue::Datetime(_) => Item::Datetime,
        DeValue::Array(array) => Item::Array(array.into_iter().map(convert).collect()),
        DeValue::Table(table) => Item::Table(table.into()),
    };
    Spanned::new(span, item)
}

#[cfg(test)]
mod tests;
