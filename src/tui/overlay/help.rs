//! All keys of a screen. The chosen line can be carried out, so that arrows and Enter reach
//! everything on any keyboard.

use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::keymap::{Place, bindings};

/// The list of keys.
#[derive(Clone, Debug)]
pub struct Help {
    /// The screen that it is about.
    pub place: Place,
    /// The chosen line.
    pub at: usize,
}

impl Help {
    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let count = bindings(self.place).count();
        match action {
            Action::Back => Some(Effect::Close),
            Action::Quit => Some(Effect::Quit),
            Action::Open => {
                let chosen = bindings(self.place).nth(self.at)?;
                // Which level is meant cannot be told from the line.
                let unclear = matches!(chosen.action, Action::Set(_) | Action::Help);
                let does = if unclear { Effect::Close } else { Effect::Act(chosen.action.clone()) };
                Some(does.closing())
            }
            _ => {
                step(&mut self.at, count, seen.page, action);
                None
            }
        }
    }
}
