//! The corpus of texts that want to be more than text.

use std::sync::LazyLock;

use crate::shown::fault;

/// The texts of `attacks.txt`.
pub static ATTACKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("attacks.txt").lines().filter(|line| !line.starts_with("# Texts"));
    let texts: Vec<String> = lines.map(read).collect();
    assert!(texts.len() >= 500, "{} attacks", texts.len());
    texts
});

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
