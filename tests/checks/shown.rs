//! What no output may hold, whatever it was made from. The characters are written down here once
//! more, on their own, so that a gap in the program's list shows.

use unicode_width::UnicodeWidthChar;

/// Characters that no output may hold as themselves; a line feed is judged by whoever asks.
pub fn raw(c: char) -> bool {
    let code = u32::from(c);
    let ranges = [
        (0x00, 0x09),
        (0x0b, 0x1f),
        (0x7f, 0x9f),
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180b, 0x180f),
        (0x200b, 0x200b),
        (0x200e, 0x200f),
        (0x2028, 0x202e),
        (0x2060, 0x206f),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xfdd0, 0xfdef),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xfff0, 0xfffb),
        (0x13430, 0x13440),
        (0x16fe4, 0x16fe4),
        (0x1bca0, 0x1bca3),
        (0x1d159, 0x1d159),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
    ];
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&code)) || code & 0xfffe == 0xfffe
}

/// What is wrong with an output: a raw character, a joiner that joins nothing, or a tower of marks.
pub fn fault(text: &str) -> Option<String> {
    let mut marks = 0;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if raw(c) {
            return Some(format!("U+{:04X} comes through", u32::from(c)));
        }
        if matches!(c, '\u{200c}' | '\u{200d}') {
            let after = rest.peek().copied().unwrap_or(' ');
            let bare = |c: char| c.is_whitespace() || matches!(c, '\u{200c}' | '\u{200d}');
            if bare(before) || bare(after) {
                return Some(format!("U+{:04X} joins nothing", u32::from(c)));
            }
        } else if !c.is_control() && c.width() == Some(0) {
            marks += 1;
            if marks > 8 {
                return Some("more than eight marks on a character".into());
            }
        } else {
            marks = 0;
        }
        before = c;
    }
    None
}

/// Fails where an output holds what it may not.
#[track_caller]
pub fn clean(what: &str, text: &str) {
    if let Some(fault) = fault(text) {
        panic!("{what}: {fault}: {:?}", text.chars().take(200).collect::<String>());
    }
}
