//! The walk through the questions.

use std::sync::Arc;

use crate::domain::{Change, Confidence, Framework, InPlace, Question, Scale, Verdict};
use crate::tui::action::Action;
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::cursor::scroll;
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::Ask;

use super::frameworks::{Way, look_up};
use super::tree::{Root, Tree};

mod explain;

pub use explain::explain;

/// The walk through the questions.
#[derive(Debug)]
pub struct Assess {
    /// The tree, with the node that is shown.
    pub tree: Tree,
    /// The part that has the keys.
    pub pane: Pane,
    /// The first line of the question that is shown.
    pub scroll: usize,
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The tree of the framework.
    Tree,
    /// The question.
    Question,
}

impl Assess {
    /// Starts at the first question that waits for somebody, else at the first one.
    pub fn new(open: &Open) -> Self {
        let place = open.next_open(Framework::ROOT).unwrap_or_else(|| open.first_question());
        let tree = Tree::new(open.framework(), place, Root::Hidden);
        Self { tree, pane: Pane::Question, scroll: 0 }
    }

    /// The node that is shown.
    pub fn place(&self) -> usize {
        self.tree.place
    }

    /// Goes to a node with the next update of the screen.
    pub fn go_to(&mut self, place: usize) {
        if place != self.tree.place {
            self.scroll = 0;
        }
        self.tree.go_to(place);
        self.pane = Pane::Question;
    }

    /// Brings the tree up to date.
    pub fn refresh(&mut self, open: &Open) {
        self.tree.refresh(open.framework());
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let place = self.tree.place;
        let effect = self.respond(action, open, seen);
        if self.tree.place != place {
            self.scroll = 0;
        }
        effect
    }

    fn respond(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let framework = open.framework();
        let place = self.tree.place;
        match action {
            Action::Next => {
                self.pane = match self.pane {
                    Pane::Tree => Pane::Question,
                    Pane::Question => Pane::Tree,
                };
                None
            }
            Action::Pick(line) => {
                let again = self.tree.lines.get(*line) == Some(&place);
                self.tree.moves(&Action::Pick(*line), seen.page);
                if again { self.enter(open) } else { None }
            }
            Action::Search => Some(Effect::Ask(Ask::FindQuestion)),
            Action::Browse => {
                let own = Arc::clone(&open.wording.own);
                Some(Effect::Browse(own, place, Way::Question))
            }
            Action::Glossary | Action::Standards | Action::Language => {
                look_up(&open.wording.own, action)
            }
            Action::Write => Some(Effect::Ask(Ask::Write(place))),
            Action::Explain => explain(open, place),
            Action::Open => match self.pane {
                Pane::Tree => self.enter(open),
                Pane::Question => self.next(open),
            },
            Action::Left | Action::Right => {
                self.sideways(action, framework);
                None
            }
            Action::Up | Action::Down if self.pane == Pane::Question && seen.scroll_end == 0 => {
                let sideways = if *action == Action::Up { Action::Left } else { Action::Right };
                self.sideways(&sideways, framework);
                None
            }
            _ if self.moves(action, seen) => None,
            _ => match framework.node(place).question() {
                Some(question) => answer(action, open, place, question),
                None => beside(action),
            },
        }
    }

    /// Moves in the tree, or scrolls the question.
    fn moves(&mut self, action: &Action, seen: &Seen) -> bool {
        match self.pane {
            Pane::Tree => self.tree.moves(action, seen.page),
            Pane::Question => scroll(&mut self.scroll, seen.scroll_end, seen.page, action),
        }
    }

    /// Into a question of the tree; a group is folded or unfolded.
    fn enter(&mut self, open: &Open) -> Option<Effect> {
        if open.framework().node(self.tree.place).question().is_some() {
            self.pane = Pane::Question;
        }
        self.tree.fold(open.framework());
        None
    }

    fn next(&mut self, open: &Open) -> Option<Effect> {
        match open.next_open(self.tree.place) {
            Some(place) => {
                self.go_to(place);
                self.refresh(open);
                None
            }
            None if open.is_open(self.tree.place) => {
                let text = "This is the last open question.".into();
                Some(Effect::Say(Tone::Done, text))
            }
            None => {
                let text =
                    "Every question is answered or parked. F4 shows what deserves a second look.";
                Some(Effect::Say(Tone::Done, text.into()))
            }
        }
    }

    /// In the tree: out and in. On a question: the one before and the one behind.
    fn sideways(&mut self, action: &Action, framework: &Framework) {
        let forward = *action == Action::Right;
        match (self.pane, forward) {
            (Pane::Question, _) => {
                if let Some(place) = neighbour(framework, self.tree.place, forward) {
                    self.tree.go_to(place);
                    self.tree.refresh(framework);
                }
            }
            (Pane::Tree, false) => self.tree.out(framework),
            (Pane::Tree, true) => {
                if !self.tree.into_group(framework) {
                    self.pane = Pane::Question;
                }
            }
        }
    }
}

