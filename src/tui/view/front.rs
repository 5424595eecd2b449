//! What lies in front of a screen.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, below, middle, split_bottom, split_top};
use crate::tui::keymap::bindings;
use crate::tui::overlay::{Block, Find, Help, List, Overlay, Reading, Row};
use crate::tui::text::{pad, width, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, labelled, list, paragraph, scrolled, table_lines};

mod analyses;
mod typing;

/// Draws what lies in front, inside the body of the screen.
pub(super) fn draw(overlay: &Overlay, canvas: &mut Canvas<'_>, area: Rect) {
    match overlay {
        Overlay::Help(help) => draw_help(help, canvas, area),
        Overlay::List(chosen) => draw_list(chosen, canvas, area),
        Overlay::Find(find) => draw_find(find, canvas, area),
        Overlay::Writing(writing) => typing::writing(writing, canvas, area),
        Overlay::Form(form) => typing::form(form, canvas, area),
        Overlay::Reading(reading) => draw_reading(reading, canvas, area),
        Overlay::Analyses(all) => analyses::draw(all, canvas, area),
    }
}

/// The room of a box: the whole width of a narrow screen, and never too wide to read.
fn frame(area: Rect, rows: usize) -> Rect {
    let rows = u16::try_from(rows.saturating_add(2)).unwrap_or(u16::MAX);
    let width = if area.width < 100 { area.width } else { 104.min(area.width - 8) };
    middle(area, width, rows.min(area.height))
}

fn draw_help(help: &Help, canvas: &mut Canvas<'_>, area: Rect) {
    let lines: Vec<_> = bindings(help.place).collect();
    let inner = canvas.boxed(frame(area, lines.len()), "Keys of this screen");
    let theme = canvas.theme;
    list(canvas, inner, lines.len(), help.at, ListLook::Active, |at, cells| {
        let Some(binding) = lines.get(at) else { return Line::default() };
        let keys = binding.printed(&theme.glyphs.arrows).join(", ");
        let what = pad(binding.what, cells.saturating_sub(18), theme.glyphs.cut);
        Line::from(vec![Span::styled(pad(&keys, 18, theme.glyphs.cut), theme.key), Span::raw(what)])
    });
}

fn draw_list(chosen: &List, canvas: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(frame(area, 0).width.saturating_sub(4));
    let lead: Vec<String> = chosen.lead.iter().flat_map(|text| wrap(text, room)).collect();
    let detail = chosen.rows.iter().map(|row| wrap(&row.detail, room).len()).max().unwrap_or(0);
    let has_detail = chosen.rows.iter().any(|row| !row.detail.is_empty());
    let detail = if has_detail { detail.clamp(1, 5) + 1 } else { 0 };
    let gap = usize::from(!lead.is_empty());
    let place = frame(area, lead.len() + gap + chosen.rows.len().max(1) + detail);
    let inner = canvas.boxed(place, &chosen.title);
    let theme = canvas.theme;
    let rest = canvas.lines(inner, lead.into_iter().map(Line::from));
    let rest = below(rest, u16::try_from(gap).unwrap_or(0));
    let (rows, foot) = split_bottom(rest, u16::try_from(detail).unwrap_or(0));
    list(canvas, rows, chosen.rows.len(), chosen.at, ListLook::Active, |at, cells| {
        let text =
            chosen.rows.get(at).map(|row| listed(row, theme.glyphs.done)).unwrap_or_default();
        Line::from(pad(&text, cells, theme.glyphs.cut))
    });
    if let (Some(row), true) = (chosen.rows.get(chosen.at), foot.height > 1) {
        canvas.rule(foot);
        let lines = paragraph(&row.detail, usize::from(foot.width), theme.text);
        canvas.lines(below(foot, 1), lines);
    }
}

fn listed(row: &Row, done: &str) -> String {
    match row.on {
        Some(true) => format!("[{done}] {}", row.text),
        Some(false) => format!("[ ] {}", row.text),
        None => row.text.clone(),
    }
}

fn draw_find(find: &Find, canvas: &mut Canvas<'_>, area: Rect) {
    let inner = canvas.boxed(frame(area, usize::MAX / 2), &find.title);
    let (field, rest) = split_top(inner, 2);
    let count = format!("{} found", find.found.len());
    typing::one_line(
        &find.field,
        "type words",
        canvas,
        Rect {
            width: field.width.saturating_sub(u16::try_from(width(&count) + 1).unwrap_or(0)),
            height: 1,
            ..field
        },
    );
    canvas.line_right(field, Span::raw(count));
    canvas.rule(below(field, 1));
    let theme = canvas.theme;
    let found = |at: usize| find.found.get(at).and_then(|at| find.candidates.get(*at));
    let (rest, foot) = match find.candidates.iter().any(|candidate| !candidate.detail.is_empty()) {
        true => split_bottom(rest, (rest.height / 3).min(7)),
        false => split_bottom(rest, 0),
    };
    if let (Some(chosen), true) = (found(find.at), foot.height > 1) {
        canvas.rule(foot);
        let lines = paragraph(&chosen.detail, usize::from(foot.width), theme.text);
        canvas.lines(below(foot, 1), lines);
    }
    list(canvas, rest, find.found.len(), find.at, ListLook::Active, |at, cells| {
        let text = found(at).map_or("", |candidate| candidate.text.as_str());
        Line::from(pad(text, cells, theme.glyphs.cut))
    });
}

fn draw_reading(reading: &Reading, canvas: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(frame(area, 0).width.saturating_sub(4));
    let lines = block_lines(canvas.theme, &reading.blocks, room);
    let inner = canvas.boxed(frame(area, lines.len()), &reading.title);
    scrolled(canvas, inner, lines, reading.scroll);
}

/// Running text is never wider than this: the eye has to find the next line.
const READABLE: usize = 110;

/// The pieces of a text one below the other.
fn block_lines(theme: &Theme, blocks: &[Block], room: usize) -> Vec<Line<'static>> {
    let narrow = room.min(READABLE);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        let joined = matches!(block, Block::Text(_))
            || matches!((before, block), (Some(Block::Command(_)), Block::Heading(_)));
        if !lines.is_empty() && !joined {
            lines.push(Line::default());
        }
        match block {
            Block::Heading(text) => lines.extend(paragraph(text, narrow, theme.title)),
            Block::Text(text) => lines.extend(paragraph(text, narrow, theme.text)),
            Block::Table(table) => lines.extend(table_lines(theme, table, room)),
            Block::Command(words) => {
                let styles = (theme.text, theme.key);
                lines.extend(labelled("$", 2, &format!("stocktake {words}"), narrow, styles));
            }
            Block::Notes(notes) => {
                let note = |text: &String| labelled("-", 2, text, narrow, (theme.text, theme.text));
                lines.extend(notes.iter().flat_map(note));
            }
        }
        before = Some(block);
    }
    lines
}
