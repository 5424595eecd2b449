//! Which assessments a command is about: `COUNTRY/YEAR[/perspective][@unit][~edition]`.

use std::collections::HashSet;
use std::fmt;

use super::{Country, Id, Key, Perspective};

/// A choice of assessments; everything that is left open matches all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// One country, or every country.
    pub country: Option<Country>,
    /// The years.
    pub years: Years,
    /// One perspective, or every perspective.
    pub perspective: Option<Perspective>,
    /// One unit; `None` matches every unit, `Some(None)` the national level only.
    pub unit: Option<Option<Id>>,
    /// The record or an edition of it.
    pub edition: Editions,
}

/// Which of the editions of a round.
///
/// The record alone stands for a round unless somebody asks for more, so that nothing is counted
/// twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Editions {
    /// The record.
    #[default]
    Record,
    /// The record and every edition.
    Any,
    /// One edition and not the record.
    Only(Id),
    /// One edition where a round has it, else the record.
    Prefer(Id),
}

impl Editions {
    /// The editions that stand beside a round: those of its own name where there are such, else the
    /// records.
    pub fn preferring(edition: Option<&Id>) -> Self {
        edition.map_or(Self::Record, |edition| Self::Prefer(edition.clone()))
    }
}

/// A year, a range of years, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// Every year.
    All,
    /// From the first to the last, both included.
    Between(i16, i16),
}

impl Selection {
    /// Everything.
    pub fn all() -> Self {
        Self {
            country: None,
            years: Years::All,
            perspective: None,
            unit: None,
            edition: Editions::Record,
        }
    }

    /// Reads a selection such as `ALB/2024`, `*/2020-2024/self` or `BIH/*@BA-SRP`.
    ///
    /// # Errors
    /// A sentence that says which part is wrong and what it looks like when it is right.
    pub fn new(text: &str) -> Result<Self, String> {
        let whole = text;
        let (text, edition) = match text.split_once('~') {
            Some((text, "*")) => (text, Editions::Any),
            Some((text, edition)) => {
                (text, Editions::Only(Id::new(edition).map_err(|e| format!("edition: {e}"))?))
            }
            None => (text, Editions::Record),
        };
        let (path, unit) = match text.split_once('@') {
            Some((path, unit)) => {
                (path, Some(Some(Id::new(unit).map_err(|e| format!("unit: {e}"))?)))
            }
            None => (text, None),
        };
        let mut parts = path.split('/');
        let country = match parts.next() {
            Some("*") => None,
            Some(code) => Some(Country::new(code)?),
            None => None,
        };
        let years = Years::new(parts.next().unwrap_or("*"))?;
        let perspective = match parts.next() {
            None | Some("*") => None,
            Some(name) => Some(Perspective::new(name)?),
        };
        if parts.next().is_some() {
            return Err(format!(
                "'{whole}' has more parts than COUNTRY/YEAR/perspective@unit~edition"
            ));
        }
        Ok(Self { country, years, perspective, unit, edition })
    }

    /// Whether an assessment is chosen.
    pub fn matches(&self, key: &Key) -> bool {
        self.country.is_none_or(|country| country == key.country)
            && self.years.contain(key.year)
            && self.perspective.is_none_or(|perspective| perspective == key.perspective)
            && self.unit.as_ref().is_none_or(|unit| *unit == key.unit)
            && match (&self.edition, &key.edition) {
                (Editions::Any, _) | (Editions::Record | Editions::Prefer(_), None) => true,
                (Editions::Only(wanted) | Editions::Prefer(wanted), Some(is)) => wanted == is,
                (Editions::Record, Some(_)) | (Editions::Only(_), None) => false,
            }
    }

    /// The keys that are chosen of all there are, each round once: a preferred edition stands in
    /// the place of its record.
    pub fn choose<'k>(&self, all: &'k [Key]) -> Vec<&'k Key> {
        let mut chosen: Vec<&Key> = all.iter().filter(|key| self.matches(key)).collect();
        if let Editions::Prefer(wanted) = &self.edition {
            let replaced: HashSet<Key> = chosen
                .iter()
                .filter(|key| key.edition.as_ref() == Some(wanted))
                .map(|key| key.in_edition(None))
                .collect();
            chosen.retain(|key| !replaced.contains(*key));
        }
        chosen
    }

    /// The same with the record and every edition where no edition is named.
    #[must_use]
    pub fn with_editions(self) -> Self {
        match self.edition {
            Editions::Record => Self { edition: Editions::Any, ..self },
            _ => self,
        }
    }

    /// The one assessment that the selection names, with the usual parts filled in: the
    /// perspective `self` and the national level.
    pub fn single(&self) -> Option<Key> {
        let (Some(country), Years::Between(year, last)) = (self.country, self.years) else {
            return None;
        };
        let edition = match &self.edition {
            Editions::Record => None,
            Editions::Only(edition) => Some(edition.clone()),
            Editions::Any | Editions::Prefer(_) => return None,
        };
        (year == last).then(|| Key {
            country,
            year,
            perspective: self.perspective.unwrap_or(Perspective::Own),
            unit: self.unit.clone().flatten(),
            edition,
        })
    }
}

