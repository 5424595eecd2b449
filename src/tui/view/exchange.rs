//! The market place.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::canvas::{Canvas, below, inside, split_bottom, split_top};
use crate::tui::screens::exchange::Exchange;
use crate::tui::text::width;
use crate::tui::widgets::{ListLook, header_lines, labelled, list, paragraph, table_row, widths};

/// The columns that a narrow screen has room for; the rest stands below the list.
const NARROW: usize = 4;

pub(super) fn draw(exchange: &Exchange, canvas: &mut Canvas<'_>, area: Rect) {
    let (theme, area) = (canvas.theme, inside(area, 1, 0));
    if !exchange.ready {
        return canvas.line(area, Span::raw("The countries are being read."));
    }
    let Some((_, table)) = exchange.tables.get(exchange.part) else { return };
    let (head, rest) = split_top(area, 1);
    let mut left = head;
    for (at, (name, table)) in exchange.tables.iter().enumerate() {
        let text = format!(" {name} {} ", table.rows.len());
        let cells = u16::try_from(width(&text)).unwrap_or(0).min(left.width);
        let style = if at == exchange.part { theme.selected } else { theme.text };
        canvas.line(Rect { width: cells, ..left }, Span::styled(text, style));
        left = Rect { x: left.x + cells, width: left.width - cells, ..left };
    }
    if table.rows.is_empty() {
        let text = "Nothing here. Offers and requests come from the assessments of the countries: \
                    from what groups wrote, from strong answers with good evidence, and from \
                    priorities marked for exchange.";
        canvas.lines(below(rest, 1), paragraph(text, usize::from(rest.width), theme.text));
        return;
    }
    let detail = if rest.height > 30 { 16 } else { rest.height * 2 / 5 };
    let (rows, foot) = split_bottom(rest, detail);
    let room = usize::from(rows.width);
    let mut shown = table.clone();
    if room < 140 {
        shown.columns.truncate(NARROW);
        shown.rows.iter_mut().for_each(|row| row.truncate(NARROW));
    }
    let widths = widths(&shown, room);
    let rows = canvas.lines(rows, header_lines(theme, &shown, &widths));
    list(canvas, rows, shown.rows.len(), exchange.at, ListLook::Active, |at, _| {
        let row = shown.rows.get(at).map(|row| table_row(theme, &shown, row, &widths));
        row.unwrap_or_default()
    });
    canvas.rule(foot);
    let Some(row) = table.rows.get(exchange.at) else { return };
    let filled = table.columns.iter().zip(row).filter(|(_, cell)| !cell.shown().is_empty());
    let lines: Vec<Line<'static>> = filled
        .flat_map(|(column, cell)| {
            labelled(&column.title, 20, cell.shown(), room, (theme.strong, theme.text))
        })
        .collect();
    canvas.lines(below(foot, 1), lines);
}
