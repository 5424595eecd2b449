//! Moving an assessment to a newer version of its framework: a preview, a decision, a new file.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::support::Room;

const OLD: &str = "assessments/XAA/2019/self.toml";
const NEW: &str = "assessments/XAA/2019/self~1.0.toml";

/// A framework in two versions and an answered assessment of the first, small enough that its
/// preview is told by hand.
fn two_versions(folder: &Path) {
    let framework = |version: &str, questions: &[(&str, &str)]| {
        let all: String = questions
            .iter()
            .map(|(id, text)| format!("[[question]]\nid = \"{id}\"\ntext = \"{text}\"\n"))
            .collect();
        format!(
            "id = \"f\"\nversion = \"{version}\"\ntitle = \"F\"\nlanguage = \"en\"\n\
             [scale]\nlevels = [{{ level = 1, name = \"Low\" }}, {{ level = 2, name = \"High\" }}]\n{all}"
        )
    };
    let old = [("kept", "Is it law?"), ("gone", "Is it known?"), ("other", "Is it so?")];
    let new = [("kept", "Is it law?"), ("other", "Is it really so?"), ("fresh", "Is it new?")];
    fs::write(folder.join("frameworks/f@1.toml"), framework("1", &old)).unwrap();
    fs::write(folder.join("frameworks/f@2.toml"), framework("2", &new)).unwrap();
    let answers: String =
        ["kept", "gone", "other"].map(|id| format!("[answers.{id}]\nlevel = 2\n")).concat();
    fs::create_dir_all(folder.join("assessments/XZZ/2020")).unwrap();
    fs::write(
        folder.join("assessments/XZZ/2020/self.toml"),
        format!(
            "country = \"XZZ\"\nyear = 2020\nperspective = \"self\"\n[framework]\nid = \"f\"\n\
             version = \"1\"\n{answers}"
        ),
    )
    .unwrap();
}

#[test]
fn the_preview_says_what_becomes_of_every_answer_and_writes_nothing() {
    let mut room = Room::prepared(80, 24, two_versions);
    room.keys("End v");
    assert_snapshot!("migration_80x24", room.screen());
    room.keys("Enter");
    assert!(room.line_with("other").contains("2 High"));
    assert!(room.screen().contains("Is it really so?"));
    room.keys("End Enter Down Enter");
    assert!(room.line_with("gone").contains("2 High"));
    room.keys("End Enter End Enter");
    assert!(room.screen().contains("Country"), "left without doing it");
    assert_eq!(fs::read_dir(room.path("assessments/XZZ/2020")).unwrap().count(), 1);
}

#[test]
fn a_migration_makes_a_new_file_and_leads_to_what_is_to_be_confirmed() {
    let mut room = Room::new(80, 24);
    let before = room.file(OLD);
    room.keys("Down Down Down v");
    let line = room.line_with("To be confirmed");
    let to_confirm: String = line.chars().filter(char::is_ascii_digit).collect();
    room.keys("End Up Enter");
    assert!(room.line_with("Written").contains("self~1.0.toml"));
    assert!(room.file(OLD) == before, "the old file is as it was");
    assert_eq!(room.file(NEW).matches("carried = true").count().to_string(), to_confirm);
    room.keys("Down Enter");
    assert!(room.path("exports/XAA-2019-self~1.0-migration.md").exists());
    let edition = room.line_with("2019 ~1.0");
    assert!(edition.contains("/124"), "the list has read it: {edition}");
    room.keys("Down v");
    assert!(room.screen().contains("There is no newer version of cpsa-core than 1.0 here."));
    room.keys("Enter F4");
    assert!(room.screen().contains("Aravia 2019 ~1.0"));
    // Nothing is written over: the same migration is refused from then on.
    room.keys("F2 Up v");
    assert!(room.screen().contains("is there already"), "{}", room.screen());
}

#[test]
fn what_cannot_be_read_cannot_be_moved_and_says_why() {
    let mut room = Room::prepared(80, 24, |folder| {
        let path = folder.join("assessments/XZZ/2020");
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("self.toml"), "country = \"XZZ\"\nyear = \n").unwrap();
    });
    room.keys("End v");
    assert!(room.screen().contains("self.toml:2"), "{}", room.screen());
}
