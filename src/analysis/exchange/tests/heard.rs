//! What a country no longer says, and what it has not said yet.

use super::{region, request, showing};
use crate::analysis::exchange::exchange;
use crate::analysis::testing::{assessment, framework};
use crate::domain::{Assessment, FollowUp};

#[test]
fn what_was_dropped_is_not_sought_again() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("a1", "1"), ("a2", "4 E3")]);
    let sought = |a: &Assessment| {
        let e = exchange(&region(std::slice::from_ref(a)), &[], showing(9));
        e.requests.iter().map(|r| r.about.clone()).collect::<Vec<_>>()
    };
    let a1 = vec![f.find("a1").unwrap()];
    assert!(sought(&a).contains(&a1), "a priority");
    a.requests = vec![request("r", &["a1"], &[])];
    assert!(sought(&a).contains(&a1));
    a.requests[0].status = Some(FollowUp::Held);
    assert!(sought(&a).contains(&a1));
    a.requests[0].status = Some(FollowUp::Dropped);
    assert!(!sought(&a).contains(&a1));
}

#[test]
fn a_round_that_was_only_begun_does_not_take_its_country_away_without_a_word() {
    let f = framework();
    let mut before = assessment(&f, "XAA", 2020, &[("a1", "1")]);
    before.requests = vec![request("r", &["a1"], &[])];
    let begun = assessment(&f, "XAA", 2023, &[]);
    let never = assessment(&f, "XBB", 2023, &[]);
    let all = region(&[before, begun, never]);
    let newest = [all[1], all[2]];
    let e = exchange(&newest, &all, showing(9));
    let silent: Vec<(&str, i16)> =
        e.silent.iter().map(|(s, year)| (s.assessment.key.country.as_str(), *year)).collect();
    assert_eq!(silent, [("XAA", 2020)]);
    assert!(exchange(&all[..1], &all, showing(9)).silent.is_empty());
}
