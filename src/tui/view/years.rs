//! The years: the values, the trend of the chosen line, and what changed.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::TWO_PARTS;
use crate::tui::canvas::{Canvas, below, inside, split_bottom, split_left, split_top};
use crate::tui::cursor::window;
use crate::tui::screens::years::{Part, YearLine, Years};
use crate::tui::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use crate::tui::widgets::{
    ChartPoint, ListLook, chart, header_lines, list, paragraph, table_row, widths,
};

pub(super) fn draw(years: &Years, canvas: &mut Canvas<'_>, area: Rect) {
    if !years.ready {
        return canvas.line(inside(area, 1, 0), Span::raw("The years are being read."));
    }
    if area.width >= TWO_PARTS {
        let (left, right) = split_left(area, area.width / 2, 1);
        canvas.rule_down(right);
        let right = inside(right, 2, 0);
        let (top, bottom) = split_top(right, right.height / 2);
        if years.part == Part::Changes {
            draw_lines(years, canvas, inside(left, 1, 0));
            draw_chart(years, canvas, top);
            return draw_changes(years, canvas, bottom);
        }
        draw_chart(years, canvas, top);
        draw_changes(years, canvas, bottom);
        return draw_lines(years, canvas, inside(left, 1, 0));
    }
    let area = inside(area, 1, 0);
    match years.part {
        Part::Changes => draw_changes(years, canvas, area),
        Part::Lines => {
            let (lines, trend) = split_bottom(area, area.height / 2);
            canvas.rule(trend);
            draw_chart(years, canvas, below(trend, 1));
            draw_lines(years, canvas, lines);
        }
    }
}

const VALUE: usize = 9;

/// The marks in short, where there is no room for the notes.
const LEGEND: &str = "* \"not known\" counts, ? some open, ! not comparable with before, ~ caution";

fn draw_lines(years: &Years, canvas: &mut Canvas<'_>, area: Rect) {
    let theme = canvas.theme;
    let room = usize::from(area.width);
    let notes: Vec<Line<'static>> =
        years.notes.iter().flat_map(|note| paragraph(note, room, theme.text)).collect();
    let spare = usize::from(area.height).saturating_sub(years.lines.len() + 2);
    let notes = if spare >= notes.len() { notes } else { vec![Line::from(LEGEND)] };
    let foot = u16::try_from(notes.len()).unwrap_or(0);
    let (area, foot) = split_bottom(area, foot);
    let (head, rows) = split_top(area, 1);
    let shown = (room.saturating_sub(16) / (VALUE + 1)).min(years.years.len());
    // The years of the chosen step are among those that are shown.
    let skipped = window(years.step + 1, years.years.len(), shown);
    let name = room.saturating_sub(shown * (VALUE + 1));
    let mut title = pad("In percent of the scale", name, theme.glyphs.cut);
    for year in years.years.iter().skip(skipped) {
        title += &format!(" {}", pad_left(&year.to_string(), VALUE, ""));
    }
    canvas.line(head, Span::styled(title, theme.title));
    let look = if years.part == Part::Lines { ListLook::Active } else { ListLook::Idle };
    list(canvas, rows, years.lines.len(), years.at, look, |at, _| {
        years.lines.get(at).map_or_else(Line::default, |line| row(theme, line, skipped, name))
    });
    canvas.lines(foot, notes);
}

fn row(theme: &Theme, line: &YearLine, skipped: usize, name: usize) -> Line<'static> {
    let cut = theme.glyphs.cut;
    let title = format!("{}{}", "  ".repeat(line.depth), line.name);
    let style = if line.depth == 0 { theme.strong } else { theme.text };
    let mut spans = vec![Span::styled(pad(&title, name, cut), style)];
    for point in line.points.iter().skip(skipped) {
        let style = if point.breaks { theme.warn } else { theme.text };
        let short = match point.percent {
            Some(_) => point.shown.clone(),
            None => point.shown.split(':').next().unwrap_or_default().to_owned(),
        };
        spans.push(Span::styled(format!(" {}", pad_left(&short, VALUE, cut)), style));
    }
    Line::from(spans)
}

fn draw_chart(years: &Years, canvas: &mut Canvas<'_>, area: Rect) {
    let Some(line) = years.lines.get(years.at) else { return };
    let (head, plot) = split_top(area, 1);
    canvas.line(head, Span::styled(line.name.clone(), canvas.theme.title));
    let point = |(year, point): (&i16, &crate::tui::screens::years::YearPoint)| ChartPoint {
        at: i32::from(*year),
        percent: point.percent,
        label: point.shown.clone(),
        breaks: point.breaks,
    };
    let points: Vec<ChartPoint> = years.years.iter().zip(&line.points).map(point).collect();
    chart(canvas, plot, &points);
}

fn draw_changes(years: &Years, canvas: &mut Canvas<'_>, area: Rect) {
    let theme = canvas.theme;
    let Some(table) = years.steps.get(years.step) else {
        let text = "There is one year only: a second one shows what changed.";
        return canvas.line(area, Span::raw(text));
    };
    let (head, rest) = split_top(area, 1);
    let [_, _, back, forth] = theme.glyphs.arrows;
    let ways = format!("{back} {forth} other years");
    let without = if years.unexplained { ", without a reason" } else { "" };
    let title = format!("{}{without}", table.title);
    canvas.line(head, Span::styled(title.clone(), theme.title));
    if width(&title) + width(&ways) + 2 < usize::from(head.width) {
        canvas.line_right(head, Span::raw(ways));
    }
    // Questions have a number and a text.
    let shown = table.clone().without(&["question"]);
    let widths = widths(&shown, usize::from(rest.width));
    let mut rest = canvas.lines(rest, header_lines(theme, &shown, &widths));
    let notes: Vec<Line<'static>> = table
        .notes
        .iter()
        .flat_map(|note| paragraph(note, usize::from(area.width), theme.text))
        .collect();
    let foot;
    (rest, foot) = split_bottom(rest, u16::try_from(notes.len()).unwrap_or(0));
    let look = if years.part == Part::Changes { ListLook::Active } else { ListLook::Idle };
    list(canvas, rest, shown.rows.len(), years.change, look, |at, _| {
        let row = shown.rows.get(at).map(|row| table_row(theme, &shown, row, &widths));
        row.unwrap_or_default()
    });
    canvas.lines(foot, notes);
}
