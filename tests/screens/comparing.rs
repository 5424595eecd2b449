//! Results, years, countries, priorities, exchange and export on the demonstration workspace.

use std::fs;

use insta::assert_snapshot;

use crate::support::Room;

#[test]
fn results_show_bars_and_what_stands_out_and_explain_every_number() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert_snapshot!("results_80x24", room.keys("F5").screen());
    assert_snapshot!("results_200x60", room.resize(200, 60).screen());
    room.resize(80, 24).keys("e");
    assert_snapshot!("explain_80x24", room.screen());
    room.keys("Esc Tab");
    assert_snapshot!("standing_80x24", room.screen());
    room.keys("Down Down Enter");
    assert!(room.line_with("Answer").len() > 10, "a line of what stands out leads to its question");
}

#[test]
fn years_break_where_versions_cannot_be_compared() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F6 Down Down Down Down Down");
    assert_snapshot!("years_80x24", room.screen());
    assert!(room.screen().contains("not comparable"));
    assert_snapshot!("changes_80x24", room.keys("Tab").screen());
    assert_snapshot!("years_200x60", room.resize(200, 60).screen());
    room.resize(80, 24).keys("Enter");
    assert!(room.line_with("question").starts_with("1.1.3"));
}

/// The reason is asked for where the level differs, and the question stays unexplained until somebody
/// chooses one: going on without looking gives none.
#[test]
fn a_changed_level_asks_for_its_reason() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F6 Tab o");
    let all = room.screen();
    assert!(all.contains("without a reason"), "{all}");
    room.keys("w");
    assert!(room.screen().contains("Only real performance counts as progress."));
    assert_snapshot!("reason_80x24", room.screen());
    let file = |room: &Room| room.file("assessments/XAA/2025/self.toml");
    let before = file(&room);
    room.keys("Enter");
    assert_eq!(file(&room), before, "Enter alone gives no reason");
    room.keys("w Home Enter");
    let given = file(&room).matches("reason_of_change = \"performance\"").count();
    assert_eq!(given, before.matches("reason_of_change = \"performance\"").count() + 1);
    assert_snapshot!("unexplained_80x24", room.screen());
    room.keys("Enter");
    assert!(room.line_with("Change").contains("no reason given: r says why"), "{}", room.screen());
    room.keys("r Home Down Enter");
    assert!(room.line_with("Change").contains("better or worse evidence"));
    assert_snapshot!("change_80x24", room.screen());
    room.keys("1");
    assert!(!room.screen().contains("better or worse evidence"), "asked anew for another level");
}

#[test]
fn a_change_is_taken_apart_on_the_screen_of_years() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F6 End e");
    assert_snapshot!("parts_80x24", room.screen());
    assert_snapshot!("parts_200x60", room.resize(200, 60).screen());
}

#[test]
fn other_views_and_units_are_read_from_the_results() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F5 v");
    assert_snapshot!("views_80x24", room.screen());
    assert_snapshot!("views_200x60", room.resize(200, 60).screen());
    room.keys("Esc");
    room.open("XBR/2025/self");
    room.keys("F5 v");
    assert_snapshot!("units_200x60", room.screen());
    room.keys("Esc");
    room.open("XCL/2025/self");
    room.keys("F5 v");
    assert!(room.screen().contains("There is no other perspective of this round"));
}

#[test]
fn peer_groups_are_walked_through() {
    let mut room = Room::prepared(80, 24, |folder| {
        let groups = "[coast]\nname = \"The coast\"\nmembers = [\"XAA\", \"XCL\", \"XZZ\"]\n";
        fs::write(folder.join("peers.toml"), groups).unwrap();
    });
    room.keys("F7 p");
    assert!(room.screen().contains("No country of the group Project countries takes part"));
    room.keys("p p p");
    assert_snapshot!("peers_80x24", room.screen());
    room.keys("p");
    assert!(room.screen().contains("Brenovia"), "all countries again");
}

