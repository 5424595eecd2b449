//! Tables drawn for people.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use unicode_width::UnicodeWidthStr;

use crate::cli::Terminal;
use crate::domain::{Visible, visible};
use crate::report::{Cell, Table};

/// The table with its title, drawn to fit the terminal. Columns without any content are left out.
pub(super) fn draw(table: &Table, terminal: Terminal) -> String {
    let mut out = String::new();
    if !table.title.is_empty() {
        Visible(&table.title).lines().for_each(|line| out += &format!("{line}\n"));
    }
    let filled = |at: &usize| table.rows.iter().any(|row| row[*at] != Cell::Empty);
    let kept: Vec<usize> = (0..table.columns.len()).filter(filled).collect();
    if kept.is_empty() {
        out.push_str("(nothing)\n");
        return out;
    }
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(if terminal.unicode {
        presets::UTF8_FULL_CONDENSED
    } else {
        presets::ASCII_FULL_CONDENSED
    });
    drawn.set_header(kept.iter().map(|at| visible(&table.columns[*at].title).into_owned()));
    drawn.add_rows(table.rows.iter().map(|row| kept.iter().map(|at| indented(&row[*at]))));
    for (drawn, at) in drawn.column_iter_mut().zip(&kept) {
        if table.columns[*at].right {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    if let Some(width) = terminal.width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        keep_words_whole(&mut drawn, table, &kept, width);
    }
    for line in drawn.lines() {
        out.push_str(line.replace(FIRM, " ").trim_end());
        out.push('\n');
    }
    out
}

/// The longest word that a column must hold; longer ones are rare and may be broken.
const LONGEST_WORD: usize = 18;

/// Keeps columns wide enough for their words, where the terminal is wide enough for that.
fn keep_words_whole(drawn: &mut comfy_table::Table, table: &Table, kept: &[usize], width: u16) {
    let longest = |text: &str| text.split([' ', '\n']).map(UnicodeWidthStr::width).max();
    let widths: Vec<usize> = kept
        .iter()
        .map(|at| {
            let cells = table.rows.iter().filter_map(|row| longest(&indented(&row[*at])));
            let widest = cells.chain(longest(&table.columns[*at].title)).max().unwrap_or(0);
            // A blank on either side.
            widest.min(LONGEST_WORD) + 2
        })
        .collect();
    let lines = widths.len() + 1;
    if widths.iter().sum::<usize>() + lines > usize::from(width) {
        return;
    }
    for (column, width) in drawn.column_iter_mut().zip(widths) {
        let width = Width::Fixed(u16::try_from(width).unwrap_or(u16::MAX));
        column.set_constraint(ColumnConstraint::LowerBoundary(width));
    }
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
    fn words_stay_whole_and_empty_columns_are_left_out() {
        let mut table = table();
        table.columns.insert(0, Column::text("unit", "Unit"));
        table.rows.iter_mut().for_each(|row| row.insert(0, Cell::Empty));
        let terminal = Terminal { width: Some(27), unicode: false, progress: false };
        let drawn = draw(&table, terminal);
        assert!(drawn.contains("| Identify and") && !drawn.contains("Unit"), "{drawn}");
        assert!(drawn.contains("| Score |"), "{drawn}");
    }

    #[test]
    fn fits_the_width() {
        let terminal = Terminal { width: Some(24), unicode: true, progress: false };
        let drawn = draw(&table(), terminal);
        assert!(drawn.lines().all(|line| line.chars().count() <= 24), "{drawn}");
        assert!(drawn.contains("│   a<U+"), "{drawn}");
    }
}
