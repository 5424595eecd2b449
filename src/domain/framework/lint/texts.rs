//! The texts of a framework, as a reader meets them.

use std::collections::HashMap;

use super::Linter;
use crate::domain::framework::{Framework, Node, Question};
use crate::domain::{Origin, Place, Step};

/// The length of a descriptor that can be checked and still be read aloud, in characters.
const SHORTEST: usize = 40;
const LONGEST: usize = 320;

/// The lowest level often says no more than that there is nothing.
const SHORTEST_LOWEST: usize = 20;

/// Words of the method, which the screens and reports of this program use: a framework may explain
/// them without using them.
const METHOD: [&str; 26] = [
    "accountability map",
    "carried over",
    "claimed level",
    "component",
    "confidence",
    "consensus",
    "core question",
    "coverage",
    "critical question",
    "crosswalk",
    "descriptor",
    "domain",
    "evidence grade",
    "lens",
    "level",
    "not applicable",
    "not known",
    "offer",
    "paper and practice",
    "perspective",
    "request",
    "round",
    "shadow",
    "standards",
    "unit",
    "weakest link",
];

impl Linter<'_> {
    /// Everything about wording.
    pub(super) fn texts(&mut self) {
        let mut first: HashMap<String, (usize, usize)> = HashMap::new();
        let framework = self.framework;
        let english = framework.language == "en" || framework.language.starts_with("en-");
        for (place, node, question) in framework.questions() {
            let own = node.origin != Origin::Base;
            for (at, text) in question.levels.iter().enumerate() {
                if own {
                    self.length(node, at, text);
                }
                let folded = fold(text);
                match first.get(&folded) {
                    _ if folded.is_empty() => {}
                    Some(earlier) if own => self.twins(node, at, *earlier),
                    Some(_) => {}
                    None => {
                        first.insert(folded, (place, at));
                    }
                }
            }
            if own {
                self.axes(node, question);
            }
            if own && english && !node.name.trim_end().ends_with(QUESTION_MARKS) {
                self.warn(
                    "question-mark",
                    self.place(node, "text"),
                    format!("the text of '{}' does not end with a question mark", node.id),
                    "ask it as a question, so that everybody answers the same thing",
                );
            }
        }
        self.terms();
    }

    /// What counts on paper and in practice.
    fn axes(&mut self, node: &Node, question: &Question) {
        // A framework without a single such text has chosen to do without them.
        let told = |q: &Question| !q.paper.is_empty() || !q.practice.is_empty();
        let somewhere = self.framework.questions().any(|(_, _, q)| told(q));
        for (key, text) in [("paper", &question.paper), ("practice", &question.practice)] {
            let length = text.chars().count();
            if text.is_empty() && question.paper_and_practice && somewhere {
                let message = format!("'{}' does not say what counts as {key}", node.id);
                let hint = "say what must be laid down, and what must be seen at work";
                self.warn("no-axes", self.place(node, "paper_and_practice"), message, hint);
            } else if !text.is_empty() && !question.paper_and_practice {
                let message = format!("'{}' does not ask for paper and practice", node.id);
                let hint = "set paper_and_practice = true, or take paper and practice out";
                self.warn("idle-axes", self.place(node, key), message, hint);
            } else if !text.is_empty() && !(SHORTEST..=LONGEST).contains(&length) {
                let message = format!(
                    "{key} of '{}' has {length} characters, not {SHORTEST} to {LONGEST}",
                    node.id
                );
                let hint = "name an instrument, a share, a frequency or a date that can be checked";
                self.warn("descriptor-length", self.place(node, key), message, hint);
            }
        }
    }

    fn length(&mut self, node: &Node, at: usize, text: &str) {
        let length = text.chars().count();
        let shortest = if at == 0 { SHORTEST_LOWEST } else { SHORTEST };
        let (what, hint) = if length < shortest {
            ("short", "say what can be checked: an instrument, a share, a date, who does it")
        } else if length > LONGEST {
            ("long", "keep what tells this level from the one below, and move the rest to guidance")
        } else {
            return;
        };
        let message = format!(
            "descriptor {} of '{}' is {what}: {length} characters, not {shortest} to {LONGEST}",
            at + 1,
            node.id
        );
        self.warn("descriptor-length", self.descriptor(node, at), message, hint);
    }

    fn twins(&mut self, node: &Node, at: usize, earlier: (usize, usize)) {
        let other = self.framework.node(earlier.0);
        let same = if other.id == node.id { String::new() } else { format!(" of '{}'", other.id) };
        let message = format!(
            "descriptor {} of '{}' does not differ from descriptor {}{same}",
            at + 1,
            node.id,
            earlier.1 + 1
        );
        let hint = "say what is different, so that a group can tell the two apart";
        self.warn("same-descriptors", self.descriptor(node, at), message, hint);
    }

    fn descriptor(&self, node: &Node, at: usize) -> Place {
        let mut place = self.place(node, "levels");
        place.steps.push(Step::Index(at));
        place
    }

    /// Terms that no text of the framework uses.
    fn terms(&mut self) {
        if self.draft.term.is_empty() {
            return;
        }
        let body = words(self.framework);
        for (at, term) in self.draft.term.iter().enumerate() {
            let others = self.framework.glossary.iter().filter(|t| t.term != term.term);
            let means = others.map(|t| lower(&t.means));
            let of_method = METHOD.iter().any(|word| lower(&term.term).contains(word));
            let used = heads(&term.term)
                .iter()
                .any(|head| body.contains(head) || means.clone().any(|means| means.contains(head)));
            if !used && !of_method {
                self.warn(
                    "unused-term",
                    Place::element("term", at, "term"),
                    format!("no text of the framework uses the term '{}'", term.term),
                    "take the term out, or spell it as the texts do",
                );
            }
        }
    }
}

