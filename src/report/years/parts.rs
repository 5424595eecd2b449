//! What the changes of scores are made of.

use std::ops::RangeInclusive;

use super::{comparable, groups, head, subject};
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::years::{Factor, Line, Parts, Series, parts};
use crate::domain::{Id, ReasonOfChange};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::edition;

/// What a reader must know to read parts rightly.
const READ: [&str; 3] = [
    "the parts add up to the change exactly; each is rounded on its own here",
    "answers: questions that both years answer, of the same wording; what counts: answered or open, \
     applicable or not; version: questions that are new, dropped, reworded or moved",
    "only answers that changed for real performance are progress; where no reason is given, none is \
     assumed",
];

/// The column of what a factor did, for people and for machines.
struct Share {
    key: &'static str,
    title: &'static str,
    of: fn(&Parts) -> f64,
}

const fn share(key: &'static str, title: &'static str, of: fn(&Parts) -> f64) -> Share {
    Share { key, title, of }
}

fn because(parts: &Parts, reason: ReasonOfChange) -> f64 {
    parts.of(Factor::Answers(Some(reason)))
}

/// Every part; the first is the sum of those behind it, up to what nobody has given a reason for.
const SHARES: [Share; 11] = [
    share("answers", "answers", Parts::answers),
    share("performance", "of it real performance", |p| because(p, ReasonOfChange::Performance)),
    share("evidence", "of it evidence", |p| because(p, ReasonOfChange::Evidence)),
    share("reading", "of it reading", |p| because(p, ReasonOfChange::Reading)),
    share("scope", "of it scope", |p| because(p, ReasonOfChange::Scope)),
    share("definition", "of it definition", |p| because(p, ReasonOfChange::Definition)),
    share("error", "of it earlier error", |p| because(p, ReasonOfChange::Error)),
    share("no_reason", "of it no reason given", Parts::unexplained),
    share("counting", "what counts", |p| p.of(Factor::Counting)),
    share("rules", "rules", |p| p.of(Factor::Rules)),
    share("version", "version", |p| p.of(Factor::Version)),
];

/// The change of each group of some depths from year `at` to the year after it, taken apart.
/// `None` where there is no such step.
pub fn parts_by_node<'a>(
    series: &Series<'a>,
    at: usize,
    depths: &RangeInclusive<usize>,
    comparisons: &mut Comparisons<'a>,
) -> Option<Table> {
    let (from, to) = rounds(series, at)?;
    let lines = groups(series, depths);
    let top = lines.iter().map(|line| line.node.depth).min().unwrap_or(0);
    let found: Vec<(&Line<'_>, Option<Parts>)> =
        lines.into_iter().map(|line| (line, taken_apart(series, at, line, comparisons))).collect();
    // What moved nothing anywhere needs no column; how much was progress is said in any case.
    let seen = |share: &&Share| {
        ["answers", "performance"].contains(&share.key)
            || found.iter().filter_map(|(_, parts)| parts.as_ref()).any(|p| (share.of)(p) != 0.0)
    };
    let shares: Vec<&Share> = SHARES.iter().filter(seen).collect();
    let mut columns = vec![
        Column::text("node", "No."),
        Column::text("name", "Name"),
        Column::number("change", "Change, points"),
    ];
    columns.extend(shares.iter().map(|share| Column::number(share.key, share.title)));
    let row = |(line, parts): &(&Line<'_>, Option<Parts>)| {
        let mut row = head(line.node, top);
        let change = parts.as_ref().map(|parts| parts.change);
        row.push(match change {
            Some(_) => Cell::signed(change, 1).marked(mark(line, at)),
            None => Cell::text("no finding"),
        });
        row.extend(
            shares.iter().map(|s| Cell::signed(parts.as_ref().map(|parts| (s.of)(parts)), 1)),
        );
        row
    };
    let rows: Vec<Vec<Cell>> = found.iter().map(row).collect();
    let mut notes: Vec<String> = READ.iter().map(|&note| note.to_owned()).collect();
    if rows.iter().flatten().any(|cell| cell.shown().ends_with(['!', '~'])) {
        notes.push(
            "! ~ the two versions are not the same: the change is no trend, and its part \"answers\" \
             alone compares like with like"
                .into(),
        );
    }
    let title = format!("{}: what the changes from {from} to {to} are made of", subject(series));
    Some(Table { title, columns, rows, notes })
}

/// The change of one node from year `at` to the year after it, taken apart line by line. `None`
/// where there is no such step.
pub fn parts_of_node<'a>(
    series: &Series<'a>,
    at: usize,
    line: &Line<'a>,
    comparisons: &mut Comparisons<'a>,
) -> Option<Table> {
    let (from, to) = rounds(series, at)?;
    let columns = vec![Column::text("part", "Part"), Column::number("points", "Points")];
    let title = format!("{}: {from} to {to}", line.node.label());
    let Some(parts) = taken_apart(series, at, line, comparisons) else {
        let notes = vec!["one of the two years has no finding here: nothing is taken apart".into()];
        return Some(Table { title, columns, rows: Vec::new(), notes });
    };
    let row = |name: &str, cell: Cell| vec![Cell::text(name), cell];
    let mut rows = vec![row(&format!("score in {from}, %"), Cell::number(parts.before, 1))];
    let always = ["answers", "counting", "rules", "version"];
    for share in &SHARES {
        let points = (share.of)(&parts);
        if always.contains(&share.key) || points != 0.0 {
            let name = share.title.replace("of it", "  of it");
            rows.push(row(&name, Cell::signed(points, 1)));
        }
    }
    rows.push(row("change", Cell::signed(parts.change, 1)));
    rows.push(row(&format!("score in {to}, %"), Cell::number(parts.after, 1)));
    let mut notes: Vec<String> = READ.iter().map(|&note| note.to_owned()).collect();
    if !mark(line, at).is_empty() {
        notes.push("the two versions are not the same: the change is no trend".into());
    }
    Some(Table { title, columns, rows, notes })
}

