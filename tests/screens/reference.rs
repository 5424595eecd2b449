//! Frameworks as works of reference: the browser, the glossary, the standards, another language, and
//! what an overlay has changed.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use stocktake::domain::{Country, Id};
use stocktake::workspace::{New, Workspace};

use crate::support::Room;

/// A round of the overlay that ships with the program.
fn rapid(folder: &Path) {
    let workspace = Workspace::open(folder).unwrap();
    let key = Workspace::own_key(Country::new("XDD").unwrap(), 2026);
    let framework = Some(Id::new("cpsa-rapid").unwrap());
    workspace.create(&New { key, framework, version: None, from: None }).unwrap();
}

#[test]
fn every_framework_is_listed_and_a_broken_one_with_its_message() {
    let mut room = Room::prepared(80, 24, |folder| {
        fs::write(folder.join("frameworks/mine.toml"), "id = \"mine\"\nversion = 1\n").unwrap();
    });
    room.keys("b");
    assert_snapshot!("frameworks_80x24", room.screen());
    room.keys("End");
    assert_snapshot!("frameworks_broken_80x24", room.screen());
    room.keys("Enter");
    assert!(room.screen().contains("This file cannot be used"));
    // Somebody mends the file in an editor, and reads the folder again.
    let text = fs::read_to_string(room.path("frameworks/service-response.toml")).unwrap();
    let text = text.replacen("id = \"service-response\"", "id = \"mine\"", 1);
    fs::write(room.path("frameworks/mine.toml"), text).unwrap();
    room.keys("Esc r");
    assert!(room.line_with("mine 1.0").contains("45"));
    room.keys("Esc");
    assert!(room.screen().contains("Country"), "Back returns to where one came from");
}

#[test]
fn a_framework_is_walked_and_read_and_every_step_back_is_one_step() {
    let mut room = Room::new(80, 24);
    // The pilot edition is never edited again, so that what is shown of it stays.
    room.keys("b Up Enter Down Right Right Right");
    assert_snapshot!("browser_tree_80x24", room.screen());
    room.keys("Right Enter");
    assert_snapshot!("browser_question_80x24", room.screen());
    room.keys("End");
    assert_snapshot!("browser_question_end_80x24", room.screen());
    room.keys("Esc Esc Down Enter Down Right Right Right Right Enter End");
    assert!(room.screen().contains("Filed under"), "what only the later version has");
    room.keys("Right");
    assert!(room.line_with("question").starts_with("1.1.2"));
    room.keys("Esc");
    assert!(room.screen().contains("1.1.2"), "the tree, at the same question");
    room.keys("Esc");
    assert!(room.screen().contains("Title"), "the list");
    room.keys("Enter Down");
    assert_snapshot!("browser_domain_200x60", room.resize(200, 60).screen());
}

#[test]
fn search_finds_ids_descriptors_and_words_of_the_glossary() {
    let mut room = Room::new(80, 24);
    room.keys("b Enter /").type_text("reporting-duty").keys("Enter End");
    assert!(room.screen().contains("Id         reporting-duty"));
    // Words of the fourth level of one question only.
    room.keys("/").type_text("published concordance table national civil-society").keys("Enter");
    assert!(room.line_with("question").starts_with("1.1.1"));
    room.keys("/").type_text("attrition glossary").keys("Enter");
    assert!(room.line_with("Attrition").contains("place"), "{}", room.screen());
    assert!(room.screen().contains("The loss of cases"));
}

#[test]
fn the_glossary_opens_on_the_words_of_the_question_in_front() {
    let mut room = Room::on(80, 24, "XAA/2019/self");
    room.keys("/").type_text("case plan worker review").keys("Enter");
    let question = room.line_with("question");
    room.keys("t");
    assert_snapshot!("glossary_80x24", room.screen());
    room.type_text("barnahus");
    assert!(room.line_with("found").contains("1 found"));
    room.keys("Enter Enter");
    let screen = room.screen();
    assert!(!screen.contains(&question) && screen.contains("Barnahus"), "where it is used");
}

#[test]
fn a_standard_leads_to_the_questions_that_cite_it() {
    let mut room = Room::new(80, 24);
    room.keys("b Enter s").type_text("crc art. 12");
    assert_snapshot!("standards_80x24", room.screen());
    room.keys("Enter");
    assert!(room.line_with("CRC art. 12").contains("places"));
    room.keys("Down Enter");
    room.keys("End");
    assert!(room.screen().contains("CRC art. 12"), "{}", room.screen());
    let mut old = Room::new(80, 24);
    old.keys("b Up Enter s");
    assert!(old.screen().contains("cpsa-core 0.9 has no references to standards"));
}

#[test]
fn a_question_is_looked_up_in_its_framework_and_back_returns_to_it() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let question = room.line_with("question");
    room.keys("b");
    assert!(room.screen().contains("Frameworks › cpsa-core 1.0"));
    assert_eq!(room.line_with("question").split(' ').next(), question.split(' ').next());
    room.keys("Esc");
    assert_eq!(room.line_with("question"), question);
}

