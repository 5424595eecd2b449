//! The cheapest set of steps that takes a score to a target, and the best that a budget buys.
//!
//! Exact: without dependencies between questions by dynamic programming (`frontier`), with them by
//! branch and bound, whose bound is the same problem without those not decided yet. A property test
//! compares both with trying everything.

use super::frontier::{Frontiers, Limits, Options};
use super::ladder::{Costs, Ladder, ladders};
use crate::analysis::Scored;
use crate::analysis::score::roll_up;
use crate::domain::{CostBand, PlannedAction, Status};

/// A score that misses a target by no more than this reaches it: the difference comes from binary
/// fractions.
const TINY: f64 = 1e-9;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The node whose score is to rise.
    pub node: usize,
    /// The score to reach, on the node's scale; without one as much as the budget buys.
    pub target: Option<f64>,
    /// The most that the steps may cost together; without one no limit.
    pub budget: Option<u32>,
    /// What the cost bands count for.
    pub costs: Costs,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The score of the node as it is; `None` where nothing below it is answered.
    pub now: Option<f64>,
    /// The cheapest set of steps to the target, whatever the budget; `None` where no set reaches it
    /// or no target was named.
    pub cheapest: Option<Path>,
    /// The best score that the budget buys, at its lowest cost; without a budget, the highest score
    /// that there is.
    pub best: Path,
    /// Questions that no step is taken on, because a gate is closed.
    pub gated: Vec<usize>,
    /// How many questions below the node have no level to start from.
    pub without_level: usize,
    /// How many are on a range without levels, so that nobody can say what a step is.
    pub without_steps: usize,
}

impl Found {
    /// The set of steps that answers the question: the cheapest one that reaches the target, where
    /// it is within the budget, else the best that the budget buys.
    pub fn answer(&self, wish: &Wish) -> &Path {
        match &self.cheapest {
            Some(path) if wish.budget.is_none_or(|budget| path.cost <= budget) => path,
            _ => &self.best,
        }
    }
}

/// A set of steps in the order in which they can be taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The steps.
    pub steps: Vec<Step>,
    /// What they cost together.
    pub cost: u32,
    /// The score of the node after all of them.
    pub reached: Option<f64>,
}

/// One step of one question, to the next level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The place of the question.
    pub place: usize,
    /// The number of the level before.
    pub from: f64,
    /// The number of the level after.
    pub to: f64,
    /// The rung of the question's ladder.
    pub rung: usize,
    /// Its cost band.
    pub band: CostBand,
    /// What it counts for.
    pub cost: u32,
    /// The score of the node once this step and all those before it are taken.
    pub score: Option<f64>,
    /// The score of the node with all steps of the set but this one and those that build on it.
    pub without: Option<f64>,
}

/// A step that needs another one: a rung of one question needs a rung of another.
pub(super) type Need = ((usize, usize), (usize, usize));

/// The tree of ladders that the search goes through.
struct Search<'a> {
    scored: Scored<'a>,
    wish: Wish,
    ladders: Vec<Ladder<'a>>,
    options: Vec<Option<Options>>,
    needs: Vec<Need>,
}

/// Finds the cheapest steps.
///
/// Steps come from the ladders of the questions below the node ([`super::ladder`]); what a closed
/// gate keeps from being done is left out. A step is taken after those of the same question below
/// it, and where a planned action for it waits for another one that is not done, after that one's.
pub fn cheapest(scored: Scored<'_>, wish: Wish) -> Found {
    let framework = scored.framework;
    let below: Vec<usize> = framework.questions_below(wish.node).map(|(at, ..)| at).collect();
    let all = ladders(scored);
    let mut options: Vec<Option<Options>> = vec![None; framework.nodes().len()];
    for ladder in &all {
        let mut spent = 0;
        let mut of = vec![(0, ladder.value)];
        if ladder.closed_gates.is_empty() {
            of.extend(ladder.rungs.iter().map(|rung| {
                spent += wish.costs.of(rung.cost);
                (spent, rung.value)
            }));
        }
        options[ladder.place] = Some(of);
    }
    let without_level = below.iter().filter(|at| {
        options[**at].is_none() && scored.reading(**at).is_some_and(|r| r.is_undecided())
    });
    let without_level = without_level.count();
    let best = |ladder: &Ladder<'_>| framework.scale(framework.node(ladder.place)).best();
    let stuck =
        |l: &&Ladder<'_>| l.rungs.is_empty() && l.value < best(l) && below.contains(&l.place);
    let without_steps = all.iter().filter(stuck).count();
    let gated = all.iter().filter(|l| !l.closed_gates.is_empty() && !l.rungs.is_empty());
    let gated = gated.map(|l| l.place).filter(|at| below.contains(at)).collect();
    let needs = needs(scored, &all, &below);
    let search = Search { scored, wish, ladders: all, options, needs };
    let now = search.score(&vec![0; framework.nodes().len()]);
    let cheapest = wish.target.and_then(|target| search.run(u32::MAX, Aim::Reach(target)));
    let best = search.run(wish.budget.unwrap_or(u32::MAX), Aim::Highest).unwrap_or_default();
    Found { now, cheapest, best, gated, without_level, without_steps }
}

