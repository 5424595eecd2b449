//! The years of one country: values through the years, and what changed from one to the next.
//!
//! Percentages join only what can be compared; where a line would join two meanings of a node, the
//! later value carries a `!` and no change is given.

use std::ops::RangeInclusive;

use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{PARTIAL, STARRED, along, framework_label, indented, name_of};
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::years::{Line, Movement, Point, Reasons, Series, Step};
use crate::domain::Node;

mod parts;
mod questions;
mod tidy;

pub use parts::{by_other_questions, parts_by_node, parts_of_node, tidy_parts};
pub use questions::{Which, changes, changes_below};
pub(super) use tidy::comparable;
pub use tidy::tidy;

/// The mark behind a value that cannot be compared with the year before.
pub const BREAK: &str = " !";

/// The mark behind a value that can be compared with the year before only with caution.
pub const CAUTION: &str = " ~";

/// What counts as progress, as every table says that counts it.
const ONLY_PERFORMANCE: &str = "only a level that rose for real performance counts as progress; where \
                                no reason is given, it does not count";

/// Why there is no change of some nodes.
const NO_CHANGE: &str = "no change is given where the framework asks other questions in the two years: \
                         those alone can move a score";

/// What some reasons are counted by.
type Why = fn(Reasons) -> u32;

/// Why questions rose or fell, with the key and the title of each column.
const WHY: [(&str, &str, Why); 4] = [
    ("progress", "progress", |reasons| reasons.progress),
    ("setbacks", "setbacks", |reasons| reasons.setbacks),
    ("other_reasons", "other reasons", |reasons| reasons.otherwise),
    ("no_reason", "no reason", |reasons| reasons.unexplained),
];

/// The values of the groups of some depths (0 is the root) through all years, in percent of their scales.
pub fn overview(series: &Series<'_>, depths: &RangeInclusive<usize>) -> Table {
    let mut columns = vec![Column::text("node", "No."), Column::text("name", "Name")];
    columns.extend(series.years.iter().map(|year| {
        let key = &year.assessment.key;
        Column::percent(&format!("year_{}", key.year), &format!("{}, %", key.round()))
    }));
    let lines = groups(series, depths);
    let top = lines.iter().map(|line| line.node.depth).min().unwrap_or(0);
    let row = |line: &Line<'_>| {
        let mut row = head(line.node, top);
        let link = |at: usize| at.checked_sub(1).and_then(|step| line.steps.get(step));
        row.extend(line.points().enumerate().map(|(at, point)| {
            let before = at.checked_sub(1).and_then(|before| line.point(before));
            let link = link(at).filter(|_| before.is_some_and(|b| b.place.is_some()));
            value(series, at, point, link.map(|step| step.comparability))
        }));
        row
    };
    let rows: Vec<Vec<Cell>> = lines.into_iter().map(row).collect();
    let notes = notes(series, &rows);
    Table { title: format!("{} through the years", subject(series)), columns, rows, notes }
}

