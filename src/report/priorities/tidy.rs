//! The priority list as one row for each item, for machines.

use super::{class, reasons, what};
use crate::analysis::Scored;
use crate::analysis::priorities::{Item, Priorities};
use crate::domain::{Criterion, Gate, Id};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::name_of;

/// Every item with every factor in full precision.
pub fn tidy(scored: Scored<'_>, list: &Priorities<'_>) -> Table {
    Table {
        title: "Priorities".into(),
        columns: columns(),
        rows: list.items.iter().map(|item| row(scored, item)).collect(),
        notes: Vec::new(),
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("unit", "Unit"),
        Column::text("perspective", "Perspective"),
        Column::text("framework", "Framework"),
        Column::text("version", "Version"),
        Column::number("rank", "Rank"),
        Column::text("priority", "Priority"),
        Column::text("question", "Question"),
        Column::text("code", "No."),
        Column::text("what", "What"),
        Column::number("level", "Level that counts"),
        Column::number("target", "Target"),
        Column::number("shortfall", "Shortfall"),
        Column::number("impact", "Impact"),
        Column::number("equity", "Equity"),
        Column::number("effectiveness", "Effectiveness"),
        Column::number("feasibility", "Feasibility"),
        Column::text("assumed", "Assumed ratings"),
        Column::number("benefit", "Benefit"),
        Column::number("p", "P"),
        Column::text("class", "Class"),
        Column::text("exchange", "Exchange"),
        Column::text("closed_gates", "Closed gates"),
        Column::number("hanlon", "Hanlon"),
        Column::number("hanlon_rank", "Rank by Hanlon"),
        Column::number("rank_by_p", "Rank by P"),
        Column::number("best_rank", "Best rank"),
        Column::number("worst_rank", "Worst rank"),
        Column::number("upper_half", "Rankings in the upper half"),
        Column::text("survives", "Rank survives other weights"),
        Column::text("moved", "Moved by hand"),
        Column::text("moved_because", "Moved because"),
        Column::number("raised", "Impact raised by"),
        Column::text("reasons", "Why"),
        Column::text("note", "Note"),
    ]
}

fn rank(rank: Option<u32>) -> Cell {
    Cell::number(rank.map(f64::from), 0)
}

fn row(scored: Scored<'_>, item: &Item<'_>) -> Vec<Cell> {
    let key = &scored.assessment.key;
    let node = scored.framework.node(item.place);
    let gates: Vec<_> = item.closed_gates.iter().map(|g| name_of(&Gate::ALL, g)).collect();
    let assumed: Vec<&str> = item
        .ratings
        .all()
        .iter()
        .filter(|(_, rating)| rating.assumed)
        .map(|(criterion, _)| name_of(&Criterion::ALL, criterion))
        .collect();
    vec![
        Cell::text(key.country.as_str()),
        Cell::number(f64::from(key.year), 0),
        Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
        Cell::text(key.perspective.to_string()),
        Cell::text(scored.framework.id.as_str()),
        Cell::text(&*scored.framework.version),
        Cell::number(item.rank.map(f64::from), 0),
        Cell::text(item.written.map_or("", |p| p.id.as_str())),
        Cell::text(node.id.as_str()),
        Cell::text(&*node.code),
        Cell::text(what(scored, item)),
        Cell::number(item.shortfall.level, 2),
        Cell::number(item.shortfall.target, 2),
        Cell::number(item.factors.shortfall, 3),
        Cell::number(item.ratings.impact.value, 2),
        Cell::number(item.ratings.equity.value, 2),
        Cell::number(item.ratings.effectiveness.value, 2),
        Cell::number(item.ratings.feasibility.value, 2),
        Cell::text(assumed.join(", ")),
        Cell::number(item.factors.benefit, 3),
        Cell::number(item.p, 3),
        Cell::text(class(item.class)),
        Cell::text(if item.exchange { "yes" } else { "no" }),
        Cell::text(gates.join(", ")),
        Cell::number(item.hanlon, 1),
        Cell::number(item.hanlon_rank.map(f64::from), 0),
        Cell::number(item.rank_by_p.map(f64::from), 0),
        rank(item.interval.map(|i| i.best)),
        rank(item.interval.map(|i| i.worst)),
        rank(item.interval.map(|i| i.upper_half)),
        Cell::text(item.interval.map_or("", |i| if i.survives() { "yes" } else { "no" })),
        Cell::text(if item.moved { "yes" } else { "no" }),
        Cell::text(item.written.map_or("", |p| p.place_reason.as_str())),
        Cell::number(item.ratings.raised, 2),
        Cell::text(reasons(item)),
        Cell::text(item.written.map_or("", |p| p.note.as_str())),
    ]
}
