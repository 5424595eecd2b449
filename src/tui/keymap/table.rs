//! The table itself, in the order in which the footer and the help list it.

use crossterm::event::KeyCode::{self, BackTab, Backspace, Char, Delete, End, Enter, Esc, F};

use super::Chord::{self, Alt, Ctrl, Digit, Key};
use super::Place::{
    self, Analyses, Assess, Countries, Exchange, Export, Find, Form, Frameworks, Help, Home, List,
    Priorities, Reading, Results, Review, WhatIf, Writing, Years,
};
use super::{Action as A, Binding, Edit};
use crate::tui::action::Tab;

const SCREENS: &[Place] = &[
    Home, Assess, Review, Results, Years, Countries, Priorities, Exchange, Export, Frameworks,
    WhatIf,
];
const INNER: &[Place] =
    &[Assess, Review, Results, Years, Countries, Priorities, Exchange, Export, Frameworks, WhatIf];
const WALKED: &[Place] = &[
    Home, Assess, Review, Results, Years, Countries, Priorities, Exchange, Export, Frameworks,
    WhatIf, List, Find, Reading, Analyses, Help,
];
const EVERY: &[Place] = &[
    Home, Assess, Review, Results, Years, Countries, Priorities, Exchange, Export, Frameworks,
    WhatIf, List, Find, Reading, Analyses, Help, Writing, Form,
];
const REFERENCE: &[Place] = &[Assess, Frameworks];
const WORDED: &[Place] = &[Assess, Review, Results, Priorities];
const GROUPED: &[Place] = &[Home, Review, Results, Priorities];
const SIDEWAYS: &[Place] = &[Countries, Years, Exchange, Export];
const GRID: &[Place] = &[Countries, Years];
const EXPLAINED: &[Place] = &[Results, Countries, Years, Priorities];
const ANALYSED: &[Place] = &[Results, Years, Countries];
const TEXT: &[Place] = &[Find, Writing, Form];

const fn key(
    keys: &'static [Chord],
    action: A,
    at: &'static [Place],
    short: &'static str,
    what: &'static str,
) -> Binding {
    Binding { keys, action, at, short, what }
}

