//! What there is to say of a round, of the years of a country or of countries beyond the screen that
//! shows them: how sure a number is, what drives it, what other choices would make of it. Each analysis
//! holds the tables of the command that it names, worked out beside the screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::data::Data;
use super::job::Pace;
use super::overlay::Block;
use crate::analysis::uncertainty::Settings;
use crate::domain::{Country, PeerGroup};
use crate::report::Table;
use crate::workspace::{Opened, Workspace};

mod drawn;
mod index;
mod region;
mod round;
mod series;

/// What the analyses are of.
#[derive(Clone, Debug)]
pub enum Subject {
    /// One assessment.
    Round {
        /// The assessment and its framework, in the words that are shown.
        opened: Arc<Opened>,
        /// The group that was chosen.
        place: usize,
    },
    /// The years of a series, oldest first.
    Series(Arc<Data>),
    /// Countries side by side.
    Region {
        /// The countries.
        data: Arc<Data>,
        /// The peer group that they are narrowed down to.
        group: Option<PeerGroup>,
        /// The node that was chosen, in the framework of the heat map.
        place: usize,
        /// The country that was chosen.
        country: Country,
    },
}

/// One way to look at a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Analysis {
    /// Scores with their intervals, robust or fragile.
    Scores,
    /// What the chosen score hangs on, and what moves it.
    Drivers,
    /// The other perspectives of the round, and the units of the country.
    Perspectives,
    /// The same answers by lens, kind, action and the schemes of the framework.
    Cuts,
    /// Whether the changes between years are more than doubt.
    Changes,
    /// What the changes are made of.
    Parts,
    /// How countries are spread.
    Spread,
    /// Ranks with their intervals, and how likely the chosen country stands above each other one.
    Ranks,
    /// The chosen column in every year.
    Panel,
    /// A composite index.
    Index,
    /// The ranks of the index under other choices.
    Choices,
    /// The scores and ranks of the index under other weights, and its effective weights.
    Weights,
    /// How the members of each group of the index go together.
    Relations,
}

/// What an analysis comes to: what there is to read, or why there is nothing.
pub type Outcome = Result<Vec<Block>, String>;

impl Subject {
    /// The ways to look at it; the first is the one to begin with.
    pub fn analyses(&self) -> &'static [Analysis] {
        match self {
            Self::Round { .. } => {
                &[Analysis::Scores, Analysis::Drivers, Analysis::Perspectives, Analysis::Cuts]
            }
            Self::Series(_) => &[Analysis::Changes, Analysis::Parts],
            Self::Region { .. } => &[
                Analysis::Spread,
                Analysis::Panel,
                Analysis::Ranks,
                Analysis::Index,
                Analysis::Choices,
                Analysis::Weights,
                Analysis::Relations,
            ],
        }
    }
}

impl Analysis {
    /// A word or two for the row of them.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scores => "How sure",
            Self::Drivers => "What drives it",
            Self::Perspectives => "Views and units",
            Self::Cuts => "Cuts",
            Self::Changes => "Real or doubt",
            Self::Parts => "Made of",
            Self::Spread => "Spread",
            Self::Panel => "Years",
            Self::Ranks => "Ranks",
            Self::Index => "Index",
            Self::Choices => "Choices",
            Self::Weights => "Weights",
            Self::Relations => "Relations",
        }
    }

    /// Whether it draws.
    pub fn draws(self) -> bool {
        self.what() == DRAWING
    }

    /// What goes on while it is worked out.
    pub fn what(self) -> &'static str {
        match self {
            Self::Scores | Self::Drivers | Self::Changes | Self::Ranks | Self::Weights => DRAWING,
            Self::Perspectives | Self::Panel => "reading",
            _ => "working it out",
        }
    }
}

const DRAWING: &str = "drawing";

/// Works an analysis out; `None` when it was stopped.
pub fn work(
    workspace: &Workspace,
    subject: &Subject,
    analysis: Analysis,
    settings: &Settings,
    pace: &Pace,
) -> Option<Outcome> {
    match (subject, analysis) {
        (Subject::Round { opened, .. }, Analysis::Scores) => round::sure(opened, settings, pace),
        (Subject::Round { opened, place }, Analysis::Drivers) => {
            round::drivers(opened, *place, settings, pace)
        }
        (Subject::Round { opened, .. }, Analysis::Cuts) => Some(round::cuts(opened)),
        (Subject::Round { opened, .. }, _) => Some(round::perspectives(workspace, opened)),
        (Subject::Series(data), Analysis::Changes) => series::changes(data, settings, pace),
        (Subject::Series(data), _) => Some(series::parts(data)),
        (Subject::Region { data, group, place, country }, _) => {
            let group = group.as_ref();
            if analysis == Analysis::Panel {
                let node = data.with_map(group, |m| m.framework.node(*place).id.clone());
                let panel = |node| region::panel(workspace, group, &node, pace);
                return Some(node.map_or_else(nothing, panel));
            }
            let found = data.with_map(group, |matrix| match analysis {
                Analysis::Spread => Some(Ok(region::spread(matrix, group))),
                Analysis::Ranks => region::ranks((matrix, group), *place, *country, settings, pace),
                _ => index::analysis((matrix, group), analysis, settings, pace),
            });
            found.unwrap_or_else(|| Some(nothing()))
        }
    }
}

fn nothing() -> Outcome {
    Err("There is nothing to compare.".into())
}

/// Counts the draws of an analysis, and asks whether to go on.
struct Draws<'a> {
    pace: &'a Pace,
    done: AtomicUsize,
    total: usize,
}

impl<'a> Draws<'a> {
    /// So many draws, as many times.
    fn new(pace: &'a Pace, draws: u32, times: usize) -> Self {
        let total = usize::try_from(draws).unwrap_or(usize::MAX).saturating_mul(times);
        pace.report(0, total);
        Self { pace, done: AtomicUsize::new(0), total }
    }

    fn go_on(&self, draws: u32) -> bool {
        let draws = usize::try_from(draws).unwrap_or(0);
        let done = self.done.fetch_add(draws, Ordering::Relaxed) + draws;
        self.pace.report(done, self.total)
    }
}

/// The tables that a command prints, below the command, with what must be known to read them
/// rightly once.
fn printed(command: Option<String>, tables: impl IntoIterator<Item = Table>) -> Vec<Block> {
    let mut blocks: Vec<Block> = command.map(Block::Command).into_iter().collect();
    let mut notes: Vec<String> = Vec::new();
    for mut table in tables {
        for note in std::mem::take(&mut table.notes) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        blocks.push(Block::Heading(std::mem::take(&mut table.title).replace('\n', "; ")));
        blocks.push(Block::Table(Box::new(table)));
    }
    if !notes.is_empty() {
        blocks.push(Block::Notes(notes));
    }
    blocks
}
