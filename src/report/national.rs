//! The full report of one assessment, for readers who never open a terminal.

use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{assessment_label, framework_label, level, state};
use super::{exchange, priorities, profile, years};
use crate::analysis::Scored;
use crate::analysis::exchange::{Terms, exchange as gather};
use crate::analysis::priorities::priorities as rank;
use crate::analysis::profile::{Standing, profile as stand_out};
use crate::analysis::reading::Reading;
use crate::analysis::review::progress;
use crate::analysis::years::Series;
use crate::domain::{Assessment, Framework, Id, NoteKind, RecommendationLevel};

mod limits;
mod method;
mod register;

/// What scores are not; it stands on every report.
pub const NOT: &str = "Scores say how far the parts of the child-protection system are in place. \
They do not measure how much violence against children there is, and they do not prove that \
children are better off. A small difference between two scores says nothing.";

/// How many components are named at either end of the profile.
const NAMED: usize = 5;

/// The full report. `series` holds the years of the same country up to this one, where there are
/// earlier ones.
pub fn document(scored: Scored<'_>, series: Option<&Series<'_>>) -> Document {
    let (framework, assessment) = (scored.framework, scored.assessment);
    let mut document = Document::new(
        "The child-protection system: report on the assessment",
        assessment_label(assessment),
    );
    facts(&mut document, scored);
    document.section("What the scores say and do not say", method::blocks(scored));
    document.section("Profile", vec![Block::Bars(profile::bars(scored, 2))]);
    strengths_and_weaknesses(&mut document, scored);
    notes(&mut document, framework, assessment);
    if let Some(series) = series {
        since_last_round(&mut document, series);
    }
    let list = rank(scored);
    let mut blocks = vec![Block::Paragraph(priorities::FORMULA.into())];
    blocks.extend(priorities::lists(scored, &list));
    blocks.push(Block::Table(priorities::arithmetic(scored, &list)));
    document.section("Priorities", blocks);
    recommendations(&mut document, framework, assessment);
    let market = gather(&[scored], &[], Terms::default());
    let tables = [exchange::offers(&market), exchange::requests(&market)];
    let tables = tables.into_iter().filter(|table| !table.rows.is_empty());
    document.section("Offers and requests", tables.map(Block::Table).collect());
    document.section("Evidence", register::blocks(scored));
    limits::add(&mut document, scored);
    document
}

/// The facts that stand at the head of every report on one assessment.
pub(super) fn facts(document: &mut Document, scored: Scored<'_>) {
    let (framework, assessment) = (scored.framework, scored.assessment);
    let key = &assessment.key;
    document.fact("Country", format!("{} ({})", assessment.country_label(), key.country));
    document.fact("Territory", assessment.territory_note.as_str());
    document.fact("Year", key.year.to_string());
    document.fact("Edition", key.edition.as_ref().map_or("", Id::as_str));
    document.fact("Perspective", key.perspective.to_string());
    document.fact("Unit", key.unit.as_ref().map_or("", Id::as_str));
    let name = format!("{}, {}", framework.title, framework_label(framework));
    document.fact("Framework", name);
    // Enough of it to tell two contents apart.
    let digest: String = framework.digest().chars().take(19).collect();
    document.fact("Framework content", digest);
    let progress = progress(framework, assessment);
    let answered = Cell::share(progress.coverage());
    let line = format!(
        "{} of {} questions that apply ({})",
        progress.answered,
        progress.applicable,
        answered.shown()
    );
    document.fact("Answered", line);
}

fn strengths_and_weaknesses(document: &mut Document, scored: Scored<'_>) {
    let found = stand_out(scored, NAMED);
    document.heading("Strengths and weaknesses");
    let tables = [
        components("The highest components", scored, &found.highest),
        components("The lowest components", scored, &found.lowest),
    ];
    document.part("Components", tables.into_iter().flatten().map(Block::Table).collect());
    let best = "Questions at the highest level";
    let worst = "Questions at the lowest level, critical ones first";
    document.part("Strengths", questions(best, scored, &found.strengths));
    document.part("Weaknesses", questions(worst, scored, &found.weaknesses));
}

