//! The walk through the questions.

use std::collections::HashSet;

use crate::domain::{Change, Confidence, Framework, InPlace, Node, Question, Scale, Verdict};
use crate::tui::action::Action;
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::cursor::{scroll, step};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::Ask;

mod explain;

pub use explain::explain;

/// The walk through the questions.
#[derive(Debug)]
pub struct Assess {
    /// The node that is shown.
    pub place: usize,
    /// The part that has the keys.
    pub pane: Pane,
    /// The first line of the question that is shown.
    pub scroll: usize,
    /// The lines of the tree: the places of the nodes that are not folded away.
    pub tree: Vec<usize>,
    unfolded: HashSet<usize>,
    /// Where a person wants to go next, once the tree is up to date.
    wanted: Option<usize>,
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
        let mut assess = Self {
            place,
            pane: Pane::Question,
            scroll: 0,
            tree: Vec::new(),
            unfolded: HashSet::new(),
            wanted: Some(place),
        };
        assess.refresh(open);
        assess
    }

    /// Goes to a node with the next update of the screen.
    pub fn go_to(&mut self, place: usize) {
        if place != self.place {
            self.scroll = 0;
        }
        self.place = place;
        self.wanted = Some(place);
        self.pane = Pane::Question;
    }

    /// Brings the tree up to date.
    pub fn refresh(&mut self, open: &Open) {
        self.unfold_to(open.framework());
        self.tree = self.lines(open.framework());
    }

    /// The line of the tree that is chosen.
    pub fn line(&self) -> usize {
        self.tree.iter().position(|at| *at == self.place).unwrap_or(0)
    }

    /// Whether a group shows what is below it.
    pub fn is_unfolded(&self, place: usize) -> bool {
        self.unfolded.contains(&place)
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let framework = open.framework();
        let place = self.place;
        match action {
            Action::Next => {
                self.pane = match self.pane {
                    Pane::Tree => Pane::Question,
                    Pane::Question => Pane::Tree,
                };
                None
            }
            Action::Pick(line) => {
                let chosen = self.tree.get(*line).copied().unwrap_or(place);
                let again = chosen == place;
                self.move_to(chosen);
                if again { self.enter(open) } else { None }
            }
            Action::Search => Some(Effect::Ask(Ask::FindQuestion)),
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
            Pane::Tree => {
                let mut line = self.line();
                let moved = step(&mut line, self.tree.len(), seen.page, action);
                if let (true, Some(place)) = (moved, self.tree.get(line).copied()) {
                    self.move_to(place);
                }
                moved
            }
            Pane::Question => scroll(&mut self.scroll, seen.scroll_end, seen.page, action),
        }
    }

    /// Into a question of the tree; a group is folded or unfolded.
    fn enter(&mut self, open: &Open) -> Option<Effect> {
        if open.framework().node(self.place).question().is_some() {
            self.pane = Pane::Question;
        } else if !self.unfolded.remove(&self.place) {
            self.unfolded.insert(self.place);
        }
        self.tree = self.lines(open.framework());
        None
    }

    fn next(&mut self, open: &Open) -> Option<Effect> {
        match open.next_open(self.place) {
            Some(place) => {
                self.go_to(place);
                self.refresh(open);
                None
            }
            None if open.is_open(self.place) => {
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
        let node = framework.node(self.place);
        let forward = *action == Action::Right;
        match self.pane {
            Pane::Question => {
                let mut questions = framework.questions().map(|(at, ..)| at);
                let found = if forward {
                    questions.find(|at| *at > self.place)
                } else {
                    questions.take_while(|at| *at < self.place).last()
                };
                if let Some(place) = found {
                    self.move_to(place);
                    self.unfold_to(framework);
                    self.tree = self.lines(framework);
                }
            }
            Pane::Tree => {
                let shown = self.unfolded.contains(&self.place);
                match (forward, node.group().is_some(), shown) {
                    (true, true, false) => drop(self.unfolded.insert(self.place)),
                    (true, true, true) => self.move_to(self.place + 1),
                    (true, false, _) => self.pane = Pane::Question,
                    (false, true, true) => drop(self.unfolded.remove(&self.place)),
                    (false, ..) => {
                        let parent = node.parent.filter(|parent| *parent != Framework::ROOT);
                        self.move_to(parent.unwrap_or(self.place));
                    }
                }
                self.tree = self.lines(framework);
            }
        }
    }

    fn move_to(&mut self, place: usize) {
        if place != self.place {
            self.place = place;
            self.scroll = 0;
        }
        self.wanted = Some(place);
    }

    /// Unfolds everything above the wanted node.
    fn unfold_to(&mut self, framework: &Framework) {
        let mut above = self.wanted.take().and_then(|at| framework.node(at).parent);
        while let Some(parent) = above {
            self.unfolded.insert(parent);
            above = framework.node(parent).parent;
        }
    }

    /// The nodes of which no group above is folded, the root left out.
    fn lines(&self, framework: &Framework) -> Vec<usize> {
        let shown = |node: &Node| {
            let mut above = node.parent;
            while let Some(at) = above {
                if at != Framework::ROOT && !self.unfolded.contains(&at) {
                    return false;
                }
                above = framework.node(at).parent;
            }
            true
        };
        let nodes = framework.nodes().iter().enumerate().skip(1);
        nodes.filter(|(_, node)| shown(node)).map(|(at, _)| at).collect()
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
