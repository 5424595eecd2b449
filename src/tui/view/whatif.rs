//! The sandbox: every node as it is and as it would be.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Framework;
use crate::report::whatif as report;
use crate::tui::canvas::{Canvas, inside, split_bottom, split_top};
use crate::tui::open::Open;
use crate::tui::screens::whatif::WhatIf;
use crate::tui::text::{pad, pad_left};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, list, paragraph};
use crate::tui::words;

/// The widths of the columns with numbers: now, then, difference.
const NUMBERS: [usize; 3] = [9, 9, 8];

pub(super) fn draw(open: &Open, screen: &WhatIf, canvas: &mut Canvas<'_>, area: Rect) {
    let area = inside(area, 1, 0);
    let (head, rest) = split_top(area, 2);
    let (said, titles) = split_top(head, 1);
    let (rows, foot) = split_bottom(rest, 2);
    let theme = canvas.theme;
    let name = screen.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let text = match screen.scenario.len() {
        0 => "What if: change an answer, a weight or a rule; the assessment stays as it is".into(),
        1 => format!("SUPPOSED, NOT FOUND{name}: 1 thing is supposed"),
        n => format!("SUPPOSED, NOT FOUND{name}: {n} things are supposed"),
    };
    canvas.line(said, Span::styled(text, theme.strong));
    let room = usize::from(area.width).saturating_sub(NUMBERS.iter().sum());
    let supposed = (room / 3).min(40);
    let columns = [room.saturating_sub(supposed), supposed];
    let [now, then, difference] = NUMBERS;
    let title = format!(
        "{}{}{}{}{}",
        pad("", columns[0], ""),
        pad("Supposed", columns[1], theme.glyphs.cut),
        pad_left("Now, %", now, ""),
        pad_left("Then, %", then, ""),
        pad_left("Change", difference, ""),
    );
    canvas.line(titles, Span::styled(title, theme.title));
    let lines = &screen.tree.lines;
    list(canvas, rows, lines.len(), screen.tree.line(), ListLook::Active, |at, _| {
        lines.get(at).map_or_else(Line::default, |at| row(theme, open, screen, *at, columns))
    });
    canvas.rule(foot);
    let (_, note) = split_top(foot, 1);
    let rule = rule_of(&screen.outcome.framework, screen.tree.place);
    canvas.lines(note, paragraph(&rule, usize::from(note.width), theme.text).into_iter().take(1));
}

fn row(
    theme: &Theme,
    open: &Open,
    screen: &WhatIf,
    place: usize,
    [name, supposed]: [usize; 2],
) -> Line<'static> {
    let framework = open.framework();
    let node = framework.node(place);
    let cut = theme.glyphs.cut;
    let sign = match (node.group().is_some(), screen.tree.is_unfolded(place)) {
        (true, true) => theme.glyphs.opened,
        (true, false) => theme.glyphs.closed,
        (false, _) => " ",
    };
    let title = format!("{}{sign} {}", "  ".repeat(node.depth), words::title(node));
    let assumed = report::supposed(framework, &screen.scenario, node);
    let moved = screen.moved.get(place);
    let percent = |cell: Option<crate::report::Cell>| {
        cell.map(|cell| cell.shown().to_owned()).unwrap_or_default()
    };
    let now = percent(moved.map(|m| report::percent(framework, node, &m.before)));
    let then = percent(moved.map(|m| report::percent(framework, node, &m.after)));
    let change = percent(moved.filter(|m| m.before != m.after).map(report::difference));
    let style = if node.depth <= 1 { theme.strong } else { theme.text };
    Line::from(vec![
        Span::styled(pad(&title, name, cut), style),
        Span::styled(pad(&assumed, supposed, cut), theme.warn),
        Span::raw(pad_left(&now, NUMBERS[0], cut)),
        Span::styled(pad_left(&then, NUMBERS[1], cut), theme.strong),
        Span::raw(pad_left(&change, NUMBERS[2], cut)),
    ])
}

/// How the chosen group comes about under what is supposed, and what its parts weigh.
fn rule_of(framework: &Framework, place: usize) -> String {
    let node = framework.node(place);
    match node.group() {
        Some(group) => format!("{}: {}; weight {}", node.label(), group.rule, node.weight),
        None => format!("{}: weight {}", node.label(), node.weight),
    }
}