/// What ends a question in the scripts that this program meets: Latin and Cyrillic, Greek,
/// Armenian, Arabic, full width.
const QUESTION_MARKS: [char; 5] = ['?', ';', '\u{55e}', '\u{61f}', '\u{ff1f}'];

/// The letters of a text alone: case, blanks, digits and punctuation do not make a difference.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn lower(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.replace(['-', '\u{2011}'], " ").to_lowercase()
}

/// How many letters of a word tell it from others whatever its ending.
const STEM: usize = 6;

/// The forms under which a term may stand in a text: whole and in the singular, or by the first
/// letters of one of its longer words.
fn heads(term: &str) -> Vec<String> {
    let lower = lower(term);
    let word = |word: &str| -> Option<String> {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let stem: String = letters.take(STEM).collect();
        (stem.chars().count() == STEM).then_some(stem)
    };
    let whole =
        lower.split(['(', ')', '/', ',', ';']).map(|part| part.trim().trim_end_matches('s'));
    let whole = whole.filter(|part| part.chars().count() > 1).map(str::to_owned);
    whole.chain(lower.split_whitespace().filter_map(word)).collect()
}

/// Every text of a framework but its glossary, in small letters.
fn words(framework: &Framework) -> String {
    let mut out = lower(&framework.summary);
    let mut add = |text: &str| {
        out.push('\n');
        out.push_str(&lower(text));
    };
    for level in framework.default_scale().all_levels() {
        add(&level.name);
        add(&level.meaning);
    }
    for node in framework.nodes() {
        add(&node.name);
        if let Some(group) = node.group() {
            add(&group.intro);
        }
        let Some(question) = node.question() else { continue };
        add(&question.guidance);
        add(&question.paper);
        add(&question.practice);
        let lists = [&question.evidence, &question.levels, &question.standards];
        lists.into_iter().flatten().for_each(|text| add(text));
        for step in &question.next {
            add(&step.action);
            add(&step.who);
        }
    }
    out
}
