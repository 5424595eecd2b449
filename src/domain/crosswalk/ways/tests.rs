//! Which way is taken, and which is none.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Route, Ways};
use crate::domain::{
    Crosswalk, DraftBase, DraftFramework, DraftLevel, DraftQuestion, DraftScale, Framework, Id, Pin,
};

fn draft(id: &str, version: &str) -> DraftFramework {
    let level =
        |n: u8| DraftLevel { level: f64::from(n), name: format!("L{n}"), ..DraftLevel::default() };
    DraftFramework {
        id: id.into(),
        version: version.into(),
        title: "T".into(),
        scale: Some(DraftScale { levels: (1..=4).map(level).collect(), ..DraftScale::default() }),
        question: vec![DraftQuestion {
            id: "q".into(),
            text: format!("{id} {version}?"),
            ..DraftQuestion::default()
        }],
        ..DraftFramework::default()
    }
}

/// A framework written `id@version`.
fn framework(name: &str) -> Arc<Framework> {
    let (id, version) = name.split_once('@').unwrap();
    Arc::new(draft(id, version).check().unwrap())
}

/// A crosswalk written `id@version>id@version`.
fn crosswalk(ends: &str) -> Crosswalk {
    let pin = |name: &str| {
        let (id, version) = name.split_once('@').unwrap();
        Pin { id: Id::new(id).unwrap(), version: version.into(), digest: String::new() }
    };
    let (from, to) = ends.split_once('>').unwrap();
    Crosswalk { from: pin(from), to: pin(to), links: Vec::new() }
}

fn crosswalks(all: &str) -> Vec<Crosswalk> {
    all.split_whitespace().map(crosswalk).collect()
}

fn name(framework: &Framework) -> String {
    format!("{}@{}", framework.id, framework.version)
}

/// The frameworks between the two, and `<` where a part of the way leads backwards.
fn told(route: &Route<'_>) -> String {
    let via: Vec<String> = route.middles.iter().map(|middle| name(middle)).collect();
    format!("{}{}", if route.backwards() { "<" } else { "" }, via.join(" "))
}

fn way(all: &[Crosswalk], middles: &[Arc<Framework>], first: &str, second: &str) -> String {
    let ways = Ways { crosswalks: all, middles };
    let route = ways.route(&framework(first), &framework(second));
    route.as_ref().map_or_else(|| "none".into(), told)
}

/// The way when every framework that is named is at hand.
fn of(all: &str, first: &str, second: &str) -> String {
    let names = all.split_whitespace().flat_map(|ends| ends.split('>'));
    let middles: Vec<Arc<Framework>> = names.map(framework).collect();
    way(&crosswalks(all), &middles, first, second)
}

#[test]
fn a_direct_crosswalk_wins_and_else_the_shortest_chain() {
    for (all, first, second, expected) in [
        ("f@1>f@2 f@2>f@3 f@1>f@3", "f@1", "f@3", ""),
        ("f@1>f@2 f@2>f@3 f@3>f@1", "f@1", "f@3", "<"),
        ("f@1>f@2 f@2>f@3", "f@1", "f@3", "f@2"),
        ("f@1>f@2 f@2>f@3", "f@3", "f@1", "<f@2"),
        ("f@1>f@2 f@2>f@3 f@3>f@4 f@1>f@3", "f@1", "f@4", "f@3"),
        ("f@1>f@2 f@2>f@3 f@3>f@4", "f@1", "f@4", "f@2 f@3"),
        ("f@1>f@2 f@2>g@1 g@1>h@1", "f@1", "h@1", "f@2 g@1"),
        ("f@1>f@2 f@3>f@4", "f@1", "f@4", "none"),
        ("f@1>f@2 f@2>f@1", "f@1", "f@3", "none"),
        ("f@1>f@2 f@2>f@3 f@3>f@1", "f@1", "f@4", "none"),
        // The middle may be what both lead to, or what leads to both: between frameworks, not versions.
        ("f@1>h@1 g@1>h@1", "f@1", "g@1", "<h@1"),
        ("h@1>f@1 h@1>g@1", "f@1", "g@1", "<h@1"),
        ("f@1>f@3 f@2>f@3", "f@1", "f@2", "none"),
        ("f@1>g@1 g@1>f@2", "f@1", "f@2", "none"),
        // Of two that are as short: forward, then backward, then by name.
        ("f@1>b@1 g@1>b@1 f@1>c@1 c@1>g@1", "f@1", "g@1", "c@1"),
        ("f@1>b@1 g@1>b@1 c@1>f@1 g@1>c@1", "f@1", "g@1", "<c@1"),
        ("f@1>c@1 c@1>g@1 f@1>b@1 b@1>g@1", "f@1", "g@1", "b@1"),
        // The same chain from both ends, though from the other one c comes first.
        ("f@1>b@1 b@1>e@1 e@1>g@1 f@1>d@1 d@1>c@1 c@1>g@1", "f@1", "g@1", "b@1 e@1"),
        ("f@1>b@1 b@1>e@1 e@1>g@1 f@1>d@1 d@1>c@1 c@1>g@1", "g@1", "f@1", "<e@1 b@1"),
    ] {
        assert_eq!(of(all, first, second), expected, "{all}: {first} {second}");
    }
}