/// The question before a node, or the one behind it.
pub(super) fn neighbour(framework: &Framework, place: usize, forward: bool) -> Option<usize> {
    let mut questions = framework.questions().map(|(at, ..)| at);
    match forward {
        true => questions.find(|at| *at > place),
        false => questions.take_while(|at| *at < place).last(),
    }
}

/// What an action does to the answer of a question.
fn answer(action: &Action, open: &Open, place: usize, question: &Question) -> Option<Effect> {
    let node = open.framework().node(place);
    let old = open.answer(place);
    let id = node.id.clone();
    let change = match action {
        Action::Set(digit) => return score(open, place, *digit),
        Action::NotKnown => Change::verdict(&id, Some(Verdict::Unknown)),
        Action::NotApplicable => return Some(Effect::Ask(Ask::Reason(place))),
        Action::Evidence => return Some(Effect::Ask(Ask::Evidence(place, 0))),
        Action::Park => Change::Parked(id, !old.is_some_and(|a| a.parked)),
        Action::Confirm => match old {
            Some(answer) if answer.carried => Change::verdict(&id, answer.verdict.clone()),
            _ => return problem("There is no answer of an earlier round to confirm here."),
        },
        Action::ClearAnswer => match old.and_then(|a| a.verdict.as_ref()) {
            Some(_) => Change::verdict(&id, None),
            None => return problem("There is no answer to take away."),
        },
        Action::ReasonOfChange => return why(open, place),
        Action::Confidence => {
            Change::Confidence(id, following(&Confidence::ALL, old.and_then(|a| a.confidence)))
        }
        Action::InPlace if question.paper_and_practice => {
            Change::InPlace(id, following(&InPlace::ALL, old.and_then(|a| a.in_place)))
        }
        Action::InPlace => {
            return problem("This question does not ask for paper and practice separately.");
        }
        _ => return None,
    };
    Some(Effect::Apply(vec![change]))
}

/// Asks why the level is another one than in the round before.
fn why(open: &Open, place: usize) -> Option<Effect> {
    let given = open.answer(place).is_some_and(|answer| answer.reason_of_change.is_some());
    match (open.moved(place), &open.earlier) {
        (None, _) if given => {}
        (None, None) => return problem("There is no earlier round to differ from."),
        (None, Some(_)) => {
            return problem("The level is the same as last round, or one of the two is open.");
        }
        (Some(_), _) => {}
    }
    Some(Effect::Ask(Ask::ReasonOfChange(place)))
}

/// What is said of an answer's keys while a group is shown.
fn beside(action: &Action) -> Option<Effect> {
    let about_answers = matches!(
        action,
        Action::Set(_)
            | Action::NotKnown
            | Action::NotApplicable
            | Action::Park
            | Action::Confirm
            | Action::ClearAnswer
            | Action::Confidence
            | Action::ReasonOfChange
            | Action::InPlace
            | Action::Evidence
    );
    if about_answers {
        problem("Go to a question first: only questions are answered.")
    } else {
        None
    }
}

/// Scores a question by a digit, or asks for the number where digits alone do not reach the scale.
fn score(open: &Open, place: usize, digit: u8) -> Option<Effect> {
    let node = open.framework().node(place);
    let scale = open.framework().scale(node);
    let number = f64::from(digit);
    if !by_digit(scale) {
        return Some(Effect::Ask(Ask::Number(place, Some(digit))));
    }
    if scale.value_of(number).is_none() {
        return problem(&format!("{digit} is not on the scale: take {}.", scale.describe()));
    }
    Some(Effect::Apply(vec![Change::verdict(&node.id, Some(Verdict::Scored(number)))]))
}

/// Whether every answer on a scale is a single digit.
pub fn by_digit(scale: &Scale) -> bool {
    let digits = 0..10_u8;
    let is_digit = |n: &f64| digits.clone().any(|d| (f64::from(d) - n).abs() < 1e-9);
    let numbers = scale.numbers();
    !numbers.is_empty() && numbers.iter().all(is_digit)
}

/// The step behind another, and none behind the last.
fn following<T: Copy + PartialEq>(all: &[(T, &str)], now: Option<T>) -> Option<T> {
    match now.and_then(|now| all.iter().position(|(step, _)| *step == now)) {
        None => all.first().map(|(step, _)| *step),
        Some(at) => all.get(at + 1).map(|(step, _)| *step),
    }
}

fn problem(text: &str) -> Option<Effect> {
    Some(Effect::Say(Tone::Problem, text.into()))
}
