//! Regional exchange: what fits together, what is offered, what is sought, who meets whom.

use crate::analysis::exchange::{Terms, exchange, follow_up, sessions};
use crate::domain::Key;
use crate::report::Table;
use crate::report::exchange::{
    agenda, followed_up, market as market_place, matches, offers, requests, together, unmatched,
};
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::data::{Data, Load, Loaded};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Block, Reading};

/// The market place.
#[derive(Debug, Default)]
pub struct Exchange {
    /// Whether the files have been read.
    pub ready: bool,
    /// The tables with their short names.
    pub tables: Vec<(&'static str, Table)>,
    /// The table that is shown.
    pub part: usize,
    /// The chosen line.
    pub at: usize,
    stamp: Option<(Key, u64)>,
}

impl Exchange {
    /// What has to be read before the screen is up to date, if anything.
    pub fn missing(&mut self, open: Option<&Open>) -> Option<Effect> {
        let stamp = open.map(|open| (open.key().clone(), open.revision));
        let fresh = self.ready && self.stamp == stamp;
        self.stamp = stamp;
        (!fresh).then_some(Effect::Load(Load::Countries))
    }

    /// Takes the countries in.
    pub fn receive(&mut self, data: &Data) {
        let scored = data.scored();
        let earlier: Vec<_> = data.earlier.iter().map(Loaded::scored).collect();
        let market = exchange(&scored, &earlier, Terms::default());
        let sessions = sessions(&market, Terms::default());
        let followed = follow_up(&scored, &earlier, &mut data.comparisons());
        self.ready = true;
        self.tables = vec![
            ("Together", together(&market)),
            ("Agenda", agenda(&market, &sessions)),
            ("Market", market_place(&market)),
            ("Fits", matches(&market)),
            ("Offers", offers(&market)),
            ("Requests", requests(&market)),
            ("Unmet", unmatched(&market).unwrap_or_default()),
            ("Became", followed_up(&followed).unwrap_or_default()),
        ];
        self.at = self.at.min(self.rows().saturating_sub(1));
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        let parts = self.tables.len().max(1);
        match action {
            Action::Next | Action::Right => self.show((self.part + 1) % parts),
            Action::Left => self.show((self.part + parts - 1) % parts),
            Action::Open => return self.details(),
            Action::Pick(line) if *line == self.at => return self.details(),
            Action::Reload => {
                self.ready = false;
                return Some(Effect::Load(Load::Countries));
            }
            _ => {
                let count = self.rows();
                step(&mut self.at, count, seen.page, action);
            }
        }
        None
    }

    fn show(&mut self, part: usize) {
        self.part = part;
        self.at = 0;
    }

    fn rows(&self) -> usize {
        self.tables.get(self.part).map_or(0, |(_, table)| table.rows.len())
    }

    /// The chosen line in full.
    fn details(&self) -> Option<Effect> {
        let (name, table) = self.tables.get(self.part)?;
        let row = table.rows.get(self.at)?;
        let filled = table.columns.iter().zip(row).filter(|(_, cell)| !cell.shown().is_empty());
        let blocks = filled.flat_map(|(column, cell)| {
            [Block::Heading(column.title.clone()), Block::Text(cell.shown().to_owned())]
        });
        let reading = Reading { title: (*name).into(), blocks: blocks.collect(), scroll: 0 };
        Some(Effect::Read(Box::new(reading)))
    }
}
