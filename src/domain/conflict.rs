//! Two values of one field that nobody has chosen between yet.
//!
//! While a conflict stands, its field holds what it held before the two sides parted, so that no
//! reader can take one side for the result; a verdict is not counted, and evidence earns no grade.

use std::fmt;

use super::{Assessment, Change, EntryKind, Field, Holder, Id, Value};

/// A field that two sides changed to different values. Both are kept until somebody resolves it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The field.
    pub field: Field,
    /// What it held before the two sides parted.
    pub base: Value,
    /// What the side says into whose file the other one was merged.
    pub ours: Claim,
    /// What the other side says.
    pub theirs: Claim,
}

/// What one side of a conflict says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The value.
    pub value: Value,
    /// Whose it is.
    pub side: Side,
}

/// Whose changes one side of a merge holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The person or group; empty where nobody knows.
    pub by: String,
    /// When, as a text; empty where nobody knows.
    pub at: String,
}

/// What somebody chooses for a field that is in conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// What our side says.
    Ours,
    /// What the other side says.
    Theirs,
    /// What it held before the two sides parted.
    Base,
    /// What the field holds now.
    Now,
    /// A third value.
    Value(Value),
}

impl Conflict {
    /// The changes that resolve the conflict, and every other one about the same field.
    ///
    /// # Errors
    /// A sentence, when the value is none for the field.
    pub fn resolve(&self, assessment: &Assessment, choice: &Choice) -> Result<Vec<Change>, String> {
        let now = self.field.get(assessment);
        let value = match choice {
            Choice::Ours => &self.ours.value,
            Choice::Theirs => &self.theirs.value,
            Choice::Base => &self.base,
            Choice::Now => &now,
            Choice::Value(value) => value,
        };
        let about = assessment.conflicts.iter().filter(|c| c.field == self.field);
        let mut changes: Vec<_> = about.map(|c| Change::Settle(Box::new(c.clone()))).collect();
        if *value != now {
            changes.push(self.field.change(assessment, value)?);
        }
        Ok(changes)
    }

    /// Whether two records are about the same dispute, whichever side each of them calls ours.
    pub fn same(&self, other: &Self) -> bool {
        let ([a, b], [c, d]) = (self.values(), other.values());
        self.field == other.field
            && self.base == other.base
            && ((a == c && b == d) || (a == d && b == c))
    }

    /// Whether a value is one of those on record.
    pub fn records(&self, value: &Value) -> bool {
        self.base == *value || self.values().contains(&value)
    }

    fn values(&self) -> [&Value; 2] {
        [&self.ours.value, &self.theirs.value]
    }

    /// Whether it is about the verdict on a question.
    pub fn about_verdict(&self, question: &Id) -> bool {
        self.field.key == Field::VERDICT
            && matches!(&self.field.holder, Holder::Answer(id) if id == question)
    }
}

impl Assessment {
    /// Whether two sides gave different verdicts on a question and nobody has chosen yet.
    pub fn disputed(&self, question: &Id) -> bool {
        self.conflicts.iter().any(|conflict| conflict.about_verdict(question))
    }

    /// Lets no verdict count that is in conflict, whatever the file says.
    pub fn withhold_disputed(&mut self) {
        for conflict in &self.conflicts {
            if let (Holder::Answer(id), Field::VERDICT) =
                (&conflict.field.holder, conflict.field.key)
                && let Some(answer) = self.answers.each_mut().get_mut(id)
            {
                answer.carried = answer.verdict.is_some();
            }
        }
    }

    /// Whether a piece of evidence is in conflict, in any of its fields or as a whole.
    pub fn disputed_evidence(&self, id: &Id) -> bool {
        let evidence =
            |holder: &Holder| matches!(holder, Holder::Entry(EntryKind::Evidence, e) if e == id);
        self.conflicts.iter().any(|conflict| evidence(&conflict.field.holder))
    }

    /// The conflicts about a question: its answer, the evidence that it rests on excluded.
    pub fn conflicts_of<'a>(&'a self, question: &'a Id) -> impl Iterator<Item = &'a Conflict> {
        self.conflicts
            .iter()
            .filter(move |c| matches!(&c.field.holder, Holder::Answer(id) if id == question))
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, base, ours, theirs } = self;
        write!(f, "{field}: ours {ours}, theirs {theirs}, before {base}")
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Side { by, at } = &self.side;
        match (by.as_str(), at.as_str()) {
            ("", "") => write!(f, "{}", self.value),
            (by, "") => write!(f, "{} ({by})", self.value),
            ("", at) => write!(f, "{} ({at})", self.value),
            (by, at) => write!(f, "{} ({by}, {at})", self.value),
        }
    }
}

#[cfg(test)]
mod tests;
