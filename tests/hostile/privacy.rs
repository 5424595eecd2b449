//! Personal data in free text: what was planted is found, what is clean is left alone, and both
//! places that warn do so with a place and a remedy, without repeating the text.
//!
//! Every person in the two lists is invented. The lists and the patterns have the same author: on
//! notes of others the figures will be lower.

use std::fs;

use stocktake::domain::{Sign, signs};
use stocktake::workspace::Workspace;

use crate::support::Room;

const PLANTED: &str = include_str!("planted.txt");
const CLEAN: &str = include_str!("clean.txt");

const KINDS: [(&str, Sign); 7] = [
    ("email", Sign::Email),
    ("phone", Sign::Phone),
    ("identity", Sign::Identity),
    ("birth", Sign::Birth),
    ("name-with-age", Sign::NameWithAge),
    ("coordinates", Sign::Coordinates),
    ("few-persons", Sign::FewPersons),
];

#[test]
fn what_is_planted_is_found_and_what_is_clean_is_left_alone() {
    let planted: Vec<(&str, &str)> = PLANTED.lines().filter_map(|l| l.split_once('\t')).collect();
    let clean: Vec<&str> = CLEAN.lines().collect();
    assert!(planted.len() >= 300 && clean.len() >= 300, "{} {}", planted.len(), clean.len());
    let missed: Vec<_> = planted.iter().filter(|(_, text)| signs(text).is_empty()).collect();
    let alarms: Vec<_> = clean.iter().filter(|text| !signs(text).is_empty()).collect();
    for (name, kind) in KINDS {
        let own: Vec<_> = planted.iter().filter(|(k, _)| *k == name).collect();
        let found = own.iter().filter(|(_, text)| signs(text).contains(&kind)).count();
        println!("{name}: {found} of {} named as such", own.len());
        assert!(own.len() >= 25, "{name}");
    }
    missed.iter().for_each(|text| println!("missed: {text:?}"));
    alarms.iter().for_each(|text| println!("alarm: {text:?} {:?}", signs(text)));
    let (found, all) = (planted.len() - missed.len(), planted.len());
    println!("recall: {found} of {all}; false alarms: {} of {}", alarms.len(), clean.len());
    assert!(found * 100 >= all * 95, "recall: {found} of {all}");
    assert!(alarms.len() * 100 <= clean.len() * 5, "false alarms: {}", alarms.len());
}

const FILE: &str = "country = \"XAA\"
year = 2025
perspective = \"self\"
[framework]
id = \"tiny\"
version = \"1\"
[answers.b]
level = 2
claim = \"Mira, 9 years old, is in the home.\"
[answers.c]
state = \"not-applicable\"
reason = \"Call +355 69 123 4567\"
[notes.group]
lessons = [\"Clean.\", \"Ask mira.k@example.org\"]
[[evidence]]
id = \"e\"
kind = \"official-document\"
title = \"File of JMBG 0101012710123\"
[[offers]]
id = \"o\"
title = \"Help\"
about = [\"group\"]
contact = \"office@example.org, +355 4 123 4567\"
";

#[test]
fn check_names_the_place_and_the_remedy_and_never_the_text() {
    let folder = tempfile::tempdir().expect("a folder");
    Workspace::init(folder.path()).expect("a workspace");
    let tiny = include_str!("../documents/tiny.toml");
    fs::write(folder.path().join("frameworks/tiny.toml"), tiny).expect("written");
    let path = folder.path().join("assessments/XAA/2025/self.toml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, FILE).expect("written");
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    let mut checked = workspace.check(&[path], None);
    assert!(checked[0].problems.is_empty(), "nothing else is wrong: {:?}", checked[0].problems);
    workspace.check_privacy(&mut checked);
    let lines: Vec<usize> = checked[0].problems.iter().map(|l| l.line).collect();
    // The claim, the reason, the second of the notes and the title; the contact of an office is one.
    assert_eq!(lines, [9, 12, 14, 18], "{:?}", checked[0].problems);
    for located in &checked[0].problems {
        let told = located.to_string();
        assert!(
            told.contains("warning[personal-data]") && told.contains("hint: take it out"),
            "{told}"
        );
        for secret in ["Mira", "355", "example.org", "0101012710123"] {
            assert!(!told.contains(secret), "{told}");
        }
    }
}

#[test]
fn the_screen_warns_while_a_text_is_written() {
    let mut room = Room::on(100, 30, "XCL/2025/self");
    room.keys("w Enter").type_text(" Ask Mira, 9 years old");
    assert!(room.screen().contains("looks like a name with an age"), "{}", room.screen());
    for _ in 0.." Ask Mira, 9 years old".len() {
        room.keys("Backspace");
    }
    assert!(!room.screen().contains("looks like"), "{}", room.screen());
}
