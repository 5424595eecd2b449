//! Files for others: what, in which format, and where it went.

use crate::analysis::choose::{Choice, When};
use crate::domain::{Editions, Key, Perspective, Selection, Years};
use crate::export::Format;
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::workspace::Wanted;

/// What is written, and how.
#[derive(Debug)]
pub struct Export {
    /// The chosen thing.
    pub at: usize,
    /// The chosen format.
    pub format: usize,
    /// What was written since the screen was opened, the newest last.
    pub written: Vec<String>,
}

/// Something that can be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The priority list for regional exchange.
    Priorities,
    /// The national report.
    Report,
    /// The plan.
    Plan,
    /// The draft outline of a strategy.
    Strategy,
    /// Every score.
    Scores,
    /// The years of the country.
    Years,
    /// Countries side by side.
    Countries,
    /// The market place of all countries.
    Exchange,
}

impl What {
    /// Everything with its name and what it is.
    pub const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Priorities, "Priority list", "what to change first, for regional exchange"),
        (Self::Report, "National report", "profile, changes, priorities, evidence, limits"),
        (Self::Plan, "Plan", "actions, outlook, who must do what, treaty bodies, ladders"),
        (Self::Strategy, "Draft strategy", "an outline at the levels of policy, system, services"),
        (Self::Scores, "Scores", "every score with its coverage and its possible values"),
        (Self::Years, "Years", "the country through the years, and what changed"),
        (Self::Countries, "Countries", "all countries side by side, each in its newest year"),
        (Self::Exchange, "Exchange", "all countries: what fits, offers, requests, an agenda"),
    ];

    /// What has to be put together for it.
    fn of(self, key: &Key) -> Wanted {
        let choice = Choice { when: When::Latest, perspective: Perspective::Own };
        let selection = |years| Selection {
            country: Some(key.country),
            years,
            perspective: Some(key.perspective),
            unit: Some(key.unit.clone()),
            edition: Editions::preferring(key.edition.as_ref()),
        };
        match self {
            Self::Priorities => Wanted::Priorities(key.clone()),
            Self::Report => Wanted::Report(key.clone()),
            Self::Plan => Wanted::Plan(key.clone()),
            Self::Strategy => Wanted::Strategy(key.clone()),
            Self::Scores => Wanted::Scores(vec![Selection {
                edition: key.edition.clone().map_or(Editions::Record, Editions::Only),
                ..selection(Years::Between(key.year, key.year))
            }]),
            Self::Years => Wanted::Years(selection(Years::All)),
            Self::Countries => Wanted::Countries(choice.into()),
            Self::Exchange => Wanted::Exchange(choice, Editions::Record),
        }
    }
}

/// What a format is good for.
pub fn good_for(format: Format) -> &'static str {
    match format {
        Format::Markdown => "text for mail and for any editor",
        Format::Csv => "a plain table for any program",
        Format::Json => "for other programs",
        Format::Xlsx => "a workbook for Excel and LibreOffice",
        Format::Html => "one page for a browser and for printing",
    }
}

impl Export {
    /// Nothing is written yet; the page for a browser is chosen, which everybody can open.
    pub fn new() -> Self {
        let html = Format::ALL.iter().position(|(format, _)| *format == Format::Html);
        Self { at: 0, format: html.unwrap_or(0), written: Vec::new() }
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let formats = Format::ALL.len();
        match action {
            Action::Left => self.format = (self.format + formats - 1) % formats,
            Action::Right | Action::Next => self.format = (self.format + 1) % formats,
            Action::Open => return self.write(open),
            Action::Pick(line) if *line == self.at => return self.write(open),
            _ => {
                step(&mut self.at, What::ALL.len(), seen.page, action);
            }
        }
        None
    }

    fn write(&self, open: &Open) -> Option<Effect> {
        let (what, ..) = What::ALL.get(self.at)?;
        let (format, _) = Format::ALL.get(self.format)?;
        Some(Effect::Write(what.of(open.key()), *format))
    }
}

impl Default for Export {
    fn default() -> Self {
        Self::new()
    }
}
