//! The screens: each holds its own state and knows what an action does to it; none of them draws.

use super::action::{Action, Tab};
use super::canvas::Seen;
use super::catalogue::Catalogue;
use super::effect::Effect;
use super::keymap::Place;
use super::open::Open;
use crate::domain::Key;

pub mod assess;
pub mod home;
pub mod review;

use assess::Assess;
use home::Home;
use review::Review;

/// One screen with its state.
#[derive(Debug)]
pub enum Screen {
    /// Countries and their assessments.
    Home(Home),
    /// The walk through the questions.
    Assess(Assess),
    /// What is open and what contradicts.
    Review(Review),
}

/// What a screen may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The assessment that is open.
    pub open: Option<&'a Open>,
    /// What lies in the workspace.
    pub catalogue: &'a Catalogue,
    /// What the last drawing learned.
    pub seen: &'a Seen,
    /// Whether something goes on beside the screen.
    pub busy: bool,
}

/// The screens that were visited, with their state, and the way to the one that is shown.
#[derive(Debug)]
pub struct Screens {
    kept: Vec<Screen>,
    trail: Vec<Tab>,
}

impl Default for Screens {
    fn default() -> Self {
        Self { kept: vec![Screen::Home(Home::default())], trail: vec![Tab::Home] }
    }
}

impl Screens {
    /// The screen that is shown.
    pub fn current(&self) -> &Screen {
        let tab = self.trail.last().copied().unwrap_or(Tab::Home);
        // The screen of the last step is always kept; the first one is Home.
        self.kept.iter().find(|s| s.tab() == tab).unwrap_or(&self.kept[0])
    }

    /// The screen that is shown, to change it.
    pub fn current_mut(&mut self) -> &mut Screen {
        let tab = self.trail.last().copied().unwrap_or(Tab::Home);
        let at = self.kept.iter().position(|s| s.tab() == tab).unwrap_or(0);
        &mut self.kept[at]
    }

    /// Shows a screen as it was left, brought up to date.
    pub fn show(&mut self, tab: Tab, context: &Context<'_>) {
        // Home is where every way begins; any other screen stands on the way once.
        self.trail.retain(|t| *t != tab && tab != Tab::Home);
        self.trail.push(tab);
        if self.kept.iter().all(|s| s.tab() != tab) {
            match Screen::new(tab, context) {
                Some(screen) => self.kept.push(screen),
                None => {
                    self.trail.pop();
                }
            }
        }
        self.current_mut().refresh(context);
    }

    /// Leaves the screen in front, and says which one comes to the front.
    pub fn back(&mut self) -> Tab {
        self.trail.pop();
        self.trail.last().copied().unwrap_or(Tab::Home)
    }

    /// Forgets the screens of the assessment that was open, and the way to them.
    pub fn forget(&mut self) {
        self.kept.retain(|screen| !screen.tab().needs_open());
        self.trail.retain(|tab| !tab.needs_open());
    }

    /// Goes to the question at a place, where the walk is shown.
    pub fn question(&mut self, place: usize) {
        if let Screen::Assess(assess) = self.current_mut() {
            assess.go_to(place);
        }
    }
}

impl Screen {
    fn new(tab: Tab, context: &Context<'_>) -> Option<Self> {
        let open = context.open;
        Some(match tab {
            Tab::Home => Self::Home(Home::default()),
            Tab::Assess => Self::Assess(Assess::new(open?)),
            Tab::Review => Self::Review(Review::new(open?)),
            _ => return None,
        })
    }

    /// Which screen it is.
    pub fn tab(&self) -> Tab {
        match self {
            Self::Home(_) => Tab::Home,
            Self::Assess(_) => Tab::Assess,
            Self::Review(_) => Tab::Review,
        }
    }

    /// Where its keys stand in the table.
    pub fn place(&self) -> Place {
        self.tab().place()
    }

    /// The assessment that is chosen on it, where it has one to choose.
    pub fn selected(&self, catalogue: &Catalogue) -> Option<Key> {
        match self {
            Self::Home(home) => home.selected(catalogue),
            _ => None,
        }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, context: &Context<'_>) -> Option<Effect> {
        match (self, context.open) {
            (Self::Home(home), _) => home.update(action, context),
            (_, _) if *action == Action::Back => Some(Effect::Back),
            (Self::Assess(assess), Some(open)) => assess.update(action, open, context.seen),
            (Self::Review(review), Some(open)) => review.update(action, open, context.seen),
            (_, None) => None,
        }
    }

    /// Brings it up to date after a change.
    fn refresh(&mut self, context: &Context<'_>) {
        match (self, context.open) {
            (Self::Home(home), open) => home.refresh(open.map(Open::key), context.catalogue),
            (Self::Assess(assess), Some(open)) => assess.refresh(open),
            (Self::Review(review), Some(open)) => review.refresh(open),
            (_, None) => {}
        }
    }
}
