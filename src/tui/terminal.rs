//! The terminal: taken over at the start, and given back whatever happens.

use std::io::{self, BufWriter, Stdout, stdout};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::Mutex;

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// The terminal while the screens have it.
pub struct Screen {
    /// What is drawn on. It is never dropped: it would complain of a terminal that is gone to a
    /// standard error that is gone with it, and panic.
    pub terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
    mouse: bool,
}

/// What a thread beside the screen said when it came to a sudden end.
static DIED: Mutex<Option<String>> = Mutex::new(None);

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// The error of the system; the terminal is as it was.
    pub fn take() -> io::Result<Self> {
        restore_on_panic();
        enable_raw_mode()?;
        let made = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)
            .and_then(|()| Terminal::new(CrosstermBackend::new(BufWriter::new(stdout()))));
        match made {
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal), mouse: false }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Switches the mouse on or off, and says which.
    ///
    /// # Errors
    /// The error of the system.
    pub fn switch_mouse(&mut self) -> io::Result<bool> {
        self.mouse = !self.mouse;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        } else {
            execute!(stdout(), DisableMouseCapture)?;
        }
        Ok(self.mouse)
    }

    /// Gives the terminal back, stops until somebody lets the program go on, and takes it again.
    ///
    /// # Errors
    /// The error of the system.
    pub fn pause(&mut self) -> io::Result<()> {
        restore();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        self.forget()
    }

    /// Forgets what is on the screen, so that the next frame is drawn in full. This is not
    /// `Terminal::clear`, which waits for an answer that some terminals never give.
    ///
    /// # Errors
    /// The error of the system.
    pub fn forget(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Makes sure that a key which comes together with a change of size is read. Of two things that are
/// there at once the reader of events takes the first, and is told of the other only once. Setting
/// the terminal as it is set tells it again.
pub fn look_again() {
    #[cfg(unix)]
    {
        use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
        let input = std::io::stdin();
        if let Ok(set) = tcgetattr(&input) {
            // Where it is gone, the watcher of signals notices.
            let _ = tcsetattr(&input, OptionalActions::Now, &set);
        }
    }
}

/// What a thread said when it came to a sudden end, if one did.
pub fn died() -> Option<String> {
    DIED.lock().ok().and_then(|said| said.clone())
}

/// Gives the terminal back. Nothing can be done about an error here.
pub fn restore() {
    let back = (DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen);
    // Whoever is stopped in the middle of a frame may have left a colour behind.
    let _ = execute!(stdout(), back.0, back.1, back.2, ResetColor, Show);
    let _ = disable_raw_mode();
}

/// A panic, on the screen or beside it, is kept for the loop, which gives the terminal back and says
/// what happened. The message of a panic may quote what it stumbled over, so only its place is kept.
fn restore_on_panic() {
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
        if let Ok(mut said) = DIED.lock() {
            said.get_or_insert_with(|| place.unwrap_or_else(|| "somewhere".into()));
        }
    }));
}
