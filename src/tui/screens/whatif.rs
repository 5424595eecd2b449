//! The sandbox: other answers, weights and rules beside the open assessment, which stays as it is.

use crate::analysis::whatif::{self, Effect as Moved, Outcome};
use crate::domain::{Framework, Id, Node, Rule, Scenario, Verdict};
use crate::tui::action::Action;
use crate::tui::app::Tone;
use crate::tui::canvas::Seen;
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::Ask;

use super::tree::{Root, Tree};

/// The sandbox.
#[derive(Debug)]
pub struct WhatIf {
    /// The framework as a tree.
    pub tree: Tree,
    /// What is supposed.
    pub scenario: Scenario,
    /// Under which name it was kept or taken out again, if it was.
    pub name: Option<Id>,
    /// What it comes to.
    pub outcome: Box<Outcome>,
    /// What it does to every node, place by place.
    pub moved: Vec<Moved>,
}

impl WhatIf {
    /// A sandbox in which nothing is supposed yet.
    pub fn new(open: &Open) -> Self {
        let framework = open.framework();
        let scenario = Scenario::new(open.assessment());
        let outcome = Box::new(whatif::outcome(framework, open.assessment(), &scenario));
        let mut screen = Self {
            tree: Tree::new(framework, Framework::ROOT, Root::Shown),
            scenario,
            name: None,
            outcome,
            moved: Vec::new(),
        };
        screen.refresh(open);
        screen
    }

    /// Works everything out anew.
    pub fn refresh(&mut self, open: &Open) {
        let framework = open.framework();
        self.tree.refresh(framework);
        *self.outcome = whatif::outcome(framework, open.assessment(), &self.scenario);
        self.moved = whatif::effects(framework, &open.scores, &self.outcome.scores);
    }

    /// Takes a scenario that was kept.
    pub fn take(&mut self, name: Id, scenario: Scenario, open: &Open) {
        (self.name, self.scenario) = (Some(name), scenario);
        self.refresh(open);
    }

    /// Takes an action.
    pub fn update(&mut self, action: &Action, open: &Open, seen: &Seen) -> Option<Effect> {
        let framework = open.framework();
        let place = self.tree.place;
        let node = framework.node(place);
        match action {
            Action::Open | Action::Right => {
                if node.group().is_some() && *action == Action::Open {
                    self.tree.fold(framework);
                } else {
                    self.tree.into_group(framework);
                }
                return None;
            }
            Action::Left => {
                self.tree.out(framework);
                return None;
            }
            Action::Search => return Some(Effect::Ask(Ask::Scenarios)),
            Action::Write if self.scenario.is_empty() => {
                return problem("Nothing is supposed yet: there is nothing to keep.");
            }
            Action::Write => return Some(Effect::Ask(Ask::KeepScenario)),
            Action::Discard => {
                (self.scenario, self.name) = (Scenario::new(open.assessment()), None);
            }
            _ => {
                if self.tree.moves(action, seen.page) {
                    return None;
                }
                if let Err(why) = self.suppose(action, open, node) {
                    return problem(why);
                }
            }
        }
        self.refresh(open);
        None
    }

    /// Supposes something of the chosen node.
    fn suppose(&mut self, action: &Action, open: &Open, node: &Node) -> Result<(), &'static str> {
        let id = node.id.clone();
        let question = node.question().is_some();
        let verdict = match action {
            Action::Set(digit) => {
                let number = f64::from(*digit);
                if question && open.framework().scale(node).value_of(number).is_none() {
                    return Err("That is no level of this question.");
                }
                Some(Some(Verdict::Scored(number)))
            }
            Action::NotKnown => Some(Some(Verdict::Unknown)),
            Action::NotApplicable => {
                Some(Some(Verdict::NotApplicable { reason: "supposed".into() }))
            }
            Action::Park => Some(None),
            _ => None,
        };
        match action {
            _ if verdict.is_some() && !question => return Err("Only questions are answered."),
            Action::ClearAnswer => {
                self.scenario.answers.remove(&id);
                self.scenario.weights.remove(&id);
                self.scenario.rules.remove(&id);
            }
            Action::Heavier | Action::Lighter if node.parent.is_none() => {
                return Err("The whole has no weight.");
            }
            Action::Heavier | Action::Lighter => {
                let now = self.scenario.weights.get(&id).copied().unwrap_or(node.weight);
                let weight = neighbour(node.weight, now, *action == Action::Heavier);
                // Back at its own weight, nothing is supposed of it any more.
                if (weight - node.weight).abs() < f64::EPSILON * node.weight {
                    self.scenario.weights.remove(&id);
                } else {
                    self.scenario.weights.insert(id, weight);
                }
            }
            Action::Rule => {
                let Some(group) = node.group() else { return Err("A question has no rule.") };
                let now = self.scenario.rules.get(&id).copied().unwrap_or(group.rule);
                let rule = following(now);
                if rule == group.rule {
                    self.scenario.rules.remove(&id);
                } else {
                    self.scenario.rules.insert(id, rule);
                }
            }
            _ => {}
        }
        if let Some(verdict) = verdict {
            self.scenario.answers.insert(node.id.clone(), verdict);
        }
        Ok(())
    }
}

/// The next weight up or down: by half of the node's own, and never down to nothing.
fn neighbour(own: f64, now: f64, up: bool) -> f64 {
    let steps = (now / own * 2.0).round();
    let steps = if up { steps + 1.0 } else { steps - 1.0 };
    steps.clamp(1.0, 20.0) * own / 2.0
}

fn following(rule: Rule) -> Rule {
    let at = Rule::ALL.iter().position(|(one, _)| *one == rule).map_or(0, |at| at + 1);
    Rule::ALL[at % Rule::ALL.len()].0
}

fn problem(why: &str) -> Option<Effect> {
    Some(Effect::Say(Tone::Problem, why.into()))
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn weights_go_in_halves_of_their_own_and_never_to_nothing() {
        let mut weight = 3.0;
        for expected in [4.5, 6.0] {
            weight = neighbour(3.0, weight, true);
            assert!((weight - expected).abs() < 1e-12);
        }
        for expected in [4.5, 3.0, 1.5, 1.5] {
            weight = neighbour(3.0, weight, false);
            assert!((weight - expected).abs() < 1e-12);
        }
    }
}
