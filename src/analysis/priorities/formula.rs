//! The arithmetic behind a priority.

use crate::domain::{Criterion, Priority, Question};

/// What counts where nobody rated a criterion: the middle of 1 to 5.
const MIDDLE: f64 = 3.0;

/// The highest rating.
const HIGHEST: f64 = 5.0;

/// From here on a rating is named as a reason.
pub(super) const HIGH: f64 = 4.0;

/// From here on an item is worth its effort. This project's proposal: with every rating in the
/// middle it takes a shortfall of more than half of the scale to get there.
pub const WORTHWHILE: f64 = 0.2;

/// Differences below this come from binary fractions, not from people.
const TINY: f64 = 1e-9;

/// From here on an item is easy. This project's proposal: above the middle, so that no quick win
/// rests on an assumed rating.
pub const EASY: f64 = 3.5;

/// How far a level is from its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortfall {
    /// The value that counts.
    pub level: f64,
    /// The value to reach.
    pub target: f64,
    /// The value of 0 %.
    pub lowest: f64,
    /// The value of 100 %.
    pub highest: f64,
}

impl Shortfall {
    /// `(target - level) / (highest - lowest)`; 0 where the target is reached.
    pub fn share(&self) -> f64 {
        ((self.target - self.level) / (self.highest - self.lowest)).max(0.0)
    }
}

/// The mean of what people rated, or what stands in for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// 1 to 5.
    pub value: f64,
    /// Whether nobody rated it.
    pub assumed: bool,
}

/// The ratings of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratings {
    /// How much children's safety would gain.
    pub impact: Rating,
    /// How much it would reach the children who are left out.
    pub equity: Rating,
    /// How likely the action is to work.
    pub effectiveness: Rating,
    /// How easily it can be done: the second axis.
    pub feasibility: Rating,
    /// By how much an unanswered recommendation of a treaty body raised the impact; it is in it.
    pub raised: f64,
}

impl Ratings {
    /// What the group rated; a criterion that nobody rated counts as 3.
    pub fn of(priority: &Priority) -> Self {
        let rating = |criterion| match priority.rating(criterion) {
            Some(value) => Rating { value, assumed: false },
            None => Rating { value: MIDDLE, assumed: true },
        };
        Self {
            impact: rating(Criterion::Impact),
            equity: rating(Criterion::Equity),
            effectiveness: rating(Criterion::Effectiveness),
            feasibility: rating(Criterion::Feasibility),
            raised: 0.0,
        }
    }

    /// What stands in where the group wrote nothing: impact 5 for a critical question, 4 for a core
    /// one, 3 for any other; everything else 3.
    pub fn assumed(question: &Question) -> Self {
        let rating = |value| Rating { value, assumed: true };
        let impact = match question {
            Question { critical: true, .. } => 5.0,
            Question { core: true, .. } => 4.0,
            _ => MIDDLE,
        };
        Self {
            impact: rating(impact),
            equity: rating(MIDDLE),
            effectiveness: rating(MIDDLE),
            feasibility: rating(MIDDLE),
            raised: 0.0,
        }
    }

    /// The ratings with the impact raised by 1, to 5 at most, because a treaty body recommended
    /// something about the question and has had no answer. The step is this project's proposal.
    #[must_use]
    pub fn with_unanswered(mut self, unanswered: bool) -> Self {
        if unanswered {
            self.raised = (HIGHEST - self.impact.value).clamp(0.0, 1.0);
            self.impact.value += self.raised;
        }
        self
    }

    /// Every criterion with its rating, in the order of a file.
    pub fn all(&self) -> [(Criterion, Rating); 4] {
        [
            (Criterion::Impact, self.impact),
            (Criterion::Equity, self.equity),
            (Criterion::Effectiveness, self.effectiveness),
            (Criterion::Feasibility, self.feasibility),
        ]
    }

    /// Whether nobody rated at least one criterion.
    pub fn any_assumed(&self) -> bool {
        self.all().iter().any(|(_, rating)| rating.assumed)
    }
}

/// The multipliers of P, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// [`Shortfall::share`].
    pub shortfall: f64,
    /// `(2 x impact + equity) / 15`.
    pub benefit: f64,
    /// `effectiveness / 5`.
    pub effectiveness: f64,
}

impl Factors {
    /// The multipliers of an item.
    pub fn of(shortfall: Shortfall, ratings: &Ratings) -> Self {
        Self {
            shortfall: shortfall.share(),
            benefit: (2.0 * ratings.impact.value + ratings.equity.value) / 15.0,
            effectiveness: ratings.effectiveness.value / 5.0,
        }
    }

    /// `P = shortfall x benefit x effectiveness`.
    pub fn product(&self) -> f64 {
        self.shortfall * self.benefit * self.effectiveness
    }

    /// Hanlon's rating with size `10 x shortfall`, seriousness `20 x benefit` and effectiveness
    /// `10 x effectiveness`; see [`hanlon`].
    pub fn hanlon(&self) -> f64 {
        hanlon(10.0 * self.shortfall, 20.0 * self.benefit, 10.0 * self.effectiveness)
    }
}

/// Hanlon's basic priority rating `(A + B) x C / 3`, 0 to 100.
///
/// `size` (A) is 0 to 10, `seriousness` (B) 0 to 20, `effectiveness` (C) 0 to 10: with 10, 20 and
/// 10 the rating is 100. Source: Hanlon and Pickett, "Public Health: Administration and Practice",
/// 1984; the gates of a priority are its "PEARL" factors.
pub fn hanlon(size: f64, seriousness: f64, effectiveness: f64) -> f64 {
    (size + seriousness) * effectiveness / 3.0
}

/// What to do with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Worth it and easy: do it now.
    QuickWin,
    /// Worth it and hard: plan it.
    Strategic,
    /// Not worth it now, or a gate is closed.
    Park,
}

/// The class of an item without closed gates: worth its effort from P = 0.2 on, easy from a
/// feasibility of 3.5 on. Both thresholds are this project's proposal.
pub fn class(p: f64, feasibility: Rating) -> Class {
    // A product of fractions that comes to 0.2 may lie a last bit below it.
    if p < WORTHWHILE - TINY {
        Class::Park
    } else if feasibility.value >= EASY {
        Class::QuickWin
    } else {
        Class::Strategic
    }
}
