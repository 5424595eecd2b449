//! The real program in a real pseudo-terminal: keys go in, and everything that comes out is kept.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, native_pty_system,
};

/// How long to wait for anything before it counts as never.
const NEVER: Duration = Duration::from_secs(60);

/// The program in a terminal of 80 x 24.
pub struct Running {
    pub child: Box<dyn Child + Send + Sync>,
    keys: Option<Box<dyn Write + Send>>,
    out: Arc<Out>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// What only the standard input is, where that is another terminal.
    input: Option<PtyPair>,
    before: String,
}

/// What has come out of the program.
struct Out {
    state: Mutex<State>,
    /// Whether to stop listening, so that the terminal can go away.
    deaf: AtomicBool,
}

struct State {
    screen: vt100::Parser,
    raw: Vec<u8>,
    /// Whether the header ever said that everything is recorded or saved.
    recorded: bool,
}

fn terminal() -> PtyPair {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    native_pty_system().openpty(size).unwrap()
}

impl Running {
    /// The program itself on a workspace.
    pub fn start(workspace: &Path) -> Self {
        let args = ["--workspace".as_ref(), workspace.as_os_str()];
        Self::start_program(env!("CARGO_BIN_EXE_stocktake").as_ref(), &args)
    }

    /// Any program, in a session of its own.
    pub fn start_program(program: &Path, args: &[&OsStr]) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        let pair = terminal();
        let before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        Self::listen(pair, child, None, before)
    }

    /// The program with its keys from one terminal and its screen on another.
    #[cfg(target_os = "linux")]
    pub fn start_on_two(workspace: &Path) -> Self {
        let (input, pair) = (terminal(), terminal());
        let before = modes(pair.master.as_ref());
        let open = |pair: &PtyPair| -> File {
            /// It must not become the terminal of whoever runs the tests.
            const O_NOCTTY: i32 = 0o400;
            let path = pair.master.tty_name().unwrap();
            let mut options = OpenOptions::new();
            options.read(true).write(true).custom_flags(O_NOCTTY).open(path).unwrap()
        };
        let out = open(&pair);
        let mut command = Command::new("setsid");
        command.arg(env!("CARGO_BIN_EXE_stocktake")).arg("--workspace").arg(workspace);
        command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm-256color");
        command.stdin(open(&input)).stderr(Stdio::from(out.try_clone().unwrap())).stdout(out);
        let child = Box::new(command.spawn().unwrap());
        Self::listen(pair, child, Some(input), before)
    }

    fn listen(
        pair: PtyPair,
        child: Box<dyn Child + Send + Sync>,
        input: Option<PtyPair>,
        before: String,
    ) -> Self {
        let mut reader = pair.master.try_clone_reader().unwrap();
        let screen = vt100::Parser::new(24, 80, 0);
        let state = Mutex::new(State { screen, raw: Vec::new(), recorded: false });
        let out = Arc::new(Out { state, deaf: AtomicBool::new(false) });
        let theirs = Arc::clone(&out);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut state = theirs.state.lock().unwrap();
                state.screen.process(&buffer[..count]);
                state.raw.extend_from_slice(&buffer[..count]);
                let header = state.screen.screen().rows(0, 80).next().unwrap_or_default();
                state.recorded |= header.contains(" recorded") || header.contains(" saved ");
                if theirs.deaf.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let keyboard = input.as_ref().map_or(&pair.master, |input| &input.master);
        let keys = Some(keyboard.take_writer().unwrap());
        Self { child, keys, out, master: Some(pair.master), input, before }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.out.state.lock().unwrap()
    }

    pub fn press(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    pub fn screen(&self) -> String {
        self.state().screen.screen().contents()
    }

    /// Every byte that has come out.
    pub fn raw(&self) -> Vec<u8> {
        self.state().raw.clone()
    }

    /// Whether the header ever said that everything is recorded or saved.
    pub fn was_recorded(&self) -> bool {
        self.state().recorded
    }

    /// Waits until something is so.
    pub fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !so(self) {
            let waits = start.elapsed() < NEVER;
            assert!(waits, "{what}: never, and on the screen:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits, after the program has ended, until all that it wrote has come out.
    pub fn heard_out(&self) {
        self.until("the listener goes", |running| Arc::strong_count(&running.out) == 1);
    }

    /// Waits until a text is on the screen.
    pub fn wait_for(&self, text: &str) {
        self.until(text, |running| running.screen().contains(text));
    }

    /// Waits until the program has written a text, on the screen or not.
    pub fn wrote(&self, text: &str) {
        self.until(text, |running| String::from_utf8_lossy(&running.raw()).contains(text));
    }

    pub fn signal(&self, signal: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Whether the program is stopped.
    #[cfg(target_os = "linux")]
    pub fn is_stopped(&self) -> bool {
        let id = self.child.process_id().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    }

    pub fn resize(&mut self, rows: u16, cols: u16) {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self.state().screen.screen_mut().set_size(rows, cols);
    }

    /// Takes the keyboard away, where that is a terminal of its own.
    pub fn unplug(&mut self) {
        self.keys = None;
        self.input = None;
    }

    /// Takes the whole terminal away, as when its window is closed.
    pub fn close(&mut self) {
        self.out.deaf.store(true, Ordering::Relaxed);
        // What the program draws now wakes the listener up, and it goes.
        self.resize(25, 81);
        let out = Arc::clone(&self.out);
        self.until("the listener goes", |_| Arc::strong_count(&out) == 2);
        self.keys = None;
        self.master = None;
    }

    /// The exit status, waited for; 128 and the number where a signal ended it.
    pub fn ended(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => return code(&status),
                None => assert!(start.elapsed() < NEVER, "it does not end:\n{}", self.screen()),
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What is not with the terminal as it was before; nothing where all is well.
    pub fn altered(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        // Of a terminal that was closed nothing is left that could be altered.
        let Some(master) = &self.master else { return wrong };
        let after = modes(master.as_ref());
        if after != self.before {
            wrong.push(format!("the terminal was {} and is {after}", self.before));
        }
        let state = self.state();
        let mut on = std::collections::BTreeMap::from([(7, true), (25, true)]);
        let normal = on.clone();
        for (modes, set) in private_modes(&state.raw) {
            on.extend(modes.into_iter().map(|mode| (mode, set)));
        }
        let odd = on.iter().filter(|(mode, on)| **on != normal.contains_key(mode));
        wrong.extend(odd.map(|(mode, on)| format!("mode {mode} is left {on}")));
        let screen = state.screen.screen();
        let plain = vt100::Color::Default;
        let coloured = screen.fgcolor() != plain || screen.bgcolor() != plain;
        if coloured || screen.bold() || screen.inverse() || screen.underline() {
            wrong.push("what is written next is coloured".into());
        }
        wrong
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How the line of a terminal is set: echo, whole lines, signals and the rest.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn code(status: &ExitStatus) -> u32 {
    match status.signal() {
        None => status.exit_code(),
        Some("Hangup") => 129,
        Some(other) => panic!("it was ended by {other}"),
    }
}

/// Every `ESC [ ? n ; n h` and `l`: the modes, and whether they are switched on.
fn private_modes(raw: &[u8]) -> Vec<(Vec<u32>, bool)> {
    let mut found = Vec::new();
    for part in String::from_utf8_lossy(raw).split("\u{1b}[?").skip(1) {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(part.len());
        let modes = part[..end].split(';').filter_map(|mode| mode.parse().ok()).collect();
        match part[end..].chars().next() {
            Some('h') => found.push((modes, true)),
            Some('l') => found.push((modes, false)),
            _ => {}
        }
    }
    found
}
