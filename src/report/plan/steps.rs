//! The cheapest set of steps, each with its reason.

use super::ladder::{action, cost, who};
use super::{COSTS, level};
use crate::analysis::Scored;
use crate::analysis::plan::Ladder;
use crate::analysis::plan::cheapest::{Found, Path, Step, Wish};
use crate::report::table::{Cell, Column, Table, shown};
use crate::report::words::assessment_label;

fn points(count: u32) -> String {
    match count {
        1 => "1 point".into(),
        count => format!("{count} points"),
    }
}

/// What was found, in sentences.
pub fn verdict(scored: Scored<'_>, wish: &Wish, found: &Found) -> Vec<String> {
    let node = scored.framework.node(wish.node);
    let score = |value: Option<f64>| value.map_or_else(|| "no score".into(), |v| shown(v, 3));
    let mut lines = Vec::new();
    let now = format!("{} stands at {}", node.name, score(found.now));
    let best = |path: &Path| match wish.budget {
        Some(budget) if path.steps.is_empty() => {
            format!("a budget of {} buys no step up", points(budget))
        }
        Some(budget) if path.cost < budget => format!(
            "a budget of {} buys at best {}, for which {} suffices",
            points(budget),
            score(path.reached),
            points(path.cost)
        ),
        _ => format!("a cost of {} buys at best {}", points(path.cost), score(path.reached)),
    };
    match (wish.target, &found.cheapest, wish.budget) {
        (None, ..) => lines.push(format!("{now}; {}", best(&found.best))),
        (Some(target), None, _) => lines.push(format!(
            "{now}; no set of steps reaches {}: {}",
            shown(target, 3),
            best(&found.best)
        )),
        (Some(target), Some(path), _) if path.steps.is_empty() => {
            lines.push(format!("{now}, and so at {} or above already", shown(target, 3)));
        }
        (Some(target), Some(path), Some(budget)) if path.cost > budget => lines.push(format!(
            "{now}; {} costs at least {}, more than the budget of {budget}; {}",
            shown(target, 3),
            points(path.cost),
            best(&found.best)
        )),
        (Some(target), Some(path), _) => lines.push(format!(
            "{now}; the cheapest set of steps to {} costs {} and leads to {}",
            shown(target, 3),
            points(path.cost),
            score(path.reached)
        )),
    }
    if found.now.is_some() && scored.scores.at(wish.node).withheld {
        lines.push(
            "the score is not a finding: too few questions are answered, or an open one decides"
                .into(),
        );
    }
    let costs = wish.costs;
    lines.push(format!(
        "points: low {}, medium {}, high {}; {COSTS}",
        costs.low, costs.medium, costs.high
    ));
    lines
        .push("a step that is taken is taken to be shown by evidence of the grade it needs".into());
    lines.push(
        "the cheapest way to a number is not a list of priorities: those rank what children need most"
            .into(),
    );
    if !found.gated.is_empty() {
        let names: Vec<&str> =
            found.gated.iter().map(|at| scored.framework.node(*at).label()).collect();
        lines.push(format!("left out, because a gate is closed: {}", names.join(", ")));
    }
    if found.without_steps > 0 {
        lines.push(format!(
            "left out, because their scale has no levels to climb: {} questions",
            found.without_steps
        ));
    }
    if found.without_level > 0 {
        lines.push(format!(
            "left out, because they have no level to start from: {} questions",
            found.without_level
        ));
    }
    lines
}

/// The steps in the order in which they can be taken.
pub fn steps(scored: Scored<'_>, ladders: &[Ladder<'_>], wish: &Wish, found: &Found) -> Table {
    let path = found.answer(wish);
    let row = |(number, step): (u32, &Step)| {
        let node = scored.framework.node(step.place);
        let scale = scored.framework.scale(node);
        let rung = rung_of(ladders, step);
        vec![
            Cell::count(number),
            Cell::text(node.label()),
            Cell::text(format!("{} → {}", level(scale, step.from), level(scale, step.to))),
            Cell::text(rung.map(action).unwrap_or_default()),
            Cell::text(rung.map(who).unwrap_or_default()),
            Cell::text(rung.map(cost).unwrap_or_default()),
            Cell::count(step.cost),
            Cell::number(step.score, 2),
            Cell::number(step.without, 2),
        ]
    };
    let name = &scored.framework.node(wish.node).name;
    Table {
        title: format!("{}: steps for {name}", assessment_label(scored.assessment)),
        columns: vec![
            Column::number("step", "Step"),
            Column::text("code", "No."),
            Column::text("level", "Level"),
            Column::text("action", "What is done"),
            Column::text("who", "Who"),
            Column::text("cost", "Cost"),
            Column::number("points", "Points"),
            Column::number("score", "Score then"),
            Column::number("without", "Without it"),
        ],
        rows: (1..).zip(&path.steps).map(row).collect(),
        notes: vec![
            "score then: after this step and those before it; without it: all steps but this one \
             and those that build on it"
                .into(),
        ],
    }
}

/// The same for machines.
pub fn tidy_steps(scored: Scored<'_>, ladders: &[Ladder<'_>], wish: &Wish, found: &Found) -> Table {
    let key = &scored.assessment.key;
    let path = found.answer(wish);
    let row = |(number, step): (u32, &Step)| {
        let node = scored.framework.node(step.place);
        let rung = rung_of(ladders, step);
        vec![
            Cell::text(key.country.as_str()),
            Cell::number(f64::from(key.year), 0),
            Cell::text(scored.framework.node(wish.node).id.as_str()),
            Cell::number(wish.target, 3),
            Cell::number(wish.budget.map(f64::from), 0),
            Cell::number(found.now, 3),
            Cell::number(path.reached, 3),
            Cell::count(path.cost),
            Cell::count(number),
            Cell::text(node.id.as_str()),
            Cell::text(&*node.code),
            Cell::number(step.from, 2),
            Cell::number(step.to, 2),
            Cell::text(step.band.name()),
            Cell::count(step.cost),
            Cell::number(step.score, 3),
            Cell::number(step.without, 3),
            Cell::text(rung.map(action).unwrap_or_default()),
            Cell::text(rung.map(who).unwrap_or_default()),
        ]
    };
    Table {
        title: "Steps".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::number("year", "Year"),
            Column::text("node", "Node"),
            Column::number("target", "Target"),
            Column::number("budget", "Budget"),
            Column::number("now", "Score now"),
            Column::number("reached", "Score reached"),
            Column::number("total", "Points in all"),
            Column::number("step", "Step"),
            Column::text("question", "Question"),
            Column::text("code", "No."),
            Column::number("from", "From"),
            Column::number("to", "To"),
            Column::text("cost", "Cost"),
            Column::number("points", "Points"),
            Column::number("score", "Score then"),
            Column::number("without", "Score without it"),
            Column::text("action", "What is done"),
            Column::text("who", "Who"),
        ],
        rows: (1..).zip(&path.steps).map(row).collect(),
        notes: Vec::new(),
    }
}

fn rung_of<'a, 'b>(
    ladders: &'b [Ladder<'a>],
    step: &Step,
) -> Option<&'b crate::analysis::plan::Rung<'a>> {
    ladders.iter().find(|ladder| ladder.place == step.place)?.rungs.get(step.rung)
}
