//! A room with a screen: keys go in by name, what is on the screen comes out as text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::{DateTime, date};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stocktake::store::{Disk, RealDisk};
use stocktake::tui::app::{App, Setup};
use stocktake::tui::canvas::Seen;
use stocktake::tui::effect::Outside;
use stocktake::tui::keymap::resolve;
use stocktake::tui::theme::{Glyphs, Theme};
use stocktake::tui::view;
use stocktake::workspace::Workspace;

/// The screens on a workspace of their own.
pub struct Room {
    pub app: App,
    /// What the terminal was asked to do.
    pub asked: Vec<Outside>,
    folder: tempfile::TempDir,
    size: (u16, u16),
}

/// Screens name files by their whole path, and break it to lines: it is as long on every machine,
/// wherever that has its temporary files, unless they lie deeper than this.
const PATH: usize = 38;
/// The letters of it that differ from test to test.
const RANDOM: usize = 6;

/// A copy of the demonstration workspace.
pub fn demonstration() -> tempfile::TempDir {
    let longer = PATH.saturating_sub(std::env::temp_dir().as_os_str().len() + "/".len() + RANDOM);
    let prefix = "w".repeat(longer);
    let folder = tempfile::Builder::new().prefix(&prefix).rand_bytes(RANDOM).tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["assessments", "frameworks"] {
        copy(&root.join(name), &folder.path().join(name));
    }
    fs::create_dir(folder.path().join("exports")).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn clock() -> DateTime {
    date(2025, 6, 3).at(14, 3, 22, 0)
}

impl Room {
    /// The screens on the demonstration workspace, once everything has been read.
    pub fn new(width: u16, height: u16) -> Self {
        Self::prepared(width, height, |_| {})
    }

    /// The same after something was done to the folder.
    pub fn prepared(width: u16, height: u16, prepare: impl FnOnce(&Path)) -> Self {
        let folder = demonstration();
        prepare(folder.path());
        Self::over(folder, (width, height), Arc::new(RealDisk))
    }

    /// The same with another file system under the saving of assessments.
    pub fn on_disk(width: u16, height: u16, disk: Arc<dyn Disk>) -> Self {
        Self::over(demonstration(), (width, height), disk)
    }

    fn over(folder: tempfile::TempDir, size: (u16, u16), disk: Arc<dyn Disk>) -> Self {
        let workspace = Workspace::open(folder.path()).unwrap().on_disk(disk);
        let theme = Theme::colours(Glyphs::unicode());
        let mut app = App::new(workspace, Setup { theme, clock, language: None });
        app.settle();
        let mut room = Self { app, asked: Vec::new(), folder, size };
        room.draw();
        room
    }

    /// The screens on an assessment of the demonstration workspace, as `XAA/2025/self`.
    pub fn on(width: u16, height: u16, assessment: &str) -> Self {
        let mut room = Self::new(width, height);
        room.open(assessment);
        room
    }

    /// Finds an assessment and opens it.
    pub fn open(&mut self, assessment: &str) {
        self.keys("F2 /");
        self.type_text(&assessment.replace('/', " "));
        self.keys("Enter");
    }

    /// Presses keys by their names: `Down Enter 3 Ctrl-R F4`.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            self.press(key(name));
        }
        self
    }

    /// Types a text.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        self
    }

    fn press(&mut self, key: KeyEvent) {
        let Some(action) = resolve(self.app.place(), key) else { return };
        self.asked.extend(self.app.act(&action));
        self.app.settle();
        self.draw();
    }

    /// Presses keys and waits for what is read beside the screen, and not for saves.
    pub fn hasty_keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            let Some(action) = resolve(self.app.place(), key(name)) else { continue };
            self.asked.extend(self.app.act(&action));
            while self.app.job.is_some() {
                if !self.app.hear() {
                    std::thread::yield_now();
                }
            }
            self.draw();
        }
        self
    }

    /// The same folder with the screens opened anew.
    pub fn again(self) -> Self {
        let Self { app, folder, size, .. } = self;
        drop(app);
        Self::over(folder, size, Arc::new(RealDisk))
    }

    /// Draws at another size from now on.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = (width, height);
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.app.seen = view::draw(&self.app, &mut buffer);
        self
    }

    fn draw(&mut self) -> TestBackend {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let mut seen = Seen::default();
        terminal.draw(|frame| seen = view::draw(&self.app, frame.buffer_mut())).unwrap();
        self.app.seen = seen;
        terminal.backend().clone()
    }

    /// What is on the screen, without the spaces behind each line.
    pub fn screen(&mut self) -> String {
        let drawn = self.draw().to_string();
        let folder = self.folder.path().display().to_string();
        let lines = drawn.lines().map(|line| line.trim_matches('"').trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n").replace(&folder, "WORKSPACE")
    }

    /// The first line of the screen that holds a text.
    pub fn line_with(&mut self, text: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.contains(text));
        found.unwrap_or_else(|| panic!("no line holds {text:?}:\n{screen}")).trim().to_owned()
    }

    /// A file of the workspace.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// The text of a file of the workspace.
    pub fn file(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }
}

fn key(name: &str) -> KeyEvent {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    if let Some(c) = name.strip_prefix("Ctrl-") {
        let c = c.to_lowercase().chars().next().unwrap();
        return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    }
    plain(match name {
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Del" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        "Space" => KeyCode::Char(' '),
        _ => match name.strip_prefix('F').and_then(|n| n.parse().ok()) {
            Some(number) => KeyCode::F(number),
            None => KeyCode::Char(name.chars().next().unwrap()),
        },
    })
}
