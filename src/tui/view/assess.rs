//! The walk: the tree, the question with its ladder, and what belongs to the answer.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::TWO_PARTS;
use crate::tui::canvas::{Canvas, inside, split_left};
use crate::tui::open::Open;
use crate::tui::screens::assess::{Assess, Pane};
use crate::tui::widgets::scrolled;

use ladder::Spacing;

mod group;
mod ladder;
mod question;
mod tree;

/// From this width on what belongs to the answer has a part of its own.
const THREE_PARTS: u16 = 160;

pub(super) fn draw(open: &Open, assess: &Assess, canvas: &mut Canvas<'_>, area: Rect) {
    if area.width < TWO_PARTS {
        let area = inside(area, 1, 0);
        return match assess.pane {
            Pane::Tree => tree::draw(open, assess, canvas, area),
            Pane::Question => shown(open, assess, canvas, area),
        };
    }
    let part = if area.width >= THREE_PARTS { area.width / 4 } else { area.width / 3 };
    let (left, right) = split_left(area, part.min(56), 1);
    tree::draw(open, assess, canvas, inside(left, 1, 0));
    let page = canvas.seen.page;
    canvas.rule_down(right);
    shown(open, assess, canvas, inside(right, 2, 0));
    if assess.pane == Pane::Tree {
        canvas.seen.page = page;
    }
}

/// The chosen question, or the chosen group.
fn shown(open: &Open, assess: &Assess, canvas: &mut Canvas<'_>, area: Rect) {
    let (theme, place) = (canvas.theme, assess.place());
    let room = usize::from(area.width);
    if open.framework().node(place).question().is_none() {
        let lines = group::lines(theme, open, place, room);
        return scrolled(canvas, area, lines, assess.scroll);
    }
    if area.width >= THREE_PARTS / 4 * 3 {
        let (middle, side) = split_left(area, area.width / 7 * 4, 2);
        canvas.rule_down(side);
        let side = inside(side, 2, 0);
        let more = question::more(theme, open, place, usize::from(side.width));
        scrolled(canvas, side, more, 0);
        let width = usize::from(middle.width);
        let mut lines = question::answer(theme, open, place, width, Spacing::Airy);
        if lines.len() > usize::from(middle.height) {
            lines = question::answer(theme, open, place, width, Spacing::Tight);
        }
        return scrolled(canvas, middle, lines, assess.scroll);
    }
    let mut lines = question::answer(theme, open, place, room, Spacing::Tight);
    lines.push(Line::default());
    lines.extend(question::more(theme, open, place, room));
    scrolled(canvas, area, lines, assess.scroll);
}
