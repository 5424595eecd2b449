//! Reading an assessment file into the domain.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::parse_table;
use super::table::Table;
use super::walk::{Key as TableKey, Value, Walk};
use crate::domain::{
    Answer, Assessment, Boxed, Boxes, Confidence, Country, Entry, EntryKind, Id, InPlace, Key,
    NoteKind, Notes, Perspective, Pin, ReasonOfChange, Verdict,
};

mod attic;
mod conflicts;
mod entries;
mod plans;

pub(super) use conflicts::read_conflict;
pub(super) use entries::read_entry;

/// Reads the text of the assessment file of `key`; its framework is not looked at yet.
///
/// The warnings are about keys that are kept but not known.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_assessment(
    path: &Path,
    key: &Key,
    text: &str,
) -> Result<(Assessment, Vec<Located>), BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
    let mut walk = Walk::default();
    let assessment = assessment(&mut walk, key, &table);
    match assessment {
        Some(assessment) if walk.problems.is_empty() => {
            Ok((assessment, Located::all(path, text, walk.unknown)))
        }
        _ => {
            let said: Vec<_> = walk.problems.iter().map(|p| p.place.clone()).collect();
            let rest = walk.unknown.into_iter().filter(|p| !said.contains(&p.place));
            Err(bad(walk.problems.into_iter().chain(rest).collect()))
        }
    }
}

/// The key that the head of a file names, for a file that lies outside a workspace.
///
/// # Errors
/// The defects of the head.
pub fn read_key(path: &Path, text: &str) -> Result<Key, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
    let mut walk = Walk::default();
    let head = Head::read(&mut walk, &table);
    let key = head.key(&mut walk);
    key.filter(|_| walk.problems.is_empty()).ok_or_else(|| bad(walk.problems))
}

