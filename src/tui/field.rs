//! A text that is being typed: the characters, the cursor, and nothing about drawing.

use unicode_segmentation::UnicodeSegmentation;

use super::action::{Action, Edit};
use crate::domain::limits::{PASTE_CHARACTERS, TEXT_BYTES};

mod rows;

pub use rows::Rows;

/// A text and the place of the cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// In bytes, always between two graphemes.
    cursor: usize,
    /// How many characters of what was typed or pasted last were not taken.
    refused: usize,
}

impl TextField {
    /// A field that holds a text, with the cursor behind it.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len(), refused: 0 }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many characters of what was typed or pasted last found no room.
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// The text before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or(&self.text)
    }

    /// The text behind the cursor.
    pub fn behind(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    /// Does what an action does to a text; `false` when it does nothing to one. A field of one
    /// line takes a new line for a space.
    pub fn update(&mut self, action: &Action, lines: Lines) -> bool {
        self.refused = 0;
        match action {
            Action::Edit(Edit::Type(c)) => self.insert(&c.to_string()),
            Action::Edit(Edit::NewLine) => match lines {
                Lines::Many => self.insert("\n"),
                Lines::One => return false,
            },
            Action::Paste(text) => {
                let end =
                    text.char_indices().nth(PASTE_CHARACTERS).map_or(text.len(), |(at, _)| at);
                let beyond = text[end..].chars().count();
                let text = text[..end].replace("\r\n", "\n").replace(['\r', '\t'], " ");
                let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
                match lines {
                    Lines::Many => self.insert(&text),
                    Lines::One => self.insert(&text.replace('\n', " ")),
                }
                self.refused += beyond;
            }
            Action::Edit(Edit::DeleteBack) => self.delete(self.step_back(), self.cursor),
            Action::Edit(Edit::DeleteForward) => self.delete(self.cursor, self.step_on()),
            Action::Edit(Edit::DeleteWord) => self.delete(self.word_back(), self.cursor),
            Action::Edit(Edit::DeleteLine) => self.delete(self.line_start(), self.line_end()),
            Action::Left => self.cursor = self.step_back(),
            Action::Right => self.cursor = self.step_on(),
            Action::First => self.cursor = self.line_start(),
            Action::Last => self.cursor = self.line_end(),
            _ => return false,
        }
        true
    }

    /// Puts the cursor behind a number of bytes, or the nearest grapheme before.
    pub fn put_cursor(&mut self, bytes: usize) {
        let starts = self.text.grapheme_indices(true).map(|(at, _)| at);
        let end = std::iter::once(self.text.len());
        self.cursor = starts.chain(end).take_while(|at| *at <= bytes).last().unwrap_or(0);
    }

    fn insert(&mut self, text: &str) {
        let room = TEXT_BYTES.saturating_sub(self.text.len());
        let mut end = text.len().min(room);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.insert_str(self.cursor, &text[..end]);
        self.refused = text[end..].chars().count();
        // A combining mark joins the grapheme before it, so the cursor is looked up again.
        let wanted = self.cursor + end;
        self.put_cursor(wanted);
        if self.cursor < wanted {
            self.cursor = self.step_on();
        }
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.put_cursor(from);
    }

    fn step_back(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn step_on(&self) -> usize {
        self.behind().graphemes(true).next().map_or(self.cursor, |g| self.cursor + g.len())
    }

    fn word_back(&self) -> usize {
        let words = self.before().split_word_bound_indices();
        words.rev().find(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.behind().find('\n').map_or(self.text.len(), |at| self.cursor + at)
    }
}

/// Whether a field holds one line or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One line.
    One,
    /// Several.
    Many,
}

#[cfg(test)]
mod tests {
    use super::{Lines, TextField};
    use crate::tui::action::{Action, Edit};

    fn typed(keys: &[Action]) -> TextField {
        let mut field = TextField::default();
        for key in keys {
            field.update(key, Lines::Many);
        }
        field
    }

    fn text(text: &str) -> Vec<Action> {
        text.chars().map(|c| Action::Edit(Edit::Type(c))).collect()
    }

    #[test]
    fn typing_deleting_and_moving_go_by_what_reads_as_one() {
        let mut keys = text("cafe\u{301} ole");
        keys.extend([Action::Edit(Edit::DeleteWord), Action::Edit(Edit::DeleteBack)]);
        assert_eq!(typed(&keys).text(), "cafe\u{301}");
        keys.push(Action::Edit(Edit::DeleteBack));
        assert_eq!(typed(&keys).text(), "caf");
        keys.extend([Action::Left, Action::Left, Action::Edit(Edit::DeleteForward)]);
        assert_eq!(typed(&keys).text(), "cf");
        assert_eq!(typed(&keys).before(), "c");
    }

    #[test]
    fn a_paste_brings_no_control_characters_and_stays_within_bounds() {
        let field = typed(&[Action::Paste("a\u{1b}[2J\r\nb\tc".into())]);
        assert_eq!(field.text(), "a[2J\nb c");
        assert_eq!(
            typed(&[Action::Paste("é".repeat(40_000))]).text().len(),
            crate::domain::limits::TEXT_BYTES
        );
        let mut one = TextField::default();
        one.update(&Action::Paste("a\nb".into()), Lines::One);
        assert_eq!(one.text(), "a b");
    }

    #[test]
    fn home_and_end_stay_on_their_line() {
        let mut keys = text("one\ntwo");
        keys.extend([Action::First, Action::Edit(Edit::Type('x'))]);
        assert_eq!(typed(&keys).text(), "one\nxtwo");
    }
}
