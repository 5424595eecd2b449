//! The state of the screens, and what an action does to it.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};

use super::action::{Action, Tab};
use super::canvas::Seen;
use super::catalogue::Catalogue;
use super::effect::{self, Effect, Found, Outside};
use super::job::Job;
use super::keymap::Place;
use super::open::Open;
use super::overlay::{Ask, Overlay};
use super::screens::{Context, Screen, Screens};
use super::theme::Theme;
use crate::analysis::uncertainty::Settings;
use crate::domain::{Framework, Key};
use crate::workspace::{Wording, Workspace};

/// Everything that the screens know.
#[derive(Debug)]
pub struct App {
    /// The folder.
    pub workspace: Arc<Workspace>,
    /// How things look, and what time it is.
    pub setup: Setup,
    /// What lies in the folder.
    pub catalogue: Catalogue,
    /// The assessment that is open.
    pub open: Option<Open>,
    /// The screens that were visited; one of them is shown.
    pub screens: Screens,
    /// What lies in front of the screen.
    pub overlay: Option<Overlay>,
    /// What analyses draw, how often, and from which seed, until the program ends.
    pub draws: Settings,
    /// What goes on beside the screen.
    pub job: Option<Job<Found>>,
    /// What the last action came to.
    pub notice: Option<Notice>,
    /// What the last drawing learned.
    pub seen: Seen,
}

/// How things look, and what time it is.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Colours and signs.
    pub theme: Theme,
    /// The language in which frameworks are read, as a tag; `None` for their own.
    pub language: Option<String>,
    /// The clock.
    pub clock: fn() -> DateTime,
}

/// A sentence at the foot of the screen, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a sentence is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It was done.
    Done,
    /// It could not be done.
    Problem,
}

impl App {
    /// Lists the folder and starts to read it; the first frame does not wait for that.
    pub fn new(workspace: Workspace, setup: Setup) -> Self {
        let mut app = Self {
            workspace: Arc::new(workspace),
            setup,
            catalogue: Catalogue::default(),
            open: None,
            screens: Screens::default(),
            overlay: None,
            draws: Settings::default(),
            job: None,
            notice: None,
            seen: Seen::default(),
        };
        app.carry_out(Effect::List);
        app
    }

    /// Where keys are pressed at the moment.
    pub fn place(&self) -> Place {
        self.overlay.as_ref().map_or_else(|| self.screens.current().place(), Overlay::place)
    }

    /// Does what an action means; what only the terminal can do is left to it.
    pub fn act(&mut self, action: &Action) -> Option<Outside> {
        let effect = self.update(action)?;
        self.carry_out(effect)
    }

    /// Carries an effect out.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Outside> {
        effect::carry_out(self, effect).break_value().flatten()
    }

    /// Changes the state; what has to be done beyond that comes back as an effect.
    pub fn update(&mut self, action: &Action) -> Option<Effect> {
        self.notice = None;
        if let Some(overlay) = &mut self.overlay {
            return match action {
                Action::Redraw => Some(Effect::Redraw),
                _ => overlay.update(action, &self.seen),
            };
        }
        match action {
            Action::Help => Some(Effect::Ask(Ask::Help(self.place()))),
            Action::Screens => Some(Effect::Ask(Ask::Screens)),
            Action::Screen(tab) => Some(Effect::Go(*tab)),
            Action::Undo => Some(Effect::Undo),
            Action::Redo => Some(Effect::Redo),
            Action::Save => Some(Effect::Ask(Ask::Trouble)),
            Action::Record if self.open.is_none() => {
                let text = "Open an assessment first: Home lists them.".into();
                Some(Effect::Say(Tone::Problem, text))
            }
            Action::Record => Some(Effect::Ask(Ask::Record)),
            Action::Mouse => Some(Effect::Mouse),
            Action::Redraw => Some(Effect::Redraw),
            Action::Quit => Some(effect::quit(self)),
            _ => {
                let context = Context {
                    open: self.open.as_ref(),
                    catalogue: &self.catalogue,
                    seen: &self.seen,
                    busy: self.job.is_some(),
                };
                self.screens.current_mut().update(action, &context)
            }
        }
    }

    /// The assessment that the next screen will show: the chosen one of the list, else the open
    /// one.
    pub fn selected(&self) -> Option<Key> {
        let chosen = self.screens.current().selected(&self.catalogue);
        chosen.or_else(|| self.open.as_ref().map(|open| open.key().clone()))
    }

    /// The workspace as the screens show it: with the open assessment as it is here, whether or not
    /// its file has been saved by now.
    pub fn as_seen(&self) -> Arc<Workspace> {
        match &self.open {
            Some(open) => Arc::new(self.workspace.with_open(open.opened())),
            None => Arc::clone(&self.workspace),
        }
    }

    /// The framework that is in front, and the place of the node that is.
    pub fn looked_at(&self) -> Option<(&Wording, usize)> {
        let open = self.open.as_ref();
        match self.screens.current() {
            Screen::Frameworks(screen) => {
                screen.book.as_ref().map(|book| (&book.wording, book.tree.place))
            }
            Screen::Priorities(ranked) => open.map(|open| (&open.wording, ranked.place())),
            Screen::Assess(assess) => open.map(|open| (&open.wording, assess.place())),
            _ => open.map(|open| (&open.wording, Framework::ROOT)),
        }
    }

    /// Says something at the foot of the screen.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        let text = self.shorten(&text.into());
        self.notice = Some(Notice { text, tone });
    }

    /// A text of the program in which the files of the workspace are named as they lie in it.
    pub fn shorten(&self, text: &str) -> String {
        let root = self.workspace.root().display().to_string();
        text.replace(&format!("{root}{}", std::path::MAIN_SEPARATOR), "")
    }

    /// Takes in what the job beside the screen has found; `false` when there was nothing new.
    pub fn hear(&mut self) -> bool {
        effect::hear(self) | effect::hear_saves(self)
    }

    /// Whether something goes on beside the screen.
    pub fn is_busy(&self) -> bool {
        self.job.is_some() || self.open.as_ref().is_some_and(|open| open.session.is_saving())
    }

    /// Waits until nothing goes on beside the screen.
    pub fn settle(&mut self) {
        while self.is_busy() {
            if !self.hear() {
                std::thread::yield_now();
            }
        }
    }
}

impl Setup {
    /// The terminal's colours and the clock of the machine.
    pub fn from_environment() -> Self {
        Self {
            theme: Theme::from_environment(),
            language: None,
            clock: || jiff::Zoned::now().datetime(),
        }
    }

    /// The time of day.
    pub fn now(&self) -> Time {
        (self.clock)().time()
    }

    /// The date.
    pub fn today(&self) -> Date {
        (self.clock)().date()
    }
}

impl Tab {
    /// The place of its keys.
    pub fn place(self) -> Place {
        match self {
            Self::Home => Place::Home,
            Self::Assess => Place::Assess,
            Self::Review => Place::Review,
            Self::Results => Place::Results,
            Self::Years => Place::Years,
            Self::Countries => Place::Countries,
            Self::Priorities => Place::Priorities,
            Self::Exchange => Place::Exchange,
            Self::Export => Place::Export,
            Self::Frameworks => Place::Frameworks,
            Self::WhatIf => Place::WhatIf,
        }
    }
}
