//! A text that is being written: a box, a note, a reason, a number.

use crate::domain::limits::{PASTE_CHARACTERS, TEXT_BYTES};
use crate::domain::{
    Boxed, Change, HeaderField, Id, NoteKind, Scale, Scenario, Sign, Verdict, signs,
};
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::effect::Effect;
use crate::tui::field::{Lines, Rows, TextField};

use super::Ask;

/// A text that is being written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// What is written.
    pub title: String,
    /// What belongs here.
    pub hint: String,
    /// The text.
    pub field: TextField,
    /// What it is for.
    pub purpose: WritingPurpose,
    /// Why it cannot be kept as it is.
    pub error: Option<String>,
    /// What the text seems to hold of a person's data, as a sentence.
    pub personal: Option<String>,
    /// Whether the next Esc throws away what was typed.
    pub leaving: bool,
    original: String,
}

/// The word by which somebody leaves although saving failed.
const LEAVE: &str = "leave";

/// What a text is for.
#[derive(Clone, Debug)]
pub enum WritingPurpose {
    /// Why a question does not apply.
    Reason(Id),
    /// The answer on a scale that digits alone do not reach.
    Number(Id, Box<Scale>),
    /// A box of the answer to the question at a place.
    Box(usize, Id, Boxed),
    /// Whether to leave although saving failed: a word has to be typed.
    Leave,
    /// A note on a node; the number of an old one, or a new one.
    Note(Id, NoteKind, Option<usize>, Vec<String>),
    /// A line of the head of the file.
    Header(HeaderField),
    /// The name under which a scenario is kept.
    Scenario(Box<Scenario>),
}

impl Writing {
    /// Starts with a text.
    pub fn new(title: String, hint: &str, text: &str, purpose: WritingPurpose) -> Self {
        Self {
            title,
            hint: hint.into(),
            field: TextField::new(text),
            personal: personal(text, &purpose),
            purpose,
            error: None,
            leaving: false,
            original: text.into(),
        }
    }

    /// The same with a text typed into it already.
    #[must_use]
    pub fn typed(mut self, text: &str) -> Self {
        self.field = TextField::new(text);
        self.personal = personal(text, &self.purpose);
        self
    }

    /// Whether it takes one line or several.
    pub fn lines(&self) -> Lines {
        match self.purpose {
            WritingPurpose::Number(..)
            | WritingPurpose::Header(_)
            | WritingPurpose::Leave
            | WritingPurpose::Scenario(_) => Lines::One,
            _ => Lines::Many,
        }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        if matches!(action, Action::Back) {
            let changed = self.field.text() != self.original;
            if changed && !self.leaving {
                self.leaving = true;
                return None;
            }
            return Some(Effect::Close);
        }
        let leaving = std::mem::take(&mut self.leaving);
        match action {
            // The question is whether to throw away, so Enter goes back to writing.
            Action::Keep if leaving => None,
            Action::Keep | Action::Save => self.keep(None),
            Action::Next | Action::Previous => match &self.purpose {
                WritingPurpose::Box(place, _, which) => {
                    let next = Ask::Box(*place, neighbour(*which, action == &Action::Next));
                    self.keep(Some(Effect::Ask(next)))
                }
                _ => None,
            },
            Action::Up | Action::Down => {
                let rows = Rows::of(&self.field, seen.text_width);
                let row = match action {
                    Action::Up => rows.row.saturating_sub(1),
                    _ => (rows.row + 1).min(rows.rows.len() - 1),
                };
                let byte = rows.byte_at(self.field.text(), row);
                self.field.put_cursor(byte);
                None
            }
            _ => {
                let lines = self.lines();
                if self.field.update(action, lines) {
                    self.personal = personal(self.field.text(), &self.purpose);
                    let refused = self.field.refused();
                    self.error = (refused > 0).then(|| {
                        format!(
                            "{refused} characters were not taken: a text has at most {TEXT_BYTES} \
                             bytes, a paste at most {PASTE_CHARACTERS} characters"
                        )
                    });
                }
                None
            }
        }
    }