#[test]
fn countries_are_seen_through_the_years() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F7 v");
    assert_snapshot!("trends_80x24", room.screen());
    assert_snapshot!("trends_200x60", room.resize(200, 60).screen());
    room.resize(80, 24).keys("v");
    assert!(!room.screen().contains("through the years"));
}

#[test]
fn the_heat_map_leads_from_domains_to_the_answers_and_back() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    assert_snapshot!("countries_80x24", room.keys("F7").screen());
    assert_snapshot!("countries_200x60", room.resize(200, 60).screen());
    room.resize(80, 24).keys("Right Right Enter Right Enter Right Enter");
    assert_snapshot!("answers_80x24", room.screen());
    room.keys("Esc Esc Esc");
    assert!(room.screen().contains("Domains, by the alphabet"));
    room.keys("o");
    assert!(
        room.screen().contains("1. Brenovia") && room.screen().contains("a says how far"),
        "ranked on the chosen column:\n{}",
        room.screen()
    );
}

#[test]
fn a_priority_is_marked_for_exchange_on_disk() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    assert_snapshot!("priorities_80x24", room.keys("F8").screen());
    assert_snapshot!("priorities_200x60", room.resize(200, 60).screen());
    room.resize(80, 24).keys("Down Down x");
    assert!(room.line_with("1.4.1").ends_with("[x]"));
    let file = room.file("assessments/XAA/2025/self.toml");
    let entry = file.split("[[priorities]]").find(|e| e.contains("New strategy with costs"));
    assert!(entry.unwrap().contains("exchange = true"));
    room.keys("e");
    assert_snapshot!("rank_80x24", room.screen());
}

#[test]
fn a_question_that_nobody_chose_gets_a_priority_and_loses_it_again() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    let before = room.file("assessments/XAA/2025/self.toml");
    room.keys("F8 Down Down Down x");
    assert!(
        room.file("assessments/XAA/2025/self.toml").contains("question = \"local-case-team\"")
            || room.file("assessments/XAA/2025/self.toml").len() > before.len()
    );
    room.keys("x");
    assert_eq!(room.file("assessments/XAA/2025/self.toml"), before);
}

#[test]
fn a_group_writes_and_rates_a_priority() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F8 Down Down Down w").type_text("Teams in every town").keys("Down Down");
    room.type_text("5 4,4").keys("Down Down").type_text("7").keys("Ctrl-S");
    assert!(room.screen().contains("'7' is not a rating from 1 to 5"));
    room.keys("Backspace").type_text("4").keys("Down Down Down Right");
    assert_snapshot!("priority_80x24", room.screen());
    room.keys("Ctrl-S");
    assert!(room.line_with("Teams in every town").contains("group"));
    let file = room.file("assessments/XAA/2025/self.toml");
    let entry = file.split("[[priorities]]").find(|e| e.contains("Teams in every town")).unwrap();
    assert!(
        entry.contains("impact = [5, 4, 4]") && entry.contains("effectiveness = [4]"),
        "{entry}"
    );
    assert!(entry.contains("affordable = true"), "{entry}");
}

#[test]
fn the_market_place_says_why_an_offer_fits() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    assert_snapshot!("exchange_80x24", room.keys("F9").screen());
    assert_snapshot!("exchange_200x60", room.resize(200, 60).screen());
    room.resize(80, 24).keys("Enter End");
    assert!(room.screen().contains("same question"), "{}", room.screen());
}

#[test]
fn every_export_is_written_and_says_where_it_went() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F10");
    for _ in 0..6 {
        for _ in 0..5 {
            room.keys("Right Enter");
            assert!(room.screen().contains("Written: exports/"));
        }
        room.keys("Down");
    }
    assert_eq!(fs::read_dir(room.path("exports")).unwrap().count(), 30);
    assert!(room.file("exports/XAA-2025-priorities.md").contains("Priority list"));
}

#[test]
fn comparisons_follow_what_was_just_answered() {
    let mut room = Room::on(80, 24, "XAA/2025/self");
    room.keys("F6");
    let before = room.line_with("1.1 Commitments");
    room.keys("F3 1 F6");
    assert_ne!(room.line_with("1.1 Commitments"), before);
}
