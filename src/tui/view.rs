//! Drawing: from the state to the cells of the terminal, and nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::app::App;
use super::canvas::{Canvas, Seen, middle, split_bottom, split_top};
use super::screens::Screen;

mod assess;
mod countries;
mod exchange;
mod export;
mod footer;
mod frameworks;
mod front;
mod header;
mod home;
mod priorities;
mod reference;
mod results;
mod review;
mod whatif;
mod wording;
mod years;

/// The smallest terminal that the screens are drawn in.
pub const SMALLEST: (u16, u16) = (40, 12);

/// From this width on a screen has room for two parts side by side.
const TWO_PARTS: u16 = 110;

/// Draws everything, and gives back what the next update should know.
pub fn draw(app: &App, buffer: &mut Buffer) -> Seen {
    let mut canvas = Canvas::new(buffer, &app.setup.theme);
    let area = canvas.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(&mut canvas, area);
        return canvas.seen;
    }
    let (head, rest) = split_top(area, 2);
    let (body, foot) = split_bottom(rest, footer::height(app, area.width));
    header::draw(app, &mut canvas, head);
    match (app.screens.current(), &app.open) {
        (Screen::Home(home), _) => home::draw(app, home, &mut canvas, body),
        (Screen::Assess(assess), Some(open)) => assess::draw(open, assess, &mut canvas, body),
        (Screen::Review(review), Some(open)) => review::draw(open, review, &mut canvas, body),
        (Screen::Results(results), Some(open)) => results::draw(open, results, &mut canvas, body),
        (Screen::Frameworks(screen), _) => frameworks::draw(app, screen, &mut canvas, body),
        (Screen::Countries(countries), _) => countries::draw(countries, &mut canvas, body),
        (Screen::Exchange(exchange), _) => exchange::draw(exchange, &mut canvas, body),
        (Screen::Years(years), Some(_)) => years::draw(years, &mut canvas, body),
        (Screen::Priorities(ranked), Some(open)) => {
            priorities::draw(open, ranked, &mut canvas, body);
        }
        (Screen::WhatIf(screen), Some(open)) => whatif::draw(open, screen, &mut canvas, body),
        (Screen::Export(export), Some(_)) => export::draw(app, export, &mut canvas, body),
        (_, None) => {}
    }
    if let Some(overlay) = &app.overlay {
        // What lies behind is not to be clicked.
        canvas.seen = Seen::default();
        front::draw(overlay, &mut canvas, body);
    }
    footer::draw(app, &mut canvas, foot);
    canvas.seen
}

/// What a terminal that is too small shows; what was open and typed is still there.
fn too_small(canvas: &mut Canvas<'_>, area: Rect) {
    let lines = [
        format!("{} x {} is too small:", area.width, area.height),
        format!("{} x {} is needed.", SMALLEST.0, SMALLEST.1),
        "Nothing is lost.".to_owned(),
    ];
    let place = middle(area, 24, 3);
    canvas.lines(place, lines.map(|line| Line::from(Span::raw(line))));
}