/// Every key of the program.
#[rustfmt::skip]
pub const TABLE: &[Binding] = &[
    // What a screen is for.
    key(&[Digit], A::Set(0), &[Assess], "level", "score the question with this level"),
    key(&[Key(Enter)], A::Open, &[Assess], "next", "the next open question; in the tree: go in"),
    key(&[Key(Enter)], A::Open, &[Home], "open", "open the assessment"),
    key(&[Key(Char('n'))], A::New, &[Home], "new", "a new assessment"),
    key(&[Key(Enter)], A::Open, &[Review], "go there", "go to the question"),
    key(&[Key(Enter)], A::Open, &[Results], "questions", "go to the questions of the line"),
    key(&[Key(Enter)], A::Open, GRID, "deeper", "what lies below, and then the answer"),
    key(&[Key(Enter)], A::Open, &[Exchange], "details", "everything about the line"),
    key(&[Key(Enter)], A::Open, &[Priorities], "go there", "go to the question"),
    key(&[Key(Enter)], A::Open, &[Export], "write", "write the file"),
    key(&[Key(Enter)], A::Open, &[Frameworks], "go on", "look into it; in the tree: go in; on a question: the next one"),
    key(&[Key(Enter)], A::Open, &[Analyses], "next", "the next analysis; one that was stopped: work it out"),
    key(&[Key(Enter)], A::Open, &[List, Find, Help], "choose", "go on with the chosen line"),
    key(&[Key(Char('n'))], A::NotKnown, &[Assess], "not known", "nobody knows: counts as the lowest level"),
    key(&[Key(Char('a'))], A::NotApplicable, &[Assess], "not applicable", "does not apply here, with a reason"),
    key(&[Key(Char('p'))], A::Park, &[Assess, Review], "park", "leave it for the plenary, or take it back"),
    key(&[Key(Char('y'))], A::Confirm, &[Assess, Review], "confirm", "confirm the answer of the last round"),
    key(&[Key(Char('u'))], A::Undo, SCREENS, "undo", "take the last change back"),
    key(&[Key(KeyCode::Tab)], A::Next, &[Assess], "tree", "to the tree and back to the question"),
    key(&[Key(KeyCode::Tab)], A::Next, &[Frameworks], "tree", "to the tree and back to what is chosen"),
    key(&[Key(KeyCode::Tab)], A::Next, &[Results, Years, Exchange, Priorities], "other part", "to the other part of the screen"),
    key(&[Key(Char('e'))], A::Evidence, &[Assess], "evidence", "the evidence behind the answer"),
    key(&[Key(Char('w'))], A::Write, &[Assess], "write", "write a box, or a note on the component"),
    key(&[Key(Char('w'))], A::Write, &[Priorities], "write", "the priority with its ratings, gates, place; in the other parts: a target, an action"),
    key(&[Key(Char('c'))], A::Confidence, &[Assess], "how sure", "how sure the group is: next step"),
    key(&[Key(Char('i'))], A::InPlace, &[Assess], "in place", "on paper, in practice: next mark"),
    key(&[Key(Char('r'))], A::ReasonOfChange, &[Assess], "", "why the level is another one than last round"),
    key(&[Key(Char('w'))], A::ReasonOfChange, &[Years], "why", "the reason of the chosen change"),
    key(&[Key(Char('o'))], A::Order, &[Years], "without reason", "only the changes without a reason, and all again"),
    key(&[Key(Char('d'))], A::Record, &[Priorities, Exchange], "offers", "name and note of the country, recommendations, offers, requests"),
    key(&[Key(Char('d'))], A::Record, &[Assess, Review, Results, Export], "", "name and note of the country, recommendations, offers, requests"),
    key(&[Key(Delete), Key(Char('o'))], A::ClearAnswer, &[Assess], "", "take the answer away: the question is open again"),
    key(&[Key(Char('e'))], A::Explain, EXPLAINED, "explain", "how the number comes about"),
    key(&[Key(Char('a'))], A::Analyse, ANALYSED, "analyses", "how sure it is, what drives it, what other choices would make of it"),
    key(&[Key(Char('x'))], A::Explain, &[Assess], "", "how the score of the component comes about"),
    key(&[Key(Char('n')), Key(KeyCode::Insert)], A::New, &[List], "new", "add a new one, where the list allows it"),
    key(&[Key(Char('x')), Key(Char(' '))], A::Toggle, &[Priorities], "exchange", "mark it for exchange with other countries, or take the mark off"),
    key(&[Key(Char(' '))], A::Toggle, &[List], "on or off", "switch the chosen line on or off"),
    key(&[Key(Char('o'))], A::Order, &[Countries, Results, Review], "order", "another order, and back"),
    key(&[Key(Char('p'))], A::Peers, &[Countries], "peers", "the next peer group, and all countries again"),
    key(&[Key(Char('v'))], A::Views, &[Countries], "years", "small trends through the years, and the newest values again"),
    key(&[Key(Char('v'))], A::Views, &[Results], "views", "the other perspectives of the round, gap by gap, and the units of the country"),
    key(&[Key(Delete)], A::ClearAnswer, &[List], "take away", "take the chosen line away, where that is possible"),
    key(&[Key(Char('/')), Key(Char('f'))], A::Search, &[Assess, Home, Review, Frameworks], "find", "find by words"),
    key(&[Key(Char('t'))], A::Glossary, REFERENCE, "terms", "the glossary: what words mean, those of the question first"),
    key(&[Key(Char('s'))], A::Standards, &[Frameworks], "standards", "which questions cite a standard"),
    key(&[Key(Char('s'))], A::Standards, &[Assess], "", "which questions cite a standard"),
    key(&[Key(Char('b'))], A::Browse, &[Assess], "look up", "this question in the framework as a work of reference"),
    key(&[Key(Char('v'))], A::Newer, &[Home], "version", "move the assessment to a newer version of its framework, after a preview"),
    key(&[Key(Char('b'))], A::Browse, &[Home], "frameworks", "the frameworks as works of reference"),
    key(&[Key(Char('l'))], A::Language, &[Frameworks], "language", "the framework in the next language"),
    key(&[Key(Char('l'))], A::Language, WORDED, "", "the framework in the next language"),
    key(&[Key(Char('r'))], A::Reload, &[Home, Years, Countries, Exchange, Frameworks], "", "read the files again"),
    key(&[Digit], A::Set(0), &[WhatIf], "level", "suppose this level, as if its evidence were there"),
    key(&[Key(Char('n'))], A::NotKnown, &[WhatIf], "", "suppose that nobody knows"),
    key(&[Key(Char('a'))], A::NotApplicable, &[WhatIf], "", "suppose that the question does not apply"),
    key(&[Key(Char('o'))], A::Park, &[WhatIf], "", "suppose that the question is open"),
    key(&[Key(Char('+')), Key(Char('='))], A::Heavier, &[WhatIf], "weight", "more weight, by half of its own"),
    key(&[Key(Char('-'))], A::Lighter, &[WhatIf], "weight", "less weight, by half of its own"),
    key(&[Key(Char('r'))], A::Rule, &[WhatIf], "rule", "the next roll-up rule"),
    key(&[Key(Delete)], A::ClearAnswer, &[WhatIf], "take back", "suppose nothing of the chosen line"),
    key(&[Key(Char('z'))], A::Discard, &[WhatIf], "discard", "suppose nothing any more"),
    key(&[Key(Char('w'))], A::Write, &[WhatIf], "keep", "keep what is supposed, under a name"),
    key(&[Key(Char('/')), Key(Char('f'))], A::Search, &[WhatIf], "kept", "the scenarios that were kept"),
    key(&[Key(Enter)], A::Open, &[WhatIf], "fold", "unfold the group, or fold it"),
    key(&[Key(Char('w'))], A::Screen(Tab::WhatIf), &[Results], "what if", "try out other answers, weights and rules"),
    // Moving.
    key(&[Key(KeyCode::Up)], A::Up, EVERY, "move", "up"),
    key(&[Key(KeyCode::Down)], A::Down, EVERY, "move", "down"),
    key(&[Key(KeyCode::Left)], A::Left, &[Assess], "", "the question before; in the tree: fold, or out"),
    key(&[Key(KeyCode::Right)], A::Right, &[Assess], "", "the question behind; in the tree: unfold, or in"),
    key(&[Key(KeyCode::Left)], A::Left, &[Frameworks], "", "the question before; in the tree: fold, or out"),
    key(&[Key(KeyCode::Right)], A::Right, &[Frameworks], "", "the question behind; in the tree: unfold, or in"),
    key(&[Key(KeyCode::Left)], A::Left, &[WhatIf], "", "fold, or out"),
    key(&[Key(KeyCode::Right)], A::Right, &[WhatIf], "", "unfold, or in"),
    key(&[Key(KeyCode::Left)], A::Left, SIDEWAYS, "choose", "to the left: column, years, part or format"),
    key(&[Key(KeyCode::Right)], A::Right, SIDEWAYS, "choose", "to the right: column, years, part or format"),
    key(&[Key(Char('s'))], A::Draws, &[Analyses], "draws", "how many draws, from which seed, and what may be otherwise"),
    key(&[Key(KeyCode::Left)], A::Left, &[Analyses], "choose", "the analysis before"),
    key(&[Key(KeyCode::Right), Key(KeyCode::Tab)], A::Right, &[Analyses], "choose", "the next analysis"),
    key(&[Key(KeyCode::Left)], A::Left, GROUPED, "", "to the group before"),
    key(&[Key(KeyCode::Right)], A::Right, GROUPED, "", "to the next group"),
    key(&[Key(KeyCode::Left)], A::Left, TEXT, "", "one character to the left; the choice before"),
    key(&[Key(KeyCode::Right)], A::Right, TEXT, "", "one character to the right; the next choice"),
    key(&[Key(KeyCode::PageUp)], A::PageUp, WALKED, "", "one page up"),
    key(&[Key(KeyCode::PageDown)], A::PageDown, WALKED, "", "one page down"),
    key(&[Key(KeyCode::Home)], A::First, EVERY, "", "to the beginning"),
    key(&[Key(End)], A::Last, EVERY, "", "to the end"),
    // Writing.
    key(&[Key(Enter)], A::Keep, &[Writing], "keep", "keep what was written"),
    key(&[Key(Enter)], A::Keep, &[Form], "go on", "to the next field; on the last one: done"),
    key(&[Ctrl('s')], A::Save, &[Form, Writing], "done", "keep everything and leave"),
    key(&[Alt(Enter), Ctrl('j')], A::Edit(Edit::NewLine), &[Writing], "new line", "a new line"),
    key(&[Key(KeyCode::Tab)], A::Next, &[Form, Writing], "next", "the next field or box"),
    key(&[Key(BackTab)], A::Previous, &[Form, Writing], "", "the field or box before"),
    key(&[Key(Backspace), Ctrl('h')], A::Edit(Edit::DeleteBack), TEXT, "", "delete the character before the cursor"),
    key(&[Key(Delete)], A::Edit(Edit::DeleteForward), TEXT, "", "delete the character under the cursor"),
    key(&[Ctrl('w'), Alt(Backspace)], A::Edit(Edit::DeleteWord), TEXT, "", "delete the word before the cursor"),
    key(&[Ctrl('u')], A::Edit(Edit::DeleteLine), TEXT, "", "delete the line"),
    // Everywhere.
    key(&[Ctrl('r')], A::Redo, SCREENS, "", "make the undone change again"),
    key(&[Ctrl('s')], A::Save, SCREENS, "", "save again, where saving has failed"),
    key(&[Key(F(1)), Key(Char('?'))], A::Help, SCREENS, "help", "all keys; Enter there does what a line says"),
    key(&[Key(Char('g'))], A::Screens, SCREENS, "", "the list of screens"),
    key(&[Key(F(2))], A::Screen(Tab::Home), SCREENS, "", "countries and assessments"),
    key(&[Key(F(3))], A::Screen(Tab::Assess), SCREENS, "", "walk through the questions"),
    key(&[Key(F(4))], A::Screen(Tab::Review), SCREENS, "", "what is open and what contradicts"),
    key(&[Key(F(5))], A::Screen(Tab::Results), SCREENS, "", "the scores"),
    key(&[Key(F(6))], A::Screen(Tab::Years), SCREENS, "", "one country through the years"),
    key(&[Key(F(7))], A::Screen(Tab::Countries), SCREENS, "", "countries side by side"),
    key(&[Key(F(8))], A::Screen(Tab::Priorities), SCREENS, "", "what to change first"),
    key(&[Key(F(9))], A::Screen(Tab::Exchange), SCREENS, "", "offers and requests"),
    key(&[Key(F(10))], A::Screen(Tab::Export), SCREENS, "", "files for others"),
    key(&[Key(F(11))], A::Screen(Tab::Frameworks), SCREENS, "", "the frameworks as works of reference"),
    key(&[Key(F(12))], A::Screen(Tab::WhatIf), SCREENS, "", "try out other answers, weights and rules"),
    key(&[Key(Char('m'))], A::Mouse, SCREENS, "", "the mouse on or off"),
    key(&[Ctrl('l')], A::Redraw, EVERY, "", "draw the screen anew"),
    key(&[Key(Esc), Key(Backspace)], A::Back, INNER, "back", "back"),
    key(&[Key(Esc)], A::Back, &[Home], "", "back to the whole list; stop what is running"),
    key(&[Key(Esc)], A::Back, &[List, Find, Writing, Form], "back", "leave without doing anything"),
    key(&[Key(Esc), Key(Enter), Key(Char('q'))], A::Back, &[Reading], "back", "back to the screen"),
    key(&[Key(Esc), Key(Char('q'))], A::Back, &[Analyses], "back", "stop what is being worked out; back to the screen"),
    key(&[Key(Esc), Key(Char('q'))], A::Back, &[Help], "back", "back to the screen"),
    key(&[Ctrl('c')], A::Back, TEXT, "", "leave without doing anything"),
    key(&[Key(Char('q')), Ctrl('c')], A::Quit, SCREENS, "quit", "leave the program; everything is saved"),
    key(&[Ctrl('c')], A::Quit, &[List, Reading, Analyses, Help], "", "leave the program; everything is saved"),
];
