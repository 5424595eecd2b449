//! What a key costs: from the key to its finished frame at 200x60, in processor time, and from the
//! start to the first complete frame.
//!
//! `cargo bench --bench frame`. Saving is part of it where a key saves: the answer is on disk before
//! the frame says so. The processor time of the process is what is counted, since the disk of the
//! machine is not the program's.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stocktake::domain::Selection;
use stocktake::tui::app::{App, Setup};
use stocktake::tui::keymap::resolve;
use stocktake::tui::theme::{Glyphs, Theme};
use stocktake::tui::view;
use stocktake::workspace::Workspace;

#[path = "support/made.rs"]
mod made;

use made::Shape;

const KEYS: usize = 400;

type Screen = Terminal<TestBackend>;

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["frameworks", "assessments"] {
        copy(&root.join(name), &folder.path().join(name))?;
    }
    let mut firsts = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        let mut app = open(folder.path())?;
        let mut terminal = Terminal::new(TestBackend::new(200, 60))?;
        draw(&mut app, &mut terminal)?;
        let first = start.elapsed().as_secs_f64() * 1e3;
        app.settle();
        draw(&mut app, &mut terminal)?;
        firsts.push((first, start.elapsed().as_secs_f64() * 1e3));
    }
    firsts.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("from the start to the first frame     median {:6.1} ms", firsts[10].0);
    firsts.sort_by(|a, b| a.1.total_cmp(&b.1));
    println!("... with everything on it             median {:6.1} ms", firsts[10].1);
    let selection = Selection::new("XBR/2025").map_err(anyhow::Error::msg)?;
    let key = selection.single().context("one assessment")?;
    println!("a key and its frame at 200x60, processor time in ms:");
    for (name, keys) in [
        ("home: moving", vec![KeyCode::Down, KeyCode::Up]),
        ("assess: next question", vec![KeyCode::F(3), KeyCode::Enter]),
        ("assess: a level, saved", vec![KeyCode::F(3), KeyCode::Char('2'), KeyCode::Char('3')]),
        ("results: moving", vec![KeyCode::F(5), KeyCode::Down]),
        ("years: moving", vec![KeyCode::F(6), KeyCode::Down]),
        ("countries: moving", vec![KeyCode::F(7), KeyCode::Down, KeyCode::Right]),
        ("priorities: moving", vec![KeyCode::F(8), KeyCode::Down]),
        ("exchange: moving", vec![KeyCode::F(9), KeyCode::Down]),
    ] {
        let mut app = open(folder.path())?;
        app.settle();
        let mut terminal = Terminal::new(TestBackend::new(200, 60))?;
        press(&mut app, &mut terminal, KeyCode::Char('/'))?;
        for c in key.to_string().replace('/', " ").chars() {
            press(&mut app, &mut terminal, KeyCode::Char(c))?;
        }
        press(&mut app, &mut terminal, KeyCode::Enter)?;
        pressed(name, &mut app, &mut terminal, &keys)?;
    }
    heat_map()
}

/// The heat map of 195 countries over 50 years of 150 answers: every country's newest year against
/// every node, scrolled down and to the side.
fn heat_map() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let shape = Shape { countries: 195, years: 50, questions: 150, groups: 30 };
    let files = made::generate(folder.path(), shape)?.len();
    let mut app = open(folder.path())?;
    app.settle();
    let mut terminal = Terminal::new(TestBackend::new(200, 60))?;
    press(&mut app, &mut terminal, KeyCode::F(7))?;
    app.settle();
    println!("the heat map of {files} assessments, processor time in ms:");
    for (name, keys) in [
        ("down", vec![KeyCode::Down]),
        ("right", vec![KeyCode::Right]),
        ("a page down and up", vec![KeyCode::PageDown, KeyCode::PageDown, KeyCode::PageUp]),
        ("to the end and back", vec![KeyCode::End, KeyCode::Home]),
    ] {
        pressed(name, &mut app, &mut terminal, &keys)?;
    }
    anyhow::ensure!(seen(&terminal).contains("by the alphabet"), "the countries are on the screen");
    Ok(())
}

/// Presses keys in turn and prints what each cost, with its frame. Where the clock of processor time
/// ticks coarsely, the mean says more than single keys do.
fn pressed(name: &str, app: &mut App, terminal: &mut Screen, keys: &[KeyCode]) -> Result<()> {
    let mut times = Vec::with_capacity(KEYS);
    for at in 0..KEYS {
        let start = cpu_ms()?;
        press(app, terminal, keys[at % keys.len()])?;
        times.push(cpu_ms()? - start);
        app.settle();
    }
    times.sort_by(f64::total_cmp);
    let mean = times.iter().sum::<f64>() / KEYS as f64;
    let last = times[(KEYS - 1) * 99 / 100];
    println!("  {name:24} mean {mean:6.2}   99th percentile {last:6.2}");
    Ok(())
}

fn seen(terminal: &Screen) -> String {
    terminal.backend().buffer().content.iter().map(ratatui::buffer::Cell::symbol).collect()
}

fn open(root: &Path) -> Result<App> {
    let theme = Theme::colours(Glyphs::unicode());
    let clock = || jiff::Zoned::now().datetime();
    Ok(App::new(Workspace::open(root)?, Setup { theme, clock, language: None }))
}

fn press(app: &mut App, terminal: &mut Screen, code: KeyCode) -> Result<()> {
    if let Some(action) = resolve(app.place(), KeyEvent::new(code, KeyModifiers::NONE)) {
        app.act(&action);
    }
    draw(app, terminal)
}

fn draw(app: &mut App, terminal: &mut Screen) -> Result<()> {
    let mut seen = None;
    terminal.draw(|frame| seen = Some(view::draw(app, frame.buffer_mut())))?;
    app.seen = seen.context("a frame")?;
    Ok(())
}

/// The processor time of this process so far, where the system says: user and system together, to
/// a microsecond.
fn cpu_ms() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = text.split_whitespace().next().context("a number")?.parse()?;
    Ok(nanoseconds / 1e6)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
