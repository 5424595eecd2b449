//! The profile of one assessment: a bar for each domain and component.

use super::document::{Bar, Bars, Block, Document};
use super::scores::{Depth, Overall, scores, tidy_columns, tidy_scores};
use super::table::{Cell, Table};
use super::words::{STARRED, assessment_label};
use crate::analysis::Scored;
use crate::analysis::profile::{EvidenceStrength, evidence_strength};
use crate::analysis::score::NodeScore;
use crate::domain::Scale;

/// The scores of one or more assessments as a document; the profile goes with a single one.
pub fn document(all: &[Scored<'_>]) -> Document {
    let subtitle = match all {
        [one] => assessment_label(one.assessment),
        _ => format!("{} assessments", all.len()),
    };
    let mut document = Document::new("Scores", subtitle);
    if let [one] = all {
        super::national::facts(&mut document, *one);
    }
    document.section("What the scores do not say", vec![Block::Note(super::national::NOT.into())]);
    if let [one] = all {
        document.section("Profile", vec![Block::Bars(bars(*one, 2))]);
    }
    let table = Table {
        title: "Scores of the nodes".into(),
        ..scores(all, Depth::Groups, Overall::Hidden)
    };
    document.section("Scores", vec![Block::Table(table)]);
    let rows = all.iter().flat_map(|one| tidy_scores(*one, Depth::All).rows).collect();
    let title = "Every node in full precision".into();
    document.data = Some(Table { title, columns: tidy_columns(), rows, notes: Vec::new() });
    document
}

/// A bar for each group down to a depth below the root, with what it can still become, how much of
/// it is answered, and how strong its evidence is.
pub fn bars(scored: Scored<'_>, depth: usize) -> Bars {
    let f = scored.framework;
    let strength = evidence_strength(scored);
    let chosen = f
        .nodes()
        .iter()
        .enumerate()
        .filter(|(_, node)| node.group().is_some() && (1..=depth).contains(&node.depth));
    let bars: Vec<Bar> = chosen
        .map(|(place, node)| {
            let name = format!("{} {}", node.code, node.name);
            bar(
                name.trim().to_owned(),
                node.depth - 1,
                f.scale(node),
                scored.scores.at(place),
                &strength[place],
            )
        })
        .collect();
    let mut notes = Vec::new();
    if bars.iter().any(|bar| bar.percent.shown().ends_with('*')) {
        notes.push(STARRED.to_owned());
    }
    if bars.iter().any(|bar| bar.remark.starts_with("withheld")) {
        notes.push(
            "withheld: too few questions are answered for a finding, or one that decides is open"
                .into(),
        );
    }
    if !f.scoring.evidence_caps.is_empty() {
        notes.push(
            "evidence: the median grade, E0 for opinion to E4 for two independent kinds of proof"
                .into(),
        );
    }
    Bars { title: "Profile (percent of the scale)".into(), bars, notes }
}

fn bar(
    name: String,
    depth: usize,
    scale: &Scale,
    score: &NodeScore,
    strength: &EvidenceStrength,
) -> Bar {
    let percent = |value: Option<f64>| Cell::number(value.map(|v| scale.percent(v)), 1);
    let coverage = score.coverage();
    let answered = Cell::number(coverage.map(|c| c * 100.0), 0);
    let median = strength.median().map(|grade| format!("evidence {}", grade.name()));
    let remark = match score.finding() {
        Some(_) => median.unwrap_or_default(),
        None if score.applicable == 0 => "not applicable".into(),
        None if score.answered == 0 => "not answered".into(),
        None => format!("withheld: {} answered", Cell::share(coverage).shown()),
    };
    let star = if score.unknown > 0 { "*" } else { "" };
    Bar {
        name,
        depth,
        percent: percent(score.finding()).marked(star),
        lowest: percent(score.lowest),
        highest: percent(score.highest),
        coverage: answered,
        remark,
    }
}
