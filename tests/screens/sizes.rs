//! Every screen at every small size: nothing panics, and nothing is lost by a size.

use crate::support::Room;
use crate::tier::nightly;

/// The keys that lead to every screen and to everything that lies in front of one.
const WAYS: [&str; 44] = [
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
    "F5 a",
    "F5 v",
    "F6",
    "F6 Tab",
    "F6 Enter",
    "F7",
    "F7 Enter",
    "F7 a Right",
    "F7 a Right Right Right",
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

/// Every size from 1x1 to 132x60 with `STOCKTAKE_TIER=nightly`; else a lattice of them, another for
/// each way, that has the smallest and the largest in it.
#[test]
fn every_screen_at_every_size() {
    let nightly = nightly();
    for (at, way) in WAYS.iter().enumerate() {
        let mut room = Room::on(80, 24, "XAA/2025/self");
        room.keys(way);
        let (columns, rows) = if nightly { (1, 1) } else { (23, 13) };
        let (first_column, first_row) = if nightly { (1, 1) } else { (1 + at % 23, 1 + at % 13) };
        for width in (first_column..=132).step_by(columns).chain([1, 132]) {
            for height in (first_row..=60).step_by(rows).chain([1, 60]) {
                let size = |n: usize| u16::try_from(n).unwrap();
                room.resize(size(width), size(height));
            }
        }
    }
}

/// 20,000 sizes with `STOCKTAKE_TIER=nightly`, in an order that is the same every time.
#[test]
fn any_size_in_the_middle_of_a_sentence_loses_nothing() {
    let tries = if nightly() { 20_000 } else { 300 };
    let mut room = Room::on(80, 24, "XCL/2025/self");
    room.keys("w Enter").type_text("half a sen");
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |most: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u16::try_from(1 + state % most).unwrap()
    };
    let mut typed = String::from("half a sen");
    for at in 0..tries {
        room.resize(below(400), below(200));
        if at % (tries / 10) == 0 {
            // Whatever the size, keys go on to where they went.
            room.type_text("x");
            typed.push('x');
        }
    }
    let screen = room.resize(80, 24).screen();
    assert!(screen.contains(&typed), "{typed}\n{screen}");
    room.keys("Enter");
    assert!(room.file("assessments/XCL/2025/self.toml").contains(&typed));
}
