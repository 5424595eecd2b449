//! What some questions did from one year to the next, added up.

use super::{Movement, Movements, Reasons, Step};

/// What some questions did, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub moved: Movements,
    /// Of those that rose, for real performance.
    progress: u32,
    /// Of those that fell, for real performance.
    setbacks: u32,
    /// Of those that rose or fell, for another reason.
    otherwise: u32,
}

impl Counts {
    /// What a step of a question says; nothing where it is of none.
    pub fn of(step: &Step) -> Self {
        let mut counts = Self::default();
        counts.add_one(*step);
        counts
    }

    /// Adds what a question did.
    pub fn add_one(&mut self, step: Step) {
        let Some(movement) = step.movement else { return };
        self.moved.add_one(movement);
        // Most have no reason: the others are counted, and what is left has none.
        if let Some(reason) = step.reason {
            match (reason.is_real(), movement) {
                (true, Movement::Up) => self.progress += 1,
                (true, Movement::Down) => self.setbacks += 1,
                (false, Movement::Up | Movement::Down) => self.otherwise += 1,
                _ => {}
            }
        }
    }

    /// Adds other counts to these.
    pub fn add(&mut self, other: Self) {
        self.moved.add(other.moved);
        self.progress += other.progress;
        self.setbacks += other.setbacks;
        self.otherwise += other.otherwise;
    }

    /// Why the questions rose or fell.
    pub fn reasons(self) -> Reasons {
        let Self { moved, progress, setbacks, otherwise } = self;
        let went = moved.of(Movement::Up) + moved.of(Movement::Down);
        Reasons {
            progress,
            setbacks,
            otherwise,
            unexplained: went - progress - setbacks - otherwise,
        }
    }
}
