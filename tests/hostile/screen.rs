//! Hostile texts on every screen: what is in the cells, and what bytes go to the terminal.

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use stocktake::tui::view;
use unicode_width::UnicodeWidthStr;

use crate::attacks::ATTACKS;
use crate::shown::clean;
use crate::support::Room;
use crate::texts::{fill, texts};
use crate::tier::nightly;

const WAYS: [&str; 14] = [
    "F2",
    "F3",
    "F3 Tab",
    "F3 e",
    "F3 w",
    "F3 w Enter",
    "F5",
    "F5 Tab",
    "F8",
    "F8 d",
    "F9",
    "F2 b Enter",
    "F2 b Enter Tab",
    "F4",
];

/// A letter, eight marks, and a joiner behind each of them.
const LONGEST_CELL: usize = 17;

/// A room whose workspace holds nothing but hostile texts.
fn hostile(width: u16, height: u16, texts: &mut impl Iterator<Item = String>) -> Room {
    Room::prepared(width, height, |root| {
        std::fs::remove_dir_all(root.join("assessments")).expect("removed");
        fill(root, texts);
    })
}

/// The bytes that a frame of a size sends to a terminal, and the text of its cells.
fn sent(room: &Room, width: u16, height: u16) -> (String, Vec<String>) {
    let area = Rect::new(0, 0, width, height);
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    let mut bytes = Vec::new();
    let mut cells = Vec::new();
    {
        let backend = CrosstermBackend::new(&mut bytes);
        let mut terminal = Terminal::with_options(backend, options).expect("a terminal");
        let drawn = terminal.draw(|frame| drop(view::draw(&room.app, frame.buffer_mut())));
        let buffer = drawn.expect("drawn").buffer;
        cells.extend(buffer.content.iter().map(|cell| cell.symbol().to_owned()));
    }
    (String::from_utf8(bytes).expect("UTF-8"), cells)
}

/// A line as a terminal shows it: a joiner at the end of one cell joins what is in the next, and what
/// lies behind a wide character is no cell of its own.
fn shown(cells: &[String]) -> String {
    let (mut line, mut at) = (String::new(), 0);
    while let Some(cell) = cells.get(at) {
        line += cell;
        at += cell.width().max(1);
    }
    line
}

/// Nothing but text, and moves, colours and the cursor as this program sends them.
fn grammar(sent: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = sent.chars();
    while let Some(c) = rest.next() {
        if c != '\u{1b}' {
            text.push(c);
            continue;
        }
        if rest.next() != Some('[') {
            return Err("an escape that is not ours".into());
        }
        let mut inner = String::new();
        let last = loop {
            match rest.next() {
                Some(c) if c.is_ascii_digit() || matches!(c, ';' | '?' | ':') => inner.push(c),
                Some(c) => break c,
                None => return Err("an open escape".into()),
            }
        };
        let ours = match last {
            'H' | 'm' | 'J' | 'K' => !inner.starts_with('?'),
            'h' | 'l' => inner == "?25",
            _ => false,
        };
        if !ours {
            return Err(format!("the escape [{inner}{last}"));
        }
    }
    Ok(text)
}

#[test]
fn no_screen_sends_anything_but_text_and_its_own_colours() {
    let step = if nightly() { 7 } else { 440 };
    for from in (0..ATTACKS.len()).step_by(step) {
        for way in WAYS {
            let mut room = hostile(100, 30, &mut texts(from));
            room.open("XAA/2025/shadow");
            room.keys(way);
            for (width, height) in [(80, 24), (132, 60)] {
                let (bytes, cells) = sent(&room, width, height);
                let text = grammar(&bytes).unwrap_or_else(|why| panic!("{way}: {why}"));
                clean(way, &text);
                for line in cells.chunks(width.into()) {
                    clean(way, &shown(line));
                }
                for cell in cells {
                    assert!(cell.chars().count() <= LONGEST_CELL, "{way}: {cell:?}");
                }
            }
        }
    }
}

#[test]
fn what_hides_is_seen_on_the_screen() {
    let mut room =
        hostile(132, 60, &mut std::iter::repeat("left\u{202e}thgir\u{1b}[2J".to_owned()));
    room.open("XAA/2025/shadow");
    let screen = room.keys("F3").screen();
    assert!(screen.contains("left<U+202E>thgir<U+001B>[2J"), "{screen}");
}
