//! What drives a score: parts as things stand, and what is not certain.

use super::table::{Cell, Column, Table};
use super::uncertainty::reason;
use super::words::{assessment_label, indented};
use crate::analysis::Scored;
use crate::analysis::sensitivity::drivers::{Drivers, Factor};
use crate::analysis::sensitivity::indices::{Estimate, Index};
use crate::analysis::sensitivity::influence::Influence;
use crate::analysis::uncertainty::Settings;

/// How the score of a node hangs on each part below it.
pub fn influence(scored: Scored<'_>, place: usize, found: &[Influence]) -> Table {
    let framework = scored.framework;
    let top = framework.node(place).depth + 1;
    let score = scored.percent(place);
    let withheld = scored.scores.at(place).withheld;
    let row = |one: &Influence| {
        let node = framework.node(one.place);
        let effect = one.without.zip(score).map(|(without, score)| without - score);
        let mut cells = vec![Cell::text(scored.assessment.key.to_string())];
        cells.extend([Cell::text(node.label()), Cell::text(indented(node, top))]);
        let own = match scored.scores.at(one.place).withheld {
            true => Cell::text("withheld"),
            false => Cell::number(one.percent, 1),
        };
        cells.extend([own, Cell::number(one.weight, 3)]);
        let otherwise = [one.without, effect, one.at_lowest, one.at_highest];
        cells.extend(otherwise.map(|v| Cell::number(v, 1).bracketed_if(withheld)));
        cells
    };
    let mut notes = vec![
        "weight: by how many points the whole moves with one point of the part, as things stand"
            .into(),
        "without: the score if the part were left out; lowest, highest: if it stood there".into(),
    ];
    if withheld {
        notes.push(
            "the score itself is withheld; what stands in brackets is no finding either".into(),
        );
    }
    Table {
        title: format!(
            "What {} hangs on: {}",
            named(scored, place),
            assessment_label(scored.assessment)
        ),
        columns: vec![
            Column::text("assessment", "Assessment"),
            Column::text("node", "No."),
            Column::text("name", "Name"),
            Column::percent("percent", "Score, %"),
            Column::number("weight", "Weight"),
            Column::number("without", "Without it"),
            Column::number("effect", "Difference"),
            Column::number("at_lowest", "At lowest"),
            Column::number("at_highest", "At highest"),
        ],
        rows: found.iter().map(row).collect(),
        notes,
    }
}

/// Which of the things that are not certain moves the score of a node, the strongest first.
pub fn drivers(scored: Scored<'_>, place: usize, found: &Drivers, settings: &Settings) -> Table {
    let mut factors: Vec<&(Factor, Index)> = found.factors.iter().collect();
    factors.sort_by(|a, b| b.1.total.value.total_cmp(&a.1.total.value).then(a.0.cmp(&b.0)));
    let row = |(factor, index): &(Factor, Index)| {
        let part = factor.part.map(|at| scored.framework.node(at));
        let ends = |e: &Estimate| [e.value, e.low, e.high].map(|v| Cell::number(v, 2));
        let mut cells = vec![Cell::text(scored.assessment.key.to_string())];
        cells.push(Cell::text(reason(factor.source)));
        cells.push(Cell::text(part.map_or("", |node| node.label())));
        cells.push(Cell::text(part.map_or(String::new(), |node| node.name.clone())));
        cells.extend(ends(&index.first));
        cells.extend(ends(&index.total));
        cells
    };
    let mut notes = vec![
        format!(
            "{} draws from seed {}, {} runs; intervals hold the index in 95 of 100 bootstrap samples",
            settings.draws, settings.seed, found.runs
        ),
        "alone: the share of the variance that it causes by itself; in all: with what it causes \
         together with others"
            .into(),
    ];
    if factors.is_empty() {
        notes.push("nothing that is not certain moves this score".into());
    }
    Table {
        title: format!(
            "What moves {}: {}",
            named(scored, place),
            assessment_label(scored.assessment)
        ),
        columns: vec![
            Column::text("assessment", "Assessment"),
            Column::text("source", "What is not certain"),
            Column::text("node", "No."),
            Column::text("name", "Where"),
            Column::number("first", "Alone"),
            Column::number("first_low", "from"),
            Column::number("first_high", "to"),
            Column::number("total", "In all"),
            Column::number("total_low", "from"),
            Column::number("total_high", "to"),
        ],
        rows: factors.into_iter().map(row).collect(),
        notes,
    }
}

fn named<'a>(scored: Scored<'a>, place: usize) -> &'a str {
    match place {
        crate::domain::Framework::ROOT => "the whole",
        _ => &scored.framework.node(place).name,
    }
}
