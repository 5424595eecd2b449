//! Means in their order, gaps, and outranking by hand.

use proptest::prelude::*;

use super::{Aggregation, aggregate, effective_weights};
use crate::domain::{Indicator, LoosePart, Structure};

fn tree(weights: [f64; 3]) -> Structure {
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
        part("x", "top", weights[0], leaf.clone()),
        part("y", "top", weights[1], leaf.clone()),
        part("z", "top", weights[2], leaf),
    ])
    .unwrap()
}

fn root(structure: &Structure, columns: &[Vec<Option<f64>>], how: Aggregation) -> Vec<Option<f64>> {
    aggregate(structure, columns, how, 0.0).unwrap().swap_remove(0)
}

#[test]
fn the_means_are_those_of_the_books() {
    let tree = tree([1.0, 2.0, 1.0]);
    let columns = [vec![Some(1.0)], vec![Some(2.0)], vec![Some(4.0)]];
    for (how, expected) in [
        (Aggregation::Arithmetic, 9.0 / 4.0),
        (Aggregation::Geometric, 2.0),
        (Aggregation::Harmonic, 4.0 / 2.25),
        (Aggregation::Power(2.0), 2.5),
        (Aggregation::Power(-1.0), 4.0 / 2.25),
    ] {
        let found = root(&tree, &columns, how)[0].unwrap();
        assert!((found - expected).abs() < 1e-12, "{how:?}: {found}");
    }
}

#[test]
fn a_gap_leaves_its_weight_to_the_others_as_far_as_enough_is_there() {
    let tree = tree([1.0, 3.0, 4.0]);
    let columns =
        [vec![Some(8.0); 3], vec![Some(4.0), None, None], vec![Some(2.0), Some(2.0), None]];
    let found = aggregate(&tree, &columns, Aggregation::Arithmetic, 0.5).unwrap();
    assert_eq!(found[0], [Some(3.5), Some(3.2), None]);
    assert_eq!(found[2], columns[1]);
    let all = aggregate(&tree, &columns, Aggregation::Outranking, 1.0).unwrap();
    assert_eq!(all[0], [Some(0.0), None, None]);
}

#[test]
fn a_mean_that_needs_values_above_zero_names_the_indicator() {
    let columns = [vec![Some(1.0)], vec![Some(0.0)], vec![Some(4.0)]];
    let why = aggregate(&tree([1.0; 3]), &columns, Aggregation::Geometric, 0.0).unwrap_err();
    assert!(why.contains("'y'") && why.contains("1 to 100"), "{why}");
}

/// The first beats the second by 1 and 1 of 4, draws with the third in x, beats it in z.
#[test]
fn outranking_counts_pairs_by_weight() {
    let tree = tree([1.0, 2.0, 1.0]);
    let columns = [
        vec![Some(3.0), Some(1.0), Some(3.0)],
        vec![Some(1.0), Some(2.0), Some(3.0)],
        vec![Some(9.0), Some(8.0), None],
    ];
    let found = root(&tree, &columns, Aggregation::Outranking);
    let first = f64::midpoint(2.0 / 4.0, 0.5 / 3.0);
    let second = f64::midpoint(2.0 / 4.0, 0.0);
    for (found, expected) in found.iter().zip([first, second, f64::midpoint(2.5 / 3.0, 1.0)]) {
        assert!((found.unwrap() - 100.0 * expected).abs() < 1e-12, "{found:?} {expected}");
    }
}

proptest! {
    #[test]
    fn harmonic_geometric_and_arithmetic_stand_in_this_order(
        values in proptest::collection::vec((1.0..100.0_f64, 0.1..9.0_f64), 3..=3),
    ) {
        let tree = tree([values[0].1, values[1].1, values[2].1]);
        let columns: Vec<_> = values.iter().map(|(x, _)| vec![Some(*x)]).collect();
        let of = |how| root(&tree, &columns, how)[0].unwrap();
        let means = [
            of(Aggregation::Harmonic),
            of(Aggregation::Power(-0.5)),
            of(Aggregation::Geometric),
            of(Aggregation::Arithmetic),
            of(Aggregation::Power(3.0)),
        ];
        prop_assert!(means.windows(2).all(|w| w[0] <= w[1] + 1e-9), "{means:?}");
        let sum: f64 = effective_weights(&tree)[1..].iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-12);
    }
}
