//! The screens that were visited, with their state, and the way to the one that is shown.

use std::sync::Arc;

use super::frameworks::Frameworks;
use super::home::Home;
use super::{Context, Screen};
use crate::tui::action::Tab;
use crate::tui::data::{Data, Load};
use crate::tui::effect::Effect;

/// The screens that were visited, and the way to the one that is shown.
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

    /// Shows a screen as it was left, brought up to date; what it has to read first comes back.
    pub fn show(&mut self, tab: Tab, context: &Context<'_>) -> Option<Effect> {
        if self.kept.iter().all(|s| s.tab() != tab) {
            self.kept.push(Screen::new(tab, context)?);
        }
        // Home is where every way begins; any other screen stands on the way once.
        self.trail.retain(|t| *t != tab && tab != Tab::Home);
        self.trail.push(tab);
        self.current_mut().refresh(context);
        self.current_mut().missing(context)
    }

    /// Brings the screen that is shown up to date after a change; what it has to read first comes
    /// back.
    pub fn refresh(&mut self, context: &Context<'_>) -> Option<Effect> {
        self.current_mut().refresh(context);
        self.current_mut().missing(context)
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

    /// Goes to the node at a place, where the walk or a framework is shown.
    pub fn node(&mut self, place: usize) {
        match self.current_mut() {
            Screen::Assess(assess) => assess.go_to(place),
            Screen::Frameworks(Frameworks { book: Some(book), .. }) => book.go_to(place),
            _ => {}
        }
    }

    /// Goes to the question at a place, where the walk is shown.
    pub fn question(&mut self, place: usize) {
        if let Screen::Assess(assess) = self.current_mut() {
            assess.go_to(place);
        }
    }

    /// The screen with the frameworks, where it was visited.
    pub fn frameworks(&self) -> Option<&Frameworks> {
        self.kept.iter().find_map(|screen| match screen {
            Screen::Frameworks(frameworks) => Some(frameworks),
            _ => None,
        })
    }

    /// The same, to change it.
    pub fn frameworks_mut(&mut self) -> Option<&mut Frameworks> {
        self.kept.iter_mut().find_map(|screen| match screen {
            Screen::Frameworks(frameworks) => Some(frameworks),
            _ => None,
        })
    }

    /// Hands what was read to the screens that wait for it.
    pub fn receive(&mut self, wanted: &Load, data: &Arc<Data>) {
        self.kept.iter_mut().for_each(|screen| screen.receive(wanted, data));
    }

    /// Notes a file that was written, on the screen for that.
    pub fn written(&mut self, path: &str) {
        for screen in &mut self.kept {
            if let Screen::Export(export) = screen {
                export.written.push(path.to_owned());
            }
        }
    }
}
