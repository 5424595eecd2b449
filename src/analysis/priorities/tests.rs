//! The ranked list against numbers worked by hand, and its laws.

use proptest::prelude::*;

use super::{Class, Factors, Rating, Ratings, Reason, Shortfall, hanlon, priorities};
use crate::analysis::reading::Reading;
use crate::analysis::testing::{assessment, framework, id, revised, scored};
use crate::domain::{Criterion, Framework, Gate, Priority};

fn written(name: &str, question: &str, ratings: &[(Criterion, f64)]) -> Priority {
    Priority {
        id: id(name),
        question: id(question),
        title: name.into(),
        target: None,
        ratings: ratings.iter().map(|(c, r)| (*c, vec![*r])).collect(),
        gates: Vec::new(),
        exchange: false,
        note: String::new(),
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn hanlon_gives_its_published_range() {
    assert!(close(hanlon(10.0, 20.0, 10.0), 100.0));
    assert!(close(hanlon(0.0, 0.0, 10.0), 0.0));
}

#[test]
fn a_written_priority_is_worked_out_as_the_method_says() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("b2", "2")]);
    let mut p = written(
        "p1",
        "b2",
        &[(Criterion::Impact, 4.0), (Criterion::Equity, 2.0), (Criterion::Feasibility, 5.0)],
    );
    p.target = Some(4.0);
    p.ratings[0].1.push(5.0);
    a.priorities.push(p);
    let list = priorities(scored(&f, &a));
    let item = &list.items[0];
    // (4 - 2) / 3 x (2 x 4.5 + 2) / 15 x 3 / 5, effectiveness not rated.
    assert!(close(item.p, 2.0 / 3.0 * 11.0 / 15.0 * 0.6));
    assert!(close(item.hanlon, (20.0 / 3.0 + 44.0 / 3.0) * 6.0 / 3.0));
    assert!(item.ratings.effectiveness.assumed && !item.ratings.impact.assumed);
    assert_eq!((item.rank, item.class), (Some(1), Class::QuickWin));
    assert_eq!(item.reasons, [Reason::HighImpact, Reason::Assumed]);
}

#[test]
fn a_list_exists_without_anybody_writing_one() {
    let f = framework();
    let answers = [("a1", "unknown"), ("a2", "3"), ("a3", "1"), ("b1", "1")];
    let list = priorities(scored(&f, &assessment(&f, "XAA", 2020, &answers)));
    let places: Vec<&str> = list.items.iter().map(|i| f.node(i.place).id.as_str()).collect();
    assert_eq!(places, ["a1", "a2"], "only core and critical questions");
    assert_eq!(list.items[0].reading, Reading::Unknown);
    assert_eq!(
        list.items[0].reasons,
        [Reason::Critical, Reason::Core, Reason::NotKnown, Reason::Assumed]
    );
    // The claim of 3 has no evidence and counts as 2.
    assert!(close(list.items[1].shortfall.level, 2.0));
    assert!(list.items[1].reasons.contains(&Reason::EvidenceTooWeak));
    assert!(list.items[0].survives && !list.items[1].survives);
    let plain =
        revised(|d| d.question.iter_mut().for_each(|q| (q.core, q.critical) = (false, false)));
    let list = priorities(scored(&plain, &assessment(&plain, "XAA", 2020, &answers)));
    assert_eq!(list.items.len(), 4, "a framework without marks offers every question");
}

#[test]
fn what_has_no_level_is_listed_and_not_ranked() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("a2", "na"), ("b1", "na")]);
    a.priorities.push(written("p1", "b1", &[]));
    let list = priorities(scored(&f, &a));
    assert!(list.items.is_empty());
    let listed: Vec<(&str, Reading)> =
        list.not_assessed.iter().map(|n| (f.node(n.place).id.as_str(), n.reading)).collect();
    assert_eq!(listed, [("a1", Reading::Open), ("b1", Reading::NotApplicable)]);
}

#[test]
fn a_closed_gate_parks_and_leaves_the_ranking() {
    let f = framework();
    let mut a =
        assessment(&f, "XAA", 2020, &[("a1", "1"), ("a2", "2"), ("b1", "1"), ("b2", "4 E3")]);
    let mut p = written("p1", "a1", &[(Criterion::Impact, 5.0), (Criterion::Feasibility, 5.0)]);
    p.gates = vec![(Gate::Legal, true), (Gate::Affordable, false)];
    a.priorities = vec![p, written("p2", "b1", &[]), written("p3", "b2", &[])];
    let list = priorities(scored(&f, &a));
    let order: Vec<(&str, Option<u32>)> =
        list.items.iter().map(|i| (f.node(i.place).id.as_str(), i.rank)).collect();
    assert_eq!(order, [("b1", Some(1)), ("b2", Some(2)), ("a2", Some(3)), ("a1", None)]);
    assert_eq!(list.items[3].class, Class::Park);
    assert!(list.items[3].reasons.contains(&Reason::GateClosed(Gate::Affordable)));
    assert!(list.items[1].reasons.contains(&Reason::TargetReached));
    assert!(close(list.items[1].p, 0.0));
}

fn p_of(level: f64, target: f64, ratings: [f64; 3]) -> f64 {
    let rating = |value| Rating { value, assumed: false };
    let [impact, equity, effectiveness] = ratings.map(rating);
    let ratings = Ratings { impact, equity, effectiveness, feasibility: rating(3.0) };
    let shortfall = Shortfall { level, target, lowest: 1.0, highest: 4.0 };
    Factors::of(shortfall, &ratings).product()
}

proptest! {
    #[test]
    fn p_lies_between_0_and_1_and_never_falls_with_a_higher_rating(
        level in 1.0..=4.0_f64,
        target in 1.0..=4.0_f64,
        ratings in proptest::array::uniform3(1.0..=5.0_f64),
        which in 0..3_usize,
    ) {
        let p = p_of(level, target, ratings);
        prop_assert!((0.0..=1.0).contains(&p));
        let mut higher = ratings;
        higher[which] = 5.0;
        prop_assert!(p_of(level, target, higher) >= p);
        prop_assert!(p_of(1.0, target, ratings) >= p);
    }

    #[test]
    fn ranks_follow_p_behind_what_the_group_wrote(picks in proptest::collection::vec(0..7_usize, 5)) {
        let states = ["1", "2 E1", "4 E3", "unknown", "na", "carried", "open"];
        let f = framework();
        let names = ["a1", "a2", "a3", "b1", "b2"];
        let answers: Vec<_> = names.iter().zip(&picks).map(|(q, p)| (*q, states[*p])).collect();
        let mut a = assessment(&f, "XAA", 2020, &answers);
        a.priorities = vec![written("p1", "b1", &[]), written("p2", "b2", &[])];
        let s = scored(&f, &a);
        let list = priorities(s);
        for w in list.items.windows(2) {
            prop_assert!(w[0].rank <= w[1].rank);
            let parted = w[0].written.is_some() && w[1].written.is_none();
            prop_assert!(parted || w[0].p >= w[1].p, "what the group wrote stands first");
        }
        prop_assert!(s.scores.at(Framework::ROOT).answered as usize >= list.items.len());
    }
}
