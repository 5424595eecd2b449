//! Notes, priorities, recommendations, offers and requests.

use super::answers::told;
use super::{Fate, Move, Mover, What};
use crate::domain::crosswalk::{Link, Relation};
use crate::domain::{Framework, Id, NoteKind, Notes, Priority};

impl<'a> Mover<'a> {
    /// Notes follow their node where it is one node still.
    pub(super) fn notes(&mut self) {
        for (id, notes) in &self.old.notes {
            let (to, fate, reason) = match self.one(id, Relation::Caution) {
                Ok(to) => (vec![to], Fate::Unchanged, "its node is there".to_owned()),
                Err(reason) => (Vec::new(), Fate::Attic, reason),
            };
            match to.first() {
                Some(to) => add(self.new.notes.entry(to.clone()).or_default(), notes),
                None => {
                    self.attic.notes.insert(id.clone(), notes.clone());
                    self.attic.why.entry(id.clone()).or_insert_with(|| reason.clone());
                }
            }
            self.entry(What::Notes, id, to, fate, reason);
        }
    }

    /// Priorities follow their question; everything else what it is about.
    pub(super) fn entries(&mut self) {
        let old = self.old;
        for priority in &old.priorities {
            match self.priority(priority) {
                Ok(moved) => {
                    let (to, same) =
                        (vec![moved.question.clone()], moved.target == priority.target);
                    if !same {
                        self.attic.priorities.push(priority.clone());
                    }
                    self.new.priorities.push(moved);
                    let reason = if same {
                        "its question is there"
                    } else {
                        "its target has another number now"
                    };
                    self.entry(What::Priority, &priority.id, to, Fate::Unchanged, reason.into());
                }
                Err(reason) => {
                    self.attic.priorities.push(priority.clone());
                    self.entry(What::Priority, &priority.id, Vec::new(), Fate::Attic, reason);
                }
            }
        }
        for one in &old.recommendations {
            let about = self.about(What::Recommendation, &one.id, &one.about);
            let moved = crate::domain::Recommendation { about: about.new.clone(), ..one.clone() };
            if about.live {
                self.new.recommendations.push(moved);
            }
            if about.lost {
                self.attic.recommendations.push(one.clone());
            }
        }
        self.plans();
        for one in &old.offers {
            let about = self.about(What::Offer, &one.id, &one.about);
            let moved = crate::domain::Offer { about: about.new.clone(), ..one.clone() };
            if about.live {
                self.new.offers.push(moved);
            }
            if about.lost {
                self.attic.offers.push(one.clone());
            }
        }
        for one in &old.requests {
            let about = self.about(What::Request, &one.id, &one.about);
            let moved = crate::domain::Request { about: about.new.clone(), ..one.clone() };
            if about.live {
                self.new.requests.push(moved);
            }
            if about.lost {
                self.attic.requests.push(one.clone());
            }
        }
    }

    pub(super) fn entry(&mut self, what: What, id: &Id, new: Vec<Id>, fate: Fate, reason: String) {
        let (old, before, after) = (vec![id.clone()], None, None);
        self.moves.push(Move { what, old, new, fate, before, after, reason });
    }

    /// The one new node that an old one became.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn one(&self, id: &Id, least: Relation) -> Result<Id, String> {
        if let Some(link) = self.old_links.get(id.as_str()) {
            return match link.to.as_slice() {
                [to] if link.relation >= least && self.to.find(to.as_str()).is_some() => {
                    Ok(to.clone())
                }
                _ => Err(told(link)),
            };
        }
        if self.from.find(id.as_str()) == Some(Framework::ROOT) {
            return Ok(self.to.node(Framework::ROOT).id.clone());
        }
        let gone = || format!("'{id}' is not there any more");
        self.by_id(id.as_str()).map(|(_, new)| new.id.clone()).ok_or_else(gone)
    }

    fn priority(&self, old: &Priority) -> Result<Priority, String> {
        let (question, target) = self.level(&old.question, old.target)?;
        Ok(Priority { question, target, ..old.clone() })
    }

    /// What a question became, and a level to reach on its scale.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn level(&self, old: &Id, target: Option<f64>) -> Result<(Id, Option<f64>), String> {
        let question = self.one(old, Relation::Caution)?;
        let link: Option<&&Link> = self.old_links.get(old.as_str());
        let ends = self.from.question(old.as_str()).zip(self.to.question(question.as_str()));
        let Some(((then, _), (now, _))) = ends else {
            return Err(format!("'{old}' is no question any more"));
        };
        let (from, to) = (self.from.scale(then), self.to.scale(now));
        let convert = |target: f64| match link {
            Some(link) => link.convert(target, from, to),
            None => from.same_numbers(to).then_some(target),
        };
        let target = match target {
            Some(target) => Some(convert(target).ok_or("its target has no counterpart there")?),
            None => None,
        };
        Ok((question, target))
    }

    /// What a list of nodes and questions became. An entry that was about something and would be
    /// about nothing goes into the attic; one that lost a part is kept there as it was, too.
    pub(super) fn about(&mut self, what: What, id: &Id, about: &'a [Id]) -> About {
        let mut new: Vec<Id> = Vec::new();
        let mut gone = Vec::new();
        for id in about {
            let became = match self.old_links.get(id.as_str()) {
                Some(link) if link.relation >= Relation::Subject => link.to.clone(),
                Some(_) => Vec::new(),
                None => self.one(id, Relation::Subject).into_iter().collect(),
            };
            let there = |id: &Id| self.to.find(id.as_str()).is_some();
            let became: Vec<Id> = became.into_iter().filter(there).collect();
            // Several that became one can no longer be told apart.
            if became.is_empty() || became.iter().any(|to| new.contains(to)) {
                gone.push(id.to_string());
            }
            new.extend(became.into_iter().filter(|to| !new.contains(to)).collect::<Vec<_>>());
        }
        let live = about.is_empty() || !new.is_empty();
        let reason = match (live, gone.is_empty()) {
            (_, true) => "what it is about is there".to_owned(),
            (true, false) => format!("without {}; as it was in the attic", gone.join(", ")),
            (false, false) => format!("{} is not there any more", gone.join(", ")),
        };
        let fate = if live { Fate::Unchanged } else { Fate::Attic };
        self.entry(what, id, new.clone(), fate, reason);
        About { new, live, lost: !gone.is_empty() }
    }
}

/// What the subject of an entry became.
pub(super) struct About {
    pub(super) new: Vec<Id>,
    /// Whether the entry stays among the living.
    pub(super) live: bool,
    /// Whether it is kept in the attic as it was.
    pub(super) lost: bool,
}

/// Adds notes behind those that are there: several nodes may have become one.
fn add(to: &mut Notes, more: &Notes) {
    for (kind, _) in NoteKind::ALL {
        let all = [to.get(kind), more.get(kind)].concat();
        to.set(kind, all);
    }
}
