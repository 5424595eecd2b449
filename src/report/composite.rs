//! A composite index for analysts: its values, and everything that it hangs on.

use super::table::{Cell, Column, Table, shown};
use crate::analysis::composite::Composite;
use crate::analysis::composite::aggregate::effective_weights;
use crate::analysis::composite::alternatives::Alternative;
use crate::analysis::composite::draws::Drawn;
use crate::analysis::composite::relations::{Consistency, Pair, Warning, warning};
use crate::analysis::composite::treat::Done;
use crate::analysis::rank::exact_ranks;
use crate::domain::{IndicatorData, Structure};

/// In which order the rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they came, without ranks.
    Given,
    /// The highest first, with their ranks.
    Ranked,
}

/// What must be known to read an index of assessments rightly.
pub const OF_ASSESSMENTS: [&str; 2] = [
    "every group is put together in the same way here; the framework's own scores are those of \
     stocktake score",
    "a group has a value where all of its members have a finding, or as many as --availability asks",
];

/// Whose indicators rest on some of their questions only; `None` where nobody's do.
pub fn on_some(partial: &[&str]) -> Option<String> {
    let countries = partial.join(", ");
    (!partial.is_empty()).then(|| {
        format!(
            "an indicator of these countries rests on some of its questions only, which may look better \
             or worse than all of them: {countries} (stocktake compare countries says where)"
        )
    })
}

/// The index and its groups.
pub fn results(structure: &Structure, data: &IndicatorData, made: &Composite, how: Order) -> Table {
    let (root, decimals) = (structure.root(), decimals(made));
    let ranks = exact_ranks(&made.parts[root]);
    let mut order: Vec<usize> = (0..data.codes.len()).collect();
    let groups: Vec<usize> = structure.groups().iter().rev().copied().collect();
    let mut columns = vec![Column::text("code", "Code"), Column::text("name", "Name")];
    if how == Order::Ranked {
        order.sort_by_key(|row| (ranks[*row].is_none(), ranks[*row], *row));
        columns.insert(0, Column::number("rank", "Rank"));
    }
    let title = |at: &usize| {
        let part = &structure.parts()[*at];
        Column::number(&part.code, &part.name)
    };
    columns.extend(groups.iter().map(title));
    let row = |row: &usize| {
        let mut cells =
            vec![Cell::text(data.codes[*row].clone()), Cell::text(data.names[*row].clone())];
        if how == Order::Ranked {
            cells.insert(0, Cell::number(ranks[*row].map(f64::from), 0));
        }
        cells.extend(groups.iter().map(|at| Cell::number(made.parts[*at][*row], decimals)));
        cells
    };
    Table {
        title: "Composite index".into(),
        columns,
        rows: order.iter().map(row).collect(),
        notes: vec![
            "an index is a summary for a first look: see --show alternatives for what its ranks \
             hang on"
                .into(),
        ],
    }
}

/// Every row and part with its value and rank, for machines.
pub fn tidy(structure: &Structure, data: &IndicatorData, made: &Composite, how: Order) -> Table {
    let decimals = decimals(made);
    let parts = structure.parts();
    let mut rows = Vec::new();
    for (part, column) in parts.iter().zip(&made.parts) {
        let group = part.parent.map_or("", |up| parts[up].code.as_str());
        for (row, rank) in exact_ranks(column).into_iter().enumerate() {
            let mut cells = vec![
                Cell::text(data.codes[row].clone()),
                Cell::text(part.code.clone()),
                Cell::text(group),
                Cell::text(if part.indicator.is_some() { "indicator" } else { "group" }),
                Cell::number(column[row], decimals),
            ];
            if how == Order::Ranked {
                cells.push(Cell::number(rank.map(f64::from), 0));
            }
            rows.push(cells);
        }
    }
    let mut columns = vec![
        Column::text("code", "Code"),
        Column::text("part", "Part"),
        Column::text("group", "Group"),
        Column::text("kind", "Kind"),
        Column::number("value", "Value"),
    ];
    if how == Order::Ranked {
        columns.push(Column::number("rank", "Rank"));
    }
    Table { title: "Every value of a composite index".into(), columns, rows, notes: Vec::new() }
}

