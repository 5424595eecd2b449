//! How countries are spread, how they rank for those who ask, and who does not take part.

use super::{because, heading, name, top};
use crate::analysis::choose::{LeftOut, Why};
use crate::analysis::countries::{self, Matrix, Ranked, Shown};
use crate::analysis::spread::Spread;
use crate::analysis::uncertainty::interval::Interval;
use crate::analysis::uncertainty::ranks::Ranks;
use crate::domain::{Country, PeerGroup};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{PARTIAL, STARRED, assessment_label, framework_label, indented, round};

/// How the countries are spread on each of some nodes, in percent of the scale.
pub fn distribution(matrix: &Matrix<'_>, places: &[usize]) -> Table {
    let top = top(matrix, places);
    let row = |place: &usize| {
        let node = matrix.framework.node(*place);
        let scale = matrix.framework.scale(node);
        let spread = matrix.spread(*place);
        let percent =
            |of: fn(&Spread) -> f64| Cell::number(spread.as_ref().map(|s| scale.percent(of(s))), 1);
        // Between so few countries a quartile would be nobody's.
        let quartile = |of: fn(&Spread) -> f64| match &spread {
            Some(s) if s.count < LEAST => Cell::text("-"),
            _ => percent(of),
        };
        let count = spread.as_ref().map_or(0, |s| u32::try_from(s.count).unwrap_or(u32::MAX));
        vec![
            Cell::text(node.label()),
            Cell::text(indented(node, top)),
            Cell::count(count),
            percent(|s| s.lowest),
            quartile(|s| s.lower_quartile),
            percent(|s| s.median),
            quartile(|s| s.upper_quartile),
            percent(|s| s.highest),
        ]
    };
    Table {
        title: "How the countries are spread".into(),
        columns: vec![
            Column::text("node", "No."),
            Column::text("name", "Name"),
            Column::number("countries", "Countries"),
            Column::number("lowest", "Lowest, %"),
            Column::number("lower_quartile", "Lower quartile, %"),
            Column::number("median", "Median, %"),
            Column::number("upper_quartile", "Upper quartile, %"),
            Column::number("highest", "Highest, %"),
        ],
        rows: places.iter().map(row).collect(),
        notes: vec![format!("quartiles of {LEAST} countries or more")],
    }
}

/// How all countries are spread, or how those of each group are.
pub fn spreads(matrix: &Matrix<'_>, places: &[usize], peers: &[PeerGroup]) -> Vec<Table> {
    let of = |group: &PeerGroup| {
        let only = matrix.only(|country| group.has(country));
        let table = distribution(&only, places);
        Table { title: format!("{}: {}", group.name, table.title), ..table }
    };
    if peers.is_empty() {
        vec![distribution(matrix, places)]
    } else {
        peers.iter().map(of).collect()
    }
}

/// How much of a group takes part, and what is not certain about it.
pub fn membership(group: &PeerGroup, has: impl Fn(&Country) -> bool) -> Vec<String> {
    let without: Vec<&str> =
        group.members.iter().filter(|c| !has(c)).map(Country::as_str).collect();
    let there = group.members.len() - without.len();
    let name = &group.name;
    let missing = if without.is_empty() {
        String::new()
    } else {
        format!("; without an assessment: {}", without.join(", "))
    };
    let mut said = vec![format!("{name}: {there} of {} take part{missing}", group.members.len())];
    if !group.uncertain.is_empty() {
        let names: Vec<&str> = group.uncertain.iter().map(Country::as_str).collect();
        let names = names.join(", ");
        said.push(format!("{name}: the sources do not settle whether these belong: {names}"));
    }
    said
}

/// The fewest countries that have quartiles.
const LEAST: usize = 4;

/// The peer groups with their members; a mark stands behind those that are not certain.
pub fn groups(all: &[PeerGroup]) -> Table {
    let row = |group: &PeerGroup| {
        let mark = |c: &Country| if group.uncertain.contains(c) { "?" } else { "" };
        let members: Vec<String> =
            group.members.iter().map(|c| format!("{c}{}", mark(c))).collect();
        vec![
            Cell::text(group.id.as_str()),
            Cell::text(&*group.name),
            Cell::text(members.join(", ")),
            Cell::text(&*group.source),
            Cell::text(&*group.note),
        ]
    };
    Table {
        title: "Peer groups".into(),
        columns: vec![
            Column::text("group", "Group"),
            Column::text("name", "Name"),
            Column::text("members", "Members"),
            Column::text("source", "Source"),
            Column::text("note", "Note"),
        ],
        rows: all.iter().map(row).collect(),
        notes: vec!["? the sources do not settle whether the country belongs".into()],
    }
}

