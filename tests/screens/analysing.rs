//! The analyses that `a` opens on Results, Years and Countries: what they show, that it is what the
//! command says that they name, and that nobody has to wait for them.

use std::fs;
use std::process::Command;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use insta::assert_snapshot;
use stocktake::report::{Cell, Table};
use stocktake::tui::keymap::resolve;
use stocktake::tui::overlay::{Analyses, Block, Overlay, State};
use stocktake::tui::theme::{Glyphs, Theme};

use crate::support::Room;

fn analyses(room: &Room) -> &Analyses {
    match &room.app.overlay {
        Some(Overlay::Analyses(analyses)) => analyses,
        other => panic!("no analyses are in front: {other:?}"),
    }
}

fn blocks(room: &Room) -> &[Block] {
    let analyses = analyses(room);
    match &analyses.pages[analyses.at].state {
        State::Done(blocks) => blocks,
        other => panic!("{:?}: {other:?}", analyses.pages[analyses.at].analysis),
    }
}

fn tables(room: &Room) -> Vec<&Table> {
    let table = |block: &'_ Block| matches!(block, Block::Table(_));
    let found = blocks(room).iter().filter(|block| table(block));
    found
        .filter_map(|block| if let Block::Table(table) = block { Some(&**table) } else { None })
        .collect()
}

#[test]
fn scores_say_how_sure_they_are() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    assert_snapshot!("sure_80x24", room.keys("F5 a").screen());
    assert_snapshot!("sure_end_80x24", room.keys("End").screen());
    assert_snapshot!("sure_200x60", room.resize(200, 60).screen());
}

#[test]
fn a_score_says_what_it_hangs_on() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert_snapshot!("drivers_80x24", room.keys("F5 Down a Right").screen());
    assert_snapshot!("drivers_200x60", room.resize(200, 60).screen());
}

#[test]
fn changes_say_whether_they_are_more_than_doubt() {
    let mut room = Room::on(80, 24, "XBR/2025/self");
    assert_snapshot!("real_80x24", room.keys("F6 a").screen());
    assert_snapshot!("real_200x60", room.resize(200, 60).screen());
}

#[test]
fn countries_say_how_far_their_ranks_stand() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    assert_snapshot!("spread_80x24", room.keys("F7 a").screen());
    assert_snapshot!("panel_80x24", room.keys("Right").screen());
    assert_snapshot!("ranks_80x24", room.keys("Right").screen());
    assert_snapshot!("ranks_200x60", room.resize(200, 60).screen());
    assert_snapshot!("index_80x24", room.resize(80, 24).keys("Right").screen());
    assert_snapshot!("choices_80x24", room.keys("Right").screen());
    assert_snapshot!("weights_80x24", room.keys("Right").screen());
    assert_snapshot!("relations_80x24", room.keys("Right").screen());
    assert_snapshot!("index_200x60", room.resize(200, 60).keys("Left Left Left").screen());
}

#[test]
fn the_same_answers_are_cut_by_lens_action_and_kind() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert_snapshot!("cuts_80x24", room.keys("F5 a Left").screen());
}

/// Every analysis names its commands, and every row that it shows is one that they print.
#[test]
fn a_view_shows_what_its_command_prints() {
    let mut room = Room::prepared(200, 60, |folder| {
        let groups = "[coast]\nname = \"The coast\"\nmembers = [\"XAA\", \"XCL\", \"XZZ\"]\n";
        fs::write(folder.join("peers.toml"), groups).unwrap();
    });
    let mut seen = 0;
    for (assessment, way, views) in [
        ("XAA/2025/self", "F5 a", 4),
        ("XAA/2025/self", "F6 a", 2),
        ("XAA/2025/self", "F7 Right a", 7),
        ("XAA/2025/self", "F7 p p p p Down a", 7),
        ("XAA/2025/shadow", "F5 v", 1),
        ("XBR/2025/self", "F5 v", 1),
    ] {
        room.open(assessment);
        room.keys(way);
        for _ in 0..views {
            seen += compared(&room);
            room.keys("Right");
        }
        room.keys("Esc");
    }
    assert!(seen > 500, "only {seen} rows were compared");
}

