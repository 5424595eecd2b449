//! The tree of the framework with progress and the state of every question.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Verdict;
use crate::tui::canvas::Canvas;
use crate::tui::open::Open;
use crate::tui::screens::assess::{Assess, Pane};
use crate::tui::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, list};
use crate::tui::words;

const MARK: usize = 7;

pub(super) fn draw(open: &Open, assess: &Assess, canvas: &mut Canvas<'_>, area: Rect) {
    let look = if assess.pane == Pane::Tree { ListLook::Active } else { ListLook::Idle };
    let theme = canvas.theme;
    list(canvas, area, assess.tree.lines.len(), assess.tree.line(), look, |at, cells| match assess
        .tree
        .lines
        .get(at)
    {
        Some(place) => row(theme, open, assess, *place, cells),
        None => Line::default(),
    });
}

fn row(theme: &Theme, open: &Open, assess: &Assess, place: usize, cells: usize) -> Line<'static> {
    let node = open.framework().node(place);
    let indent = "  ".repeat(node.depth.saturating_sub(1));
    let is_group = node.question().is_none();
    let sign = match (is_group, assess.tree.is_unfolded(place)) {
        (true, true) => theme.glyphs.opened,
        (true, false) => theme.glyphs.closed,
        (false, _) => " ",
    };
    let name = format!("{indent}{sign} {}{}", words::marked(node), words::title(node));
    let room = cells.saturating_sub(MARK + 1);
    let (mark, style) =
        if is_group { count(theme, open, place) } else { state(theme, open, place) };
    let name_style = if node.depth == 1 { theme.strong } else { theme.text };
    Line::from(vec![
        Span::styled(pad(&name, room, theme.glyphs.cut), name_style),
        Span::raw(" "),
        Span::styled(pad_left(&mark, MARK, theme.glyphs.cut), style),
    ])
}

/// How many questions of a group are answered.
fn count(theme: &Theme, open: &Open, place: usize) -> (String, ratatui::style::Style) {
    let score = open.scores.at(place);
    let done = score.answered == score.applicable;
    let sign = if done && score.applicable > 0 { theme.glyphs.done } else { " " };
    let text = format!("{}/{} {sign}", score.answered, score.applicable);
    (text, if done { theme.good } else { theme.text })
}

/// The mark of a question: its level, or why it has none; `P` behind it where it is parked.
pub(super) fn state(theme: &Theme, open: &Open, place: usize) -> (String, ratatui::style::Style) {
    let Some(reading) = open.reading(place) else { return (String::new(), theme.text) };
    let answer = open.answer(place);
    let carried = answer.and_then(|a| match a.verdict {
        Some(Verdict::Scored(number)) => Some(number),
        _ => None,
    });
    let scale = open.framework().scale(open.framework().node(place));
    let mark = words::mark(reading, carried, scale, theme.glyphs.open);
    let capped = mark.contains('>');
    let parked = answer.is_some_and(|a| a.parked);
    let tail = if parked { " P" } else { "  " };
    let style = if capped || mark == "?" || parked {
        theme.warn
    } else if width(&mark) > 0 && !reading.is_undecided() {
        theme.strong
    } else {
        theme.text
    };
    (format!("{mark}{tail}"), style)
}
