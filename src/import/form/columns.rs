//! The columns of a sheet of a form, some of them in several languages.

use std::collections::BTreeMap;

use super::{Noted, Page};
use crate::import::workbook::{Row, Sheet};

/// A text in several languages: by the language as the form writes it; the empty one is a column
/// that names none.
pub(super) type Texts = BTreeMap<String, String>;

/// Where the columns of one sheet stand.
pub(super) struct Columns {
    page: Page,
    /// Column, key, language.
    found: Vec<(u32, String, String)>,
}

impl Columns {
    /// Reads the first row.
    pub(super) fn of(page: Page, sheet: &Sheet) -> Self {
        let head = sheet.rows.first();
        let cells = head.iter().flat_map(|row| &row.cells);
        let found = cells.map(|(at, title)| {
            let (key, language) = title.split_once("::").unwrap_or((title, ""));
            (*at, key.trim().to_ascii_lowercase().replace(' ', "_"), language.trim().to_owned())
        });
        Self { page, found: found.collect() }
    }

    /// The rows below the first.
    pub(super) fn rows<'s>(&self, sheet: &'s Sheet) -> &'s [Row] {
        sheet.rows.get(1..).unwrap_or_default()
    }

    /// Whether there is a column of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.found.iter().any(|(_, own, _)| own == key)
    }

    /// The text of a column without a language; empty where the row or the sheet lacks it.
    pub(super) fn get<'r>(&self, row: &'r Row, key: &str) -> &'r str {
        let at = self.found.iter().find(|(_, own, _)| own == key).map(|(at, _, _)| at);
        at.and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }

    /// The text of a column in every language.
    pub(super) fn texts(&self, row: &Row, key: &str) -> Texts {
        let all = self.found.iter().filter(|(_, own, _)| own == key);
        let held = all.filter_map(|(at, _, l)| Some((l.clone(), row.cells.get(at)?.clone())));
        held.collect()
    }

    /// The languages of a column, in the order of the sheet.
    pub(super) fn languages(&self, key: &str) -> Vec<&str> {
        self.found.iter().filter(|(_, own, _)| own == key).map(|(_, _, l)| l.as_str()).collect()
    }

    /// The columns that hold something and are none of those that are read, each with its first row.
    pub(super) fn unread(&self, sheet: &Sheet, read: &[&str]) -> Vec<Noted> {
        let mut noted = Vec::new();
        for (at, key, language) in &self.found {
            let held: Vec<u32> = self
                .rows(sheet)
                .iter()
                .filter(|row| row.cells.contains_key(at))
                .map(|row| row.number)
                .collect();
            if let (false, Some(first)) = (read.contains(&key.as_str()), held.first()) {
                let of = if language.is_empty() { "" } else { "::" };
                let why = format!(
                    "the column '{key}{of}{language}' has no place in a framework; {} rows hold it",
                    held.len()
                );
                noted.push(Noted { page: self.page, row: *first, why });
            }
        }
        noted
    }
}

/// The short tag of a language as a form writes it: `sq` of `Albanian (sq)`, `sq` of `sq`.
pub(super) fn tag(language: &str) -> Option<String> {
    let inner = language.rsplit_once('(').map(|(_, rest)| rest.trim_end_matches(')').trim());
    let tag = inner.unwrap_or(language);
    let is_tag = (2..=12).contains(&tag.len())
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && tag.split('-').next().is_some_and(|p| (2..=3).contains(&p.len()))
        && tag.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    is_tag.then(|| tag.to_owned())
}
