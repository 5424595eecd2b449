//! The loop: draw, wait for keys, take all that have come, draw again.

use std::io::{self, IsTerminal, stdin, stdout};
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEventKind};

use super::Error;
use super::action::Action;
use super::app::{App, Setup, Tone};
use super::canvas::Seen;
use super::effect::{self, Outside};
use super::keymap;
use super::open::Open;
use super::signals::Signals;
use super::terminal::{self, Screen};
use super::view;
use crate::domain::visible;
use crate::workspace::{SaveState, Workspace};

/// How long to wait for a key while something goes on beside the screen.
const BUSY: Duration = Duration::from_millis(50);

/// How long to wait for a key otherwise: a signal to end is noticed after this.
pub(super) const IDLE: Duration = Duration::from_millis(500);

/// The number of SIGHUP, which is the same everywhere.
const HANGUP: i32 = 1;

pub(super) fn run(workspace: Workspace, setup: Setup) -> Result<Option<String>, Error> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Error::NoTerminal);
    }
    let signals = Signals::watch()?;
    let mut app = App::new(workspace, setup);
    let mut screen = Screen::take()?;
    // A defect in the screens ends in the same way as one beside them: the terminal is given back,
    // every save that was begun ends, and a line says where the work is.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| turn(&mut app, &mut screen, &signals)));
    drop(screen);
    let why = match ended {
        Ok(Ok(())) => None,
        // A terminal that is gone is what SIGHUP says, whichever comes first.
        Ok(Err(Why::Terminal(_))) if !stdin().is_terminal() || !stdout().is_terminal() => {
            Some(Why::Signal(HANGUP))
        }
        Ok(Err(why)) => Some(why),
        Err(_) => Some(Why::Defect(terminal::died().unwrap_or_default())),
    };
    let work = where_the_work_is(&mut app, why.is_some());
    let lacks = app.open.as_ref().is_some_and(Open::lacks);
    // A part that is broken may break once more when the session is closed.
    let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(app)));
    match why {
        None => Ok(lacks.then_some(work)),
        Some(Why::Terminal(cause)) => Err(Error::Lost { cause, work }),
        Some(Why::Defect(said)) => Err(Error::Defect { said, work }),
        Some(Why::Signal(signal)) => Err(Error::Ended { signal, work }),
    }
}

/// Why the loop ended although nobody left.
enum Why {
    Terminal(io::Error),
    Defect(String),
    Signal(i32),
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// Draws, waits for keys, takes all that have come, and so on until somebody leaves.
fn turn(app: &mut App, screen: &mut Screen, signals: &Signals) -> Result<(), Why> {
    loop {
        if signals.pause() {
            screen.pause()?;
        }
        // Keys that come without a pause must not keep what became of saves from being heard.
        while app.hear() {}
        draw(app, screen)?;
        signals.note(app.open.as_ref().map(|open| &open.session));
        if !wait(app, signals)? {
            continue;
        }
        // Everything that has come is taken before anything is drawn again.
        let events = gather()?;
        if events.iter().any(|event| matches!(event, Event::Resize(..))) {
            terminal::look_again();
        }
        for event in events {
            let Some(action) = meaning(app, event) else { continue };
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

/// Lets every save that was begun end, and says where the work is. What nobody left, and could not
/// be recorded, is saved beside the file.
fn where_the_work_is(app: &mut App, unasked: bool) -> String {
    let copy = effect::copy_path(app, jiff::Zoned::now().time());
    let Some(open) = &mut app.open else { return "no assessment was open".into() };
    // What went wrong is in the state.
    let _ = open.session.settle();
    let lost =
        |open: &Open| matches!(open.session.state(), SaveState::Failed { recorded: false, .. });
    if unasked && lost(open) {
        let _ = open.session.save();
    }
    let (file, journal) = (open.session.path(), open.session.journal_path());
    let text = match open.session.state() {
        SaveState::Unchanged | SaveState::Saved => {
            format!("everything is in {}", file.display())
        }
        SaveState::Failed { recorded: false, why }
            if unasked && open.session.save_copy(&copy).is_ok() =>
        {
            format!("everything is in {}, a copy, because {why}", copy.display())
        }
        SaveState::Failed { recorded: false, why } => {
            format!("the last changes are lost, because nothing could be written: {why}")
        }
        SaveState::NotConfirmed(why) => {
            format!("everything is in {} and in {}, but: {why}", file.display(), journal.display())
        }
        _ => format!(
            "the last changes are in {}: stocktake recover {} brings them into the file",
            journal.display(),
            open.key()
        ),
    };
    visible(&text).into_owned()
}

fn draw(app: &mut App, screen: &mut Screen) -> io::Result<()> {
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
fn wait(app: &mut App, signals: &Signals) -> Result<bool, Why> {
    loop {
        if let Some(said) = terminal::died() {
            return Err(Why::Defect(said));
        }
        if let Some(signal) = signals.came() {
            return Err(Why::Signal(signal));
        }
        if signals.is_paused() {
            return Ok(false);
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
fn gather() -> io::Result<Vec<Event>> {
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
        Event::Paste(text) if place.is_text() => Some(Action::Paste(text)),
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
