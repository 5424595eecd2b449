//! The real program in a real terminal: what was shown as saved outlives a kill, and the terminal
//! is given back.

use crate::running::Running;
use crate::support::demonstration;

#[test]
fn what_was_shown_as_saved_outlives_a_kill() {
    let folder = demonstration();
    let mut running = Running::start(folder.path());
    running.wait_for("Aravia");
    running.press("/xcl 2025 self\r");
    running.wait_for("1.4.3");
    running.press("3");
    running.wait_for(" saved ");
    running.signal("-9");
    running.child.wait().unwrap();

    let mut again = Running::start(folder.path());
    again.wait_for("Aravia");
    again.press("/xcl 2025 self\r");
    again.wait_for("Calderra 2025");
    again.press("/1.4.3\r");
    again.wait_for("3 Integration [claimed]");
}

#[test]
fn the_mouse_is_off_until_a_key_switches_it_on_and_then_clicks_work() {
    let folder = demonstration();
    let mut running = Running::start(folder.path());
    running.wait_for("Aravia");
    assert!(!String::from_utf8_lossy(&running.raw()).contains("\u{1b}[?1000h"));
    running.press("m");
    running.wait_for("The mouse is on");
    running.wrote("\u{1b}[?1000h");
    // The second line of the list, and once more to open it.
    running.press("\u{1b}[<0;20;5M\u{1b}[<0;20;5m\u{1b}[<0;20;5M");
    running.wait_for("Aravia 2025, civil-society");
    // The fourth screen in the second line of the terminal.
    running.press("\u{1b}[<0;18;2M");
    running.wait_for("to decide");
    // The wheel goes down a line.
    running.press("\u{1b}[<65;20;10M\u{1b}[<65;20;10M");
    running.press("q");
    running.wrote("\u{1b}[?1000l");
    assert_eq!(running.child.wait().unwrap().exit_code(), 0);
}

#[test]
fn the_terminal_is_given_back_after_leaving_and_after_a_signal() {
    let folder = demonstration();
    let given_back = ["\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?25h", "\u{1b}[?1000l"];
    let mut running = Running::start(folder.path());
    running.wait_for("Aravia");
    running.press("q");
    given_back.iter().for_each(|sequence| running.wrote(sequence));
    assert_eq!(running.child.wait().unwrap().exit_code(), 0);

    for (signal, code) in [("-HUP", 129), ("-INT", 130), ("-QUIT", 131), ("-TERM", 143)] {
        let mut running = Running::start(folder.path());
        running.wait_for("Aravia");
        running.press("/xcl 2025 self\r");
        running.wait_for("Calderra 2025");
        running.press("2");
        running.wait_for(" saved ");
        running.signal(signal);
        given_back.iter().for_each(|sequence| running.wrote(sequence));
        running.wrote("everything is in ");
        assert_eq!(running.child.wait().unwrap().exit_code(), code);
    }
}

/// Paused from outside, the terminal is given back; let go on, the screen is drawn again.
#[test]
fn a_pause_gives_the_terminal_back_and_takes_it_again() {
    let folder = demonstration();
    let mut running = Running::start(folder.path());
    running.wait_for("Aravia");
    running.signal("-TSTP");
    running.wrote("\u{1b}[?1049l");
    #[cfg(target_os = "linux")]
    running.until("a pause", Running::is_stopped);
    let before = running.raw().len();
    running.signal("-CONT");
    running.wait_for("Aravia");
    let again = |running: &Running| running.raw()[before..].windows(8).any(|w| w == b"\x1b[?1049h");
    running.until("the screen is taken again", again);
    running.press("q");
    assert_eq!(running.child.wait().unwrap().exit_code(), 0);
}
