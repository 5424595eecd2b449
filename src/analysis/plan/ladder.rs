//! What takes a question from the level that counts to each of the levels above it.

use crate::analysis::Scored;
use crate::analysis::reading::Reading;
use crate::domain::{Boxed, CostBand, Gate, NextStep, PlannedAction, Status, Target};

/// What each cost band counts for when steps are added up.
///
/// Bands are rough orders, not amounts. The usual weights 1, 3 and 9 are this project's proposal:
/// each band about three times the one below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// A step of low cost.
    pub low: u32,
    /// A step of medium cost.
    pub medium: u32,
    /// A step of high cost.
    pub high: u32,
}

impl Default for Costs {
    fn default() -> Self {
        Self { low: 1, medium: 3, high: 9 }
    }
}

impl Costs {
    /// The largest weight of a band: sums of a whole framework stay far from any limit.
    pub const MOST: u32 = 1000;

    /// Reads `1,3,9`.
    ///
    /// # Errors
    /// A sentence that says what is taken.
    pub fn new(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "'{text}' is not three whole numbers from 0 to {}, low to high: 1,3,9",
                Self::MOST
            )
        };
        let numbers: Option<Vec<u32>> = text.split(',').map(|n| n.trim().parse().ok()).collect();
        match numbers.as_deref() {
            Some([low, medium, high]) if low <= medium && medium <= high && *high <= Self::MOST => {
                Ok(Self { low: *low, medium: *medium, high: *high })
            }
            _ => Err(wrong()),
        }
    }

    /// What a band counts for.
    pub fn of(&self, band: CostBand) -> u32 {
        match band {
            CostBand::Low => self.low,
            CostBand::Medium => self.medium,
            CostBand::High => self.high,
        }
    }
}

/// The way of one question from the level that counts upwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder<'a> {
    /// The place of the question.
    pub place: usize,
    /// The answer, with the claimed level beside the one that counts.
    pub reading: Reading,
    /// The number of the level that counts; the lowest where nobody knows.
    pub from: f64,
    /// What that level counts for.
    pub value: f64,
    /// The levels above it, lowest first; none at the top.
    pub rungs: Vec<Rung<'a>>,
    /// The target that somebody set.
    pub target: Option<&'a Target>,
    /// What the group wrote is missing for the next level.
    pub missing: &'a str,
    /// The gates of the group's priorities about the question that somebody answered with no.
    pub closed_gates: Vec<Gate>,
}

/// One step up.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung<'a> {
    /// The number of the level that it leads to.
    pub to: f64,
    /// What that level counts for.
    pub value: f64,
    /// What that level looks like, in the framework's words; may be empty.
    pub descriptor: &'a str,
    /// What usually leads there, in the framework's words.
    pub next: Option<&'a NextStep>,
    /// What the group plans for it.
    pub action: Option<&'a PlannedAction>,
    /// What it costs: as the group says, else as the framework says, else medium.
    pub cost: CostBand,
    /// Whether neither says what it costs.
    pub cost_assumed: bool,
    /// Whether the group claims the level already and the evidence does not carry it.
    pub claimed: bool,
}

impl Ladder<'_> {
    /// The level to reach: the target, else one level up; `None` at the top without a target.
    pub fn goal(&self) -> Option<f64> {
        let next = self.rungs.first().map(|rung| rung.to);
        self.target.map(|target| target.level).or(next)
    }

    /// Whether the target is above the level that counts.
    pub fn below_target(&self) -> bool {
        self.target.is_some_and(|target| target.level > self.from)
    }
}

