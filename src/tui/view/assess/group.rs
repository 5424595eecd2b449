//! A domain or a component: what it is about, how far it has come, and what was noted.

use ratatui::text::{Line, Span};

use super::tree::state;
use crate::domain::{Framework, NoteKind};
use crate::report::{label, shown};
use crate::tui::open::Open;
use crate::tui::text::pad;
use crate::tui::theme::Theme;
use crate::tui::view::wording::remarks;
use crate::tui::widgets::{bar, labelled, paragraph};
use crate::tui::words;

pub(super) fn lines(theme: &Theme, open: &Open, place: usize, room: usize) -> Vec<Line<'static>> {
    let framework = open.framework();
    let node = framework.node(place);
    let mut lines = paragraph(&words::title(node), room, theme.title);
    let intro = node.group().map_or("", |group| group.intro.as_str());
    if !intro.is_empty() {
        lines.extend(paragraph(intro, room, theme.text));
    }
    lines.extend(remarks(theme, &open.wording, place, room));
    lines.push(Line::default());
    lines.extend(labelled("Score", 11, &score(open, place), room, (theme.strong, theme.text)));
    let counts = open.scores.at(place);
    let text = format!("{} of {}", counts.answered, counts.applicable);
    lines.extend(labelled("Answered", 11, &text, room, (theme.strong, theme.text)));
    lines.push(Line::default());
    for child in &node.children {
        lines.push(part(theme, open, *child, room));
    }
    let Some(notes) = open.assessment().notes.get(&node.id) else { return lines };
    for (kind, _) in NoteKind::ALL {
        let written = notes.get(kind);
        if !written.is_empty() {
            lines.push(Line::default());
            lines.push(Line::from(Span::styled(words::note(kind), theme.strong)));
        }
        for text in written {
            lines.extend(labelled(theme.glyphs.dot, 2, text, room, (theme.text, theme.text)));
        }
    }
    lines
}

/// The score of a node in words.
fn score(open: &Open, place: usize) -> String {
    let framework: &Framework = open.framework();
    let node = framework.node(place);
    let scale = framework.scale(node);
    let score = open.scores.at(place);
    let star = if score.unknown > 0 { "*" } else { "" };
    match (score.finding(), score.value) {
        (Some(value), _) => format!(
            "{}{star} ({} % of the scale)",
            label(framework, node, value),
            shown(scale.percent(value), 1)
        ),
        (None, Some(_)) => {
            "withheld: too few questions are answered, or one that decides is open".into()
        }
        (None, None) => "nothing is answered yet".into(),
    }
}

/// One node below the group with its bar.
fn part(theme: &Theme, open: &Open, place: usize, room: usize) -> Line<'static> {
    let node = open.framework().node(place);
    let score = open.scores.at(place);
    let percent = open.scored().percent(place);
    let cells = (room / 5).clamp(4, 20);
    let name = room.saturating_sub(cells + 12);
    let title = pad(&words::title(node), name, theme.glyphs.cut);
    let mut spans = vec![Span::raw(format!("{title} "))];
    spans.extend(bar(theme, percent, cells));
    let tail = match node.question() {
        Some(_) => state(theme, open, place).0,
        None => format!("{}/{}", score.answered, score.applicable),
    };
    spans.push(Span::raw(format!(" {tail}")));
    Line::from(spans)
}
