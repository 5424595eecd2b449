//! From the indicators of a tree to its root.

use crate::domain::Structure;

/// How the members of a group are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Aggregation {
    /// The weighted arithmetic mean: a weakness is made good by a strength.
    #[default]
    Arithmetic,
    /// The weighted geometric mean: less so; values above 0 only.
    Geometric,
    /// The weighted harmonic mean: still less; values above 0 only.
    Harmonic,
    /// The weighted generalised mean `(sum w x^p / sum w)^(1/p)`; values above 0 only, p not 0.
    Power(f64),
    /// Copeland's score of an outranking matrix: the share of the other rows that a row outranks
    /// by weight, pair by pair, in percent; strengths make nothing good.
    Outranking,
}

impl Aggregation {
    /// Every mean here is the arithmetic mean of a function of the values, turned back at the end.
    fn function(self, x: f64) -> f64 {
        match self {
            Self::Arithmetic | Self::Outranking => x,
            Self::Geometric => libm::log(x),
            Self::Harmonic => 1.0 / x,
            Self::Power(p) => libm::pow(x, p),
        }
    }

    pub(super) fn turn_back(self, y: f64) -> f64 {
        match self {
            Self::Arithmetic | Self::Outranking => y,
            Self::Geometric => libm::exp(y),
            Self::Harmonic => 1.0 / y,
            Self::Power(p) => libm::pow(y, 1.0 / p),
        }
    }

    fn needs_positive(self) -> bool {
        !matches!(self, Self::Arithmetic | Self::Outranking)
    }
}

/// The values of a tree ready to be aggregated again and again under other weights: columns of
/// numbers without branches, what is missing as a 0 with a 0 in the mask.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    structure: &'a Structure,
    how: Aggregation,
    rows: usize,
    /// Part by part, the function of each row's value; blank for the groups.
    values: Vec<f64>,
    /// Part by part, 1 for each row that has a value and 0 for the others.
    mask: Vec<f64>,
    /// For each part whether every member has a value in every row.
    full: Vec<bool>,
}

