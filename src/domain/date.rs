//! Dates that may be known only to the year or the month.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A year, a month or a day: `2021`, `2021-05`, `2021-05-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// Reads a date as it is written in a file.
    ///
    /// # Errors
    /// A sentence with the three forms that are taken.
    pub fn new(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not a date such as 2021, 2021-05 or 2021-05-17");
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
                .ok_or_else(wrong)
        };
        let small = |part: &str| number(part, 2).and_then(|n| i8::try_from(n).map_err(|_| wrong()));
        let date = match parts.as_slice() {
            [y] => Self { year: number(y, 4)?, month: None, day: None },
            [y, m] => Self { year: number(y, 4)?, month: Some(small(m)?), day: None },
            [y, m, d] => Self { year: number(y, 4)?, month: Some(small(m)?), day: Some(small(d)?) },
            _ => return Err(wrong()),
        };
        Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
            .map_err(|_| wrong())?;
        Ok(date)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Whether it lies before another date whatever is not known of the two.
    pub fn is_surely_before(self, other: Self) -> bool {
        if self.year != other.year {
            return self.year < other.year;
        }
        match (self.month.zip(other.month), self.day.zip(other.day)) {
            (Some((own, other)), _) if own != other => own < other,
            (Some(_), Some((own, other))) => own < other,
            _ => false,
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text)
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn one_date_lies_surely_before_another_where_all_of_it_does() {
        let before = |a: &str, b: &str| {
            PartialDate::new(a).unwrap().is_surely_before(PartialDate::new(b).unwrap())
        };
        for (a, b) in [("2024-12", "2025"), ("2025-05", "2025-06-01"), ("2025-05-01", "2025-05-02")]
        {
            assert!(before(a, b) && !before(b, a), "{a} {b}");
        }
        for (a, b) in [("2025", "2025-06"), ("2025-05", "2025-05-31"), ("2025", "2025")] {
            assert!(!before(a, b) && !before(b, a), "{a} {b}");
        }
    }

    #[test]
    fn reads_and_writes_the_three_forms_and_nothing_else() {
        for text in ["2021", "2021-05", "2024-02-29"] {
            assert_eq!(PartialDate::new(text).map(|d| d.to_string()), Ok(text.to_string()));
        }
        for text in ["", "21", "2021-13", "2023-02-29", "2021-5", "2021/05", "+021", "2021-05-17-1"]
        {
            assert!(PartialDate::new(text).is_err(), "{text}");
        }
    }
}
