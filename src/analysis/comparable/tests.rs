//! Versions of one small framework against each other.

use proptest::prelude::*;

use super::{Comparability, Comparison};
use crate::analysis::testing::{draft, framework, id, revised};
use crate::domain::crosswalk::{Link, Relation};
use crate::domain::{
    Crosswalk, DraftBase, DraftFramework, DraftReword, DraftScale, Framework, Pin,
};

mod chains;

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

/// A crosswalk from version 1.0 to a version of `to`, its links written `from>to relation`.
fn crosswalk(to: &Framework, links: &[(&[&str], &[&str], Relation)]) -> Crosswalk {
    let ids = |all: &[&str]| all.iter().map(|text| id(text)).collect();
    let pin =
        |f: &Framework| Pin { id: f.id.clone(), version: f.version.clone(), digest: String::new() };
    let link = |(from, to, relation): &(&[&str], &[&str], Relation)| Link {
        from: ids(from),
        to: ids(to),
        relation: *relation,
        levels: Vec::new(),
        why: String::new(),
    };
    Crosswalk { from: pin(&framework()), to: pin(to), links: links.iter().map(link).collect() }
}

#[test]
fn a_crosswalk_joins_what_has_another_id_and_parts_what_has_the_same() {
    let new = revised(|d| {
        d.question[0].id = "other".into();
        d.question[1].text = "Sharper?".into();
        d.question[4].text = "Something else?".into();
    });
    let by = [crosswalk(
        &new,
        &[
            (&["a1"], &["other"], Relation::Same),
            (&["a2"], &["a2"], Relation::Same),
            (&["b2"], &["b2"], Relation::Subject),
        ],
    )];
    let there = Comparison::through(&framework(), &new, &by);
    let of = |id: &str| {
        let at = new.find(id).unwrap();
        (there.of(at), there.counterpart(at).map(|p| framework().node(p).id.to_string()))
    };
    assert_eq!(of("other"), (Comparability::Same, Some("a1".into())));
    assert_eq!(of("a2"), (Comparability::Same, Some("a2".into())));
    assert_eq!(of("a3"), (Comparability::Same, Some("a3".into())), "by the rule without one");
    assert_eq!(of("b2"), (Comparability::None, Some("b2".into())));
    assert_eq!(of("a").0, Comparability::Same);
    assert_eq!(of("b").0, Comparability::Caution, "half of it");
}

#[test]
fn a_crosswalk_never_joins_numbers_that_are_not_of_one_kind() {
    let new = revised(|d| {
        let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() };
        d.scales.insert("wide".into(), wide);
        d.question[0].scale = "wide".into();
        let part = d.question[1].clone();
        d.question.push(crate::domain::DraftQuestion { id: "a2b".into(), ..part });
    });
    let mut by = crosswalk(
        &new,
        &[
            (&["a1"], &["a1"], Relation::Same),
            (&["a2"], &["a2", "a2b"], Relation::Caution),
            (&["a3"], &["a3"], Relation::Caution),
            (&["b1", "b2"], &["b1"], Relation::Caution),
        ],
    );
    by.links[2].levels = vec![(1.0, 1.0), (2.0, 3.0)];
    let by = [by];
    for (first, second) in [(framework(), new.clone()), (new.clone(), framework())] {
        let all = Comparison::through(&first, &second, &by);
        for id in ["a1", "a2", "a2b", "a3", "b1", "b2", "a", "b", "fw"] {
            if let Some(at) = second.find(id) {
                assert_eq!(all.of(at), Comparability::None, "{id}");
            }
        }
    }
}

#[test]
fn a_crosswalk_leads_to_another_framework_and_takes_nothing_along_that_it_does_not_name() {
    let other = revised(|d| d.id = "other".into());
    let by = [crosswalk(
        &other,
        &[(&["a1"], &["b1"], Relation::Caution), (&["a2"], &["a2"], Relation::Same)],
    )];
    let all = Comparison::through(&framework(), &other, &by);
    let of = |id: &str| all.of(other.find(id).unwrap());
    assert_eq!((of("b1"), of("a2")), (Comparability::Caution, Comparability::Same));
    assert_eq!((of("a1"), of("a3")), (Comparability::None, Comparability::None));
    assert_eq!(all.counterpart(other.find("a3").unwrap()), None);
    let mut stale = by.clone();
    stale[0].to.digest = "sha256:0".into();
    let none = Comparison::through(&framework(), &other, &stale);
    assert_eq!(none.of(other.find("a2").unwrap()), Comparability::None, "another text");
}

#[test]
fn an_overlay_is_reached_through_its_base_with_caution_for_what_it_worded_itself() {
    let new = revised(|_| {});
    let by = [crosswalk(
        &new,
        &[(&["a1"], &["a1"], Relation::Same), (&["a2"], &["a2"], Relation::Subject)],
    )];
    let overlay = {
        let mut base = draft();
        base.version = "2.0".into();
        let layer = DraftFramework {
            id: "national".into(),
            version: "1".into(),
            title: "National".into(),
            base: Some(DraftBase { id: "fw".into(), version: "2.0".into(), ..Default::default() }),
            reword: vec![DraftReword {
                id: "a1".into(),
                text: "Ours?".into(),
                ..Default::default()
            }],
            ..Default::default()
        };
        let whole = layer.laid_over(&base, new.digest()).unwrap();
        whole.check().unwrap()
    };
    let all = Comparison::through(&framework(), &overlay, &by);
    let of = |id: &str| all.of(overlay.find(id).unwrap());
    assert_eq!((of("a1"), of("a2")), (Comparability::Caution, Comparability::None));
    assert_eq!(of("a3"), Comparability::Same);
}
