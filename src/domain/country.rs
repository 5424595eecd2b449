//! Countries, by their ISO 3166-1 three-letter code.

use std::fmt;

/// A three-letter country code in capitals.
///
/// The shape is compulsory; whether ISO 3166-1 knows the code is asked with [`Country::is_known`],
/// because real collections hold codes of publishers (`XKX`) and this project's demonstrations use
/// codes that the standard leaves to users (`XAA` to `XZZ`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// Checks the shape of a code; small letters are taken as capitals.
    ///
    /// # Errors
    /// A sentence that says what a code looks like.
    pub fn new(text: &str) -> Result<Self, String> {
        match text.as_bytes() {
            [a, b, c] if text.bytes().all(|x| x.is_ascii_alphabetic()) => {
                Ok(Self([a, b, c].map(u8::to_ascii_uppercase)))
            }
            _ => Err(format!("'{text}' is not a three-letter country code such as ALB")),
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Whether the code is in ISO 3166-1 or in the range that it leaves to users.
    pub fn is_known(&self) -> bool {
        self.is_user_assigned() || self.standard_name().is_some()
    }

    /// Whether ISO 3166-1 leaves the code to users: AAA-AAZ, QMA-QZZ, XAA-XZZ, ZZA-ZZZ.
    pub fn is_user_assigned(&self) -> bool {
        match self.0 {
            [b'A', b'A', _] | [b'X', _, _] | [b'Z', b'Z', _] => true,
            [b'Q', second, _] => second >= b'M',
            _ => false,
        }
    }

    /// The English short name of the standard, for an assessment that gives none.
    pub fn standard_name(&self) -> Option<&'static str> {
        rust_iso3166::from_alpha3(self.as_str()).map(|entry| entry.name)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Country;

    #[test]
    fn knows_the_standard_and_the_codes_left_to_users() -> Result<(), String> {
        assert_eq!(Country::new("alb")?.standard_name(), Some("Albania"));
        for code in ["XAA", "QZZ", "AAB", "ZZZ", "SRB"] {
            assert!(Country::new(code)?.is_known(), "{code}");
        }
        assert!(!Country::new("QAA")?.is_known());
        for code in ["", "AL", "ALBA", "A1B", "ÄAA"] {
            assert!(Country::new(code).is_err(), "{code}");
        }
        Ok(())
    }
}
