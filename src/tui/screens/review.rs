//! The work queue: what is open, what contradicts, what stands on weak ground.

use crate::analysis::review::{Finding, FindingKind};
use crate::domain::{Change, EntryKind};
use crate::report::review::counts;
use crate::tui::action::Action;
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::cursor::step;
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::Ask;

/// The work queue.
#[derive(Debug)]
pub struct Review {
    /// The findings, in the order that was chosen.
    pub findings: Vec<Finding>,
    /// The chosen line.
    pub at: usize,
    /// The order.
    pub order: Order,
    /// How many findings there are of each kind, in words.
    pub counts: String,
}

/// The order of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Critical questions first, then core ones, then the rest.
    Importance,
    /// What is to decide first, then contradictions, then weak ground.
    Stage,
    /// As the framework has them.
    Framework,
}

impl Review {
    /// The queue of an assessment.
    pub fn new(open: &Open) -> Self {
        let mut review =
            Self { findings: Vec::new(), at: 0, order: Order::Importance, counts: String::new() };
        review.refresh(open);
        review
    }

    /// Takes the findings over anew.
    pub fn refresh(&mut self, open: &Open) {
        let chosen = self.findings.get(self.at).cloned();
        self.findings.clone_from(&open.findings);
        match self.order {
            Order::Importance => {}
            Order::Stage => self.findings.sort_by_key(|f| f.kind.stage()),
            Order::Framework => self.findings.sort_by_key(|f| (f.place, f.kind.stage())),
        }
        self.counts = counts(&self.findings);
        let kept = chosen.and_then(|old| self.findings.iter().position(|f| *f == old));
        self.at = kept.unwrap_or(self.at).min(self.findings.len().saturating_sub(1));
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let chosen = self.findings.get(self.at).map(|f| f.place);
        match action {
            Action::Open => self.findings.get(self.at).map(go_to),
            Action::Pick(line) if *line == self.at => self.findings.get(self.at).map(go_to),
            Action::Search => Some(Effect::Ask(Ask::FindQuestion)),
            Action::Language => Some(Effect::Language),
            Action::Order => {
                self.order = match self.order {
                    Order::Importance => Order::Stage,
                    Order::Stage => Order::Framework,
                    Order::Framework => Order::Importance,
                };
                self.refresh(open);
                None
            }
            Action::Park | Action::Confirm => {
                let place = chosen?;
                let id = open.framework().node(place).id.clone();
                let answer = open.answer(place);
                let change = match (action, answer) {
                    (Action::Park, _) => Change::Parked(id, !answer.is_some_and(|a| a.parked)),
                    (_, Some(a)) if a.carried => Change::verdict(&id, a.verdict.clone()),
                    _ => {
                        let text = "There is no answer of an earlier round to confirm here.";
                        return Some(Effect::Say(Tone::Problem, text.into()));
                    }
                };
                Some(Effect::Apply(vec![change]))
            }
            Action::Left | Action::Right => {
                let stage = |f: &Finding| f.kind.stage();
                let now = self.findings.get(self.at).map(stage);
                let other = |f: &Finding| Some(stage(f)) != now;
                let found = if *action == Action::Right {
                    self.findings.iter().enumerate().skip(self.at).find(|(_, f)| other(f))
                } else {
                    self.findings.iter().enumerate().take(self.at).rev().find(|(_, f)| other(f))
                };
                self.at = found.map_or(self.at, |(at, _)| at);
                None
            }
            _ => {
                step(&mut self.at, self.findings.len(), seen.page, action);
                None
            }
        }
    }
}

/// Where a finding is worked on: a conflict by looking at both sides, everything else at the question.
fn go_to(finding: &Finding) -> Effect {
    match &finding.kind {
        FindingKind::Outcome(id) => Effect::Ask(Ask::Entry(EntryKind::Action, Some(id.clone()))),
        FindingKind::Conflict(conflict) => Effect::Ask(Ask::Conflict(conflict.clone())),
        _ => Effect::Question(finding.place),
    }
}
