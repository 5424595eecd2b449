//! The work queue.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::analysis::review::{Finding, Stage};
use crate::report::review as report;
use crate::tui::canvas::{Canvas, inside, split_bottom, split_top};
use crate::tui::open::Open;
use crate::tui::screens::review::{Order, Review};
use crate::tui::text::pad;
use crate::tui::widgets::{ListLook, list, paragraph};

pub(super) fn draw(open: &Open, review: &Review, canvas: &mut Canvas<'_>, area: Rect) {
    let area = inside(area, 1, 0);
    let (head, rest) = split_top(area, 2);
    let order = match review.order {
        Order::Importance => "critical questions first",
        Order::Stage => "by what is to do",
        Order::Framework => "in the framework's order",
    };
    let text = format!("{}; {order}", review.counts);
    canvas.line(head, Span::styled(text, canvas.theme.title));
    if review.findings.is_empty() {
        let text = "Nothing is open, nothing contradicts, nothing stands on weak ground.";
        canvas.lines(rest, paragraph(text, usize::from(rest.width), canvas.theme.good));
        return;
    }
    let detail = if rest.height >= 14 { 5 } else { 3 };
    let (rows, below) = split_bottom(rest, detail);
    let theme = canvas.theme;
    let framework = open.framework();
    list(canvas, rows, review.findings.len(), review.at, ListLook::Active, |at, cells| {
        let Some(finding) = review.findings.get(at) else { return Line::default() };
        let node = framework.node(finding.place);
        let mark = node.question().map_or("", |q| match (q.critical, q.core) {
            (true, _) => "critical",
            (_, true) => "core",
            _ => "",
        });
        let stage = finding.kind.stage();
        let style = match stage {
            Stage::Decide => theme.text,
            Stage::Contradiction => theme.bad,
            Stage::Strengthen => theme.warn,
        };
        let why = report::finding_text(framework, finding);
        let room = cells.saturating_sub(8 + 9 + 15);
        // A narrow screen has the question below the list only.
        let why_room = if cells >= 100 { room * 2 / 5 } else { room };
        let asked = room.saturating_sub(why_room + 2);
        Line::from(vec![
            Span::raw(format!("{} ", pad(node.label(), 8, theme.glyphs.cut))),
            Span::styled(format!("{} ", pad(mark, 8, "")), theme.strong),
            Span::styled(format!("{} ", pad(report::stage(stage), 14, "")), style),
            Span::raw(format!("{}  ", pad(&why, why_room, theme.glyphs.cut))),
            Span::raw(pad(&node.name, asked, theme.glyphs.cut)),
        ])
    });
    canvas.rule(below);
    let (_, text) = split_top(below, 1);
    if let Some(finding) = review.findings.get(review.at) {
        canvas.lines(text, details(open, finding, usize::from(text.width), canvas));
    }
}

/// The chosen finding in full.
fn details(open: &Open, finding: &Finding, room: usize, canvas: &Canvas<'_>) -> Vec<Line<'static>> {
    let node = open.framework().node(finding.place);
    let why = report::finding_text(open.framework(), finding);
    let mut lines = paragraph(&format!("{}: {why}", node.label()), room, canvas.theme.title);
    lines.extend(paragraph(&node.name, room, canvas.theme.text));
    lines
}
