//! The scores: bars with what they can still become, and what stands out.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::TWO_PARTS;
use crate::report::Bar;
use crate::tui::canvas::{Canvas, inside, split_bottom, split_left, split_top};
use crate::tui::open::Open;
use crate::tui::screens::results::{Order, Part, Results, Stand};
use crate::tui::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, list, paragraph, range_bar};
use crate::tui::words;

pub(super) fn draw(open: &Open, results: &Results, canvas: &mut Canvas<'_>, area: Rect) {
    if area.width >= TWO_PARTS {
        let (left, right) = split_left(area, area.width / 5 * 3, 1);
        canvas.rule_down(right);
        let right = inside(right, 2, 0);
        // The part that has the keys is drawn last, so that its page is the one that counts.
        if results.part == Part::Bars {
            draw_standing(open, results, canvas, right);
            draw_bars(results, canvas, inside(left, 1, 0));
        } else {
            draw_bars(results, canvas, inside(left, 1, 0));
            draw_standing(open, results, canvas, right);
        }
        return;
    }
    match results.part {
        Part::Bars => draw_bars(results, canvas, inside(area, 1, 0)),
        Part::Standing => draw_standing(open, results, canvas, inside(area, 1, 0)),
    }
}

const SCORE: usize = 8;
const RANGE: usize = 11;
const ANSWERED: usize = 6;
const EVIDENCE: usize = 5;

fn draw_bars(results: &Results, canvas: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(area.width);
    let theme = canvas.theme;
    let notes: Vec<Line<'static>> =
        results.notes.iter().flat_map(|note| paragraph(note, room, theme.text)).collect();
    let (head, rest) = split_top(area, 1);
    let foot = if usize::from(rest.height) > results.bars.len() + notes.len() {
        notes.len()
    } else {
        notes.len().min(1)
    };
    let (rows, foot) = split_bottom(rest, u16::try_from(foot).unwrap_or(0));
    let widest = results.bars.iter().map(|(_, bar)| 2 * bar.depth + width(&bar.name)).max();
    let unsettled = |(_, bar): &(usize, Bar)| bar.lowest.shown() != bar.highest.shown();
    let range = if results.bars.iter().any(unsettled) { RANGE } else { 0 };
    let numbers = SCORE + range + ANSWERED + EVIDENCE + 3;
    let free = room.saturating_sub(numbers);
    let name = widest.unwrap_or(8).min(free.saturating_sub(14).max(free / 2));
    let cells = free.saturating_sub(name + 2).min(50);
    let order = match results.order {
        Order::Framework => "Domains and components",
        Order::Lowest => "Components, lowest first",
    };
    let title = format!(
        "{}{}{}{}  {}",
        pad(order, name + cells + 2, theme.glyphs.cut),
        pad_left("Score", SCORE, ""),
        pad_left("Possible", range, ""),
        pad_left("Done", ANSWERED, ""),
        pad("Evid.", EVIDENCE, ""),
    );
    canvas.line(head, Span::styled(title, theme.title));
    let look = if results.part == Part::Bars { ListLook::Active } else { ListLook::Idle };
    list(canvas, rows, results.bars.len(), results.at, look, |at, _| {
        results
            .bars
            .get(at)
            .map_or_else(Line::default, |(_, bar)| row(theme, bar, [name, cells, range]))
    });
    canvas.lines(foot, notes);
}

fn row(theme: &Theme, bar: &Bar, [name, cells, range]: [usize; 3]) -> Line<'static> {
    let cut = theme.glyphs.cut;
    let style = if bar.depth == 0 { theme.strong } else { theme.text };
    let title = format!("{}{}", "  ".repeat(bar.depth), bar.name);
    let mut spans = vec![Span::styled(pad(&title, name, cut), style), Span::raw(" ")];
    let ends = [bar.lowest.value(), bar.highest.value()];
    spans.extend(range_bar(theme, bar.percent.value(), ends, cells));
    let settled = bar.lowest.shown() == bar.highest.shown();
    let ends = match settled {
        true => String::new(),
        false => format!("{}-{}", bar.lowest.shown(), bar.highest.shown()),
    };
    let score = match bar.percent.shown() {
        "" if bar.remark.starts_with("withheld") => "withheld",
        "" => "-",
        shown => shown,
    };
    let answered = format!("{} %", bar.coverage.shown());
    let evidence = match bar.remark.split([' ', ':']).next() {
        Some("evidence") => bar.remark.trim_start_matches("evidence "),
        _ => "-",
    };
    spans.push(Span::styled(pad_left(score, SCORE + 1, cut), theme.strong));
    spans.push(Span::raw(pad_left(&ends, range, cut)));
    spans.push(Span::raw(pad_left(&answered, ANSWERED, cut)));
    spans.push(Span::raw(format!("  {}", pad(evidence, EVIDENCE, cut))));
    Line::from(spans)
}

fn draw_standing(open: &Open, results: &Results, canvas: &mut Canvas<'_>, area: Rect) {
    let theme = canvas.theme;
    let look = if results.part == Part::Standing { ListLook::Active } else { ListLook::Idle };
    list(canvas, area, results.standing.len(), results.stand, look, |at, cells| {
        match results.standing.get(at) {
            Some(Stand::Heading(text)) => Line::from(Span::styled(text.clone(), theme.title)),
            Some(Stand::Node(place, said)) => {
                let node = open.framework().node(*place);
                let tail = width(said);
                let name = format!("  {}", words::title(node));
                let name = pad(&name, cells.saturating_sub(tail + 2), theme.glyphs.cut);
                Line::from(vec![
                    Span::raw(name),
                    Span::raw("  "),
                    Span::styled(said.clone(), theme.strong),
                ])
            }
            None => Line::default(),
        }
    });
}
