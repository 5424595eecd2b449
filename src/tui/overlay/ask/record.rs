//! What belongs to an assessment beside its answers: the head of the file, recommendations, the
//! plan, offers and requests.

use crate::domain::{Change, Entry, EntryKind, HeaderField, Id, RecommendationLevel, Value};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{List, Row, Writing, WritingPurpose};
use crate::tui::words;

use super::Ask;

/// The lists that are kept here. Evidence and priorities are edited beside what they are for.
const KINDS: [EntryKind; 7] = [
    EntryKind::Recommendation,
    EntryKind::Offer,
    EntryKind::Request,
    EntryKind::Target,
    EntryKind::Action,
    EntryKind::Duty,
    EntryKind::Treaty,
];

/// What can be written.
pub(super) fn choices(open: &Open) -> List {
    let assessment = open.assessment();
    let head = |field, text: &str| {
        let name = words::header(field);
        let line = if text.is_empty() { name.to_owned() } else { format!("{name}: {text}") };
        Row::new(line, Effect::Ask(Ask::Header(field))).detail(words::header_hint(field))
    };
    let head = |field: HeaderField| head(field, &field.get(assessment));
    let mut rows = vec![head(HeaderField::CountryName), head(HeaderField::TerritoryNote)];
    rows.extend(KINDS.map(|kind| {
        let count = lines(open, kind).len();
        let text = format!("{}: {count}", words::entries(kind));
        Row::new(text, Effect::Ask(Ask::Entries(kind, 0))).detail(words::entries_hint(kind))
    }));
    rows.push(head(HeaderField::Population));
    List { title: format!("About {}", assessment.country_label()), rows, ..List::default() }
}

/// A line of the head of the file.
pub(super) fn header(open: &Open, field: HeaderField) -> Writing {
    let text = field.get(open.assessment());
    let purpose = WritingPurpose::Header(field);
    Writing::new(words::header(field).into(), words::header_hint(field), &text, purpose)
}

/// The entries of a list.
pub(super) fn entries(open: &Open, kind: EntryKind, at: usize) -> List {
    let row = |(line, (id, text, about)): (usize, (Id, String, Vec<Id>))| {
        let framework = open.framework();
        let node = |id: &Id| framework.find(id.as_str()).map(|at| words::title(framework.node(at)));
        let about: Vec<String> = about.iter().filter_map(node).collect();
        let again = Effect::Ask(Ask::Entries(kind, line));
        let change = Change::Remove(kind, id.clone());
        Row {
            removes: Some(Effect::Then(vec![Effect::Apply(vec![change]), again])),
            ..Row::new(text, Effect::Ask(Ask::Entry(kind, Some(id)))).detail(about.join("; "))
        }
    };
    let mut rows: Vec<Row> = lines(open, kind).into_iter().enumerate().map(row).collect();
    let new = Effect::Ask(Ask::Entry(kind, None));
    rows.push(Row::new("Write a new one", new.clone()));
    let at = at.min(rows.len() - 1);
    List { title: words::entries(kind).into(), rows, new: Some(new), at, ..List::default() }
}

/// The entries of a list, each with its line and what it is about.
fn lines(open: &Open, kind: EntryKind) -> Vec<(Id, String, Vec<Id>)> {
    let assessment = open.assessment();
    match kind {
        EntryKind::Recommendation => {
            let level = |level| {
                let known = RecommendationLevel::ALL.iter().find(|(known, _)| *known == level);
                known.map_or("", |(_, name)| *name)
            };
            let all = assessment.recommendations.iter();
            let line = |text: &str, name: &str| format!("{name}: {text}");
            all.map(|r| (r.id.clone(), line(&r.text, level(r.level)), r.about.clone())).collect()
        }
        EntryKind::Target | EntryKind::Action | EntryKind::Duty | EntryKind::Treaty => {
            Entry::all(assessment, kind).iter().map(planned).collect()
        }
        EntryKind::Offer => {
            let all = assessment.offers.iter();
            all.map(|o| (o.id.clone(), o.title.clone(), o.about.clone())).collect()
        }
        EntryKind::Request => {
            let all = assessment.requests.iter();
            all.map(|r| (r.id.clone(), r.title.clone(), r.about.clone())).collect()
        }
        EntryKind::Evidence | EntryKind::Priority => Vec::new(),
    }
}

/// A line of a target, an action, a duty or a treaty recommendation.
fn planned(entry: &Entry) -> (Id, String, Vec<Id>) {
    let id = entry.id().clone();
    let said = |key: &str| match entry.field(key) {
        Value::Text(text) => text,
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    match entry {
        Entry::Target(t) => {
            let by = t.year.map(|year| format!(" by {year}")).unwrap_or_default();
            (id.clone(), format!("{id}: level {}{by}", t.level), vec![id])
        }
        Entry::Action(a) => {
            let by = a.deadline.map(|date| format!(", by {date}")).unwrap_or_default();
            let asked = if a.waits_for_verdict() { ": did it work?" } else { "" };
            let line = format!("{id}, {}{by}{asked}: {}", said("status"), a.title);
            (id, line, a.question.iter().cloned().collect())
        }
        Entry::Duty(d) => {
            let line =
                format!("{}, {}: {} ({})", said("step"), said("level"), d.body, said("role"));
            (id, line, d.about.clone())
        }
        Entry::Treaty(t) => {
            let line = format!("{} {}, {}: {}", t.body, t.year, said("status"), t.text);
            (id, line, t.about.clone())
        }
        other => (id, other.title().to_owned(), Vec::new()),
    }
}