impl Years {
    /// The first year that an assessment may have.
    pub const FIRST: i16 = 1900;
    /// The last year that an assessment may have.
    pub const LAST: i16 = 2999;

    /// Reads `2024`, `2020-2024`, `2020..2024` or `*`.
    ///
    /// # Errors
    /// A sentence with the forms that are taken.
    pub fn new(text: &str) -> Result<Self, String> {
        if text == "*" {
            return Ok(Self::All);
        }
        let (first, last) =
            text.split_once("..").or_else(|| text.split_once('-')).unwrap_or((text, text));
        match (Self::one(first), Self::one(last)) {
            (Some(first), Some(last)) if first <= last => Ok(Self::Between(first, last)),
            _ => Err(format!("'{text}' is not a year, a range such as 2020-2024, or *")),
        }
    }

    /// A year as an assessment may have it: four digits, 1900 to 2999.
    pub fn one(text: &str) -> Option<i16> {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| text.parse().ok())
            .flatten()
            .filter(|year| (Self::FIRST..=Self::LAST).contains(year))
    }

    /// Whether a year is chosen.
    pub fn contain(self, year: i16) -> bool {
        match self {
            Self::All => true,
            Self::Between(first, last) => (first..=last).contains(&year),
        }
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Between(first, last) if first == last => write!(f, "{first}"),
            Self::Between(first, last) => write!(f, "{first}-{last}"),
        }
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.country {
            Some(country) => write!(f, "{country}/{}", self.years)?,
            None => write!(f, "*/{}", self.years)?,
        }
        if let Some(perspective) = self.perspective {
            write!(f, "/{perspective}")?;
        }
        if let Some(Some(unit)) = &self.unit {
            write!(f, "@{unit}")?;
        }
        match &self.edition {
            Editions::Record => Ok(()),
            Editions::Any => f.write_str("~*"),
            Editions::Only(edition) | Editions::Prefer(edition) => write!(f, "~{edition}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Editions, Id, Key, Selection};

    #[test]
    fn reads_every_form_and_names_the_wrong_part() -> Result<(), String> {
        for text in [
            "ALB/2024",
            "*/2020-2024/self",
            "BIH/*@BA-SRP",
            "XAA/2020/shadow@north",
            "XAA/2020~1.0",
            "*/*/self@north~*",
        ] {
            assert_eq!(Selection::new(text)?.to_string(), text);
        }
        assert_eq!(Selection::new("alb")?.to_string(), "ALB/*");
        for text in ["", "AL/2024", "ALB/24", "ALB/2024-2020", "ALB/2024/mine", "ALB/2024/self/x"] {
            assert!(Selection::new(text).is_err(), "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_round_is_chosen_once_unless_somebody_asks_for_more() -> Result<(), String> {
        let stems = ["self", "self@north", "self@north~1.0", "self~1.0", "self~2.0"];
        let mut keys = Vec::new();
        for (year, stem) in stems.iter().map(|stem| ("2020", stem)).chain([("2021", &"self")]) {
            keys.push(Key::from_parts("XAA", year, stem)?);
        }
        let chosen = |selection: &Selection| -> Vec<String> {
            selection.choose(&keys).iter().map(|k| format!("{}/{}", k.year, k.stem())).collect()
        };
        let of = |text: &str| Selection::new(text).map(|s| chosen(&s));
        assert_eq!(of("XAA")?, ["2020/self", "2020/self@north", "2021/self"]);
        assert_eq!(of("XAA/*~1.0")?, ["2020/self@north~1.0", "2020/self~1.0"]);
        assert_eq!(of("XAA/*~*")?.len(), keys.len());
        let wanted = Editions::Prefer(Id::new("1.0")?);
        let prefer = Selection { edition: wanted, ..Selection::all() };
        assert_eq!(chosen(&prefer), ["2020/self@north~1.0", "2020/self~1.0", "2021/self"]);
        assert!(Selection::new("XAA/2020~1/0").is_err() && Selection::new("XAA/2020~").is_err());
        let key = Selection::new("XAA/2020@north~1.0")?.single().ok_or("no key")?;
        assert_eq!(key.to_string(), "XAA/2020/self@north~1.0");
        assert!(Selection::new("XAA/2020~*")?.single().is_none());
        Ok(())
    }

    #[test]
    fn one_year_of_one_country_is_a_single_assessment() -> Result<(), String> {
        let key = Selection::new("ALB/2024")?.single().ok_or("no key")?;
        assert_eq!(key.to_string(), "ALB/2024/self");
        assert!(Selection::new("ALB/*")?.single().is_none());
        Ok(())
    }
}
