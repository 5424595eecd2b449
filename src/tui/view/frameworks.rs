//! The frameworks of the workspace, and one of them as a work of reference.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::TWO_PARTS;
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, inside, split_left};
use crate::tui::screens::assess::Pane;
use crate::tui::screens::frameworks::{Book, Frameworks};
use crate::tui::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, list, scrolled};
use crate::tui::words;

mod node;
mod shelf;

pub(super) fn draw(app: &App, screen: &Frameworks, canvas: &mut Canvas<'_>, area: Rect) {
    match &screen.book {
        None => shelf::draw(app, screen, canvas, area),
        Some(book) => look(book, canvas, area),
    }
}

/// The tree and the chosen node; on a narrow screen the one that has the keys.
fn look(book: &Book, canvas: &mut Canvas<'_>, area: Rect) {
    if area.width < TWO_PARTS {
        let area = inside(area, 1, 0);
        return match book.pane {
            Pane::Tree => tree(book, canvas, area),
            Pane::Question => shown(book, canvas, area),
        };
    }
    let (left, right) = split_left(area, (area.width / 3).min(64), 1);
    tree(book, canvas, inside(left, 1, 0));
    let page = canvas.seen.page;
    canvas.rule_down(right);
    shown(book, canvas, inside(right, 2, 0));
    if book.pane == Pane::Tree {
        canvas.seen.page = page;
    }
}

fn shown(book: &Book, canvas: &mut Canvas<'_>, area: Rect) {
    // Lines that are too long are hard to read.
    let area = Rect { width: area.width.min(110), ..area };
    let lines = node::lines(canvas.theme, &book.wording, book.tree.place, usize::from(area.width));
    scrolled(canvas, area, lines, book.scroll);
}

fn tree(book: &Book, canvas: &mut Canvas<'_>, area: Rect) {
    let look = if book.pane == Pane::Tree { ListLook::Active } else { ListLook::Idle };
    let theme = canvas.theme;
    list(canvas, area, book.tree.lines.len(), book.tree.line(), look, |at, cells| {
        book.tree.lines.get(at).map_or_else(Line::default, |at| row(theme, book, *at, cells))
    });
}

/// A node with its sign, its name, and how many questions it has or what kind of question it is.
fn row(theme: &Theme, book: &Book, place: usize, cells: usize) -> Line<'static> {
    let framework = &book.wording.shown;
    let node = framework.node(place);
    let sign = match (node.group().is_some(), book.tree.is_unfolded(place)) {
        (true, true) => theme.glyphs.opened,
        (true, false) => theme.glyphs.closed,
        (false, _) => " ",
    };
    let indent = "  ".repeat(node.depth.saturating_sub(1));
    let name = format!("{indent}{sign} {}{}", words::marked(node), words::title(node));
    let tail = match node.question() {
        None => framework.questions_below(place).count().to_string(),
        Some(question) if question.critical => "critical".into(),
        Some(question) if question.core => "core".into(),
        Some(_) => String::new(),
    };
    let room = cells.saturating_sub(width(&tail) + 1);
    let style = if node.depth <= 1 { theme.strong } else { theme.text };
    Line::from(vec![
        Span::styled(pad(&name, room, theme.glyphs.cut), style),
        Span::raw(pad_left(&tail, cells.saturating_sub(room), theme.glyphs.cut)),
    ])
}
