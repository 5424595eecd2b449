//! Files that cannot be used, and saves that cannot be made.

use std::fs;

use insta::assert_snapshot;
use stocktake::domain::{Change, Verdict};
use stocktake::workspace::Workspace;

use crate::support::Room;

#[test]
fn a_broken_file_is_listed_with_its_message_and_the_others_work() {
    let mut room = Room::prepared(80, 24, |folder| {
        fs::write(folder.join("assessments/XAA/2022/self.toml"), "country = \"XAA\"\nyear = \n")
            .unwrap();
        fs::write(folder.join("assessments/XAA/2022/notes.toml"), "").unwrap();
    });
    room.keys("Down Down");
    assert_snapshot!("broken_80x24", room.screen());
    room.keys("Enter");
    assert!(room.screen().contains("This file cannot be used"));
    room.keys("Esc Up Up Enter");
    assert!(room.line_with("question").starts_with("1.1.1"));
}

#[test]
fn what_somebody_else_wrote_is_never_overwritten() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let path = room.path("assessments/XCL/2025/self.toml");
    // It cannot be merged: the file is not whole.
    let good = fs::read_to_string(&path).unwrap();
    let theirs = good.clone() + "\n# theirs\nhalf = ";
    fs::write(&path, &theirs).unwrap();
    room.keys("3");
    assert_snapshot!("overtaken_80x24", room.screen());
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    room.keys("Esc");
    assert!(room.screen().contains("SAVE FAILED"), "it stays on the screen");
    room.keys("q");
    assert!(room.asked.is_empty(), "leaving asks first");
    room.keys("Esc Ctrl-S Down Enter");
    assert!(room.screen().contains("A copy is in"));
    assert_eq!(fs::read_dir(room.path("exports")).unwrap().count(), 1);
    // Once it is, both are there.
    fs::write(&path, good.clone() + "\n# theirs\n").unwrap();
    room.keys("Ctrl-S Enter");
    assert!(room.screen().contains("saved 14:03:22"));
    let merged = fs::read_to_string(&path).unwrap();
    assert!(merged.contains("# theirs") && merged.contains("level = 3") && merged != good);
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_merged_and_told() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let path = room.path("assessments/XCL/2025/self.toml");
    let before = fs::read_to_string(&path).unwrap();
    let name = "territory_note = \"as of May\"\n\n[framework]";
    fs::write(&path, before.replacen("\n[framework]", name, 1) + "\n# theirs\n").unwrap();
    room.keys("3");
    let told = "Somebody else has changed the file: 1 change came in.";
    assert!(room.screen().contains(told), "{}", room.screen());
    assert!(room.screen().contains("saved 14:03:22"));
    let both = fs::read_to_string(&path).unwrap();
    assert!(both.contains("# theirs") && both.contains("as of May"), "{both}");
    assert_ne!(both, before);
}

#[test]
fn two_answers_to_one_question_are_a_conflict_on_the_screen() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let path = room.path("assessments/XCL/2025/self.toml");
    let id = room.app.open.as_ref().unwrap().framework().questions().nth(14).unwrap().1.id.clone();
    // The same question, answered in another program.
    let other = Workspace::open(&room.path(".")).unwrap();
    let key = room.app.open.as_ref().unwrap().key().clone();
    let level = |n| vec![Change::verdict(&id, Some(Verdict::Scored(n)))];
    other.edit(&key).unwrap().apply(&level(1.0)).unwrap();
    room.keys("3");
    assert!(room.screen().contains("1 conflict to resolve"), "{}", room.screen());
    let both = fs::read_to_string(&path).unwrap();
    assert!(both.contains("ours = { level = 3 }"), "{both}");
    assert!(both.contains("theirs = { level = 1 }"), "{both}");
    assert!(room.line_with("Answer").contains("not agreed: ours level 3, theirs level 1"));
    // A third answer is refused until somebody has looked at both.
    room.keys("2");
    assert!(room.screen().contains("two sides answered"), "{}", room.screen());
    room.keys("F4 Enter");
    for line in [
        "Two sides disagree: child-impact-screening verdict",
        "Ours: level 3",
        "Theirs: level 1",
        "As it was before: nothing",
        "Neither, but level 2",
        "Decide later, and go there",
    ] {
        assert!(
            room.screen().contains(line),
            "{line}:
{}",
            room.screen()
        );
    }
    // A third level: neither 3 nor 1, and not the open question of before.
    room.keys("Down Down Down Enter");
    let settled = fs::read_to_string(&path).unwrap();
    assert!(!settled.contains("[[conflicts]]"), "{settled}");
    let level = room.app.open.as_ref().unwrap().assessment().answers[&id].verdict.clone();
    assert_eq!(level, Some(Verdict::Scored(2.0)));
    // The choice is a step like any other.
    room.keys("u");
    assert!(fs::read_to_string(&path).unwrap().contains("[[conflicts]]"));
}

/// What was recorded here and overtaken by somebody else is found when the file is opened again.
#[test]
fn what_was_recorded_is_offered_when_the_file_is_opened_again() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let path = room.path("assessments/XCL/2025/self.toml");
    let theirs = fs::read_to_string(&path).unwrap() + "\n# theirs\n";
    fs::write(&path, &theirs).unwrap();
    let whole = theirs.clone();
    fs::write(&path, theirs.clone() + "half = ").unwrap();
    room.keys("3 Esc");
    fs::write(&path, &whole).unwrap();
    room.keys("Ctrl-S Down Down Enter");
    assert!(room.screen().contains("1 change(s) were recorded from"), "{}", room.screen());
    assert!(room.screen().contains("1.4.3: open -> 3 Integration"), "{}", room.screen());
    room.keys("Down Down Enter 4");
    assert!(room.screen().contains("decide about them first"), "{}", room.screen());
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    room.keys("1");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs, "until somebody has decided");
}

#[test]
fn a_save_that_fails_says_so_until_it_works() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let (folder, aside) = (room.path("assessments/XCL/2025"), room.path("aside"));
    fs::rename(&folder, &aside).unwrap();
    fs::write(&folder, "a file stands where the folder was").unwrap();
    room.keys("3");
    assert!(room.screen().contains("SAVE FAILED"));
    assert!(room.screen().contains("Try to save again"));
    fs::remove_file(&folder).unwrap();
    fs::rename(&aside, &folder).unwrap();
    room.keys("Enter");
    assert!(room.screen().contains("saved 14:03:22"));
    assert!(room.file("assessments/XCL/2025/self.toml").contains("level = 3"));
}

#[test]
fn nothing_from_a_file_steers_the_terminal() {
    let mut room = Room::prepared(80, 24, |folder| {
        let path = folder.join("assessments/XAA/2025/self.toml");
        let text = fs::read_to_string(&path).unwrap();
        let name = "country_name = \"A\\u001b[2J\\u202eB\\u200b\\u009bC\"";
        fs::write(path, text.replace("country_name = \"Aravia\"", name)).unwrap();
    });
    assert!(room.screen().contains("A<U+001B>[2J"));
    room.keys("Enter");
    assert!(room.screen().contains("A<U+001B>[2J<U+202E>B<U+200B><U+009B>C"));
}
