//! The ranked list, with the reasons of the chosen line.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, inside, split_bottom, split_top};
use crate::tui::open::Open;
use crate::tui::screens::priorities::{Part, Ranked, RankedLine};
use crate::tui::text::{pad, pad_left};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, labelled, list, paragraph};

mod parts;

const RANK: usize = 4;
const INTERVAL: usize = 6;
const CODE: usize = 7;
const LEVEL: usize = 7;
const P: usize = 5;
const CLASS: usize = 9;
const FROM: usize = 6;
const EXCHANGE: usize = 5;

pub(super) fn draw(open: &Open, ranked: &Ranked, canvas: &mut Canvas<'_>, area: Rect) {
    let area = inside(area, 1, 0);
    let theme = canvas.theme;
    let (head, area) = split_top(area, 1);
    parts::tabs(canvas, head, ranked.part);
    if ranked.part != Part::List {
        return parts::draw(ranked, canvas, area);
    }
    let room = usize::from(area.width);
    if ranked.lines.is_empty() {
        let text = "Nothing can be ranked yet: core and critical questions come here once they \
                    have a level below the highest.";
        canvas.lines(area, paragraph(text, room, theme.text));
        return;
    }
    let (head, rest) = split_top(area, 1);
    let (rows, detail) = split_bottom(rest, if rest.height > 24 { 10 } else { 7 });
    let what =
        room.saturating_sub(RANK + INTERVAL + 1 + CODE + LEVEL + P + CLASS + FROM + EXCHANGE + 7);
    let title = format!(
        "{} {} {} {} {} {} {} {} Exch.",
        pad_left("Rank", RANK, ""),
        pad("Range", INTERVAL, ""),
        pad("No.", CODE, ""),
        pad("What", what, ""),
        pad("Level", LEVEL, ""),
        pad_left("P", P, ""),
        pad("Class", CLASS, ""),
        pad("From", FROM, ""),
    );
    canvas.line(head, Span::styled(title, theme.title));
    list(canvas, rows, ranked.lines.len(), ranked.at, ListLook::Active, |at, _| {
        ranked.lines.get(at).map_or_else(Line::default, |line| row(theme, open, line, what))
    });
    canvas.rule(detail);
    let (_, detail) = split_top(detail, 1);
    if let Some(line) = ranked.lines.get(ranked.at) {
        canvas.lines(detail, details(theme, open, ranked, line, room));
    }
}

fn row(theme: &Theme, open: &Open, line: &RankedLine, what: usize) -> Line<'static> {
    let cut = theme.glyphs.cut;
    let node = open.framework().node(line.place);
    let rank = if line.rank.is_empty() { "-" } else { &line.rank };
    let style = if line.chosen { theme.strong } else { theme.text };
    let short = line.level.split(" (").next().unwrap_or(&line.level).replace("not known*", "?");
    let short = short.replace('→', theme.glyphs.arrow);
    let exchange = if line.exchange { "[x]" } else { "[ ]" };
    let holds = if line.survives { "!" } else { "" };
    let range = format!("{}{holds}", line.interval);
    Line::from(vec![
        Span::styled(format!("{} ", pad_left(rank, RANK, cut)), theme.strong),
        Span::raw(format!("{} ", pad(&range, INTERVAL, cut))),
        Span::raw(format!("{} ", pad(node.label(), CODE, cut))),
        Span::styled(format!("{} ", pad(&line.what, what, cut)), style),
        Span::raw(format!("{} ", pad(&short, LEVEL, cut))),
        Span::raw(format!("{} ", pad_left(&line.p, P, cut))),
        Span::raw(format!("{} ", pad(line.class, CLASS, cut))),
        Span::raw(format!("{} ", pad(if line.chosen { "group" } else { "scores" }, FROM, ""))),
        Span::styled(exchange, if line.exchange { theme.good } else { theme.text }),
    ])
}

/// Everything about the chosen line.
fn details(
    theme: &Theme,
    open: &Open,
    ranked: &Ranked,
    line: &RankedLine,
    room: usize,
) -> Vec<Line<'static>> {
    let node = open.framework().node(line.place);
    let styles = (theme.strong, theme.text);
    let mut lines = Vec::new();
    lines.extend(labelled("Why", 10, &line.reasons, room, styles));
    if !line.interval.is_empty() {
        let mark = if line.survives { " (!)" } else { "" };
        let text = format!("{}; under other weights: {}{mark}", line.interval, line.weights);
        lines.extend(labelled("Range", 10, &text, room, styles));
    }
    lines.extend(labelled("Question", 10, &node.name, room, styles));
    lines.extend(labelled("Level", 10, &line.level, room, styles));
    if !line.note.is_empty() {
        lines.extend(labelled("Note", 10, &line.note, room, styles));
    }
    let origin = if line.chosen { "chosen by the group" } else { "suggested by the scores" };
    lines.extend(labelled("From", 10, origin, room, styles));
    if let Some(missing) = &ranked.not_assessed {
        let text = format!("{} questions have no level yet and no rank", missing.rows.len());
        lines.extend(labelled("Left out", 10, &text, room, styles));
    }
    for note in &ranked.notes {
        lines.extend(paragraph(note, room, theme.text));
    }
    lines
}
