//! The other parts of the screen: ladders, where the plan would lead, the action plan, who must do
//! what, and what treaty bodies recommended.

use crate::analysis::Scored;
use crate::analysis::plan::outlook::{Basis, outlook as project};
use crate::analysis::plan::{Ladder, ladder_of, ladders};
use crate::domain::{EntryKind, Id};
use crate::report::Table;
use crate::report::plan::{actions, duty_map, ladder, outlook, rungs, treaty};
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Ask, Block, Reading};

/// What the screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The ranked list.
    #[default]
    List,
    /// The next level of each question.
    Ladder,
    /// Where the targets would lead.
    Targets,
    /// Where the actions would lead.
    Outlook,
    /// The action plan.
    Actions,
    /// Who must do what for a case.
    Duties,
    /// What treaty bodies recommended.
    Treaty,
}

impl Part {
    /// All parts with their names.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::List, "List"),
        (Self::Ladder, "Next level"),
        (Self::Targets, "By targets"),
        (Self::Outlook, "By actions"),
        (Self::Actions, "Actions"),
        (Self::Duties, "Who must"),
        (Self::Treaty, "Treaties"),
    ];

    /// The part behind it.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|(part, _)| *part == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()].0
    }

    /// The list that is written here.
    fn kind(self) -> EntryKind {
        match self {
            Self::List | Self::Ladder | Self::Targets => EntryKind::Target,
            Self::Outlook | Self::Actions => EntryKind::Action,
            Self::Duties => EntryKind::Duty,
            Self::Treaty => EntryKind::Treaty,
        }
    }
}

/// The tables of the parts beside the ranked list.
#[derive(Debug, Default)]
pub struct Kept {
    /// The chosen line of the part that is shown.
    pub at: usize,
    tables: Vec<(Part, Table)>,
    /// The questions of the ladders, by line.
    places: Vec<usize>,
    /// The ids of the actions and of the treaty recommendations, by line.
    ids: [Vec<Id>; 2],
}

impl Kept {
    /// Makes the tables anew.
    pub fn refresh(&mut self, scored: Scored<'_>) {
        let all = ladders(scored);
        let with = all.iter().filter(|ladder: &&Ladder<'_>| !ladder.rungs.is_empty());
        self.places = with.map(|ladder| ladder.place).collect();
        let [targets, planned] = [Basis::Targets, Basis::Actions]
            .map(|basis| outlook(scored, &project(scored, basis), 1));
        self.tables = vec![
            (Part::Ladder, ladder(scored, &all)),
            (Part::Targets, targets),
            (Part::Outlook, planned),
            (Part::Actions, actions(scored)),
            (Part::Duties, duty_map(scored)),
            (Part::Treaty, treaty(scored)),
        ];
        self.ids = [Part::Actions, Part::Treaty].map(|part| {
            let rows = self.table(part).map_or(&[][..], |table| table.rows.as_slice());
            let ids = rows.iter().filter_map(|row| Id::new(row.first()?.shown()).ok());
            ids.collect()
        });
    }

    /// The table of a part.
    pub fn table(&self, part: Part) -> Option<&Table> {
        self.tables.iter().find(|(known, _)| *known == part).map(|(_, table)| table)
    }

    /// The place of the question in front, where the part has one.
    pub fn place(&self, part: Part) -> Option<usize> {
        (part == Part::Ladder).then(|| self.places.get(self.at).copied()).flatten()
    }

    /// Takes an action.
    pub fn update(
        &mut self,
        part: Part,
        action: &Action,
        open: &Open,
        seen: &Seen,
    ) -> Option<Effect> {
        let rows = self.table(part).map_or(0, |table| table.rows.len());
        self.at = self.at.min(rows.saturating_sub(1));
        match action {
            Action::Open => self.go(part),
            Action::Pick(line) if *line == self.at => self.go(part),
            Action::Write => Some(Effect::Ask(match part {
                Part::Targets => Ask::Entries(EntryKind::Target, self.at),
                Part::Outlook => Ask::Entries(EntryKind::Action, 0),
                part => Ask::Entry(part.kind(), None),
            })),
            Action::Explain => self.explained(part, open),
            Action::Language => Some(Effect::Language),
            _ => {
                step(&mut self.at, rows, seen.page, action);
                None
            }
        }
    }

    /// Where the chosen line is worked on.
    fn go(&self, part: Part) -> Option<Effect> {
        let entry = |ids: &[Id], kind| {
            let id = ids.get(self.at)?.clone();
            Some(Effect::Ask(Ask::Entry(kind, Some(id))))
        };
        match part {
            Part::Ladder => self.place(part).map(Effect::Question),
            Part::Actions => entry(&self.ids[0], EntryKind::Action),
            Part::Treaty => entry(&self.ids[1], EntryKind::Treaty),
            Part::List => None,
            part => Some(Effect::Ask(Ask::Entries(part.kind(), 0))),
        }
    }

    /// The ladder of the question in front, all the way up; of the other parts, what must be known
    /// to read them rightly.
    fn explained(&self, part: Part, open: &Open) -> Option<Effect> {
        let ladder = self.place(part).and_then(|place| ladder_of(open.scored(), place));
        let (title, blocks) = match &ladder {
            Some(ladder) => {
                let mut table = rungs(open.scored(), ladder);
                let title = std::mem::take(&mut table.title);
                ("The way up", vec![Block::Heading(title), Block::Table(Box::new(table))])
            }
            None => {
                let notes = &self.table(part)?.notes;
                ("How to read this", notes.iter().cloned().map(Block::Text).collect())
            }
        };
        Some(Effect::Read(Box::new(Reading { title: title.into(), blocks, scroll: 0 })))
    }
}