impl<'a> Plan<'a> {
    /// Prepares the columns of the indicators, in the order of [`Structure::indicators`]. A group
    /// has a value in the rows where at least the share `availability` (0 to 1) of its members, and
    /// at least one, has one; the weights of those that have one count.
    ///
    /// # Errors
    /// A sentence that names the indicator whose values the mean cannot take.
    pub fn new(
        structure: &'a Structure,
        columns: &[Vec<Option<f64>>],
        how: Aggregation,
        availability: f64,
    ) -> Result<Self, String> {
        let rows = columns.first().map_or(0, Vec::len);
        let parts = structure.parts();
        let blank = vec![0.0; parts.len() * rows];
        let mut plan = Plan {
            structure,
            how,
            rows,
            values: blank.clone(),
            mask: blank,
            full: vec![true; parts.len()],
        };
        for (column, place) in columns.iter().zip(structure.indicators()) {
            for (row, value) in column.iter().enumerate() {
                let Some(value) = value else { continue };
                if how.needs_positive() && *value <= 0.0 {
                    return Err(format!(
                        "'{}' has values that are not above 0, which this mean cannot take: \
                         normalise to a range such as 1 to 100",
                        parts[*place].code
                    ));
                }
                plan.values[place * rows + row] = how.function(*value);
                plan.mask[place * rows + row] = 1.0;
            }
        }
        for group in structure.groups() {
            let members = &parts[*group].members;
            let all = u32::try_from(members.len()).map_or(f64::MAX, f64::from);
            for row in 0..rows {
                let present: f64 = members.iter().map(|m| plan.mask[m * rows + row]).sum();
                let enough = present > 0.0 && present / all >= availability;
                plan.mask[group * rows + row] = f64::from(u8::from(enough));
                plan.full[*group] &= present >= all;
            }
        }
        Ok(plan)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// A copy of the values to work on.
    pub fn scratch(&self) -> Vec<f64> {
        self.values.clone()
    }

    /// Whether a part has a value in a row.
    pub fn has(&self, part: usize, row: usize) -> bool {
        self.mask[part * self.rows + row] > 0.0
    }

    /// Room for the sums of one group.
    pub fn room(&self) -> Room {
        Room { sum: vec![0.0; self.rows], weight: vec![0.0; self.rows] }
    }

    /// Computes every group under the weights of the parts, into `values` (see [`Plan::scratch`]).
    pub fn run(&self, weights: &[f64], values: &mut [f64], room: &mut Room) {
        let n = self.rows;
        let Room { sum, weight } = room;
        for group in self.structure.groups() {
            let members = &self.structure.parts()[*group].members;
            sum.fill(0.0);
            for member in members {
                let w = weights[*member];
                let column = &values[member * n..][..n];
                sum.iter_mut().zip(column).for_each(|(s, x)| *s += w * x);
            }
            let target = *group * n;
            if self.full[*group] {
                let all: f64 = members.iter().map(|m| weights[*m]).sum();
                let out = &mut values[target..][..n];
                out.iter_mut().zip(&*sum).for_each(|(out, s)| *out = s / all);
                continue;
            }
            weight.fill(0.0);
            for member in members {
                let w = weights[*member];
                let mask = &self.mask[member * n..][..n];
                weight.iter_mut().zip(mask).for_each(|(s, m)| *s += w * m);
            }
            let mask = &self.mask[target..][..n];
            let out = &mut values[target..][..n];
            for row in 0..n {
                out[row] = if mask[row] > 0.0 { sum[row] / weight[row] } else { 0.0 };
            }
        }
    }

    /// The value of a part in a row of what [`Plan::run`] computed.
    pub fn value(&self, values: &[f64], part: usize, row: usize) -> Option<f64> {
        self.has(part, row).then(|| self.value_of(values, part, row))
    }

    /// The same where it is known that there is one; 0 where there is none.
    pub fn value_of(&self, values: &[f64], part: usize, row: usize) -> f64 {
        self.how.turn_back(values[part * self.rows + row])
    }
}

/// Room for the sums of one group, used again and again.
#[derive(Clone, Debug)]
pub struct Room {
    sum: Vec<f64>,
    weight: Vec<f64>,
}

/// Every part of a tree, row by row, from the columns of its indicators.
///
/// # Errors
/// A sentence, where the values are not ones that the mean can take.
pub fn aggregate(
    structure: &Structure,
    columns: &[Vec<Option<f64>>],
    how: Aggregation,
    availability: f64,
) -> Result<Vec<Vec<Option<f64>>>, String> {
    if how == Aggregation::Outranking {
        return Ok(outrank(structure, columns, availability));
    }
    let plan = Plan::new(structure, columns, how, availability)?;
    let mut values = plan.scratch();
    plan.run(&structure.weights(), &mut values, &mut plan.room());
    let mut out: Vec<Vec<Option<f64>>> = (0..structure.parts().len())
        .map(|part| (0..plan.rows()).map(|row| plan.value(&values, part, row)).collect())
        .collect();
    // The indicators themselves come back as they went in, to the last bit.
    for (column, place) in columns.iter().zip(structure.indicators()) {
        out[*place].clone_from(column);
    }
    Ok(out)
}

/// Every group by outranking, from the values of its members.
fn outrank(
    structure: &Structure,
    columns: &[Vec<Option<f64>>],
    availability: f64,
) -> Vec<Vec<Option<f64>>> {
    let rows = columns.first().map_or(0, Vec::len);
    let mut out = vec![vec![None; rows]; structure.parts().len()];
    for (column, place) in columns.iter().zip(structure.indicators()) {
        out[*place].clone_from(column);
    }
    for group in structure.groups() {
        let members = &structure.parts()[*group].members;
        let all = u32::try_from(members.len()).map_or(f64::MAX, f64::from);
        let has = |row: usize| {
            let present = members.iter().filter(|m| out[**m][row].is_some()).count();
            present > 0 && u32::try_from(present).map_or(f64::MAX, f64::from) / all >= availability
        };
        let taking_part: Vec<usize> = (0..rows).filter(|row| has(*row)).collect();
        let others = u32::try_from(taking_part.len().saturating_sub(1)).map_or(1.0, f64::from);
        let score = |row: &usize| {
            let others = taking_part.iter().filter(|other| *other != row);
            others.map(|other| outranks(structure, members, &out, *row, *other)).sum::<f64>()
        };
        let scores: Vec<f64> = taking_part.iter().map(score).collect();
        for (row, score) in taking_part.iter().zip(scores) {
            out[*group][*row] = Some(100.0 * score / others.max(1.0));
        }
    }
    out
}

/// The share of the weights, of what both rows have, by which one row beats another; ties count
/// half, and so does everything where they share nothing.
fn outranks(
    structure: &Structure,
    members: &[usize],
    values: &[Vec<Option<f64>>],
    row: usize,
    other: usize,
) -> f64 {
    let (mut won, mut all) = (0.0, 0.0);
    for member in members {
        let Some((a, b)) = values[*member][row].zip(values[*member][other]) else { continue };
        let weight = structure.parts()[*member].weight;
        all += weight;
        won += weight * if a > b { 1.0 } else { f64::from(u8::from(a >= b)) / 2.0 };
    }
    if all > 0.0 { won / all } else { 0.5 }
}

/// The share of the root that hangs on each part when every group is an arithmetic mean: the
/// product of the weights on the way up, each in share of its group. The root's is 1.
pub fn effective_weights(structure: &Structure) -> Vec<f64> {
    let parts = structure.parts();
    let mut out = vec![1.0; parts.len()];
    for group in structure.groups().iter().rev() {
        let members = &parts[*group].members;
        let all: f64 = members.iter().map(|m| parts[*m].weight).sum();
        for member in members {
            out[*member] = out[*group] * parts[*member].weight / all;
        }
    }
    out
}

#[cfg(test)]
mod tests;
