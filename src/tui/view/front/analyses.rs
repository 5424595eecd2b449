//! The analyses of a subject: their row, and the one in front below it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::block_lines;
use crate::tui::action::Action;
use crate::tui::canvas::{Canvas, below, inside, split_top};
use crate::tui::overlay::{Analyses, State};
use crate::tui::text::width;
use crate::tui::widgets::{paragraph, scrolled};

/// Draws over the whole body of the screen: tables need its width.
pub(super) fn draw(analyses: &Analyses, canvas: &mut Canvas<'_>, area: Rect) {
    canvas.clear(area);
    let (row, rest) = split_top(inside(area, 1, 0), 1);
    let mut left = row;
    for (at, page) in analyses.pages.iter().enumerate() {
        let text = format!(" {} ", page.analysis.name());
        let cells = u16::try_from(width(&text)).unwrap_or(0).min(left.width);
        let style = if at == analyses.at { canvas.theme.selected } else { canvas.theme.text };
        let place = Rect { width: cells, ..left };
        canvas.line(place, Span::styled(text, style));
        canvas.click(place, Action::Pick(at));
        left = Rect { x: left.x + cells, width: left.width - cells, ..left };
    }
    let Some(page) = analyses.pages.get(analyses.at) else { return };
    let (theme, room) = (canvas.theme, usize::from(rest.width));
    let text = match &page.state {
        State::Done(blocks) => {
            let lines = block_lines(theme, blocks, room);
            return scrolled(canvas, rest, lines, page.scroll);
        }
        State::Waiting => "Enter works it out.",
        State::Running => "It is being worked out; the first line counts. Esc stops it.",
        State::Stopped => "It was stopped before there was anything to show. Enter begins anew.",
        State::Nothing(why) => why,
    };
    let lines: Vec<Line<'static>> = paragraph(text, room, theme.text);
    canvas.lines(below(rest, 1), lines);
}
