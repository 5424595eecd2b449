//! What lies in front of a screen: one thing at a time, with its own state and its own update.

use super::action::Action;
use super::canvas::Seen;
use super::effect::Effect;
use super::keymap::Place;

mod analyses;
mod ask;
mod find;
mod form;
mod help;
mod list;
mod reading;
mod writing;

pub use analyses::{Analyses, Page, State};
pub use ask::{Ask, ask, ask_draws, blank, report_name};
pub use find::{Candidate, Find};
pub use form::{Choice, Field, Form, FormPurpose, Input};
pub use help::Help;
pub use list::{List, Row};
pub use reading::{Block, Reading};
pub use writing::{Writing, WritingPurpose};

/// What lies in front of a screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys of the screen.
    Help(Help),
    /// A list to choose from.
    List(List),
    /// A list that is narrowed down by typing.
    Find(Find),
    /// A text that is being written.
    Writing(Writing),
    /// Fields to fill in.
    Form(Form),
    /// Something to read: a message, an explanation.
    Reading(Reading),
    /// What there is to say of a subject, one at a time.
    Analyses(Box<Analyses>),
}

impl Overlay {
    /// Where its keys stand in the table.
    pub fn place(&self) -> Place {
        match self {
            Self::Help(_) => Place::Help,
            Self::List(_) => Place::List,
            Self::Find(_) => Place::Find,
            Self::Writing(_) => Place::Writing,
            Self::Form(_) => Place::Form,
            Self::Reading(_) => Place::Reading,
            Self::Analyses(_) => Place::Analyses,
        }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        match self {
            Self::Help(help) => help.update(action, seen),
            Self::List(list) => list.update(action, seen),
            Self::Find(find) => find.update(action, seen),
            Self::Writing(writing) => writing.update(action, seen),
            Self::Form(form) => form.update(action),
            Self::Reading(reading) => reading.update(action, seen),
            Self::Analyses(analyses) => analyses.update(action, seen),
        }
    }
}
