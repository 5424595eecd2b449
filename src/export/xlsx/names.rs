//! Names of sheets: at most 31 characters, without the signs that are not allowed, all different.

use std::collections::HashSet;

/// The longest name of a sheet, in units of UTF-16.
const LONGEST: usize = 31;

/// Names that a sheet cannot have, or that are taken.
const TAKEN: [&str; 2] = ["about", "history"];

/// A name for each title, in order, all of them different without regard to capitals.
pub fn unique<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
    titles
        .map(|title| {
            let base = allowed(title);
            let mut name = shortened(&base, LONGEST);
            let mut count = 2;
            while !seen.insert(name.to_lowercase()) {
                let end = format!(" {count}");
                name = shortened(&base, LONGEST - end.len()) + &end;
                count += 1;
            }
            name
        })
        .collect()
}

fn allowed(title: &str) -> String {
    let plain = title.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    // A name cannot begin or end with an apostrophe.
    let name = words.join(" ");
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() { "Table".into() } else { name.into() }
}

/// The name, cut behind a word where that leaves most of it.
fn shortened(name: &str, longest: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= longest
    };
    let cut: String = name.chars().take_while(fits).collect();
    let short = if cut.len() == name.len() { cut.as_str() } else { behind_a_word(&cut) };
    short.trim_end_matches(['\'', ' ', ',', '(']).to_owned()
}

fn behind_a_word(cut: &str) -> &str {
    match cut.rsplit_once(' ') {
        Some((words, _)) if words.len() * 2 > cut.len() => words,
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn names_are_short_allowed_and_different() {
        let long = "A".repeat(40);
        let titles = ["a/b:c", "A b C", "", "'x'", "History", &long, &long, "\u{1f600}"];
        let names = unique(titles.into_iter());
        let short = "A".repeat(31);
        let second = format!("{} 2", "A".repeat(29));
        let expected =
            ["a b c", "A b C 2", "Table", "x", "History 2", &short, &second, "\u{1f600}"];
        assert_eq!(names, expected);
    }
}
