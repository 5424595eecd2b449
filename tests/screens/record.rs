//! What belongs to an assessment beside its answers: written on the screens, on disk at once, and
//! taken back again.

use insta::assert_snapshot;

use crate::support::Room;

const FILE: &str = "assessments/XAA/2025/self.toml";

#[test]
fn an_offer_is_written_changed_taken_away_and_brought_back() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    let before = room.file(FILE);
    room.keys("F8 d Down Down Down Enter");
    assert_snapshot!("offers_80x24", room.screen());
    room.keys("Enter");
    assert_snapshot!("offer_80x24", room.screen());
    room.keys("Ctrl-S Esc");
    assert!(room.file(FILE) == before, "keeping an unchanged form changes nothing");
    room.keys("d Down Down Down Enter n").type_text("Peer visits for case managers");
    room.keys("Down").type_text("3.3.1; no-such-thing").keys("Ctrl-S");
    assert!(room.screen().contains("'no-such-thing' is no question or component here"));
    room.keys("Ctrl-U").type_text("3.3.1, 1.1").keys("Down Right Ctrl-S");
    let written = room.file(FILE);
    let entry = written.split("[[offers]]").find(|t| t.contains("Peer visits")).unwrap();
    assert!(
        entry.contains("about = [\"case-management-method\", \"commitments-definitions\"]"),
        "{entry}"
    );
    assert!(entry.contains("forms = [\"visit\"]"), "{entry}");
    assert!(room.line_with("Peer visits").starts_with('│'), "back in the list");
    room.keys("Del");
    assert!(room.file(FILE) == before, "taken away");
    room.keys("Esc u");
    assert!(room.file(FILE) == written, "brought back");
    room.keys("u");
    assert!(room.file(FILE) == before, "taken back");
}

#[test]
fn a_recommendation_and_a_request_start_with_the_question_in_front() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    let number = room.line_with("question").split(' ').next().unwrap().to_owned();
    room.keys("d Down Down Enter n");
    assert!(room.line_with("About  ").contains(&number));
    room.keys("Ctrl-S");
    assert!(room.screen().contains("this line is compulsory"));
    room.type_text("Screen bills for their effect on children.").keys("Down Right Ctrl-S");
    assert!(room.line_with("Screen bills").contains("system: "));
    room.keys("Esc d Down Down Down Down Enter n").type_text("A model form").keys("Ctrl-S Esc");
    let written = room.file("assessments/XCL/2025/self.toml");
    let request = written.split("[[requests]]").find(|t| t.contains("A model form")).unwrap();
    assert!(request.contains("about = [\"child-impact-screening\"]"), "{request}");
    assert!(written.contains("level = \"system\""));
}

#[test]
fn the_name_and_the_note_of_the_country_are_written_and_shown() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("d Enter Ctrl-U").type_text("Republic of Aravia").keys("Enter Down Enter");
    room.type_text("The name is used without prejudice.").keys("Enter Esc");
    let written = room.file(FILE);
    assert!(written.contains("country_name = \"Republic of Aravia\""));
    assert!(written.contains("territory_note = \"The name is used without prejudice.\""));
    assert!(room.screen().contains("Republic of Aravia 2025"));
    room.keys("F2");
    assert!(room.screen().contains("Republic of Aravia"));
}

#[test]
fn the_market_place_shows_a_new_offer_at_once() {
    let mut room = Room::new(200, 60);
    room.keys("F9 d");
    assert!(room.screen().contains("Open an assessment first"));
    room.open("XCL/2025/self");
    room.keys("F9 Right Right Right Right d Down Down Down Enter n")
        .type_text("Peer visits")
        .keys("Ctrl-S Esc");
    assert!(room.line_with("Peer visits").contains("Calderra"), "{}", room.screen());
}
