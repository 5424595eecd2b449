//! Whether the members of a group belong together: correlations and Cronbach's alpha.

use crate::analysis::rank::exact_ranks;
use crate::domain::Structure;

/// Two members of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The group.
    pub group: usize,
    /// One member.
    pub first: usize,
    /// The other member.
    pub second: usize,
    /// In how many rows both have a value.
    pub rows: usize,
    /// Pearson's correlation; `None` of fewer than 3 rows or of equal values.
    pub pearson: Option<f64>,
    /// Spearman's: the correlation of the ranks, of ties their mean.
    pub spearman: Option<f64>,
}

/// What a correlation between members of a group warns of (thresholds: those of COINr).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Below -0.4: they work against each other, and the group's mean hides it.
    Against,
    /// From -0.4 to 0.3: they hardly measure the same thing.
    Weak,
    /// Above 0.9: one of them counts twice.
    Twice,
}

/// The warning of a correlation, if it needs one.
pub fn warning(correlation: f64) -> Option<Warning> {
    match correlation {
        r if r < -0.4 => Some(Warning::Against),
        r if r < 0.3 => Some(Warning::Weak),
        r if r > 0.9 => Some(Warning::Twice),
        _ => None,
    }
}

/// Every two members of every group, groups from below.
pub fn pairs(structure: &Structure, parts: &[Vec<Option<f64>>]) -> Vec<Pair> {
    let mut out = Vec::new();
    for group in structure.groups() {
        let members = &structure.parts()[*group].members;
        for (at, first) in members.iter().enumerate() {
            for second in &members[at + 1..] {
                let (x, y) = common(&parts[*first], &parts[*second]);
                out.push(Pair {
                    group: *group,
                    first: *first,
                    second: *second,
                    rows: x.len(),
                    pearson: pearson(&x, &y),
                    spearman: spearman(&x, &y),
                });
            }
        }
    }
    out
}

/// How well the members of a group hang together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consistency {
    /// The group.
    pub group: usize,
    /// How many members it has.
    pub members: usize,
    /// In how many rows all of them have a value; only these count.
    pub rows: usize,
    /// Cronbach's alpha, `k / (k - 1) x (1 - sum of variances / variance of the sum)` (Cronbach,
    /// Psychometrika 16, 1951); `None` of one member or fewer than 3 rows.
    pub alpha: Option<f64>,
}

/// The consistency of every group, from below.
pub fn consistency(structure: &Structure, parts: &[Vec<Option<f64>>]) -> Vec<Consistency> {
    let of = |group: &usize| {
        let members = &structure.parts()[*group].members;
        let length = parts[*group].len();
        let row = |row: usize| members.iter().map(|m| parts[*m][row]).collect::<Option<Vec<f64>>>();
        let rows: Vec<Vec<f64>> = (0..length).filter_map(row).collect();
        Consistency {
            group: *group,
            members: members.len(),
            rows: rows.len(),
            alpha: alpha(&rows, members.len()),
        }
    };
    structure.groups().iter().map(of).collect()
}

fn alpha(rows: &[Vec<f64>], members: usize) -> Option<f64> {
    if members < 2 || rows.len() < 3 {
        return None;
    }
    let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<f64>>();
    let single: f64 = (0..members).map(|at| variance(&column(at))).sum();
    let sums: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
    let k = count(members);
    let whole = variance(&sums);
    (whole > 0.0).then(|| k / (k - 1.0) * (1.0 - single / whole))
}

/// The values of the rows where both columns have one.
pub(super) fn common(x: &[Option<f64>], y: &[Option<f64>]) -> (Vec<f64>, Vec<f64>) {
    x.iter().zip(y).filter_map(|(x, y)| x.zip(*y)).unzip()
}

/// Pearson's correlation; `None` of fewer than 3 values or where all on one side are equal.
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    if x.len() < 3 {
        return None;
    }
    let (mean_x, mean_y) = (mean(x), mean(y));
    let product = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| f(x - mean_x, y - mean_y)).sum()
    };
    let (xx, yy) = (product(&|x, _| x * x), product(&|_, y| y * y));
    (xx > 0.0 && yy > 0.0).then(|| (product(&|x, y| x * y) / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

/// Spearman's correlation: Pearson's of the ranks, where ties have the mean of their places.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    pearson(&mean_ranks(x), &mean_ranks(y))
}

fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let present: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    let ranks: Vec<u32> = exact_ranks(&present).into_iter().flatten().collect();
    let mut ties = vec![0_u32; values.len() + 1];
    for rank in &ranks {
        ties[*rank as usize] += 1;
    }
    ranks.iter().map(|rank| f64::from(*rank) + f64::from(ties[*rank as usize] - 1) / 2.0).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values.len())
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    let square: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    square / (count(values.len()) - 1.0)
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::{Warning, alpha, pearson, spearman, warning};

    #[test]
    fn correlations_are_those_of_r() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 4.0, 11.0]);
        // As numpy.corrcoef gives them, of the ranks with ties at 3.5 for the second.
        assert!((pearson(&x, &y).unwrap() - 0.848_874_687_627_165_3).abs() < 1e-12);
        assert!((spearman(&x, &y).unwrap() - 0.872_081_599_272_381).abs() < 1e-12);
        assert_eq!(pearson(&x, &[1.0; 5]), None);
        assert_eq!(pearson(&x[..2], &y[..2]), None);
    }

    #[test]
    fn alpha_is_one_of_members_that_agree_and_nothing_of_one_member() {
        let same: Vec<Vec<f64>> = (0..5).map(|n| vec![f64::from(n); 3]).collect();
        assert!((alpha(&same, 3).unwrap() - 1.0).abs() < 1e-12);
        // By hand: variances 1 and 7, of the sums 13: 2 x (1 - 8 / 13).
        let rows = [vec![1.0, 1.0], vec![2.0, 2.0], vec![3.0, 6.0]];
        assert!((alpha(&rows, 2).unwrap() - 2.0 * (1.0 - 8.0 / 13.0)).abs() < 1e-12);
        assert_eq!(alpha(&rows, 1), None);
    }

    #[test]
    fn warnings_have_their_places() {
        let found = [-0.5, 0.0, 0.5, 0.95].map(warning);
        let expected = [Some(Warning::Against), Some(Warning::Weak), None, Some(Warning::Twice)];
        assert_eq!(found, expected);
    }
}
