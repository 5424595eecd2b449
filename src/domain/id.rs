//! Identifiers of frameworks, nodes, questions and entries.

use std::borrow::Borrow;
use std::fmt;

use compact_str::CompactString;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A stable name made of ASCII letters, digits, `.`, `_` and `-`.
///
/// At most 64 characters, starting with a letter or a digit, and never a name that Windows
/// reserves for a device, so that an id can become a file name or a TOML key on any machine. Ids of
/// ordinary length are held in place: a collection holds them by the hundred thousand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(CompactString);

impl Id {
    /// The longest id, in characters.
    pub const MAX: usize = super::limits::ID_CHARACTERS;

    /// Checks `text` and makes an id of it.
    ///
    /// # Errors
    /// A sentence that says which rule the text breaks.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("an id cannot be empty".into());
        }
        if text.len() > Self::MAX && text.chars().count() > Self::MAX {
            return Err(format!("an id has at most {} characters", Self::MAX));
        }
        if let Some(c) = text.chars().find(|c| !allowed(*c)) {
            return Err(format!(
                "an id is made of ASCII letters, digits, '.', '_' and '-', and cannot hold {}",
                super::text::name_of(c)
            ));
        }
        if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Err("an id starts with a letter or a digit".into());
        }
        if is_reserved(text) {
            return Err(format!("'{text}' is a name that Windows keeps for a device"));
        }
        Ok(Self(CompactString::new(text)))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which ids count as the same: two ids may not differ in case alone.
    pub fn folded(&self) -> String {
        self.as_str().to_ascii_lowercase()
    }
}

fn allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}

/// Whether Windows would take the name, with or without an extension, for a device.
fn is_reserved(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or(text);
    let is = |names: &[&str], part: &str| names.iter().any(|n| n.eq_ignore_ascii_case(part));
    match stem.as_bytes() {
        [_, _, _] => is(&["CON", "PRN", "AUX", "NUL"], stem),
        [.., last] if stem.len() == 4 && last.is_ascii_digit() => is(&["COM", "LPT"], &stem[..3]),
        _ => false,
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
                Id::new(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn takes_the_ids_of_real_frameworks() {
        for text in
            ["P.1.1", "reporting-duty", "WBL", "Mobility.1", "4", "a_b", "communal", "com12"]
        {
            assert!(Id::new(text).is_ok(), "{text}");
        }
        assert!(Id::new(&"a".repeat(64)).is_ok());
    }

    #[test]
    fn refuses_what_could_not_be_a_file_name() {
        for text in
            ["", ".a", "-a", "_a", "a/b", "a b", "á", "..", "CON", "nul.x", "Com1", "lpt9.toml"]
        {
            assert!(Id::new(text).is_err(), "{text}");
        }
        assert!(Id::new(&"a".repeat(65)).is_err());
    }
}
