//! Targets, planned actions, duties and treaty recommendations.

use super::{Fate, Mover, What};
use crate::domain::{Duty, Entry, Id, PlannedAction, Target, TreatyRecommendation};

impl Mover<'_> {
    /// Targets and actions follow their question and its scale; the rest what it is about.
    pub(super) fn plans(&mut self) {
        let old = self.old;
        for target in &old.targets {
            let moved = self.level(&target.id, Some(target.level));
            let taken = |id: &Id| self.new.targets.iter().any(|t| t.id == *id);
            match moved {
                // Two questions that became one keep the first target; the other lies in the attic.
                Ok((question, level)) if !taken(&question) => {
                    let level = level.unwrap_or(target.level);
                    if level.total_cmp(&target.level).is_ne() || question != target.id {
                        self.attic.plans.push(Entry::Target(target.clone()));
                    }
                    let reason = "its question is there".to_owned();
                    self.entry(
                        What::Target,
                        &target.id,
                        vec![question.clone()],
                        Fate::Unchanged,
                        reason,
                    );
                    self.new.targets.push(Target { id: question, level, ..target.clone() });
                }
                Ok((question, _)) => {
                    let reason = format!("'{question}' has a target already");
                    self.keep_aside(What::Target, Entry::Target(target.clone()), reason);
                }
                Err(reason) => self.keep_aside(What::Target, Entry::Target(target.clone()), reason),
            }
        }
        for action in &old.actions {
            self.action(action);
        }
        for duty in &old.duties {
            let about = self.about(What::Duty, &duty.id, &duty.about);
            if about.live {
                self.new.duties.push(Duty { about: about.new, ..duty.clone() });
            }
            if about.lost {
                self.attic.plans.push(Entry::Duty(duty.clone()));
            }
        }
        for one in &old.treaty {
            let about = self.about(What::Treaty, &one.id, &one.about);
            if about.live {
                self.new.treaty.push(TreatyRecommendation { about: about.new, ..one.clone() });
            }
            if about.lost {
                self.attic.plans.push(Entry::Treaty(one.clone()));
            }
        }
    }

    /// An action stays in the plan whatever became of its question: somebody has promised it.
    fn action(&mut self, action: &PlannedAction) {
        let moved = action.question.as_ref().map(|question| self.level(question, action.to));
        let (question, to, reason) = match moved {
            None => (None, None, "it is about no question".to_owned()),
            Some(Ok((question, to))) => (Some(question), to, "its question is there".to_owned()),
            Some(Err(reason)) => {
                self.attic.plans.push(Entry::action(action.clone()));
                (None, None, format!("without its question, as it was in the attic: {reason}"))
            }
        };
        if question.is_some() && to != action.to {
            self.attic.plans.push(Entry::action(action.clone()));
        }
        let new = question.iter().cloned().collect();
        self.entry(What::Action, &action.id, new, Fate::Unchanged, reason);
        self.new.actions.push(PlannedAction { question, to, ..action.clone() });
    }

    fn keep_aside(&mut self, what: What, entry: Entry, reason: String) {
        self.entry(what, entry.id(), Vec::new(), Fate::Attic, reason);
        self.attic.plans.push(entry);
    }
}
