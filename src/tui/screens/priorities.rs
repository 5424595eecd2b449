//! What to change first, and why; the ladders; and the plan beside them.

use crate::analysis::priorities::{Item, priorities};
use crate::domain::Framework;
use crate::domain::{Change, Entry, EntryKind, Priority};
use crate::report::priorities::{
    FORMULA, arithmetic, class, from_to, interval, not_assessed, other_weights, reasons, table,
    what,
};
use crate::report::{Cell, Column, Table};
use crate::tui::action::Action;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Ask, Block, Reading, blank};

mod parts;

pub use parts::{Kept, Part};

/// The ranked list.
#[derive(Debug, Default)]
pub struct Ranked {
    /// The lines, ranked.
    pub lines: Vec<RankedLine>,
    /// What a reader must know to read the list rightly.
    pub notes: Vec<String>,
    /// The factors behind every line.
    arithmetic: Table,
    /// Questions without a level, which cannot be ranked.
    pub not_assessed: Option<Table>,
    /// The chosen line.
    pub at: usize,
    /// What is shown.
    pub part: Part,
    /// The tables of the other parts.
    pub kept: Kept,
    revision: u64,
}

/// One line of the list, ready to be shown.
#[derive(Debug)]
pub struct RankedLine {
    /// The place of its question.
    pub place: usize,
    /// The rank, or nothing where a gate is closed.
    pub rank: String,
    /// The best and the worst rank under other weights.
    pub interval: String,
    /// Whether the rank survives other weights.
    pub survives: bool,
    /// The same in words.
    pub weights: &'static str,
    /// What the group wrote, or the question.
    pub what: String,
    /// The level that counts and the target.
    pub level: String,
    /// P, rounded.
    pub p: String,
    /// Quick win, strategic or park.
    pub class: &'static str,
    /// Whether the group chose it.
    pub chosen: bool,
    /// Whether it is marked for exchange.
    pub exchange: bool,
    /// Why it stands where it stands.
    pub reasons: String,
    /// What the group noted.
    pub note: String,
}

impl Ranked {
    /// The list of an assessment.
    pub fn new(open: &Open) -> Self {
        let mut list = Self::default();
        list.refresh(open);
        list
    }

    /// Ranks anew, where something was changed; the chosen line stays chosen.
    pub fn refresh(&mut self, open: &Open) {
        if self.revision == open.revision {
            return;
        }
        self.revision = open.revision;
        let place = self.lines.get(self.at).map(|line| line.place);
        let scored = open.scored();
        let list = priorities(scored);
        let shown = table(scored, &list, crate::report::priorities::Part::All);
        let column = |key: &str| shown.columns.iter().position(|c| c.key == key);
        let (rank, p) = (column("rank"), column("p"));
        let line = |(item, row): (&Item<'_>, &Vec<Cell>)| {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", Cell::shown);
            RankedLine {
                place: item.place,
                rank: cell(rank).to_owned(),
                interval: interval(item),
                survives: item.survives,
                weights: other_weights(item),
                what: what(scored, item),
                level: from_to(scored, item),
                p: cell(p).to_owned(),
                class: class(item.class),
                chosen: item.written.is_some(),
                exchange: item.exchange,
                reasons: reasons(item),
                note: item.written.map_or(String::new(), |written| written.note.clone()),
            }
        };
        self.lines = list.items.iter().zip(&shown.rows).map(line).collect();
        self.notes.clone_from(&shown.notes);
        self.arithmetic = arithmetic(scored, &list);
        self.not_assessed = not_assessed(scored, &list);
        self.kept.refresh(scored);
        let kept = place.and_then(|place| self.lines.iter().position(|l| l.place == place));
        self.at = kept.unwrap_or(self.at).min(self.lines.len().saturating_sub(1));
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        if *action == Action::Next {
            self.part = self.part.next();
            self.kept.at = 0;
            return None;
        }
        if self.part != Part::List {
            return self.kept.update(self.part, action, open, seen);
        }
        let chosen = self.lines.get(self.at);
        match action {
            Action::Open => chosen.map(|line| Effect::Question(line.place)),
            Action::Pick(line) if *line == self.at => {
                chosen.map(|line| Effect::Question(line.place))
            }
            Action::Write => chosen.map(|line| Effect::Ask(Ask::Priority(line.place))),
            Action::Toggle => Some(Effect::Apply(vec![flag(open, chosen?.place)?])),
            Action::Explain => Some(Effect::Read(Box::new(self.explained()?))),
            Action::Language => Some(Effect::Language),
            Action::Left | Action::Right => {
                self.other_class(*action == Action::Right);
                None
            }
            _ => {
                step(&mut self.at, self.lines.len(), seen.page, action);
                None
            }
        }
    }

    /// The place of the question whose ladder is in front; else the root.
    pub fn place(&self) -> usize {
        self.kept.place(self.part).unwrap_or(Framework::ROOT)
    }

    /// To the first line of another class.
    fn other_class(&mut self, forward: bool) {
        let now = self.lines.get(self.at).map(|line| line.class);
        let other = |(_, line): &(usize, &RankedLine)| Some(line.class) != now;
        let mut lines = self.lines.iter().enumerate();
        let found = if forward {
            lines.skip(self.at).find(other)
        } else {
            lines.by_ref().take(self.at).filter(other).last()
        };
        self.at = found.map_or(self.at, |(at, _)| at);
    }

    /// The chosen line with every factor.
    fn explained(&self) -> Option<Reading> {
        let line = self.lines.get(self.at)?;
        let factors = self.arithmetic.rows.get(self.at)?;
        let row =
            |(column, cell): (&Column, &Cell)| vec![Cell::text(column.title.clone()), cell.clone()];
        let table = Table {
            columns: vec![Column::text("factor", "Factor"), Column::number("value", "Value")],
            rows: self.arithmetic.columns.iter().zip(factors).map(row).collect(),
            notes: self.arithmetic.notes.clone(),
            ..Table::default()
        };
        let blocks = vec![
            Block::Heading(line.what.clone()),
            Block::Text(line.reasons.clone()),
            Block::Table(Box::new(table)),
            Block::Text(String::new()),
            Block::Text(FORMULA.into()),
        ];
        Some(Reading { title: "How the rank comes about".into(), blocks, scroll: 0 })
    }
}

/// Marks the priority for a question for exchange, or takes the mark off. A question about which the
/// group wrote nothing gets a priority that holds nothing else, and loses it again.
fn flag(open: &Open, place: usize) -> Option<Change> {
    let question = &open.framework().node(place).id;
    let all = &open.assessment().priorities;
    if let Some(written) = all.iter().find(|p| p.question == *question) {
        let mut priority = written.clone();
        priority.exchange = !written.exchange;
        let empty = priority.title.is_empty()
            && priority.note.is_empty()
            && priority.target.is_none()
            && priority.place.is_none()
            && priority.ratings.is_empty()
            && priority.gates.is_empty();
        return Some(if empty && !priority.exchange {
            Change::Remove(EntryKind::Priority, priority.id)
        } else {
            Change::put(Entry::Priority(priority))
        });
    }
    let priority = Priority { exchange: true, ..blank(open, question)? };
    Some(Change::put(Entry::Priority(priority)))
}
