//! The cheapest steps against trying everything, with every rule, caps, rounding and dependencies.

use proptest::prelude::*;

use super::*;
use crate::analysis::testing::{assessment, draft, id, scored};
use crate::domain::{
    DraftCriticalCap, DraftFramework, DraftNode, DraftQuestion, DraftRoot, DraftStep, Framework,
    PlannedAction, Status,
};

const QUESTIONS: [&str; 6] = ["a1", "a2", "a3", "b1", "b2", "c1"];

/// Two components and a group within the second, with a rule each.
fn framework(rules: [&str; 4], cap: bool, decimals: Option<i64>, costs: &[u8]) -> Framework {
    let mut d: DraftFramework = draft();
    d.node.push(DraftNode {
        id: "c".into(),
        name: "c".into(),
        parent: "b".into(),
        weight: Some(2.0),
        ..DraftNode::default()
    });
    d.question.push(DraftQuestion {
        id: "c1".into(),
        parent: "c".into(),
        text: "c1?".into(),
        weight: Some(3.0),
        ..DraftQuestion::default()
    });
    for (node, rule) in d.node.iter_mut().zip(rules) {
        node.rule = rule.into();
        node.decimals = decimals;
        if cap && node.id == "a" {
            node.critical_cap = Some(DraftCriticalCap { at: 1.0, to: 2.0 });
        }
    }
    d.root = Some(DraftRoot { rule: rules[3].into(), ..DraftRoot::default() });
    d.scoring.as_mut().unwrap().evidence_cap.clear();
    let names = ["low", "medium", "high"];
    for (at, question) in d.question.iter_mut().enumerate() {
        question.weight.get_or_insert(1.0 + f64::from(u8::try_from(at).unwrap()) / 2.0);
        question.next = [2.0, 3.0, 4.0]
            .iter()
            .enumerate()
            .map(|(step, to)| DraftStep {
                to: *to,
                action: "Do it".into(),
                cost: names[usize::from(costs[(3 * at + step) % costs.len()]) % 3].into(),
                who: String::new(),
            })
            .collect();
    }
    d.check().unwrap()
}

/// The lowest cost at which a score is reached, and the best score within a budget: of all sets.
fn brute(search: &Search<'_>, target: f64, budget: u32) -> (Option<(u32, f64)>, (f64, u32)) {
    let places: Vec<usize> = search.ladders.iter().map(|ladder| ladder.place).collect();
    let mut taken = vec![0; search.options.len()];
    let (mut reach, mut best): (Option<(u32, f64)>, (f64, u32)) = (None, (f64::MIN, 0));
    loop {
        if let (true, Some(value)) = (in_an_order(search, &taken), search.score(&taken)) {
            let cost = places
                .iter()
                .map(|at| search.options[*at].as_ref().unwrap()[taken[*at]].0)
                .sum::<u32>();
            if value >= target - TINY
                && reach.is_none_or(|(c, v)| cost < c || (cost == c && value > v))
            {
                reach = Some((cost, value));
            }
            let higher = value > best.0 + TINY || (value > best.0 - TINY && cost < best.1);
            if cost <= budget && higher {
                best = (value, cost);
            }
        }
        let Some(at) =
            places.iter().find(|at| taken[**at] + 1 < search.options[**at].as_ref().unwrap().len())
        else {
            return (reach, best);
        };
        for before in places.iter().take_while(|place| *place != at) {
            taken[*before] = 0;
        }
        taken[*at] += 1;
    }
}

/// Whether a set of steps can be taken one after the other, each after what it needs.
fn in_an_order(search: &Search<'_>, taken: &[usize]) -> bool {
    let mut done = vec![0; taken.len()];
    loop {
        let mut moved = false;
        for at in 0..taken.len() {
            let free = search
                .needs
                .iter()
                .all(|((q, i), (r, j))| *q != at || done[at] + 1 != *i || done[*r] >= *j);
            if done[at] < taken[at] && free {
                done[at] += 1;
                moved = true;
            }
        }
        if !moved {
            return done == taken;
        }
    }
}

fn rule() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["mean", "weighted", "minimum", "weakest-link", "geometric", "share"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Six questions of four levels: at most 4,096 sets, each of them tried.
    #[test]
    fn nothing_is_cheaper_and_nothing_is_better(
        rules in prop::array::uniform4(rule()),
        (cap, decimals) in (any::<bool>(), prop::option::of(0..2_i64)),
        costs in prop::collection::vec(0..3_u8, 18),
        levels in prop::array::uniform6(0..6_usize),
        (target, budget) in (1.0..=4.0_f64, 0..60_u32),
        waits in prop::collection::vec((0..6_usize, 2..=4_u8, 0..6_usize, 2..=4_u8), 0..4),
    ) {
        let f = framework(rules, cap, decimals, &costs);
        let states = ["1", "2", "3", "unknown", "open", "na"];
        let answers: Vec<_> = QUESTIONS.iter().zip(levels).map(|(q, l)| (*q, states[l])).collect();
        let mut a = assessment(&f, "XAA", 2025, &answers);
        for (at, (q, i, r, j)) in waits.iter().enumerate() {
            let action = |name: String, question: usize, to: u8| PlannedAction {
                question: Some(id(QUESTIONS[question])),
                to: Some(f64::from(to)),
                status: Status::Planned,
                ..PlannedAction::blank(id(&name))
            };
            a.actions.push(action(format!("x{at}"), *q, *i));
            a.actions.push(action(format!("y{at}"), *r, *j));
            a.actions[2 * at].after = vec![id(&format!("y{at}"))];
        }
        let s = scored(&f, &a);
        let wish = Wish {
            node: Framework::ROOT,
            target: Some(target),
            budget: Some(budget),
            costs: Costs::default(),
        };
        let found = cheapest(s, wish);
        let below: Vec<usize> = f.questions().map(|(at, ..)| at).collect();
        let all = ladders(s);
        let mut options = vec![None; f.nodes().len()];
        for ladder in &all {
            let mut spent = 0;
            let steps = ladder.rungs.iter().map(|rung| {
                spent += wish.costs.of(rung.cost);
                (spent, rung.value)
            });
            options[ladder.place] = Some(std::iter::once((0, ladder.value)).chain(steps).collect());
        }
        let needs = needs(s, &all, &below);
        let search = Search { scored: s, wish, ladders: all, options, needs };
        prop_assert_eq!(found.now, s.scores.root().value, "the score as it is");
        let (reach, best) = brute(&search, target, budget);
        let got = found.cheapest.as_ref();
        prop_assert_eq!(got.map(|path| path.cost), reach.map(|(cost, _)| cost));
        if let (Some(path), Some((_, value))) = (got, reach) {
            prop_assert!((path.reached.unwrap() - value).abs() < 1e-6);
            prop_assert!(path.reached.unwrap() >= target - 1e-6);
        }
        match found.best.reached {
            Some(reached) => {
                prop_assert!((reached - best.0).abs() < 1e-6, "{reached} is not {}", best.0);
                prop_assert_eq!(found.best.cost, best.1);
            }
            None => prop_assert!(found.now.is_none()),
        }
        for path in found.cheapest.iter().chain([&found.best]) {
            let mut done = vec![0; f.nodes().len()];
            for step in &path.steps {
                prop_assert_eq!(done[step.place], step.rung, "steps of a question in their order");
                done[step.place] += 1;
                for ((q, i), (r, j)) in &search.needs {
                    prop_assert!(done[*q] < *i || done[*r] >= *j, "a step before what it needs");
                }
            }
            prop_assert_eq!(search.score(&done), path.reached, "all steps of the set are listed");
        }
    }
}
