//! The one way to alter an assessment.
//!
//! Applying a [`Change`] gives back the change that undoes it. Undo and redo, `apply`, imports with
//! a preview and small diffs on disk all follow from that.

use super::{
    Answer, Assessment, Boxed, Confidence, Conflict, Framework, Id, InPlace, NoteKind,
    ReasonOfChange, Verdict,
};

pub(super) mod allow;
mod entry;
mod header;

pub use entry::{Entry, EntryKind};
pub use header::HeaderField;

/// One alteration of an assessment.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Sets or clears the verdict on a question.
    Verdict {
        /// The question.
        question: Id,
        /// The verdict; `None` opens the question again.
        verdict: Option<Verdict>,
        /// Whether it is carried over and waits for confirmation.
        carried: bool,
    },
    /// Says why the level is another one than in the round before, or takes the reason back.
    ReasonOfChange(Id, Option<ReasonOfChange>),
    /// Marks what is in place on paper and in practice.
    InPlace(Id, Option<InPlace>),
    /// Sets how sure the group is.
    Confidence(Id, Option<Confidence>),
    /// Parks a question for the plenary, or takes it back.
    Parked(Id, bool),
    /// Writes one of the boxes of an answer; an empty text clears it.
    Text(Id, Boxed, String),
    /// Sets the pieces of evidence that an answer rests on.
    Sources(Id, Vec<Id>),
    /// Sets the notes of one kind on a node.
    Notes(Id, NoteKind, Vec<String>),
    /// Writes one line of the head of the file.
    Header(HeaderField, String),
    /// Adds an entry, or replaces the one with the same id.
    Put {
        /// The entry.
        entry: Entry,
        /// Where a new entry goes; past the end means at the end.
        at: usize,
    },
    /// Removes an entry.
    Remove(EntryKind, Id),
    /// Records that two sides disagree about a field.
    Dispute {
        /// Both sides.
        conflict: Box<Conflict>,
        /// Where it goes among the conflicts; past the end means at the end.
        at: usize,
    },
    /// Takes the record of a conflict out, because somebody has chosen.
    Settle(Box<Conflict>),
}

