//! The scores that a plan would lead to, year by year, by the same scoring as every other score.

use std::collections::BTreeSet;

use super::ladder::{Ladder, ladders};
use crate::analysis::Scored;
use crate::analysis::score::roll_up;
use crate::domain::{PlannedAction, Status, Target};

/// What a projection rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Every target is met in its year.
    Targets,
    /// Every planned action does by its deadline what it is meant to do.
    Actions,
}

/// The scores of every node, now and at the end of each year that the plan names.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook<'a> {
    /// What it rests on.
    pub basis: Basis,
    /// The values now, by place.
    pub now: Vec<Option<f64>>,
    /// The years with the values at their end, by place.
    pub years: Vec<(i16, Vec<Option<f64>>)>,
    /// How many targets or actions are in it.
    pub counted: usize,
    /// Targets that are not in it, each with the reason.
    pub left_targets: Vec<(&'a Target, Left)>,
    /// Actions that are not in it, each with the reason.
    pub left_actions: Vec<(&'a PlannedAction, Left)>,
}

/// Why something is not in a projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It names no year.
    NoYear,
    /// Its year is over, and it is not reached.
    Late,
    /// Its question has no level to start from.
    NoLevel,
    /// It is reached already.
    Reached,
    /// It leads to no level of a question.
    NoQuestion,
    /// It is done, and the level says what came of it; or it was dropped.
    Over,
}

impl Left {
    /// All reasons.
    pub const ALL: [Self; 6] =
        [Self::NoYear, Self::Late, Self::NoLevel, Self::Reached, Self::NoQuestion, Self::Over];
}

/// What the plan would lead to. Evidence is taken to follow: a level that is reached counts.
pub fn outlook(scored: Scored<'_>, basis: Basis) -> Outlook<'_> {
    let all = ladders(scored);
    let now = values(scored, &all, |ladder| ladder.value);
    let mut outlook = Outlook {
        basis,
        now,
        years: Vec::new(),
        counted: 0,
        left_targets: Vec::new(),
        left_actions: Vec::new(),
    };
    let raises = outlook.raises(scored, &all);
    outlook.counted = raises.len();
    let years: BTreeSet<i16> = raises.iter().map(|raise| raise.year).collect();
    for year in years {
        let at = |ladder: &Ladder<'_>| {
            let due = raises.iter().filter(|r| r.place == ladder.place && r.year <= year);
            due.fold(ladder.value, |value, raise| value.max(raise.value))
        };
        outlook.years.push((year, values(scored, &all, at)));
    }
    outlook
}

/// A question that has a value from some year on.
struct Raise {
    place: usize,
    value: f64,
    year: i16,
}

impl<'a> Outlook<'a> {
    fn raises(&mut self, scored: Scored<'a>, all: &[Ladder<'a>]) -> Vec<Raise> {
        let mut raises = Vec::new();
        match self.basis {
            Basis::Targets => {
                for target in &scored.assessment.targets {
                    match raise(scored, all, Some((&target.id, target.level)), target.year) {
                        Ok(raise) => raises.push(raise),
                        Err(why) => self.left_targets.push((target, why)),
                    }
                }
            }
            Basis::Actions => {
                for action in &scored.assessment.actions {
                    let over = matches!(action.status, Status::Done | Status::Dropped);
                    let step = action.question.as_ref().zip(action.to);
                    let year = action.deadline.map(|date| date.year());
                    let made = if over { Err(Left::Over) } else { raise(scored, all, step, year) };
                    match made {
                        Ok(raise) => raises.push(raise),
                        Err(why) => self.left_actions.push((action, why)),
                    }
                }
            }
        }
        raises
    }
}

