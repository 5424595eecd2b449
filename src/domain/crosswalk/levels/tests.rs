//! Two tables one behind the other are one table that does the same, or none.

use proptest::prelude::*;

use super::{Pair, compose, convert};
use crate::domain::{Id, Level, Scale};

fn levels(last: u8) -> Scale {
    let level = |n: u8| Level {
        number: f64::from(n),
        value: f64::from(n),
        mark: None,
        name: format!("L{n}"),
        meaning: String::new(),
    };
    let all = (1..=last).map(level).collect();
    Scale::levels(Id::new("s").unwrap(), all, false, None, None).unwrap()
}

fn range() -> Scale {
    Scale::range(Id::new("r").unwrap(), 0.0, 10.0).unwrap()
}

#[test]
fn tables_of_levels_are_joined_level_by_level() {
    let (four, three) = (levels(4), levels(3));
    let first = [(1.0, 1.0), (2.0, 1.0), (3.0, 2.0), (4.0, 3.0)];
    let second = [(1.0, 2.0), (3.0, 4.0)];
    let both = compose(&first, &second, (&four, &three, &four));
    assert_eq!(both, Some(vec![(1.0, 2.0), (2.0, 2.0), (4.0, 4.0)]), "2 is not in the second");
    assert_eq!(compose(&first, &[], (&four, &three, &three)), Some(first.to_vec()));
    assert_eq!(compose(&[], &second, (&three, &three, &four)), Some(second.to_vec()));
    assert_eq!(compose(&[], &[], (&four, &four, &four)), Some(Vec::new()));
    // An empty table would say that every number stays.
    assert_eq!(compose(&[(3.0, 2.0)], &second, (&four, &three, &four)), None);
    assert_eq!(compose(&[], &[], (&four, &three, &four)), None, "other numbers in between");
    assert_eq!(compose(&[], &second, (&four, &three, &four)), None);
    assert_eq!(compose(&first, &[], (&four, &three, &four)), None);
}

#[test]
fn lines_behind_lines_bend_where_either_does() {
    let wide = range();
    let first = [(0.0, 0.0), (10.0, 5.0)];
    let second = [(0.0, 0.0), (2.0, 8.0), (5.0, 10.0)];
    let both = compose(&first, &second, (&wide, &wide, &wide));
    assert_eq!(both, Some(vec![(0.0, 0.0), (4.0, 8.0), (10.0, 10.0)]));
    let short = [(1.0, 0.0), (4.0, 9.0)];
    let both = compose(&first, &short, (&wide, &wide, &wide));
    assert_eq!(both, Some(vec![(2.0, 0.0), (8.0, 9.0)]), "outside the second nothing is carried");
    let peak = [(0.0, 3.0), (5.0, 8.0), (10.0, 3.0)];
    let both = compose(&peak, &short, (&wide, &wide, &wide));
    assert_eq!(both, None, "a line across the peak would carry what is not carried");
    let four = levels(4);
    let onto = [(0.0, 1.0), (10.0, 4.0)];
    assert_eq!(compose(&onto, &[(1.0, 4.0), (2.0, 1.0)], (&wide, &four, &four)), None);
    assert_eq!(compose(&first, &onto, (&wide, &wide, &four)), None);
    assert_eq!(compose(&onto, &[], (&wide, &four, &four)), Some(onto.to_vec()));
}

fn table(last: u8) -> impl Strategy<Value = Vec<Pair>> {
    let new = proptest::collection::vec(proptest::option::of(1..=last), 4);
    new.prop_map(|new| {
        let pairs = (1..=4_u8).zip(new);
        pairs.filter_map(|(old, new)| Some((f64::from(old), f64::from(new?)))).collect()
    })
}

fn lines() -> impl Strategy<Value = Vec<Pair>> {
    proptest::collection::btree_map(0..=10_u8, 0..=10_u8, 1..5)
        .prop_map(|points| points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect())
}

proptest! {
    #[test]
    fn one_table_does_what_two_do_level_by_level(first in table(4), second in table(3)) {
        let (four, three) = (levels(4), levels(3));
        let both = compose(&first, &second, (&four, &four, &three));
        for number in [1.0, 2.0, 3.0, 4.0] {
            let middle = convert(&first, number, &four, &four);
            let twice = middle.and_then(|middle| convert(&second, middle, &four, &three));
            let once = both.as_ref().and_then(|both| convert(both, number, &four, &three));
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn one_table_does_what_two_do_along_lines(
        first in lines(),
        second in lines(),
        eighths in 0..=80_u8,
    ) {
        let wide = range();
        if let Some(both) = compose(&first, &second, (&wide, &wide, &wide)) {
            let number = f64::from(eighths) / 8.0;
            let middle = convert(&first, number, &wide, &wide);
            let twice = middle.and_then(|middle| convert(&second, middle, &wide, &wide));
            let once = convert(&both, number, &wide, &wide);
            prop_assert_eq!(once.is_some(), twice.is_some(), "{:?} {:?}", once, twice);
            if let Some((once, twice)) = once.zip(twice) {
                prop_assert!((once - twice).abs() < 1e-9, "{} {}", once, twice);
            }
        }
    }
}
