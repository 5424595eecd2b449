//! The table against itself and against the actions.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Chord, Place, TABLE, bindings, resolve};
use crate::tui::action::{Action, Edit, Tab};

const PLACES: [Place; 18] = [
    Place::Home,
    Place::Assess,
    Place::Review,
    Place::Results,
    Place::Years,
    Place::Countries,
    Place::Priorities,
    Place::Exchange,
    Place::Export,
    Place::Frameworks,
    Place::WhatIf,
    Place::List,
    Place::Find,
    Place::Writing,
    Place::Form,
    Place::Reading,
    Place::Analyses,
    Place::Help,
];

fn press(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

#[test]
fn no_key_means_two_things_at_one_place() {
    for place in PLACES {
        let mut seen: Vec<Chord> = Vec::new();
        for chord in bindings(place).flat_map(|b| b.keys) {
            assert!(!seen.contains(chord), "{chord:?} stands twice at {place:?}");
            seen.push(*chord);
        }
    }
}

#[test]
fn every_line_of_the_table_says_what_it_does_and_is_reached() {
    for binding in TABLE {
        assert!(!binding.what.is_empty() && !binding.at.is_empty(), "{:?}", binding.action);
        let places = binding.at.iter();
        for (place, chord) in places.flat_map(|p| binding.keys.iter().map(move |k| (*p, *k))) {
            let key = match chord {
                Chord::Key(code) => press(code),
                Chord::Ctrl(c) => KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL),
                Chord::Alt(code) => KeyEvent::new(code, KeyModifiers::ALT),
                Chord::Digit => press(KeyCode::Char('0')),
            };
            assert_eq!(resolve(place, key).as_ref(), Some(&binding.action), "{chord:?} {place:?}");
        }
    }
}

#[test]
fn every_place_can_be_left_and_moved_in_without_letters() {
    for place in PLACES {
        let by_key = |code| resolve(place, press(code));
        assert_eq!(by_key(KeyCode::Esc), Some(Action::Back), "{place:?}");
        assert_eq!(by_key(KeyCode::Up), Some(Action::Up), "{place:?}");
        assert!(by_key(KeyCode::Enter).is_some(), "{place:?}");
    }
}

#[test]
fn letters_are_letters_in_a_text_and_repeats_only_move_or_type() {
    let q = press(KeyCode::Char('q'));
    assert_eq!(resolve(Place::Writing, q), Some(Action::Edit(Edit::Type('q'))));
    assert_eq!(resolve(Place::Home, q), Some(Action::Quit));
    let held = |code| KeyEvent { kind: KeyEventKind::Repeat, ..press(code) };
    assert_eq!(resolve(Place::Assess, held(KeyCode::Down)), Some(Action::Down));
    assert_eq!(resolve(Place::Assess, held(KeyCode::Char('3'))), None);
    let released = KeyEvent { kind: KeyEventKind::Release, ..q };
    assert_eq!(resolve(Place::Home, released), None);
    let right_alt = KeyModifiers::CONTROL | KeyModifiers::ALT;
    let at_sign = KeyEvent::new(KeyCode::Char('@'), right_alt);
    assert_eq!(resolve(Place::Form, at_sign), Some(Action::Edit(Edit::Type('@'))));
    assert_eq!(resolve(Place::Assess, press(KeyCode::Char('7'))), Some(Action::Set(7)));
}

/// Every action that a key can have. Adding one to the enum breaks the match below, so that it
/// cannot be forgotten here.
#[test]
fn every_action_is_bound_and_in_the_help() {
    use Action as A;
    let all = [
        A::Up,
        A::Down,
        A::Left,
        A::Right,
        A::PageUp,
        A::PageDown,
        A::First,
        A::Last,
        A::Open,
        A::Back,
        A::Next,
        A::Previous,
        A::Screens,
        A::Set(0),
        A::NotKnown,
        A::NotApplicable,
        A::Park,
        A::Confirm,
        A::ClearAnswer,
        A::Confidence,
        A::ReasonOfChange,
        A::InPlace,
        A::Evidence,
        A::Write,
        A::Record,
        A::New,
        A::Toggle,
        A::Order,
        A::Peers,
        A::Views,
        A::Analyse,
        A::Draws,
        A::Search,
        A::Browse,
        A::Glossary,
        A::Standards,
        A::Language,
        A::Newer,
        A::Undo,
        A::Redo,
        A::Save,
        A::Heavier,
        A::Lighter,
        A::Rule,
        A::Discard,
        A::Explain,
        A::Reload,
        A::Keep,
        A::Help,
        A::Mouse,
        A::Redraw,
        A::Quit,
    ];
    let tabs = Tab::ALL.iter().map(|(tab, ..)| A::Screen(*tab));
    let edits =
        [Edit::NewLine, Edit::DeleteBack, Edit::DeleteForward, Edit::DeleteWord, Edit::DeleteLine];
    for action in all.into_iter().chain(tabs).chain(edits.map(A::Edit)) {
        // Clicks, pastes and characters do not come from the table.
        match &action {
            A::Pick(_) | A::Paste(_) | A::Edit(Edit::Type(_)) => continue,
            A::Up
            | A::Down
            | A::Left
            | A::Right
            | A::PageUp
            | A::PageDown
            | A::First
            | A::Last
            | A::Open
            | A::Back
            | A::Next
            | A::Previous
            | A::Screen(_)
            | A::Screens
            | A::Set(_)
            | A::NotKnown
            | A::NotApplicable
            | A::Park
            | A::Confirm
            | A::ClearAnswer
            | A::Confidence
            | A::ReasonOfChange
            | A::InPlace
            | A::Evidence
            | A::Write
            | A::Record
            | A::New
            | A::Toggle
            | A::Order
            | A::Peers
            | A::Views
            | A::Analyse
            | A::Draws
            | A::Search
            | A::Browse
            | A::Glossary
            | A::Standards
            | A::Language
            | A::Newer
            | A::Undo
            | A::Redo
            | A::Save
            | A::Heavier
            | A::Lighter
            | A::Rule
            | A::Discard
            | A::Explain
            | A::Reload
            | A::Keep
            | A::Edit(_)
            | A::Help
            | A::Mouse
            | A::Redraw
            | A::Quit => {}
        }
        let bound = TABLE.iter().find(|binding| binding.action == action);
        let binding = bound.unwrap_or_else(|| panic!("{action:?} has no key"));
        // The help of a place lists exactly what is bound there.
        assert!(binding.at.iter().all(|p| bindings(*p).any(|b| b.action == action)), "{action:?}");
    }
}