/// Runs the commands of the analysis in front; every row behind one must be among what it prints, without
/// the columns that the screen leaves out.
fn compared(room: &Room) -> usize {
    let mut printed: Vec<Vec<String>> = Vec::new();
    let (mut seen, mut command) = (0, String::new());
    for block in blocks(room) {
        match block {
            Block::Command(words) => {
                command.clone_from(words);
                printed = run(room, words);
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let shown = row.iter().map(Cell::shown).map(str::trim);
                    let shown: Vec<String> =
                        shown.filter(|text| !text.is_empty()).map(str::to_owned).collect();
                    let holds = |row: &Vec<String>| {
                        let mut cells = row.iter();
                        shown.iter().all(|cell| cells.any(|printed| printed == cell))
                    };
                    assert!(printed.iter().any(holds), "{command}: {shown:?}\n{printed:#?}");
                    seen += 1;
                }
            }
            Block::Heading(_) | Block::Text(_) | Block::Notes(_) => {}
        }
    }
    seen
}

/// The filled cells of every row that a command prints.
fn run(room: &Room, words: &str) -> Vec<Vec<String>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stocktake"));
    command.current_dir(room.path("")).env_clear().env("HOME", room.path("")).env("COLUMNS", "600");
    let run = command.args(words.split(' ')).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{words}: {}", String::from_utf8_lossy(&run.stderr));
    let out = String::from_utf8(run.stdout).unwrap();
    let row = |line: &str| {
        // A trend that breaks has the sign of a column's edge in it, without blanks around it.
        let cells = line.trim_matches('|').split(" | ").map(str::trim);
        cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    out.lines().filter(|line| line.starts_with('|')).map(row).collect()
}

/// A score that is withheld never stands there as a number, and nothing that was drawn for it.
#[test]
fn what_is_no_finding_never_looks_like_one() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("F5 a");
    let at = |table: &Table, key: &str| table.columns.iter().position(|c| c.key == key).unwrap();
    let tables = tables(&room);
    let (verdict, percent) = (at(tables[0], "verdict"), at(tables[0], "percent"));
    let mut withheld = 0;
    for row in tables[0].rows.iter().filter(|row| row[verdict].shown() == "no finding") {
        withheld += 1;
        assert!(row[percent].value().is_none(), "{row:?}");
        let numbers = row.iter().filter(|cell| cell.value().is_some());
        assert!(numbers.map(Cell::shown).all(|text| text.starts_with('(')), "{row:?}");
    }
    assert!(withheld > 3, "the demonstration has no score that is withheld");
}

/// A key is taken while an analysis is worked out; Esc stops it, Enter begins anew, and what was worked
/// out stays.
#[test]
fn a_view_that_is_worked_out_holds_no_key_up_and_can_be_stopped() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F5");
    let press = |room: &mut Room, code: KeyCode| {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        let action = resolve(room.app.place(), key).unwrap();
        room.app.act(&action);
    };
    press(&mut room, KeyCode::Char('a'));
    assert!(room.app.is_busy() && matches!(analyses(&room).pages[0].state, State::Running));
    press(&mut room, KeyCode::Esc);
    assert!(room.app.job.is_none() && matches!(analyses(&room).pages[0].state, State::Stopped));
    assert!(room.screen().contains("It was stopped"));
    // Another analysis takes the place of the one that is being worked out.
    press(&mut room, KeyCode::Enter);
    press(&mut room, KeyCode::Left);
    room.app.settle();
    let states = analyses(&room);
    assert!(matches!(states.pages[3].state, State::Done(_)));
    assert!(matches!(states.pages[0].state, State::Waiting));
    room.keys("Right");
    assert!(room.screen().contains("uncertainty XAA/2025/self --depth 2"));
    room.keys("Esc");
    assert!(room.app.overlay.is_none(), "what is worked out is left at once");
}

