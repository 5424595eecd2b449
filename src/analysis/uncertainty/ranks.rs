//! Which ranks a country may have, and how likely one stands above another.

use rayon::prelude::*;

use super::changes::above;
use super::interval::Interval;
use super::model::Model;
use super::{GoOn, Settings, sample};
use crate::analysis::countries::{Matrix, Shown};
use crate::analysis::rank::competition_ranks;

/// The ranks of countries on one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranks {
    /// The countries that have a finding there, in the order of their rank.
    pub rows: Vec<Ranked>,
    /// For each of `rows` and each other one, by place in `rows`, the share of the draws in which
    /// it stands above the other, ties counting half; a half for itself.
    pub above: Vec<Vec<f64>>,
}

/// One country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Its row in the matrix.
    pub row: usize,
    /// Its score in percent of the scale.
    pub percent: f64,
    /// Its rank by that score; those that tie share the best place.
    pub rank: u32,
    /// Where the score lies in 90 of 100 draws.
    pub score: Interval,
    /// Where the rank lies in 90 of 100 draws.
    pub ranks: Interval,
}

impl Ranked {
    /// Whether the rank stands: it is the same in 90 of 100 draws.
    pub fn stands(&self) -> bool {
        let rank = f64::from(self.rank);
        (self.ranks.low - rank).abs() < 0.5 && (self.ranks.high - rank).abs() < 0.5
    }
}

/// The ranks of the countries of a matrix on a node; `None` when `go_on` said no. Every country has
/// the same weights and rule in a draw, and answers of its own.
pub fn ranks(
    matrix: &Matrix<'_>,
    place: usize,
    settings: &Settings,
    go_on: GoOn<'_>,
) -> Option<Ranks> {
    let mut taking_part: Vec<(usize, f64, Vec<f64>)> = Vec::new();
    for (at, row) in matrix.rows.iter().enumerate() {
        let cell = &row.cells[place];
        let (Shown::Value { percent: own, .. }, Some(place)) = (cell.shown, cell.place) else {
            continue;
        };
        let framework = row.scored.framework;
        let percent = |at: usize, value: f64| framework.scale(framework.node(at)).percent(value);
        let model = Model::new(row.scored, settings);
        let drawn = sample(&model, &[place], settings, percent, go_on)?.pop().flatten();
        taking_part.extend(drawn.map(|drawn| (at, own, drawn)));
    }
    let values: Vec<Option<f64>> = taking_part.iter().map(|(_, own, _)| Some(*own)).collect();
    let own = competition_ranks(&values);
    let by_draw: Vec<Vec<f64>> = (0..settings.draws as usize)
        .into_par_iter()
        .map(|draw| {
            let values: Vec<Option<f64>> = taking_part.iter().map(|t| Some(t.2[draw])).collect();
            competition_ranks(&values).into_iter().flatten().map(f64::from).collect()
        })
        .collect();
    let mut rows: Vec<(usize, Ranked)> = Vec::new();
    for (at, (row, percent, drawn)) in taking_part.iter().enumerate() {
        let ranks: Vec<f64> = by_draw.iter().map(|ranks| ranks[at]).collect();
        let intervals = Interval::of(drawn).zip(Interval::of(&ranks));
        let Some(((score, ranks), rank)) = intervals.zip(own[at]) else { continue };
        rows.push((at, Ranked { row: *row, percent: *percent, rank, score, ranks }));
    }
    rows.sort_by_key(|(_, ranked)| (ranked.rank, ranked.row));
    let share = |first: usize, second: usize| {
        let pairs = taking_part[first].2.iter().zip(&taking_part[second].2);
        pairs.map(|(a, b)| above(*a, *b)).sum::<f64>() / f64::from(settings.draws.max(1))
    };
    let above = rows
        .par_iter()
        .map(|(first, _)| rows.iter().map(|(second, _)| share(*first, *second)).collect())
        .collect();
    Some(Ranks { rows: rows.into_iter().map(|(_, ranked)| ranked).collect(), above })
}
