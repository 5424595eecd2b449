//! The heat map: digits and signs first, colour last.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::analysis::panel::Point;
use crate::report::panel::{Signs, trend};
use crate::tui::action::Action;
use crate::tui::canvas::{Canvas, below, inside, split_bottom, split_top};
use crate::tui::cursor::window;
use crate::tui::screens::countries::{Countries, Grid, GridRow, Order};
use crate::tui::text::{cut, pad, pad_left, width, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::paragraph;

pub(super) fn draw(countries: &Countries, canvas: &mut Canvas<'_>, area: Rect) {
    let (theme, area) = (canvas.theme, inside(area, 1, 0));
    let grid = &countries.grid;
    if !grid.ready {
        return canvas.line(area, Span::raw("The countries are being read."));
    }
    if let (true, Some(group)) = (grid.rows.is_empty(), &grid.group) {
        let text = format!("No country of the group {group} takes part. p shows the next group.");
        return canvas.line(area, Span::raw(text));
    }
    if grid.rows.is_empty() {
        let text = "There is no national self-assessment that can be compared yet.";
        return canvas.line(area, Span::raw(text));
    }
    let (head, rest) = split_top(area, 1);
    let arrow = format!(" {} ", theme.glyphs.step);
    let way = if grid.way.is_empty() { "Domains".to_owned() } else { grid.way.join(&arrow) };
    let order = match countries.order {
        Order::Alphabet => "by the alphabet",
        Order::Rank => "by rank on the chosen column",
    };
    let way = if grid.by_years { format!("{way}, through the years") } else { way };
    let group = grid.group.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    canvas.line(head, Span::styled(format!("{way}{group}, {order}"), theme.title));
    let notes: Vec<Line<'static>> = grid
        .notes
        .iter()
        .flat_map(|note| paragraph(note, usize::from(area.width), theme.text))
        .collect();
    let detail = 4 + notes.len().min(usize::from(area.height / 4));
    let (map, foot) = split_bottom(rest, u16::try_from(detail).unwrap_or(0));
    draw_map(countries, canvas, map);
    canvas.rule(foot);
    let foot = canvas.lines(below(foot, 1), chosen(countries, canvas));
    canvas.lines(foot, notes);
}

/// How the width is shared out.
struct Columns {
    country: usize,
    cell: usize,
    first: usize,
    shown: usize,
}

impl Columns {
    fn of(grid: &Grid, column: usize, room: usize) -> Self {
        let name = |row: &GridRow| width(&row.country) + if row.rank.is_some() { 4 } else { 0 };
        let widest = grid.rows.iter().map(name).max().unwrap_or(0);
        let country = widest.clamp(7, (room / 4).max(12)) + 6;
        let free = room.saturating_sub(country);
        // Cells are as wide as the names of their columns need, where there is room for that.
        let count = grid.columns.len().max(1);
        let cell = (free / count).clamp(9, 24);
        let shown = (free / cell).clamp(1, count);
        Self { country, cell, first: window(column, count, shown), shown }
    }
}

fn draw_map(countries: &Countries, canvas: &mut Canvas<'_>, area: Rect) {
    let (theme, grid) = (canvas.theme, &countries.grid);
    let columns = Columns::of(grid, countries.column, usize::from(area.width));
    let shown = grid.columns.iter().enumerate().skip(columns.first).take(columns.shown);
    let names: Vec<(usize, Vec<String>)> = shown
        .map(|(at, column)| {
            let text = if columns.cell > 12 { &column.title } else { &column.label };
            (at, heading(text, columns.cell - 2, theme.glyphs.cut))
        })
        .collect();
    let tall = names.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
    let (mut head, rows) = split_top(area, u16::try_from(tall).unwrap_or(1));
    for line in 0..tall {
        let country = if line + 1 == tall { "Country" } else { "" };
        let mut title = vec![Span::styled(pad(country, columns.country, ""), theme.title)];
        for (at, lines) in &names {
            let text = (line + lines.len()).checked_sub(tall).and_then(|n| lines.get(n));
            let text = pad_left(text.map_or("", String::as_str), columns.cell - 2, "");
            let style = if *at == countries.column { theme.selected } else { theme.title };
            title.extend([Span::raw(" "), Span::styled(format!("{text} "), style)]);
        }
        canvas.line(head, Line::from(title));
        head = below(head, 1);
    }
    let room = usize::from(rows.height);
    canvas.seen.page = room;
    let first = window(countries.row, grid.rows.len(), room);
    let mut left = rows;
    for (at, row) in grid.rows.iter().enumerate().skip(first).take(room) {
        let line = Rect { height: 1, ..left };
        draw_row(countries, &columns, canvas, line, (at, row));
        canvas.click(line, Action::Pick(at));
        left = below(left, 1);
    }
    if columns.shown < grid.columns.len() {
        let text = format!(
            "columns {} to {} of {}",
            columns.first + 1,
            columns.first + columns.shown,
            grid.columns.len()
        );
        canvas.line_right(left, Span::raw(text));
    }
}

/// A heading in at most three lines, words that are too long cut rather than broken.
fn heading(text: &str, cells: usize, mark: &str) -> Vec<String> {
    let words: Vec<String> = text.split(' ').map(|word| cut(word, cells, mark)).collect();
    let mut lines = wrap(&words.join(" "), cells);
    if lines.len() > 3 {
        lines.truncate(3);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last}{}", " ".repeat(cells)), cells, mark);
        }
    }
    lines
}

