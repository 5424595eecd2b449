//! The corpus, and what no output may hold. The second is written down here once more, on its own,
//! so that a gap in the program's list shows.

use std::sync::LazyLock;

use unicode_width::UnicodeWidthChar;

/// The texts of `attacks.txt`.
pub static ATTACKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("attacks.txt").lines().filter(|line| !line.starts_with("# Texts"));
    let texts: Vec<String> = lines.map(read).collect();
    assert!(texts.len() >= 500, "{} attacks", texts.len());
    texts
});

/// Whether everything is to be tried.
pub fn nightly() -> bool {
    std::env::var_os("STOCKTAKE_NIGHTLY").is_some()
}

fn read(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        rest = match after.strip_prefix("u{").and_then(|a| a.split_once('}')) {
            Some((code, after)) => {
                let code = u32::from_str_radix(code, 16).expect("a code");
                out.push(char::from_u32(code).expect("a character"));
                after
            }
            None => {
                out.push('\\');
                after.strip_prefix('\\').expect("a second backslash")
            }
        };
    }
    out + rest
}

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

/// Every Unicode scalar value in texts of a few thousand; a letter stands between two of them, so
/// that marks do not pile up and joiners join.
pub fn every_scalar() -> impl Iterator<Item = String> {
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    let texts: Vec<String> =
        all.chunks(6_000).map(|chunk| chunk.iter().flat_map(|c| ['e', *c]).collect()).collect();
    assert!(texts.len() > 180);
    texts.into_iter()
}

#[test]
fn the_corpus_is_read_as_it_was_meant() {
    assert!(ATTACKS.contains(&"a\u{1b}[2Jb".to_owned()));
    assert!(ATTACKS.contains(&"=1+1".to_owned()));
    assert!(ATTACKS.iter().filter(|text| fault(text).is_some()).count() > 250);
    assert_eq!(every_scalar().map(|text| text.chars().count()).sum::<usize>(), 2 * 1_112_064);
}