/// The countries by rank on one node, with the interval of each rank where it was drawn; only for
/// those who ask for a ranking.
pub fn ranking(matrix: &Matrix<'_>, place: usize, sure: Option<&Ranks>) -> Table {
    let row = |ranked: &Ranked| {
        let row = matrix.rows.get(ranked.row)?;
        let cell = row.cells.get(place)?;
        let (percent, remark) = match cell.shown {
            Shown::Value { percent, .. } => (Some(percent), String::new()),
            Shown::Withheld(why) => (None, because(row, cell, why)),
        };
        let drawn = sure.and_then(|s| s.rows.iter().find(|one| one.row == ranked.row));
        let end = |pick: fn(&Interval) -> f64| Cell::number(drawn.map(|one| pick(&one.ranks)), 0);
        let star = if cell.starred { "*" } else { "" };
        let partial = if cell.is_partial() { PARTIAL.0 } else { "" };
        let mut cells = vec![Cell::number(ranked.rank.map(f64::from), 0)];
        if sure.is_some() {
            cells.extend([end(|ranks| ranks.low), end(|ranks| ranks.high)]);
        }
        cells.extend([
            Cell::text(row.scored.assessment.key.country.as_str()),
            Cell::text(name(row)),
            round(&row.scored.assessment.key),
            Cell::number(percent, 1).marked(star).marked(partial),
            Cell::share(cell.coverage),
            Cell::text(remark),
        ]);
        Some(cells)
    };
    let mut columns = vec![Column::number("rank", "Rank")];
    let mut notes = vec![
        "countries that tie share the best rank; small differences in a score say nothing".into(),
    ];
    if sure.is_some() {
        columns.extend([Column::number("rank_low", "From"), Column::number("rank_high", "To")]);
        notes.push(
            "from, to: the rank in 90 of 100 draws, where answers that state no confidence count as \
             fair; see stocktake uncertainty --rank"
                .into(),
        );
    }
    columns.extend([
        Column::text("country", "Code"),
        Column::text("name", "Country"),
        Column::number("year", "Year"),
        Column::percent("percent", "Score, %"),
        Column::number("coverage", "Answered"),
        Column::text("remark", "Remark"),
    ]);
    let cells = || matrix.rows.iter().filter_map(|row| row.cells.get(place));
    let found = |cell: &&countries::Cell| cell.value().is_some();
    if cells().filter(found).any(|cell| cell.starred) {
        notes.push(STARRED.into());
    }
    if cells().filter(found).any(countries::Cell::is_partial) {
        notes.push(PARTIAL.1.into());
    }
    Table {
        title: format!("Ranking: {}", heading(matrix.framework.node(place))),
        columns,
        rows: matrix.ranking(place).iter().filter_map(row).collect(),
        notes,
    }
}

/// The assessments that do not take part and why, if there are any. Older years of a country that
/// takes part are left out here, too: nobody misses them.
pub fn left_out(matrix: &Matrix<'_>) -> Option<Table> {
    let missed = matrix.left_out.iter().filter(|l| !matches!(l.why, Why::Older | Why::Year));
    let row = |left: &LeftOut<'_>| {
        vec![
            Cell::text(left.scored.assessment.key.to_string()),
            Cell::text(assessment_label(left.scored.assessment)),
            Cell::text(framework_label(left.scored.framework)),
            Cell::text(reason(left.why)),
        ]
    };
    let rows: Vec<Vec<Cell>> = missed.map(row).collect();
    (!rows.is_empty()).then(|| Table {
        title: "Assessments that do not take part".into(),
        columns: vec![
            Column::text("assessment", "Assessment"),
            Column::text("name", "Name"),
            Column::text("framework", "Framework"),
            Column::text("reason", "Why"),
        ],
        rows,
        notes: Vec::new(),
    })
}

/// Why an assessment does not take part, in words.
fn reason(why: Why) -> &'static str {
    match why {
        Why::Perspective => "another perspective: perspectives are never mixed",
        Why::SubNational => "speaks for a part of the country",
        Why::Year => "another year",
        Why::Older => "the country has a newer one",
        Why::Framework => "answered against another framework",
    }
}
