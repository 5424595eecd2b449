//! Comparisons along chains of crosswalks: never closer than their parts.

use std::sync::Arc;

use proptest::prelude::*;

use crate::analysis::comparable::{Comparability, Comparison, Comparisons};
use crate::analysis::testing::chains::{crosswalk, ids, led, link, steps, version};
use crate::analysis::testing::{draft, id};
use crate::domain::crosswalk::{Relation, Ways};
use crate::domain::{Crosswalk, DraftBase, DraftFramework, DraftReword, DraftScale, Framework};

/// What the first framework has for a node of the second, and how far the two can be compared.
fn of(all: &Comparison, first: &Framework, second: &Framework, id: &str) -> String {
    let at = second.find(id).expect("a node");
    let place = all.counterpart(at).map(|place| first.node(place).id.as_str());
    format!("{} {:?}", place.unwrap_or("-"), all.of(at))
}

#[test]
fn years_that_skip_a_version_are_joined_as_far_as_both_crosswalks_say() {
    let one = version("1", |_| {});
    let two = version("2", |d| {
        d.question[0].id = "renamed".into();
        d.question[4].id = "fresh".into();
    });
    let three = version("3", |d| {
        d.question[0].id = "again".into();
        d.question[1].text = "Sharper?".into();
    });
    let all = [
        crosswalk(&two, &three, vec![link(&["renamed"], &["again"], Relation::Same, &[])]),
        crosswalk(
            &one,
            &two,
            vec![
                link(&["a1"], &["renamed"], Relation::Same, &[]),
                link(&["a3"], &["a3"], Relation::Subject, &[]),
                link(&["b2"], &[], Relation::None, &[]),
            ],
        ),
    ];
    let middles = [Arc::new(two)];
    let by = |middles| Comparison::through(&one, &three, Ways { crosswalks: &all, middles });
    let there = by(&middles);
    for (id, expected) in [
        ("again", "a1 Same"),
        ("a2", "a2 Caution"),
        ("a3", "a3 None"),
        ("b1", "b1 Same"),
        // It was not asked in between.
        ("b2", "- None"),
        ("a", "a Caution"),
        ("b", "b Caution"),
        ("fw", "fw Caution"),
    ] {
        assert_eq!(of(&there, &one, &three, id), expected, "{id}");
    }
    // Without the text in the middle there is no chain, and the ids decide, as without a crosswalk.
    let alone = by(&[]);
    assert_eq!(of(&alone, &one, &three, "again"), "- None");
    assert_eq!(of(&alone, &one, &three, "b2"), "b2 Same");
}

#[test]
fn frameworks_are_joined_through_one_that_both_lead_to() {
    let [f, g] = ["f", "g"].map(|id| version("1", |d| d.id = id.into()));
    let hub = version("1", |_| {});
    let table = [(1.0, 2.0), (2.0, 3.0)];
    let all = [
        crosswalk(
            &f,
            &hub,
            vec![
                link(&["a1"], &["a1"], Relation::Same, &[]),
                link(&["a2"], &["a2"], Relation::Caution, &[]),
                link(&["b1"], &["b1"], Relation::Caution, &table),
            ],
        ),
        crosswalk(
            &g,
            &hub,
            vec![
                link(&["b2"], &["a1"], Relation::Same, &[]),
                link(&["a2"], &["a2"], Relation::Same, &[]),
                link(&["a3"], &["a3"], Relation::Same, &[]),
                link(&["b1"], &["b1"], Relation::Caution, &table),
            ],
        ),
    ];
    let middles = [Arc::new(hub)];
    let ways = Ways { crosswalks: &all, middles: &middles };
    let (there, back) = (Comparison::through(&f, &g, ways), Comparison::through(&g, &f, ways));
    for (id, expected) in [
        ("b2", "a1 Same"),
        ("a2", "a2 Caution"),
        ("a3", "- None"),
        ("a1", "- None"),
        ("b1", "b1 None"),
    ] {
        assert_eq!(of(&there, &f, &g, id), expected, "{id}");
    }
    assert_eq!(of(&back, &g, &f, "a1"), "b2 Same");
    // A table is not read backwards.
    let bridge = Crosswalk::find(ways, &f, &g).expect("a chain");
    let table = bridge.crosswalk.links.iter().find(|link| link.to == [id("b1")]).expect("a link");
    assert_eq!((table.relation, table.levels.as_slice()), (Relation::Subject, &[][..]));
    let comparisons = Comparisons::with(ways);
    assert!(comparisons.linked(&f, &g) && comparisons.linked(&g, &f));
    assert!(!Comparisons::with(&all).linked(&f, &g), "nobody can look at the middle");
}

/// An overlay of a version: it words `a1` in its own way, and has not taken `b2`.
fn overlay(number: &str, alter: impl Fn(&mut DraftFramework)) -> Framework {
    let mut below = draft();
    below.version = number.into();
    let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() };
    below.scales.insert("wide".into(), wide);
    alter(&mut below);
    let base = DraftBase {
        id: "fw".into(),
        version: number.into(),
        drop: vec!["b2".into()],
        ..DraftBase::default()
    };
    let reword = DraftReword { id: "a1".into(), text: "Ours?".into(), ..DraftReword::default() };
    let layer = DraftFramework {
        id: "national".into(),
        version: "1".into(),
        title: "National".into(),
        base: Some(base),
        reword: vec![reword],
        ..DraftFramework::default()
    };
    let digest = version(number, alter).digest().to_owned();
    layer.laid_over(&below, &digest).and_then(|whole| whole.check()).expect("an overlay")
}

