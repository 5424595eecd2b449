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
        let (up, down) = (movement == Movement::Up, movement == Movement::Down);
        let real = reason.map(ReasonOfChange::is_real);
        // Each on its own: nobody can tell beforehand what the next question did, least of all a
        // processor that has to take a branch.
        self.progress += u32::from(up && real == Some(true));
        self.setbacks += u32::from(down && real == Some(true));
        self.otherwise += u32::from((up || down) && real == Some(false));
        self.unexplained += u32::from((up || down) && real.is_none());
    }

    /// Adds other counts to these.
    pub fn add(&mut self, other: Self) {
        self.progress += other.progress;
        self.setbacks += other.setbacks;
        self.otherwise += other.otherwise;
        self.unexplained += other.unexplained;
    }
}
