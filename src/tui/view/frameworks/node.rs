//! A node as a work of reference shows it: a question with its ladder and all that belongs to it, a
//! group with its introduction and its rule, the whole framework with its scale.

use ratatui::text::{Line, Span};

use crate::domain::{Framework, Group, Level, Node, Question, Scale};
use crate::tui::theme::Theme;
use crate::tui::view::reference;
use crate::tui::view::wording::{LABEL, remarks};
use crate::tui::widgets::{labelled, paragraph};
use crate::tui::words;
use crate::workspace::Wording;

/// Everything about a node, in lines of a width.
pub(super) fn lines(
    theme: &Theme,
    wording: &Wording,
    place: usize,
    room: usize,
) -> Vec<Line<'static>> {
    let framework = &wording.shown;
    let node = framework.node(place);
    match node.question() {
        Some(asked) => question(theme, wording, place, asked, room),
        None => {
            let mut lines = paragraph(&words::title(node), room, theme.title);
            lines.extend(facts(theme, wording, place, room));
            lines
        }
    }
}

/// What there is to say about a group; of the root, about the whole framework.
pub(super) fn facts(
    theme: &Theme,
    wording: &Wording,
    place: usize,
    room: usize,
) -> Vec<Line<'static>> {
    let framework = &wording.shown;
    let node = framework.node(place);
    let Some(group) = node.group() else { return Vec::new() };
    let mut lines = Vec::new();
    let say =
        |label: &str, text: &str| labelled(label, LABEL, text, room, (theme.strong, theme.text));
    if place == Framework::ROOT {
        lines.extend(say("Version", &format!("{} {}", framework.id, framework.version)));
        if let Some(base) = &framework.base {
            let text = format!("laid over {} {}", base.id, base.version);
            lines.extend(say("Overlay", &text));
        }
    } else {
        lines.extend(say("Id", &format!("{} ({})", node.id, framework.tier(node))));
    }
    lines.extend(say("Questions", &count(framework, place)));
    lines.extend(say("Rule", &rule(framework, node, group)));
    lines.extend(remarks(theme, wording, place, room));
    if place == Framework::ROOT {
        lines.extend(whole(theme, framework, room));
    } else if !group.intro.is_empty() {
        lines.push(Line::default());
        lines.extend(paragraph(&group.intro, room, theme.text));
    }
    lines.push(Line::default());
    for child in &node.children {
        let below = framework.node(*child);
        let name = format!("{}{}", words::marked(below), words::title(below));
        let tail = match below.question() {
            Some(_) => weight(below),
            None => {
                let count = framework.questions_below(*child).count();
                format!(": {count} questions{}", weight(below))
            }
        };
        let text = format!("{name}{tail}");
        lines.extend(labelled(theme.glyphs.dot, 2, &text, room, (theme.text, theme.text)));
    }
    lines
}

/// The weight of a node where it is not that of all others.
fn weight(node: &Node) -> String {
    if (node.weight - 1.0).abs() < 1e-9 {
        String::new()
    } else {
        format!(", weight {}", node.weight)
    }
}

/// How many questions of which sort lie below a group.
fn count(framework: &Framework, place: usize) -> String {
    let of = |is: fn(&Question) -> bool| {
        framework.questions_below(place).filter(|(_, _, question)| is(question)).count()
    };
    let mut parts = vec![of(|_| true).to_string()];
    let sorts: [(usize, &str); 4] = [
        (of(|q| q.core), "core"),
        (of(|q| q.critical), "critical"),
        (of(|q| q.subnational), "also by unit"),
        (of(|q| q.paper_and_practice), "paper and practice"),
    ];
    let sorts = sorts.iter().filter(|(count, _)| *count > 0);
    parts.extend(sorts.map(|(count, sort)| format!("{count} {sort}")));
    parts.join(", ")
}

/// How the score of a group comes about.
fn rule(framework: &Framework, node: &Node, group: &Group) -> String {
    let mut parts = vec![format!("{}{}", group.rule, weight(node))];
    if let Some(decimals) = group.decimals {
        parts.push(format!("rounded to {decimals} decimals"));
    }
    if let Some(cap) = group.critical_cap {
        let scale = framework.scale(node);
        parts.push(format!(
            "a critical question at {} or below keeps it at {} or below",
            scale.label(cap.at),
            scale.label(cap.to)
        ));
    }
    parts.join("; ")
}