fn raise(
    scored: Scored<'_>,
    all: &[Ladder<'_>],
    step: Option<(&crate::domain::Id, f64)>,
    year: Option<i16>,
) -> Result<Raise, Left> {
    let (id, level) = step.ok_or(Left::NoQuestion)?;
    let place = scored.framework.find(id.as_str()).ok_or(Left::NoQuestion)?;
    let ladder = all.iter().find(|ladder| ladder.place == place).ok_or(Left::NoLevel)?;
    let scale = scored.framework.scale(scored.framework.node(place));
    let value = scale.value_of(level).ok_or(Left::NoLevel)?;
    if value <= ladder.value {
        return Err(Left::Reached);
    }
    let year = year.ok_or(Left::NoYear)?;
    if year < scored.assessment.key.year {
        return Err(Left::Late);
    }
    Ok(Raise { place, value, year })
}

/// The value of every node, where each question with a level has a value of somebody's choice.
fn values(
    scored: Scored<'_>,
    all: &[Ladder<'_>],
    of: impl Fn(&Ladder<'_>) -> f64,
) -> Vec<Option<f64>> {
    let mut by_place: Vec<Option<f64>> = vec![None; scored.framework.nodes().len()];
    for ladder in all {
        by_place[ladder.place] = Some(of(ladder));
    }
    roll_up(scored.framework, |at| by_place[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{assessment, framework, id, scored};
    use crate::domain::{Framework, PartialDate};

    #[test]
    fn now_is_the_score_and_each_year_is_the_score_of_that_year() {
        let f = framework();
        let answers = [("a1", "1"), ("a2", "2"), ("a3", "unknown"), ("b1", "4 E3"), ("b2", "open")];
        let mut a = assessment(&f, "XAA", 2025, &answers);
        let target = |question: &str, level: f64, year: Option<i16>| Target {
            id: id(question),
            level,
            year,
            note: String::new(),
        };
        a.targets = vec![
            target("a1", 3.0, Some(2027)),
            target("a3", 2.0, Some(2026)),
            target("b1", 4.0, Some(2026)),
            target("b2", 4.0, Some(2026)),
            target("a2", 4.0, None),
        ];
        let s = scored(&f, &a);
        let found = outlook(s, Basis::Targets);
        assert_eq!(found.now[Framework::ROOT], s.scores.root().value);
        let left: Vec<_> =
            found.left_targets.iter().map(|(t, why)| (t.id.as_str(), *why)).collect();
        let expected = [("b1", Left::Reached), ("b2", Left::NoLevel), ("a2", Left::NoYear)];
        assert_eq!(left, expected);
        let at = |year: usize, node: &str| found.years[year].1[f.find(node).unwrap()];
        assert_eq!(found.years.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2026, 2027]);
        assert_eq!((at(0, "a"), at(1, "a")), (Some(5.0 / 3.0), Some(7.0 / 3.0)));
        // The score of an assessment that says so is the same.
        let later = assessment(
            &f,
            "XAA",
            2027,
            &[("a1", "3 E4"), ("a2", "2"), ("a3", "2"), ("b1", "4 E3"), ("b2", "open")],
        );
        assert_eq!(found.years[1].1[Framework::ROOT], scored(&f, &later).scores.root().value);
    }

    #[test]
    fn actions_count_by_their_deadline_unless_they_are_over_or_late() {
        let f = framework();
        let mut a = assessment(&f, "XAA", 2025, &[("a1", "1"), ("a2", "1")]);
        let action = |name: &str, question: &str, deadline: &str| PlannedAction {
            question: Some(id(question)),
            to: Some(2.0),
            deadline: PartialDate::new(deadline).ok(),
            ..PlannedAction::blank(id(name))
        };
        a.actions = vec![
            action("x", "a1", "2026-03"),
            action("y", "a2", "2024"),
            action("z", "a2", "2027"),
        ];
        a.actions[2].status = Status::Dropped;
        let found = outlook(scored(&f, &a), Basis::Actions);
        assert_eq!(found.years.len(), 1);
        assert_eq!(found.years[0].1[f.find("a1").unwrap()], Some(2.0));
        let left: Vec<_> =
            found.left_actions.iter().map(|(a, why)| (a.id.as_str(), *why)).collect();
        assert_eq!(left, [("y", Left::Late), ("z", Left::Over)]);
    }
}
