//! A trend: points with their values, joined by a line where they can be compared.

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::tui::canvas::{Canvas, below, split_left};
use crate::tui::text::width;

/// A point of a trend.
#[derive(Clone, Debug)]
pub struct Point {
    /// Where it stands across, for instance a year.
    pub at: i32,
    /// Its height in percent; `None` where there is no value.
    pub percent: Option<f64>,
    /// What stands beside it.
    pub label: String,
    /// Whether it is not joined with the point before.
    pub breaks: bool,
}

/// Draws a trend from 0 to 100 percent.
pub fn chart(canvas: &mut Canvas<'_>, area: Rect, points: &[Point]) {
    if area.height < 4 || area.width < 20 {
        return;
    }
    let (axis, plot) = split_left(area, 5, 0);
    let rows = plot.height - 1;
    for (row, text) in [(0, "100 %"), (rows / 2, " 50 %"), (rows - 1, "  0 %")] {
        canvas.line(below(axis, row), Span::styled(text, canvas.theme.rule));
    }
    let baseline = below(plot, rows);
    canvas.rule(Rect { height: 1, ..baseline });
    let spots: Vec<(u16, Option<u16>)> =
        points.iter().map(|p| spot(points, p, plot, rows)).collect();
    for (two, ends) in points.windows(2).zip(spots.windows(2)) {
        match (ends[0].1, ends[1].1) {
            (Some(_), Some(_)) if two[1].breaks => broken(canvas, plot, rows, ends),
            (Some(_), Some(_)) => joined(canvas, plot, ends),
            _ => {}
        }
    }
    let mut taken: Vec<Rect> = Vec::new();
    // The newest and the oldest point are named in any case, the others where there is room.
    let order = points.iter().zip(&spots).rev().take(1).chain(points.iter().zip(&spots));
    for (point, (x, y)) in order {
        let year = point.at.to_string();
        write_where_free(canvas, &mut taken, plot, (*x, rows), &year);
        let Some(y) = y else { continue };
        let place = Rect { x: plot.x + x, y: plot.y + y, width: 1, height: 1 };
        canvas.line(place, Span::styled(canvas.theme.glyphs.point, canvas.theme.strong));
        let beside = if *y > 0 { y - 1 } else { y + 1 };
        write_where_free(canvas, &mut taken, plot, (*x, beside), &point.label);
    }
}

/// Writes a text around a column, unless another one stands there already.
fn write_where_free(
    canvas: &mut Canvas<'_>,
    taken: &mut Vec<Rect>,
    plot: Rect,
    (x, y): (u16, u16),
    text: &str,
) {
    let cells = u16::try_from(width(text)).unwrap_or(u16::MAX);
    let first = clamp(plot, x, text);
    // One cell on either side stays free.
    let place = Rect { x: first.saturating_sub(1), y: plot.y + y, width: cells + 2, height: 1 };
    if taken.iter().all(|other| !other.intersects(place)) {
        let line = Rect { x: first, width: cells, ..place };
        canvas.line(line, Span::styled(text.to_owned(), canvas.theme.strong));
        taken.push(place);
    }
}

/// The first column of a text in the middle of which a column lies, kept inside the plot.
fn clamp(plot: Rect, x: u16, text: &str) -> u16 {
    let cells = u16::try_from(width(text)).unwrap_or(u16::MAX);
    let first = (plot.x + x).saturating_sub(cells / 2).max(plot.x);
    first.min(plot.right().saturating_sub(cells)).max(plot.x)
}

/// Where a point stands inside the plot.
fn spot(points: &[Point], point: &Point, plot: Rect, rows: u16) -> (u16, Option<u16>) {
    let first = points.iter().map(|p| p.at).min().unwrap_or(point.at);
    let last = points.iter().map(|p| p.at).max().unwrap_or(point.at);
    let span = f64::from((last - first).max(1));
    let inner = plot.width.saturating_sub(8);
    let x = nearest(f64::from(point.at - first) / span, inner) + 3;
    let y = point.percent.map(|percent| rows - 1 - nearest(percent / 100.0, rows - 1));
    (x, y)
}

/// The step of `steps` that lies nearest to a share, without turning a float into an integer.
fn nearest(share: f64, steps: u16) -> u16 {
    let share = share.clamp(0.0, 1.0);
    let distance = |step: u16| (f64::from(step) - share * f64::from(steps)).abs();
    (0..=steps).min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(0)
}

/// A line of dots between two points.
fn joined(canvas: &mut Canvas<'_>, plot: Rect, ends: &[(u16, Option<u16>)]) {
    let [(x0, Some(y0)), (x1, Some(y1))] = ends else { return };
    for x in x0 + 1..*x1 {
        let share = f64::from(x - x0) / f64::from(x1 - x0);
        let height = f64::from(*y0) + share * (f64::from(*y1) - f64::from(*y0));
        let y = nearest(height / f64::from(plot.height), plot.height);
        let place = Rect { x: plot.x + x, y: plot.y + y, width: 1, height: 1 };
        canvas.line(place, Span::styled(canvas.theme.glyphs.trend, canvas.theme.bar));
    }
}

/// A line down between two points that cannot be compared.
fn broken(canvas: &mut Canvas<'_>, plot: Rect, rows: u16, ends: &[(u16, Option<u16>)]) {
    let [(x0, _), (x1, _)] = ends else { return };
    let x = x0 + (x1 - x0) / 2;
    for row in 0..rows {
        let place = Rect { x: plot.x + x, y: plot.y + row, width: 1, height: 1 };
        canvas.line(place, Span::styled(canvas.theme.glyphs.broken, canvas.theme.warn));
    }
    let text = "not comparable";
    let place = Rect { x: clamp(plot, x, text), y: plot.y + rows - 1, height: 1, ..plot };
    canvas.line(place, Span::styled(text, canvas.theme.warn));
}
