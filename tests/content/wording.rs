//! The wording: nothing said twice, nothing that says nothing, no abbreviation left unexplained.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use similar::TextDiff;
use stocktake::domain::Framework;

use crate::shipped::framework;

const SHIPPED: [&str; 3] = ["cpsa-core", "cpsa-rapid", "service-response"];

/// The share of words that two texts may have in common, in the same order: below this, neither is
/// the other one with a word exchanged.
const ALIKE: f32 = 0.6;

/// The words below which two texts may look alike because they name the same kind of thing.
const SHORT: usize = 12;

/// Abbreviations that need no explanation.
const KNOWN: [&str; 3] = ["EU", "UN", "ID"];

/// Phrases that fit every question and so help with none.
const BANNED: [&str; 26] = [
    "as appropriate",
    "where appropriate",
    "as necessary",
    "where necessary",
    "as needed",
    "etc.",
    "and so on",
    "best practice",
    "good practice",
    "international standards",
    "adequate level",
    "relevant stakeholders",
    "stakeholders",
    "capacity building",
    "holistic",
    "robust",
    "leverage",
    "mainstream",
    "synerg",
    "in a timely manner",
    "to a large extent",
    "to some extent",
    "some progress",
    "partially implemented",
    "fully implemented",
    "well functioning",
];

/// Words that leave open how many or how often: no level from the third upwards may rest on them.
const VAGUE: [&str; 16] = [
    "typically",
    "generally",
    "regularly",
    "as a rule",
    "nearly all",
    "almost all",
    "a few",
    "various",
    "several",
    "sufficient",
    "adequate",
    "effective",
    "properly",
    "about two thirds",
    "many units",
    "most units",
];

struct Text {
    question: String,
    what: String,
    text: String,
}

/// Every text of a framework's own questions that a group reads, each with its place.
fn texts(framework: &Framework) -> Vec<Text> {
    let mut all = Vec::new();
    for (_, node, q) in framework.questions() {
        let mut add = |what: String, text: &str| {
            let (question, text) = (node.id.to_string(), text.to_owned());
            if !text.is_empty() {
                all.push(Text { question, what, text });
            }
        };
        add("text".into(), &node.name);
        add("guidance".into(), &q.guidance);
        add("paper".into(), &q.paper);
        add("practice".into(), &q.practice);
        for (at, text) in q.levels.iter().enumerate() {
            add(format!("level {}", at + 1), text);
        }
        for (at, text) in q.evidence.iter().enumerate() {
            add(format!("evidence {}", at + 1), text);
        }
        for (at, step) in q.next.iter().enumerate() {
            add(format!("step {}", at + 1), &step.action);
        }
    }
    all
}

fn words(text: &str) -> Vec<String> {
    let letters = |c: char| !c.is_alphanumeric();
    text.split(letters).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The share of words that two texts have in common in the same order, 0 to 1.
fn alike(a: &[String], b: &[String]) -> f32 {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
    TextDiff::from_slices(&a, &b).ratio()
}

/// How alike two texts can be at most, from the words they share in any order: quick to compute.
fn bound(a: &BTreeSet<String>, b: &BTreeSet<String>, sum: usize) -> f32 {
    let shared = a.intersection(b).count();
    // Words that stand several times are few; a little room makes the bound safe for them.
    2.5 * shared as f32 / sum as f32
}

/// No text is another one with a word exchanged, neither within a question nor across questions.
#[test]
fn nothing_is_said_twice() -> Result<()> {
    let mut twins = Vec::new();
    for id in SHIPPED {
        let framework = framework(id)?;
        let all: Vec<_> = texts(&framework)
            .into_iter()
            .filter(|text| words(&text.text).len() >= SHORT)
            .map(|text| (words(&text.text), text))
            .map(|(list, text)| (list.iter().cloned().collect::<BTreeSet<_>>(), list, text))
            .collect();
        for (at, (set, list, text)) in all.iter().enumerate() {
            for (other_set, other_list, other) in &all[at + 1..] {
                if bound(set, other_set, list.len() + other_list.len()) < ALIKE {
                    continue;
                }
                let found = alike(list, other_list);
                if found >= ALIKE {
                    let (a, b) = (text, other);
                    twins.push(format!(
                        "{id}: {} of {} and {} of {}: {found:.2}\n  {}\n  {}",
                        a.what, a.question, b.what, b.question, a.text, b.text
                    ));
                }
            }
        }
    }
    ensure!(twins.is_empty(), "{} pairs are alike:\n{}", twins.len(), twins.join("\n"));
    Ok(())
}

#[test]
fn the_measure_of_likeness_finds_an_exchanged_word_and_a_safe_bound() {
    let list = |text: &str| words(text);
    let a = list("A manual exists or is being piloted, but it is not binding for any health unit.");
    let b = list("A manual exists or is being piloted, but it is not binding for any police unit.");
    let c = list("Nobody counts the children who come back within a year of closing their case.");
    assert!(alike(&a, &b) > 0.9 && alike(&a, &c) < 0.3);
    let set = |list: &[String]| list.iter().cloned().collect();
    assert!(bound(&set(&a), &set(&b), a.len() + b.len()) >= alike(&a, &b));
    assert!(bound(&set(&a), &set(&c), a.len() + c.len()) >= alike(&a, &c));
}

#[test]
fn no_phrase_fits_every_question() -> Result<()> {
    for id in SHIPPED {
        for Text { question, what, text } in texts(&*framework(id)?) {
            let low = text.to_lowercase();
            for phrase in BANNED {
                ensure!(
                    !low.contains(phrase),
                    "{id}: {what} of {question}: '{phrase}' in '{text}'"
                );
            }
            let high = ["level 3", "level 4"].contains(&&*what);
            for phrase in VAGUE.iter().filter(|_| high) {
                let found = words(&text).join(" ");
                let found = format!(" {found} ").contains(&format!(" {phrase} "));
                ensure!(!found, "{id}: {what} of {question}: '{phrase}' in '{text}'");
            }
        }
    }
    Ok(())
}

/// Words in capitals are explained in the glossary, standards included.
#[test]
fn no_abbreviation_is_left_unexplained() -> Result<()> {
    for id in SHIPPED {
        let framework = framework(id)?;
        let glossary: Vec<String> =
            framework.glossary.iter().map(|term| format!("{} {}", term.term, term.means)).collect();
        let glossary: BTreeSet<String> = abbreviations(&glossary.join(" "));
        let mut all = texts(&framework);
        for node in framework.nodes() {
            let what = "standards or introduction".to_owned();
            let mut text = node.question().map(|q| q.standards.join(" ")).unwrap_or_default();
            text.push_str(node.group().map_or("", |group| &group.intro));
            all.push(Text { question: node.id.to_string(), what, text });
        }
        for Text { question, what, text } in &all {
            for found in abbreviations(text) {
                let known = KNOWN.contains(&&*found) || glossary.contains(&found);
                ensure!(known, "{id}: {what} of {question}: nothing explains {found}");
            }
        }
    }
    Ok(())
}

/// Words with two capitals or more, such as CRC, CRPD, TransMonEE.
fn abbreviations(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let short = words.filter(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2);
    short.map(str::to_owned).collect()
}
