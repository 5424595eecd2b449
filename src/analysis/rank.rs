//! Ranks of values, highest first.

/// Values closer than this share a rank: the difference comes from binary fractions.
const TINY: f64 = 1e-9;

/// The rank of each value, the highest first; `None` where there is no value.
///
/// Competition ranking ("1224"): values that tie share the best place, and the place after them is
/// as many further on as there are of them.
pub fn competition_ranks(values: &[Option<f64>]) -> Vec<Option<u32>> {
    ranks_within(values, TINY)
}

/// The same where any difference counts, however small: what statistical software does.
pub fn exact_ranks(values: &[Option<f64>]) -> Vec<Option<u32>> {
    ranks_within(values, 0.0)
}

fn ranks_within(values: &[Option<f64>], tolerance: f64) -> Vec<Option<u32>> {
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    let (mut order, mut ranks) = (Vec::new(), vec![0; present.len()]);
    rank_present(&present, tolerance, &mut order, &mut ranks);
    let mut next = ranks.into_iter();
    values.iter().map(|value| value.and_then(|_| next.next())).collect()
}

/// The ranks of values that are all there, into room that is used again and again: values within
/// the tolerance of the first that has a place share it.
pub fn rank_present(values: &[f64], tolerance: f64, order: &mut Vec<usize>, ranks: &mut [u32]) {
    order.clear();
    order.extend(0..values.len());
    order.sort_unstable_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
    let mut shared = (1, f64::INFINITY);
    for (place, at) in (1_u32..).zip(order.iter()) {
        if shared.1 - values[*at] > tolerance {
            shared = (place, values[*at]);
        }
        ranks[*at] = shared.0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{competition_ranks, exact_ranks};

    #[test]
    fn ties_share_the_best_place_and_nothing_has_no_rank() {
        let values = [Some(2.0), None, Some(3.0), Some(2.0), Some(1.0), Some(0.1 + 0.2 + 2.7)];
        let expected = [Some(3), None, Some(1), Some(3), Some(5), Some(1)];
        assert_eq!(competition_ranks(&values), expected);
        assert!(competition_ranks(&[]).is_empty());
        let (low, high) = (Some(5.1), Some(5.100_000_000_000_000_5));
        assert_eq!(competition_ranks(&[low, high]), [Some(1), Some(1)]);
        assert_eq!(exact_ranks(&[low, high]), [Some(2), Some(1)]);
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_the_number_of_better_ones(
            values in proptest::collection::vec(proptest::option::of(0..6_i32), 0..20),
        ) {
            let values: Vec<Option<f64>> = values.into_iter().map(|v| v.map(f64::from)).collect();
            for (rank, value) in competition_ranks(&values).iter().zip(&values) {
                let better = values.iter().flatten().filter(|v| value.is_some_and(|own| **v > own));
                let expected = value.map(|_| u32::try_from(better.count()).unwrap() + 1);
                prop_assert_eq!(*rank, expected);
            }
        }
    }
}
