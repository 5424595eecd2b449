//! Scales: the levels that an answer can take, and the numbers that they count for.

use super::Id;

/// The scale of a question, or the range on which a node's score is expressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Its name inside the framework; the framework's own scale is `default`.
    pub id: Id,
    /// Discrete levels, or a numeric range.
    pub steps: Steps,
    lowest: f64,
    highest: f64,
}

/// What lies on a scale.
#[derive(Clone, Debug, PartialEq)]
pub enum Steps {
    /// Named levels in ascending order, with half steps between them if the framework allows.
    Levels {
        /// The levels, lowest first.
        levels: Vec<Level>,
        /// Whether an answer may lie half way between two neighbours.
        halves: bool,
    },
    /// Any number between the lowest and the highest.
    Range,
}

/// One level of a discrete scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// What an answer's file says and a person presses, for instance 3.
    pub number: f64,
    /// What the level counts for; the same as `number` unless the framework says otherwise.
    pub value: f64,
    /// A printed mark such as `A`, where the framework has marks.
    pub mark: Option<String>,
    /// The level's name, for instance `Integration`.
    pub name: String,
    /// One sentence on what the level means in general.
    pub meaning: String,
}

impl Scale {
    /// A scale of discrete levels; `lowest` and `highest` bound the percentage and default to the
    /// values of the first and the last level (some publishers count level 1 of 5 as 20 %).
    ///
    /// # Errors
    /// A sentence that says what keeps the levels from being a scale.
    pub fn levels(
        id: Id,
        levels: Vec<Level>,
        halves: bool,
        lowest: Option<f64>,
        highest: Option<f64>,
    ) -> Result<Self, String> {
        let (Some(first), Some(last)) = (levels.first(), levels.last()) else {
            return Err("a scale needs levels".into());
        };
        let (lowest, highest) = (lowest.unwrap_or(first.value), highest.unwrap_or(last.value));
        let finite = levels.iter().all(|l| l.number.is_finite() && l.value.is_finite());
        if levels.len() < 2 || !finite {
            return Err("a scale needs at least two levels, each with a finite number".into());
        }
        let rising =
            levels.windows(2).all(|w| w[0].number < w[1].number && w[0].value < w[1].value);
        if !rising {
            return Err("the levels of a scale rise from the first to the last".into());
        }
        if lowest > first.value || highest < last.value {
            return Err("every level lies between the scale's min and max".into());
        }
        Self::bounded(id, Steps::Levels { levels, halves }, lowest, highest)
    }

    /// A numeric range.
    ///
    /// # Errors
    /// A sentence, where the bounds are not finite or not in order.
    pub fn range(id: Id, lowest: f64, highest: f64) -> Result<Self, String> {
        Self::bounded(id, Steps::Range, lowest, highest)
    }

    fn bounded(id: Id, steps: Steps, lowest: f64, highest: f64) -> Result<Self, String> {
        if lowest.is_finite() && highest.is_finite() && lowest < highest {
            Ok(Self { id, steps, lowest, highest })
        } else {
            Err("a scale's min is a finite number below its max".into())
        }
    }

    /// The value of 0 %.
    pub fn lowest(&self) -> f64 {
        self.lowest
    }

    /// The value of 100 %.
    pub fn highest(&self) -> f64 {
        self.highest
    }

    /// What an unknown answer, and an open one at its worst, counts for.
    pub fn worst(&self) -> f64 {
        match &self.steps {
            Steps::Levels { levels, .. } => levels.first().map_or(self.lowest, |l| l.value),
            Steps::Range => self.lowest,
        }
    }

    /// What an open answer counts for at its best.
    pub fn best(&self) -> f64 {
        match &self.steps {
            Steps::Levels { levels, .. } => levels.last().map_or(self.highest, |l| l.value),
            Steps::Range => self.highest,
        }
    }

    /// The value that an answered number counts for, or `None` off the scale.
    pub fn value_of(&self, number: f64) -> Option<f64> {
        match &self.steps {
            Steps::Range => (self.lowest..=self.highest).contains(&number).then_some(number),
            Steps::Levels { levels, halves } => {
                if let Some(level) = levels.iter().find(|l| same(l.number, number)) {
                    return Some(level.value);
                }
                let pair = levels
                    .windows(2)
                    .find(|w| *halves && same(f64::midpoint(w[0].number, w[1].number), number))?;
                Some(f64::midpoint(pair[0].value, pair[1].value))
            }
        }
    }

    /// The share of the scale that `value` reaches, in percent:
    /// `(value - lowest) / (highest - lowest) x 100`.
    pub fn percent(&self, value: f64) -> f64 {
        (value - self.lowest) / (self.highest - self.lowest) * 100.0
    }

    /// `value` of another scale, put on this one by its share of that scale.
    pub fn carry(&self, value: f64, from: &Self) -> f64 {
        // Equal bounds are common and keep their exact value: no rounding error creeps in.
        let one = std::ptr::eq(self, from);
        if one || (same(self.lowest, from.lowest) && same(self.highest, from.highest)) {
            return value;
        }
        let share = (value - from.lowest) / (from.highest - from.lowest);
        self.lowest + share * (self.highest - self.lowest)
    }

    /// Whether another scale has the same numbers with the same values, whatever its levels are
    /// called.
    pub fn same_numbers(&self, other: &Self) -> bool {
        let steps = match (&self.steps, &other.steps) {
            (Steps::Range, Steps::Range) => true,
            (Steps::Levels { levels: x, halves: h }, Steps::Levels { levels: y, halves: k }) => {
                let pair = |l: &Level| (l.number, l.value);
                h == k && x.iter().map(pair).eq(y.iter().map(pair))
            }
            _ => false,
        };
        steps && (self.lowest, self.highest) == (other.lowest, other.highest)
    }

