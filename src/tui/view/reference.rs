//! What belongs to a question and is the same wherever it is shown: its head, its guidance, what
//! would show it, its steps and its standards.

use ratatui::text::{Line, Span};

use super::wording::LABEL;
use crate::domain::{Framework, NextStep, Question, Scheme};
use crate::tui::theme::Theme;
use crate::tui::widgets::{labelled, paragraph};
use crate::tui::words;

/// The number of the question, its marks, and how many questions there are.
pub(super) fn head(theme: &Theme, framework: &Framework, place: usize) -> Line<'static> {
    let node = framework.node(place);
    let total = framework.questions().count();
    let number = framework.questions().take_while(|(at, ..)| *at <= place).count();
    let mut marks = vec![format!("question {number} of {total}")];
    if let Some(question) = node.question() {
        let flags = [
            (question.critical, "critical"),
            (question.core, "core"),
            (question.subnational, "also by unit"),
            (question.paper_and_practice, "paper and practice"),
        ];
        marks.extend(flags.iter().filter(|(on, _)| *on).map(|(_, word)| (*word).to_owned()));
    }
    marks.extend(words::origin(node).map(|(sign, word)| format!("{sign} {word}")));
    let dot = format!(" {} ", theme.glyphs.dot);
    Line::from(vec![
        Span::styled(format!("{}  ", node.label()), theme.strong),
        Span::raw(marks.join(&dot)),
    ])
}

/// What counts, what does not, and the usual trap; and what counts on paper and in practice where
/// the question asks for both.
pub(super) fn guidance(theme: &Theme, question: &Question, room: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (name, text, asked) in [
        ("Guidance", &question.guidance, true),
        ("On paper", &question.paper, question.paper_and_practice),
        ("In practice", &question.practice, question.paper_and_practice),
    ] {
        if asked && !text.is_empty() {
            lines.extend(heading(theme, name));
            lines.extend(paragraph(text, room, theme.text));
        }
    }
    lines
}

/// What would show it.
pub(super) fn evidence(theme: &Theme, question: &Question, room: usize) -> Vec<Line<'static>> {
    if question.evidence.is_empty() {
        return Vec::new();
    }
    let mut lines = heading(theme, "What would show it");
    for piece in &question.evidence {
        lines.extend(labelled(theme.glyphs.dot, 2, piece, room, (theme.text, theme.text)));
    }
    lines
}

/// The standards behind it.
pub(super) fn standards(theme: &Theme, question: &Question, room: usize) -> Vec<Line<'static>> {
    if question.standards.is_empty() {
        return Vec::new();
    }
    let text = question.standards.join(", ");
    labelled("Standards", LABEL, &text, room, (theme.strong, theme.text))
}

/// What it is filed under, in other frameworks of the field.
pub(super) fn filed(
    theme: &Theme,
    framework: &Framework,
    place: usize,
    room: usize,
) -> Vec<Line<'static>> {
    let line = |scheme: &Scheme| {
        let values = framework.filed(place, scheme);
        let names: Vec<&str> = values.iter().map(|value| value.name.as_str()).collect();
        let text = format!("{}: {}", scheme.name, names.join(", "));
        match names.is_empty() {
            true => Vec::new(),
            false => labelled(theme.glyphs.dot, 2, &text, room, (theme.text, theme.text)),
        }
    };
    let lines: Vec<_> = framework.schemes.iter().flat_map(line).collect();
    match lines.is_empty() {
        true => lines,
        false => {
            heading(theme, "Filed under, in other frameworks").into_iter().chain(lines).collect()
        }
    }
}

/// What usually takes a country to a level, what it costs and who acts.
pub(super) fn step(step: &NextStep) -> String {
    let about = [("cost", &step.cost), ("who", &step.who)];
    let about = about.iter().filter(|(_, value)| !value.is_empty());
    let about: Vec<String> = about.map(|(name, value)| format!("{name}: {value}")).collect();
    match about.is_empty() {
        true => step.action.clone(),
        false => format!("{} ({})", step.action, about.join("; ")),
    }
}

/// A heading with a free line before it.
pub(super) fn heading(theme: &Theme, text: &'static str) -> Vec<Line<'static>> {
    vec![Line::default(), Line::from(Span::styled(text, theme.strong))]
}