fn draw_row(
    countries: &Countries,
    columns: &Columns,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (at, row): (usize, &GridRow),
) {
    let theme = canvas.theme;
    let rank = row.rank.map(|rank| format!("{rank}. ")).unwrap_or_default();
    let name = format!("{rank}{}", row.country);
    let name = pad(&name, columns.country.saturating_sub(6), theme.glyphs.cut);
    let mut spans = vec![
        Span::styled(name, if at == countries.row { theme.selected } else { theme.strong }),
        Span::raw(format!(" {} ", row.year)),
    ];
    let shown = row.cells.iter().enumerate().skip(columns.first).take(columns.shown);
    for (column, cell) in shown {
        let chosen = at == countries.row && column == countries.column;
        let text = match &cell.trend {
            Some(points) => newest(points, theme, columns.cell - 3),
            None => pad_left(&cell.short, columns.cell - 3, theme.glyphs.cut),
        };
        let (left, right) = if chosen { ("[", "]") } else { (" ", " ") };
        let percent = cell.percent.filter(|_| cell.trend.is_none());
        let style = percent.map_or(theme.text, |percent| theme.quarter(percent));
        spans.push(Span::raw(" "));
        spans.push(Span::styled(format!("{left}{text}{right}"), style));
    }
    canvas.line(area, Line::from(spans));
}

/// The newest end of a trend that has room, with digits where the terminal has no blocks.
fn newest(points: &[Option<Point>], theme: &Theme, cells: usize) -> String {
    let plain = theme.glyphs.point.is_ascii();
    let signs = trend(points, if plain { Signs::Digits } else { Signs::Blocks });
    let skipped = signs.chars().count().saturating_sub(cells);
    pad_left(&signs.chars().skip(skipped).collect::<String>(), cells, "")
}

/// The chosen cell in words.
fn chosen(countries: &Countries, canvas: &Canvas<'_>) -> Vec<Line<'static>> {
    let grid = &countries.grid;
    let (Some(row), Some(column)) =
        (grid.rows.get(countries.row), grid.columns.get(countries.column))
    else {
        return Vec::new();
    };
    let value = row.cells.get(countries.column);
    let value = value.map_or_else(String::new, |cell| match (cell.percent, &cell.trend) {
        (Some(_), None) => format!("{} percent", cell.full),
        _ => cell.full.clone(),
    });
    vec![
        Line::from(Span::styled(column.title.clone(), canvas.theme.title)),
        Line::from(Span::raw(format!("{} {}: {value}", row.country, row.year))),
        Line::from(Span::raw(column.spread.clone())),
    ]
}
