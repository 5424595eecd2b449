//! Why questions moved, as far as somebody has said: only real performance is progress.

use super::Movement;
use crate::domain::ReasonOfChange;

/// How many questions moved for which kind of reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Questions that rose for real performance: this alone counts as progress.
    pub progress: u32,
    /// Questions that fell for real performance.
    pub setbacks: u32,
    /// Questions that rose or fell for another reason: the number moved, the system need not have.
    pub otherwise: u32,
    /// Questions that rose or fell and nobody has said why: not counted as progress.
    pub unexplained: u32,
}

impl Reasons {
    /// One question that did this for a reason; nothing where it neither rose nor fell.
    pub fn one(movement: Movement, reason: Option<ReasonOfChange>) -> Self {
        let mut counts = Self::default();
        counts.add_one(movement, reason);
        counts
    }

    /// Adds one question that did this for a reason.
    pub fn add_one(&mut self, movement: Movement, reason: Option<ReasonOfChange>) {
        match (movement, reason.map(ReasonOfChange::is_real)) {
            (Movement::Up, Some(true)) => self.progress += 1,
            (Movement::Down, Some(true)) => self.setbacks += 1,
            (Movement::Up | Movement::Down, Some(false)) => self.otherwise += 1,
            (Movement::Up | Movement::Down, None) => self.unexplained += 1,
            _ => {}
        }
    }

    /// Adds other counts to these.
    pub fn add(&mut self, other: Self) {
        self.progress += other.progress;
        self.setbacks += other.setbacks;
        self.otherwise += other.otherwise;
        self.unexplained += other.unexplained;
    }
}
