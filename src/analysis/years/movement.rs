//! What a question did from one year to the next.

use crate::analysis::comparable::Comparability;
use crate::analysis::years::Point;

/// Differences below this come from binary fractions, not from people.
const TINY: f64 = 1e-9;

/// What a question did from one year to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// The value that counts rose.
    Up,
    /// The value that counts fell.
    Down,
    /// The value that counts is the same.
    Same,
    /// At least one of the years leaves it open or unconfirmed: neither up nor down.
    Unanswered,
    /// It does not apply in at least one of the years: neither up nor down.
    NotApplicable,
    /// The older framework does not have it.
    New,
    /// The newer framework does not have it.
    Dropped,
    /// Both frameworks have it and mean different things by it.
    NotComparable,
}

/// How many questions did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Movements([u32; Movement::ALL.len()]);

impl Movement {
    /// All movements with short names.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Up, "up"),
        (Self::Down, "down"),
        (Self::Same, "same"),
        (Self::Unanswered, "unanswered"),
        (Self::NotApplicable, "not-applicable"),
        (Self::New, "new"),
        (Self::Dropped, "dropped"),
        (Self::NotComparable, "not-comparable"),
    ];

    /// What a question did between two points; `None` where neither year asks it.
    pub(super) fn between(from: &Point<'_>, to: &Point<'_>, link: Comparability) -> Option<Self> {
        match (from.asked, to.asked) {
            (false, false) => return None,
            (false, true) => return Some(Self::New),
            (true, false) => return Some(Self::Dropped),
            (true, true) => {}
        }
        Some(if link == Comparability::None {
            Self::NotComparable
        } else if from.is_not_applicable() || to.is_not_applicable() {
            Self::NotApplicable
        } else if from.is_undecided() || to.is_undecided() {
            Self::Unanswered
        } else {
            match (from.value(), to.value()) {
                (Some(a), Some(b)) if b > a + TINY => Self::Up,
                (Some(a), Some(b)) if b < a - TINY => Self::Down,
                (Some(_), Some(_)) => Self::Same,
                _ => Self::Unanswered,
            }
        })
    }
}

impl Movements {
    /// Adds one question that did this.
    pub fn add_one(&mut self, movement: Movement) {
        self.0[movement as usize] += 1;
    }

    /// How many questions did this.
    pub fn of(self, movement: Movement) -> u32 {
        self.0[movement as usize]
    }

    /// All questions that either year asks.
    pub fn total(self) -> u32 {
        self.0.iter().sum()
    }

    /// Adds other counts to these.
    pub fn add(&mut self, other: Self) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own += other;
        }
    }
}
