//! The one table of keys: it resolves what was pressed, fills the footer and the help, and is what
//! the tests hold against the actions.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Edit};

mod position;
mod table;

pub use table::TABLE;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The screen with the countries and their assessments.
    Home,
    /// The walk through the questions.
    Assess,
    /// The work queue.
    Review,
    /// The scores.
    Results,
    /// The years of a country.
    Years,
    /// Countries side by side.
    Countries,
    /// What to change first.
    Priorities,
    /// Offers and requests.
    Exchange,
    /// Files for others.
    Export,
    /// The frameworks as works of reference.
    Frameworks,
    /// Other answers, weights and rules, tried out.
    WhatIf,
    /// A list to choose from, in front of a screen.
    List,
    /// A list that is narrowed down by typing.
    Find,
    /// A text that is being written.
    Writing,
    /// Fields to fill in.
    Form,
    /// Something to read, in front of a screen.
    Reading,
    /// The analyses of what a screen shows.
    Analyses,
    /// The list of the keys.
    Help,
}

/// A key, or a key together with the control key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chord {
    /// A key.
    Key(KeyCode),
    /// A letter with the control key.
    Ctrl(char),
    /// A key with the alt key.
    Alt(KeyCode),
    /// Any digit.
    Digit,
}

/// One line of the table.
#[derive(Debug)]
pub struct Binding {
    /// The keys that do it.
    pub keys: &'static [Chord],
    /// What they do.
    pub action: Action,
    /// Where.
    pub at: &'static [Place],
    /// The word in the footer; empty for what only the help lists.
    pub short: &'static str,
    /// The line in the help.
    pub what: &'static str,
}

/// What a key means at a place.
pub fn resolve(place: Place, key: KeyEvent) -> Option<Action> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let action = bound(place, key).or_else(|| typed(place, key))?;
    (key.kind == KeyEventKind::Press || may_repeat(&action)).then_some(action)
}

/// The lines of the table that hold at a place, in order.
pub fn bindings(place: Place) -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().filter(move |binding| binding.at.contains(&place))
}

impl Place {
    /// Whether letters are letters here.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Writing | Self::Form | Self::Find)
    }
}

fn bound(place: Place, key: KeyEvent) -> Option<Action> {
    let found = |chord| bindings(place).find(|b| b.keys.contains(&chord)).map(|b| &b.action);
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    // The right alt key of many keyboards arrives as both together, and means a character.
    if control && !alt {
        let KeyCode::Char(c) = key.code else { return None };
        return found(Chord::Ctrl(position::latin(c))).cloned();
    }
    if alt && !control {
        return found(Chord::Alt(key.code)).cloned();
    }
    let KeyCode::Char(c) = key.code else { return found(Chord::Key(key.code)).cloned() };
    if place.is_text() {
        return found(Chord::Key(key.code)).cloned();
    }
    if let (Some(digit), Some(_)) = (c.to_digit(10), found(Chord::Digit)) {
        return u8::try_from(digit).ok().map(Action::Set);
    }
    found(Chord::Key(KeyCode::Char(position::latin(c)))).cloned()
}

fn typed(place: Place, key: KeyEvent) -> Option<Action> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Char(c) if place.is_text() && control == alt && !c.is_control() => {
            Some(Action::Edit(Edit::Type(c)))
        }
        _ => None,
    }
}

fn may_repeat(action: &Action) -> bool {
    matches!(
        action,
        Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::PageUp
            | Action::PageDown
            | Action::Edit(_)
    )
}

impl Binding {
    /// The keys as they are printed; `arrows` are the names of up, down, left and right.
    pub fn printed(&self, arrows: &[&'static str; 4]) -> Vec<String> {
        self.keys.iter().map(|chord| chord.printed(arrows)).collect()
    }
}

impl Chord {
    fn printed(self, [up, down, left, right]: &[&'static str; 4]) -> String {
        match self {
            Self::Digit => "0-9".into(),
            Self::Ctrl(c) => format!("Ctrl-{}", c.to_ascii_uppercase()),
            Self::Alt(code) => format!("Alt-{}", Self::Key(code).printed(&[up, down, left, right])),
            Self::Key(code) => match code {
                KeyCode::Up => (*up).into(),
                KeyCode::Down => (*down).into(),
                KeyCode::Left => (*left).into(),
                KeyCode::Right => (*right).into(),
                KeyCode::PageUp => "PgUp".into(),
                KeyCode::PageDown => "PgDn".into(),
                KeyCode::Home => "Home".into(),
                KeyCode::End => "End".into(),
                KeyCode::Delete => "Del".into(),
                KeyCode::Backspace => "Backspace".into(),
                KeyCode::BackTab => "Shift-Tab".into(),
                KeyCode::Char(' ') => "Space".into(),
                KeyCode::Char(c) => c.to_string(),
                KeyCode::F(n) => format!("F{n}"),
                other => format!("{other:?}"),
            },
        }
    }
}

#[cfg(test)]
mod tests;