/// What was done about the outliers of each indicator.
pub fn treatment(structure: &Structure, made: &Composite) -> Table {
    let row = |(place, treated): (&usize, &_)| {
        let treated: &crate::analysis::composite::treat::Treated = treated;
        let part = &structure.parts()[*place];
        let done = match treated.done {
            Done::Nothing => "nothing".to_owned(),
            Done::Winsorised(1) => "1 value winsorised".to_owned(),
            Done::Winsorised(count) => format!("{count} values winsorised"),
            Done::Logged => "logarithm".to_owned(),
        };
        vec![
            Cell::text(part.code.clone()),
            Cell::text(part.name.clone()),
            Cell::number(treated.skewness, 2),
            Cell::number(treated.kurtosis, 2),
            Cell::text(done),
            Cell::text(if treated.passes { "yes" } else { "no" }),
        ]
    };
    Table {
        title: "Outliers".into(),
        columns: vec![
            Column::text("indicator", "Indicator"),
            Column::text("name", "Name"),
            Column::number("skewness", "Skewness"),
            Column::number("kurtosis", "Kurtosis"),
            Column::text("done", "What was done"),
            Column::text("passes", "Passes"),
        ],
        rows: structure.indicators().iter().zip(&made.treated).map(row).collect(),
        notes: vec!["passes: skewness below 2 in size, or kurtosis below 3.5".into()],
    }
}

/// The weights, and how much of the whole hangs on each part.
pub fn weights(structure: &Structure) -> Table {
    let parts = structure.parts();
    let row = |(part, weight): (&crate::domain::StructurePart, f64)| {
        vec![
            Cell::text(part.code.clone()),
            Cell::text(part.name.clone()),
            Cell::text(part.parent.map_or("", |up| parts[up].code.as_str())),
            Cell::number(part.weight, 3),
            Cell::number(weight, 4),
        ]
    };
    Table {
        title: "Effective weights".into(),
        columns: vec![
            Column::text("part", "Part"),
            Column::text("name", "Name"),
            Column::text("group", "Group"),
            Column::number("weight", "Weight"),
            Column::number("effective", "Share of the whole"),
        ],
        rows: parts.iter().zip(effective_weights(structure)).map(row).collect(),
        notes: vec!["exact for arithmetic means; with gaps the others of a group share".into()],
    }
}

/// How the members of each group go together.
pub fn correlations(structure: &Structure, pairs: &[Pair]) -> Table {
    let code = |at: usize| Cell::text(structure.parts()[at].code.clone());
    let row = |pair: &Pair| {
        let remark = match pair.pearson.map(warning) {
            None => "too few values, or all the same",
            Some(None) => "",
            Some(Some(Warning::Against)) => "against each other",
            Some(Some(Warning::Weak)) => "weak",
            Some(Some(Warning::Twice)) => "counts twice",
        };
        vec![
            code(pair.group),
            code(pair.first),
            code(pair.second),
            count(pair.rows),
            Cell::number(pair.pearson, 2),
            Cell::number(pair.spearman, 2),
            Cell::text(remark),
        ]
    };
    Table {
        title: "Correlations within the groups".into(),
        columns: vec![
            Column::text("group", "Group"),
            Column::text("first", "First"),
            Column::text("second", "Second"),
            Column::number("rows", "Rows"),
            Column::number("pearson", "Pearson"),
            Column::number("spearman", "Spearman"),
            Column::text("remark", "Remark"),
        ],
        rows: pairs.iter().map(row).collect(),
        notes: vec![
            "against each other: below -0.4; weak: below 0.3; counts twice: above 0.9".into(),
        ],
    }
}

/// How well each group hangs together.
pub fn consistency(structure: &Structure, found: &[Consistency]) -> Table {
    let row = |one: &Consistency| {
        let part = &structure.parts()[one.group];
        let remark = match one.alpha {
            None => "one member, or too few rows where all have a value",
            Some(alpha) if alpha < 0.7 => "low: the members hardly measure one thing",
            Some(alpha) if alpha > 0.95 => "very high: some members say the same",
            Some(_) => "",
        };
        vec![
            Cell::text(part.code.clone()),
            Cell::text(part.name.clone()),
            count(one.members),
            count(one.rows),
            Cell::number(one.alpha, 2),
            Cell::text(remark),
        ]
    };
    Table {
        title: "Cronbach's alpha of the groups".into(),
        columns: vec![
            Column::text("group", "Group"),
            Column::text("name", "Name"),
            Column::number("members", "Members"),
            Column::number("rows", "Rows"),
            Column::number("alpha", "Alpha"),
            Column::text("remark", "Remark"),
        ],
        rows: found.iter().map(row).collect(),
        notes: vec!["only rows where every member has a value count; low: below 0.7".into()],
    }
}

