//! Something to read: a message, an explanation, the details of a line.

use crate::report::Table;
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::scroll;
use crate::tui::effect::Effect;

/// A text in front of a screen.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What it is about.
    pub title: String,
    /// The text.
    pub blocks: Vec<Block>,
    /// The first line that is shown.
    pub scroll: usize,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table.
    Table(Box<Table>),
    /// What follows, as words behind the name of the program: the command that prints the same.
    Command(String),
    /// What must be known to read what stands above rightly.
    Notes(Vec<String>),
}

impl Reading {
    /// A message of some paragraphs.
    pub fn message(title: &str, paragraphs: impl IntoIterator<Item = String>) -> Self {
        let blocks = paragraphs.into_iter().map(Block::Text).collect();
        Self { title: title.into(), blocks, scroll: 0 }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        match action {
            Action::Back | Action::Open => Some(Effect::Close),
            Action::Quit => Some(Effect::Quit),
            _ => {
                scroll(&mut self.scroll, seen.scroll_end, seen.page, action);
                None
            }
        }
    }
}
