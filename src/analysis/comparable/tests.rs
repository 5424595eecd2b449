//! Versions of one small framework against each other.

use proptest::prelude::*;

use super::{Comparability, Comparison};
use crate::analysis::testing::{draft, framework, revised};
use crate::domain::{DraftFramework, DraftScale, Framework};

fn verdict(first: &Framework, second: &Framework, id: &str) -> Comparability {
    let at = if id.is_empty() { Framework::ROOT } else { second.find(id).unwrap() };
    Comparison::between(first, second).of(at)
}

#[test]
fn a_new_number_for_the_same_content_changes_nothing() {
    let (old, new) = (framework(), revised(|d| d.summary = "Longer".into()));
    for id in ["", "a", "b", "a1", "b2"] {
        assert_eq!(verdict(&old, &new, id), Comparability::Same, "{id}");
    }
    assert!(!Comparison::between(&old, &new).is_identical());
    assert!(Comparison::between(&old, &framework()).is_identical());
}

#[test]
fn other_words_ask_for_caution_and_so_do_the_groups_above() {
    let (old, new) = (framework(), revised(|d| d.question[0].text = "Sharper?".into()));
    for (id, expected) in [
        ("a1", Comparability::Caution),
        ("a2", Comparability::Same),
        ("a", Comparability::Caution),
        ("b", Comparability::Same),
        ("", Comparability::Caution),
    ] {
        assert_eq!(verdict(&old, &new, id), expected, "{id}");
    }
}

#[test]
fn another_scale_breaks_a_question_and_half_of_a_group_carries_it() {
    let rescale = |d: &mut DraftFramework, questions: &[usize]| {
        let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() };
        d.scales.insert("wide".into(), wide);
        questions.iter().for_each(|q| d.question[*q].scale = "wide".into());
    };
    let old = framework();
    let one = revised(|d| rescale(d, &[0]));
    assert_eq!(verdict(&old, &one, "a1"), Comparability::None);
    assert_eq!(verdict(&old, &one, "a"), Comparability::Caution);
    let two = revised(|d| rescale(d, &[0, 1]));
    assert_eq!(verdict(&old, &two, "a"), Comparability::None);
    assert_eq!(verdict(&old, &two, ""), Comparability::Caution);
}

#[test]
fn new_moved_and_reweighted_nodes_are_noticed() {
    let old = framework();
    let moved = revised(|d| d.question[2].parent = "b".into());
    assert_eq!(verdict(&old, &moved, "a3"), Comparability::Same);
    assert_eq!(verdict(&old, &moved, "a"), Comparability::Caution);
    assert_eq!(verdict(&old, &moved, "b"), Comparability::Caution);
    let heavier = |rule: &str| {
        let with_rule = |d: &mut DraftFramework| d.scoring.as_mut().unwrap().rule = rule.into();
        let mut plain = draft();
        with_rule(&mut plain);
        let old = plain.check().unwrap();
        let new = revised(|d| {
            with_rule(d);
            d.question[0].weight = Some(2.0);
        });
        verdict(&old, &new, "a")
    };
    assert_eq!(heavier("weighted"), Comparability::Caution);
    assert_eq!(heavier("mean"), Comparability::Same);
    let renamed = revised(|d| d.question[0].id = "other".into());
    assert_eq!(verdict(&old, &renamed, "other"), Comparability::None);
}

#[test]
fn evidence_rules_are_part_of_what_a_level_means() {
    let eased = revised(|d| d.scoring.as_mut().unwrap().evidence_cap.clear());
    assert_eq!(verdict(&framework(), &eased, "a1"), Comparability::Caution);
}

#[test]
fn another_framework_is_another_framework() {
    let other = revised(|d| d.id = "other".into());
    assert_eq!(verdict(&framework(), &other, "a1"), Comparability::None);
    assert_eq!(verdict(&framework(), &other, ""), Comparability::None);
}

proptest! {
    #[test]
    fn the_verdict_is_the_same_in_both_directions(
        reworded in proptest::collection::vec(any::<bool>(), 5),
        moved in proptest::collection::vec(any::<bool>(), 5),
        dropped in 0..5_usize,
    ) {
        let old = framework();
        let new = revised(|d| {
            for (q, question) in d.question.iter_mut().enumerate() {
                if reworded[q] {
                    question.text.push('!');
                }
                if moved[q] {
                    question.parent = if question.parent == "a" { "b" } else { "a" }.into();
                }
            }
            d.question.remove(dropped);
            for group in ["a", "b"] {
                if d.question.iter().all(|q| q.parent != group) {
                    d.question[0].parent = group.into();
                }
            }
        });
        let (there, back) = (Comparison::between(&old, &new), Comparison::between(&new, &old));
        for at in 0..new.nodes().len() {
            if let Some(place) = there.counterpart(at) {
                prop_assert_eq!(there.of(at), back.of(place));
                prop_assert_eq!(back.counterpart(place), Some(at));
            }
        }
    }
}
