//! Tables drawn for people.

use comfy_table::{CellAlignment, ContentArrangement, presets};

use crate::cli::Terminal;
use crate::domain::{Visible, visible};
use crate::report::{Cell, Table};

/// The table with its title, drawn to fit the terminal.
pub(super) fn draw(table: &Table, terminal: Terminal) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(if terminal.unicode {
        presets::UTF8_FULL_CONDENSED
    } else {
        presets::ASCII_FULL_CONDENSED
    });
    if let Some(width) = terminal.width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    drawn.set_header(table.columns.iter().map(|column| visible(&column.title).into_owned()));
    drawn.add_rows(table.rows.iter().map(|row| row.iter().map(indented)));
    for (drawn, column) in drawn.column_iter_mut().zip(&table.columns) {
        if column.right {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut out = String::new();
    if !table.title.is_empty() {
        Visible(&table.title).lines().for_each(|line| out += &format!("{line}\n"));
    }
    if table.columns.is_empty() || table.rows.is_empty() {
        out.push_str("(nothing)\n");
        return out;
    }
    for line in drawn.lines() {
        out.push_str(line.replace(FIRM, " ").trim_end());
        out.push('\n');
    }
    out
}

/// A blank at which no line is broken.
const FIRM: char = '\u{a0}';

/// What a cell shows. Blanks at its start are firm until the lines are broken: they indent a tree.
fn indented(cell: &Cell) -> String {
    let text = Visible(cell.shown()).lines().collect::<Vec<_>>().join("\n");
    let bare = text.trim_start_matches(' ');
    let indent = FIRM.to_string().repeat(text.len() - bare.len());
    indent + bare
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::cli::Terminal;
    use crate::report::{Cell, Column, Table};

    fn table() -> Table {
        Table {
            title: "Scores".into(),
            columns: vec![Column::text("name", "Name"), Column::number("score", "Score")],
            rows: vec![
                vec![Cell::text("Identify and report"), Cell::number(2.5, 1)],
                vec![Cell::text("  a\u{202e}b"), Cell::number(10.0, 1)],
            ],
            notes: Vec::new(),
        }
    }

    #[test]
    fn numbers_stand_to_the_right_in_plain_ascii() {
        let terminal = Terminal { width: None, unicode: false, progress: false };
        let expected = "\
Scores
+---------------------+-------+
| Name                | Score |
+=============================+
| Identify and report |   2.5 |
|   a<U+202E>b        |  10.0 |
+---------------------+-------+
";
        assert_eq!(draw(&table(), terminal), expected);
    }

    #[test]
    fn fits_the_width() {
        let terminal = Terminal { width: Some(24), unicode: true, progress: false };
        let drawn = draw(&table(), terminal);
        assert!(drawn.lines().all(|line| line.chars().count() <= 24), "{drawn}");
        assert!(drawn.contains("│   a<U+"), "{drawn}");
    }
}
