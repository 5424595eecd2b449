//! Fourteen ways out of the program, in a real terminal: afterwards the terminal is as it was, the
//! exit status says what happened, a line says where the work is, and what was shown as recorded is
//! found again.
//!
//! How often each is taken is for `STOCKTAKE_TIER` to say, as for the other tiers of
//! docs/reliability.md. The parts that break are those of `examples/faulty_screens.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use stocktake::domain::{Id, Selection, Verdict};
use stocktake::workspace::Workspace;

use crate::running::Running;
use crate::support::demonstration;

const KEY: &str = "XCL/2025";
const FILE: &str = "assessments/XCL/2025/self.toml";
/// The first open question, and how it is numbered.
const QUESTION: (&str, &str) = ("child-impact-screening", "1.4.3");

/// A way out.
struct Exit {
    name: &'static str,
    /// What breaks, of `examples/faulty_screens.rs`; nothing: the program itself.
    broken: &'static str,
    act: fn(&mut Running, &Path),
    status: u32,
    /// What is said of the work; nothing where nothing has to be said or nobody is left to hear it.
    says: &'static str,
    /// The levels that may be in the file afterwards, if any change was shown as recorded.
    levels: &'static [f64],
}

impl Exit {
    const fn new(name: &'static str, status: u32, act: fn(&mut Running, &Path)) -> Self {
        Self { name, broken: "", act, status, says: "", levels: &[3.0] }
    }

