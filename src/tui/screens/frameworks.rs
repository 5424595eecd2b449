//! The frameworks of the workspace as works of reference: which there are, and one of them to
//! look things up in.

use std::sync::Arc;

use crate::domain::Framework;
use crate::tui::action::Action;
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::cursor::{scroll, step};
use crate::tui::effect::Effect;
use crate::tui::overlay::{Ask, Reading};
use crate::workspace::{BadFile, Wording};

use super::Context;
use super::assess::{Pane, neighbour};
use super::tree::{Root, Tree};

/// The frameworks of the workspace.
#[derive(Debug, Default)]
pub struct Frameworks {
    /// Every framework file; `None` until they have been read.
    pub shelf: Option<Vec<Shelved>>,
    /// The chosen line.
    pub at: usize,
    /// The framework that is looked into.
    pub book: Option<Book>,
}

/// A framework file.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// The file, or its name alone where it is part of the program.
    pub file: String,
    /// Whether it is part of the program.
    pub built_in: bool,
    /// The framework, or what is wrong with its file.
    pub content: Result<Arc<Framework>, BadFile>,
    /// The languages that it can be read in, its own first.
    pub languages: Vec<String>,
}

/// A framework that is looked into.
#[derive(Debug)]
pub struct Book {
    /// The framework in the language that is shown.
    pub wording: Wording,
    /// The tree, with the node that is shown.
    pub tree: Tree,
    /// The part that has the keys.
    pub pane: Pane,
    /// The first line of the node that is shown.
    pub scroll: usize,
    /// How a person came here.
    pub way: Way,
}

/// How a person came to look into a framework: the way back is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By choosing it from the list.
    List,
    /// From a question of another screen.
    Question,
}

impl Shelved {
    /// What the list is in the order of: those that can be used by id and version, then the others.
    pub fn order(&self) -> (bool, String) {
        match &self.content {
            Ok(framework) => (false, format!("{} {}", framework.id, framework.version)),
            Err(_) => (true, self.file.clone()),
        }
    }
}

impl Frameworks {
    /// Takes an action.
    pub fn update(&mut self, action: &Action, context: &Context<'_>) -> Option<Effect> {
        let Some(book) = &mut self.book else { return self.choose(action, context) };
        match action {
            Action::Back if book.pane == Pane::Question && book.way == Way::List => {
                book.pane = Pane::Tree;
                None
            }
            Action::Back => {
                let way = book.way;
                self.book = None;
                (way == Way::Question).then_some(Effect::Back)
            }
            Action::Reload => Some(Effect::Shelf),
            _ => book.update(action, context.seen),
        }
    }

    /// Takes in the framework files; the chosen one stays chosen. The first time that is the one
    /// with an id and a version, if it is there.
    pub fn take(&mut self, shelf: Vec<Shelved>, first: (&str, &str)) {
        let kept = match self.chosen().map(|chosen| chosen.file.clone()) {
            Some(file) => shelf.iter().position(|shelved| shelved.file == file),
            None => shelf.iter().position(|shelved| {
                let is = |f: &Arc<Framework>| (f.id.as_str(), f.version.as_str()) == first;
                shelved.content.as_ref().is_ok_and(is)
            }),
        };
        self.at = kept.unwrap_or(self.at).min(shelf.len().saturating_sub(1));
        self.shelf = Some(shelf);
    }

    /// What has to be read before it can be shown.
    pub fn missing(&self) -> Option<Effect> {
        (self.book.is_none() && self.shelf.is_none()).then_some(Effect::Shelf)
    }

    /// The chosen file.
    pub fn chosen(&self) -> Option<&Shelved> {
        self.shelf.as_ref()?.get(self.at)
    }