#[test]
fn an_overlay_is_reached_through_its_base_as_carefully_as_by_one_crosswalk() {
    let (one, two, three) = (version("1", |_| {}), version("2", |_| {}), version("3", |_| {}));
    let part = vec![
        link(&["a1"], &["a1"], Relation::Same, &[]),
        link(&["a2"], &["a2"], Relation::Same, &[]),
        link(&["b1"], &["b1", "b2"], Relation::Caution, &[]),
    ];
    let all = [crosswalk(&one, &two, Vec::new()), crosswalk(&two, &three, part)];
    let middles = [Arc::new(two)];
    let ways = Ways { crosswalks: &all, middles: &middles };
    let national = overlay("3", |_| {});
    let there = Comparison::through(&one, &national, ways);
    // What it worded itself is not what the crosswalk speaks of, and half a split is none of it.
    for (id, expected) in
        [("a1", "a1 Caution"), ("a2", "a2 Same"), ("a3", "a3 Same"), ("b1", "b1 None")]
    {
        assert_eq!(of(&there, &one, &national, id), expected, "{id}");
    }
    let back = Comparison::through(&national, &one, ways);
    assert_eq!(of(&back, &national, &one, "a1"), "a1 Caution");
    assert_eq!(of(&back, &national, &one, "b1"), "b1 None");
    assert_eq!(of(&back, &national, &one, "b2"), "- None");
}

proptest! {
    #[test]
    fn a_chain_is_never_closer_than_its_parts(made in steps()) {
        let (stops, all) = led(version("1", |_| {}), &made);
        let (one, last) = (&stops[0], &stops[stops.len() - 1]);
        let tables = all.iter().flat_map(|c| &c.links).any(|l| !l.levels.is_empty());
        let parts: Vec<Comparison> =
            stops.windows(2).map(|two| Comparison::through(&two[0], &two[1], &all)).collect();
        let middles: Vec<Arc<Framework>> = stops.iter().cloned().map(Arc::new).collect();
        let ways = Ways { crosswalks: &all, middles: &middles };
        let chain = Comparison::through(one, last, ways);
        for (at, node, _) in last.questions() {
            let (mut place, mut most) = (Some(at), Comparability::Same);
            for part in parts.iter().rev() {
                most = most.min(place.map(|at| part.of(at)).unwrap_or_default());
                place = place.and_then(|at| part.counterpart(at));
            }
            prop_assert!(chain.of(at) <= most, "{}: {:?} of {:?}", node.id, chain.of(at), most);
            if !tables {
                prop_assert_eq!(chain.of(at), most, "{}", &node.id);
            }
            if chain.of(at) > Comparability::None {
                prop_assert_eq!(chain.counterpart(at), place);
            }
        }
        // From the other end, and with the crosswalks in another order, it is the same.
        let back = Comparison::through(last, one, ways);
        let turned: Vec<Crosswalk> = all.iter().rev().cloned().collect();
        let other = Ways { crosswalks: &turned, middles: &middles };
        let other = Comparison::through(one, last, other);
        for at in 0..last.nodes().len() {
            prop_assert_eq!(other.of(at), chain.of(at));
            prop_assert_eq!(other.counterpart(at), chain.counterpart(at));
            if let Some(place) = chain.counterpart(at).filter(|_| chain.of(at) > Comparability::None) {
                prop_assert_eq!(back.of(place), chain.of(at));
                prop_assert_eq!(back.counterpart(place), Some(at));
            }
        }
    }

    #[test]
    fn a_chain_of_renames_says_what_a_direct_crosswalk_says(
        second in Just(ids()).prop_shuffle(),
        third in Just(ids()).prop_shuffle(),
    ) {
        let named = |n: &str, names: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            version(n, move |d| {
                for (question, name) in d.question.iter_mut().zip(names) {
                    question.id = name;
                }
            })
        };
        let first = ids();
        let v = [named("1", &first), named("2", &second), named("3", &third)];
        let renames = |a: &[&str], b: &[&str]| {
            let pairs = a.iter().zip(b).filter(|(old, new)| old != new);
            pairs.map(|(old, new)| link(&[*old], &[*new], Relation::Same, &[])).collect::<Vec<_>>()
        };
        let chain = [
            crosswalk(&v[0], &v[1], renames(&first, &second)),
            crosswalk(&v[1], &v[2], renames(&second, &third)),
        ];
        let direct = [crosswalk(&v[0], &v[2], renames(&first, &third))];
        let middles = [Arc::new(v[1].clone())];
        let chain = Ways { crosswalks: &chain, middles: &middles };
        let (chain, direct) =
            (Comparison::through(&v[0], &v[2], chain), Comparison::through(&v[0], &v[2], &direct));
        for at in 0..v[2].nodes().len() {
            prop_assert_eq!(chain.of(at), direct.of(at));
            prop_assert_eq!(chain.of(at), Comparability::Same);
            prop_assert_eq!(chain.counterpart(at), direct.counterpart(at));
        }
    }
}
