//! The whole arithmetic behind one score, line by line.

use super::question::{needed, said};
use super::table::{Cell, Column, Table};
use super::words::{assessment_label, exact, framework_label, level};
use crate::analysis::Scored;
use crate::analysis::explain::{Because, Explanation, Part, explain};
use crate::analysis::reading::Reading;
use crate::domain::{Framework, Group, Rule};

/// The arithmetic behind the score of the group at `place`; `None` for a question.
pub fn explain_group(scored: Scored<'_>, place: usize) -> Option<Table> {
    let framework = scored.framework;
    let node = framework.node(place);
    let group = node.group()?;
    let explanation = explain(framework, scored.assessment, scored.scores, place)?;
    let mut lines: Vec<Vec<Cell>> =
        explanation.parts.iter().map(|part| part_line(scored, group, part)).collect();
    lines.extend(result_lines(scored, place, group, &explanation));
    let scale = framework.scale(node);
    let title = format!(
        "{}: {} {} by {}\nrule: {}, on a scale from {} to {}",
        assessment_label(scored.assessment),
        node.label(),
        node.name,
        framework_label(framework),
        group.rule,
        scale.lowest(),
        scale.highest()
    );
    let mut notes = vec![in_words(group.rule).to_owned()];
    if explanation.parts.iter().any(|part| part.effective.is_some()) && place != Framework::ROOT {
        notes.push("effective: the share in the score of the whole framework".into());
    }
    Some(Table { title, columns: columns(), rows: lines, notes })
}

/// How the answer to a question comes to what it counts for; `None` for a group.
pub fn explain_question(scored: Scored<'_>, place: usize) -> Option<Table> {
    let framework = scored.framework;
    let node = framework.node(place);
    node.question()?;
    let scale = framework.scale(node);
    let mut lines = Vec::new();
    let mut add = |step: &str, value: Option<f64>, because: String| {
        lines.push(line(step, ["", &because], [value, None, None, None, None, None]));
    };
    match Reading::of(framework, scored.assessment, node) {
        Reading::Scored { claimed, supported, grade } => {
            add("claimed", scale.value_of(claimed), level(scale, claimed));
            let why = match needed(framework, claimed, grade).filter(|_| supported < claimed) {
                Some(needs) => format!(
                    "{}: the evidence is {}, and {} is needed",
                    level(scale, supported),
                    grade.name(),
                    needs.name()
                ),
                None => format!("{}: the evidence is {}", level(scale, supported), grade.name()),
            };
            add("supported", scale.value_of(supported), why);
        }
        reading => {
            add("answer", reading.value(scale), said(framework, scored.assessment, node));
        }
    }
    let score = scored.scores.at(place);
    add("score", score.value, String::new());
    let percent = score.value.map(|value| scale.percent(value));
    add("percent", percent, format!("of the scale from {} to {}", scale.lowest(), scale.highest()));
    let title = format!(
        "{}: {} {} by {}",
        assessment_label(scored.assessment),
        node.label(),
        node.name,
        framework_label(framework)
    );
    Some(Table { title, columns: columns(), rows: lines, notes: Vec::new() })
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("step", "Step"),
        Column::text("node", "Node"),
        Column::number("value", "Value"),
        Column::number("carried", "On this scale"),
        Column::number("weight", "Weight"),
        Column::number("share", "Share"),
        Column::number("contribution", "Contributes"),
        Column::number("effective", "Effective"),
        Column::text("because", "Because"),
    ]
}

/// A line; the numbers are value, carried, weight, share, contribution and effective.
fn line(step: &str, [id, because]: [&str; 2], numbers: [Option<f64>; 6]) -> Vec<Cell> {
    let mut cells = vec![Cell::text(step), Cell::text(id)];
    cells.extend(numbers.map(exact));
    cells.push(Cell::text(because));
    cells
}

