//! The parts of the screen, and the tables beside the ranked list.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::report::Table;
use crate::tui::canvas::{Canvas, below, split_bottom};
use crate::tui::screens::priorities::{Part, Ranked};
use crate::tui::text::width;
use crate::tui::widgets::{ListLook, header_lines, labelled, list, paragraph, table_row, widths};

/// The names of the parts in a line, the one that is shown marked.
pub(super) fn tabs(canvas: &mut Canvas<'_>, area: Rect, shown: Part) {
    let theme = canvas.theme;
    let mut left = area;
    for (part, name) in Part::ALL {
        let text = format!(" {name} ");
        let cells = u16::try_from(width(&text)).unwrap_or(0).min(left.width);
        let style = if part == shown { theme.selected } else { theme.text };
        canvas.line(Rect { width: cells, ..left }, Span::styled(text, style));
        left = Rect { x: left.x + cells, width: left.width - cells, ..left };
    }
}

/// A part beside the ranked list: its table, and the chosen line in full below it.
pub(super) fn draw(ranked: &Ranked, canvas: &mut Canvas<'_>, area: Rect) {
    let theme = canvas.theme;
    let Some(table) = ranked.kept.table(ranked.part) else { return };
    if table.rows.is_empty() {
        let text = paragraph(nothing(ranked.part), usize::from(area.width), theme.text);
        canvas.lines(below(area, 1), text);
        return;
    }
    let detail = if area.height > 30 { 14 } else { area.height / 2 };
    let (rows, foot) = split_bottom(area, detail);
    let room = usize::from(rows.width);
    let shown = narrowed(table, ranked.part, room);
    let widths = widths(&shown, room);
    let rows = canvas.lines(rows, header_lines(theme, &shown, &widths));
    list(canvas, rows, shown.rows.len(), ranked.kept.at, ListLook::Active, |at, _| {
        let row = shown.rows.get(at).map(|row| table_row(theme, &shown, row, &widths));
        row.unwrap_or_default()
    });
    canvas.rule(foot);
    let Some(row) = table.rows.get(ranked.kept.at) else { return };
    let filled = table.columns.iter().zip(row).filter(|(_, cell)| !cell.shown().is_empty());
    let styles = (theme.strong, theme.text);
    let mut lines: Vec<Line<'static>> = filled
        .flat_map(|(column, cell)| labelled(&column.title, 26, cell.shown(), room, styles))
        .collect();
    for note in &table.notes {
        lines.extend(paragraph(note, room, theme.text));
    }
    canvas.lines(below(foot, 1), lines);
}

/// The columns that there is room for; the rest stands below the list.
fn narrowed(table: &Table, part: Part, room: usize) -> Table {
    let mut shown = table.clone();
    let wanted: &[&str] = match part {
        _ if room >= 140 => return shown,
        Part::Ladder => &["code", "question", "level", "goal", "cost"],
        Part::Actions => &["id", "title", "owner", "deadline", "status"],
        Part::Duties => &["step", "national", "regional", "local"],
        Part::Treaty => &["body", "year", "text", "status"],
        Part::List | Part::Targets | Part::Outlook => return shown,
    };
    let kept: Vec<usize> = wanted
        .iter()
        .filter_map(|key| table.columns.iter().position(|column| column.key == *key))
        .collect();
    shown.columns = kept.iter().map(|at| table.columns[*at].clone()).collect();
    for row in &mut shown.rows {
        *row = kept.iter().filter_map(|at| row.get(*at).cloned()).collect();
    }
    shown
}

fn nothing(part: Part) -> &'static str {
    match part {
        Part::Ladder => "No question has a level below the highest yet.",
        Part::Actions => {
            "No action is planned yet. w writes one: what is done, who answers for it, by when, with \
             which money, and the level of a question that it leads to."
        }
        Part::Treaty => {
            "No recommendation of a treaty body is here yet. w writes one; stocktake import treaty \
             brings a table in."
        }
        _ => "Nothing here yet.",
    }
}
