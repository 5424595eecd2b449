//! One country through the years.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::analysis::Scored;
use crate::analysis::comparable::Comparisons;
use crate::analysis::years::{Line, Point, Series, compare};
use crate::domain::Node;
use crate::report::years::{Which, changes, overview, parts_of_node};
use crate::report::{Cell, Table};
use crate::tui::action::Action;
use crate::tui::analyses::{Analysis, Subject};
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::data::{Data, Load};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Ask, Block, Reading};
use crate::tui::words;

use super::assess::explain;

/// How far down the tree the lines go.
const DEPTHS: RangeInclusive<usize> = 1..=2;

/// The years of a series.
#[derive(Debug)]
pub struct Years {
    /// Whether the years have been read.
    pub ready: bool,
    /// The years, oldest first.
    pub years: Vec<i16>,
    /// A line for each domain and component.
    pub lines: Vec<YearLine>,
    /// What a reader must know to read the numbers rightly.
    pub notes: Vec<String>,
    /// What changed from each year to the next, and where each question is.
    pub steps: Vec<Table>,
    /// The chosen line.
    pub at: usize,
    /// Whether only the changes without a reason are shown.
    pub unexplained: bool,
    /// The chosen step.
    pub step: usize,
    /// The chosen change.
    pub change: usize,
    /// The part that has the keys.
    pub part: Part,
    /// Every question, answered or not, for each step.
    all: Vec<Table>,
    moved: Vec<Table>,
    without_reason: Vec<Table>,
    revision: u64,
    data: Option<Arc<Data>>,
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The lines with their chart.
    Lines,
    /// What changed.
    Changes,
}

/// A node through the years.
#[derive(Clone, Debug)]
pub struct YearLine {
    /// Its id, for finding it in the open framework.
    pub id: String,
    /// Its number and name.
    pub name: String,
    /// 0 for a domain.
    pub depth: usize,
    /// One point for each year.
    pub points: Vec<YearPoint>,
    /// The ids of the questions below it.
    questions: Vec<String>,
    /// What each change of its score is made of.
    parts: Vec<Table>,
}

/// A node in a year.
#[derive(Clone, Debug)]
pub struct YearPoint {
    /// In percent of its scale, where it is a finding.
    pub percent: Option<f64>,
    /// Whether it cannot be joined with the point before.
    pub breaks: bool,
    /// The value with its marks, or why there is none.
    pub shown: String,
}

impl Years {
    /// The screen before anything was read.
    pub fn new(open: &Open) -> Self {
        Self {
            ready: false,
            years: Vec::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            steps: Vec::new(),
            at: 0,
            step: 0,
            change: 0,
            part: Part::Lines,
            all: Vec::new(),
            moved: Vec::new(),
            without_reason: Vec::new(),
            unexplained: false,
            revision: open.revision,
            data: None,
        }
    }

    /// What has to be read before the screen is up to date, if anything.
    pub fn missing(&mut self, open: &Open) -> Option<Effect> {
        let fresh = self.ready && self.revision == open.revision;
        self.revision = open.revision;
        (!fresh).then(|| {
            let framework = open.framework().id.clone();
            Effect::Load(Load::Series(open.key().clone(), framework))
        })
    }

    /// Takes the years in.
    pub fn receive(&mut self, data: &Arc<Data>) {
        self.data = Some(Arc::clone(data));
        let years = data.scored();
        let mut comparisons = data.comparisons();
        let series = compare(&years, &mut comparisons);
        let table = overview(&series, &DEPTHS);
        self.ready = true;
        let read: Vec<i16> = years.iter().map(|y| y.assessment.key.year).collect();
        // After a change of the open assessment the eye stays where it was.
        let again = read == self.years;
        self.years = read;
        let lines = lines_to(&series, &DEPTHS).into_iter();
        self.lines = lines
            .zip(&table.rows)
            .map(|(l, row)| year_line(&series, l, row, &mut comparisons))
            .collect();
        self.notes.clone_from(&table.notes);
        let steps = 0..self.years.len().saturating_sub(1);
        let of = |which| steps.clone().filter_map(|s| changes(&series, s, which)).collect();
        self.moved = of(Which::Moved);
        self.without_reason = of(Which::WithoutReason);
        self.all = of(Which::All);
        self.show_steps();
        if !again {
            self.step = self.steps.len().saturating_sub(1);
            self.change = 0;
        }
        self.at = self.at.min(self.lines.len().saturating_sub(1));
    }

    /// Shows the changes, or only those that nobody has given a reason for.
    fn show_steps(&mut self) {
        let shown = if self.unexplained { &self.without_reason } else { &self.moved };
        self.steps.clone_from(shown);
        let rows = self.steps.get(self.step).map_or(0, |table| table.rows.len());
        self.change = self.change.min(rows.saturating_sub(1));
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        match action {
            Action::Next => {
                self.part = match self.part {
                    Part::Lines => Part::Changes,
                    Part::Changes => Part::Lines,
                };
                None
            }
            Action::Left | Action::Right => {
                let last = self.steps.len().saturating_sub(1);
                self.step = match action {
                    Action::Left => self.step.saturating_sub(1),
                    _ => (self.step + 1).min(last),
                };
                self.change = 0;
                None
            }
            Action::Order => {
                self.unexplained = !self.unexplained;
                self.part = Part::Changes;
                self.change = 0;
                self.show_steps();
                None
            }
            Action::ReasonOfChange => Some(self.why(open)),
            Action::Reload => {
                self.ready = false;
                self.missing(open)
            }
            Action::Explain => {
                let line = self.lines.get(self.at)?;
                let how = open.framework().find(&line.id).and_then(|place| explain(open, place));
                Some(line.explained(self.step, how))
            }
            Action::Analyse => {
                let subject = Subject::Series(Arc::clone(self.data.as_ref()?));
                Some(Effect::Analyses(Box::new(subject), Analysis::Changes))
            }
            Action::Open => self.enter(open),
            _ => {
                let (at, count) = match self.part {
                    Part::Lines => (&mut self.at, self.lines.len()),
                    Part::Changes => {
                        let rows = self.steps.get(self.step).map_or(0, |t| t.rows.len());
                        (&mut self.change, rows)
                    }
                };
                step(at, count, seen.page, action);
                None
            }
        }
    }

