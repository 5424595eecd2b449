//! The screens: each holds its own state and knows what an action does to it; none of them draws.

use std::sync::Arc;

use super::action::{Action, Tab};
use super::canvas::Seen;
use super::catalogue::Catalogue;
use super::data::{Data, Load};
use super::effect::Effect;
use super::keymap::Place;
use super::open::Open;
use crate::domain::Key;

pub mod assess;
pub mod countries;
pub mod exchange;
pub mod export;
pub mod frameworks;
pub mod home;
pub mod priorities;
pub mod results;
pub mod review;
pub mod tree;
mod visited;
pub mod whatif;
pub mod years;

use assess::Assess;
use countries::Countries;
use exchange::Exchange;
use export::Export;
use frameworks::Frameworks;
use home::Home;
use priorities::Ranked;
use results::Results;
use review::Review;
pub use visited::Screens;
use whatif::WhatIf;
use years::Years;

/// One screen with its state.
#[derive(Debug)]
pub enum Screen {
    /// Countries and their assessments.
    Home(Home),
    /// The walk through the questions.
    Assess(Assess),
    /// What is open and what contradicts.
    Review(Review),
    /// The scores.
    Results(Results),
    /// One country through the years.
    Years(Years),
    /// Countries side by side.
    Countries(Countries),
    /// What to change first.
    Priorities(Ranked),
    /// Offers and requests.
    Exchange(Exchange),
    /// Files for others.
    Export(Export),
    /// The frameworks as works of reference.
    Frameworks(Frameworks),
    /// Other answers, weights and rules, tried out.
    WhatIf(WhatIf),
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

impl Screen {
    /// A screen that was not visited yet; `None` where it shows an assessment and none is open.
    fn new(tab: Tab, context: &Context<'_>) -> Option<Self> {
        let open = context.open;
        Some(match tab {
            Tab::Home => Self::Home(Home::default()),
            Tab::Assess => Self::Assess(Assess::new(open?)),
            Tab::Review => Self::Review(Review::new(open?)),
            Tab::Results => Self::Results(Results::new(open?)),
            Tab::Years => Self::Years(Years::new(open?)),
            Tab::Countries => Self::Countries(Countries::default()),
            Tab::Priorities => Self::Priorities(Ranked::new(open?)),
            Tab::Exchange => Self::Exchange(Exchange::default()),
            Tab::Export => Self::Export(Export::new()),
            Tab::Frameworks => Self::Frameworks(Frameworks::default()),
            Tab::WhatIf => Self::WhatIf(WhatIf::new(open?)),
        })
    }

    /// Which screen it is.
    pub fn tab(&self) -> Tab {
        match self {
            Self::Home(_) => Tab::Home,
            Self::Assess(_) => Tab::Assess,
            Self::Review(_) => Tab::Review,
            Self::Results(_) => Tab::Results,
            Self::Years(_) => Tab::Years,
            Self::Countries(_) => Tab::Countries,
            Self::Priorities(_) => Tab::Priorities,
            Self::Exchange(_) => Tab::Exchange,
            Self::Export(_) => Tab::Export,
            Self::Frameworks(_) => Tab::Frameworks,
            Self::WhatIf(_) => Tab::WhatIf,
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
        let seen = context.seen;
        match (self, context.open) {
            (Self::Home(home), _) => home.update(action, context),
            (Self::Countries(countries), _) => countries.update(action, seen),
            (Self::Frameworks(frameworks), _) => frameworks.update(action, context),
            (_, _) if *action == Action::Back => Some(Effect::Back),
            (Self::Exchange(exchange), _) => exchange.update(action, seen),
            (Self::Assess(assess), Some(open)) => assess.update(action, open, seen),
            (Self::Review(review), Some(open)) => review.update(action, open, seen),
            (Self::Results(results), Some(open)) => results.update(action, open, seen),
            (Self::Years(years), Some(open)) => years.update(action, open, seen),
            (Self::Priorities(ranked), Some(open)) => ranked.update(action, open, seen),
            (Self::Export(export), Some(open)) => export.update(action, open, seen),
            (Self::WhatIf(whatif), Some(open)) => whatif.update(action, open, seen),
            (_, None) => None,
        }
    }

    /// Brings it up to date after a change.
    fn refresh(&mut self, context: &Context<'_>) {
        match (self, context.open) {
            (Self::Home(home), open) => home.refresh(open.map(Open::key), context.catalogue),
            (Self::Assess(assess), Some(open)) => assess.refresh(open),
            (Self::Review(review), Some(open)) => review.refresh(open),
            (Self::Results(results), Some(open)) => results.refresh(open),
            (Self::Priorities(ranked), Some(open)) => ranked.refresh(open),
            (Self::WhatIf(whatif), Some(open)) => whatif.refresh(open),
            _ => {}
        }
    }

    /// What has to be read beside the screen before it is up to date.
    fn missing(&mut self, context: &Context<'_>) -> Option<Effect> {
        match (self, context.open) {
            (Self::Home(_), _) if !context.busy && context.catalogue.is_waiting() => {
                Some(Effect::List)
            }
            (Self::Years(years), Some(open)) => years.missing(open),
            (Self::Countries(countries), open) => countries.missing(open),
            (Self::Exchange(exchange), open) => exchange.missing(open),
            (Self::Frameworks(frameworks), _) => frameworks.missing(),
            _ => None,
        }
    }

    /// Takes in what was read for it.
    fn receive(&mut self, wanted: &Load, data: &Arc<Data>) {
        match (self, wanted) {
            (Self::Years(years), Load::Series(..)) => years.receive(data),
            (Self::Countries(countries), Load::Countries) => countries.receive(data),
            (Self::Countries(countries), Load::CountryYears) => countries.receive_years(data),
            (Self::Exchange(exchange), Load::Countries) => exchange.receive(data),
            _ => {}
        }
    }
}
