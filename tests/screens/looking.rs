//! What every screen looks like on the demonstration workspace, at the two sizes that count.

use insta::assert_snapshot;

use crate::support::Room;

#[test]
fn home_lists_countries_and_profiles_the_chosen_assessment() {
    assert_snapshot!("home_80x24", Room::new(80, 24).screen());
    assert_snapshot!("home_200x60", Room::new(200, 60).screen());
    assert_snapshot!("too_small", Room::new(39, 11).screen());
}

#[test]
fn a_question_its_ladder_and_the_keys_are_on_one_screen() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert_snapshot!("question_80x24", room.screen());
    assert_snapshot!("tree_80x24", room.keys("Tab").screen());
    assert_snapshot!("question_200x60", room.keys("Tab").resize(200, 60).screen());
}

#[test]
fn a_component_shows_its_parts_and_its_notes() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("Tab Left Tab");
    assert_snapshot!("component_80x24", room.screen());
}

#[test]
fn the_queue_says_in_words_why_something_stands_in_it() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert_snapshot!("review_80x24", room.keys("F4").screen());
    assert_snapshot!("review_200x60", room.resize(200, 60).screen());
}

#[test]
fn enter_in_the_queue_goes_to_the_question_and_esc_comes_back_to_the_line() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("F4 Down Down");
    let chosen = room.app.screens.current().tab();
    room.keys("Enter");
    assert_ne!(room.app.screens.current().tab(), chosen);
    assert!(room.line_with("question").starts_with("4.1.2"));
    room.keys("Esc");
    assert_eq!(room.app.screens.current().tab(), chosen);
}

#[test]
fn what_is_supposed_stands_beside_what_is_and_can_be_kept_and_taken_out() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("F5 w");
    assert_snapshot!("what_if_blank_80x24", room.screen());
    // The whole, its first domain, the first component of that, its first question.
    room.keys("Right Right Right Right Right 4 Down n");
    room.keys("Up Up r + +");
    assert_snapshot!("what_if_80x24", room.screen());
    assert_snapshot!("what_if_200x60", room.resize(200, 60).screen());
    room.keys("w").type_text("better-laws").keys("Enter");
    assert!(room.screen().contains("Kept as"), "{}", room.screen());
    let supposed = "SUPPOSED, NOT FOUND";
    room.keys("z");
    assert!(!room.screen().contains(supposed));
    room.keys("/ Enter");
    assert!(room.screen().contains(&format!("{supposed} (better-laws): 4 things")));
    assert!(!room.app.open.as_ref().is_some_and(|open| open.session.can_undo()));
}
