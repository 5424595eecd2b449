//! The loop: draw, wait for keys, take all that have come, draw again.

use std::io::{IsTerminal, stdin, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEventKind};

use super::Error;
use super::action::Action;
use super::app::{App, Setup, Tone};
use super::canvas::Seen;
use super::effect::Outside;
use super::keymap;
use super::terminal::{self, Screen};
use super::view;
use crate::workspace::Workspace;

/// How long to wait for a key while something goes on beside the screen.
const BUSY: Duration = Duration::from_millis(50);

/// How long to wait for a key otherwise: a signal to end is noticed after this.
const IDLE: Duration = Duration::from_millis(500);

/// The most characters that are taken from one paste.
const MOST_PASTED: usize = 64 * 1024;

pub(super) fn run(workspace: Workspace) -> Result<(), Error> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Error::NoTerminal);
    }
    let ended = Signals::watch()?;
    let mut app = App::new(workspace, Setup::from_environment());
    let mut screen = Screen::take()?;
    loop {
        draw(&mut app, &mut screen)?;
        if !wait(&mut app, &ended)? {
            continue;
        }
        // Everything that has come is taken before anything is drawn again.
        let events = gather()?;
        for event in events {
            let Some(action) = meaning(&app, event) else { continue };
            match app.act(&action) {
                None => {}
                Some(Outside::Quit) => return Ok(()),
                Some(Outside::Redraw) => screen.forget()?,
                Some(Outside::Mouse) => {
                    let on = screen.switch_mouse()?;
                    let state = if on { "on: click and wheel work" } else { "off" };
                    app.say(Tone::Done, format!("The mouse is {state}."));
                }
            }
        }
    }
}

fn draw(app: &mut App, screen: &mut Screen) -> Result<(), Error> {
    let mut seen = Seen::default();
    screen.terminal.draw(|frame| {
        seen = view::draw(app, frame.buffer_mut());
        if let Some(cursor) = seen.cursor {
            frame.set_cursor_position(cursor);
        }
    })?;
    app.seen = seen;
    Ok(())
}

/// Waits until there is something to take in or to draw; `true` when it came from the terminal.
fn wait(app: &mut App, ended: &Signals) -> Result<bool, Error> {
    loop {
        if let Some(said) = terminal::died() {
            return Err(Error::Defect(said));
        }
        if let Some(signal) = ended.came() {
            return Err(Error::Ended(signal));
        }
        let busy = app.is_busy();
        if event::poll(if busy { BUSY } else { IDLE })? {
            return Ok(true);
        }
        if busy {
            while app.hear() {}
            return Ok(false);
        }
    }
}

/// Everything that the terminal has to say at the moment.
fn gather() -> Result<Vec<Event>, Error> {
    let mut events = vec![event::read()?];
    while event::poll(Duration::ZERO)? {
        events.push(event::read()?);
    }
    Ok(if cfg!(windows) { join_pasted(events) } else { events })
}

/// What an event means at the place where the keys are.
fn meaning(app: &App, event: Event) -> Option<Action> {
    let place = app.place();
    match event {
        Event::Key(key) => keymap::resolve(place, key),
        Event::Paste(text) if place.is_text() => {
            Some(Action::Paste(text.chars().take(MOST_PASTED).collect()))
        }
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Action::Up),
            MouseEventKind::ScrollDown => Some(Action::Down),
            MouseEventKind::Down(MouseButton::Left) => {
                app.seen.click(mouse.column, mouse.row).cloned()
            }
            MouseEventKind::Down(MouseButton::Right) => Some(Action::Back),
            _ => None,
        },
        _ => None,
    }
}

/// Where the terminal does not tell a paste from typing, several characters that come at once with
/// a line end among them are one: nobody types that fast.
fn join_pasted(events: Vec<Event>) -> Vec<Event> {
    let character = |event: &Event| match event {
        Event::Key(KeyEvent { code, kind: KeyEventKind::Press, .. }) => match code {
            KeyCode::Char(c) => Some(Some(*c)),
            KeyCode::Enter => Some(Some('\n')),
            _ => None,
        },
        Event::Key(KeyEvent { kind: KeyEventKind::Release, .. }) => Some(None),
        _ => None,
    };
    let all: Option<String> = events
        .iter()
        .map(character)
        .collect::<Option<Vec<_>>>()
        .map(|all| all.into_iter().flatten().collect());
    match all {
        Some(text) if text.len() > 4 && text.trim_end().contains('\n') => vec![Event::Paste(text)],
        _ => events,
    }
}

/// What asks the program to end: a signal, or a terminal that is gone.
struct Signals(Arc<AtomicUsize>);

/// How often the watcher looks.
#[cfg(unix)]
const WATCH: Duration = Duration::from_millis(250);

impl Signals {
    /// Watches from a thread of its own. A terminal that is gone keeps the reader of keys busy for
    /// ever, so that nobody would look at a flag: then the watcher ends the program itself. Every
    /// accepted answer is on disk by then.
    #[cfg(unix)]
    fn watch() -> Result<Self, Error> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        use signal_hook::iterator::Signals as Pending;
        use signal_hook::low_level::emulate_default_handler;
        let came = Arc::new(AtomicUsize::new(0));
        let mut pending = Pending::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
        let heard = Arc::clone(&came);
        let watch = move || {
            loop {
                let gone = (!stdin().is_terminal()).then_some(SIGHUP);
                if let Some(signal) = pending.pending().next().or(gone) {
                    heard.store(usize::try_from(signal).unwrap_or(1), Ordering::Relaxed);
                    // The loop notices within its own waiting time, unless it is stuck.
                    thread::sleep(IDLE * 3);
                    terminal::restore();
                    let _ = emulate_default_handler(signal);
                }
                thread::sleep(WATCH);
            }
        };
        thread::Builder::new().name("signals".into()).spawn(watch)?;
        Ok(Self(came))
    }

    #[cfg(not(unix))]
    fn watch() -> Result<Self, Error> {
        Ok(Self(Arc::new(AtomicUsize::new(0))))
    }

    fn came(&self) -> Option<i32> {
        i32::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|signal| *signal > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, KeyCode, KeyEvent, join_pasted};
    use crossterm::event::KeyModifiers;

    fn keys(text: &str) -> Vec<Event> {
        let code = |c| if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
        text.chars().map(|c| Event::Key(KeyEvent::new(code(c), KeyModifiers::NONE))).collect()
    }

    #[test]
    fn a_burst_with_a_line_end_inside_is_a_paste_and_typing_is_not() {
        assert_eq!(join_pasted(keys("one\ntwo")), [Event::Paste("one\ntwo".into())]);
        assert_eq!(join_pasted(keys("done\n")).len(), 5);
        assert_eq!(join_pasted(keys("3\n4")).len(), 3);
    }
}