/// What the groups of some depths did from year `at` to the year after it: both values, the
/// change, and how many questions did what. `None` where there is no such step.
pub fn step(series: &Series<'_>, at: usize, depths: &RangeInclusive<usize>) -> Option<Table> {
    let (from, to) = (series.years.get(at)?, series.years.get(at + 1)?);
    let (from, to) = (from.assessment.key.round(), to.assessment.key.round());
    let lines = groups(series, depths);
    let top = lines.iter().map(|line| line.node.depth).min().unwrap_or(0);
    // What no question did needs no column.
    let seen = |movement: &Movement| lines.iter().any(|l| l.counts(at).of(*movement) > 0);
    let movements: Vec<Movement> = Movement::ALL.iter().map(|(m, _)| *m).filter(seen).collect();
    let mut columns = vec![
        Column::text("node", "No."),
        Column::text("name", "Name"),
        Column::number("from", &format!("{from}, %")),
        Column::number("to", &format!("{to}, %")),
        Column::number("change", "Change, points"),
    ];
    let title = |m: &Movement| Column::number(&key_of(*m).replace('-', "_"), word(*m));
    columns.extend(movements.iter().map(title));
    let reasons: Vec<(&str, &str, Why)> =
        WHY.into_iter().filter(|(.., of)| lines.iter().any(|l| of(l.reasons(at)) > 0)).collect();
    columns.extend(reasons.iter().map(|(key, title, _)| Column::number(key, title)));
    let row = |line: &&Line<'_>| {
        let done = line.steps.get(at)?;
        let (before, after) = (line.point(at)?, line.point(at + 1)?);
        let mut row = head(line.node, top);
        row.push(value(series, at, before, None));
        let link = before.place.map(|_| done.comparability);
        row.push(value(series, at + 1, after, link));
        row.push(points(line, line.change(at)));
        row.extend(movements.iter().map(|m| match line.counts(at).of(*m) {
            0 => Cell::Empty,
            count => Cell::count(count),
        }));
        row.extend(reasons.iter().map(|(.., of)| match of(line.reasons(at)) {
            0 => Cell::Empty,
            count => Cell::count(count),
        }));
        Some(row)
    };
    let rows: Vec<Vec<Cell>> = lines.iter().filter_map(row).collect();
    let mut notes = marks(&rows);
    notes.extend(chain(series, at));
    notes.push("the counts are of questions".into());
    if !reasons.is_empty() {
        notes.push(ONLY_PERFORMANCE.into());
    }
    let other = |step: &Step| step.comparability != Comparability::Same;
    if lines.iter().filter_map(|l| l.steps.get(at)).any(other) {
        notes.push(NO_CHANGE.into());
    }
    Some(Table { title: format!("{}: {from} to {to}", subject(series)), columns, rows, notes })
}

/// The whole comparison: the values through the years, and every step with what changed in it.
pub fn document<'a>(
    series: &Series<'a>,
    depths: &RangeInclusive<usize>,
    comparisons: &mut Comparisons<'a>,
) -> Document {
    let mut document = Document::new("Comparison of years", subject(series));
    for year in &series.years {
        let name = year.assessment.key.round();
        document.fact(&name, framework_label(year.framework));
    }
    document.section("Through the years", vec![Block::Table(overview(series, depths))]);
    for at in 0..series.years.len().saturating_sub(1) {
        let parts = parts_by_node(series, at, depths, comparisons);
        let mut done = step(series, at, depths);
        if let Some(table) = &mut done {
            table.notes.extend(by_other_questions(series, at, depths, comparisons));
        }
        let tables = [done, parts, changes(series, at, Which::Moved)];
        let blocks: Vec<Block> = tables.into_iter().flatten().map(Block::Table).collect();
        let year =
            |n: usize| series.years.get(n).map_or_else(String::new, |s| s.assessment.key.round());
        document.section(&format!("{} to {}", year(at), year(at + 1)), blocks);
    }
    document.data = Some(tidy(series));
    document
}

/// What a question did, in a word or two.
pub fn word(movement: Movement) -> &'static str {
    match movement {
        Movement::Up => "up",
        Movement::Down => "down",
        Movement::Same => "same",
        Movement::Unanswered => "unanswered",
        Movement::NotApplicable => "not applicable",
        Movement::New => "new",
        Movement::Dropped => "dropped",
        Movement::NotComparable => "not comparable",
    }
}