/// A round in one perspective has no gaps, and one year no change.
#[test]
fn a_view_without_anything_says_so() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("F5 v");
    assert!(room.screen().contains("There is no other perspective of this round"));
    let mut room = Room::prepared(80, 24, |folder| {
        for year in ["2019", "2022"] {
            fs::remove_dir_all(folder.join("assessments/XCL").join(year)).unwrap();
        }
    });
    room.open("XCL/2025/self");
    for way in ["F6 a", "Right"] {
        assert!(room.keys(way).screen().contains("There is one year only"), "{}", room.screen());
    }
}

#[test]
fn the_views_are_plain_where_the_terminal_is() {
    let mut room = Room::on(80, 24, "XBR/2025/self");
    room.app.setup.theme = Theme::mono(Glyphs::ascii());
    for way in ["F5 a", "Left", "Esc F6 a", "Esc F7 a Right"] {
        let screen = room.keys(way).screen();
        assert!(screen.is_ascii(), "{screen}");
    }
}

/// What is drawn can be chosen: the tables and the commands go by it, here and wherever analyses are
/// opened afterwards.
#[test]
fn what_is_drawn_can_be_chosen() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    let usual = rows(room.keys("F5 a"));
    assert_snapshot!("draws_80x24", room.keys("s").screen());
    assert_eq!(rows(room.keys("Esc")), usual, "nothing was changed");
    room.keys("s Ctrl-u").type_text("400").keys("Down Ctrl-u").type_text("7").keys("Down Right");
    room.keys("Down Right Down Down Right Down Down").type_text("5").keys("Down").type_text("1");
    room.keys("Down Right Enter");
    assert_eq!(
        command(&room),
        "uncertainty XAA/2025/self --depth 2 --draws 400 --seed 7 --vary missing,weights,rule \
         --dirichlet 5 --weight-depths 1 --unstated sure"
    );
    assert_ne!(rows(&room), usual);
    let mut seen = compared(&room);
    for (way, views) in [("Right", 1), ("Esc F6 a", 1), ("Esc F7 a", 7)] {
        room.keys(way);
        for _ in 0..views {
            seen += compared(&room);
            room.keys("Right");
        }
    }
    assert!(seen > 200, "only {seen} rows were compared");
    // The index knows no Dirichlet: what it goes by stays what it was.
    room.keys("Left Left s Down Down Down Down Down Left Down Ctrl-u")
        .type_text("7")
        .keys("Ctrl-s");
    assert_eq!(command(&room), "analyse --show intervals --draws 400 --seed 7 --noise 7");
    assert!(compared(&room) > 0);
}

/// A setting that cannot be is said where it was written, and nothing is lost.
#[test]
fn what_cannot_be_drawn_is_refused_where_it_stands() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F5 a s Ctrl-u").type_text("0").keys("Ctrl-s");
    assert!(room.screen().contains("a whole number from 1 to 1000000"), "{}", room.screen());
    room.keys("Ctrl-u").type_text("50").keys("Down Down Right Down Down Right Down Right Right");
    assert!(room.keys("Ctrl-s").screen().contains("something must vary"), "{}", room.screen());
    room.keys("Esc Esc");
    assert!(matches!(analyses(&room).pages[0].state, State::Done(_)));
    assert!(room.keys("Left s").screen().contains("Nothing is drawn here"), "{}", room.screen());
}

/// The first command of the analysis in front.
fn command(room: &Room) -> &str {
    let named = |block: &'_ Block| matches!(block, Block::Command(_));
    match blocks(room).iter().find(|block| named(block)) {
        Some(Block::Command(words)) => words,
        _ => panic!("no command is named"),
    }
}

/// Every row of the analysis in front.
fn rows(room: &Room) -> Vec<Vec<String>> {
    let row = |row: &Vec<Cell>| row.iter().map(|cell| cell.shown().to_owned()).collect();
    tables(room).iter().flat_map(|table| table.rows.iter().map(row)).collect()
}
