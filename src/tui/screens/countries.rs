//! Countries side by side: a heat map to walk in, from the domains down to the answers.

use std::sync::Arc;

use crate::analysis::countries::Matrix;
use crate::domain::{Country, Framework, PeerGroup};
use crate::report::countries::answers;
use crate::report::{explain_group, explain_question};
use crate::tui::action::Action;
use crate::tui::analyses::{Analysis, Subject};
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::data::{Data, Load};
use crate::tui::effect::Effect;
use crate::tui::overlay::{Block, Reading};

mod grid;
mod grounds;
mod trends;

use grid::grid;
pub use grid::{Grid, GridCell, GridColumn, GridRow};
use grounds::justified;
use trends::Trends;

/// Countries side by side.
#[derive(Debug, Default)]
pub struct Countries {
    data: Option<Arc<Data>>,
    /// The nodes that were gone into, the last one in front.
    trail: Vec<usize>,
    /// What is shown.
    pub grid: Grid,
    /// The chosen row.
    pub row: usize,
    /// The chosen column.
    pub column: usize,
    /// The order of the rows.
    pub order: Order,
    /// The peer group that is shown; `None` for all countries.
    peers: Option<usize>,
    /// Whether trends are shown in the place of the newest values.
    by_years: bool,
    trends: Option<Trends>,
    stamp: Option<(crate::domain::Key, u64)>,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By the alphabet.
    #[default]
    Alphabet,
    /// By rank on the chosen column; only where somebody asks for it.
    Rank,
}

impl Countries {
    /// What has to be read before the screen is up to date, if anything.
    pub fn missing(&mut self, open: Option<&crate::tui::open::Open>) -> Option<Effect> {
        let stamp = open.map(|open| (open.key().clone(), open.revision));
        let fresh = self.data.is_some() && self.stamp == stamp;
        self.stamp = stamp;
        (!fresh).then_some(Effect::Load(Load::Countries))
    }

    /// Takes the countries in.
    pub fn receive(&mut self, data: &Arc<Data>) {
        self.data = Some(Arc::clone(data));
        self.trail.clear();
        // What was read of other years may be out of date.
        (self.trends, self.by_years) = (None, false);
        self.build();
    }

    /// Takes the countries of all years in.
    pub fn receive_years(&mut self, data: &Data) {
        self.trends = Trends::of(data);
        self.build();
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, seen: &Seen) -> Option<Effect> {
        match action {
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => {
                self.column = (self.column + 1).min(self.grid.columns.len().saturating_sub(1));
            }
            Action::Open => return self.enter(),
            Action::Explain => return self.explained(),
            Action::Analyse => return self.analyses(),
            Action::Back => match self.trail.pop() {
                Some(place) => {
                    self.build();
                    let back = self.grid.columns.iter().position(|c| c.place == place);
                    self.column = back.unwrap_or(0);
                }
                None => return Some(Effect::Back),
            },
            Action::Order => {
                self.order = match self.order {
                    Order::Alphabet => Order::Rank,
                    Order::Rank => Order::Alphabet,
                };
                self.build();
                self.row = 0;
            }
            Action::Views => {
                self.by_years = !self.by_years;
                if self.by_years && self.trends.is_none() {
                    return Some(Effect::Load(Load::CountryYears));
                }
                self.build();
            }
            Action::Peers => {
                let count = self.data.as_ref().map_or(0, |data| data.peers.len());
                let next = self.peers.map_or(0, |at| at + 1);
                self.peers = (next < count).then_some(next);
                self.row = 0;
                self.build();
            }
            Action::Reload => {
                self.data = None;
                self.grid.ready = false;
                return Some(Effect::Load(Load::Countries));
            }
            _ => {
                step(&mut self.row, self.grid.rows.len(), seen.page, action);
            }
        }
        None
    }

    /// Into the chosen column; behind a question stand the answers.
    fn enter(&mut self) -> Option<Effect> {
        let place = self.grid.columns.get(self.column)?.place;
        if self.trail.last() == Some(&place) {
            return self.explained();
        }
        let table = self.with(|matrix| answers(matrix, place));
        match table.flatten() {
            Some(table) => Some(Effect::Read(Box::new(justified(table, self.chosen_source())))),
            None => {
                self.trail.push(place);
                self.column = 0;
                self.build();
                None
            }
        }
    }

