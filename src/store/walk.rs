//! Reading a parsed TOML table key by key, with the place of everything that is not as it should be.
//!
//! Walking the table by hand rather than through a derived shape finds every wrong value of a file
//! in one pass instead of the first one only, and costs less.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;

use super::table::{Item, Table};
use crate::domain::{Id, PartialDate, Place, Problem, limits};

/// A value with its place in the file.
pub(super) type Value<'a, 'i> = &'a Spanned<Item<'i>>;
/// A key with its place in the file.
pub(super) type Key<'a, 'i> = &'a Spanned<Cow<'i, str>>;

/// What was found on the way.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// What makes the file unusable.
    pub problems: Vec<Problem>,
    /// Keys that are not known: they are kept, and reported.
    pub unknown: Vec<Problem>,
}

impl Walk {
    /// Notes an error at a place.
    pub fn error(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.push(Problem::error(code, Place::span(span), message).hint(hint));
    }

    /// Notes a key that is not known.
    pub fn unknown(&mut self, key: Key<'_, '_>) {
        let message = format!("the key '{}' is not known here", key.get_ref());
        self.unknown.push(
            Problem::warning("unknown-key", Place::span(key.span()), message)
                .hint("correct its spelling, or take it out"),
        );
    }

    /// Notes that a table lacks a key.
    pub fn missing(&mut self, key: &str, span: Range<usize>) {
        let message = format!("the key '{key}' is missing");
        self.error(
            "missing-key",
            span,
            message,
            "add it: docs/assessment-format.md shows the file",
        );
    }

    fn wrong_type(&mut self, value: Value<'_, '_>, wanted: &str) {
        let message = format!("this is {}, not {wanted}", kind(value.get_ref()));
        let hint =
            "numbers and true or false stand without quotes, every other text in double quotes";
        self.error("wrong-type", value.span(), message, hint);
    }

    /// A text.
    pub fn text<'a>(&mut self, value: Value<'a, '_>) -> Option<&'a str> {
        let Item::String(text) = value.get_ref() else {
            self.wrong_type(value, "a text");
            return None;
        };
        if let Err(why) = limits::text_fits(text) {
            self.error("too-long", value.span(), why, "keep the long text elsewhere, and name it");
        }
        Some(text)
    }

    /// A text of its own; empty where it is not one.
    pub fn string(&mut self, value: Value<'_, '_>) -> String {
        self.text(value).map(str::to_owned).unwrap_or_default()
    }

    /// A finite number.
    pub fn number(&mut self, value: Value<'_, '_>) -> Option<f64> {
        let number = match value.get_ref() {
            // A whole number that TOML has no room for could be read and never be edited.
            Item::Integer(n) => n.parse::<i64>().ok().and_then(|_| n.parse::<f64>().ok()),
            Item::Float(n) => n.parse::<f64>().ok(),
            _ => {
                self.wrong_type(value, "a number");
                return None;
            }
        };
        let finite = number.filter(|n| n.is_finite());
        if finite.is_none() {
            self.error(
                "not-finite",
                value.span(),
                "this is not a finite number",
                "write a number such as 3 or 2.5",
            );
        }
        finite
    }

    /// A whole number.
    pub fn whole(&mut self, value: Value<'_, '_>) -> Option<i64> {
        let number = match value.get_ref() {
            Item::Integer(n) => n.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(value, "a whole number such as 1");
        }
        number
    }

    /// A year.
    pub fn year(&mut self, value: Value<'_, '_>) -> Option<i16> {
        let number = match value.get_ref() {
            Item::Integer(n) => n.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(value, "a year such as 2025");
        }
        number
    }

    /// A whole number above 0.
    pub fn count(&mut self, value: Value<'_, '_>) -> Option<u32> {
        let number = match value.get_ref() {
            Item::Integer(n) => n.parse().ok().filter(|n| *n > 0),
            _ => None,
        };
        if number.is_none() {
            let message = "this is not a whole number from 1 to 4294967295";
            self.error("wrong-type", value.span(), message, "write it without quotes and dots");
        }
        number
    }

    /// True or false.
    pub fn flag(&mut self, value: Value<'_, '_>) -> Option<bool> {
        let Item::Boolean(flag) = value.get_ref() else {
            self.wrong_type(value, "true or false");
            return None;
        };
        Some(*flag)
    }

    /// A word of a closed vocabulary.
    pub fn word<T: Copy>(&mut self, value: Value<'_, '_>, all: &[(T, &'static str)]) -> Option<T> {
        let text = self.text(value)?;
        let found = all.iter().find(|(_, name)| *name == text).map(|(word, _)| *word);
        if found.is_none() {
            let names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
            let hint = format!("take one of {}", names.join(", "));
            self.error("word", value.span(), format!("'{text}' is not a word for this"), hint);
        }
        found
    }

    /// An id.
    pub fn id(&mut self, value: Value<'_, '_>) -> Option<Id> {
        let text = self.text(value)?;
        self.id_at(text, value.span())
    }

    /// The id that a key is.
    pub fn key_id(&mut self, key: Key<'_, '_>) -> Option<Id> {
        self.id_at(key.get_ref(), key.span())
    }

    fn id_at(&mut self, text: &str, span: Range<usize>) -> Option<Id> {
        let made = Id::new(text);
        if let Err(why) = &made {
            let message = format!("'{text}' cannot be an id: {why}");
            self.error("id", span, message, "take the id of a question, node or entry");
        }
        made.ok()
    }

    /// A date.
    pub fn date(&mut self, value: Value<'_, '_>) -> Option<PartialDate> {
        const FORMS: &str = "write a date as a text: \"2021\", \"2021-05\" or \"2021-05-17\"";
        if matches!(value.get_ref(), Item::Datetime) {
            self.error("wrong-type", value.span(), "this date stands without quotes", FORMS);
            return None;
        }
        let made = PartialDate::new(self.text(value)?);
        if let Err(why) = &made {
            self.error("date", value.span(), why, FORMS);
        }
        made.ok()
    }

    /// A list, each element read in the same way; what cannot be read is left out.
    pub fn list<'a, 'i, T>(
        &mut self,
        value: Value<'a, 'i>,
        read: impl Fn(&mut Self, Value<'a, 'i>) -> Option<T>,
    ) -> Vec<T> {
        let Item::Array(array) = value.get_ref() else {
            self.wrong_type(value, "a list in square brackets");
            return Vec::new();
        };
        array.iter().filter_map(|element| read(self, element)).collect()
    }

    /// A list of texts.
    pub fn texts(&mut self, value: Value<'_, '_>) -> Vec<String> {
        self.list(value, |walk, v| walk.text(v).map(str::to_owned))
    }

    /// A table.
    pub fn table<'a, 'i>(&mut self, value: Value<'a, 'i>) -> Option<&'a Table<'i>> {
        let Item::Table(table) = value.get_ref() else {
            self.wrong_type(value, "a table");
            return None;
        };
        Some(table)
    }
}

fn kind(value: &Item<'_>) -> &'static str {
    match value {
        Item::String(_) => "a text",
        Item::Integer(_) | Item::BasedInteger | Item::Float(_) => "a number",
        Item::Boolean(_) => "true or false",
        Item::Datetime => "a date without quotes",
        Item::Array(_) => "a list",
        Item::Table(_) => "a table",
    }
}
