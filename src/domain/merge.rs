//! The three-way merge of one assessment that two sides have changed: by question and by field.
//!
//! What one side alone changed is taken over. What both changed to different values is a
//! [`Conflict`], which keeps both. Nothing is dropped, and it does not matter which side is ours.

use std::collections::BTreeSet;

use super::field::{by_id, entry_keys};
use super::{
    Assessment, Change, Claim, Conflict, Entry, EntryKind, Field, Framework, Holder, Id, Side,
    Value,
};

mod changes;
mod list;
mod names;

pub use changes::{Difference, changes, differences};
pub use names::Renamed;

/// What a merge came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The merged assessment.
    pub assessment: Assessment,
    /// Our side with those of its entries renamed that had to be, and with the attic of the result.
    pub start: Assessment,
    /// The changes that lead from there to the merged assessment.
    pub changes: Vec<Change>,
    /// The conflicts that this merge found, all of them part of the assessment.
    pub conflicts: Vec<Conflict>,
    /// Entries that go by another id, because both sides had made different ones under the same.
    pub renamed: Vec<Renamed>,
    /// Changes of the other side that the rules do not allow, and that were not taken over.
    pub refused: Vec<Refused>,
}

/// A change that was not taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The change.
    pub change: Change,
    /// Why it does not fit.
    pub why: String,
}

/// Why two files cannot be merged at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They are about different things.
    #[error("these are two assessments: {0} and {1}")]
    Keys(String, String),
    /// The same question need not mean the same in two frameworks.
    #[error("one side is answered against framework {0}, the other against {1}")]
    Frameworks(String, String),
}

/// Merges what two sides made of the same base.
///
/// The conflicts of each side that still stand are kept; a value that is on record in one of them
/// is not recorded again, so merging the same file twice changes nothing.
///
/// # Errors
/// When the sides are different assessments, or answered against different frameworks.
pub fn merge(
    framework: &Framework,
    [base, ours, theirs]: [&Assessment; 3],
    sides: [&Side; 2],
) -> Result<Merged, MergeError> {
    mergeable(ours, theirs)?;
    let mut apart = [ours.clone(), theirs.clone()];
    let [mine, other] = &mut apart;
    let renamed = names::tell_apart(base, mine, other);
    let [mine, other] = &apart;
    let mut merger = Merger {
        framework,
        all: [base, mine, other],
        sides,
        standing: standing([base, mine, other]),
        found: Vec::new(),
    };
    let mut merged = merger.merged();
    merged.conflicts = merger.standing;
    merged.conflicts.extend(merger.found.iter().cloned());
    let conflicts = merger.found;
    let [mut start, _] = apart;
    start.attic.clone_from(&merged.attic);
    let (changes, refused) = allowed(framework, &start, changes(&start, &merged));
    Ok(Merged { assessment: merged, start, changes, conflicts, renamed, refused })
}

/// Whether two sides can be merged: the same assessment, answered against the same framework.
///
/// # Errors
/// What sets them apart.
pub fn mergeable(ours: &Assessment, theirs: &Assessment) -> Result<(), MergeError> {
    if ours.key != theirs.key {
        return Err(MergeError::Keys(ours.key.to_string(), theirs.key.to_string()));
    }
    let [a, b] = [&ours.framework, &theirs.framework];
    let text = !a.digest.is_empty() && !b.digest.is_empty() && a.digest != b.digest;
    if a.id != b.id || a.version != b.version || text {
        let name = |pin: &super::Pin| match text {
            true => format!("{} {} ({})", pin.id, pin.version, pin.digest),
            false => format!("{} {}", pin.id, pin.version),
        };
        return Err(MergeError::Frameworks(name(a), name(b)));
    }
    Ok(())
}

/// The conflicts of both sides without those that one of them has settled.
fn standing([base, ours, theirs]: [&Assessment; 3]) -> Vec<Conflict> {
    let in_side = |side: &Assessment, conflict: &Conflict| {
        side.conflicts.iter().any(|other| other.same(conflict))
    };
    let mut standing: Vec<Conflict> = Vec::new();
    for conflict in ours.conflicts.iter().chain(&theirs.conflicts) {
        let settled =
            in_side(base, conflict) && !(in_side(ours, conflict) && in_side(theirs, conflict));
        if !settled && !standing.iter().any(|other| other.same(conflict)) {
            standing.push(conflict.clone());
        }
    }
    standing
}

