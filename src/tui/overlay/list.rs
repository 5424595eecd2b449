//! A list to choose from.

use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;

/// A list in front of a screen.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// What is chosen here.
    pub title: String,
    /// What a person should know before choosing.
    pub lead: Vec<String>,
    /// The lines.
    pub rows: Vec<Row>,
    /// What adds a line, where that is possible.
    pub new: Option<Effect>,
    /// The chosen line.
    pub at: usize,
}

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Whether it is on, where it can be on or off.
    pub on: Option<bool>,
    /// The line.
    pub text: String,
    /// What else there is to say, on lines of its own.
    pub detail: String,
    /// What choosing it does.
    pub does: Effect,
    /// What takes it away, where that is possible.
    pub removes: Option<Effect>,
}

impl Row {
    /// A line that does something.
    pub fn new(text: impl Into<String>, does: Effect) -> Self {
        Self { on: None, text: text.into(), detail: String::new(), does, removes: None }
    }

    /// The same line with more to say.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

impl List {
    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let chosen = self.rows.get(self.at);
        match action {
            Action::Back => Some(Effect::Close),
            Action::Open => chosen.map(|row| row.does.clone().closing()),
            Action::Toggle => chosen.filter(|r| r.on.is_some()).map(|r| r.does.clone().closing()),
            Action::ClearAnswer => chosen.and_then(|r| r.removes.clone()).map(Effect::closing),
            Action::New => self.new.clone().map(Effect::closing),
            Action::Pick(line) if *line == self.at => chosen.map(|row| row.does.clone().closing()),
            _ => {
                step(&mut self.at, self.rows.len(), seen.page, action);
                None
            }
        }
    }
}
