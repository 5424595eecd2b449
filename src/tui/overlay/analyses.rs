//! The analyses of a subject, one in front, each worked out when it is looked at for the first time.

use super::Block;
use crate::analysis::uncertainty::Settings;
use crate::tui::action::Action;
use crate::tui::analyses::{Analysis, Outcome, Subject};
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::cursor::scroll;
use crate::tui::effect::Effect;

/// The analyses of a subject.
#[derive(Clone, Debug)]
pub struct Analyses {
    subject: Subject,
    /// What is drawn, how often, and from which seed.
    pub settings: Settings,
    /// The analyses in the order of their row.
    pub pages: Vec<Page>,
    /// The one in front.
    pub at: usize,
}

/// One analysis.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which one.
    pub analysis: Analysis,
    /// What has become of it.
    pub state: State,
    /// The first line that is shown.
    pub scroll: usize,
}

/// How far an analysis is.
#[derive(Clone, Debug)]
pub enum State {
    /// Nobody has looked at it.
    Waiting,
    /// It is being worked out.
    Running,
    /// Somebody stopped it.
    Stopped,
    /// It can be read.
    Done(Vec<Block>),
    /// There is nothing to read.
    Nothing(String),
}

impl Analyses {
    /// The analyses of a subject with one of them in front.
    pub fn new(subject: Subject, first: Analysis, settings: Settings) -> Self {
        let page =
            |analysis: &Analysis| Page { analysis: *analysis, state: State::Waiting, scroll: 0 };
        let pages: Vec<Page> = subject.analyses().iter().map(page).collect();
        let at = pages.iter().position(|page| page.analysis == first).unwrap_or(0);
        Self { subject, settings, pages, at }
    }

    /// The subject, and the analysis in front with its settings, which is being worked out from now on;
    /// whatever else was gives way.
    pub fn begin(&mut self) -> (Subject, Analysis, Settings) {
        self.pause();
        let page = &mut self.pages[self.at];
        page.state = State::Running;
        (self.subject.clone(), page.analysis, self.settings.clone())
    }

    /// What is being worked out waits to be begun anew.
    fn pause(&mut self) {
        let running = |page: &&mut Page| matches!(page.state, State::Running);
        self.pages.iter_mut().filter(running).for_each(|page| page.state = State::Waiting);
    }

    /// The same with other settings: what was drawn waits to be drawn anew.
    #[must_use]
    pub fn with(mut self, settings: Settings) -> Self {
        if settings != self.settings {
            let drawn = |page: &&mut Page| page.analysis.draws();
            for page in self.pages.iter_mut().filter(drawn) {
                (page.state, page.scroll) = (State::Waiting, 0);
            }
            self.settings = settings;
        }
        self
    }

    /// Whether the analysis in front waits for somebody to look at it.
    pub fn is_waiting(&self) -> bool {
        matches!(self.pages[self.at].state, State::Waiting)
    }

    /// Takes in what an analysis came to.
    pub fn receive(&mut self, analysis: Analysis, outcome: Outcome) {
        if let Some(page) = self.pages.iter_mut().find(|page| page.analysis == analysis) {
            page.state = outcome.map_or_else(State::Nothing, State::Done);
        }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let (last, at) = (self.pages.len() - 1, self.at);
        match action {
            Action::Left => self.show(at.checked_sub(1).unwrap_or(last)),
            Action::Right => self.show(if at == last { 0 } else { at + 1 }),
            Action::Pick(page) => self.show((*page).min(last)),
            Action::Open => match self.pages[at].state {
                State::Waiting | State::Stopped => Some(Effect::Analyse),
                _ => self.show(if at == last { 0 } else { at + 1 }),
            },
            Action::Draws if !self.pages[at].analysis.draws() => {
                Some(Effect::Say(Tone::Done, "Nothing is drawn here.".into()))
            }
            Action::Draws => Some(self.ask()),
            Action::Back => Some(self.back()),
            Action::Quit => Some(Effect::Quit),
            _ => {
                scroll(&mut self.pages[at].scroll, seen.scroll_end, seen.page, action);
                None
            }
        }
    }

    /// Puts an analysis in front, and has it worked out where that was not done yet.
    fn show(&mut self, at: usize) -> Option<Effect> {
        self.at = at;
        self.is_waiting().then_some(Effect::Analyse)
    }

    /// Asks for other settings; what is being worked out stops meanwhile.
    fn ask(&mut self) -> Effect {
        let running = self.pages.iter().any(|page| matches!(page.state, State::Running));
        self.pause();
        match running {
            true => Effect::Then(vec![Effect::Stop, Effect::Draws]),
            false => Effect::Draws,
        }
    }

    /// Stops the analysis in front, or leaves them all.
    fn back(&mut self) -> Effect {
        if let State::Running = self.pages[self.at].state {
            self.pages[self.at].state = State::Stopped;
            return Effect::Stop;
        }
        match self.pages.iter().any(|page| matches!(page.state, State::Running)) {
            true => Effect::Then(vec![Effect::Stop, Effect::Close]),
            false => Effect::Close,
        }
    }
}
