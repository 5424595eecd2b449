//! The analyses of a subject, one in front, each worked out when it is looked at for the first time.

use super::Block;
use crate::tui::action::Action;
use crate::tui::analyses::{Analysis, Outcome, Subject};
use crate::tui::canvas::Seen;
use crate::tui::cursor::scroll;
use crate::tui::effect::Effect;

/// The analyses of a subject.
#[derive(Clone, Debug)]
pub struct Analyses {
    subject: Subject,
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
    pub fn new(subject: Subject, first: Analysis) -> Self {
        let page =
            |analysis: &Analysis| Page { analysis: *analysis, state: State::Waiting, scroll: 0 };
        let pages: Vec<Page> = subject.analyses().iter().map(page).collect();
        let at = pages.iter().position(|page| page.analysis == first).unwrap_or(0);
        Self { subject, pages, at }
    }

    /// The subject and the analysis in front, which is being worked out from now on; whatever else was
    /// gives way.
    pub fn begin(&mut self) -> (Subject, Analysis) {
        for page in &mut self.pages {
            if matches!(page.state, State::Running) {
                page.state = State::Waiting;
            }
        }
        let page = &mut self.pages[self.at];
        page.state = State::Running;
        (self.subject.clone(), page.analysis)
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
        matches!(self.pages[at].state, State::Waiting).then_some(Effect::Analyse)
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