    /// What keeping the text does, and then something else.
    fn keep(&mut self, then: Option<Effect>) -> Option<Effect> {
        if let WritingPurpose::Leave = self.purpose {
            if self.field.text().trim() == LEAVE {
                return Some(Effect::Quit);
            }
            self.error = Some(format!("type {LEAVE} to leave, or Esc to stay"));
            return None;
        }
        if let WritingPurpose::Scenario(scenario) = &self.purpose {
            match Id::new(self.field.text().trim()) {
                Ok(name) => {
                    return Some(Effect::KeepScenario(name, scenario.clone()).closing());
                }
                Err(why) => self.error = Some(why),
            }
            return None;
        }
        match self.change() {
            Ok(change) => {
                let mut all = vec![Effect::Close];
                all.extend(change.map(|c| Effect::Apply(vec![c])));
                if let WritingPurpose::Note(node, kind, ..) = &self.purpose {
                    all.push(Effect::Ask(Ask::Notes(node.clone(), *kind)));
                }
                if let WritingPurpose::Header(_) = &self.purpose {
                    all.push(Effect::Ask(Ask::Record));
                }
                all.extend(then);
                Some(Effect::Then(all))
            }
            Err(why) => {
                self.error = Some(why);
                None
            }
        }
    }

    fn change(&self) -> Result<Option<Change>, String> {
        let text = self.field.text().trim();
        let unchanged = text == self.original.trim();
        Ok(match &self.purpose {
            WritingPurpose::Reason(_) if text.is_empty() => {
                return Err("a reason is compulsory: why does the question not apply?".into());
            }
            WritingPurpose::Reason(id) => {
                let verdict = Verdict::NotApplicable { reason: text.into() };
                Some(Change::verdict(id, Some(verdict)))
            }
            WritingPurpose::Number(id, scale) => {
                let number = number(text, scale)?;
                Some(Change::verdict(id, Some(Verdict::Scored(number))))
            }
            WritingPurpose::Leave | WritingPurpose::Scenario(_) => None,
            _ if unchanged => None,
            WritingPurpose::Header(field) => Some(Change::Header(*field, text.into())),
            WritingPurpose::Box(_, id, which) => {
                Some(Change::Text(id.clone(), *which, text.into()))
            }
            WritingPurpose::Note(id, kind, at, old) => {
                let mut all = old.clone();
                match at.filter(|at| *at < all.len()) {
                    Some(at) if text.is_empty() => drop(all.remove(at)),
                    Some(at) => all[at] = text.into(),
                    None => all.push(text.into()),
                }
                Some(Change::Notes(id.clone(), *kind, all))
            }
        })
    }
}

/// A number of a scale as people type it: with a point or a comma, or by the mark of a level.
fn number(text: &str, scale: &Scale) -> Result<f64, String> {
    let levels = scale.all_levels();
    let marked = levels.iter().find(|l| l.mark.as_deref().is_some_and(|m| m == text));
    let number = match marked {
        Some(level) => Some(level.number),
        None => text.replace(',', ".").parse().ok(),
    };
    number
        .filter(|n| scale.value_of(*n).is_some())
        .ok_or_else(|| format!("'{text}' is not on the scale: take {}", scale.describe()))
}

/// What to say where a text looks as if it held a person's data.
fn personal(text: &str, purpose: &WritingPurpose) -> Option<String> {
    if matches!(
        purpose,
        WritingPurpose::Number(..) | WritingPurpose::Leave | WritingPurpose::Scenario(_)
    ) {
        return None;
    }
    let found: Vec<&str> = signs(text).into_iter().map(Sign::words).collect();
    (!found.is_empty())
        .then(|| format!("This looks like {}: no person's data belong here.", found.join(" and ")))
}

fn neighbour(which: Boxed, forward: bool) -> Boxed {
    let count = Boxed::ALL.len();
    let at = Boxed::ALL.iter().position(|(b, _)| *b == which).unwrap_or(0);
    let next = if forward { at + 1 } else { at + count - 1 };
    Boxed::ALL[next % count].0
}
