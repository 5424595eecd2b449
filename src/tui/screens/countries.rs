//! Countries side by side: a heat map to walk in, from the domains down to the answers.

use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::comparable::Comparability;
use crate::analysis::countries::{Cell, Matrix, Shown, Withheld, compare, usual_framework};
use crate::analysis::panel::Point;
use crate::domain::{Country, Framework, PeerGroup, Perspective};
use crate::report::countries::{Layout, answers, heat};
use crate::report::{Table, explain_group, explain_question, shown};
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::data::{Data, Load};
use crate::tui::effect::Effect;
use crate::tui::overlay::{Block, Reading};
use crate::tui::words;

mod trends;

use trends::Trends;

/// Countries side by side.
#[derive(Debug, Default)]
pub struct Countries {
    data: Option<Data>,
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

/// What the heat map shows, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Whether the files have been read.
    pub ready: bool,
    /// The way to the columns: the names of the nodes that were gone into.
    pub way: Vec<String>,
    /// The columns.
    pub columns: Vec<GridColumn>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// What a reader must know to read the map rightly.
    pub notes: Vec<String>,
    /// The peer group, where one is shown.
    pub group: Option<String>,
    /// Whether the cells hold trends.
    pub by_years: bool,
}

/// A node that stands for a column.
#[derive(Clone, Debug)]
pub struct GridColumn {
    /// Its place in the framework of the map.
    pub place: usize,
    /// Its printed number; its name where it has none.
    pub label: String,
    /// Its number and name.
    pub title: String,
    /// How the countries are spread on it, in words; empty where none has a value.
    pub spread: String,
}

/// A country.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its name.
    pub country: String,
    /// The year of its assessment.
    pub year: i16,
    /// Its rank on the chosen column, where a ranking was asked for.
    pub rank: Option<u32>,
    /// Its code.
    code: Country,
    /// The row of the comparison.
    source: usize,
    /// One cell for each column.
    pub cells: Vec<GridCell>,
}

/// A node of a country.
#[derive(Clone, Debug)]
pub struct GridCell {
    /// A few cells: the percentage, or a sign for why there is none.
    pub short: String,
    /// The same in words.
    pub full: String,
    /// In percent of the scale.
    pub percent: Option<f64>,
    /// The years, where trends are shown.
    pub trend: Option<Vec<Option<Point>>>,
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
    pub fn receive(&mut self, data: &Data) {
        self.data = Some(data.clone());
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

    /// Looks at the comparison; it is put together anew, because it borrows from the files.
    fn with<T>(&self, look: impl FnOnce(&Matrix<'_>) -> T) -> Option<T> {
        let data = self.data.as_ref()?;
        let choice = Choice { when: When::Latest, perspective: Perspective::Own };
        let chosen = choose(data.scored(), choice);
        let framework = usual_framework(&chosen)?;
        let mut comparisons = data.comparisons();
        let matrix = compare(&chosen, framework, &mut comparisons);
        let group = self.group();
        Some(look(&matrix.only(|country| group.is_none_or(|group| group.has(country)))))
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

/// The median and the quartiles of a node in words.
fn spread_of(matrix: &Matrix<'_>, place: usize) -> String {
    let scale = matrix.framework.scale(matrix.framework.node(place));
    let one = |value: f64| shown(scale.percent(value), 1);
    matrix.spread(place).map_or_else(String::new, |s| {
        let (low, high) = (one(s.lower_quartile), one(s.upper_quartile));
        // Between so few countries a quartile would be nobody's.
        let quartiles =
            if s.count < 4 { String::new() } else { format!(", quartiles {low} and {high}") };
        format!("median {}{quartiles}, of {} countries", one(s.median), s.count)
    })
}

fn grid(matrix: &Matrix<'_>, here: usize, trail: &[usize], ranked: Option<usize>) -> Grid {
    let framework = matrix.framework;
    let children = framework.node(here).children.iter().copied();
    // There is no single number for a country: the root has no column of its own.
    let own = (here != Framework::ROOT).then_some(here);
    let places: Vec<usize> = own.into_iter().chain(children).collect();
    let table = heat(matrix, &places, Layout::CountriesDown);
    let column = |place: &usize| {
        let node = framework.node(*place);
        let label = if node.code.is_empty() { node.name.clone() } else { node.code.clone() };
        let spread = spread_of(matrix, *place);
        GridColumn { place: *place, label, title: words::title(node), spread }
    };
    let order: Vec<(usize, Option<u32>)> = match ranked {
        Some(place) => matrix.ranking(place).iter().map(|r| (r.row, r.rank)).collect(),
        None => (0..matrix.rows.len()).map(|at| (at, None)).collect(),
    };
    let skipped = table.columns.len().saturating_sub(places.len());
    let row = |(source, rank): &(usize, Option<u32>)| {
        let row = matrix.rows.get(*source)?;
        let shown = table.rows.get(*source)?.iter().skip(skipped);
        let cells = places.iter().filter_map(|place| row.cells.get(*place)).zip(shown);
        Some(GridRow {
            country: row.scored.assessment.country_label(),
            year: row.scored.assessment.key.year,
            rank: *rank,
            code: row.scored.assessment.key.country,
            source: *source,
            cells: cells.map(|(cell, shown)| grid_cell(cell, shown.shown())).collect(),
        })
    };
    let way = trail.iter().map(|place| words::title(framework.node(*place)));
    Grid {
        ready: true,
        way: way.collect(),
        columns: places.iter().map(column).collect(),
        rows: order.iter().filter_map(row).collect(),
        notes: table.notes.clone(),
        group: None,
        by_years: false,
    }
}

fn grid_cell(cell: &Cell, full: &str) -> GridCell {
    let (short, percent) = match cell.shown {
        Shown::Value { percent, .. } => (full.replace(' ', ""), Some(percent)),
        Shown::Withheld(why) => (sign(why).to_owned(), None),
    };
    let caution = cell.comparability == Comparability::Caution;
    let more = if caution && percent.is_some() { ", another version: with caution" } else { "" };
    GridCell { short, full: format!("{full}{more}"), percent, trend: None }
}

/// A few letters for why there is no value; the line below the map has the words.
fn sign(why: Withheld) -> &'static str {
    match why {
        Withheld::Absent => "none",
        Withheld::NotComparable => "other",
        Withheld::NotApplicable => "n/a",
        Withheld::Unanswered => "open",
        Withheld::BelowThreshold => "held",
    }
}

/// Every country's answer to a question with its grounds, the chosen country first.
fn justified(table: Table, chosen: Option<usize>) -> Reading {
    let mut rows: Vec<(usize, &Vec<crate::report::Cell>)> = table.rows.iter().enumerate().collect();
    rows.sort_by_key(|(at, _)| (Some(*at) != chosen, *at));
    let mut blocks = vec![Block::Heading(table.title.clone())];
    for (_, row) in rows {
        let cell = |key: &str| {
            let at = table.columns.iter().position(|c| c.key == key);
            at.and_then(|at| row.get(at)).map_or("", crate::report::Cell::shown)
        };
        let head = format!("{} {}: {}", cell("name"), cell("year"), cell("counts"));
        blocks.push(Block::Heading(head));
        let said = table.columns.iter().zip(row).skip(4).filter(|(c, _)| c.key != "counts");
        for (column, cell) in said.filter(|(_, cell)| !cell.shown().is_empty()) {
            blocks.push(Block::Text(format!("{}: {}", column.title, cell.shown())));
        }
    }
    Reading { title: "The answers and their grounds".into(), blocks, scroll: 0 }
}