    /// How the chosen cell comes about.
    fn explained(&self) -> Option<Effect> {
        let place = self.grid.columns.get(self.column)?.place;
        let source = self.chosen_source()?;
        let table = self.with(|matrix| {
            let row = matrix.rows.get(source)?;
            let own = row.cells.get(place)?.place?;
            explain_group(row.scored, own).or_else(|| explain_question(row.scored, own))
        })??;
        let blocks =
            vec![Block::Heading(table.title.replace('\n', "; ")), Block::Table(Box::new(table))];
        let title = "How the number comes about".into();
        Some(Effect::Read(Box::new(Reading { title, blocks, scroll: 0 })))
    }

    fn chosen_source(&self) -> Option<usize> {
        self.grid.rows.get(self.row).map(|row| row.source)
    }

    /// What there is to say of the countries that are shown, of the chosen column where it is about
    /// one node, and of the chosen country where it is about one.
    fn analyses(&self) -> Option<Effect> {
        let column = self.grid.columns.get(self.column)?;
        let subject = Subject::Region {
            data: Arc::clone(self.data.as_ref()?),
            group: self.group().cloned(),
            place: column.place,
            country: self.grid.rows.get(self.row)?.code,
        };
        Some(Effect::Analyses(Box::new(subject), Analysis::Spread))
    }

    /// Looks at the comparison; it is put together anew, because it borrows from the files.
    fn with<T>(&self, look: impl FnOnce(&Matrix<'_>) -> T) -> Option<T> {
        self.data.as_ref()?.with_map(self.group(), look)
    }

    /// Puts the trends into the cells, where they are wanted and have been read.
    fn draw_trends(&mut self) {
        let Some(trends) = self.trends.as_ref().filter(|_| self.by_years) else { return };
        let digest = self.with(|matrix| matrix.framework.digest().to_owned()).unwrap_or_default();
        let places: Vec<usize> = self.grid.columns.iter().map(|column| column.place).collect();
        for row in &mut self.grid.rows {
            for (cell, place) in row.cells.iter_mut().zip(&places) {
                if let Some(points) = trends.points(&digest, row.code, *place) {
                    cell.full = trends.words(points);
                    cell.trend = Some(points.to_vec());
                }
            }
        }
        let years = match trends.years.as_slice() {
            [first, .., last] => format!("{first} to {last}"),
            years => years.iter().map(ToString::to_string).collect(),
        };
        self.grid.notes = vec![
            format!("one sign a year, {years}, the newest where there is no room for all"),
            "higher is nearer to 100 percent; . no round or no finding; | and ! the framework changed: \
             not one trend"
                .into(),
        ];
        self.grid.by_years = true;
    }

    /// The peer group that is shown.
    fn group(&self) -> Option<&PeerGroup> {
        self.data.as_ref()?.peers.get(self.peers?)
    }

    fn build(&mut self) {
        let left_out = self.data.as_ref().map_or(0, |data| data.left_out);
        let here = self.trail.last().copied().unwrap_or(Framework::ROOT);
        let ranked = (self.order == Order::Rank)
            .then(|| self.grid.columns.get(self.column).map(|c| c.place))
            .flatten();
        let built = self.with(|matrix| grid(matrix, here, &self.trail, ranked));
        self.grid = built.unwrap_or_default();
        self.grid.ready = self.data.is_some();
        self.draw_trends();
        if let Some(group) = self.group() {
            let (name, notes) = (group.name.clone(), about(group, self.grid.rows.len()));
            self.grid.notes.splice(0..0, notes);
            self.grid.group = Some(name);
        }
        if ranked.is_some() {
            self.grid.notes.insert(0, "a says how far these ranks stand".into());
        }
        if left_out > 0 {
            self.grid.notes.push(format!("{left_out} older assessments do not take part"));
        }
        self.column = self.column.min(self.grid.columns.len().saturating_sub(1));
        self.row = self.row.min(self.grid.rows.len().saturating_sub(1));
    }
}

/// How much of a peer group is shown, and what is not certain about it.
fn about(group: &PeerGroup, shown: usize) -> Vec<String> {
    let mut notes = vec![format!("{}: {shown} of {} countries", group.name, group.members.len())];
    if !group.uncertain.is_empty() {
        let names: Vec<&str> = group.uncertain.iter().map(Country::as_str).collect();
        notes.push(format!("the sources do not settle whether these belong: {}", names.join(", ")));
    }
    notes
}