    /// Asks for the reason of the chosen change, which the newer year holds.
    fn why(&self, open: &Open) -> Effect {
        let problem = |text: String| Effect::Say(Tone::Problem, text);
        let newer = self.years.get(self.step + 1);
        let cell = |key: &str| {
            let table = self.steps.get(self.step)?;
            let column = table.columns.iter().position(|c| c.key == key)?;
            Some(table.rows.get(self.change)?.get(column)?.shown())
        };
        let (Some(id), Some(newer)) = (cell("question"), newer) else {
            return problem("There is no change here.".into());
        };
        if self.part == Part::Lines {
            return problem("Choose a change first: Tab goes there.".into());
        }
        if *newer != open.key().year {
            return problem(format!("The reason belongs to {newer}: open that year on F2 first."));
        }
        match open.framework().find(id) {
            Some(place) if cell("reason").is_some_and(|reason| !reason.is_empty()) => {
                Effect::Ask(Ask::ReasonOfChange(place))
            }
            _ => problem("Only a level that rose or fell has a reason.".into()),
        }
    }

    /// The questions below the chosen line, or the question that changed.
    fn enter(&self, open: &Open) -> Option<Effect> {
        match self.part {
            Part::Changes => {
                let table = self.steps.get(self.step)?;
                let column = table.columns.iter().position(|c| c.key == "question")?;
                let id = table.rows.get(self.change)?.get(column)?.shown();
                match open.framework().find(id) {
                    Some(place) => Some(Effect::Question(place)),
                    None => {
                        let text = format!("{id} is not in the framework of this year.");
                        Some(Effect::Say(Tone::Problem, text))
                    }
                }
            }
            Part::Lines => {
                let line = self.lines.get(self.at)?;
                let mut blocks = Vec::new();
                for table in &self.all {
                    let mut below = table.clone();
                    let column = below.columns.iter().position(|c| c.key == "question")?;
                    let is_below = |row: &Vec<Cell>| {
                        row.get(column)
                            .is_some_and(|c| line.questions.iter().any(|q| q == c.shown()))
                    };
                    below.rows.retain(is_below);
                    below.rows.iter_mut().for_each(|row| drop(row.remove(column)));
                    below.columns.remove(column);
                    blocks.push(Block::Heading(table.title.clone()));
                    blocks.push(Block::Table(Box::new(below)));
                }
                let reading = Reading { title: line.name.clone(), blocks, scroll: 0 };
                Some(Effect::Read(Box::new(reading)))
            }
        }
    }
}

/// The lines of the groups of some depths, as the report has them: where there are none, the root
/// and the questions down to the same depth.
fn lines_to<'s, 'a>(series: &'s Series<'a>, depths: &RangeInclusive<usize>) -> Vec<&'s Line<'a>> {
    let of = |wanted: &dyn Fn(&Node) -> bool| -> Vec<&'s Line<'a>> {
        series.lines.iter().filter(|line| wanted(line.node)).collect()
    };
    let found = of(&|node| node.group().is_some() && depths.contains(&node.depth));
    if found.is_empty() { of(&|node| node.depth <= *depths.end()) } else { found }
}

impl YearLine {
    /// What the change of a step is made of, and how the score of the open year comes about.
    fn explained(&self, step: usize, how: Option<Effect>) -> Effect {
        let mut blocks = Vec::new();
        if let Some(parts) = self.parts.get(step) {
            blocks.push(Block::Heading(format!("What the change is made of: {}", parts.title)));
            blocks.push(Block::Table(Box::new(parts.clone())));
        }
        if let Some(Effect::Read(reading)) = how {
            blocks.extend(reading.blocks);
        }
        Effect::Read(Box::new(Reading { title: self.name.clone(), blocks, scroll: 0 }))
    }
}

fn year_line<'a>(
    series: &Series<'a>,
    line: &Line<'a>,
    row: &[Cell],
    comparisons: &mut Comparisons<'a>,
) -> YearLine {
    // The first two columns are the number and the name.
    let shown = row.iter().skip(2).map(|cell| cell.shown().to_owned());
    let points = line.points().zip(&series.years).zip(shown).enumerate();
    let point = |(at, ((point, year), shown)): (usize, ((Point<'_>, &Scored<'_>), String))| {
        let percent = point.place.and_then(|place| year.percent(place));
        YearPoint { percent, breaks: line.breaks(at), shown }
    };
    let framework = line.framework;
    let place = framework.find(line.node.id.as_str()).unwrap_or(0);
    YearLine {
        id: line.node.id.to_string(),
        name: words::title(line.node),
        depth: line.node.depth.saturating_sub(1),
        points: points.map(point).collect(),
        parts: (0..line.steps.len())
            .filter_map(|step| parts_of_node(series, step, line, comparisons))
            .collect(),
        questions: framework.questions_below(place).map(|(_, n, _)| n.id.to_string()).collect(),
    }
}
