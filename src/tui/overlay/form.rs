//! Fields to fill in: a new assessment, a piece of evidence.

use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::field::{Lines, TextField};

use super::Analyses;
use super::ask::{self, EditedEntry, EditedPriority, NewEvidence};

/// Fields in front of a screen.
#[derive(Clone, Debug)]
pub struct Form {
    /// What is made.
    pub title: String,
    /// What a person should know first.
    pub lead: String,
    /// The fields.
    pub fields: Vec<Field>,
    /// The field that has the keys.
    pub at: usize,
    /// What it is for.
    pub purpose: FormPurpose,
    /// Why it cannot be done as it is.
    pub error: Option<String>,
    /// Whether the next Esc throws away what was typed.
    pub leaving: bool,
    /// Whether anything was typed.
    pub touched: bool,
}

/// What a form is for.
#[derive(Clone, Debug)]
pub enum FormPurpose {
    /// A new assessment.
    Assessment,
    /// A new piece of evidence.
    Evidence(Box<NewEvidence>),
    /// A priority.
    Priority(Box<EditedPriority>),
    /// A recommendation, an offer or a request.
    Entry(Box<EditedEntry>),
    /// What analyses draw.
    Draws(Box<Analyses>),
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// What belongs here.
    pub label: &'static str,
    /// An example or a remark.
    pub hint: &'static str,
    /// What is in it.
    pub input: Input,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Input {
    /// A text.
    Text(TextField),
    /// One of several.
    Choice(Choice),
}

/// One of several.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The possibilities, as they are shown.
    pub options: Vec<String>,
    /// The chosen one.
    pub at: usize,
}

impl Field {
    /// A text to fill in.
    pub fn text(label: &'static str, hint: &'static str, text: &str) -> Self {
        Self { label, hint, input: Input::Text(TextField::new(text)) }
    }

    /// A choice.
    pub fn choice(label: &'static str, options: Vec<String>, at: usize) -> Self {
        let hint = "left and right choose";
        Self { label, hint, input: Input::Choice(Choice { options, at }) }
    }

    /// The text, without spaces around it; of a choice, the chosen one.
    pub fn value(&self) -> &str {
        match &self.input {
            Input::Text(field) => field.text().trim(),
            Input::Choice(choice) => choice.options.get(choice.at).map_or("", String::as_str),
        }
    }

    /// The number of the chosen one; 0 of a text.
    pub fn chosen(&self) -> usize {
        match &self.input {
            Input::Text(_) => 0,
            Input::Choice(choice) => choice.at,
        }
    }
}

impl Form {
    /// An empty form.
    pub fn new(title: &str, lead: String, fields: Vec<Field>, purpose: FormPurpose) -> Self {
        Self {
            title: title.into(),
            lead,
            fields,
            at: 0,
            purpose,
            error: None,
            leaving: false,
            touched: false,
        }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action) -> Option<Effect> {
        if matches!(action, Action::Back) {
            if self.touched && !self.leaving {
                self.leaving = true;
                return None;
            }
            return Some(match &self.purpose {
                FormPurpose::Draws(analyses) => Effect::Front(analyses.clone()),
                _ => Effect::Close,
            });
        }
        let leaving = std::mem::take(&mut self.leaving);
        let last = self.fields.len().saturating_sub(1);
        match action {
            Action::Keep if leaving => None,
            Action::Keep if self.at < last => {
                self.at += 1;
                None
            }
            Action::Keep | Action::Save => self.submit(),
            Action::Down | Action::Next => {
                self.at = if self.at < last { self.at + 1 } else { 0 };
                None
            }
            Action::Up | Action::Previous => {
                self.at = if self.at > 0 { self.at - 1 } else { last };
                None
            }
            Action::Pick(line) => {
                self.at = (*line).min(last);
                None
            }
            _ => {
                self.edit(action);
                None
            }
        }
    }

    fn edit(&mut self, action: &Action) {
        let Some(field) = self.fields.get_mut(self.at) else { return };
        let changed = match (&mut field.input, action) {
            (Input::Text(text), _) => text.update(action, Lines::One),
            (Input::Choice(choice), Action::Left) => {
                choice.at = choice.at.saturating_sub(1);
                true
            }
            (Input::Choice(choice), Action::Right) => {
                choice.at = (choice.at + 1).min(choice.options.len().saturating_sub(1));
                true
            }
            _ => false,
        };
        if changed {
            self.touched = true;
            self.error = None;
        }
    }

    fn submit(&mut self) -> Option<Effect> {
        let done = match &self.purpose {
            FormPurpose::Assessment => ask::assessment(&self.fields),
            FormPurpose::Evidence(new) => ask::evidence(new, &self.fields),
            FormPurpose::Priority(edited) => ask::priority(edited, &self.fields),
            FormPurpose::Entry(edited) => ask::entry(edited, &self.fields),
            FormPurpose::Draws(analyses) => ask::draws(analyses, &self.fields),
        };
        match done {
            Ok(effect) => Some(effect.closing()),
            Err((at, why)) => {
                self.at = at;
                self.error = Some(why);
                None
            }
        }
    }
}