/// Leaves out the changes that do not fit, each with the reason.
fn allowed(
    framework: &Framework,
    ours: &Assessment,
    changes: Vec<Change>,
) -> (Vec<Change>, Vec<Refused>) {
    let (mut after, mut refused) = (ours.clone(), Vec::new());
    let mut fit = Vec::with_capacity(changes.len());
    for change in changes {
        match after.apply(framework, &change) {
            Ok(_) => fit.push(change),
            Err(why) => refused.push(Refused { change, why }),
        }
    }
    (fit, refused)
}

/// One merge on its way.
struct Merger<'a> {
    framework: &'a Framework,
    /// The base, ours and theirs.
    all: [&'a Assessment; 3],
    sides: [&'a Side; 2],
    standing: Vec<Conflict>,
    found: Vec<Conflict>,
}

impl Merger<'_> {
    fn merged(&mut self) -> Assessment {
        let [base, ours, theirs] = self.all;
        let mut merged = Assessment::blank(ours.key.clone(), ours.framework.clone());
        // An attic is written once, by a migration, and never altered.
        let attic = if ours.attic == base.attic { &theirs.attic } else { &ours.attic };
        merged.attic.clone_from(attic);
        let aside = merged.attic.iter().flat_map(|attic| attic.answers.values());
        let mut linked: BTreeSet<String> =
            aside.flat_map(|a| &a.sources).map(ToString::to_string).collect();
        for holder in self.holders() {
            for key in Field::keys(&holder) {
                let field = Field { holder: holder.clone(), key };
                let value = self.field(&field);
                if let (Holder::Answer(_), "sources", Value::Texts(ids)) = (&holder, key, &value) {
                    linked.extend(ids.iter().cloned());
                }
                if value != Value::Nothing {
                    // Every value comes from one of the three, where the field held it.
                    let _ = field.change(&merged, &value).and_then(|c| merged.alter(&c));
                }
            }
        }
        for (kind, _) in EntryKind::ALL {
            for id in self.ids(kind) {
                let rests = kind == EntryKind::Evidence && linked.contains(id.as_str());
                if let Some(entry) = self.entry(kind, &id, rests) {
                    let _ = merged.alter(&Change::put(entry));
                }
            }
        }
        merged
    }

    /// The head, and every answer and note that any of the three has.
    fn holders(&self) -> Vec<Holder> {
        let answers: BTreeSet<&Id> = self.all.iter().flat_map(|a| a.answers.keys()).collect();
        let notes: BTreeSet<&Id> = self.all.iter().flat_map(|a| a.notes.keys()).collect();
        let mut holders = vec![Holder::Head];
        holders.extend(answers.into_iter().map(|id| Holder::Answer(id.clone())));
        holders.extend(notes.into_iter().map(|id| Holder::Notes(id.clone())));
        holders
    }

    /// The ids of a list: those of ours in their order, and each new one of theirs behind the one
    /// that it follows there, in an order that does not depend on whose they are.
    fn ids(&self, kind: EntryKind) -> Vec<Id> {
        let [ours, theirs] = [self.all[1], self.all[2]].map(|side| -> Vec<Id> {
            Entry::all(side, kind).iter().map(|e| e.id().clone()).collect()
        });
        let mut merged = ours.clone();
        let mut before: Option<&Id> = None;
        for id in &theirs {
            if !ours.contains(id) {
                let after = before.and_then(|before| merged.iter().position(|m| m == before));
                let mut at = after.map_or(0, |at| at + 1);
                while merged.get(at).is_some_and(|next| !theirs.contains(next) && next < id) {
                    at += 1;
                }
                merged.insert(at, id.clone());
            }
            before = Some(id);
        }
        merged
    }

    /// What one field holds after the merge.
    fn field(&mut self, field: &Field) -> Value {
        let values = self.all.map(|side| field.get(side));
        self.values(field, values)
    }

    fn values(&mut self, field: &Field, [base, ours, theirs]: [Value; 3]) -> Value {
        if let Some(list) = lists([&base, &ours, &theirs]) {
            return list;
        }
        match self.kept(field, [&base, &ours, &theirs]) {
            Some(kept) => kept,
            None if ours == theirs || theirs == base => ours,
            None if ours == base => theirs,
            None => {
                self.record(field, [base.clone(), ours, theirs]);
                self.unsettled(base)
            }
        }
    }

    /// Where conflicts about the field stand on one side that the other one does not know, and none
    /// the other way round, that side's value stays; a value of the other one that is not on record yet
    /// is recorded as a further conflict.
    fn kept(&mut self, field: &Field, [base, ours, theirs]: [&Value; 3]) -> Option<Value> {
        let records = || self.standing.iter().filter(|c| c.field == *field);
        let knows =
            |side: &Assessment, c: &Conflict| side.conflicts.iter().any(|other| other.same(c));
        let alone = |one: usize, other: usize| {
            records().any(|c| knows(self.all[one], c) && !knows(self.all[other], c))
        };
        let (value, other) = match (alone(1, 2), alone(2, 1)) {
            (true, false) => (ours, theirs),
            (false, true) => (theirs, ours),
            _ => return None,
        };
        if other != base && other != value && !records().any(|c| c.records(other)) {
            self.record(field, [base.clone(), ours.clone(), theirs.clone()]);
        }
        Some(value.clone())
    }

    /// What a field holds while its conflict stands: what the base says, and of a verdict only as one
    /// that is not confirmed, so that it counts nowhere.
    fn unsettled(&self, base: Value) -> Value {
        match base {
            Value::Verdict { verdict, .. } if self.all[0].framework == self.all[1].framework => {
                Value::Verdict { verdict, carried: true }
            }
            // The level of another framework need not be on the scale of this one.
            Value::Verdict { .. } => Value::Nothing,
            other => other,
        }
    }

    fn record(&mut self, field: &Field, [base, ours, theirs]: [Value; 3]) {
        let claim = |value, side: &Side| Claim { value, side: side.clone() };
        self.found.push(Conflict {
            field: field.clone(),
            base,
            ours: claim(ours, self.sides[0]),
            theirs: claim(theirs, self.sides[1]),
        });
    }

    /// An entry after the merge; `rests` says whether a merged answer rests on it.
    fn entry(&mut self, kind: EntryKind, id: &Id, rests: bool) -> Option<Entry> {
        let holder = Holder::Entry(kind, id.clone());
        let whole = Field { holder, key: Field::WHOLE };
        let [base, ours, theirs] = self.all.map(|side| by_id(side, kind, id));
        let values = [&base, &ours, &theirs].map(as_value);
        if let Some(kept) = self.kept(&whole, [&values[0], &values[1], &values[2]]) {
            return as_entry(kept);
        }
        match (base, ours, theirs) {
            (_, None, None) => None,
            (None, Some(one), None) | (None, None, Some(one)) => Some(one),
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) => {
                // Taken out by one side, and edited or relied on by the other.
                let wanted = one != base || rests;
                wanted.then(|| {
                    self.record(&whole, values);
                    base
                })
            }
            (base, Some(ours), Some(theirs)) => self.entries(&whole, base, [ours, theirs], values),
        }
    }

    /// An entry that both sides have, field by field.
    fn entries(
        &mut self,
        whole: &Field,
        base: Option<Entry>,
        [ours, theirs]: [Entry; 2],
        values: [Value; 3],
    ) -> Option<Entry> {
        let before = self.found.len();
        let mut merged = ours.clone();
        let mut fits = true;
        for key in entry_keys(ours.kind()) {
            let field = Field { holder: whole.holder.clone(), key };
            let value = self.field(&field);
            fits &= merged.set_field(&field, &value).is_ok();
        }
        let one_side = merged == ours || merged == theirs;
        let change = Change::put(merged.clone());
        if fits && (one_side || change.allowed(self.all[1], self.framework).is_ok()) {
            return Some(merged);
        }
        // Each half is right and the whole is not: for instance a target of another question, or two
        // levels of one new target. Where the base has none, there is none until somebody chooses.
        self.found.truncate(before);
        self.record(whole, values);
        base
    }
}

/// The merge of three lists; `None` where the values are no lists.
fn lists(values: [&Value; 3]) -> Option<Value> {
    let mut any = false;
    for value in values {
        match value {
            Value::Nothing => {}
            Value::Texts(_) => any = true,
            _ => return None,
        }
    }
    let [base, ours, theirs] = values.map(|value| match value {
        Value::Texts(texts) => texts.as_slice(),
        _ => &[],
    });
    let merged = any.then(|| list::merge(base, ours, theirs))?;
    Some(if merged.is_empty() { Value::Nothing } else { Value::Texts(merged) })
}

fn as_value(entry: &Option<Entry>) -> Value {
    entry.clone().map_or(Value::Nothing, |entry| Value::Entry(Box::new(entry)))
}

fn as_entry(value: Value) -> Option<Entry> {
    match value {
        Value::Entry(entry) => Some(*entry),
        _ => None,
    }
}
