//! The only way onto the screen: everything that is drawn is kept inside the buffer.
//!
//! Drawing changes nothing but the buffer. What the drawing learned (where a click means what, how
//! far a text can be scrolled) comes back as [`Seen`] and helps the next update.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::action::Action;
use super::text;
use super::theme::Theme;
use crate::domain::visible;

/// A buffer to draw on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The theme.
    pub theme: &'a Theme,
    /// What the drawing has learned so far.
    pub seen: Seen,
}

/// What a drawing learned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Where a click means what; the last one drawn lies on top.
    pub clicks: Vec<(Rect, Action)>,
    /// Where the cursor belongs.
    pub cursor: Option<(u16, u16)>,
    /// The lines that the scrolled part shows at once.
    pub page: usize,
    /// The furthest that the scrolled part can be scrolled.
    pub scroll_end: usize,
    /// The lines that are hidden below the scrolled part.
    pub hidden: usize,
    /// The width of the text that is being typed.
    pub text_width: usize,
}

impl Seen {
    /// What a click on a cell means.
    pub fn click(&self, x: u16, y: u16) -> Option<&Action> {
        let hit = |(area, _): &&(Rect, Action)| area.contains((x, y).into());
        self.clicks.iter().rev().find(hit).map(|(_, action)| action)
    }
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme, seen: Seen::default() }
    }

    /// The whole of it.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Draws a line at the top of an area; what does not fit is cut with a mark.
    pub fn line<'l>(&mut self, area: Rect, line: impl Into<Line<'l>>) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let line = line.into();
        let room = usize::from(area.width);
        let mut used = 0;
        let total: usize = line.spans.iter().map(|s| visible(&s.content).width()).sum();
        for span in &line.spans {
            let style = line.style.patch(span.style);
            let shown = visible(&span.content);
            let cells = shown.width();
            let last = used + cells > room || (used + cells == room && total > room);
            let shown = if last {
                // Something has to be cut: here, or right behind this span.
                let fits = room - used;
                let whole = text::cut(&shown, fits, self.theme.glyphs.cut);
                if cells == fits { mark_end(&whole, self.theme.glyphs.cut) } else { whole }
            } else {
                shown.into_owned()
            };
            let Ok(at) = u16::try_from(used) else { return };
            self.buffer.set_stringn(area.x + at, area.y, &shown, room - used, style);
            used += shown.width();
            if last {
                return;
            }
        }
    }

    /// Draws lines one below the other and gives back what is left of the area.
    pub fn lines<'l>(&mut self, area: Rect, lines: impl IntoIterator<Item = Line<'l>>) -> Rect {
        let mut left = area;
        for line in lines {
            if left.height == 0 {
                break;
            }
            self.line(left, line);
            left = below(left, 1);
        }
        left
    }

    /// Draws a line that ends at the right edge of an area.
    pub fn line_right<'l>(&mut self, area: Rect, line: impl Into<Line<'l>>) {
        let line = line.into();
        let cells: usize = line.spans.iter().map(|s| visible(&s.content).width()).sum();
        let gap = area.width.saturating_sub(u16::try_from(cells).unwrap_or(u16::MAX));
        self.line(Rect { x: area.x + gap, width: area.width - gap, ..area }, line);
    }

    /// Lays a style over an area.
    pub fn shade(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        for position in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
    }

    /// Draws a rule across the top of an area.
    pub fn rule(&mut self, area: Rect) {
        let rule = self.theme.glyphs.across.repeat(usize::from(area.width));
        self.line(area, Span::styled(rule, self.theme.rule));
    }

    /// Draws a rule down the left edge of an area.
    pub fn rule_down(&mut self, area: Rect) {
        let rule = Span::styled(self.theme.glyphs.down, self.theme.rule);
        for row in 0..area.height {
            self.line(Rect { width: 1, ..below(area, row) }, rule.clone());
        }
    }

    /// Empties an area, draws a box around it with a title, and gives back the inside.
    pub fn boxed(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        self.clear(area);
        if area.width < 4 || area.height < 3 {
            return area;
        }
        let glyphs = &self.theme.glyphs;
        let style = self.theme.strong;
        let across = glyphs.across.repeat(usize::from(area.width - 2));
        let [tl, tr, bl, br] = glyphs.corners;
        let (top, bottom) = (format!("{tl}{across}{tr}"), format!("{bl}{across}{br}"));
        let down = Span::styled(glyphs.down, style);
        self.line(area, Span::styled(top, style));
        self.line(below(area, area.height - 1), Span::styled(bottom, style));
        for row in 1..area.height - 1 {
            let line = below(area, row);
            self.line(line, down.clone());
            self.line(Rect { x: area.right() - 1, width: 1, ..line }, down.clone());
        }
        let title = text::cut(title, usize::from(area.width.saturating_sub(6)), glyphs.cut);
        if !title.is_empty() {
            let place = Rect { x: area.x + 2, width: area.width - 4, height: 1, ..area };
            self.line(place, Span::styled(format!(" {title} "), self.theme.title));
        }
        inside(area, 2, 1)
    }

    /// Says what a click on an area means.
    pub fn click(&mut self, area: Rect, action: Action) {
        let area = area.intersection(self.buffer.area);
        if !area.is_empty() {
            self.seen.clicks.push((area, action));
        }
    }
}

/// A text of the full width whose end gives way to the mark of a cut.
fn mark_end(text: &str, mark: &str) -> String {
    let room = text.width().saturating_sub(mark.width());
    let mut out = text::cut(text, room, "");
    out.push_str(mark);
    out
}

/// An area without its first rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The first rows of an area, and the rest.
pub fn split_top(area: Rect, rows: u16) -> (Rect, Rect) {
    (Rect { height: rows.min(area.height), ..area }, below(area, rows))
}

/// An area without its last rows, and those.
pub fn split_bottom(area: Rect, rows: u16) -> (Rect, Rect) {
    split_top(area, area.height.saturating_sub(rows))
}

/// The first columns of an area, and the rest behind a gap.
pub fn split_left(area: Rect, columns: u16, gap: u16) -> (Rect, Rect) {
    let first = columns.min(area.width);
    let skip = columns.saturating_add(gap).min(area.width);
    let rest = Rect { x: area.x + skip, width: area.width - skip, ..area };
    (Rect { width: first, ..area }, rest)
}

/// An area without a margin.
pub fn inside(area: Rect, columns: u16, rows: u16) -> Rect {
    let (c, r) = (columns.min(area.width / 2), rows.min(area.height / 2));
    Rect { x: area.x + c, y: area.y + r, width: area.width - 2 * c, height: area.height - 2 * r }
}

/// An area of a size in the middle of another.
pub fn middle(area: Rect, columns: u16, rows: u16) -> Rect {
    let (width, height) = (columns.min(area.width), rows.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}
