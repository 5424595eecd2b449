//! The parts of a change: known cases, and laws over random frameworks and pairs of years.

use proptest::prelude::*;

use super::{Factor, Parts, parts};
use crate::analysis::Scored;
use crate::analysis::comparable::Comparison;
use crate::analysis::testing::{assessment, draft, framework, revised, scored};
use crate::domain::{
    DraftCriticalCap, DraftFramework, DraftNode, DraftQuestion, Framework, ReasonOfChange,
};

fn at(f: &Framework, year: i16, answers: &[(&str, &str)]) -> Scored<'static> {
    scored(f, &assessment(f, "XAA", year, answers))
}

fn between(from: &Scored<'_>, to: &Scored<'_>, node: &str) -> Option<Parts> {
    let comparison = Comparison::between(from.framework, to.framework);
    parts(from, to, &comparison, to.framework.find(node).unwrap())
}

/// Points to nine decimals, by factor.
fn points(parts: &Parts) -> Vec<(Factor, f64)> {
    let of = |(factor, share): &(Factor, f64)| (*factor, (share * 1e9).round() / 1e9);
    parts.shares.iter().map(of).filter(|(_, share)| *share != 0.0).collect()
}

const LEFT: [(&str, &str); 5] = [("a1", "1"), ("a2", "2"), ("a3", "2"), ("b1", "1"), ("b2", "2")];

#[test]
fn a_change_of_one_kind_is_all_of_that_kind() {
    let f = framework();
    let left = at(&f, 2020, &LEFT);
    // a: (1 + 2 + 2) / 3 to (2 + 2 + 2) / 3 on 1 to 4: 100 / 9 points.
    let mut right = LEFT;
    right[0].1 = "2";
    let answers = between(&left, &at(&f, 2023, &right), "a").unwrap();
    assert_eq!(points(&answers), [(Factor::Answers(None), 11.111_111_111)]);
    // a1 does not apply any more: (2 + 2) / 2.
    right[0].1 = "na";
    let counting = between(&left, &at(&f, 2023, &right), "a").unwrap();
    assert_eq!(points(&counting), [(Factor::Counting, 11.111_111_111)]);
    // The lowest of 1, 2, 2 in place of the mean.
    let minimum = revised(|d| d.node[0].rule = "minimum".into());
    let rules = between(&left, &at(&minimum, 2023, &LEFT), "a").unwrap();
    assert_eq!(points(&rules), [(Factor::Rules, -22.222_222_222)]);
    // a1 has twice the weight: (2 * 1 + 2 + 2) / 4 in place of 5 / 3.
    let weighing = |version: &str, weight| {
        revised(|d| {
            d.version = version.into();
            d.node[0].rule = "weighted".into();
            d.question[0].weight = Some(weight);
        })
    };
    let (once, twice) = (weighing("1.0", 1.0), weighing("2.0", 2.0));
    let rules = between(&at(&once, 2020, &LEFT), &at(&twice, 2023, &LEFT), "a").unwrap();
    assert_eq!(points(&rules), [(Factor::Rules, -5.555_555_556)]);
    // a1 does not cap the group at 1.2 any more.
    let capping = |version: &str, critical| {
        revised(|d| {
            d.version = version.into();
            d.node[0].critical_cap = Some(DraftCriticalCap { at: 1.0, to: 1.2 });
            d.question[0].critical = critical;
        })
    };
    let (capped, free) = (capping("1.0", true), capping("2.0", false));
    let rules = between(&at(&capped, 2020, &LEFT), &at(&free, 2023, &LEFT), "a").unwrap();
    assert_eq!(points(&rules), [(Factor::Rules, 15.555_555_556)]);
    // a1 is not asked any more.
    let shorter = revised(|d| drop(d.question.remove(0)));
    let version = between(&left, &at(&shorter, 2023, &LEFT[1..]), "a").unwrap();
    assert_eq!(points(&version), [(Factor::Version, 11.111_111_111)]);
    // Another wording: whatever was answered belongs to the version.
    let reworded = revised(|d| d.question[0].text = "Sharper?".into());
    right[0].1 = "2";
    let version = between(&left, &at(&reworded, 2023, &right), "a").unwrap();
    assert_eq!(points(&version), [(Factor::Version, 11.111_111_111)]);
}

/// An answer rises from 1 to 4 while the mean of three becomes the lowest of them: each does one
/// thing before the other has changed and another thing after it.
#[test]
fn what_two_do_together_is_shared_by_the_mean_of_both_orders() {
    let f = framework();
    let left = at(&f, 2020, &LEFT);
    let minimum = revised(|d| d.node[0].rule = "minimum".into());
    let mut right = LEFT;
    right[0].1 = "4 E3";
    let found = between(&left, &at(&minimum, 2023, &right), "a").unwrap();
    let percent = |value: f64| (value - 1.0) / 3.0 * 100.0;
    let (before, after) = (percent(5.0 / 3.0), percent(2.0));
    let (answers_first, rules_first) = (percent(8.0 / 3.0), percent(1.0));
    let answers = f64::midpoint(answers_first - before, after - rules_first);
    let rules = f64::midpoint(rules_first - before, after - answers_first);
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(near(found.answers(), answers), "{found:?}");
    assert!(near(found.of(Factor::Rules), rules), "{found:?}");
    assert!(near(found.change, after - before) && near(answers + rules, after - before));
}