    const fn says(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    /// The part breaks at the next change, which may be recorded or not.
    const fn broken(self, broken: &'static str, levels: &'static [f64]) -> Self {
        Self { broken, levels, ..self }
    }
}

const EXITS: [Exit; 14] = [
    Exit::new("the key for leaving", 0, |running, _| running.press("q")),
    Exit::new("Ctrl-C", 0, |running, _| running.press("\u{3}")),
    Exit::new("SIGHUP", 129, |running, _| running.signal("-HUP")).says("everything is in "),
    Exit::new("SIGINT", 130, |running, _| running.signal("-INT")).says("everything is in "),
    Exit::new("SIGQUIT", 131, |running, _| running.signal("-QUIT")).says("everything is in "),
    Exit::new("SIGTERM", 143, |running, _| running.signal("-TERM")).says("everything is in "),
    Exit::new("a pause, and on at another size", 0, pause),
    Exit::new("a panic of the screens", 70, breaks)
        .broken("screen", &[3.0])
        .says("everything is in "),
    Exit::new("a panic of the thread that saves", 70, breaks)
        .broken("saver", &[2.0, 3.0])
        .says("stocktake recover XCL/2025"),
    Exit::new("a panic of what writes the journal", 70, breaks)
        .broken("journal", &[2.0, 3.0])
        // Written anew, or as a copy.
        .says("everything is in "),
    Exit::new("the terminal is closed", 129, |running, _| running.close()),
    Exit::new("the keyboard is gone", 129, |running, _| running.unplug()).says(KEY),
    Exit::new("a terminal that is too small", 0, too_small),
    Exit { levels: &[4.0], ..Exit::new("leaving although the file cannot be saved", 0, leave) }
        .says("stocktake recover XCL/2025"),
];

fn breaks(running: &mut Running, folder: &Path) {
    fs::write(folder.join("break"), "").unwrap();
    running.press("2");
}

fn pause(running: &mut Running, _: &Path) {
    running.signal("-TSTP");
    running.until("a pause", Running::is_stopped);
    running.until("the terminal is given back", |running| running.altered().is_empty());
    running.resize(30, 100);
    let before = running.raw().len();
    running.signal("-CONT");
    running.until("the screen is taken again", |running| {
        running.raw()[before..].windows(8).any(|w| w == b"\x1b[?1049h")
    });
    running.until("a whole screen at the new size", |running| {
        running.screen().lines().count() == 30 && running.screen().contains(QUESTION.1)
    });
    running.press("q");
}

fn too_small(running: &mut Running, _: &Path) {
    running.resize(5, 20);
    running.wait_for("too small");
    running.press("q");
}

fn leave(running: &mut Running, folder: &Path) {
    // A file with a second name is not replaced, and its journal is written all the same.
    running.wait_for(" saved ");
    let second = folder.join("second");
    fs::hard_link(folder.join(FILE), &second).unwrap();
    running.press("4");
    running.wait_for("NOT SAVED");
    running.press("\u{1b}");
    running.wait_for("SAVE FAILED");
    running.until("the list is gone", |running| !running.screen().contains("NOT SAVED"));
    running.press("q");
    running.wait_for("Leave; the journal keeps");
    running.press("\u{1b}[F\r");
    running.wait_for("Type the word leave");
    running.press("leave\r");
    running.ended();
    fs::remove_file(second).unwrap();
}

/// Takes a way out, after a wait that differs from round to round; what is wrong with it.
fn take(exit: &Exit, round: usize) -> Vec<String> {
    let folder = demonstration();
    let path = folder.path();
    let program =
        Path::new(env!("CARGO_BIN_EXE_stocktake")).with_file_name("examples/faulty_screens");
    assert!(program.exists(), "build first: cargo build --examples");
    let mut running = match exit.broken {
        "" if exit.name == "the keyboard is gone" => Running::start_on_two(path),
        "" => Running::start(path),
        way => Running::start_program(&program, &[way.as_ref(), path.as_os_str()]),
    };
    running.wait_for("Aravia");
    running.press("/xcl 2025 self\r");
    running.wait_for(QUESTION.1);
    running.press("3");
    thread::sleep(Duration::from_millis((round * 7 % 40) as u64));
    (exit.act)(&mut running, path);
    let status = running.ended();
    let mut wrong = Vec::new();
    if status != exit.status {
        wrong.push(format!("it ended with {status} and not with {}", exit.status));
    }
    if exit.broken != "vanish" && !exit.says.is_empty() {
        running.wrote(exit.says);
    }
    running.heard_out();
    wrong.extend(running.altered());
    let level = level(path);
    if running.was_recorded() && !level.is_some_and(|level| exit.levels.contains(&level)) {
        wrong.push(format!("recorded, and the level is {level:?} afterwards"));
    }
    wrong.iter().map(|what| format!("{}, round {round}: {what}", exit.name)).collect()
}

/// The answer that is in the file once everything that a journal holds is brought into it.
fn level(folder: &Path) -> Option<f64> {
    let workspace = Workspace::open(folder).unwrap();
    let key = Selection::new(KEY).unwrap().single().unwrap();
    let mut session = workspace.edit(&key).unwrap();
    assert!(session.others().is_none(), "somebody holds it still");
    session.recover().unwrap();
    session.settle().unwrap();
    let id = Id::new(QUESTION.0).unwrap();
    match session.assessment().answers.get(&id)?.verdict {
        Some(Verdict::Scored(level)) => Some(level),
        _ => None,
    }
}

/// A terminal that walks on its own.
type Lane<'a> = thread::ScopedJoinHandle<'a, Vec<String>>;

/// How often each way is taken.
fn rounds() -> usize {
    match std::env::var("STOCKTAKE_TIER").as_deref() {
        Ok("nightly") => 50,
        Ok("commit") => 2,
        _ => 1,
    }
}

/// A program that does not give the terminal back, and one that writes nothing, are noticed.
#[test]
fn a_lifecycle_that_is_broken_on_purpose_is_noticed() {
    let vanish = Exit::new("vanish", 70, breaks).broken("vanish", &[3.0]);
    let wrong = take(&vanish, 0).join("\n");
    println!("{wrong}");
    assert!(wrong.contains("the terminal was"), "{wrong}");
    for left in ["ended with 0", "mode 1049 is left true", "mode 2004", "mode 25 is left false"] {
        assert!(wrong.contains(left), "{left}: {wrong}");
    }
    let forget = Exit::new("forget", 0, |running, _| {
        running.wait_for(" saved ");
        running.press("q");
    });
    let wrong = take(&forget.broken("forget", &[3.0]), 0).join("\n");
    println!("{wrong}");
    assert!(wrong.contains("recorded, and the level is None"), "{wrong}");
}

#[test]
fn every_lifecycle_ends_with_the_terminal_given_back_and_nothing_lost() {
    /// How many terminals there are at a time.
    const AT_ONCE: usize = 4;
    let rounds = rounds();
    let walk = |lane: usize| -> Vec<String> {
        let all = (0..rounds).flat_map(|round| EXITS.iter().map(move |exit| (exit, round)));
        let own = all.enumerate().filter(|(at, _)| at % AT_ONCE == lane);
        own.flat_map(|(_, (exit, round))| take(exit, round)).collect()
    };
    let wrong: Vec<String> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..AT_ONCE).map(|lane| scope.spawn(move || walk(lane))).collect();
        let over =
            |lane: Lane<'_>| lane.join().unwrap_or_else(|_| vec!["a panic, see above".into()]);
        lanes.into_iter().flat_map(over).collect()
    });
    let names: BTreeSet<&str> = EXITS.iter().map(|exit| exit.name).collect();
    println!("{} ways out, {rounds} times each: {} wrong", names.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