#[test]
fn a_framework_in_the_middle_is_at_hand_and_of_the_text_that_both_speak_of() {
    let (first, middle, last) = ("f@1", framework("f@2"), "f@3");
    let mut all = crosswalks("f@1>f@2 f@2>f@3");
    assert_eq!(way(&all, &[], first, last), "none", "nobody can look at its texts");
    let here = [Arc::clone(&middle)];
    for (before, after, expected) in [
        ("", "", "f@2"),
        (middle.digest(), "", "f@2"),
        (middle.digest(), middle.digest(), "f@2"),
        ("sha256:0", middle.digest(), "none"),
        (middle.digest(), "sha256:0", "none"),
        ("sha256:0", "sha256:0", "none"),
        ("", "sha256:0", "none"),
    ] {
        all[0].to.digest = before.into();
        all[1].from.digest = after.into();
        assert_eq!(way(&all, &here, first, last), expected, "{before} {after}");
        assert_eq!(way(&all, &here, last, first).trim_start_matches('<'), expected);
    }
}

#[test]
fn overlays_are_reached_through_their_base_and_are_not_led_round_to_it() {
    let (all, middles) = (crosswalks("f@1>f@2 f@2>f@3"), ["f@1", "f@2", "f@3"].map(framework));
    let overlay = |version: &str| {
        let base = DraftBase { id: "f".into(), version: version.into(), ..DraftBase::default() };
        let layer = DraftFramework {
            id: "national".into(),
            version: "1".into(),
            title: "National".into(),
            base: Some(base),
            ..DraftFramework::default()
        };
        let below = framework(&format!("f@{version}"));
        layer.laid_over(&draft("f", version), below.digest()).unwrap().check().unwrap()
    };
    let ways = Ways { crosswalks: &all, middles: &middles };
    let (one, three) = (overlay("1"), overlay("3"));
    for (first, second) in
        [(&one, &*framework("f@3")), (&*framework("f@1"), &three), (&one, &three)]
    {
        let route = ways.route(first, second).unwrap();
        assert_eq!((told(&route), route.through_base), ("f@2".into(), true));
        assert!(route.bridge(first, second).through_base);
    }
    let round = crosswalks("f@1>f@2 f@2>f@1");
    let round = Ways { crosswalks: &round, middles: &middles };
    assert!(round.route(&one, &framework("f@1")).is_none(), "its own base");
    assert!(ways.route(&one, &framework("f@2")).unwrap().middles.is_empty(), "a direct crosswalk");
    let ends = ["f@1", "f@3"].map(framework);
    assert!(Ways { crosswalks: &all, middles: &ends }.route(&one, &three).is_none());
}

#[test]
fn crosswalks_alone_are_ways_without_chains() {
    let all = crosswalks("f@1>f@2 f@2>f@3");
    let find = |first, second| Crosswalk::find(&all, &framework(first), &framework(second));
    assert!(find("f@1", "f@2").is_some_and(|bridge| bridge.via.is_empty()));
    assert!(find("f@1", "f@3").is_none());
}

const NAMES: [&str; 6] = ["f@1", "f@2", "f@3", "g@1", "g@2", "h@1"];

proptest! {
    #[test]
    fn the_way_is_the_same_whatever_the_order_and_from_both_ends(
        edges in proptest::collection::btree_set((0..6_usize, 0..6_usize), 0..9),
        seed in any::<u64>(),
        first in 0..6_usize,
        second in 0..6_usize,
    ) {
        // None leads round: where one does, each end prefers what leads forward from it.
        let pairs = edges.iter().filter(|(a, b)| a < b);
        let mut all: Vec<Crosswalk> =
            pairs.map(|(a, b)| crosswalk(&format!("{}>{}", NAMES[*a], NAMES[*b]))).collect();
        let mut middles = NAMES.map(framework);
        let there = way(&all, &middles, NAMES[first], NAMES[second]);
        let shift = usize::from(seed.to_le_bytes()[0]);
        all.reverse();
        let turned = shift.checked_rem(all.len()).unwrap_or_default();
        all.rotate_left(turned);
        middles.rotate_left(shift % 6);
        prop_assert_eq!(&way(&all, &middles, NAMES[first], NAMES[second]), &there);
        let back = way(&all, &middles, NAMES[second], NAMES[first]);
        let bare = |way: &str| -> Vec<String> {
            way.trim_start_matches('<').split_whitespace().map(str::to_owned).collect()
        };
        let (mut back, there) = (bare(&back), bare(&there));
        back.reverse();
        prop_assert_eq!(back, there);
    }
}