fn part_line(scored: Scored<'_>, group: &Group, part: &Part) -> Vec<Cell> {
    let node = scored.framework.node(part.place);
    let scale = scored.framework.scale(node);
    let contribution = match group.rule {
        Rule::Mean | Rule::Weighted | Rule::Share => part.carried.zip(part.share),
        Rule::Geometric | Rule::WeakestLink | Rule::Minimum => None,
    };
    let why = match &part.because {
        Because::Group => match node.group().map(|group| group.rule) {
            Some(rule) => format!("its own rule: {rule}"),
            None => String::new(),
        },
        Because::Scored => "scored".into(),
        Because::Capped { claimed, grade } => {
            let needs = needed(scored.framework, *claimed, *grade);
            format!(
                "claimed {}, but the evidence is {}, and {} is needed",
                scale.label(*claimed),
                grade.name(),
                needs.map_or("more", |grade| grade.name())
            )
        }
        Because::Unknown => "not known*: counts as the lowest level".into(),
        Because::NotApplicable { reason } => format!("not applicable, left out: {reason}"),
        Because::Carried => "carried over and not confirmed: left out".into(),
        Because::Open => "open: left out".into(),
    };
    let weight = match group.rule {
        Rule::Weighted | Rule::Geometric | Rule::Share => Some(part.weight),
        Rule::Mean | Rule::WeakestLink | Rule::Minimum => None,
    };
    let numbers = [
        part.own,
        part.carried,
        weight,
        part.share,
        contribution.map(|(value, share)| value * share),
        part.effective,
    ];
    line("part", [node.id.as_str(), &why], numbers)
}

fn result_lines(
    scored: Scored<'_>,
    place: usize,
    group: &Group,
    explanation: &Explanation,
) -> Vec<Vec<Cell>> {
    let framework = scored.framework;
    let node = framework.node(place);
    let scale = framework.scale(node);
    let score = scored.scores.at(place);
    let mut lines = Vec::new();
    let mut add = |step: &str, value: Option<f64>, because: String| {
        lines.push(line(step, ["", &because], [value, None, None, None, None, None]));
    };
    let Some(combined) = &explanation.combined else {
        add("score", None, "nothing below it is answered".into());
        return lines;
    };
    add("rule", Some(combined.raw), format!("the {} of the parts", noun(group.rule)));
    if let (Some(by), Some(cap)) = (combined.capped_by, group.critical_cap) {
        let by = framework.node(by);
        let why = format!("{} is critical and at {} or below", by.id, cap.at);
        add("cap", Some(cap.to), why);
    }
    if let Some(places) = group.decimals {
        let why = format!("decimals: {places}, halves up");
        add("rounded", Some(combined.result), why);
    }
    let mut what = format!("{} of {} questions answered", score.answered, score.applicable);
    if score.unknown > 0 {
        what += &format!(", {} of them not known*", score.unknown);
    }
    if score.withheld {
        what += ": too few for a finding";
    }
    add("score", Some(combined.result), what);
    let bounds = format!("of the scale from {} to {}", scale.lowest(), scale.highest());
    add("percent", Some(scale.percent(combined.result)), bounds);
    if score.claimed != score.value {
        add("claimed", score.claimed, "the score if every claim had its evidence".into());
    }
    if score.answered < score.applicable {
        add("lowest", score.lowest, "if every open answer were the lowest level".into());
        add("highest", score.highest, "if every open answer were the highest level".into());
    }
    lines
}

fn noun(rule: Rule) -> &'static str {
    match rule {
        Rule::Mean => "mean",
        Rule::Weighted => "weighted mean",
        Rule::WeakestLink => "weakest link",
        Rule::Minimum => "lowest",
        Rule::Geometric => "geometric mean",
        Rule::Share => "share of points",
    }
}

fn in_words(rule: Rule) -> &'static str {
    match rule {
        Rule::Mean => "mean: every part that counts has the same share; the contributions add up",
        Rule::Weighted => "weighted: share = weight / sum of weights; the contributions add up",
        Rule::WeakestLink => {
            "weakest link: the lowest part, and half a step more where any other is higher, never above the highest"
        }
        Rule::Minimum => "minimum: the lowest part",
        Rule::Geometric => {
            "geometric: every part to the power of its share, multiplied; 0 as soon as one is 0"
        }
        Rule::Share => {
            "share: points reached over points that can be reached; share = weight x length of the part's scale, over the sum"
        }
    }
}