    fn choose(&mut self, action: &Action, context: &Context<'_>) -> Option<Effect> {
        let count = self.shelf.as_ref().map_or(0, Vec::len);
        match action {
            Action::Back => Some(Effect::Back),
            Action::Reload => {
                let said = Effect::Say(Tone::Done, "The frameworks were read again.".into());
                Some(Effect::Then(vec![Effect::Shelf, said]))
            }
            Action::Open => self.open(),
            Action::Pick(line) if *line == self.at => self.open(),
            Action::Search | Action::Glossary | Action::Standards | Action::Language => {
                let text = "Open a framework first: Enter opens the chosen one.";
                Some(Effect::Say(Tone::Problem, text.into()))
            }
            _ => {
                step(&mut self.at, count, context.seen.page, action);
                None
            }
        }
    }

    fn open(&self) -> Option<Effect> {
        let chosen = self.chosen()?;
        Some(match &chosen.content {
            Ok(framework) => Effect::Browse(Arc::clone(framework), Framework::ROOT, Way::List),
            Err(bad) => {
                let text = bad.to_string();
                let lines = text.lines().map(str::to_owned);
                Effect::Read(Box::new(Reading::message("This file cannot be used", lines)))
            }
        })
    }
}

/// What is looked up in a framework, wherever it is shown.
pub(super) fn look_up(framework: &Framework, action: &Action) -> Option<Effect> {
    let lacks = |what: &str| {
        let text = format!("{} {} has no {what}.", framework.id, framework.version);
        Some(Effect::Say(Tone::Problem, text))
    };
    let words = !framework.glossary.is_empty() || !framework.bodies.is_empty();
    match action {
        Action::Glossary if !words => lacks("glossary"),
        Action::Glossary => Some(Effect::Ask(Ask::Glossary)),
        Action::Standards if framework.standards().is_empty() => lacks("references to standards"),
        Action::Standards => Some(Effect::Ask(Ask::Standards)),
        Action::Language => Some(Effect::Language),
        _ => None,
    }
}

impl Book {
    /// Opens a framework at a node.
    pub fn new(wording: Wording, place: usize, way: Way) -> Self {
        let tree = Tree::new(&wording.own, place, Root::Shown);
        let pane = match way {
            Way::List => Pane::Tree,
            Way::Question => Pane::Question,
        };
        Self { wording, tree, pane, scroll: 0, way }
    }

    /// Goes to a node.
    pub fn go_to(&mut self, place: usize) {
        self.tree.go_to(place);
        self.tree.refresh(&self.wording.own);
        self.pane = Pane::Question;
        self.scroll = 0;
    }

    fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let place = self.tree.place;
        let effect = self.respond(action, seen);
        if self.tree.place != place {
            self.scroll = 0;
        }
        effect
    }

    fn respond(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let framework = &self.wording.own;
        let is_question = framework.node(self.tree.place).question().is_some();
        match (action, self.pane) {
            (Action::Search, _) => return Some(Effect::Ask(Ask::FindNode)),
            (Action::Glossary | Action::Standards | Action::Language, _) => {
                return look_up(framework, action);
            }
            (Action::Next, Pane::Tree) => self.pane = Pane::Question,
            (Action::Next, Pane::Question) => self.pane = Pane::Tree,
            (Action::Pick(line), _) if self.tree.lines.get(*line) == Some(&self.tree.place) => {
                self.tree.fold(framework);
            }
            (Action::Pick(_), _) => drop(self.tree.moves(action, seen.page)),
            (Action::Open, Pane::Tree) if is_question => self.pane = Pane::Question,
            (Action::Open, Pane::Tree) => self.tree.fold(framework),
            (Action::Left, Pane::Tree) => self.tree.out(framework),
            (Action::Right, Pane::Tree) => {
                if !self.tree.into_group(framework) {
                    self.pane = Pane::Question;
                }
            }
            (Action::Left | Action::Right | Action::Open, Pane::Question) => {
                let forward = *action != Action::Left;
                if let Some(place) = neighbour(framework, self.tree.place, forward) {
                    self.tree.go_to(place);
                    self.tree.refresh(framework);
                }
            }
            (_, Pane::Tree) => drop(self.tree.moves(action, seen.page)),
            (_, Pane::Question) => {
                scroll(&mut self.scroll, seen.scroll_end, seen.page, action);
            }
        }
        None
    }
}
