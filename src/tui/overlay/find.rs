//! A list that is narrowed down by typing words.

use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::field::{Lines, TextField};

/// A list to find something in.
#[derive(Clone, Debug)]
pub struct Find {
    /// What is looked for.
    pub title: String,
    /// What was typed.
    pub field: TextField,
    /// Everything that can be found.
    pub candidates: Vec<Candidate>,
    /// Those that hold every word that was typed.
    pub found: Vec<usize>,
    /// The chosen one of them.
    pub at: usize,
}

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The line on the screen.
    pub text: String,
    /// Everything that is searched, in small letters.
    pub words: String,
    /// What else there is to say, shown for the chosen one.
    pub detail: String,
    /// What choosing it does.
    pub does: Effect,
}

impl Candidate {
    /// Something that is found by its line and by more words.
    pub fn new(text: String, more: &str, does: Effect) -> Self {
        let words = format!("{text} {more}").to_lowercase();
        Self { text, words, detail: String::new(), does }
    }

    /// The same with more to say.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

impl Find {
    /// A search through candidates.
    pub fn new(title: &str, candidates: Vec<Candidate>) -> Self {
        let found = (0..candidates.len()).collect();
        Self { title: title.into(), field: TextField::default(), candidates, found, at: 0 }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let chosen = || self.found.get(self.at).and_then(|at| self.candidates.get(*at));
        match action {
            Action::Back => Some(Effect::Close),
            Action::Open => chosen().map(|c| c.does.clone().closing()),
            Action::Pick(line) if *line == self.at => chosen().map(|c| c.does.clone().closing()),
            _ if step(&mut self.at, self.found.len(), seen.page, action) => None,
            _ => {
                if self.field.update(action, Lines::One) {
                    self.look();
                }
                None
            }
        }
    }

    fn look(&mut self) {
        let wanted = self.field.text().to_lowercase();
        let holds = |c: &Candidate| wanted.split_whitespace().all(|word| c.words.contains(word));
        let found = self.candidates.iter().enumerate().filter(|(_, c)| holds(c));
        self.found = found.map(|(at, _)| at).collect();
        self.at = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Candidate, Effect, Find, Seen};

    #[test]
    fn every_word_narrows_the_list_in_any_order() {
        let of = |text: &str| Candidate::new(text.into(), "", Effect::Close);
        let mut find =
            Find::new("", vec![of("Data on Violence"), of("Violence law"), of("Budget")]);
        find.update(&Action::Paste("VIOL data".into()), &Seen::default());
        assert_eq!(find.found, [0]);
    }
}
