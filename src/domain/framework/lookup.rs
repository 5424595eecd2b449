//! A framework as a work of reference: which questions cite a standard, and where a word of the
//! glossary occurs.

use super::{Body, Framework, Term};

/// A standard with the places of the questions that cite it, in the order of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard<'a> {
    /// The standard, as the questions write it.
    pub name: &'a str,
    /// The places of the questions.
    pub questions: Vec<usize>,
}

impl Framework {
    /// Every standard that a question cites, article 2 before article 19.
    pub fn standards(&self) -> Vec<Standard<'_>> {
        let mut all: Vec<Standard<'_>> = Vec::new();
        for (at, _, question) in self.questions() {
            for name in &question.standards {
                match all.iter_mut().find(|standard| standard.name == name) {
                    Some(standard) if standard.questions.last() == Some(&at) => {}
                    Some(standard) => standard.questions.push(at),
                    None => all.push(Standard { name, questions: vec![at] }),
                }
            }
        }
        all.sort_by_key(|standard| counting(standard.name));
        all
    }

    /// Everything that is written about a node itself, without what stands below it.
    pub fn text_of(&self, at: usize) -> String {
        let node = self.node(at);
        let mut texts = vec![node.name.as_str()];
        match &node.body {
            Body::Group(group) => texts.push(&group.intro),
            Body::Question(question) => {
                texts.extend([&*question.guidance, &*question.paper, &*question.practice]);
                texts.extend(question.evidence.iter().map(String::as_str));
                texts.extend(question.levels.iter().map(String::as_str));
                texts.extend(question.next.iter().map(|step| step.action.as_str()));
            }
        }
        texts.join("\n")
    }
}

impl Term {
    /// Whether the word occurs in a text: from the beginning of a word, in small or capital
    /// letters, with an ending as a plural has it: two letters at most, one behind a short word. An
    /// explanation in brackets behind the word is not looked for.
    pub fn occurs_in(&self, text: &str) -> bool {
        let term = self.term.split(" (").next().unwrap_or(&self.term).trim().to_lowercase();
        let text = text.to_lowercase();
        let begins = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let ends = |at: usize| {
            let ending = text[at..].chars().take_while(|c| c.is_alphanumeric());
            ending.count() <= if term.chars().count() < SHORT { 1 } else { 2 }
        };
        !term.is_empty()
            && text.match_indices(&term).any(|(at, found)| begins(at) && ends(at + found.len()))
    }
}

/// A word of fewer letters begins too many others to be taken with an ending of two.
const SHORT: usize = 5;

/// A text in the order in which people count: its words and its numbers one after the other.
fn counting(text: &str) -> Vec<(String, u64)> {
    let mut parts: Vec<(String, u64)> = vec![(String::new(), 0)];
    let mut in_number = false;
    for c in text.chars() {
        let digit = c.to_digit(10);
        if in_number && digit.is_none() {
            parts.push((String::new(), 0));
        }
        in_number = digit.is_some();
        if let Some((words, number)) = parts.last_mut() {
            match digit {
                Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
                None => words.extend(c.to_lowercase()),
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Term, counting};

    #[test]
    fn a_word_is_found_in_small_and_plural_and_not_inside_another() {
        let term = |text: &str| Term { term: text.into(), means: String::new() };
        for (word, text) in [
            ("Case conference", "Two case conferences were held."),
            ("Gatekeeping", "gatekeeping"),
            ("CRC (Convention on the Rights of the Child)", "the CRC, article 19"),
            ("Опекун", "два опекуна"),
        ] {
            assert!(term(word).occurs_in(text), "{word} in {text}");
        }
        for (word, text) in [
            ("Care", "healthcare"),
            ("Care", "careless people"),
            ("", "anything"),
            ("Act", "an actor"),
        ] {
            assert!(!term(word).occurs_in(text), "{word} in {text}");
        }
    }

    #[test]
    fn articles_are_counted_and_not_spelled() {
        let mut all = ["CRC art. 19", "CRC GC 8", "CRC art. 2", "crc art. 19(2)", "CRC GC 13"];
        all.sort_by_key(|text| counting(text));
        assert_eq!(all, ["CRC art. 2", "CRC art. 19", "crc art. 19(2)", "CRC GC 8", "CRC GC 13"]);
    }
}