    /// The level at or below `value`, where the scale has levels.
    pub fn level_at(&self, value: f64) -> Option<&Level> {
        match &self.steps {
            Steps::Levels { levels, .. } => levels.iter().rev().find(|l| l.value <= value + TINY),
            Steps::Range => None,
        }
    }

    /// The levels of a discrete scale, none of a range.
    pub fn all_levels(&self) -> &[Level] {
        match &self.steps {
            Steps::Levels { levels, .. } => levels,
            Steps::Range => &[],
        }
    }

    /// The steps of the scale, lowest first, as people write them and as they count: its levels, or the
    /// whole numbers of a short range such as 1 to 5 (ends that are whole numbers, at most ten apart:
    /// this project's proposal). A longer range has none.
    pub fn rungs(&self) -> Vec<(f64, f64)> {
        match &self.steps {
            Steps::Levels { levels, .. } => levels.iter().map(|l| (l.number, l.value)).collect(),
            Steps::Range if self.highest - self.lowest > WIDEST => Vec::new(),
            Steps::Range if self.lowest.fract() != 0.0 || self.highest.fract() != 0.0 => Vec::new(),
            Steps::Range => (0..=10_u8)
                .map(|n| self.lowest + f64::from(n))
                .take_while(|number| *number <= self.highest)
                .map(|number| (number, number))
                .collect(),
        }
    }

    /// Half the way from the level at `value` to the next one; half a unit on a range.
    pub fn half_step(&self, value: f64) -> f64 {
        let levels = self.all_levels();
        let at = levels.iter().rposition(|l| l.value <= value + TINY).unwrap_or(0);
        match (levels.get(at), levels.get(at + 1)) {
            (Some(low), Some(high)) => (high.value - low.value) / 2.0,
            _ => 0.5,
        }
    }

    /// What an answer looks like when it is printed: `3`, `2.5`, or a mark such as `B`.
    pub fn label(&self, number: f64) -> String {
        let mark = self.all_levels().iter().find(|l| same(l.number, number));
        match mark.and_then(|l| l.mark.as_ref()) {
            Some(mark) => mark.clone(),
            None => format!("{number}"),
        }
    }

    /// Every number that an answer may take, lowest first; none for a range.
    pub fn numbers(&self) -> Vec<f64> {
        let Steps::Levels { levels, halves } = &self.steps else { return Vec::new() };
        let mut out = Vec::new();
        for (at, level) in levels.iter().enumerate() {
            out.push(level.number);
            if let (true, Some(next)) = (*halves, levels.get(at + 1)) {
                out.push(f64::midpoint(level.number, next.number));
            }
        }
        out
    }

    /// A sentence on what the scale takes, for messages.
    pub fn describe(&self) -> String {
        match &self.steps {
            Steps::Range => format!("any number from {} to {}", self.lowest, self.highest),
            Steps::Levels { halves, .. } => {
                let numbers: Vec<String> = if *halves || self.all_levels().len() < 12 {
                    self.numbers().iter().map(f64::to_string).collect()
                } else {
                    let l = self.all_levels();
                    vec![l[0].number.to_string(), "...".into(), l[l.len() - 1].number.to_string()]
                };
                format!("one of {}", numbers.join(", "))
            }
        }
    }
}

/// The most that the ends of a range lie apart that is climbed in whole numbers.
const WIDEST: f64 = 10.0;

/// Differences below this come from binary fractions, not from people.
const TINY: f64 = 1e-9;

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < TINY
}

#[cfg(test)]
mod tests {
    use super::{Level, Scale};
    use crate::domain::Id;

    fn level(number: f64) -> Level {
        Level { number, value: number, mark: None, name: String::new(), meaning: String::new() }
    }

    fn scale(halves: bool) -> Result<Scale, String> {
        let levels = [1.0, 2.0, 3.0, 4.0].map(level).to_vec();
        Scale::levels(Id::new("default")?, levels, halves, None, None)
    }

    #[test]
    fn takes_its_levels_and_halves_only_where_allowed() -> Result<(), String> {
        assert_eq!(scale(false)?.value_of(3.0), Some(3.0));
        assert_eq!(scale(false)?.value_of(2.5), None);
        assert_eq!(scale(true)?.value_of(2.5), Some(2.5));
        for off in [0.0, 4.5, f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(scale(true)?.value_of(off), None);
        }
        Ok(())
    }

    #[test]
    fn a_short_range_has_whole_numbers_for_steps_and_a_long_one_none() -> Result<(), String> {
        let rungs = |low, high| -> Result<Vec<f64>, String> {
            let scale = Scale::range(Id::new("x")?, low, high)?;
            Ok(scale.rungs().into_iter().map(|(number, _)| number).collect())
        };
        assert_eq!(rungs(1.0, 5.0)?, [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(rungs(0.0, 1.0)?, [0.0, 1.0]);
        assert_eq!(rungs(0.0, 10.0)?.len(), 11);
        for (low, high) in [(0.0, 100.0), (0.5, 3.0), (0.0, 2.5), (1e300, 1.1e300)] {
            assert_eq!(rungs(low, high)?, Vec::<f64>::new());
        }
        assert_eq!(scale(true)?.rungs().len(), 4);
        Ok(())
    }

    #[test]
    fn refuses_levels_that_do_not_rise() -> Result<(), String> {
        for numbers in [vec![], vec![1.0], vec![2.0, 1.0], vec![1.0, 1.0], vec![1.0, f64::NAN]] {
            let levels = numbers.into_iter().map(level).collect();
            assert!(Scale::levels(Id::new("x")?, levels, false, None, None).is_err());
        }
        assert!(Scale::range(Id::new("x")?, 1.0, 1.0).is_err());
        Ok(())
    }
}