/// The scores and ranks under weights that were drawn so often, from this seed, by so many percent.
pub fn intervals(
    structure: &Structure,
    data: &IndicatorData,
    made: &Composite,
    found: &[Drawn],
    (draws, seed, noise): (u32, u64, f64),
) -> Table {
    let root = &made.parts[structure.root()];
    let (ranks, decimals) = (exact_ranks(root), decimals(made));
    let mut order: Vec<&Drawn> = found.iter().collect();
    order.sort_by_key(|one| (ranks[one.row], one.row));
    let row = |one: &&Drawn| {
        let rank = |rank: f64| Cell::number(rank, 0);
        let score = |score: f64| Cell::number(score, decimals);
        vec![
            Cell::number(ranks[one.row].map(f64::from), 0),
            rank(one.rank.low),
            rank(one.rank.middle),
            rank(one.rank.high),
            Cell::text(data.codes[one.row].clone()),
            Cell::text(data.names[one.row].clone()),
            Cell::number(root[one.row], decimals),
            score(one.score.low),
            score(one.score.middle),
            score(one.score.high),
        ]
    };
    Table {
        title: "Scores and ranks under other weights".into(),
        columns: vec![
            Column::number("rank", "Rank"),
            Column::number("rank_low", "5 % below"),
            Column::number("rank_middle", "Median"),
            Column::number("rank_high", "95 % below"),
            Column::text("code", "Code"),
            Column::text("name", "Name"),
            Column::number("value", "Value"),
            Column::number("low", "5 % below"),
            Column::number("middle", "Median"),
            Column::number("high", "95 % below"),
        ],
        rows: order.iter().map(row).collect(),
        notes: vec![format!(
            "{draws} draws from seed {seed}: every weight by up to {} % either way",
            shown(noise, 0)
        )],
    }
}

/// The ranks under other choices.
pub fn alternatives(data: &IndicatorData, found: &[Alternative]) -> Table {
    let ranked: Vec<(&Alternative, &Vec<Option<u32>>)> =
        found.iter().filter_map(|a| a.ranks.as_ref().ok().map(|ranks| (a, ranks))).collect();
    let own = ranked.first().map(|(_, ranks)| (*ranks).clone()).unwrap_or_default();
    let mut columns = vec![Column::text("code", "Code"), Column::text("name", "Name")];
    columns.extend(ranked.iter().map(|(a, _)| Column::number(&a.name.replace(' ', "_"), a.name)));
    columns.push(Column::number("best", "Best"));
    columns.push(Column::number("worst", "Worst"));
    let mut order: Vec<usize> = (0..data.codes.len()).collect();
    order.sort_by_key(|row| (own.get(*row).copied().flatten().is_none(), own.get(*row), *row));
    let row = |row: &usize| {
        let ranks: Vec<Option<u32>> = ranked.iter().map(|(_, ranks)| ranks[*row]).collect();
        let cell = |rank: Option<u32>| Cell::number(rank.map(f64::from), 0);
        let mut cells =
            vec![Cell::text(data.codes[*row].clone()), Cell::text(data.names[*row].clone())];
        cells.extend(ranks.iter().map(|rank| cell(*rank)));
        cells.push(cell(ranks.iter().flatten().min().copied()));
        cells.push(cell(ranks.iter().flatten().max().copied()));
        cells
    };
    let rows = order.iter().map(row).collect();
    let said = |a: &Alternative| match (&a.ranks, a.agreement) {
        (Err(why), _) => Some(format!("{}: not possible: {why}", a.name)),
        (Ok(_), Some(r)) => Some(format!("{}: rank correlation {}", a.name, shown(r, 3))),
        (Ok(_), None) => None,
    };
    Table {
        title: "Ranks under other choices".into(),
        columns,
        rows,
        notes: found.iter().filter_map(said).collect(),
    }
}

/// As many decimals as the size of the values needs.
fn decimals(made: &Composite) -> u8 {
    let values = made.parts.iter().flatten().flatten();
    if values.fold(0.0_f64, |most, v| most.max(v.abs())) < 20.0 { 2 } else { 1 }
}

fn count(number: usize) -> Cell {
    Cell::count(u32::try_from(number).unwrap_or(u32::MAX))
}