#[test]
fn answers_are_told_apart_by_their_reasons() {
    let f = framework();
    let left = at(&f, 2020, &LEFT);
    let mut right = assessment(&f, "XAA", 2023, &LEFT);
    for (question, level, reason) in [
        ("a1", "2", Some(ReasonOfChange::Performance)),
        ("a2", "1", Some(ReasonOfChange::Evidence)),
        ("a3", "1", None),
    ] {
        let id = crate::analysis::testing::id(question);
        let mut answer = assessment(&f, "XAA", 2023, &[(question, level)]).answers[&id].clone();
        answer.reason_of_change = reason;
        right.answers.each_mut().insert(id, answer);
    }
    let found = between(&left, &scored(&f, &right), "a").unwrap();
    let ninth = 100.0 / 9.0;
    for (of, expected) in [
        (found.performance(), ninth),
        (found.of(Factor::Answers(Some(ReasonOfChange::Evidence))), -ninth),
        (found.unexplained(), -ninth),
        (found.answers(), -ninth),
    ] {
        assert!((of - expected).abs() < 1e-9, "{found:?}");
    }
}

#[test]
fn what_is_no_finding_is_not_taken_apart() {
    let f = framework();
    let left = at(&f, 2020, &LEFT);
    let few = at(&f, 2023, &[("a1", "2"), ("b1", "2")]);
    assert_eq!(between(&left, &few, "a"), None, "one of three answered");
    assert!(between(&left, &few, "b").is_some());
}

/// A framework of up to three components under random rules.
#[derive(Clone, Debug)]
struct Plan {
    rules: Vec<usize>,
    weights: Vec<u8>,
    caps: Vec<bool>,
    critical: Vec<bool>,
    decimals: Vec<Option<i64>>,
    /// For each of nine questions: the component it is in, and whether it is asked and how.
    questions: Vec<(usize, u8)>,
}

const RULES: [&str; 6] = ["mean", "weighted", "geometric", "minimum", "weakest-link", "share"];

fn plan() -> impl Strategy<Value = Plan> {
    (
        proptest::collection::vec(0..RULES.len(), 4),
        proptest::collection::vec(1..4_u8, 13),
        proptest::collection::vec(any::<bool>(), 4),
        proptest::collection::vec(any::<bool>(), 9),
        proptest::collection::vec(proptest::option::weighted(0.2, 0..2_i64), 4),
        proptest::collection::vec((0..3_usize, 0..6_u8), 9),
    )
        .prop_map(|(rules, weights, caps, critical, decimals, questions)| Plan {
            rules,
            weights,
            caps,
            critical,
            decimals,
            questions,
        })
}

/// Two versions of one framework often share things: each part of the second is that of the first
/// unless the mask says otherwise.
fn mixed(first: &Plan, second: &Plan, mask: &[bool]) -> Plan {
    let mut plan = first.clone();
    for at in (0..mask.len()).filter(|at| mask[*at]) {
        if at < 4 {
            plan.rules[at] = second.rules[at];
            plan.caps[at] = second.caps[at];
            plan.decimals[at] = second.decimals[at];
        } else {
            plan.questions[at - 4] = second.questions[at - 4];
            plan.weights[at - 4] = second.weights[at - 4];
            plan.critical[at - 4] = second.critical[at - 4];
        }
    }
    plan
}

fn drawn(plan: &Plan, version: &str) -> Framework {
    let group = |at: usize| DraftNode {
        id: format!("g{at}"),
        name: format!("g{at}"),
        rule: RULES[plan.rules[at]].into(),
        weight: Some(f64::from(plan.weights[9 + at])),
        decimals: plan.decimals[at],
        critical_cap: plan.caps[at].then_some(DraftCriticalCap { at: 1.0, to: 2.0 }),
        ..DraftNode::default()
    };
    let questions = plan.questions.iter().enumerate().map(|(at, (group, asked))| DraftQuestion {
        id: format!("q{at}"),
        parent: format!("g{group}"),
        // Of six: one is not asked, one is worded otherwise.
        text: if *asked == 1 { "Sharper?".into() } else { format!("q{at}?") },
        weight: Some(f64::from(plan.weights[at])),
        critical: plan.critical[at],
        ..DraftQuestion::default()
    });
    let asked = |q: &DraftQuestion| {
        let at: usize = q.id[1..].parse().unwrap();
        plan.questions[at].1 != 0
    };
    let fixed = (0..3).map(|at| DraftQuestion {
        id: format!("fixed{at}"),
        parent: format!("g{at}"),
        text: "Fixed?".into(),
        ..DraftQuestion::default()
    });
    let base = draft();
    let mut scoring = base.scoring.clone().unwrap_or_default();
    // A finding needs little here, so that most pairs can be taken apart.
    scoring.completeness = Some(0.1);
    scoring.rule = RULES[plan.rules[3]].into();
    DraftFramework {
        version: version.into(),
        scoring: Some(scoring),
        node: (0..3).map(group).collect(),
        question: questions.filter(asked).chain(fixed).collect(),
        ..base
    }
    .check()
    .unwrap()
}

