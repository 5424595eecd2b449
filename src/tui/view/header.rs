//! The two lines at the top: where one is and whether it is saved; and the screens.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Key;
use crate::tui::action::{Action, Tab};
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, split_top};
use crate::tui::open::{Open, Saved};
use crate::tui::screens::Screen;
use crate::tui::text;
use crate::tui::words;

pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let (first, second) = split_top(area, 1);
    let right = state(app, canvas);
    let cells: usize = right.spans.iter().map(|s| text::width(&s.content)).sum();
    let taken = u16::try_from(cells + 2).unwrap_or(first.width);
    let left = Rect { width: first.width.saturating_sub(taken), ..first };
    let way = way(app).join(&format!(" {} ", canvas.theme.glyphs.step));
    canvas.line(left, Span::styled(format!(" {way}"), canvas.theme.title));
    canvas.line_right(Rect { width: first.width.saturating_sub(1), ..first }, right);
    tabs(app, canvas, second);
}

/// The way to what is shown.
fn way(app: &App) -> Vec<String> {
    let screen = app.screens.current();
    let mut parts = vec!["stocktake".to_owned()];
    if let (Some(open), true) = (&app.open, screen.tab().needs_open()) {
        parts.push(title(open));
    }
    parts.push(screen.tab().name().to_owned());
    if let (Screen::Assess(assess), Some(open)) = (screen, &app.open) {
        let node = open.framework().node(open.component(assess.place));
        parts.push(words::title(node));
    }
    parts
}

/// The country, the year, and the view where it is not the usual one.
fn title(open: &Open) -> String {
    format!("{} {}", open.assessment().country_label(), year_and_view(open.key()))
}

/// The year, and the view and the unit where they are not the usual ones.
pub(super) fn year_and_view(key: &Key) -> String {
    let mut out = key.year.to_string();
    if key.perspective != crate::domain::Perspective::Own {
        out = format!("{out}, {}", words::perspective(key.perspective));
    }
    match &key.unit {
        Some(unit) => format!("{out}, {unit}"),
        None => out,
    }
}

/// What goes on beside the screen, and whether what it shows is on disk.
fn state(app: &App, canvas: &Canvas<'_>) -> Line<'static> {
    let theme = canvas.theme;
    let mut spans = Vec::new();
    if let Some(job) = &app.job {
        let (done, total) = job.pace();
        let count = if total > 0 { format!(" {done} of {total}") } else { String::new() };
        spans.push(Span::raw(format!("{}{count}  ", job.what)));
    }
    match app.open.as_ref().map(|open| &open.saved) {
        Some(Saved::Failed(_) | Saved::Overtaken(_)) => {
            spans.push(Span::styled(" SAVE FAILED: Ctrl-S ", theme.alarm))
        }
        Some(Saved::At(time)) => {
            let time = time.strftime("%H:%M:%S");
            spans.push(Span::styled(format!("saved {time}"), theme.good));
        }
        Some(Saved::Unchanged) => spans.push(Span::raw("no changes")),
        None => {}
    }
    Line::from(spans)
}

/// The screens with their function keys; the one in front is reversed.
fn tabs(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let here = app.screens.current().tab();
    let wide = area.width >= 108;
    // Where not even the short names fit, the others keep their numbers only.
    let named = |tab: Tab| area.width >= 79 || tab == here;
    let mut left = area;
    for (tab, name, key) in Tab::ALL {
        let number = if wide { format!(" F{key} ") } else { format!("{key}") };
        let name = match (wide, named(tab)) {
            (true, _) => format!("{name} "),
            (false, true) => name.to_owned(),
            (false, false) => String::new(),
        };
        let cells = u16::try_from(text::width(&number) + text::width(&name)).unwrap_or(u16::MAX);
        let place = Rect { width: cells.min(left.width), ..left };
        let line = vec![Span::styled(number, canvas.theme.rule), Span::raw(name)];
        canvas.line(place, line);
        if tab == here {
            canvas.shade(place, canvas.theme.selected);
        }
        canvas.click(place, Action::Screen(tab));
        let skip = (cells + 1).min(left.width);
        left = Rect { x: left.x + skip, width: left.width - skip, ..left };
    }
}