fn components(title: &str, scored: Scored<'_>, standings: &[Standing]) -> Option<Table> {
    let row = |standing: &Standing| {
        let node = scored.framework.node(standing.place);
        let star = if scored.scores.at(standing.place).unknown > 0 { "*" } else { "" };
        vec![
            Cell::text(node.label()),
            Cell::text(&*node.name),
            Cell::number(standing.percent, 1).marked(star),
        ]
    };
    (!standings.is_empty()).then(|| Table {
        title: title.into(),
        columns: vec![
            Column::text("node", "No."),
            Column::text("name", "Component"),
            Column::number("percent", "Score, %"),
        ],
        rows: standings.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

fn questions(title: &str, scored: Scored<'_>, places: &[usize]) -> Vec<Block> {
    let row = |place: &usize| {
        let node = scored.framework.node(*place);
        let above = node.parent.map_or("", |parent| scored.framework.node(parent).name.as_str());
        let flags = node.question().map_or("", |question| match question {
            q if q.critical => "critical",
            q if q.core => "core",
            _ => "",
        });
        vec![
            Cell::text(node.label()),
            Cell::text(&*node.name),
            Cell::text(above),
            Cell::text(flags),
            Cell::text(answer(scored, *place)),
        ]
    };
    let table = Table {
        title: title.into(),
        columns: vec![
            Column::text("code", "No."),
            Column::text("question", "Question"),
            Column::text("component", "Component"),
            Column::text("importance", "Importance"),
            Column::text("answer", "Answer"),
        ],
        rows: places.iter().map(row).collect(),
        notes: Vec::new(),
    };
    if places.is_empty() { Vec::new() } else { vec![Block::Table(table)] }
}

/// The level that counts with the grade of its evidence, or the state of the answer.
fn answer(scored: Scored<'_>, place: usize) -> String {
    let scale = scored.framework.scale(scored.framework.node(place));
    match scored.reading(place) {
        Some(Reading::Scored { supported, grade, .. }) => {
            format!("{}, evidence {}", level(scale, supported), grade.name())
        }
        other => state(other.unwrap_or(Reading::Open)).to_owned(),
    }
}

/// What the group noted, node by node in the framework's order.
fn notes(document: &mut Document, framework: &Framework, assessment: &Assessment) {
    if assessment.notes.is_empty() {
        return;
    }
    document.heading("What the working group noted");
    for node in framework.nodes() {
        let Some(notes) = assessment.notes.get(&node.id) else { continue };
        let mut blocks = Vec::new();
        for (kind, name) in NoteKind::ALL {
            let texts = notes.get(kind);
            if !texts.is_empty() {
                blocks.push(Block::Paragraph(capital(name)));
                blocks.push(Block::Bullets(texts.to_vec()));
            }
        }
        document.part(&format!("{} {}", node.label(), node.name), blocks);
    }
}

fn since_last_round(document: &mut Document, series: &Series<'_>) {
    let Some(step) = series.years.len().checked_sub(2) else { return };
    let tables = [
        Some(years::overview(series, &(1..=2))),
        years::step(series, step, &(1..=1)),
        years::changes(series, step, years::Which::Moved),
    ];
    let blocks = tables.into_iter().flatten().map(Block::Table).collect();
    document.section("What changed since earlier rounds", blocks);
}

fn recommendations(document: &mut Document, framework: &Framework, assessment: &Assessment) {
    if assessment.recommendations.is_empty() {
        return;
    }
    document.heading("Recommendations");
    for (level, name) in RecommendationLevel::ALL {
        let about = |id: &Id| match framework.find(id.as_str()) {
            Some(place) => framework.node(place).label().to_owned(),
            None => id.to_string(),
        };
        let line = |r: &crate::domain::Recommendation| {
            let nodes: Vec<String> = r.about.iter().map(about).collect();
            if nodes.is_empty() {
                r.text.clone()
            } else {
                format!("{} ({})", r.text, nodes.join(", "))
            }
        };
        let here = assessment.recommendations.iter().filter(|r| r.level == level);
        let lines: Vec<String> = here.map(line).collect();
        if !lines.is_empty() {
            document.part(&format!("{} level", capital(name)), vec![Block::Bullets(lines)]);
        }
    }
}

/// One of our own words with a capital at its start.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |c| c.to_ascii_uppercase().to_string() + letters.as_str())
}
