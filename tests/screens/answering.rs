//! Answers: what a key does, that it is on disk when it shows as saved, and that it can be undone.

use insta::assert_snapshot;

use crate::support::Room;

const FILE: &str = "assessments/XCL/2025/self.toml";

/// The table of the question that is shown, as it is on disk.
fn on_disk(room: &Room, question: &str) -> String {
    let text = room.file(FILE);
    let table = text.split("\n\n").find(|t| t.contains(&format!("[answers.{question}]")));
    table.unwrap_or_default().to_owned()
}

#[test]
fn a_digit_is_on_disk_before_it_shows_as_saved() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert!(room.line_with("Answer").contains("open"));
    room.keys("3");
    assert!(room.line_with("saved 14:03:22").contains("Calderra"));
    assert!(room.line_with("Answer").contains("3 Integration"));
    assert!(room.line_with("Counts as").contains("level 3 needs E2"));
    let id = "child-impact-screening";
    assert!(on_disk(&room, id).contains("level = 3"), "{}", on_disk(&room, id));
    room.keys("u");
    assert!(!on_disk(&room, id).contains("level = 3"));
    room.keys("Ctrl-R");
    assert!(on_disk(&room, id).contains("level = 3"));
}

#[test]
fn every_state_of_an_answer_has_a_key() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("n");
    assert!(room.line_with("Answer").contains("not known*"));
    room.keys("a Enter");
    assert!(room.screen().contains("a reason is compulsory"));
    room.type_text("There is no budget process.").keys("Enter");
    assert!(room.line_with("Answer").contains("not applicable: There is no budget process."));
    room.keys("o");
    assert!(room.line_with("Answer").contains("open"));
    room.keys("p");
    assert!(room.line_with("question").contains("PARKED"));
    room.keys("9");
    assert!(room.screen().contains("9 is not on the scale: take one of 1, 2, 3, 4."));
}

#[test]
fn enter_goes_from_one_open_question_to_the_next_and_y_confirms_what_was_carried_over() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let first = room.line_with("question");
    room.keys("2 Enter");
    assert_ne!(room.line_with("question"), first);
    assert!(room.line_with("Answer").contains("carried over, not counted"));
    room.keys("y");
    assert!(!room.line_with("Answer").contains("carried over"));
}

#[test]
fn boxes_are_written_one_after_the_other_and_escape_asks_before_it_throws_away() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("w Enter").type_text("Bills are listed.").keys("Tab");
    room.type_text("The list of 2024.").keys("Enter");
    let written = room.file(FILE);
    assert!(written.contains("claim = \"Bills are listed.\""));
    assert!(written.contains("evidence = \"The list of 2024.\""));
    room.keys("w Enter").type_text(" More").keys("Esc");
    assert_snapshot!("writing_80x24", room.screen());
    room.keys("Esc");
    assert!(!room.file(FILE).contains("More"));
}

#[test]
fn evidence_is_attached_and_raises_what_counts() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("3 e Space");
    assert_snapshot!("evidence_80x24", room.screen());
    room.keys("Esc");
    assert!(room.line_with("Answer").contains("3 Integration"));
    assert!(!room.screen().contains("Counts as"));
    room.keys("e n").type_text("Figures of 2024").keys("Enter Right Ctrl-S");
    assert!(room.file(FILE).contains("id = \"figures-of-2024\""));
    assert!(room.file(FILE).contains("kind = \"independent-report\""));
}

#[test]
fn notes_belong_to_the_component() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("w Down Down Down Down Down Enter Enter");
    room.type_text("The ministry asks children.").keys("Enter Esc");
    assert!(room.file(FILE).contains("\"The ministry asks children.\"]"));
}

#[test]
fn confidence_and_the_marks_go_round() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    for word in ["guess", "doubtful", "fairly sure", "sure"] {
        room.keys("c");
        // The first answer is certain, and behind certain comes nothing.
        if word == "guess" {
            assert!(!room.line_with("Answer").contains("certain"));
            room.keys("c");
        }
        assert!(room.line_with("Answer").contains(word), "{word}");
    }
    room.keys("i");
    assert!(room.line_with("Answer").contains("paper and practice not marked"));
    room.keys("i");
    assert!(room.line_with("Answer").contains("neither on paper nor in practice"));
}

#[test]
fn a_new_assessment_carries_answers_over_to_be_confirmed() {
    let mut room = Room::new(80, 24);
    room.keys("n");
    assert_snapshot!("new_80x24", room.screen());
    room.keys("Down Ctrl-U").type_text("2026").keys("Up Up").type_text("2025").keys("Enter");
    assert!(room.line_with("question").starts_with("1.1.1"));
    assert!(room.line_with("Answer").contains("carried over, not counted"));
    assert!(room.path("assessments/XAA/2026/self.toml").exists());
}