/// The words of the head of a file that say which assessment it is.
#[derive(Default)]
struct Head<'a> {
    country: Option<(&'a str, Range<usize>)>,
    year: Option<(i16, Range<usize>)>,
    perspective: Option<(&'a str, Range<usize>)>,
    unit: Option<(&'a str, Range<usize>)>,
    edition: Option<(&'a str, Range<usize>)>,
}

impl<'a> Head<'a> {
    fn read(walk: &mut Walk, table: &'a Table<'_>) -> Self {
        let mut head = Self::default();
        for (name, value) in table {
            let span = value.span();
            match name.get_ref().as_ref() {
                "country" => head.country = walk.text(value).map(|t| (t, span)),
                "year" => head.year = walk.year(value).map(|y| (y, span)),
                "perspective" => head.perspective = walk.text(value).map(|t| (t, span)),
                "unit" => {
                    head.unit = walk.text(value).map(|t| (t, span)).filter(|(t, _)| !t.is_empty())
                }
                "edition" => {
                    let text = walk.text(value).map(|t| (t, span));
                    head.edition = text.filter(|(t, _)| !t.is_empty());
                }
                _ => {}
            }
        }
        for (key, there) in [
            ("country", head.country.is_some()),
            ("year", head.year.is_some()),
            ("perspective", head.perspective.is_some()),
        ] {
            if !there && walk.problems.is_empty() {
                walk.missing(key, 0..0);
            }
        }
        head
    }

    fn key(&self, walk: &mut Walk) -> Option<Key> {
        let mut check = |made: Result<(), String>, span: &Range<usize>| {
            if let Err(why) = made {
                walk.error("value", span.clone(), why, "correct the line");
            }
        };
        let (code, code_span) = self.country.as_ref()?;
        let (name, name_span) = self.perspective.as_ref()?;
        let (country, perspective) = (Country::new(code), Perspective::new(name));
        check(country.clone().map(|_| ()), code_span);
        check(perspective.clone().map(|_| ()), name_span);
        let mut id = |said: &Option<(&str, Range<usize>)>| match said {
            Some((text, span)) => {
                let made = Id::new(text);
                check(made.clone().map(|_| ()), span);
                Some(made.ok())
            }
            None => None,
        };
        let (unit, edition) = (id(&self.unit), id(&self.edition));
        let whole = |id: Option<Option<Id>>| id.map_or(Some(None), |made| made.map(Some));
        let (unit, edition) = (whole(unit)?, whole(edition)?);
        let year = self.year.as_ref()?.0;
        Some(Key { country: country.ok()?, year, perspective: perspective.ok()?, unit, edition })
    }

    /// The head of the file says what its path says.
    fn same_as(&self, key: &Key, walk: &mut Walk) {
        let perspective = key.perspective.to_string();
        let unit = key.unit.as_ref().map_or("", Id::as_str);
        let mut same = |name: &str, said: &str, path: &str, span: &Range<usize>| {
            if said != path {
                let message = format!("{name} is '{said}' here and '{path}' in the file's path");
                walk.error("path", span.clone(), message, "move the file, or correct the line");
            }
        };
        if let Some((said, span)) = &self.country {
            same("country", said, key.country.as_str(), span);
        }
        if let Some((said, span)) = self.year.as_ref().filter(|(year, _)| *year != key.year) {
            same("year", &said.to_string(), &key.year.to_string(), span);
        }
        if let Some((said, span)) = &self.perspective {
            same("perspective", said, &perspective, span);
        }
        let edition = key.edition.as_ref().map_or("", Id::as_str);
        for (name, said, path) in [("unit", &self.unit, unit), ("edition", &self.edition, edition)]
        {
            let (said, span) = said.clone().unwrap_or(("", 0..0));
            same(name, said, path, &span);
        }
    }
}

fn assessment(walk: &mut Walk, key: &Key, table: &Table<'_>) -> Option<Assessment> {
    Head::read(walk, table).same_as(key, walk);
    let mut pinned = None;
    let blank = Pin { id: Id::new("none").ok()?, version: String::new(), digest: String::new() };
    let mut a = Assessment::blank(key.clone(), blank);
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "country" | "year" | "perspective" | "unit" | "edition" => {}
            "country_name" => a.country_name = walk.string(value),
            "territory_note" => a.territory_note = walk.string(value),
            "population" => a.population = walk.count(value),
            "framework" => pinned = Some(pin(walk, name, value)),
            "answers" => a.answers = answers(walk, value),
            "notes" => a.notes = notes_by_node(walk, value),
            "evidence" => a.evidence = walk.list(value, entries::evidence),
            "priorities" => a.priorities = walk.list(value, entries::priority),
            "recommendations" => a.recommendations = walk.list(value, entries::recommendation),
            "targets" | "actions" | "duties" | "treaty" => {
                for entry in plan_list(walk, name, value) {
                    a.add(entry);
                }
            }
            "offers" => a.offers = walk.list(value, entries::offer),
            "requests" => a.requests = walk.list(value, entries::request),
            "conflicts" => a.conflicts = walk.list(value, conflicts::conflict),
            "attic" => a.attic = walk.list(value, attic::attic),
            _ => walk.unknown(name),
        }
    }
    if pinned.is_none() {
        walk.missing("framework", 0..0);
    }
    a.framework = pinned??;
    a.withhold_disputed();
    Some(a)
}

/// The entries of a list whose fields the domain names.
fn plan_list(walk: &mut Walk, name: TableKey<'_, '_>, value: Value<'_, '_>) -> Vec<Entry> {
    let kind = EntryKind::ALL.iter().find(|(_, known)| *known == name.get_ref().as_ref());
    let Some((kind, _)) = kind else { return Vec::new() };
    walk.list(value, |walk, value| plans::plan(walk, *kind, value))
}

fn answers<A: Default + FromIterator<(Id, Answer)>>(walk: &mut Walk, value: Value<'_, '_>) -> A {
    let Some(table) = walk.table(value) else { return A::default() };
    let read = table.into_iter().filter_map(|(name, value)| {
        let (id, table) = (walk.key_id(name)?, walk.table(value)?);
        let answer = answer(walk, &id, table);
        (!answer.is_blank()).then_some((id, answer))
    });
    read.collect()
}

fn notes_by_node(walk: &mut Walk, value: Value<'_, '_>) -> BTreeMap<Id, Notes> {
    let mut all = BTreeMap::new();
    for (name, value) in walk.table(value).into_iter().flatten() {
        let notes = notes(walk, value);
        // A table without notes says nothing, as one without an answer does.
        all.extend(walk.key_id(name).filter(|_| !notes.is_empty()).map(|id| (id, notes)));
    }
    all
}

fn pin(walk: &mut Walk, key: TableKey<'_, '_>, value: Value<'_, '_>) -> Option<Pin> {
    let (mut id, mut version, mut digest) = (None, String::new(), String::new());
    for (name, value) in walk.table(value)? {
        match name.get_ref().as_ref() {
            "id" => id = walk.id(value),
            "version" => version = walk.string(value),
            "digest" => digest = walk.string(value),
            _ => walk.unknown(name),
        }
    }
    if version.is_empty() || (id.is_none() && walk.problems.is_empty()) {
        walk.missing(if version.is_empty() { "version" } else { "id" }, key.span());
    }
    Some(Pin { id: id?, version, digest })
}

fn answer(walk: &mut Walk, id: &Id, table: &Table<'_>) -> Answer {
    let mut a = Answer::default();
    let (mut level, mut state, mut reason) = (None, None, None);
    let mut boxes = Boxes::default();
    let unknown_before = walk.unknown.len();
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "level" => level = Some(walk.number(value)),
            "state" => state = Some((walk.text(value), value.span())),
            "reason" => reason = Some((walk.string(value), value.span())),
            "carried" => a.carried = walk.flag(value).unwrap_or_default(),
            "reason_of_change" => a.reason_of_change = walk.word(value, &ReasonOfChange::ALL),
            "in_place" => a.in_place = walk.word(value, &InPlace::ALL),
            "confidence" => a.confidence = walk.word(value, &Confidence::ALL),
            "parked" => a.parked = walk.flag(value).unwrap_or_default(),
            "sources" => a.sources = walk.list(value, Walk::id),
            other => match box_of(other) {
                Some(which) => boxes.set(which, walk.string(value)),
                None => walk.unknown(name),
            },
        }
    }
    a.boxes = boxes;
    let (reason, reason_at) = reason.unwrap_or_default();
    if !reason.is_empty() && !matches!(state, Some((Some("not-applicable"), _))) {
        // Reading on would lose it with the next change of the answer.
        let message = format!("'{id}' has a reason and is not marked as not applicable");
        let hint = "write state = \"not-applicable\", or move the text to claim, evidence, missing or \
                    reservation";
        walk.error("reason", reason_at, message, hint);
    }
    a.verdict = match (level, state) {
        (Some(level), None) => level.map(Verdict::Scored),
        (None, Some((word, span))) => word.and_then(|w| state_of(walk, w, span, reason)),
        (Some(_), Some((_, span))) => {
            let message = format!("'{id}' has both a level and a state");
            walk.error("verdict", span, message, "take one of them out");
            None
        }
        (None, None) => {
            misspelt_level(walk, id, unknown_before);
            None
        }
    };
    a.carried &= a.verdict.is_some();
    a
}

