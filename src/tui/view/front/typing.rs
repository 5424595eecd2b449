//! Fields that are typed into; the terminal's own cursor stands in the one that has the keys.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::action::Action;
use crate::tui::canvas::{Canvas, below, split_bottom, split_left};
use crate::tui::cursor::window;
use crate::tui::field::{Rows, TextField};
use crate::tui::overlay::{Field, Form, Input, Writing};
use crate::tui::text::{pad, width};
use crate::tui::widgets::paragraph;

use super::frame;

const THROW_AWAY: &str = "Throw away what was typed? Esc throws it away, Enter goes on writing.";

/// A text of several lines.
pub(super) fn writing(writing: &Writing, canvas: &mut Canvas<'_>, area: Rect) {
    let cells = usize::from(frame(area, 0).width.saturating_sub(4));
    let hint = paragraph(&writing.hint, cells, canvas.theme.text);
    let rows = Rows::of(&writing.field, cells).rows.len().max(3);
    let said = said(writing.leaving, writing.error.as_deref()).or(writing.personal.as_deref());
    let foot = said.map_or(0, |said| paragraph(said, cells, canvas.theme.bad).len());
    let inner = canvas.boxed(frame(area, hint.len() + 2 + rows + foot), &writing.title);
    let rest = below(canvas.lines(inner, hint), 1);
    let (text, foot) = split_bottom(rest, u16::try_from(foot).unwrap_or(0));
    many_lines(&writing.field, canvas, text);
    if let Some(said) = said {
        canvas.lines(foot, paragraph(said, cells, canvas.theme.bad));
    }
}

fn said(leaving: bool, error: Option<&str>) -> Option<&str> {
    if leaving { Some(THROW_AWAY) } else { error }
}

fn many_lines(field: &TextField, canvas: &mut Canvas<'_>, area: Rect) {
    canvas.seen.text_width = usize::from(area.width);
    let rows = Rows::of(field, usize::from(area.width));
    let first = window(rows.row, rows.rows.len(), usize::from(area.height));
    let shown = rows.rows.iter().skip(first).take(usize::from(area.height));
    let lines: Vec<Line<'_>> = shown.map(|row| Line::from(&field.text()[row.clone()])).collect();
    canvas.lines(area, lines);
    let row = u16::try_from(rows.row - first).unwrap_or(0);
    put_cursor(canvas, below(area, row), rows.column);
}

/// A text of one line; the part around the cursor is shown where it is too long.
pub(super) fn one_line(field: &TextField, hint: &str, canvas: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(area.width).saturating_sub(1);
    if field.text().is_empty() {
        canvas.line(area, Span::styled(hint.to_owned(), canvas.theme.rule));
        return put_cursor(canvas, area, 0);
    }
    let before = width(field.before());
    let mut skipped = 0;
    let mut start = 0;
    for (at, c) in field.before().char_indices() {
        if before - skipped <= room {
            break;
        }
        start = at + c.len_utf8();
        skipped = width(&field.before()[..start]);
    }
    canvas.line(area, Span::raw(field.text().get(start..).unwrap_or("").to_owned()));
    put_cursor(canvas, area, before - skipped);
}

fn put_cursor(canvas: &mut Canvas<'_>, area: Rect, column: usize) {
    if area.is_empty() {
        return;
    }
    let column = u16::try_from(column).unwrap_or(u16::MAX).min(area.width - 1);
    canvas.seen.cursor = Some((area.x + column, area.y));
}

/// Fields with their labels.
pub(super) fn form(form: &Form, canvas: &mut Canvas<'_>, area: Rect) {
    let cells = usize::from(frame(area, 0).width.saturating_sub(4));
    let lead = paragraph(&form.lead, cells, canvas.theme.text);
    let inner = canvas.boxed(frame(area, lead.len() + form.fields.len() + 4), &form.title);
    let label = form.fields.iter().map(|f| width(f.label)).max().unwrap_or(0) + 2;
    let rest = below(canvas.lines(inner, lead), 1);
    let (rows, foot) = split_bottom(rest, 2);
    let room = usize::from(rows.height);
    let first = window(form.at, form.fields.len(), room);
    let mut left = rows;
    for (at, field) in form.fields.iter().enumerate().skip(first).take(room) {
        let line = Rect { height: 1, ..left };
        draw_field(field, at == form.at, label, canvas, line);
        canvas.click(line, Action::Pick(at));
        left = below(left, 1);
    }
    match said(form.leaving, form.error.as_deref()) {
        Some(said) => drop(canvas.lines(foot, paragraph(said, cells, canvas.theme.bad))),
        None => {
            let hint = form.fields.get(form.at).map_or("", |field| field.hint);
            canvas.lines(foot, paragraph(hint, cells, canvas.theme.text));
        }
    }
}

fn draw_field(field: &Field, chosen: bool, label: usize, canvas: &mut Canvas<'_>, area: Rect) {
    let theme = canvas.theme;
    let (left, right) = split_left(area, u16::try_from(label + 2).unwrap_or(u16::MAX), 0);
    let pointer = if chosen { theme.glyphs.pointer } else { " " };
    let name = format!("{pointer} {}", pad(field.label, label, theme.glyphs.cut));
    canvas.line(left, Span::styled(name, if chosen { theme.strong } else { theme.text }));
    match &field.input {
        Input::Text(text) if chosen => {
            one_line(text, "", canvas, right);
        }
        Input::Text(text) => canvas.line(right, Span::raw(text.text().to_owned())),
        Input::Choice(choice) => {
            let [_, _, back, forth] = theme.glyphs.arrows;
            let ways = if chosen { format!("   {back} {forth}") } else { String::new() };
            let option = choice.options.get(choice.at).map_or("", String::as_str);
            canvas.line(right, Span::raw(format!("{option}{ways}")));
            if chosen {
                put_cursor(canvas, right, 0);
            }
        }
    }
}