/// The summary, the scale and the rules of a framework.
fn whole(theme: &Theme, framework: &Framework, room: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for text in [&framework.summary, &framework.source] {
        if !text.is_empty() {
            lines.push(Line::default());
            lines.extend(paragraph(text, room, theme.text));
        }
    }
    lines.push(Line::default());
    lines.push(Line::from(Span::styled("The scale", theme.strong)));
    lines.extend(rungs(theme, framework.default_scale(), &[], room));
    let scoring = &framework.scoring;
    let caps = scoring.evidence_caps.iter().map(|cap| {
        format!("Level {} needs evidence of grade {} or better.", cap.level, cap.needs.name())
    });
    let share = (scoring.completeness > 0.0).then(|| {
        let percent = crate::report::shown(scoring.completeness * 100.0, 1);
        format!("Below {percent} % of answers a score is not a finding.")
    });
    for rule in caps.chain(share) {
        lines.extend(labelled(theme.glyphs.dot, 2, &rule, room, (theme.text, theme.text)));
    }
    if !framework.bodies.is_empty() {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled("Who does what here", theme.strong)));
    }
    for body in &framework.bodies {
        let text = format!("{}: {}", body.name, body.role);
        lines.extend(labelled(theme.glyphs.dot, 2, &text, room, (theme.text, theme.text)));
    }
    lines
}

fn question(
    theme: &Theme,
    wording: &Wording,
    place: usize,
    asked: &Question,
    room: usize,
) -> Vec<Line<'static>> {
    let framework = &wording.shown;
    let node = framework.node(place);
    let mut lines = vec![reference::head(theme, framework, place)];
    lines.extend(paragraph(&node.name, room, theme.title));
    lines.extend(remarks(theme, wording, place, room));
    lines.push(Line::default());
    let scale = framework.scale(node);
    lines.extend(rungs(theme, scale, &asked.levels, room));
    lines.extend(reference::guidance(theme, asked, room));
    lines.extend(reference::evidence(theme, asked, room));
    if !asked.next.is_empty() {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled("From one level to the next", theme.strong)));
    }
    for step in &asked.next {
        let label = format!("to {}", scale.label(step.to));
        let text = reference::step(step);
        lines.extend(labelled(&label, LABEL, &text, room, (theme.strong, theme.text)));
    }
    lines.push(Line::default());
    let say =
        |label: &str, text: &str| labelled(label, LABEL, text, room, (theme.strong, theme.text));
    lines.extend(say("Id", node.id.as_str()));
    let sort = [
        asked.kind.map(|kind| kind.name().to_owned()),
        asked.action.map(|action| format!("action in {}", action.name())),
    ];
    let lenses = asked.lenses.iter().map(|lens| format!("lens {}", lens.name()));
    let sort: Vec<String> = sort.into_iter().flatten().chain(lenses).collect();
    if !sort.is_empty() {
        lines.extend(say("Kind", &sort.join(", ")));
    }
    if !weight(node).is_empty() {
        lines.extend(say("Weight", &node.weight.to_string()));
    }
    lines.extend(reference::standards(theme, asked, room));
    lines.extend(reference::filed(theme, framework, place, room));
    lines
}

/// The steps of a scale with what each of them looks like, the lowest first.
fn rungs(theme: &Theme, scale: &Scale, described: &[String], room: usize) -> Vec<Line<'static>> {
    if scale.all_levels().is_empty() {
        return paragraph(&format!("Answered with {}.", scale.describe()), room, theme.text);
    }
    let rung = |(at, level): (usize, &Level)| {
        let name = format!("{} {}", scale.label(level.number), level.name);
        let text = described.get(at).map_or(level.meaning.as_str(), String::as_str);
        let mut lines = paragraph(name.trim(), room, theme.strong);
        if !text.is_empty() {
            lines.extend(labelled("", 2, text, room, (theme.text, theme.text)));
        }
        lines
    };
    scale.all_levels().iter().enumerate().flat_map(rung).collect()
}
