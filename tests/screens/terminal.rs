//! The real program in a real terminal: what was shown as saved outlives a kill, and the terminal
//! is given back.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::demonstration;

/// The program in a terminal of 80 x 24.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    _master: Box<dyn MasterPty + Send>,
}

impl Running {
    fn start(workspace: &Path) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_stocktake"));
        command.args(["--workspace", &workspace.display().to_string()]);
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut out = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (theirs, bytes) = (Arc::clone(&screen), Arc::clone(&raw));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut buffer) {
                theirs.lock().unwrap().process(&buffer[..count]);
                bytes.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { child, keys, screen, raw, _master: pair.master }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn screen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until a text is on the screen.
    fn wait_for(&self, text: &str) {
        let start = Instant::now();
        while !self.screen().contains(text) {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "no {text:?} on:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program has written a text, on the screen or not.
    fn wrote(&self, text: &str) {
        let start = Instant::now();
        let held = || {
            let raw = self.raw.lock().unwrap();
            String::from_utf8_lossy(&raw).contains(text)
        };
        while !held() {
            assert!(start.elapsed() < Duration::from_secs(30), "{text:?} was never written");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn kill(child: &dyn Child, signal: &str) {
    let id = child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
}

#[test]
fn what_was_shown_as_saved_outlives_a_kill() {
    let folder = demonstration();
    let mut running = Running::start(folder.path());
    running.wait_for("Aravia");
    running.press("/xcl 2025 self\r");
    running.wait_for("1.4.3");
    running.press("3");
    running.wait_for("saved ");
    kill(running.child.as_ref(), "-9");
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
    assert!(!String::from_utf8_lossy(&running.raw.lock().unwrap()).contains("\u{1b}[?1000h"));
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
        running.wait_for("saved ");
        kill(running.child.as_ref(), signal);
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
    kill(running.child.as_ref(), "-TSTP");
    running.wrote("\u{1b}[?1049l");
    let stopped = || {
        let id = running.child.process_id().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    };
    let start = Instant::now();
    while cfg!(target_os = "linux") && !stopped() {
        assert!(start.elapsed() < Duration::from_secs(30), "it never stopped");
        thread::sleep(Duration::from_millis(5));
    }
    let before = running.raw.lock().unwrap().len();
    kill(running.child.as_ref(), "-CONT");
    running.wait_for("Aravia");
    let again = || running.raw.lock().unwrap()[before..].windows(8).any(|w| w == b"\x1b[?1049h");
    while !again() {
        assert!(start.elapsed() < Duration::from_secs(60), "the screen was not taken again");
        thread::sleep(Duration::from_millis(5));
    }
    running.press("q");
    assert_eq!(running.child.wait().unwrap().exit_code(), 0);
}
