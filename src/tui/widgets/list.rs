//! Lines of which one is chosen.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::action::Action;
use crate::tui::canvas::{Canvas, below};
use crate::tui::cursor::window;

/// Whether a list has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListLook {
    /// It has: its chosen line is reversed.
    Active,
    /// Another part has: its chosen line is marked only.
    Idle,
}

/// Draws as many lines as fit around the chosen one; `row` makes line `n` for a width. A click on
/// a line chooses it.
pub fn list<'l>(
    canvas: &mut Canvas<'_>,
    area: Rect,
    count: usize,
    at: usize,
    look: ListLook,
    mut row: impl FnMut(usize, usize) -> Line<'l>,
) {
    let room = usize::from(area.height);
    if look == ListLook::Active {
        canvas.seen.page = room;
    }
    let first = window(at, count, room);
    let mut left = area;
    for line in (first..count).take(room) {
        let place = Rect { height: 1, ..left };
        canvas.line(place, row(line, usize::from(area.width)));
        if line == at {
            let style = match look {
                ListLook::Active => canvas.theme.selected,
                ListLook::Idle => canvas.theme.marked,
            };
            canvas.shade(place, style);
        }
        canvas.click(place, Action::Pick(line));
        left = below(left, 1);
    }
}
