//! Scores of the nodes of assessments: tidy for machines, indented for people.

use super::shown;
use super::table::{Cell, Column, Table};
use super::words::{
    NOT_VIOLENCE, STARRED, assessment_label, edition, framework_label, round, score,
};
use crate::analysis::Scored;
use crate::analysis::score::NodeScore;
use crate::domain::{Framework, Id, Node};

/// How far down the tree a table of scores goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Every group; no question.
    Groups,
    /// Every node down to a depth; 0 is the root.
    To(usize),
    /// Every node.
    All,
}

impl Depth {
    fn takes(self, node: &Node) -> bool {
        match self {
            Self::Groups => node.group().is_some(),
            Self::To(depth) => node.depth <= depth,
            Self::All => true,
        }
    }
}

/// Whether the number of the whole framework is shown beside its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// The profile comes first: the whole is left out, unless it has no groups below it.
    Hidden,
    /// Shown, with the weakest part named beside it.
    Shown,
}

impl Overall {
    fn hides(self, framework: &Framework, place: usize) -> bool {
        let groups = |at: &usize| framework.node(*at).group().is_some();
        self == Self::Hidden
            && place == Framework::ROOT
            && framework.node(Framework::ROOT).children.iter().any(groups)
    }
}

/// The columns of [`tidy_scores`].
pub fn tidy_columns() -> Vec<Column> {
    vec![
        Column::text("country", "Country"),
        Column::number("year", "Year"),
        Column::text("unit", "Unit"),
        Column::text("perspective", "Perspective"),
        Column::text("edition", "Edition"),
        Column::text("framework", "Framework"),
        Column::text("version", "Version"),
        Column::text("node", "Node"),
        Column::number("depth", "Depth"),
        Column::number("value", "Value"),
        Column::number("percent", "Percent"),
        Column::number("coverage", "Coverage"),
        Column::number("lowest", "Lowest"),
        Column::number("highest", "Highest"),
    ]
}

/// One row for each node of one assessment. A value below the completeness threshold is given,
/// too: its coverage stands beside it.
pub fn tidy_scores(scored: Scored<'_>, depth: Depth) -> Table {
    let key = &scored.assessment.key;
    let framework = scored.framework;
    let head = [
        Cell::text(key.country.as_str()),
        round(key),
        Cell::text(key.unit.as_ref().map_or("", Id::as_str)),
        Cell::text(key.perspective.to_string()),
        edition(key),
        Cell::text(framework.id.as_str()),
        Cell::text(&*framework.version),
    ];
    let chosen = framework.nodes().iter().enumerate().filter(|(_, node)| depth.takes(node));
    let row = |(place, node): (usize, &Node)| {
        let found = scored.scores.at(place);
        let mut row = Vec::with_capacity(13);
        row.extend_from_slice(&head);
        row.push(Cell::text(node.id.as_str()));
        row.push(Cell::count(u32::try_from(node.depth).unwrap_or(u32::MAX)));
        row.push(score(framework, node, found.value));
        row.push(Cell::number(percent(scored, node, found.value), 1));
        row.push(Cell::share(found.coverage()));
        row.push(Cell::number(found.lowest, 2));
        row.push(Cell::number(found.highest, 2));
        row
    };
    let rows = chosen.map(row).collect();
    Table { title: String::new(), columns: tidy_columns(), rows, notes: Vec::new() }
}

/// The scores of one or more assessments for people: the tree indented, "not known" starred, what
/// is not a finding in brackets.
pub fn scores(all: &[Scored<'_>], depth: Depth, overall: Overall) -> Table {
    part(all, depth, overall, all.len() > 1)
}

/// The same in tables of about `ROWS` rows, each made when it is asked for: thousands of
/// assessments drawn as one table would take more memory than reading them.
pub fn scores_in_parts<'a>(
    all: &'a [Scored<'a>],
    depth: Depth,
    overall: Overall,
) -> impl Iterator<Item = Table> + 'a {
    let taken = |one: &Scored<'_>| one.framework.nodes().iter().filter(|n| depth.takes(n)).count();
    let largest = all.iter().map(taken).max().unwrap_or(0).max(1);
    let several = all.len() > 1;
    all.chunks((ROWS / largest).max(1)).map(move |some| part(some, depth, overall, several))
}

/// About how many rows a part of a long table has.
const ROWS: usize = 1_000;

