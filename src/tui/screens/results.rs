//! The scores of one assessment: bars, and what stands out.

use std::sync::Arc;

use crate::analysis::profile::profile;
use crate::analysis::reading::Reading;
use crate::domain::{Framework, Node};
use crate::report::Bar;
use crate::report::profile::bars;
use crate::tui::action::Action;
use crate::tui::analyses::{Analysis, Subject};
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::open::Open;

use super::assess::explain;

/// How many components are named at either end.
const NAMED: usize = 5;

/// How far down the tree the bars go.
const DEPTH: usize = 2;

/// The scores.
#[derive(Debug)]
pub struct Results {
    /// A bar for each domain and component, with the place of its node.
    pub bars: Vec<(usize, Bar)>,
    /// What a reader must know to read them rightly.
    pub notes: Vec<String>,
    /// What stands out.
    pub standing: Vec<Stand>,
    /// The chosen bar.
    pub at: usize,
    /// The chosen line of what stands out.
    pub stand: usize,
    /// The part that has the keys.
    pub part: Part,
    /// The order of the bars.
    pub order: Order,
}

/// A line of what stands out.
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
    /// A heading.
    Heading(String),
    /// A node, and what there is to say about it.
    Node(usize, String),
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The bars.
    Bars,
    /// What stands out.
    Standing,
}

/// The order of the bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As the framework has them.
    Framework,
    /// The components, lowest first; those without a score at the end.
    Lowest,
}

impl Results {
    /// The scores of an assessment.
    pub fn new(open: &Open) -> Self {
        let mut results = Self {
            bars: Vec::new(),
            notes: Vec::new(),
            standing: Vec::new(),
            at: 0,
            stand: 0,
            part: Part::Bars,
            order: Order::Framework,
        };
        results.refresh(open);
        results
    }

    /// Takes the scores over anew.
    pub fn refresh(&mut self, open: &Open) {
        let framework = open.framework();
        let drawn = bars(open.scored(), DEPTH);
        let group = |node: &Node| node.group().is_some() && (1..=DEPTH).contains(&node.depth);
        let nodes = framework.nodes().iter().enumerate();
        let places = nodes.filter(|(_, node)| group(node)).map(|(place, _)| place);
        self.bars = places.zip(drawn.bars).collect();
        self.notes = drawn.notes;
        if self.order == Order::Lowest {
            self.bars.retain(|(place, _)| holds_questions(framework, *place));
            let percent = |bar: &Bar| bar.percent.value().unwrap_or(f64::INFINITY);
            self.bars.sort_by(|(_, a), (_, b)| percent(a).total_cmp(&percent(b)));
        }
        self.standing = standing(open);
        self.at = self.at.min(self.bars.len().saturating_sub(1));
        self.stand = self.stand.min(self.standing.len().saturating_sub(1));
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let chosen = self.chosen();
        match action {
            Action::Next => {
                self.part = match self.part {
                    Part::Bars => Part::Standing,
                    Part::Standing => Part::Bars,
                };
                None
            }
            Action::Order => {
                self.order = match self.order {
                    Order::Framework => Order::Lowest,
                    Order::Lowest => Order::Framework,
                };
                self.at = 0;
                self.refresh(open);
                None
            }
            Action::Explain => explain(open, chosen.unwrap_or(Framework::ROOT)),
            Action::Views => Some(self.analyses(open, Analysis::Perspectives)),
            Action::Analyse => Some(self.analyses(open, Analysis::Scores)),
            Action::Language => Some(Effect::Language),
            Action::Open => Some(Effect::Question(first_question(open, chosen?))),
            Action::Left | Action::Right if self.part == Part::Bars => {
                self.other_domain(*action == Action::Right);
                None
            }
            _ => {
                let (at, count) = match self.part {
                    Part::Bars => (&mut self.at, self.bars.len()),
                    Part::Standing => (&mut self.stand, self.standing.len()),
                };
                step(at, count, seen.page, action);
                None
            }
        }
    }

    /// What there is to say of the round beyond its scores, and of the group that is chosen.
    fn analyses(&self, open: &Open, first: Analysis) -> Effect {
        let mut opened = open.opened();
        opened.framework = Arc::clone(&open.wording.shown);
        let place = open.component(self.chosen().unwrap_or(Framework::ROOT));
        let subject = Subject::Round { opened: Arc::new(opened), place };
        Effect::Analyses(Box::new(subject), first)
    }

    /// The place of the chosen node.
    fn chosen(&self) -> Option<usize> {
        match self.part {
            Part::Bars => self.bars.get(self.at).map(|(place, _)| *place),
            Part::Standing => match self.standing.get(self.stand)? {
                Stand::Node(place, _) => Some(*place),
                Stand::Heading(_) => None,
            },
        }
    }

    /// To the domain before or behind.
    fn other_domain(&mut self, forward: bool) {
        let domains = self.bars.iter().enumerate().filter(|(_, (_, bar))| bar.depth == 0);
        let mut places = domains.map(|(at, _)| at);
        let found = if forward {
            places.find(|at| *at > self.at)
        } else {
            places.take_while(|at| *at < self.at).last()
        };
        self.at = found.unwrap_or(self.at);
    }
}

fn holds_questions(framework: &Framework, place: usize) -> bool {
    framework.node(place).children.iter().any(|at| framework.node(*at).question().is_some())
}

/// The place of a question, or of the first one below a group.
fn first_question(open: &Open, place: usize) -> usize {
    open.framework().questions_below(place).next().map_or(place, |(at, ..)| at)
}

/// What stands out: the highest and lowest components, and the questions at either end.
fn standing(open: &Open) -> Vec<Stand> {
    let framework = open.framework();
    let found = profile(open.scored(), NAMED);
    let percent = |share: f64| format!("{} %", crate::report::shown(share, 1));
    let mut out = Vec::new();
    for (title, list) in
        [("Highest components", &found.highest), ("Lowest components", &found.lowest)]
    {
        if !list.is_empty() {
            out.push(Stand::Heading(title.into()));
        }
        out.extend(list.iter().map(|s| Stand::Node(s.place, percent(s.percent))));
    }
    let of = |list: &[usize], title: &str| {
        let counted = Stand::Heading(format!("{title}: {}", list.len()));
        let said = |place: &usize| {
            let question = framework.node(*place).question();
            let unknown = open.reading(*place) == Some(Reading::Unknown);
            let words = [
                (unknown, "not known"),
                (question.is_some_and(|q| q.critical), "critical"),
                (question.is_some_and(|q| q.core && !q.critical), "core"),
            ];
            let words: Vec<&str> =
                words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
            Stand::Node(*place, words.join(", "))
        };
        let lines: Vec<Stand> = list.iter().map(said).collect();
        std::iter::once(counted).chain(lines).collect::<Vec<_>>()
    };
    out.extend(of(&found.weaknesses, "Weaknesses, questions that count as the lowest level"));
    out.extend(of(&found.strengths, "Strengths, questions at the best level with evidence"));
    out
}
