//! Countries and their assessments.

use super::Context;
use crate::domain::Key;
use crate::tui::action::{Action, Tab};
use crate::tui::app::Tone;
use crate::tui::catalogue::Catalogue;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::overlay::{Ask, Reading};

/// The list of assessments.
#[derive(Debug, Default)]
pub struct Home {
    /// The chosen line: an assessment, or behind the last one a file that is none.
    pub at: usize,
    /// The assessment on that line, so that a new listing keeps it.
    chosen: Option<Key>,
}

impl Home {
    /// The chosen assessment.
    pub fn selected(&self, catalogue: &Catalogue) -> Option<Key> {
        catalogue.entries.get(self.at).map(|entry| entry.key.clone())
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, context: &Context<'_>) -> Option<Effect> {
        let catalogue = context.catalogue;
        match action {
            Action::Open => return self.open(catalogue),
            Action::Pick(line) if *line == self.at => return self.open(catalogue),
            Action::New => return Some(Effect::Ask(Ask::NewAssessment)),
            Action::Search => return Some(Effect::Ask(Ask::FindAssessment)),
            Action::Newer => {
                let key = self.selected(catalogue);
                let none = "Choose an assessment first.".to_owned();
                return Some(key.map_or(Effect::Say(Tone::Problem, none), Effect::Newer));
            }
            Action::Browse => return Some(Effect::Go(Tab::Frameworks)),
            Action::Reload => {
                let said = Effect::Say(Tone::Done, "The folder was read again.".into());
                return Some(Effect::Then(vec![Effect::List, said]));
            }
            Action::Back if context.busy => return Some(Effect::Stop),
            Action::Left => self.other_country(catalogue, -1),
            Action::Right => self.other_country(catalogue, 1),
            _ => {
                let count = catalogue.entries.len() + catalogue.stray.len();
                step(&mut self.at, count, context.seen.page, action);
            }
        }
        self.chosen = self.selected(catalogue);
        None
    }

    /// Keeps the chosen assessment chosen, or takes the open one.
    pub fn refresh(&mut self, open: Option<&Key>, catalogue: &Catalogue) {
        let find = |key: &Key| catalogue.entries.iter().position(|e| e.key == *key);
        let kept = open.and_then(find).or_else(|| self.chosen.as_ref().and_then(find));
        let last = (catalogue.entries.len() + catalogue.stray.len()).saturating_sub(1);
        self.at = kept.unwrap_or(self.at).min(last);
        self.chosen = self.selected(catalogue);
    }

    fn open(&self, catalogue: &Catalogue) -> Option<Effect> {
        if let Some(key) = self.selected(catalogue) {
            return Some(Effect::Open(key, Tab::Assess));
        }
        let stray = catalogue.stray.get(self.at - catalogue.entries.len().min(self.at))?;
        let text = stray.to_string();
        let message = Reading::message("This file is not used", text.lines().map(str::to_owned));
        Some(Effect::Read(Box::new(message)))
    }

    /// To the first line of the country before or behind.
    fn other_country(&mut self, catalogue: &Catalogue, way: isize) {
        let mut starts = vec![0];
        for (at, two) in catalogue.entries.windows(2).enumerate() {
            if two[0].key.country != two[1].key.country {
                starts.push(at + 1);
            }
        }
        let found = if way < 0 {
            starts.iter().rev().find(|start| **start < self.at)
        } else {
            starts.iter().find(|start| **start > self.at)
        };
        self.at = found.copied().unwrap_or(self.at);
    }
}
