//! The numbers behind each place of the priority list.

use crate::analysis::Scored;
use crate::analysis::priorities::{Item, Priorities, RANKINGS, Rating};
use crate::report::table::{Cell, Column, Table};

use super::interval;

/// Every factor of every item, so that anybody can do the sum again.
pub fn arithmetic(scored: Scored<'_>, list: &Priorities<'_>) -> Table {
    let row = |item: &Item<'_>| {
        vec![
            Cell::number(item.rank.map(f64::from), 0),
            Cell::text(scored.framework.node(item.place).label()),
            Cell::number(item.factors.shortfall, 3),
            rating(item.ratings.impact).marked(marks(item)),
            rating(item.ratings.equity),
            Cell::number(item.factors.benefit, 3),
            rating(item.ratings.effectiveness),
            Cell::number(item.factors.effectiveness, 3),
            Cell::number(item.p, 3),
            rating(item.ratings.feasibility),
            Cell::number(item.hanlon, 1),
            Cell::number(item.hanlon_rank.map(f64::from), 0),
            Cell::number(item.rank_by_p.map(f64::from), 0),
            Cell::text(interval(item)),
            Cell::number(item.interval.map(|interval| f64::from(interval.upper_half)), 0),
        ]
    };
    Table {
        title: "The factors of P".into(),
        columns: vec![
            Column::number("rank", "Rank"),
            Column::text("code", "No."),
            Column::number("shortfall", "Shortfall"),
            Column::number("impact", "Impact"),
            Column::number("equity", "Equity"),
            Column::number("benefit", "Benefit"),
            Column::number("effectiveness", "Effectiveness"),
            Column::number("effectiveness_share", "Effectiveness / 5"),
            Column::number("p", "P"),
            Column::number("feasibility", "Feasibility"),
            Column::number("hanlon", "Hanlon"),
            Column::number("hanlon_rank", "Rank by Hanlon"),
            Column::number("rank_by_p", "Rank by P"),
            Column::text("interval", "Interval"),
            Column::number("upper_half", "Upper half"),
        ],
        rows: list.items.iter().map(row).collect(),
        notes: vec![
            "P = shortfall x benefit x effectiveness / 5".into(),
            "benefit = (2 x impact + equity) / 15".into(),
            "a = assumed, because nobody rated it".into(),
            "t = raised by up to 1, to 5 at most: a treaty body recommended something and has had no \
             answer"
                .into(),
            format!(
                "interval and upper half: over {RANKINGS} weightings, among what the group wrote \
                 and among what the scores suggest each for itself"
            ),
            "Hanlon's rating counts the same factors as (size + seriousness) x effectiveness / 3, \
             from 0 to 100"
                .into(),
        ],
    }
}

/// What is to be said about the impact beyond what any rating says.
fn marks(item: &Item<'_>) -> &'static str {
    if item.ratings.raised > 0.0 { " t" } else { "" }
}

fn rating(rating: Rating) -> Cell {
    Cell::number(rating.value, 1).marked(if rating.assumed { " a" } else { "" })
}
