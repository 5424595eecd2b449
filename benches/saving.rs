//! Whether a slow disk slows the keys: from a key that records a change to its finished frame at
//! 200x60, on the disk of the machine and on one whose every flush takes a while, in turn and in the
//! same run.
//!
//! `cargo bench --bench saving [MILLISECONDS]`, 100 where nothing is said. The screens, the session,
//! the journal and the saving are the real ones; the slow disk is the real one with a pause before
//! every flush, inside this process, so it is no proof of a particular medium. Wall time is counted,
//! because waiting is what this is about; on a busy machine compare the ratios of several runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use anyhow::{Context, Result, ensure};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stocktake::store::{Attributes, Disk, RealDisk};
use stocktake::tui::app::{App, Setup};
use stocktake::tui::keymap::resolve;
use stocktake::tui::theme::{Glyphs, Theme};
use stocktake::tui::view;
use stocktake::workspace::Workspace;

/// How many keys a turn has, and how many turns each disk.
const KEYS: usize = 200;
const TURNS: usize = 5;

/// The time between two keys: as fast as a keyboard repeats one.
const BETWEEN: Duration = Duration::from_millis(33);

/// The real disk with a pause before every flush.
#[derive(Debug)]
struct SlowDisk {
    pause: Duration,
    flushes: AtomicUsize,
}

impl SlowDisk {
    fn flush(&self) {
        self.flushes.fetch_add(1, Ordering::Relaxed);
        thread::sleep(self.pause);
    }
}

impl Disk for SlowDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        self.flush();
        RealDisk.create(path, content, mode)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.flush();
        RealDisk.append(path, content)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        RealDisk.exchange(a, b)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.flush();
        RealDisk.flush_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        RealDisk.attributes(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        RealDisk.names(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.make_folder(folder)
    }
}

/// What one disk came to.
#[derive(Default)]
struct Measured {
    milliseconds: Vec<f64>,
    /// Keys that were pressed while something was on its way to the disk.
    busy: usize,
}

impl Measured {
    fn at(&self, share: f64) -> f64 {
        let last = self.milliseconds.len() - 1;
        self.milliseconds[(last as f64 * share).round() as usize]
    }
}

fn main() -> Result<()> {
    let pause = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100);
    let pause = Duration::from_millis(pause);
    let mut all: [Measured; 2] = Default::default();
    let mut flushes = 0;
    for _ in 0..TURNS {
        for (measured, pause) in all.iter_mut().zip([Duration::ZERO, pause]) {
            let disk = Arc::new(SlowDisk { pause, flushes: AtomicUsize::new(0) });
            turn(measured, Arc::<SlowDisk>::clone(&disk))?;
            flushes += disk.flushes.load(Ordering::Relaxed);
        }
    }
    println!("a key that records a change, and its frame at 200x60, wall time in ms:");
    let names = ["no pause".to_owned(), format!("{} ms", pause.as_millis())];
    for (measured, name) in all.iter_mut().zip(names) {
        measured.milliseconds.sort_by(f64::total_cmp);
        let [median, high, most] = [0.5, 0.99, 1.0].map(|share| measured.at(share));
        let (keys, busy) = (measured.milliseconds.len(), measured.busy);
        println!(
            "  each flush {name:>9}: median {median:6.2}   99th percentile {high:6.2}   most {most:6.2}   \
             ({keys} keys, {busy} of them while saving)"
        );
    }
    let ratio = |share| all[1].at(share) / all[0].at(share);
    println!("  slow to fast: median {:.2}, 99th percentile {:.2}", ratio(0.5), ratio(0.99));
    println!("  {flushes} flushes");
    ensure!(
        all[1].busy * 10 > all[1].milliseconds.len() * 9,
        "nothing was being saved: no measure"
    );
    Ok(())
}

/// Opens an assessment and gives one question two levels in turn; everything has to be in the file
/// in the end.
fn turn(measured: &mut Measured, disk: Arc<dyn Disk>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["frameworks", "assessments"] {
        copy(&root.join(name), &folder.path().join(name))?;
    }
    let theme = Theme::colours(Glyphs::unicode());
    let clock = || jiff::Zoned::now().datetime();
    let workspace = Workspace::open(folder.path())?.on_disk(disk);
    let mut app = App::new(workspace, Setup { theme, clock, language: None });
    app.settle();
    let mut terminal = Terminal::new(TestBackend::new(200, 60))?;
    draw(&mut app, &mut terminal)?;
    let keys = "/xcl 2025 self\n".chars();
    for key in keys.map(|c| if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) }) {
        press(&mut app, &mut terminal, key)?;
    }
    app.settle();
    for at in 0..KEYS {
        measured.busy += usize::from(app.is_busy());
        let start = Instant::now();
        press(&mut app, &mut terminal, KeyCode::Char(if at % 2 == 0 { '2' } else { '3' }))?;
        measured.milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
        // As the loop does it.
        while start.elapsed() < BETWEEN {
            app.hear();
            thread::sleep(Duration::from_millis(1));
        }
    }
    app.settle();
    let text = fs::read_to_string(folder.path().join("assessments/XCL/2025/self.toml"))?;
    ensure!(text.contains("level = 3"), "the last answer is not in the file");
    Ok(())
}

fn press(app: &mut App, terminal: &mut Terminal<TestBackend>, code: KeyCode) -> Result<()> {
    if let Some(action) = resolve(app.place(), KeyEvent::new(code, KeyModifiers::NONE)) {
        app.act(&action);
    }
    draw(app, terminal)
}

fn draw(app: &mut App, terminal: &mut Terminal<TestBackend>) -> Result<()> {
    let mut seen = None;
    terminal.draw(|frame| seen = Some(view::draw(app, frame.buffer_mut())))?;
    app.seen = seen.context("a frame")?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
