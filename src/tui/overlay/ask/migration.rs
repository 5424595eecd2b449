//! Moving an assessment to a newer version of its framework: where to, what would become of
//! everything, and what was done.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::migration::{Fate, Migration, Move, What};
use crate::domain::{Framework, Key};
use crate::report::migration::{counts, moves, sentence};
use crate::report::{Cell, Table};
use crate::tui::action::Tab;
use crate::tui::effect::Effect;
use crate::tui::overlay::{List, Row};
use crate::workspace::Planned;

use super::Ask;

/// The order in which the parts are looked at: what asks for work first.
const PARTS: [(Fate, &str); 5] = [
    (Fate::ToConfirm, "To be confirmed"),
    (Fate::Attic, "Put into the attic"),
    (Fate::New, "New and open"),
    (Fate::Open, "Not answered before"),
    (Fate::Unchanged, "Carried over unchanged"),
];

/// The frameworks that an assessment can be moved to.
pub(super) fn targets(key: &Key, all: &[Arc<Framework>]) -> List {
    let row = |to: &Arc<Framework>| {
        let text = format!("{} {}", to.id, to.version);
        let plan = Effect::PlanMigration(key.clone(), Arc::clone(to));
        Row::new(text, plan).detail(&*to.title)
    };
    List {
        title: format!("Move {key} to"),
        lead: vec!["Nothing is written before you have seen what becomes of everything.".into()],
        rows: all.iter().map(row).collect(),
        ..List::default()
    }
}

/// What would become of everything, and whether to do it.
pub(super) fn preview(planned: &Arc<Planned>) -> List {
    let migration = &planned.migration;
    let (from, to) = (&planned.old.framework, &planned.to);
    let old = &planned.old.assessment;
    let numbers = counts(migration);
    let meaning = |at: usize| {
        numbers.rows.get(at).and_then(|row| row.get(2)).map_or("", Cell::shown).to_owned()
    };
    let part = |(fate, name): &(Fate, &str)| {
        let count = migration.questions(*fate);
        let beside = beside(migration, *fate);
        let text = match beside {
            0 => format!("{name}: {count}"),
            1 => format!("{name}: {count}, and 1 note or entry"),
            _ => format!("{name}: {count}, and {beside} notes or entries"),
        };
        let at = Fate::ALL.iter().position(|(known, _)| known == fate).unwrap_or(0);
        let look = Effect::Ask(Ask::Moves(Arc::clone(planned), *fate));
        Row::new(text, look).detail(meaning(at))
    };
    let mut rows: Vec<Row> = PARTS.iter().map(part).collect();
    let file = format!("make {}, a new file; {} stays as it is", planned.key, old.key);
    rows.push(Row::new("Do it", Effect::Migrate(Arc::clone(planned))).detail(file));
    rows.push(Row::new("Leave it", Effect::Close).detail("nothing is written"));
    let mut lead = vec![format!(
        "{} {} to {} {}. Nothing is written yet; Enter on a line lists what it counts.",
        from.id, from.version, to.id, to.version
    )];
    lead.extend(numbers.notes);
    let title = format!("{} {}: a newer version", old.country_label(), old.key.round());
    List { title, lead, rows, ..List::default() }
}

/// Everything of one fate, with what it was, what it is and why.
pub(super) fn part(planned: &Arc<Planned>, fate: Fate) -> List {
    let migration = &planned.migration;
    let (from, to) = (&planned.old.framework, &planned.to);
    let all = moves(migration, from, to);
    let of = |(one, _): &(&Move, &Vec<Cell>)| one.fate == fate;
    let lines = migration.moves.iter().zip(&all.rows).filter(of);
    let back = || Effect::Ask(Ask::Migration(Arc::clone(planned)));
    let mut rows: Vec<Row> =
        lines.map(|(one, row)| line(planned, &all, one, row, back())).collect();
    rows.push(Row::new("Back", back()));
    let name = PARTS.iter().find(|(known, _)| *known == fate).map_or("", |(_, name)| name);
    List { title: format!("{name}: {}", migration.questions(fate)), rows, ..List::default() }
}

/// One question, note or entry: its number and the levels in the line, the text and the reason
/// below the list.
fn line(planned: &Planned, table: &Table, one: &Move, row: &[Cell], back: Effect) -> Row {
    let cell = |key: &str| {
        let at = table.columns.iter().position(|column| column.key == key);
        at.and_then(|at| row.get(at)).map_or("", Cell::shown)
    };
    let label = |framework: &Framework, ids: &[crate::domain::Id]| {
        let label = |id: &crate::domain::Id| match framework.find(id.as_str()) {
            Some(at) => framework.node(at).label().to_owned(),
            None => id.to_string(),
        };
        ids.iter().map(label).collect::<Vec<_>>().join(", ")
    };
    let (was, is) = (label(&planned.old.framework, &one.old), label(&planned.to, &one.new));
    let mut parts = vec![match (was.as_str(), is.as_str()) {
        (was, "") => was.to_owned(),
        ("", is) => is.to_owned(),
        (was, is) if was == is => was.to_owned(),
        (was, is) => format!("{was} > {is}"),
    }];
    let (before, after) = (cell("before"), cell("after"));
    parts.extend(match (before, after) {
        ("", "") => None,
        (before, "") => Some(before.to_owned()),
        ("", after) => Some(after.to_owned()),
        (before, after) if before == after => Some(before.to_owned()),
        (before, after) => Some(format!("{before} > {after}")),
    });
    if one.what != What::Question {
        parts.insert(0, cell("what").to_owned());
    }
    let (reason, text) = (cell("reason"), cell("text"));
    parts.push(if reason.is_empty() { text.to_owned() } else { reason.to_owned() });
    let detail = match reason {
        "" => text.to_owned(),
        reason => format!("{text}\nWhy: {reason}"),
    };
    Row::new(parts.join("  "), back).detail(detail)
}

/// What was done, and where to go on.
pub(super) fn done(planned: &Arc<Planned>, path: &str) -> List {
    let migration = &planned.migration;
    let key = &planned.key;
    let report = Effect::MigrationReport(Arc::clone(planned));
    List {
        title: "Moved".into(),
        lead: vec![
            format!("Written: {path}"),
            format!("{}.", sentence(migration)),
            format!("{} is as it was.", planned.old.assessment.key),
        ],
        rows: vec![
            Row::new("Open it: what is to be confirmed", Effect::Open(key.clone(), Tab::Review)),
            Row::new("Write the report of the migration", report)
                .detail("as Markdown, among the exports"),
            Row::new("Back to the list", Effect::Close),
        ],
        ..List::default()
    }
}

/// The notes and entries of a fate, which are no questions.
fn beside(migration: &Migration, fate: Fate) -> usize {
    let is = |one: &&Move| one.fate == fate && one.what != What::Question;
    migration.moves.iter().filter(is).count()
}

/// The file of a report among the exports.
pub fn report_name(planned: &Planned) -> PathBuf {
    let key = &planned.key;
    PathBuf::from(format!("{}-{}-{}-migration.md", key.country, key.year, key.stem()))
}
