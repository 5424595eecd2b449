//! Tables of levels: what an old number becomes, and two tables one behind the other.

use crate::domain::{Scale, Steps};

/// Old number and new number, rising.
type Pair = (f64, f64);

/// The number that an old one becomes: itself on the same numbers, else by the table. `None` where
/// it is not carried, or the new scale does not have it.
pub(super) fn convert(table: &[Pair], number: f64, from: &Scale, to: &Scale) -> Option<f64> {
    let new = if table.is_empty() {
        from.same_numbers(to).then_some(number)
    } else {
        match table.iter().find(|(old, _)| near(*old, number)) {
            Some((_, new)) => Some(*new),
            None if from.steps == Steps::Range => between(table, number),
            None => None,
        }
    };
    new.filter(|new| to.value_of(*new).is_some())
}

/// Whether a table gives a number another value.
pub(super) fn changes(table: &[Pair]) -> bool {
    table.iter().any(|(old, new)| old.total_cmp(new).is_ne())
}

/// Whether two numbers never become one.
pub(super) fn tells_apart(table: &[Pair]) -> bool {
    table.windows(2).all(|w| w[0].1 < w[1].1) || table.windows(2).all(|w| w[0].1 > w[1].1)
}

/// The table that does what two do one after the other, between three scales; an empty one where the
/// numbers stay what they are. `None` where no table does just that, or nothing is left to carry.
pub(super) fn compose(
    first: &[Pair],
    second: &[Pair],
    (a, b, c): (&Scale, &Scale, &Scale),
) -> Option<Vec<Pair>> {
    if first.is_empty() {
        let stays = a.same_numbers(b) && (!second.is_empty() || b.same_numbers(c));
        return stays.then(|| second.to_vec());
    }
    if second.is_empty() {
        return b.same_numbers(c).then(|| first.to_vec());
    }
    let pairs = match (&a.steps, &b.steps, &c.steps) {
        (Steps::Levels { .. }, _, _) => listed(first, second, (a, b, c)),
        (Steps::Range, Steps::Range, Steps::Range) => bent(first, second, b, c)?,
        // Only where a line meets a level exactly is anything carried: no table says that.
        (Steps::Range, _, _) => Vec::new(),
    };
    (!pairs.is_empty()).then_some(pairs)
}

/// Each level that both tables carry.
fn listed(first: &[Pair], second: &[Pair], (a, b, c): (&Scale, &Scale, &Scale)) -> Vec<Pair> {
    let through = |(old, _): &Pair| {
        let middle = convert(first, *old, a, b)?;
        Some((*old, convert(second, middle, b, c)?))
    };
    first.iter().filter_map(through).collect()
}

/// Lines behind lines: they bend where the first table does, and where its lines meet a point of the
/// second. `None` where numbers between those that are carried are not: a line would carry them.
fn bent(first: &[Pair], second: &[Pair], b: &Scale, c: &Scale) -> Option<Vec<Pair>> {
    let mut bends: Vec<Pair> = first.to_vec();
    for line in first.windows(2) {
        let ((x0, y0), (x1, y1)) = (line[0], line[1]);
        let met = second.iter().map(|(y, _)| *y).filter(|y| (*y - y0) * (*y - y1) < 0.0);
        bends.extend(met.map(|y| (x0 + (y - y0) / (y1 - y0) * (x1 - x0), y)));
    }
    bends.sort_by(|p, q| p.0.total_cmp(&q.0));
    let carried = |(old, middle): &Pair| {
        b.value_of(*middle)?;
        Some((*old, convert(second, *middle, b, c)?))
    };
    let pairs: Vec<Option<Pair>> = bends.iter().map(carried).collect();
    let mut runs = pairs.split(Option::is_none).filter(|run| !run.is_empty());
    let run = runs.next().unwrap_or_default();
    runs.next().is_none().then(|| run.iter().copied().flatten().collect())
}

/// The number on the straight line between two points of the table.
fn between(table: &[Pair], number: f64) -> Option<f64> {
    let inside = |w: &&[Pair]| w[0].0 < number && number < w[1].0;
    let pair = table.windows(2).find(inside)?;
    let share = (number - pair[0].0) / (pair[1].0 - pair[0].0);
    Some(pair[0].1 + share * (pair[1].1 - pair[0].1))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[cfg(test)]
mod tests;
