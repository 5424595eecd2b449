//! Tables drawn for people.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width, presets,
};
use unicode_width::UnicodeWidthStr;

use crate::cli::Terminal;
use crate::domain::{Visible, visible};
use crate::report::{Cell, Table};

/// The table with its title, drawn to fit the terminal. Columns without any content are left out;
/// where the others do not fit beside each other, they stand in several tables below each other.
pub(super) fn draw(table: &Table, terminal: Terminal) -> String {
    let filled = |at: &usize| table.rows.iter().any(|row| row[*at] != Cell::Empty);
    let kept: Vec<usize> = (0..table.columns.len()).filter(filled).collect();
    let parts = parts(table, kept, terminal.width);
    let mut out = String::new();
    for (number, part) in (1..).zip(&parts) {
        let of =
            if parts.len() > 1 { format!(" ({number} of {})", parts.len()) } else { String::new() };
        if !table.title.is_empty() {
            let title = format!("{}{of}", table.title);
            Visible(&title).lines().for_each(|line| out += &format!("{line}\n"));
        }
        out += &draw_part(table, part, terminal);
    }
    out
}

/// The keys of columns that say what a row is: they stand in front of every part.
const HEADS: [&str; 5] = ["rank", "country", "node", "code", "name"];

/// The widest that a word needs to stand whole where tables are at their narrowest.
const WORD: usize = 11;

/// The widest value that is no sentence, such as why a score is withheld.
const SHORT: usize = 24;

/// The columns of each part: all in one where they fit.
fn parts(table: &Table, kept: Vec<usize>, width: Option<u16>) -> Vec<Vec<usize>> {
    let is_head = |at: &&usize| HEADS.contains(&table.columns[**at].key.as_str());
    let heads: Vec<usize> = kept.iter().take_while(is_head).copied().collect();
    // Sentences are broken over lines rather than torn from each other.
    let widest = |at: &usize| {
        table.rows.iter().map(|row| UnicodeWidthStr::width(row[*at].shown())).max().unwrap_or(0)
    };
    let short = !heads.is_empty() && kept[heads.len()..].iter().all(|at| widest(at) <= SHORT);
    let Some(width) = width.map(usize::from).filter(|_| short) else { return vec![kept] };
    let words = words(table, &kept);
    let need = |at: &usize| {
        kept.iter().position(|k| k == at).map_or(0, |place| words[place].min(WORD) + 1)
    };
    if kept.iter().map(need).sum::<usize>() <= width {
        return vec![kept];
    }
    let (mut all, mut room) = (vec![heads.clone()], 0_usize);
    for at in &kept[heads.len()..] {
        let last = all.last_mut().filter(|part| part.len() == heads.len() || need(at) <= room);
        match last {
            Some(part) => {
                if part.len() == heads.len() {
                    room = width.saturating_sub(heads.iter().map(need).sum());
                }
                part.push(*at);
            }
            None => {
                all.push(heads.iter().copied().chain([*at]).collect());
                room = width.saturating_sub(heads.iter().map(need).sum());
            }
        }
        room = room.saturating_sub(need(at));
    }
    all
}

/// The longest word of each column, its title among them.
fn words(table: &Table, kept: &[usize]) -> Vec<usize> {
    let longest = |text: &str| text.split([' ', '\n']).map(UnicodeWidthStr::width).max();
    let of = |at: &usize| {
        let cells = table.rows.iter().filter_map(|row| longest(&indented(&row[*at])));
        cells.chain(longest(&table.columns[*at].title)).max().unwrap_or(0)
    };
    kept.iter().map(of).collect()
}

fn draw_part(table: &Table, kept: &[usize], terminal: Terminal) -> String {
    if kept.is_empty() {
        return "(nothing)\n".into();
    }
    let mut out = String::new();
    let fit = Fit::of(table, kept, terminal.width);
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(style(fit.narrow, terminal.unicode));
    drawn.set_header(kept.iter().map(|at| visible(&table.columns[*at].title).into_owned()));
    drawn.add_rows(table.rows.iter().map(|row| kept.iter().map(|at| indented(&row[*at]))));
    if let Some(width) = terminal.width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    for (place, (column, at)) in drawn.column_iter_mut().zip(kept).enumerate() {
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
        let words = words(table, kept);
        for (narrow, most) in [(false, 24), (false, 16), (true, 24), (true, 16), (true, WORD)] {
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

    /// Fourteen columns of numbers on a narrow terminal: no number is broken, and each part says
    /// whose row it is.
    #[test]
    fn what_does_not_fit_stands_in_parts() {
        let mut columns = vec![Column::text("country", "Code"), Column::text("name", "Country")];
        columns.extend((1..=14).map(|n| Column::number(&format!("n{n}"), &format!("Column {n}"))));
        let numbers = (1..=14).map(|n| Cell::number(f64::from(n) + 0.25, 2));
        let row = [Cell::text("XAA"), Cell::text("Aravia")].into_iter().chain(numbers).collect();
        let table = Table { title: "Wide".into(), columns, rows: vec![row], notes: Vec::new() };
        let terminal = Terminal { width: Some(60), unicode: false, progress: false };
        let drawn = draw(&table, terminal);
        assert!(drawn.lines().all(|line| line.chars().count() <= 60), "{drawn}");
        assert!(drawn.contains("Wide (1 of 3)") && drawn.contains("Wide (3 of 3)"), "{drawn}");
        assert_eq!(drawn.matches("Aravia").count(), 3, "{drawn}");
        assert!((1..=14).all(|n| drawn.contains(&format!("{n}.25"))), "{drawn}");
        let wide = Terminal { width: Some(200), ..terminal };
        assert_eq!(draw(&table, wide).matches("Aravia").count(), 1);
    }

    #[test]
    fn fits_the_width() {
        let terminal = Terminal { width: Some(24), unicode: true, progress: false };
        let drawn = draw(&table(), terminal);
        assert!(drawn.lines().all(|line| line.chars().count() <= 24), "{drawn}");
        assert!(drawn.contains("│   a<U+"), "{drawn}");
    }
}
