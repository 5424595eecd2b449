//! What is supposed counts, and nothing else does.

use std::collections::BTreeMap;

use super::{effects, outcome};
use crate::analysis::score::Scores;
use crate::analysis::testing::{assessment, framework, id};
use crate::domain::{Rule, Scenario, Verdict};

const ANSWERS: [(&str, &str); 5] =
    [("a1", "3"), ("a2", "2"), ("a3", "unknown"), ("b1", "open"), ("b2", "4 E3")];

#[test]
fn a_scenario_that_supposes_nothing_changes_nothing() {
    let framework = framework();
    let assessment = assessment(&framework, "XAA", 2025, &ANSWERS);
    let before = Scores::of(&framework, &assessment);
    let outcome = outcome(&framework, &assessment, &Scenario::new(&assessment));
    assert_eq!(outcome.scores, before);
    let moved = effects(&framework, &before, &outcome.scores);
    assert!(moved.iter().all(|e| e.before == e.after && e.difference.is_none_or(|d| d == 0.0)));
}

#[test]
fn a_supposed_level_needs_no_evidence_and_the_answer_stays_as_it_was() {
    let framework = framework();
    let assessment = assessment(&framework, "XAA", 2025, &ANSWERS);
    let kept = assessment.clone();
    let before = Scores::of(&framework, &assessment);
    let mut scenario = Scenario::new(&assessment);
    // Claimed 3 without evidence counts as 2; supposed, it counts as 3.
    scenario.answers.insert(id("a1"), Some(Verdict::Scored(3.0)));
    let after = outcome(&framework, &assessment, &scenario).scores;
    let at = framework.find("a1").unwrap();
    assert_eq!((before.at(at).value, after.at(at).value), (Some(2.0), Some(3.0)));
    let group = framework.find("a").unwrap();
    // (2 + 2 + 1) / 3 becomes (3 + 2 + 1) / 3: a third of a level, a ninth of the scale.
    let effect = effects(&framework, &before, &after)[group];
    assert!((effect.difference.unwrap() - 100.0 / 9.0).abs() < 1e-9, "{effect:?}");
    assert_eq!(assessment, kept);
}

#[test]
fn open_takes_an_answer_away_and_unanswered_is_not_zero() {
    let framework = framework();
    let assessment = assessment(&framework, "XAA", 2025, &ANSWERS);
    let mut scenario = Scenario::new(&assessment);
    scenario.answers.insert(id("b2"), None);
    let after = outcome(&framework, &assessment, &scenario).scores;
    let group = framework.find("b").unwrap();
    assert_eq!((after.at(group).value, after.at(group).answered), (None, 0));
}

#[test]
fn a_weight_below_a_mean_makes_it_weigh_and_a_rule_is_taken_as_it_is() {
    let framework = framework();
    let assessment = assessment(&framework, "XAA", 2025, &[("a1", "1"), ("a2", "2"), ("a3", "1")]);
    let group = framework.find("a").unwrap();
    let value = |scenario: &Scenario| {
        outcome(&framework, &assessment, scenario).scores.at(group).value.unwrap()
    };
    let mut scenario = Scenario::new(&assessment);
    scenario.weights.insert(id("a2"), 2.0);
    assert!((value(&scenario) - 1.5).abs() < 1e-12, "(1 + 2 x 2 + 1) / 4");
    scenario.rules.insert(id("a"), Rule::Minimum);
    assert!((value(&scenario) - 1.0).abs() < 1e-12);
    scenario.rules.insert(id("a"), Rule::Mean);
    assert!(
        (value(&scenario) - 4.0 / 3.0).abs() < 1e-12,
        "a plain mean that is asked for is plain"
    );
    let supposed = framework.supposing(&scenario.weights, &BTreeMap::new());
    assert_eq!(supposed.digest(), "", "nobody takes it for the framework");
}

#[test]
fn what_does_not_fit_is_refused() {
    let framework = framework();
    let assessment = assessment(&framework, "XAA", 2025, &ANSWERS);
    let blank = Scenario::new(&assessment);
    assert_eq!(blank.fits(&assessment, &framework), Ok(()));
    let refused = |alter: &dyn Fn(&mut Scenario)| {
        let mut scenario = blank.clone();
        alter(&mut scenario);
        scenario.fits(&assessment, &framework).unwrap_err()
    };
    assert!(refused(&|s| s.of.year = 2024).contains("2024"));
    assert!(refused(&|s| s.framework.version = "9".into()).contains("fw 9"));
    assert!(
        refused(&|s| {
            s.weights.insert(id("zz"), 1.0);
        })
        .contains("'zz'")
    );
    assert!(
        refused(&|s| {
            s.weights.insert(id("a"), 0.0);
        })
        .contains("above 0")
    );
    assert!(
        refused(&|s| {
            s.weights.insert(id("a"), f64::NAN);
        })
        .contains("above 0")
    );
    assert!(
        refused(&|s| {
            s.rules.insert(id("a1"), Rule::Mean);
        })
        .contains("question")
    );
    let off = Some(Verdict::Scored(9.0));
    assert!(
        !refused(&|s| {
            s.answers.insert(id("a1"), off.clone());
        })
        .is_empty()
    );
}
