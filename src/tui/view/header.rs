//! The two lines at the top: where one is and whether it is saved; and the screens.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::wording;
use crate::domain::{Framework, Key};
use crate::tui::action::{Action, Tab};
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, split_top};
use crate::tui::open::{Open, Saved};
use crate::tui::screens::Screen;
use crate::tui::screens::frameworks::Frameworks;
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
        let node = open.framework().node(open.component(assess.place()));
        parts.push(words::title(node));
    }
    if let Screen::Frameworks(Frameworks { book: Some(book), .. }) = screen {
        let framework = &book.wording.shown;
        parts.push(format!("{} {}", framework.id, framework.version));
        let above = framework.node(book.tree.place).parent;
        let above = above.filter(|at| *at != Framework::ROOT);
        parts.extend(above.map(|at| words::title(framework.node(at))));
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
    if let Some(edition) = &key.edition {
        out = format!("{out} ~{edition}");
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
    if let Some(language) = language(app) {
        spans.push(Span::styled(format!("{language}  "), theme.strong));
    }
    match app.open.as_ref().map(|open| &open.saved) {
        Some(Saved::Failed(..) | Saved::Overtaken(_)) => {
            spans.push(Span::styled(" SAVE FAILED: Ctrl-S ", theme.alarm))
        }
        Some(Saved::NotConfirmed(_)) => {
            spans.push(Span::styled(" SAVED, NOT CONFIRMED: Ctrl-S ", theme.alarm))
        }
        Some(Saved::Unsaved) => spans.push(Span::styled("unsaved", theme.strong)),
        Some(Saved::Recorded) => spans.push(Span::styled("recorded, saving", theme.good)),
        Some(Saved::At(time)) => {
            let time = time.strftime("%H:%M:%S");
            spans.push(Span::styled(format!("saved {time}"), theme.good));
        }
        Some(Saved::Unchanged) => spans.push(Span::raw("no changes")),
        None => {}
    }
    Line::from(spans)
}

/// The language of the framework's text, once somebody has asked for another one than its own; on
/// the screens that show that text.
fn language(app: &App) -> Option<String> {
    let wanted = app.setup.language.as_deref()?;
    let shows = [Tab::Assess, Tab::Review, Tab::Results, Tab::Priorities, Tab::Frameworks];
    let (wording, _) = app.looked_at().filter(|_| shows.contains(&app.screens.current().tab()))?;
    Some(match &wording.foreign {
        Some(foreign) => wording::short(foreign, 40),
        None if wording.own.language == wanted => words::language(wanted),
        None => format!(
            "{}, not translated into {}",
            words::language(&wording.own.language),
            words::language(wanted)
        ),
    })
}

/// The screens with their function keys; the one in front is reversed.
fn tabs(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let here = app.screens.current().tab();
    let room = usize::from(area.width);
    let wide = room >= tabs_width(4, if here == Tab::WhatIf { 11 } else { 10 });
    // Where not even the short names fit, the others keep their numbers only. The frameworks are
    // reached from everywhere by a letter too, so they give way first.
    let short = room >= tabs_width(1, 9) && here != Tab::Frameworks && here != Tab::WhatIf;
    let mut left = area;
    for (tab, name, key) in Tab::ALL {
        // What is only tried out stands in the row while it is in front.
        if (!wide && short && tab == Tab::Frameworks) || (tab == Tab::WhatIf && here != tab) {
            continue;
        }
        let number = if wide { format!(" F{key} ") } else { format!("{key}") };
        let name = match (wide, short || tab == here) {
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

/// The cells that the first screens need with their names and so many cells for each number.
fn tabs_width(number: usize, count: usize) -> usize {
    let needs = |(_, name, key): &(Tab, &str, u8)| {
        let digits = usize::from(*key > 9);
        text::width(name) + number + digits + usize::from(number > 1) + 1
    };
    Tab::ALL.iter().take(count).map(needs).sum::<usize>() - 1
}
