//! What a scenario would come to, beside what is.

use super::table::{Cell, Column, Table};
use super::words::{assessment_label, indented, level};
use crate::analysis::Scored;
use crate::analysis::score::{NodeScore, Scores};
use crate::analysis::whatif::{Effect, effects};
use crate::domain::{Framework, Node, Scenario, Verdict};

/// That nothing of this is a finding.
pub const SUPPOSED: &str =
    "supposed, not found: a level that is supposed counts as if the evidence for it were there";

/// The groups down to a depth, and every node of which something is supposed: as it is, under the
/// scenario, and the difference in points of 100.
pub fn table(before: Scored<'_>, scenario: &Scenario, after: &Scores, depth: usize) -> Table {
    let framework = before.framework;
    let found = effects(framework, before.scores, after);
    // Where the weights right below it are others, the whole alone shows it.
    let domains = framework.node(Framework::ROOT).children.iter();
    let whole = { domains }.any(|at| scenario.weights.contains_key(&framework.node(*at).id));
    let shown = |effect: &&Effect| {
        let node = framework.node(effect.place);
        (node.group().is_some() && (1..=depth).contains(&node.depth))
            || !supposed(framework, scenario, node).is_empty()
            || (whole && effect.place == Framework::ROOT)
    };
    let rows = found.iter().filter(shown).map(|effect| row(before, scenario, effect)).collect();
    let mut notes = vec![SUPPOSED.to_owned()];
    if found.iter().any(|e| e.before.withheld || e.after.withheld) {
        notes.push("withheld: too few questions are answered, or one that decides is open".into());
    }
    if !scenario.note.is_empty() {
        notes.push(scenario.note.clone());
    }
    Table {
        title: format!("What if: {}", assessment_label(before.assessment)),
        columns: vec![
            Column::text("node", "No."),
            Column::text("name", "Name"),
            Column::text("supposed", "Supposed"),
            Column::percent("now", "Now, %"),
            Column::percent("then", "Then, %"),
            Column::number("difference", "Difference"),
            Column::number("answered_now", "Done now"),
            Column::number("answered_then", "Done then"),
        ],
        rows,
        notes,
    }
}

fn row(before: Scored<'_>, scenario: &Scenario, effect: &Effect) -> Vec<Cell> {
    let framework = before.framework;
    let node = framework.node(effect.place);
    vec![
        Cell::text(node.label()),
        Cell::text(indented(node, 1)),
        Cell::text(supposed(framework, scenario, node)),
        percent(framework, node, &effect.before),
        percent(framework, node, &effect.after),
        difference(effect),
        Cell::share(effect.before.coverage()),
        Cell::share(effect.after.coverage()),
    ]
}

/// The score of a node in percent of its scale; starred where it rests on "not known", and
/// `withheld` where it is no finding.
pub fn percent(framework: &Framework, node: &Node, score: &NodeScore) -> Cell {
    let star = if score.unknown > 0 { "*" } else { "" };
    match score.finding() {
        Some(value) => Cell::number(framework.scale(node).percent(value), 1).marked(star),
        None if score.withheld && score.answered > 0 => Cell::text("withheld"),
        None => Cell::Empty,
    }
}

/// The difference in points of 100, with its sign.
pub fn difference(effect: &Effect) -> Cell {
    Cell::signed(effect.difference, 1)
}

/// What is supposed of a node, in words; empty where nothing is.
pub fn supposed(framework: &Framework, scenario: &Scenario, node: &Node) -> String {
    let answer = scenario.answers.get(&node.id).map(|verdict| match verdict {
        Some(Verdict::Scored(number)) => level(framework.scale(node), *number),
        Some(Verdict::Unknown) => "not known".into(),
        Some(Verdict::NotApplicable { .. }) => "not applicable".into(),
        None => "open".into(),
    });
    let weight = scenario.weights.get(&node.id).map(|weight| format!("weight {weight}"));
    let rule = scenario.rules.get(&node.id).map(|rule| format!("rule {rule}"));
    let parts: Vec<String> = [answer, rule, weight].into_iter().flatten().collect();
    parts.join(", ")
}
