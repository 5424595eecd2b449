//! Answers from a long table `iso3,country,year,id,value`.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fmt;

use super::{Columns, line_of, number, reader};
use crate::domain::{Country, Framework, Id, Verdict, Years};

/// What a table holds.
#[derive(Debug, Default)]
pub struct ScoreTable {
    /// The good rows, by country and year.
    pub batches: Vec<Batch>,
    /// The rows that cannot be used, in the order of the file.
    pub rejected: Vec<RejectedRow>,
    /// How many rows have no value: their questions stay open.
    pub blank: usize,
}

/// The answers of one country in one year.
#[derive(Debug)]
pub struct Batch {
    /// The country.
    pub country: Country,
    /// The year.
    pub year: i16,
    /// The country's name as the table writes it.
    pub name: String,
    /// The answers, in the order of the file.
    pub rows: Vec<ScoreRow>,
}

/// One answer.
#[derive(Debug)]
pub struct ScoreRow {
    /// The line in the file, from 1.
    pub line: u64,
    /// The question.
    pub question: Id,
    /// The answer.
    pub verdict: Verdict,
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// The line in the file, from 1.
    pub line: u64,
    /// Why.
    pub reason: Reason,
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has no country code.
    NoCountryCode(String),
    /// Its country code is not one.
    BadCountryCode(String),
    /// Its year is not one.
    BadYear(String),
    /// Its id is not a question of the framework.
    UnknownId(String),
    /// Its value is not a number.
    NotANumber(String),
    /// Its value is off the question's scale.
    OffScale(String),
    /// Another row has answered the same question.
    Duplicate(String),
    /// The assessment has another answer already.
    Differs(String),
    /// The assessment of that country and year cannot be used.
    NoAssessment(String),
    /// The row cannot be read at all.
    Unreadable(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCountryCode(name) if name.is_empty() => f.write_str("missing country code"),
            Self::NoCountryCode(name) => write!(f, "missing country code ({name})"),
            Self::BadCountryCode(why) | Self::NotANumber(why) | Self::OffScale(why) => {
                f.write_str(why)
            }
            Self::BadYear(text) => write!(f, "'{text}' is not a year from 1900 to 2999"),
            Self::UnknownId(id) => {
                write!(f, "unknown id: '{id}' is not a question of the framework")
            }
            Self::Duplicate(id) => write!(f, "duplicate: '{id}' was already answered in this file"),
            Self::Differs(why) | Self::NoAssessment(why) | Self::Unreadable(why) => {
                f.write_str(why)
            }
        }
    }
}

/// Reads the table against a framework.
///
/// # Errors
/// A sentence, when the table as a whole cannot be read.
pub fn read_score_table(text: &str, framework: &Framework) -> Result<ScoreTable, String> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| e.to_string())?;
    let wanted =
        [("iso3", true), ("country", false), ("year", true), ("id", true), ("value", true)];
    let columns = Columns::find(header, &wanted)?;
    let mut table = ScoreTable::default();
    let mut batches: BTreeMap<(Country, i16), Batch> = BTreeMap::new();
    let mut seen: HashSet<(Country, i16, usize)> = HashSet::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let reason = Reason::Unreadable(error.to_string());
                table.rejected.push(RejectedRow { line, reason });
                continue;
            }
        };
        let line = line_of(&record);
        let field = |column| columns.get(&record, column);
        match row(framework, [field(0), field(1), field(2), field(3), field(4)]) {
            Err(reason) => table.rejected.push(RejectedRow { line, reason }),
            Ok(None) => table.blank += 1,
            Ok(Some((country, year, place, verdict))) => {
                let question = framework.node(place).id.clone();
                if !seen.insert((country, year, place)) {
                    let reason = Reason::Duplicate(question.to_string());
                    table.rejected.push(RejectedRow { line, reason });
                    continue;
                }
                let batch = batches.entry((country, year)).or_insert_with(|| Batch {
                    country,
                    year,
                    name: name_of(country, field(1)),
                    rows: Vec::new(),
                });
                batch.rows.push(ScoreRow { line, question, verdict });
            }
        }
    }
    table.batches = batches.into_values().collect();
    Ok(table)
}

/// The name that the table gives, where it says more than the code and the standard do.
fn name_of(country: Country, name: &str) -> String {
    let known = name == country.as_str() || country.standard_name() == Some(name);
    if known { String::new() } else { name.to_owned() }
}

/// One row's country, year, question and answer; `None` where the value is blank.
fn row(
    framework: &Framework,
    [code, name, year, id, value]: [&str; 5],
) -> Result<Option<(Country, i16, usize, Verdict)>, Reason> {
    if code.is_empty() {
        return Err(Reason::NoCountryCode(name.to_owned()));
    }
    let country = Country::new(code).map_err(Reason::BadCountryCode)?;
    let year = Years::one(year).ok_or_else(|| Reason::BadYear(year.to_owned()))?;
    let place = framework.find(id).filter(|at| framework.node(*at).question().is_some());
    let place = place.ok_or_else(|| Reason::UnknownId(id.to_owned()))?;
    if value.is_empty() {
        return Ok(None);
    }
    if ["n/a", "na", "not applicable"].iter().any(|word| value.eq_ignore_ascii_case(word)) {
        let reason = format!("recorded as {value} in the source");
        return Ok(Some((country, year, place, Verdict::NotApplicable { reason })));
    }
    let number = number(value).map_err(Reason::NotANumber)?;
    let scale = framework.scale(framework.node(place));
    if scale.value_of(number).is_none() {
        let why = format!("{value} is off the scale of '{id}': take {}", scale.describe());
        return Err(Reason::OffScale(why));
    }
    Ok(Some((country, year, place, Verdict::Scored(number))))
}