/// The part of a document that a change touches.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<'a> {
    /// The answer to a question.
    Answer(&'a Id),
    /// The notes on a node.
    Notes(&'a Id),
    /// The head of the file.
    Header,
    /// An entry of a list.
    Entry(EntryKind, &'a Id),
    /// The conflicts.
    Conflicts,
}

impl Change {
    /// A verdict that a person has just given.
    pub fn verdict(question: &Id, verdict: Option<Verdict>) -> Self {
        Self::Verdict { question: question.clone(), verdict, carried: false }
    }

    /// An entry to add at the end of its list, or to replace.
    pub fn put(entry: Entry) -> Self {
        Self::Put { entry, at: usize::MAX }
    }

    /// Whether the change fits, without applying it.
    ///
    /// # Errors
    /// A sentence that says what does not fit.
    pub fn allowed(&self, assessment: &Assessment, framework: &Framework) -> Result<(), String> {
        allow::allow(assessment, framework, self)
    }

    /// The part of the document that it touches.
    pub fn part(&self) -> Part<'_> {
        match self {
            Self::Verdict { question, .. }
            | Self::ReasonOfChange(question, _)
            | Self::InPlace(question, _)
            | Self::Confidence(question, _)
            | Self::Parked(question, _)
            | Self::Text(question, ..)
            | Self::Sources(question, _) => Part::Answer(question),
            Self::Notes(node, ..) => Part::Notes(node),
            Self::Header(..) => Part::Header,
            Self::Put { entry, .. } => Part::Entry(entry.kind(), entry.id()),
            Self::Remove(kind, id) => Part::Entry(*kind, id),
            Self::Dispute { .. } | Self::Settle(_) => Part::Conflicts,
        }
    }
}

impl Assessment {
    /// Applies a change and gives back the one that undoes it.
    ///
    /// # Errors
    /// A sentence that says why the change does not fit the framework or this assessment; nothing
    /// has been altered then.
    pub fn apply(&mut self, framework: &Framework, change: &Change) -> Result<Change, String> {
        change.allowed(self, framework)?;
        self.alter(change)
    }

    /// The same without asking whether the change fits.
    pub(super) fn alter(&mut self, change: &Change) -> Result<Change, String> {
        let inverse = match change {
            Change::Verdict { question, verdict, carried } => {
                let answer = self.answer_mut(question);
                let old = std::mem::replace(&mut answer.verdict, verdict.clone());
                let was = std::mem::replace(&mut answer.carried, *carried && verdict.is_some());
                Change::Verdict { question: question.clone(), verdict: old, carried: was }
            }
            Change::ReasonOfChange(id, reason) => Change::ReasonOfChange(
                id.clone(),
                std::mem::replace(&mut self.answer_mut(id).reason_of_change, *reason),
            ),
            Change::InPlace(id, mark) => Change::InPlace(
                id.clone(),
                std::mem::replace(&mut self.answer_mut(id).in_place, *mark),
            ),
            Change::Confidence(id, step) => Change::Confidence(
                id.clone(),
                std::mem::replace(&mut self.answer_mut(id).confidence, *step),
            ),
            Change::Parked(id, parked) => Change::Parked(
                id.clone(),
                std::mem::replace(&mut self.answer_mut(id).parked, *parked),
            ),
            Change::Text(id, which, text) => {
                let boxes = &mut self.answer_mut(id).boxes;
                let old = boxes.get(*which).to_owned();
                boxes.set(*which, text.as_str());
                Change::Text(id.clone(), *which, old)
            }
            Change::Sources(id, sources) => Change::Sources(
                id.clone(),
                std::mem::replace(&mut self.answer_mut(id).sources, sources.clone()),
            ),
            Change::Notes(id, kind, texts) => {
                let notes = self.notes.entry(id.clone()).or_default();
                let old = notes.get(*kind).to_vec();
                notes.set(*kind, texts.clone());
                Change::Notes(id.clone(), *kind, old)
            }
            Change::Header(field, text) => {
                let old = field.get(self);
                field.set(self, text);
                Change::Header(*field, old)
            }
            Change::Put { entry, at } => self.put(entry, *at),
            Change::Remove(kind, id) => self.remove(*kind, id)?,
            Change::Dispute { conflict, at } => {
                self.conflicts.insert((*at).min(self.conflicts.len()), (**conflict).clone());
                Change::Settle(conflict.clone())
            }
            Change::Settle(conflict) => {
                let at = self.conflicts.iter().position(|c| c.same(conflict));
                let at = at.ok_or("the conflict is not there any more")?;
                let conflict = Box::new(self.conflicts.remove(at));
                Change::Dispute { conflict, at }
            }
        };
        self.forget_blanks(change);
        Ok(inverse)
    }

    /// What has to follow some changes of one step: a reason of change that was given for another
    /// verdict does not stand for the new one. It is taken back, and asked for anew.
    pub fn stale_reasons(&self, changes: &[Change]) -> Vec<Change> {
        let says = |id: &Id| {
            changes.iter().any(|c| matches!(c, Change::ReasonOfChange(said, _) if said == id))
        };
        let stale = |change: &Change| match change {
            Change::Verdict { question: id, verdict, .. } => {
                let old = self.answers.get(id)?;
                let is = old.reason_of_change.is_some() && old.verdict != *verdict && !says(id);
                is.then(|| Change::ReasonOfChange(id.clone(), None))
            }
            _ => None,
        };
        changes.iter().filter_map(stale).collect()
    }

    fn answer_mut(&mut self, question: &Id) -> &mut Answer {
        self.answers.each_mut().entry(question.clone()).or_default()
    }

    /// A question or node about which nothing is recorded any more leaves the document.
    fn forget_blanks(&mut self, change: &Change) {
        match change.part() {
            Part::Answer(id) if self.answers.get(id).is_some_and(Answer::is_blank) => {
                self.answers.each_mut().remove(id);
            }
            Part::Notes(id) if self.notes.get(id).is_some_and(super::Notes::is_empty) => {
                self.notes.remove(id);
            }
            _ => {}
        }
    }

    fn put(&mut self, entry: &Entry, at: usize) -> Change {
        match entry {
            Entry::Evidence(e) => put(&mut self.evidence, e, |e| &e.id, at, Entry::Evidence),
            Entry::Priority(e) => put(&mut self.priorities, e, |e| &e.id, at, Entry::Priority),
            Entry::Recommendation(e) => {
                put(&mut self.recommendations, e, |e| &e.id, at, Entry::Recommendation)
            }
            Entry::Target(e) => put(&mut self.targets, e, |e| &e.id, at, Entry::Target),
            Entry::Action(e) => put(&mut self.actions, e, |e| &e.id, at, Entry::action),
            Entry::Duty(e) => put(&mut self.duties, e, |e| &e.id, at, Entry::Duty),
            Entry::Treaty(e) => put(&mut self.treaty, e, |e| &e.id, at, Entry::Treaty),
            Entry::Offer(e) => put(&mut self.offers, e, |e| &e.id, at, Entry::Offer),
            Entry::Request(e) => put(&mut self.requests, e, |e| &e.id, at, Entry::Request),
        }
        .unwrap_or_else(|| Change::Remove(entry.kind(), entry.id().clone()))
    }

    fn remove(&mut self, kind: EntryKind, id: &Id) -> Result<Change, String> {
        match kind {
            EntryKind::Evidence => take(&mut self.evidence, |e| e.id == *id, Entry::Evidence),
            EntryKind::Priority => take(&mut self.priorities, |e| e.id == *id, Entry::Priority),
            EntryKind::Recommendation => {
                take(&mut self.recommendations, |e| e.id == *id, Entry::Recommendation)
            }
            EntryKind::Target => take(&mut self.targets, |e| e.id == *id, Entry::Target),
            EntryKind::Action => take(&mut self.actions, |e| e.id == *id, Entry::action),
            EntryKind::Duty => take(&mut self.duties, |e| e.id == *id, Entry::Duty),
            EntryKind::Treaty => take(&mut self.treaty, |e| e.id == *id, Entry::Treaty),
            EntryKind::Offer => take(&mut self.offers, |e| e.id == *id, Entry::Offer),
            EntryKind::Request => take(&mut self.requests, |e| e.id == *id, Entry::Request),
        }
        .ok_or_else(|| format!("there is no entry '{id}' to remove"))
    }
}

/// Replaces the entry with the same id and gives back what undoes that, or inserts a new one.
fn put<T: Clone>(
    list: &mut Vec<T>,
    entry: &T,
    id: impl Fn(&T) -> &Id,
    at: usize,
    wrap: impl Fn(T) -> Entry,
) -> Option<Change> {
    if let Some(place) = list.iter().position(|e| id(e) == id(entry)) {
        let old = std::mem::replace(&mut list[place], entry.clone());
        return Some(Change::Put { entry: wrap(old), at: place });
    }
    list.insert(at.min(list.len()), entry.clone());
    None
}

fn take<T>(
    list: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
    wrap: impl Fn(T) -> Entry,
) -> Option<Change> {
    let at = list.iter().position(is)?;
    Some(Change::Put { entry: wrap(list.remove(at)), at })
}

#[cfg(test)]
mod tests;