fn part(all: &[Scored<'_>], depth: Depth, overall: Overall, several: bool) -> Table {
    let mut columns = vec![
        Column::text("node", "Node"),
        Column::text("name", "Name"),
        Column::number("score", "Score"),
        Column::number("percent", "%"),
        Column::number("coverage", "Coverage"),
        Column::number("lowest", "Lowest"),
        Column::number("highest", "Highest"),
        Column::number("claimed", "Claimed"),
    ];
    if several {
        columns.insert(0, Column::text("assessment", "Assessment"));
    }
    let mut rows = Vec::new();
    for scored in all {
        let chosen = scored.framework.nodes().iter().enumerate();
        for (place, node) in chosen.filter(|(_, node)| depth.takes(node)) {
            if overall.hides(scored.framework, place) {
                continue;
            }
            let whole = usize::from(overall.hides(scored.framework, Framework::ROOT));
            let mut row = row_for_people(*scored, place, node, node.depth.saturating_sub(whole));
            if several {
                row.insert(0, Cell::text(scored.assessment.key.to_string()));
            }
            rows.push(row);
        }
    }
    let title = match all {
        [one] if !several => format!(
            "{}: scores by {}",
            assessment_label(one.assessment),
            framework_label(one.framework)
        ),
        _ => String::new(),
    };
    Table { title, columns, rows, notes: notes(all, depth, overall) }
}

fn row_for_people(scored: Scored<'_>, place: usize, node: &Node, indent: usize) -> Vec<Cell> {
    let found = scored.scores.at(place);
    let number = |value: Option<f64>| score(scored.framework, node, value);
    let dress = |cell: Cell| match cell {
        Cell::Number { value, shown } => {
            let star = if found.unknown > 0 { "*" } else { "" };
            let shown =
                if found.withheld { format!("({shown}{star})") } else { format!("{shown}{star}") };
            Cell::Number { value, shown }
        }
        other => other,
    };
    let claimed = found.claimed.filter(|claimed| found.value != Some(*claimed));
    vec![
        Cell::text(node.label()),
        Cell::text(format!("{}{}", "  ".repeat(indent), node.name)),
        dress(number(found.value)),
        dress(Cell::number(percent(scored, node, found.value), 1)),
        Cell::share(found.coverage()),
        Cell::number(found.lowest, 2),
        Cell::number(found.highest, 2),
        number(claimed),
    ]
}

fn percent(scored: Scored<'_>, node: &Node, value: Option<f64>) -> Option<f64> {
    value.map(|value| scored.framework.scale(node).percent(value))
}

fn notes(all: &[Scored<'_>], depth: Depth, overall: Overall) -> Vec<String> {
    let any = |is: fn(&NodeScore) -> bool| {
        all.iter().any(|scored| {
            let nodes = scored.framework.nodes().iter().zip(scored.scores.nodes());
            nodes.filter(|(node, _)| depth.takes(node)).any(|(_, score)| is(score))
        })
    };
    let mut notes = Vec::new();
    if overall == Overall::Shown {
        notes.extend(all.iter().filter_map(|scored| weakest(*scored)));
    }
    if any(|score| score.unknown > 0) {
        notes.push(STARRED.into());
    }
    if any(|score| score.withheld && score.value.is_some()) {
        notes.push("in brackets: not a finding; too few questions are answered, or one that decides is open".into());
    }
    if any(|score| score.value.is_some() && score.claimed != score.value) {
        notes.push("claimed: the score as it would be if every claim had its evidence".into());
    }
    notes.push(NOT_VIOLENCE.into());
    notes
}

/// The lowest part of the whole, because a number of the whole never stands alone.
fn weakest(scored: Scored<'_>) -> Option<String> {
    let framework = scored.framework;
    let parts = framework.node(Framework::ROOT).children.iter();
    let found = parts.filter_map(|at| scored.percent(*at).map(|percent| (*at, percent)));
    let (at, percent) = found.min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (label, node) = (assessment_label(scored.assessment), framework.node(at));
    let whole = match scored.percent(Framework::ROOT) {
        Some(percent) => format!("{} % as a whole", shown(percent, 1)),
        None => "no finding as a whole".to_owned(),
    };
    Some(format!(
        "{label}: {whole}; the weakest part with a finding is {} {} with {} %",
        node.label(),
        node.name,
        shown(percent, 1)
    ))
}
