//! Every screen at every small size: nothing panics, and nothing is lost by a size.

use crate::support::Room;

/// The keys that lead to every screen and to everything that lies in front of one.
const WAYS: [&str; 40] = [
    "F2",
    "F3",
    "F3 Tab",
    "F3 Tab Left",
    "F4",
    "F2 n",
    "F2 /",
    "F3 /",
    "F3 e",
    "F3 e n",
    "F3 w",
    "F3 w Enter",
    "F1",
    "F5",
    "F5 Tab",
    "F5 e",
    "F6",
    "F6 Tab",
    "F6 Enter",
    "F7",
    "F7 Enter",
    "F8",
    "F8 w",
    "F9",
    "F10",
    "F2 b",
    "F2 b Enter",
    "F2 b Enter Tab",
    "F2 b Enter Down Right Right Right Tab",
    "F2 b Enter /",
    "F2 b Enter t",
    "F2 b Enter s Enter",
    "F3 t",
    "F3 l b",
    "F5 l",
    "F2 Down Down v",
    "F2 Down Down v Enter",
    "F8 d",
    "F8 d Down Enter",
    "F8 d Down Down Down Enter Enter",
];

#[test]
fn every_screen_at_every_small_size() {
    for way in WAYS {
        let mut room = Room::on(80, 24, "XAA/2025/self");
        room.keys(way);
        for width in 1..=60 {
            for height in 1..=30 {
                room.resize(width, height);
            }
        }
    }
}

#[test]
fn a_terminal_that_was_too_small_has_lost_nothing() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("w Enter").type_text("half a sen");
    room.resize(20, 5);
    assert!(room.screen().contains("too small"));
    room.type_text("tence").resize(80, 24);
    assert!(room.screen().contains("half a sentence"));
}

#[test]
fn the_cursor_stands_in_the_field_that_is_typed_into() {
    let mut room = Room::on(80, 24, "XCL/2025/self");
    assert_eq!(room.app.seen.cursor, None);
    room.keys("/").type_text("abc");
    let (x, y) = room.app.seen.cursor.unwrap();
    assert_eq!(room.screen().lines().nth(usize::from(y)).unwrap().find("abc"), Some(4));
    assert_eq!(x, 5);
}
