//! The one shape in which rows of values travel to the terminal, to files and to screens.

use crate::analysis::numbers::round_half_up;

/// Rows of values with named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// A title for people.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader must know to read the table rightly.
    pub notes: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The stable name used by JSON and CSV.
    pub key: String,
    /// The heading for people.
    pub title: String,
    /// Whether its cells stand to the right.
    pub right: bool,
    /// Whether its numbers are percentages of a scale, which a picture may shade.
    pub shaded: bool,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// There is no value: an empty cell, `null` in JSON. Never zero.
    Empty,
    /// A text.
    Text(String),
    /// A number: in full precision for machines, and as people read it.
    Number {
        /// Full precision; always finite.
        value: f64,
        /// Rounded once, with its sign, star or unit.
        shown: String,
    },
}

impl Table {
    /// The same without the columns of some keys, where the title says already what they hold.
    #[must_use]
    pub fn without(mut self, keys: &[&str]) -> Self {
        let kept: Vec<bool> =
            self.columns.iter().map(|c| !keys.contains(&c.key.as_str())).collect();
        let mut keep = kept.iter().copied();
        self.columns.retain(|_| keep.next().unwrap_or(true));
        for row in &mut self.rows {
            let mut keep = kept.iter().copied();
            row.retain(|_| keep.next().unwrap_or(true));
        }
        self
    }
}

impl Column {
    /// A column of texts.
    pub fn text(key: &str, title: &str) -> Self {
        Self { key: key.into(), title: title.into(), right: false, shaded: false }
    }

    /// A column of numbers.
    pub fn number(key: &str, title: &str) -> Self {
        Self { right: true, ..Self::text(key, title) }
    }

    /// A column of percentages of a scale, which a picture may shade.
    pub fn percent(key: &str, title: &str) -> Self {
        Self { shaded: true, ..Self::number(key, title) }
    }
}

impl Cell {
    /// A text; the empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A number rounded to `decimals` for people; an empty cell where there is none.
    pub fn number(value: impl Into<Option<f64>>, decimals: u8) -> Self {
        match value.into().filter(|v| v.is_finite()) {
            Some(value) => Self::Number { value, shown: shown(value, decimals) },
            None => Self::Empty,
        }
    }

    /// A whole number.
    pub fn count(value: u32) -> Self {
        Self::number(f64::from(value), 0)
    }

    /// A share from 0 to 1, in percent for people. What is not all of it is never shown as 100 %.
    pub fn share(value: impl Into<Option<f64>>) -> Self {
        match Self::number(value, 0) {
            Self::Number { value, .. } => {
                let percent = shown(value * 100.0, 0);
                let shown = if value < 1.0 && percent == "100" { "<100".into() } else { percent };
                Self::Number { value, shown: shown + " %" }
            }
            other => other,
        }
    }

    /// A difference, with its sign.
    pub fn signed(value: impl Into<Option<f64>>, decimals: u8) -> Self {
        match Self::number(value, decimals) {
            Self::Number { value, shown } => {
                let zero = shown.chars().all(|c| matches!(c, '0' | '.'));
                let sign = if value > 0.0 && !zero { "+" } else { "" };
                Self::Number { value, shown: format!("{sign}{shown}") }
            }
            other => other,
        }
    }

    /// The number with a mark behind it for people, for instance a star or a percent sign.
    #[must_use]
    pub fn marked(self, mark: &str) -> Self {
        match self {
            Self::Number { value, shown } => Self::Number { value, shown: shown + mark },
            other => other,
        }
    }

    /// The number in brackets for people where it is not a finding.
    #[must_use]
    pub fn bracketed_if(self, no_finding: bool) -> Self {
        match self {
            Self::Number { value, shown } if no_finding => {
                Self::Number { value, shown: format!("({shown})") }
            }
            other => other,
        }
    }

    /// The text with a mark behind it.
    #[must_use]
    pub fn marked_text(self, mark: &str) -> Self {
        match self {
            Self::Text(text) => Self::Text(text + mark),
            other => other,
        }
    }

    /// The number in full precision, if the cell holds one.
    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Empty | Self::Text(_) => None,
        }
    }

    /// What people read.
    pub fn shown(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(text) => text,
            Self::Number { shown, .. } => shown,
        }
    }
}

/// A number as people read it: rounded once, halves up, to exactly `decimals` places.
pub fn shown(value: f64, decimals: u8) -> String {
    let rounded = round_half_up(value, decimals);
    // Adding zero turns a negative zero into zero.
    format!("{:.*}", usize::from(decimals), rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::{Cell, shown};

    #[test]
    fn numbers_are_rounded_once_and_nothing_is_not_zero() {
        assert_eq!(shown(66.666_666, 1), "66.7");
        assert_eq!(shown(-0.01, 1), "0.0");
        assert_eq!(Cell::number(None, 1), Cell::Empty);
        assert_eq!(Cell::number(f64::NAN, 1), Cell::Empty);
        assert_eq!(Cell::share(1.0).shown(), "100 %");
        assert_eq!(Cell::share(623.0 / 624.0).shown(), "<100 %");
        assert_eq!(Cell::share(0.285).shown(), "29 %");
    }
}
