//! The finished tables of the reports, as lines of a screen.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::report::{Cell, Column, Table};
use crate::tui::text;
use crate::tui::theme::Theme;

mod fit;

use fit::fitting;

/// The cells that each column of a table gets.
pub type Widths = Vec<usize>;

const GAP: usize = 2;

/// Shares a width out among the columns: numbers get what they need, texts share the rest, the
/// widest giving way first, and headings are broken before a number is. A column without any value
/// gets none.
pub fn widths(table: &Table, room: usize) -> Widths {
    let cells: Widths = (0..table.columns.len()).map(|at| widest_cell(table, at)).collect();
    let all = cells.iter().zip(&table.columns);
    let mut all: Widths = all
        .map(|(widest, column)| if *widest == 0 { 0 } else { longest_word(column).max(*widest) })
        .collect();
    let gaps = |all: &Widths| GAP * all.iter().filter(|w| **w > 0).count().saturating_sub(1);
    while all.iter().sum::<usize>() + gaps(&all) > room {
        let texts = || (0..all.len()).filter(|at| !table.columns[*at].right);
        let widest = texts().max_by_key(|at| all[*at]).filter(|at| all[*at] > 6);
        let headed = || (0..all.len()).filter(|at| all[*at] > cells[*at]);
        let widest = widest.or_else(|| headed().max_by_key(|at| all[*at]));
        let Some(at) = widest.or_else(|| (0..all.len()).max_by_key(|at| all[*at])) else { break };
        if all[at] <= 1 {
            break;
        }
        all[at] -= 1;
    }
    all
}

/// The cells that the widest value of a column takes.
fn widest_cell(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    cells.map(|cell| text::width(cell.shown())).max().unwrap_or(0)
}

/// The cells that the longest word of a heading takes.
fn longest_word(column: &Column) -> usize {
    column.title.split(' ').map(text::width).max().unwrap_or(0)
}

/// A row in its columns, on one line.
pub fn table_row(theme: &Theme, table: &Table, row: &[Cell], widths: &Widths) -> Line<'static> {
    let shown = |at: usize| row.get(at).map_or("", Cell::shown).to_owned();
    Line::from(in_columns(table, widths, theme.glyphs.cut, shown))
}

/// The headings of the columns, which may take several lines.
pub fn header_lines(theme: &Theme, table: &Table, widths: &Widths) -> Vec<Line<'static>> {
    let wrap = |(column, width): (&Column, &usize)| text::wrap(&column.title, *width);
    let mut titles: Vec<_> = table.columns.iter().zip(widths).map(wrap).collect();
    let used = titles.iter().zip(widths).filter(|(_, width)| **width > 0);
    let height = used.map(|(lines, _)| lines.len()).max().unwrap_or(0);
    for title in &mut titles {
        // The last word of each heading stands right above the values.
        let missing = height.saturating_sub(title.len());
        title.splice(0..0, std::iter::repeat_n(String::new(), missing));
    }
    let line = |row: usize| {
        let shown = |at: usize| titles.get(at).and_then(|t| t.get(row)).cloned();
        let line = in_columns(table, widths, "", |at| shown(at).unwrap_or_default());
        Line::from(line).style(theme.title)
    };
    (0..height).map(line).collect()
}

/// A table in lines of a width, texts wrapped inside their columns, with its notes below it. One
/// that is too wide goes on below itself.
pub fn table_lines(theme: &Theme, table: &Table, room: usize) -> Vec<Line<'static>> {
    let (parts, notes) = fitting(table, room);
    let mut lines = Vec::new();
    for part in &parts {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let widths = widths(part, room);
        lines.extend(header_lines(theme, part, &widths));
        for row in &part.rows {
            let cells: Vec<String> = row.iter().map(|cell| cell.shown().to_owned()).collect();
            lines.extend(tall_row(part, &cells, &widths));
        }
    }
    if !notes.is_empty() {
        lines.push(Line::default());
    }
    for note in &notes {
        lines.extend(super::paragraph(note, room, Style::new()));
    }
    lines
}

/// Texts wrapped inside their columns.
fn tall_row(table: &Table, cells: &[String], widths: &Widths) -> Vec<Line<'static>> {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| text::wrap(cell, *width)).collect();
    let used = wrapped.iter().zip(widths).filter(|(_, width)| **width > 0);
    let height = used.map(|(lines, _)| lines.len()).max().unwrap_or(0);
    let line = |row: usize| {
        let shown = |at: usize| wrapped.get(at).and_then(|c| c.get(row)).cloned();
        Line::from(in_columns(table, widths, "", |at| shown(at).unwrap_or_default()))
    };
    (0..height).map(line).collect()
}

fn in_columns(
    table: &Table,
    widths: &Widths,
    mark: &str,
    shown: impl Fn(usize) -> String,
) -> String {
    let mut out = String::new();
    let mut first = true;
    for (at, column) in table.columns.iter().enumerate() {
        let width = widths.get(at).copied().unwrap_or(0);
        if width == 0 {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.push_str("  ");
        }
        let pad = if column.right { text::pad_left } else { text::pad };
        out.push_str(&pad(&shown(at), width, mark));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Table, table_lines, widths};
    use crate::report::Cell;
    use crate::report::Column;
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
