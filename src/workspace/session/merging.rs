//! The file was changed by somebody else while it was open here: both sides become one.

use std::fs;

use jiff::Timestamp;

use super::{CatchUp, Session, SessionError};
use crate::domain::{Change, Conflict, Difference, Side, changes, differences, merge};
use crate::store::read_assessment;

/// What somebody else's save brought into an open session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// What came in.
    pub changes: Vec<Difference>,
    /// What both sides changed differently; nobody has chosen yet.
    pub conflicts: Vec<Conflict>,
}

impl Incoming {
    /// Whether nothing came in: what others changed was there already, or only comments.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.conflicts.is_empty()
    }

    /// What came in, in a line.
    pub fn summary(&self) -> String {
        let counted = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            n => format!("{n} {what}s"),
        };
        let came = counted(self.changes.len(), "change");
        let came = format!("somebody else has changed the file: {came} came in");
        match self.conflicts.len() {
            0 => came,
            n => format!("{came}, {} to resolve", counted(n, "conflict")),
        }
    }

    pub(super) fn extend(&mut self, more: Self) {
        self.changes.extend(more.changes);
        self.conflicts.extend(more.conflicts);
    }
}

impl Session {
    /// The changes that bring what was changed here into the file as somebody else left it, and
    /// what theirs brings in here. Their text is the one that is gone on with: its comments and its
    /// order are newer.
    ///
    /// # Errors
    /// When the two cannot be merged.
    pub(super) fn merge_onto(&self, fresh: &Self) -> Result<(Vec<Change>, Incoming), CatchUp> {
        let (mine, theirs) = (self.assessment(), fresh.assessment());
        let base = read_assessment(&self.path, &mine.key, self.saver.base());
        // It was read, or written, by this session.
        let (base, _) = base.map_err(|_| SessionError::ChangedOnDisk(self.path.clone()))?;
        let at = fs::metadata(&self.path).and_then(|data| data.modified()).ok();
        let at = at.and_then(|at| Timestamp::try_from(at).ok()).map(shown).unwrap_or_default();
        let by = fresh.others.as_ref().map(|others| others.by.clone()).unwrap_or_default();
        let on_disk = Side { by, at };
        let here = Side { by: crate::workspace::who(), at: shown(Timestamp::now()) };
        let mut merged = merge(self.framework(), [&base, theirs, mine], [&on_disk, &here])?;
        // Ours is what was changed here.
        for conflict in &mut merged.assessment.conflicts {
            if merged.conflicts.contains(conflict) {
                std::mem::swap(&mut conflict.ours, &mut conflict.theirs);
            }
        }
        let conflicts = merged.conflicts;
        let mut came = differences(mine, &merged.assessment);
        came.retain(|d| !conflicts.iter().any(|c| c.field == d.field));
        let steps = changes(theirs, &merged.assessment);
        Ok((steps, Incoming { changes: came, conflicts }))
    }
}

fn shown(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
