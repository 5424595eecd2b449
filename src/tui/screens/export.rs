//! Files for others: what, in which format, and where it went.

use crate::export::Format;
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::open::Open;

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
    /// Every score.
    Scores,
    /// The market place of all countries.
    Exchange,
}

impl What {
    /// Everything with its name in files and what it is.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (
            Self::Priorities,
            "priorities",
            "The priority list for regional exchange: ranks, reasons, the arithmetic",
        ),
        (
            Self::Report,
            "report",
            "The national report: profile, strengths, changes, priorities, evidence, limits",
        ),
        (Self::Scores, "scores", "Every score with its coverage and its lowest and highest value"),
        (
            Self::Exchange,
            "exchange",
            "The market place of all countries: what fits, offers, requests, an agenda",
        ),
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(what, ..)| *what == self).map_or("export", |(_, name, _)| name)
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
        Some(Effect::Write(open.key().clone(), *what, *format))
    }
}

impl Default for Export {
    fn default() -> Self {
        Self::new()
    }
}