/// The ladders of all questions that have a level, in the framework's order.
pub fn ladders(scored: Scored<'_>) -> Vec<Ladder<'_>> {
    scored.framework.questions().filter_map(|(place, ..)| ladder_of(scored, place)).collect()
}

/// The ladder of one question; `None` where it has no level to start from.
pub fn ladder_of(scored: Scored<'_>, place: usize) -> Option<Ladder<'_>> {
    let (framework, assessment) = (scored.framework, scored.assessment);
    let node = framework.node(place);
    let question = node.question()?;
    let scale = framework.scale(node);
    let reading = Reading::of(framework, assessment, node);
    let value = reading.value(scale)?;
    let levels = scale.rungs();
    let (from, claimed) = match reading {
        Reading::Scored { claimed, supported, .. } => (supported, claimed),
        _ => levels.first().map_or((value, value), |(number, _)| (*number, *number)),
    };
    let planned = |to: f64| {
        let mut all = assessment.actions.iter();
        all.find(|action| {
            action.question.as_ref() == Some(&node.id)
                && action.to.is_some_and(|level| level.total_cmp(&to).is_eq())
                && action.status != Status::Dropped
        })
    };
    let rung = |(at, (number, value)): (usize, &(f64, f64))| {
        let next = question.next.iter().find(|step| step.to.total_cmp(number).is_eq());
        let action = planned(*number);
        let said = action.and_then(|action| action.cost);
        let said = said.or_else(|| next.and_then(|step| CostBand::named(&step.cost)));
        Rung {
            to: *number,
            value: *value,
            descriptor: question.levels.get(at).map_or("", String::as_str),
            next,
            action,
            cost: said.unwrap_or(CostBand::Medium),
            cost_assumed: said.is_none(),
            claimed: *number <= claimed,
        }
    };
    let above = levels.iter().enumerate().filter(|(_, (_, counts))| *counts > value);
    let about = assessment.priorities.iter().filter(|p| p.question == node.id);
    let mut closed_gates: Vec<Gate> = about.flat_map(|p| p.closed_gates()).collect();
    closed_gates.sort_unstable();
    closed_gates.dedup();
    Some(Ladder {
        place,
        reading,
        from,
        value,
        rungs: above.map(rung).collect(),
        target: assessment.targets.iter().find(|target| target.id == node.id),
        missing: assessment.answers.get(&node.id).map_or("", |a| a.boxes.get(Boxed::Missing)),
        closed_gates,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{assessment, draft, framework, id, scored};
    use crate::domain::{DraftScale, DraftStep};

    #[test]
    fn a_ladder_starts_from_what_counts_and_says_what_is_only_claimed() {
        let mut d = draft();
        d.question[1].next = vec![DraftStep {
            to: 3.0,
            action: "Adopt it".into(),
            cost: "high".into(),
            who: "Parliament".into(),
        }];
        let f = d.check().unwrap();
        // Level 3 needs E2, and there is no evidence.
        let mut a = assessment(&f, "XAA", 2025, &[("a1", "unknown"), ("a2", "3"), ("b1", "open")]);
        let ladder =
            |a: &crate::domain::Assessment, name: &str| -> Option<(f64, Vec<f64>, Option<f64>)> {
                let s = scored(&f, a);
                let ladder = ladder_of(s, f.find(name)?)?;
                Some((ladder.from, ladder.rungs.iter().map(|r| r.to).collect(), ladder.goal()))
            };
        assert_eq!(ladder(&a, "a1"), Some((1.0, vec![2.0, 3.0, 4.0], Some(2.0))));
        assert_eq!(ladder(&a, "a2"), Some((2.0, vec![3.0, 4.0], Some(3.0))));
        assert_eq!(ladder(&a, "b1"), None, "nothing to start from");
        a.targets = vec![Target { id: id("a1"), level: 4.0, year: None, note: String::new() }];
        assert_eq!(ladder(&a, "a1").map(|(_, _, goal)| goal), Some(Some(4.0)));
        let s = scored(&f, &a);
        let found = ladder_of(s, f.find("a2").unwrap()).unwrap();
        assert!(found.rungs[0].claimed && !found.rungs[1].claimed);
        assert_eq!((found.rungs[0].cost, found.rungs[0].cost_assumed), (CostBand::High, false));
        assert_eq!((found.rungs[1].cost, found.rungs[1].cost_assumed), (CostBand::Medium, true));
    }

    #[test]
    fn a_short_range_is_climbed_in_whole_numbers_and_a_long_one_not_at_all() {
        for (highest, expected) in [(5.0, vec![3.0, 4.0, 5.0]), (100.0, Vec::new())] {
            let mut d = draft();
            let range = DraftScale { min: Some(1.0), max: Some(highest), ..DraftScale::default() };
            d.scales.insert("range".into(), range);
            d.question[2].scale = "range".into();
            let f = d.check().unwrap();
            let a = assessment(&f, "XAA", 2025, &[("a3", "2.5")]);
            let s = scored(&f, &a);
            let ladder = ladder_of(s, f.find("a3").unwrap()).unwrap();
            assert_eq!(ladder.rungs.iter().map(|rung| rung.to).collect::<Vec<_>>(), expected);
        }
        assert_eq!(framework().default_scale().rungs().len(), 4);
    }

    #[test]
    fn costs_are_three_numbers_that_rise() {
        assert_eq!(Costs::new("1, 3,9"), Ok(Costs::default()));
        for wrong in ["", "1,2", "3,2,1", "1,2,x", "-1,2,3", "1,2,1001", "1,2,3,4"] {
            assert!(Costs::new(wrong).is_err(), "{wrong}");
        }
    }
}