const STATES: [&str; 8] = ["1", "2", "3 E2", "4 E3", "4", "unknown", "na", "open"];

fn filled(f: &Framework, year: i16, picks: &[(usize, Option<usize>)]) -> Scored<'static> {
    let names: Vec<String> = f.questions().map(|(_, n, _)| n.id.to_string()).collect();
    let answers: Vec<(&str, &str)> =
        names.iter().zip(picks).map(|(q, (s, _))| (q.as_str(), STATES[*s])).collect();
    let mut made = assessment(f, "XAA", year, &answers);
    for ((_, answer), (_, reason)) in made.answers.each_mut().iter_mut().zip(picks) {
        answer.reason_of_change = reason.map(|at| ReasonOfChange::ALL[at].0);
    }
    scored(f, &made)
}

/// All orders of some numbers.
fn orders(of: &[f64]) -> Vec<Vec<f64>> {
    if of.len() < 2 {
        return vec![of.to_vec()];
    }
    let mut all = Vec::new();
    for at in 0..of.len() {
        let mut rest = of.to_vec();
        let first = rest.remove(at);
        all.extend(orders(&rest).into_iter().map(|tail| [vec![first], tail].concat()));
    }
    all
}

fn picks() -> impl Strategy<Value = Vec<(usize, Option<usize>)>> {
    let reason = proptest::option::weighted(0.6, 0..3_usize);
    proptest::collection::vec((0..STATES.len(), reason), 12)
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole(
        first in plan(),
        second in plan(),
        mask in proptest::collection::vec(any::<bool>(), 13),
        before in picks(),
        after in picks(),
    ) {
        let (old, new) = (drawn(&first, "1.0"), drawn(&mixed(&first, &second, &mask), "2.0"));
        let (left, right) = (filled(&old, 2020, &before), filled(&new, 2023, &after));
        let comparison = Comparison::between(&old, &new);
        let turned = Comparison::between(&new, &old);
        for place in 0..new.nodes().len() {
            let there = comparison.counterpart(place);
            let findings = there
                .and_then(|there| left.scores.at(there).finding())
                .zip(right.scores.at(place).finding());
            let found = parts(&left, &right, &comparison, place);
            // Whatever changed: where both years have a finding there is a decomposition.
            prop_assert_eq!(found.is_some(), findings.is_some());
            let (Some(found), Some(there)) = (found, there) else { continue };
            // The ends are the scores themselves, and the change is their difference, unless parts
            // cancel each other: then it may miss it by a rounding.
            let (was, is) = (left.percent(there).unwrap(), right.percent(place).unwrap());
            prop_assert_eq!((found.before, found.after), (was, is));
            let shares: Vec<f64> = found.shares.iter().map(|(_, share)| *share).collect();
            let one_way = shares.iter().all(|s| *s >= 0.0) || shares.iter().all(|s| *s <= 0.0);
            let miss = (found.change - (is - was)).abs();
            prop_assert!(miss < if one_way { 2e-14 } else { 1e-12 }, "{:?}", found);
            // The parts are the whole, to the last bit, in whatever order they are added.
            let some = &shares[..shares.len().min(6)];
            let rest: f64 = shares[some.len()..].iter().sum();
            for order in orders(some) {
                let sum = order.iter().fold(rest, |sum, share| sum + share);
                // Zero has two signs, and one value.
                prop_assert_eq!((sum + 0.0).to_bits(), (found.change + 0.0).to_bits());
            }
            // What the same framework asks is no matter of rules or versions.
            if old.digest() == new.digest() {
                prop_assert_eq!(found.of(Factor::Rules), 0.0);
                prop_assert_eq!(found.of(Factor::Version), 0.0);
            }
            // Turned round, everything has the other sign: no year is preferred.
            if let Some(back) = turned.counterpart(there).filter(|p| *p == place).and(
                parts(&right, &left, &turned, there)
            ) {
                let near = |a: f64, b: f64| (a + b).abs() <= 1e-11;
                for factor in [Factor::Counting, Factor::Rules, Factor::Version] {
                    prop_assert!(near(found.of(factor), back.of(factor)), "{:?} {:?}", found, back);
                }
                prop_assert!(near(found.answers(), back.answers()), "{:?} {:?}", found, back);
            }
        }
    }
}