fn box_of(key: &str) -> Option<Boxed> {
    Boxed::ALL.iter().find(|(_, name)| *name == key).map(|(which, _)| *which)
}

fn state_of(walk: &mut Walk, word: &str, span: Range<usize>, reason: String) -> Option<Verdict> {
    match word {
        "open" => None,
        "unknown" => Some(Verdict::Unknown),
        "not-applicable" => Some(Verdict::NotApplicable { reason }),
        other => {
            let message = format!("'{other}' is not a state");
            walk.error("word", span, message, "take one of open, unknown, not-applicable");
            None
        }
    }
}

/// An unknown key in an answer without a verdict is most likely a misspelt `level`: reading on
/// would silently lose an answer.
fn misspelt_level(walk: &mut Walk, id: &Id, unknown_before: usize) {
    if let Some(problem) = walk.unknown.get(unknown_before) {
        let span = problem.place.span.clone().unwrap_or_default();
        let message = format!("the answer '{id}' has a key that is not known, and no level");
        walk.error("unknown-key", span, message, "write level or state, or take the key out");
    }
}

fn notes(walk: &mut Walk, value: Value<'_, '_>) -> Notes {
    let mut notes = Notes::default();
    for (name, value) in walk.table(value).into_iter().flatten() {
        match NoteKind::ALL.iter().find(|(_, key)| *key == name.get_ref().as_ref()) {
            Some((kind, _)) => notes.set(*kind, walk.texts(value)),
            None => walk.unknown(name),
        }
    }
    notes
}