/// What the search looks for.
#[derive(Clone, Copy)]
enum Aim {
    /// The lowest cost at which a score is reached.
    Reach(f64),
    /// The highest score.
    Highest,
}

/// A candidate: what it costs, what it is worth, and the steps taken on each question.
struct Candidate {
    cost: u32,
    value: f64,
    taken: Vec<usize>,
}

impl Aim {
    /// Whether one candidate is better than another.
    fn better(self, (cost, value): (u32, f64), (other, worth): (u32, f64)) -> bool {
        match self {
            Self::Reach(_) => cost < other || (cost == other && value > worth),
            Self::Highest => value > worth + TINY || (value >= worth - TINY && cost < other),
        }
    }
}

impl Search<'_> {
    fn run(&self, most: u32, aim: Aim) -> Option<Path> {
        let free: Limits = self.takeable().into_iter().map(|steps| (0, steps)).collect();
        let mut best: Option<Candidate> = None;
        let mut open = vec![free];
        while let Some(limits) = open.pop() {
            let Some(found) = self.relaxed(&limits, most, aim) else { continue };
            let beats =
                |best: &Candidate| aim.better((found.cost, found.value), (best.cost, best.value));
            if !best.as_ref().is_none_or(beats) {
                continue;
            }
            let broken = self
                .needs
                .iter()
                .find(|((q, i), (r, j))| found.taken[*q] >= *i && found.taken[*r] < *j);
            let Some(((q, i), (r, j))) = broken else {
                best = Some(found);
                continue;
            };
            // Either the step is not taken, or it is and so is the one that it needs.
            let (mut not, mut both) = (limits.clone(), limits);
            not[*q].1 = not[*q].1.min(i - 1);
            both[*q].0 = both[*q].0.max(*i);
            both[*r].0 = both[*r].0.max(*j);
            let possible =
                |limits: &Limits| [*q, *r].iter().all(|at| limits[*at].0 <= limits[*at].1);
            open.extend([both, not].into_iter().filter(possible));
        }
        best.map(|best| self.path(&best.taken))
    }

    /// How many steps can be taken on each question at all: those that wait for each other in a
    /// circle never can, nor can what waits for a closed gate. Any set of the others that holds
    /// what its steps need can be put in an order.
    fn takeable(&self) -> Vec<usize> {
        let top = |options: &Option<Options>| options.as_ref().map_or(0, |all| all.len() - 1);
        let all: Vec<usize> = self.options.iter().map(top).collect();
        let mut done = vec![0; all.len()];
        while let Some(at) =
            (0..all.len()).find(|at| done[*at] < all[*at] && self.is_free(&done, *at))
        {
            done[at] += 1;
        }
        done
    }

    /// Whether the next step of a question waits for nothing.
    fn is_free(&self, done: &[usize], at: usize) -> bool {
        let waits = |((q, i), (r, j)): &&Need| *q == at && done[at] + 1 >= *i && done[*r] < *j;
        !self.needs.iter().any(|need| waits(&need))
    }

    /// The best candidate within limits, where steps of other questions are not waited for.
    fn relaxed(&self, limits: &Limits, most: u32, aim: Aim) -> Option<Candidate> {
        let (framework, node) = (self.scored.framework, self.wish.node);
        let frontiers = Frontiers::of(framework, node, &self.options, limits, most)?;
        let points = frontiers.at(node);
        let at = match aim {
            Aim::Reach(target) => points.iter().position(|p| p.value >= target - TINY)?,
            Aim::Highest => {
                let highest = points.last()?.value;
                points.iter().position(|p| p.value >= highest - TINY)?
            }
        };
        let mut taken = vec![0; framework.nodes().len()];
        frontiers.picks(node, at, &mut taken);
        Some(Candidate { cost: points[at].cost, value: points[at].value, taken })
    }

    /// The score of the node with so many steps taken on each question: by the framework's rules,
    /// as every score.
    fn score(&self, taken: &[usize]) -> Option<f64> {
        let value = |at: usize| self.options[at].as_ref().map(|options| options[taken[at]].1);
        roll_up(self.scored.framework, value)[self.wish.node]
    }

    /// The steps in an order in which they can be taken: of those that wait for nothing, the one
    /// that adds most for its cost goes first, then the framework's order decides.
    fn path(&self, taken: &[usize]) -> Path {
        let mut done = vec![0; taken.len()];
        let mut path = Path { reached: self.score(taken), ..Path::default() };
        let mut score = self.score(&done);
        loop {
            let free =
                |l: &&Ladder<'_>| done[l.place] < taken[l.place] && self.is_free(&done, l.place);
            let next: Vec<&Ladder<'_>> = self.ladders.iter().filter(free).collect();
            let mut best: Option<(f64, Option<f64>, &Ladder<'_>)> = None;
            for ladder in next {
                done[ladder.place] += 1;
                let after = self.score(&done);
                done[ladder.place] -= 1;
                let cost = self.cost(ladder, done[ladder.place]).max(1);
                let gain = (after.unwrap_or(0.0) - score.unwrap_or(0.0)) / f64::from(cost);
                if best.is_none_or(|(most, ..)| gain > most + TINY) {
                    best = Some((gain, after, ladder));
                }
            }
            let Some((_, after, ladder)) = best else { break };
            let rung = done[ladder.place];
            done[ladder.place] += 1;
            score = after;
            path.steps.push(self.step(ladder, rung, after, taken));
        }
        path.cost = path.steps.iter().map(|step| step.cost).sum();
        path
    }

    fn cost(&self, ladder: &Ladder<'_>, rung: usize) -> u32 {
        ladder.rungs.get(rung).map_or(0, |rung| self.wish.costs.of(rung.cost))
    }

    fn step(&self, ladder: &Ladder<'_>, rung: usize, score: Option<f64>, taken: &[usize]) -> Step {
        let to = &ladder.rungs[rung];
        let from = if rung == 0 { ladder.from } else { ladder.rungs[rung - 1].to };
        let mut without = taken.to_vec();
        self.give_up(&mut without, ladder.place, rung);
        Step {
            place: ladder.place,
            from,
            to: to.to,
            rung,
            band: to.cost,
            cost: self.wish.costs.of(to.cost),
            score,
            without: self.score(&without),
        }
    }

    /// Takes a step back, and everything that builds on it.
    fn give_up(&self, taken: &mut [usize], place: usize, rung: usize) {
        taken[place] = taken[place].min(rung);
        for ((q, i), (r, j)) in &self.needs {
            if *r == place && taken[place] < *j && taken[*q] >= *i {
                self.give_up(taken, *q, i - 1);
            }
        }
    }
}

/// What the planned actions wait for, as rungs of questions below a node.
fn needs(scored: Scored<'_>, ladders: &[Ladder<'_>], below: &[usize]) -> Vec<Need> {
    let actions = &scored.assessment.actions;
    let rung_of = |action: &PlannedAction| -> Option<(usize, usize)> {
        let place = scored.framework.find(action.question.as_ref()?.as_str())?;
        let ladder = ladders.iter().find(|l| l.place == place && below.contains(&place))?;
        let to = action.to?;
        let rung = ladder.rungs.iter().position(|rung| rung.to.total_cmp(&to).is_eq())?;
        Some((place, rung + 1))
    };
    let mut needs = Vec::new();
    for action in actions.iter().filter(|action| action.status != Status::Dropped) {
        let Some(step) = rung_of(action) else { continue };
        for before in &action.after {
            // What is done, or leads to no step here, holds nothing up.
            let before = actions.iter().find(|a| a.id == *before && a.status != Status::Done);
            let before = before.and_then(rung_of).filter(|other| other.0 != step.0);
            needs.extend(before.map(|before| (step, before)));
        }
    }
    needs
}

#[cfg(test)]
mod tests;
