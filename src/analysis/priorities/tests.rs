//! The ranked list against numbers worked by hand, and its laws.

use proptest::prelude::*;

use super::{Class, Factors, Rating, Ratings, Reason, Shortfall, hanlon, priorities};
use crate::analysis::reading::Reading;
use crate::analysis::testing::{assessment, framework, id, revised, scored};
use crate::domain::{
    Criterion, Framework, Gate, Priority, Target, TreatyRecommendation, TreatyStatus,
};

fn written(name: &str, question: &str, ratings: &[(Criterion, f64)]) -> Priority {
    Priority {
        id: id(name),
        question: id(question),
        title: name.into(),
        target: None,
        ratings: ratings.iter().map(|(c, r)| (*c, vec![*r])).collect(),
        gates: Vec::new(),
        exchange: false,
        place: None,
        place_reason: String::new(),
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

/// 1/3 x 9/15 is a fifth, and a last bit below it in binary fractions.
#[test]
fn a_priority_on_the_threshold_is_worth_its_effort() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("b2", "3 E2")]);
    let rated = [
        (Criterion::Impact, 2.0),
        (Criterion::Equity, 5.0),
        (Criterion::Effectiveness, 5.0),
        (Criterion::Feasibility, 5.0),
    ];
    let mut p = written("p1", "b2", &rated);
    p.target = Some(4.0);
    a.priorities.push(p);
    let list = priorities(scored(&f, &a));
    assert!(close(list.items[0].p, 0.2), "{}", list.items[0].p);
    assert_eq!(list.items[0].class, Class::QuickWin);
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
    assert!(list.items.iter().all(|item| item.survives), "nothing turns the two round");
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

#[test]
fn a_move_by_hand_needs_a_reason_is_marked_and_leaves_the_rest_in_order() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("a1", "1"), ("a2", "1"), ("b1", "1"), ("b2", "1")]);
    let rated = |name: &str, question: &str, impact: f64| {
        written(name, question, &[(Criterion::Impact, impact)])
    };
    a.priorities = vec![
        rated("p1", "a1", 5.0),
        rated("p2", "a2", 4.0),
        rated("p3", "b1", 3.0),
        rated("p4", "b2", 2.0),
    ];
    a.priorities[3].place = Some(1.0);
    let order = |a: &crate::domain::Assessment| -> Vec<(String, Option<u32>, bool)> {
        let list = priorities(scored(&f, a));
        let items = list.items.iter();
        items.map(|i| (i.written.unwrap().id.to_string(), i.rank, i.moved)).collect()
    };
    let named = |all: &[(&str, u32, bool)]| -> Vec<(String, Option<u32>, bool)> {
        all.iter().map(|(id, rank, moved)| ((*id).to_owned(), Some(*rank), *moved)).collect()
    };
    let by_p = named(&[("p1", 1, false), ("p2", 2, false), ("p3", 3, false), ("p4", 4, false)]);
    assert_eq!(order(&a), by_p, "without a reason it does not count");
    a.priorities[3].place_reason = "parliament has promised it".into();
    let moved = named(&[("p4", 1, true), ("p1", 2, false), ("p2", 3, false), ("p3", 4, false)]);
    assert_eq!(order(&a), moved);
    let list = priorities(scored(&f, &a));
    assert_eq!(list.items[0].rank_by_p, Some(4), "what P says stays in sight");
    assert!(list.items[0].reasons.contains(&Reason::Moved));
    a.priorities[3].place = Some(9.0);
    let last = named(&[("p1", 1, false), ("p2", 2, false), ("p3", 3, false), ("p4", 4, true)]);
    assert_eq!(order(&a), last, "a place past the end is the end");
}

#[test]
fn an_unanswered_recommendation_of_a_treaty_body_raises_the_impact_and_says_so() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("a1", "1"), ("b1", "1")]);
    a.priorities = vec![
        written("p1", "a1", &[(Criterion::Impact, 4.5)]),
        written("p2", "b1", &[(Criterion::Impact, 2.0)]),
    ];
    let mut one = TreatyRecommendation::blank(id("t1"));
    one.about = vec![id("b"), id("a1")];
    a.treaty.push(one);
    let list = priorities(scored(&f, &a));
    assert!(close(list.items[0].ratings.impact.value, 5.0), "never above 5");
    assert!(close(list.items[0].ratings.raised, 0.5));
    assert!(close(list.items[1].ratings.impact.value, 3.0), "it is about the component");
    assert!(list.items[1].reasons.contains(&Reason::TreatyUnanswered));
    assert!(!list.items[1].reasons.contains(&Reason::HighImpact));
    a.treaty[0].status = TreatyStatus::UnderWay;
    let list = priorities(scored(&f, &a));
    assert!(close(list.items[0].ratings.impact.value, 4.5));
}

#[test]
fn the_interval_holds_the_rank_by_p_and_by_hanlon() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("a1", "1"), ("a2", "2"), ("b1", "1")]);
    // Impact alone puts a1 first, equity alone a2.
    a.priorities = vec![
        written("p1", "a1", &[(Criterion::Impact, 5.0), (Criterion::Equity, 1.0)]),
        written("p2", "a2", &[(Criterion::Impact, 3.0), (Criterion::Equity, 5.0)]),
        written("p3", "b1", &[(Criterion::Impact, 1.0), (Criterion::Equity, 1.0)]),
    ];
    let list = priorities(scored(&f, &a));
    for item in &list.items {
        let interval = item.interval.unwrap();
        for rank in [item.rank_by_p, item.hanlon_rank] {
            assert!((interval.best..=interval.worst).contains(&rank.unwrap()));
        }
        assert_eq!(item.survives, interval.best == interval.worst);
    }
    // The first two change places with the weights, and both stay in the upper half.
    for item in &list.items[..2] {
        let interval = item.interval.unwrap();
        assert_eq!((interval.best, interval.worst), (1, 2));
        assert!(!item.survives && interval.stays_up());
    }
    // The last is last whatever the weights: its rank survives.
    let last = list.items[2].interval.unwrap();
    assert_eq!((last.best, last.worst, last.upper_half), (3, 3, 0));
    assert!(list.items[2].survives && !last.stays_up());
    a.priorities[2].gates.push((Gate::Legal, false));
    let closed = &priorities(scored(&f, &a)).items[2];
    assert_eq!((closed.rank, closed.survives), (None, false), "there is no rank that could");
}

#[test]
fn the_question_s_target_counts_where_the_priority_names_none() {
    let f = framework();
    let mut a = assessment(&f, "XAA", 2020, &[("a1", "1")]);
    a.targets = vec![Target { id: id("a1"), level: 2.0, year: Some(2028), note: String::new() }];
    let list = priorities(scored(&f, &a));
    assert!(close(list.items[0].shortfall.target, 2.0));
    a.priorities = vec![Priority { target: Some(3.0), ..written("p1", "a1", &[]) }];
    let list = priorities(scored(&f, &a));
    assert!(close(list.items[0].shortfall.target, 3.0));
}

fn p_of(level: f64, target: f64, ratings: [f64; 3]) -> f64 {
    let rating = |value| Rating { value, assumed: false };
    let [impact, equity, effectiveness] = ratings.map(rating);
    let ratings = Ratings { impact, equity, effectiveness, feasibility: rating(3.0), raised: 0.0 };
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
