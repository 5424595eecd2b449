//! The finished tables of the reports, as lines of a screen.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::report::{Cell, Table};
use crate::tui::text;
use crate::tui::theme::Theme;

/// The cells that each column of a table gets.
pub type Widths = Vec<usize>;

const GAP: usize = 2;

/// Shares a width out among the columns: numbers get what they need, texts share the rest, the
/// widest giving way first.
pub fn widths(table: &Table, room: usize) -> Widths {
    let need = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let widest = cells.map(|cell| text::width(cell.shown())).max().unwrap_or(0);
        widest.max(text::width(&table.columns[at].title))
    };
    let mut all: Widths = (0..table.columns.len()).map(need).collect();
    let gaps = GAP * all.len().saturating_sub(1);
    let mut over = (all.iter().sum::<usize>() + gaps).saturating_sub(room);
    while over > 0 {
        let texts = || (0..all.len()).filter(|at| !table.columns[*at].right);
        let widest = texts().max_by_key(|at| all[*at]).filter(|at| all[*at] > 8);
        let Some(at) = widest.or_else(|| (0..all.len()).max_by_key(|at| all[*at])) else { break };
        if all[at] <= 1 {
            break;
        }
        all[at] -= 1;
        over -= 1;
    }
    all
}

/// A row in its columns.
pub fn table_row(theme: &Theme, table: &Table, row: &[Cell], widths: &Widths) -> Line<'static> {
    let mut out = String::new();
    for ((cell, width), column) in row.iter().zip(widths).zip(&table.columns) {
        if !out.is_empty() {
            out.push_str("  ");
        }
        let pad = if column.right { text::pad_left } else { text::pad };
        out.push_str(&pad(cell.shown(), *width, theme.glyphs.cut));
    }
    Line::from(Span::styled(out, theme.text))
}

/// The headings of the columns.
pub fn header_line(theme: &Theme, table: &Table, widths: &Widths) -> Line<'static> {
    let titles: Vec<Cell> = table.columns.iter().map(|c| Cell::text(c.title.clone())).collect();
    table_row(theme, table, &titles, widths).style(theme.title)
}

/// A table in lines of a width, texts wrapped inside their columns, with its notes below it.
pub fn table_lines(theme: &Theme, table: &Table, room: usize) -> Vec<Line<'static>> {
    let widths = widths(table, room);
    let mut lines = vec![header_line(theme, table, &widths)];
    for row in &table.rows {
        lines.extend(tall_row(table, row, &widths));
    }
    for note in &table.notes {
        lines.extend(super::paragraph(note, room, Style::new()));
    }
    lines
}

/// A row whose texts are wrapped and not cut.
fn tall_row(table: &Table, row: &[Cell], widths: &Widths) -> Vec<Line<'static>> {
    let wrapped: Vec<Vec<String>> =
        row.iter().zip(widths).map(|(cell, width)| text::wrap(cell.shown(), *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut out = String::new();
        for ((cell, width), column) in wrapped.iter().zip(widths).zip(&table.columns) {
            if !out.is_empty() {
                out.push_str("  ");
            }
            let pad = if column.right { text::pad_left } else { text::pad };
            out.push_str(&pad(cell.get(at).map_or("", String::as_str), *width, ""));
        }
        Line::from(out)
    };
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, table_lines, widths};
    use crate::report::{Cell, Column};
    use crate::tui::text::width;
    use crate::tui::theme::{Glyphs, Theme};

    #[test]
    fn a_table_fits_its_room_and_numbers_keep_theirs() {
        let table = Table {
            columns: vec![Column::text("a", "Name"), Column::number("b", "Score")],
            rows: vec![vec![
                Cell::text("Reporting and referral of violence"),
                Cell::number(66.7, 1),
            ]],
            ..Table::default()
        };
        assert_eq!(widths(&table, 20), [13, 5]);
        let theme = Theme::mono(Glyphs::unicode());
        for room in 0..60 {
            for line in table_lines(&theme, &table, room).iter().filter(|_| room > 8) {
                let cells: usize = line.spans.iter().map(|s| width(&s.content)).sum();
                assert!(cells <= room, "{cells} in {room}");
            }
        }
    }
}
