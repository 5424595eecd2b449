//! The foot: the keys that hold here, straight from the table, and what the last action came to.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::action::Action;
use crate::tui::app::{App, Tone};
use crate::tui::canvas::{Canvas, below, split_top};
use crate::tui::keymap::{Binding, Place, bindings};
use crate::tui::overlay::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::frameworks::Frameworks;
use crate::tui::text;

/// One entry: the keys, the word, and what a click on it means.
struct Hint {
    keys: String,
    word: &'static str,
    action: Action,
}

/// The lines that the keys take, and those above them for what was said.
pub(super) fn height(app: &App, width: u16) -> u16 {
    let hints = fitting(hints(app), usize::from(width));
    let lines = rows(&hints, usize::from(width)).len();
    let said = said(app, usize::from(width)).len().max(1);
    u16::try_from(said + lines.clamp(1, 2)).unwrap_or(1)
}

pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let said = said(app, usize::from(area.width));
    let (first, mut rest) = split_top(area, u16::try_from(said.len().max(1)).unwrap_or(1));
    if said.is_empty() {
        canvas.rule(first);
        more_below(canvas, first);
    }
    canvas.lines(first, said);
    let hints = fitting(hints(app), usize::from(area.width));
    for row in rows(&hints, usize::from(area.width)).into_iter().take(2) {
        let mut left = Rect { x: rest.x + 1, width: rest.width.saturating_sub(1), ..rest };
        for hint in row {
            let line = Line::from(vec![
                Span::styled(hint.keys.clone(), canvas.theme.key),
                Span::raw(format!(" {}", hint.word)),
            ]);
            let cells = u16::try_from(cells(hint)).unwrap_or(u16::MAX).min(left.width);
            canvas.line(Rect { width: cells, ..left }, line);
            canvas.click(Rect { width: cells, height: 1, ..left }, hint.action.clone());
            let skip = (cells + 2).min(left.width);
            left = Rect { x: left.x + skip, width: left.width - skip, ..left };
        }
        rest = below(rest, 1);
    }
}

/// What the last action came to, in lines of a width.
fn said(app: &App, width: usize) -> Vec<Line<'static>> {
    let Some(notice) = &app.notice else { return Vec::new() };
    let style = match notice.tone {
        Tone::Done => app.setup.theme.good,
        Tone::Problem => app.setup.theme.bad,
    };
    let lines = text::wrap(&notice.text, width.saturating_sub(2)).into_iter().take(3);
    lines.map(|line| Line::from(Span::styled(format!(" {line}"), style))).collect()
}

/// Says how many lines of a long text are hidden below.
fn more_below(canvas: &mut Canvas<'_>, area: Rect) {
    let down = canvas.theme.glyphs.arrows[1];
    let text = match canvas.seen.hidden {
        0 => return,
        1 => format!(" {down} 1 more line "),
        n => format!(" {down} {n} more lines "),
    };
    let place = Rect { width: area.width.saturating_sub(2), ..area };
    canvas.line_right(place, Span::styled(text, canvas.theme.strong));
}

/// The entries of a place; neighbours with the same word become one.
fn hints(app: &App) -> Vec<Hint> {
    let place = app.place();
    let mut out: Vec<Hint> = Vec::new();
    let short = |b: &&Binding| !b.short.is_empty();
    for binding in bindings(place).filter(short) {
        let Some(key) = binding.printed(&app.setup.theme.glyphs.arrows).into_iter().next() else {
            continue;
        };
        let key = if key == "0-9" { digits(app) } else { key };
        match out.last_mut() {
            Some(last) if last.word == binding.short => {
                // Signs stand side by side, words do not.
                let between = if text::width(&key) > 1 { "/" } else { "" };
                last.keys += &format!("{between}{key}");
            }
            _ => {
                out.push(Hint { keys: key, word: binding.short, action: binding.action.clone() });
            }
        }
    }
    if let Some(Overlay::List(list)) = &app.overlay {
        out.retain(|hint| match hint.action {
            Action::New => list.new.is_some(),
            Action::Toggle => list.rows.iter().any(|row| row.on.is_some()),
            Action::ClearAnswer => list.rows.iter().any(|row| row.removes.is_some()),
            _ => true,
        });
    }
    if let (Screen::Frameworks(Frameworks { book: None, .. }), None) =
        (app.screens.current(), &app.overlay)
    {
        // The list of frameworks has nothing to look up in.
        let inside = [Action::Next, Action::Search, Action::Glossary, Action::Standards];
        out.retain(|hint| !inside.contains(&hint.action) && hint.action != Action::Language);
    }
    let undoable = app.open.as_ref().is_some_and(|open| open.session.can_undo());
    out.retain(|hint| hint.action != Action::Undo || undoable);
    // Moving is found by itself; what a screen is for comes first.
    if place == Place::Assess {
        out.retain(|hint| hint.word != "move" && hint.word != "back");
    }
    out
}

/// As many entries as two lines hold. The help, which has them all, and the way out stay.
fn fitting(mut hints: Vec<Hint>, width: usize) -> Vec<Hint> {
    let stays = |hint: &Hint| matches!(hint.action, Action::Help | Action::Back | Action::Quit);
    while rows(&hints, width).len() > 2 {
        let Some(last) = hints.iter().rposition(|hint| !stays(hint)) else { break };
        hints.remove(last);
    }
    hints
}

/// The digits that the question in front takes.
fn digits(app: &App) -> String {
    let usual = || "0-9".to_owned();
    let place = match app.screens.current() {
        Screen::Assess(assess) => assess.place(),
        Screen::WhatIf(screen) => screen.tree.place,
        _ => return usual(),
    };
    let Some(open) = &app.open else { return usual() };
    let levels = open.framework().scale(open.framework().node(place)).all_levels();
    match (levels.first(), levels.last()) {
        (Some(first), Some(last)) => format!("{}-{}", first.number, last.number),
        _ => usual(),
    }
}

/// The entries in lines of a width.
fn rows(hints: &[Hint], width: usize) -> Vec<Vec<&Hint>> {
    let mut rows: Vec<Vec<&Hint>> = vec![Vec::new()];
    let mut used = 1;
    for hint in hints {
        let needs = cells(hint) + 2;
        if used + needs > width + 2 && used > 1 {
            rows.push(Vec::new());
            used = 1;
        }
        used += needs;
        if let Some(row) = rows.last_mut() {
            row.push(hint);
        }
    }
    rows
}

fn cells(hint: &Hint) -> usize {
    text::width(&hint.keys) + 1 + text::width(hint.word)
}
