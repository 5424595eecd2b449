//! An index under other weights: how far its scores and ranks hang on them.

use rayon::prelude::*;

use super::aggregate::Plan;
use crate::analysis::rank::rank_present;
use crate::analysis::uncertainty::interval::Interval;
use crate::analysis::uncertainty::stream::{Stream, gamma};
use crate::analysis::uncertainty::{GoOn, Weighting};
use crate::domain::Structure;

/// One row of an index under many weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// The row.
    pub row: usize,
    /// Where its value lies in 90 of 100 draws.
    pub score: Interval,
    /// Where its rank lies in 90 of 100 draws.
    pub rank: Interval,
}

/// Draws in one piece of work.
const BLOCK: u32 = 250;

/// The scores and ranks of every row that has a value, under weights that are drawn so many times;
/// `None` when `go_on` said no. The weight of a part in a draw follows from the seed, its code and
/// the number of the draw alone.
pub fn weight_draws(
    structure: &Structure,
    plan: &Plan<'_>,
    weighting: Weighting,
    (draws, seed): (u32, u64),
    go_on: GoOn<'_>,
) -> Option<Vec<Drawn>> {
    let root = structure.root();
    let rows: Vec<usize> = (0..plan.rows()).filter(|row| plan.has(root, *row)).collect();
    let own = structure.weights();
    let parts = structure.parts();
    let stream =
        |part: &crate::domain::StructurePart| Stream::new(&format!("weight {}", part.code));
    let streams: Vec<Stream> = parts.iter().map(stream).collect();
    let all_of = |part: &crate::domain::StructurePart| -> f64 {
        let members = part.parent.map(|up| parts[up].members.as_slice()).unwrap_or_default();
        members.iter().map(|member| own[*member]).sum()
    };
    let of_group: Vec<f64> = parts.iter().map(all_of).collect();
    let weigh = |part: usize, u: f64| match weighting {
        Weighting::Noise(most) => own[part] * (1.0 + most * (2.0 * u - 1.0)),
        Weighting::Dirichlet(c) if parts[part].parent.is_some() => {
            gamma(c * own[part] / of_group[part], u).max(f64::MIN_POSITIVE)
        }
        Weighting::Dirichlet(_) => own[part],
    };
    let block = |number: u32| {
        let first = number * BLOCK;
        let count = BLOCK.min(draws - first) as usize;
        let mut numbers = vec![0.0; parts.len() * count];
        for (stream, out) in streams.iter().zip(numbers.chunks_mut(count.max(1))) {
            stream.fill(seed, u64::from(first), out);
        }
        let mut out = Block {
            draws: count,
            scores: vec![0.0; rows.len() * count],
            ranks: vec![0; rows.len() * count],
        };
        let (mut values, mut room) = (plan.scratch(), plan.room());
        let (mut weights, mut order) = (own.clone(), Vec::new());
        let (mut scores, mut ranks) = (vec![0.0; rows.len()], vec![0; rows.len()]);
        for draw in 0..count {
            for (part, weight) in weights.iter_mut().enumerate() {
                *weight = weigh(part, numbers[part * count + draw]);
            }
            plan.run(&weights, &mut values, &mut room);
            for (score, row) in scores.iter_mut().zip(&rows) {
                *score = plan.value_of(&values, root, *row);
            }
            rank_present(&scores, 0.0, &mut order, &mut ranks);
            for at in 0..rows.len() {
                out.scores[at * count + draw] = scores[at];
                out.ranks[at * count + draw] = ranks[at];
            }
        }
        go_on(u32::try_from(count).unwrap_or(BLOCK)).then_some(out)
    };
    let blocks: Option<Vec<Block>> =
        (0..draws.div_ceil(BLOCK)).into_par_iter().map(block).collect();
    let blocks = blocks?;
    let summary = |(at, row): (usize, &usize)| {
        let scores: Vec<f64> = blocks.iter().flat_map(|b| b.row(&b.scores, at)).copied().collect();
        let ranks: Vec<u32> = blocks.iter().flat_map(|b| b.row(&b.ranks, at)).copied().collect();
        Some(Drawn {
            row: *row,
            score: Interval::of(&scores)?,
            rank: Interval::of_ranks(&ranks, rows.len())?,
        })
    };
    rows.par_iter().enumerate().map(summary).collect()
}

/// The scores and ranks of some draws, row by row: what is summarised together lies together.
struct Block {
    draws: usize,
    scores: Vec<f64>,
    ranks: Vec<u32>,
}

impl Block {
    /// What one row has in these draws.
    fn row<'b, T>(&self, values: &'b [T], at: usize) -> &'b [T] {
        &values[at * self.draws..][..self.draws]
    }
}

#[cfg(test)]
mod tests {
    use super::super::aggregate::{Aggregation, Plan};
    use super::weight_draws;
    use crate::analysis::uncertainty::Weighting;
    use crate::domain::{Indicator, LoosePart, Structure};

    fn tree() -> Structure {
        let part = |code: &str, parent: &str, weight, indicator| LoosePart {
            code: code.into(),
            parent: parent.into(),
            weight,
            indicator,
            ..LoosePart::default()
        };
        let leaf = Some(Indicator::default());
        Structure::new(vec![
            part("top", "", 1.0, None),
            part("x", "top", 1.0, leaf.clone()),
            part("y", "top", 1.0, leaf),
        ])
        .unwrap()
    }

    #[test]
    fn a_row_that_is_better_in_everything_keeps_its_rank_and_two_that_trade_do_not() {
        let tree = tree();
        let columns = [
            vec![Some(9.0), Some(4.0), Some(1.0), None],
            vec![Some(9.0), Some(1.0), Some(4.0), None],
        ];
        let plan = Plan::new(&tree, &columns, Aggregation::Arithmetic, 0.0).unwrap();
        let run = |weighting| weight_draws(&tree, &plan, weighting, (4_000, 1), &|_| true).unwrap();
        for weighting in [Weighting::Noise(0.25), Weighting::Dirichlet(2.0)] {
            let found = run(weighting);
            assert_eq!(found.len(), 3, "a row without a value has no rank");
            let ends = |at: usize| [found[at].rank.low, found[at].rank.middle, found[at].rank.high];
            assert!(ends(0).iter().all(|rank| (rank - 1.0).abs() < 1e-12), "{found:?}");
            assert!((ends(1)[0] - 2.0).abs() < 1e-12 && (ends(1)[2] - 3.0).abs() < 1e-12);
            assert!((found[1].score.middle - 2.5).abs() < 0.1, "{found:?}");
        }
        // Every share of x as likely: the score of the second row is 1 + 3 x share.
        let even = run(Weighting::Dirichlet(2.0))[1].score;
        assert!((even.low - 1.15).abs() < 0.06 && (even.high - 3.85).abs() < 0.06, "{even:?}");
        let none = weight_draws(&tree, &plan, Weighting::Noise(0.1), (10, 1), &|_| false);
        assert!(none.is_none(), "cancelled");
    }
}