#[test]
fn the_text_of_the_framework_changes_its_language_and_the_answers_do_not() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    let file = room.file("assessments/XAA/2025/self.toml");
    let number = |text: String| text.split_whitespace().next().unwrap().to_owned();
    let (question, answer) = (number(room.line_with("question")), room.line_with("Answer"));
    room.keys("F5");
    // Score, coverage and evidence stand last in a line.
    let scores = |room: &mut Room| -> Vec<String> {
        let screen = room.screen();
        let numbers = |line: &str| line.split_whitespace().rev().take(4).collect::<String>();
        screen.lines().skip(3).take(15).map(numbers).collect()
    };
    let before = scores(&mut room);
    room.keys("l");
    assert!(room.screen().contains("Answers stay as they are"));
    // Without the sentence, which counts the texts that are translated.
    assert_snapshot!("results_ru_80x24", room.keys("Down").screen());
    assert_eq!(scores(&mut room), before, "the numbers are the same");
    room.keys("F3");
    assert!(room.screen().contains("Russian, unreviewed draft"));
    assert_eq!(number(room.line_with("question")), question);
    assert_ne!(room.line_with("Answer"), answer, "the name of the level is translated");
    assert!(room.line_with("in English still").contains("the guidance"));
    room.keys("F8");
    assert!(room.screen().contains("Russian, unreviewed draft"));
    room.keys("l F3");
    assert!(room.screen().contains("Albanian, unreviewed draft"));
    room.keys("b");
    assert!(room.screen().contains("Albanian, unreviewed draft"));
    room.keys("l");
    assert!(room.screen().contains("in its own language, English"));
    room.keys("Esc");
    assert_eq!(room.line_with("Answer"), answer);
    assert!(!room.screen().contains("draft"));
    assert!(room.file("assessments/XAA/2025/self.toml") == file, "nothing was written");
}

#[test]
fn the_language_stays_for_the_session_and_a_framework_without_it_says_so() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("l");
    room.open("XCL/2025/self");
    assert!(room.screen().contains("Russian, unreviewed draft"));
    room.keys("F2 b End Enter");
    assert!(room.screen().contains("English, not translated into Russian"));
    room.keys("l");
    assert!(room.screen().contains("There is no translation of service-response 1.0 here."));
    room.keys("Esc Home Enter");
    assert!(room.screen().contains("Russian, unreviewed draft"));
}

#[test]
fn an_answer_given_in_another_language_is_the_same_on_disk() {
    let own = Room::on(80, 24, "XCL/2025/self").keys("3").file("assessments/XCL/2025/self.toml");
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("l 3");
    assert!(room.file("assessments/XCL/2025/self.toml") == own);
    room.keys("p p e Space Esc").keys("F8 x");
    let mut other = Room::on(80, 24, "XCL/2025/self");
    other.keys("3 p p e Space Esc").keys("F8 x");
    let files = [&room, &other].map(|room| room.file("assessments/XCL/2025/self.toml"));
    assert!(files[0] == files[1]);
}

#[test]
fn what_an_overlay_has_changed_is_marked_with_a_sign_and_a_word() {
    let mut room = Room::prepared(80, 24, rapid);
    room.open("XDD/2026/self");
    room.keys("/").type_text("emergency-preparedness").keys("Enter");
    assert!(room.line_with("question 4").ends_with("~ reworded"));
    assert!(room.line_with("not in the words of cpsa-core 1.0").starts_with("Overlay"));
    room.keys("PgDn");
    assert!(room.line_with("~ reworded by cpsa-rapid").starts_with("Overlay"));
    assert!(room.line_with("cpsa-core 1.0, says:").contains("protection"));
    room.keys("Tab");
    assert_snapshot!("overlay_tree_80x24", room.screen());
    // The translation of the base asks something else than the reworded question.
    room.keys("Tab l Home");
    assert!(room.screen().contains("Do the emergency plans in force"));
    assert!(room.line_with("in English still").contains("the question"));
    room.keys("b");
    assert!(room.line_with("the question, the guidance;").contains("~ reworded by cpsa-rapid"));
    room.keys("/").type_text("separated-children-tracing").keys("Enter");
    assert!(room.line_with("+ added by cpsa-rapid").starts_with("Overlay"));
    room.keys("/").type_text("child-protection-law").keys("Enter");
    assert!(room.line_with("as in the base").contains("cpsa-core 1.0"));
}

#[test]
fn armenian_right_to_left_and_steering_text_of_a_framework_is_shown_safely() {
    let mut room = Room::prepared(80, 24, |folder| {
        let path = folder.join("frameworks/service-response.toml");
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replacen("id = \"service-response\"", "id = \"aa\"", 1);
        let text = text.replacen(
            "title = \"",
            "title = \"Երեխաների պաշտպանություն \\u202eحماية الطفل\\u001b[2J ",
            1,
        );
        fs::write(folder.join("frameworks/aa.toml"), text).unwrap();
    });
    room.keys("b Home");
    let screen = room.screen();
    assert!(screen.contains("Երեխաների պաշտպանություն"));
    assert!(!screen.contains('\u{202e}') && !screen.contains('\u{1b}'));
    assert!(screen.contains("<U+202E>"));
    room.keys("Enter l t s Esc");
}
