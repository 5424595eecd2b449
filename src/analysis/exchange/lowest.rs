//! Numbers in a row, of which the lowest in any stretch is found at once.

use std::ops::Range;

/// A row of numbers from which any can be taken out.
///
/// A tree of the lowest: every knot holds the lower of the two below it, and the row is its last level.
/// The lowest in a stretch is found, and a number taken out, in steps that grow with the logarithm of
/// the row.
#[derive(Clone, Debug)]
pub(super) struct Lowest {
    /// Numbers with their places; knot 1 is the top, and the row begins in the middle.
    knots: Vec<Option<(usize, usize)>>,
}

impl Lowest {
    pub(super) fn new(row: impl ExactSizeIterator<Item = usize>) -> Self {
        let half = row.len();
        let mut knots = vec![None; half];
        knots.extend(row.enumerate().map(|(place, number)| Some((number, place))));
        for knot in (1..half).rev() {
            knots[knot] = lower(knots[2 * knot], knots[2 * knot + 1]);
        }
        Self { knots }
    }

    /// How many numbers there were at first.
    pub(super) fn len(&self) -> usize {
        self.knots.len() / 2
    }

    /// Takes a number out.
    pub(super) fn take_out(&mut self, place: usize) {
        let mut knot = place + self.len();
        self.knots[knot] = None;
        while knot > 1 {
            knot /= 2;
            self.knots[knot] = lower(self.knots[2 * knot], self.knots[2 * knot + 1]);
        }
    }

    /// The lowest number in a stretch that was not taken out, with its place.
    pub(super) fn in_stretch(&self, stretch: Range<usize>) -> Option<(usize, usize)> {
        let (mut from, mut to) = (stretch.start + self.len(), stretch.end + self.len());
        let mut found = None;
        while from < to {
            if from % 2 == 1 {
                found = lower(found, self.knots[from]);
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                found = lower(found, self.knots[to]);
            }
            from /= 2;
            to /= 2;
        }
        found
    }
}

fn lower(a: Option<(usize, usize)>, b: Option<(usize, usize)>) -> Option<(usize, usize)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Lowest;

    proptest! {
        #[test]
        fn finds_what_a_look_at_each_finds(
            mut row in proptest::collection::vec(0..50_usize, 0..40),
            out in proptest::collection::vec(any::<prop::sample::Index>(), 0..20),
        ) {
            let mut lowest = Lowest::new(row.iter().copied());
            prop_assert_eq!(lowest.len(), row.len());
            for place in out {
                for from in 0..=row.len() {
                    for to in from..=row.len() {
                        let slow = (from..to).map(|at| (row[at], at)).filter(|(n, _)| *n < 99).min();
                        prop_assert_eq!(lowest.in_stretch(from..to), slow);
                    }
                }
                if !row.is_empty() {
                    let place = place.index(row.len());
                    lowest.take_out(place);
                    row[place] = 99;
                }
            }
        }
    }
}
