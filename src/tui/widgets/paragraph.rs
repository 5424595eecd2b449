//! Running text: wrapped, labelled, scrolled.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::canvas::Canvas;
use crate::tui::text;

/// A text in lines of a width.
pub fn paragraph(content: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let line = |l| Line::from(Span::styled(l, style));
    text::wrap(content, width).into_iter().map(line).collect()
}

/// A text behind a label; its further lines stand below its first one.
pub fn labelled(
    label: &str,
    cells: usize,
    content: &str,
    width: usize,
    (label_style, style): (Style, Style),
) -> Vec<Line<'static>> {
    let lines = text::wrap(content, width.saturating_sub(cells));
    let line = |(at, content): (usize, String)| {
        let label = if at == 0 { text::pad(label, cells, "") } else { " ".repeat(cells) };
        Line::from(vec![Span::styled(label, label_style), Span::styled(content, style)])
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// Draws the part of a long text that starts at a line; where there is more, the foot of the
/// screen says so.
pub fn scrolled(canvas: &mut Canvas<'_>, area: Rect, lines: Vec<Line<'_>>, from: usize) {
    let room = usize::from(area.height);
    let end = lines.len().saturating_sub(room);
    canvas.seen.page = room;
    canvas.seen.scroll_end = end;
    let from = from.min(end);
    canvas.lines(area, lines.into_iter().skip(from));
    canvas.seen.hidden = end - from;
}