/// One row for each node and step, in full precision; of one node, where it is named.
pub fn tidy_parts<'a>(
    series: &Series<'a>,
    only: Option<&Id>,
    comparisons: &mut Comparisons<'a>,
) -> Table {
    let mut columns = vec![
        Column::text("country", "Country"),
        Column::text("unit", "Unit"),
        Column::text("perspective", "Perspective"),
        Column::text("edition", "Edition"),
        Column::number("from_year", "From year"),
        Column::number("to_year", "To year"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::text("comparable", "Comparable"),
        Column::number("from", "From, percent"),
        Column::number("to", "To, percent"),
        Column::number("change", "Change, points"),
    ];
    columns.extend(SHARES.iter().map(|share| Column::number(share.key, share.title)));
    let mut rows = Vec::new();
    for line in series.lines.iter().filter(|line| only.is_none_or(|id| line.node.id == *id)) {
        for (at, step) in line.steps.iter().enumerate() {
            let Some(parts) = taken_apart(series, at, line, comparisons) else { continue };
            let (Some(from), Some(to)) = (series.years.get(at), series.years.get(at + 1)) else {
                continue;
            };
            let key = &to.assessment.key;
            let year = |year: i16| Cell::number(f64::from(year), 0);
            let full = |value: f64| Cell::number(value, 2);
            let mut row = vec![
                Cell::text(key.country.as_str()),
                Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
                Cell::text(key.perspective.to_string()),
                edition(key),
                year(from.assessment.key.year),
                year(key.year),
                Cell::text(line.node.id.as_str()),
                Cell::count(u32::try_from(line.node.depth).unwrap_or(u32::MAX)),
                Cell::text(comparable(step.comparability)),
                full(parts.before),
                full(parts.after),
                full(parts.change),
            ];
            row.extend(SHARES.iter().map(|share| full((share.of)(&parts))));
            rows.push(row);
        }
    }
    Table { title: "What changes are made of".into(), columns, rows, notes: Vec::new() }
}

/// Which groups of some depths changed from year `at` to the year after it mostly because other
/// questions count: somebody left one open, or it does not apply. `None` of none.
pub fn by_other_questions<'a>(
    series: &Series<'a>,
    at: usize,
    depths: &RangeInclusive<usize>,
    comparisons: &mut Comparisons<'a>,
) -> Option<String> {
    let (from, to) = rounds(series, at)?;
    let mut by_others = |line: &&Line<'a>| {
        let changed = line.change(at).is_some_and(|change| change.abs() > 1e-9);
        let parts = taken_apart(series, at, line, comparisons).filter(|_| changed);
        parts.is_some_and(|parts| !parts.is_of_answers())
    };
    let lines = groups(series, depths).into_iter().filter(|line| by_others(line));
    let names: Vec<&str> = lines.map(|line| line.node.label()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "{from} to {to}, {}: most of the change comes from questions that are answered, or apply, \
             in one of the two years alone (stocktake compare years --decompose)",
            names.join(", ")
        )
    })
}

/// The change of a line in a step, taken apart; `None` where either year has no finding, or the two
/// years' nodes are not each other's counterpart.
fn taken_apart<'a>(
    series: &Series<'a>,
    at: usize,
    line: &Line<'a>,
    comparisons: &mut Comparisons<'a>,
) -> Option<Parts> {
    let (from, to) = (series.years.get(at)?, series.years.get(at + 1)?);
    let (before, after) = (line.point(at)?.place?, line.point(at + 1)?.place?);
    let comparison = comparisons.between(from.framework, to.framework);
    (comparison.counterpart(after) == Some(before)).then_some(())?;
    parts(from, to, comparison, after)
}

fn rounds(series: &Series<'_>, at: usize) -> Option<(String, String)> {
    let (from, to) = (series.years.get(at)?, series.years.get(at + 1)?);
    Some((from.assessment.key.round(), to.assessment.key.round()))
}

fn mark(line: &Line<'_>, at: usize) -> &'static str {
    match line.steps.get(at).map(|step| step.comparability) {
        Some(Comparability::None) => super::BREAK,
        Some(Comparability::Caution) => super::CAUTION,
        _ => "",
    }
}