/// The country, perspective and unit that a series is about.
fn subject(series: &Series<'_>) -> String {
    let Some(newest) = series.years.last() else { return String::new() };
    let key = &newest.assessment.key;
    let unit = key.unit.as_ref().map(|unit| format!(", unit {unit}")).unwrap_or_default();
    let note = match newest.assessment.territory_note.as_str() {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    format!("{}{note}, {}{unit}", newest.assessment.country_label(), key.perspective)
}

/// The lines of the groups of some depths; where there are none, the root and the questions down to
/// the same depth.
fn groups<'s, 'a>(series: &'s Series<'a>, depths: &RangeInclusive<usize>) -> Vec<&'s Line<'a>> {
    let of = |wanted: &dyn Fn(&Node) -> bool| -> Vec<&'s Line<'a>> {
        series.lines.iter().filter(|line| wanted(line.node)).collect()
    };
    let found = of(&|node| node.group().is_some() && depths.contains(&node.depth));
    if found.is_empty() { of(&|node| node.depth <= *depths.end()) } else { found }
}

fn head(node: &Node, top: usize) -> Vec<Cell> {
    vec![Cell::text(node.label()), Cell::text(indented(node, top))]
}

/// A value in percent of its scale with its marks, or why there is none.
fn value(series: &Series<'_>, at: usize, point: Point<'_>, link: Option<Comparability>) -> Cell {
    let (Some(score), Some(place), Some(year)) = (point.score, point.place, series.years.get(at))
    else {
        return Cell::text("not in version");
    };
    let scale = year.framework.scale(year.framework.node(place));
    let star = if score.unknown > 0 { "*" } else { "" };
    let mark = match link {
        Some(Comparability::None) => BREAK,
        Some(Comparability::Caution) => CAUTION,
        Some(Comparability::Same) | None => "",
    };
    match score.finding() {
        Some(value) => {
            let partial = if score.answered < score.applicable { PARTIAL.0 } else { "" };
            Cell::number(scale.percent(value), 1).marked(star).marked(partial).marked(mark)
        }
        None if score.applicable == 0 => Cell::text("not applicable"),
        None if score.answered == 0 => Cell::text("not answered"),
        None => Cell::text(format!("withheld: {} answered", covered(point))),
    }
}

fn covered(point: Point<'_>) -> String {
    Cell::share(point.score.and_then(|score| score.coverage())).shown().to_owned()
}

/// A change of a score in points of percent, with its sign.
fn points(line: &Line<'_>, change: Option<f64>) -> Cell {
    let scale = line.framework.scale(line.node);
    let points = change.map(|c| c / (scale.highest() - scale.lowest()) * 100.0);
    Cell::signed(points, 1)
}

/// The versions of the framework, and what the marks in some rows mean.
fn notes(series: &Series<'_>, rows: &[Vec<Cell>]) -> Vec<String> {
    let version = |year: &Scored<'_>| {
        format!("{}: {}", year.assessment.key.round(), framework_label(year.framework))
    };
    let versions: Vec<String> = series.years.iter().map(version).collect();
    let first = format!("percent of the scale; {}", versions.join(", "));
    let chains = (0..series.years.len()).filter_map(|at| chain(series, at));
    [first].into_iter().chain(marks(rows)).chain(chains).collect()
}

/// That the step from a year to the next goes along a chain of crosswalks, where it does.
fn chain(series: &Series<'_>, at: usize) -> Option<String> {
    let (_, via) = series.chains.iter().find(|(step, _)| *step == at)?;
    let [from, to] =
        [at, at + 1].map(|at| series.years.get(at).map(|year| year.assessment.key.round()));
    Some(format!("{} to {}: {}", from?, to?, along(via)))
}

fn marks(rows: &[Vec<Cell>]) -> Vec<String> {
    let shown = |is: &dyn Fn(&str) -> bool| rows.iter().flatten().any(|cell| is(cell.shown()));
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let all = [
        (shown(&|text| number(text) && text.contains('*')), STARRED),
        (shown(&|text| number(text) && text.contains(PARTIAL.0)), PARTIAL.1),
        (
            shown(&|text| number(text) && text.ends_with(BREAK)),
            "! cannot be compared with the year before: the framework changed here",
        ),
        (
            shown(&|text| number(text) && text.ends_with(CAUTION)),
            "~ compare with the year before only with caution: wording or content changed",
        ),
        (
            shown(&|text| text.starts_with("withheld")),
            "withheld: too few questions are answered, or one that decides is open",
        ),
    ];
    all.into_iter().filter(|(seen, _)| *seen).map(|(_, note)| note.to_owned()).collect()
}

/// The stable name of a movement.
fn key_of(movement: Movement) -> &'static str {
    name_of(&Movement::ALL, &movement)
}
