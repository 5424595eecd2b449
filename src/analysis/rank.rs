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
    let mut order: Vec<(usize, f64)> =
        values.iter().enumerate().filter_map(|(at, v)| v.map(|v| (at, v))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut ranks = vec![None; values.len()];
    let mut shared = (1, f64::INFINITY);
    for (place, (at, value)) in (1_u32..).zip(order) {
        if shared.1 - value > tolerance {
            shared = (place, value);
        }
        ranks[at] = Some(shared.0);
    }
    ranks
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
