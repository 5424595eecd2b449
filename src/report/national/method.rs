//! How the scores of an assessment come about, in sentences that follow from its framework.

use super::NOT;
use crate::analysis::Scored;
use crate::domain::{Framework, Level, Rule};
use crate::report::document::Block;
use crate::report::table::{Cell, shown};

/// What the scores are, how they come about, and what they are not.
pub fn blocks(scored: Scored<'_>) -> Vec<Block> {
    let framework = scored.framework;
    let mut blocks = vec![Block::Note(NOT.into())];
    if !framework.summary.is_empty() {
        blocks.push(Block::Paragraph(framework.summary.clone()));
    }
    let mut points = vec![scale(framework), rules(framework)];
    points.push(
        "Questions without an answer leave the scores and lower the share that is answered. \
         \"Not known\" counts as the lowest level and is starred. Questions that do not apply leave \
         the scores and are listed with their reasons. Answers that were carried over from an \
         earlier round do not count before somebody has confirmed them."
            .into(),
    );
    points.extend(caps(framework));
    if framework.scoring.completeness > 0.0 {
        let share = Cell::share(framework.scoring.completeness);
        points.push(format!(
            "A score is given only where at least {} of the questions that apply are answered.",
            share.shown()
        ));
    }
    points.push(
        "Beside each score stand the lowest and the highest value that it can still take once \
         every open question is answered."
            .into(),
    );
    blocks.push(Block::Bullets(points));
    if !framework.source.is_empty() {
        blocks.push(Block::Paragraph(format!("Source of the framework: {}", framework.source)));
    }
    blocks
}

fn scale(framework: &Framework) -> String {
    let scale = framework.default_scale();
    let level = |level: &Level| {
        let label = scale.label(level.number);
        let named = if level.name.is_empty() { label } else { format!("{label} {}", level.name) };
        if level.meaning.is_empty() { named } else { format!("{named}: {}", level.meaning) }
    };
    let percent = format!(
        "Percent = (score - {}) / ({} - {}) x 100.",
        plain(scale.lowest()),
        plain(scale.highest()),
        plain(scale.lowest())
    );
    match scale.all_levels() {
        [] => format!("The scale: {}. {percent}", scale.describe()),
        levels => {
            let levels: Vec<String> = levels.iter().map(level).collect();
            format!("The scale: {} {percent}", levels.join(" "))
        }
    }
}

/// Which rule makes the scores of how many groups.
fn rules(framework: &Framework) -> String {
    let count = |rule: Rule| {
        framework.nodes().iter().filter(|n| n.group().is_some_and(|g| g.rule == rule)).count()
    };
    let used: Vec<String> = Rule::ALL
        .iter()
        .map(|(rule, name)| (count(*rule), *rule, *name))
        .filter(|(count, ..)| *count > 0)
        .map(|(count, rule, name)| {
            let nodes = if count == 1 { "node" } else { "nodes" };
            format!("{name} ({}) in {count} {nodes}", meaning(rule))
        })
        .collect();
    format!("Scores are rolled up the tree by these rules: {}.", used.join("; "))
}

fn meaning(rule: Rule) -> &'static str {
    match rule {
        Rule::Mean => "the arithmetic mean",
        Rule::Weighted => "the weighted mean",
        Rule::WeakestLink => "the lowest, and half a step more where any other is higher",
        Rule::Minimum => "the lowest",
        Rule::Geometric => "the weighted geometric mean",
        Rule::Share => "points reached of the points that can be reached",
    }
}

fn caps(framework: &Framework) -> Vec<String> {
    let mut out = Vec::new();
    let scale = framework.default_scale();
    for cap in &framework.scoring.evidence_caps {
        out.push(format!(
            "Level {} and above counts only with evidence of grade {} or better; without it the \
             level below counts.",
            scale.label(cap.level),
            cap.needs.name()
        ));
    }
    let groups = framework.nodes().iter().filter_map(|node| node.group());
    if let Some(cap) = groups.filter_map(|group| group.critical_cap).next() {
        out.push(format!(
            "A critical question at {} or below keeps its component at {} or below.",
            plain(cap.at),
            plain(cap.to)
        ));
    }
    out
}

/// A number of a scale with as many decimals as it needs.
fn plain(value: f64) -> String {
    (0..3)
        .map(|n| shown(value, n))
        .find(|t| t.parse() == Ok(value))
        .unwrap_or_else(|| shown(value, 2))
}
