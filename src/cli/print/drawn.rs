//! Tables drawn for people.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width, presets,
};
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
    let fit = Fit::of(table, &kept, terminal.width);
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(style(fit.narrow, terminal.unicode));
    drawn.set_header(kept.iter().map(|at| visible(&table.columns[*at].title).into_owned()));
    drawn.add_rows(table.rows.iter().map(|row| kept.iter().map(|at| indented(&row[*at]))));
    if let Some(width) = terminal.width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    for (place, (column, at)) in drawn.column_iter_mut().zip(&kept).enumerate() {
        if table.columns[*at].right {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if fit.narrow {
            column.set_padding((0, 1));
        }
        if let Some(least) = fit.least.get(place) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(*least)));
        }
    }
    for line in drawn.lines() {
        out.push_str(line.replace(FIRM, " ").trim_end());
        out.push('\n');
    }
    out
}

fn style(narrow: bool, unicode: bool) -> TableStyle {
    match (narrow, unicode) {
        (false, false) => presets::ASCII_FULL_CONDENSED,
        (false, true) => presets::UTF8_FULL_CONDENSED,
        (true, false) => TableStyle::new().header_separator(LineStyle::none().fill('-')),
        (true, true) => TableStyle::new().header_separator(LineStyle::none().fill('─')),
    }
}

/// How a table is made to fit.
struct Fit {
    /// Without lines between the columns.
    narrow: bool,
    /// The least width of each column with its blanks, so that words stay whole; none where even
    /// that would be too wide.
    least: Vec<u16>,
}

impl Fit {
    /// Gives up first on very long words, then on the lines between the columns, then on words.
    fn of(table: &Table, kept: &[usize], width: Option<u16>) -> Self {
        let Some(width) = width else { return Self { narrow: false, least: Vec::new() } };
        let longest = |text: &str| text.split([' ', '\n']).map(UnicodeWidthStr::width).max();
        let words = kept.iter().map(|at| {
            let cells = table.rows.iter().filter_map(|row| longest(&indented(&row[*at])));
            cells.chain(longest(&table.columns[*at].title)).max().unwrap_or(0)
        });
        let words: Vec<usize> = words.collect();
        for (narrow, most) in [(false, 24), (false, 16), (true, 24), (true, 16), (true, 11)] {
            let blanks = if narrow { 1 } else { 2 };
            let lines = if narrow { 0 } else { words.len() + 1 };
            let least: Vec<usize> = words.iter().map(|word| word.min(&most) + blanks).collect();
            if least.iter().sum::<usize>() + lines <= usize::from(width) {
                let least = least.into_iter().map(|n| u16::try_from(n).unwrap_or(u16::MAX));
                return Self { narrow, least: least.collect() };
            }
        }
        Self { narrow: true, least: Vec::new() }
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
