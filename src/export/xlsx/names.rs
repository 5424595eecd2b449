//! Names of sheets: at most 31 characters, without the signs that are not allowed, all different.

use std::collections::HashSet;

use crate::domain::limits::SHEET_NAME_UNITS;

/// Names that a sheet cannot have, or that are taken.
const TAKEN: [&str; 2] = ["about", "history"];

/// A name for each title, in order, all of them different without regard to capitals.
pub fn unique<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
    titles
        .map(|title| {
            let base = allowed(title);
            let mut name = shortened(&base, SHEET_NAME_UNITS);
            let mut count = 2;
            while !seen.insert(name.to_lowercase()) {
                let end = format!(" {count}");
                name = shortened(&base, SHEET_NAME_UNITS - end.len()) + &end;
                count += 1;
            }
            name
        })
        .collect()
}

fn allowed(title: &str) -> String {
    let plain = title.replace(": ", ", ").replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    // A name cannot begin or end with an apostrophe.
    let name = words.join(" ");
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() { "Table".into() } else { name.into() }
}

/// Words that no name ends with: something would have to follow.
const DANGLING: [&str; 24] = [
    "a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "in", "is", "its", "not", "of",
    "on", "or", "than", "that", "the", "to", "was", "which", "with",
];

/// The name, cut behind its first clause or behind a word where that leaves most of it, and never
/// behind a word that leads on.
fn shortened(name: &str, longest: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= longest
    };
    let cut: String = name.chars().take_while(fits).collect();
    if cut.len() == name.len() {
        return cut;
    }
    let trimmed = |text: &str| text.trim_end_matches(['\'', ' ', ',', ';', '(']).to_owned();
    if let Some((clause, _)) = cut.split_once([',', ';', '(']).filter(|(c, _)| c.contains(' ')) {
        return trimmed(clause);
    }
    let mut short = trimmed(behind_a_word(&cut));
    while let Some((words, last)) = short.rsplit_once(' ') {
        if !DANGLING.contains(&last.to_lowercase().as_str()) {
            break;
        }
        short = trimmed(words);
    }
    short
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
    fn a_long_title_is_cut_behind_its_sense() {
        let cut = |title: &str| unique([title].into_iter()).concat();
        assert_eq!(cut("The evidence supports less than is claimed"), "The evidence supports less");
        assert_eq!(cut("Not known: counts as the lowest level"), "Not known");
        assert_eq!(cut("Questions: 2022 to 2025"), "Questions, 2022 to 2025");
    }

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
