//! What becomes of every shape of links, one step behind the other.

use std::sync::Arc;

use super::super::{Crosswalk, Link, Relation, Ways};
use crate::domain::{
    DraftFramework, DraftLevel, DraftNode, DraftQuestion, DraftScale, Framework, Id, Pin,
};

/// Version `version` of `f` with questions written `id`, `id=text` or `id:scale`; the scales are the
/// four levels of the framework, `three`, and `wide` from 0 to 10.
fn version(version: &str, questions: &str) -> Framework {
    let levels = |last: u8| -> Vec<DraftLevel> {
        let level =
            |n| DraftLevel { level: f64::from(n), name: format!("L{n}"), ..Default::default() };
        (1..=last).map(level).collect()
    };
    let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..Default::default() };
    let three = DraftScale { levels: levels(3), ..Default::default() };
    let question = |word: &str| {
        let (word, scale) = word.split_once(':').unwrap_or((word, ""));
        let (id, text) = word.split_once('=').unwrap_or((word, word));
        DraftQuestion {
            id: id.into(),
            parent: "g".into(),
            text: format!("{text}?"),
            scale: scale.into(),
            ..Default::default()
        }
    };
    DraftFramework {
        id: "f".into(),
        version: version.into(),
        title: "T".into(),
        scale: Some(DraftScale { levels: levels(4), ..Default::default() }),
        scales: [("wide".to_owned(), wide), ("three".to_owned(), three)].into_iter().collect(),
        node: vec![DraftNode { id: "g".into(), name: "G".into(), ..Default::default() }],
        question: questions.split_whitespace().map(question).collect(),
        ..Default::default()
    }
    .check()
    .unwrap()
}

/// Links written `old,old>new,new relation level:level`, with ` | ` between them.
fn links(text: &str) -> Vec<Link> {
    let link = |text: &str| {
        let mut words = text.split_whitespace();
        let (from, to) = words.next().unwrap().split_once('>').unwrap();
        let ids = |ids: &str| -> Vec<Id> {
            ids.split(',').filter(|id| !id.is_empty()).map(|id| Id::new(id).unwrap()).collect()
        };
        let relation = words.next().unwrap_or("none");
        let (relation, _) = Relation::ALL.iter().find(|(_, name)| *name == relation).unwrap();
        let number = |text: &str| text.parse().unwrap();
        let levels = words.map(|pair| pair.split_once(':').map(|(a, b)| (number(a), number(b))));
        Link {
            from: ids(from),
            to: ids(to),
            relation: *relation,
            levels: levels.map(Option::unwrap).collect(),
            why: String::new(),
        }
    };
    text.split(" | ").filter(|link| !link.is_empty()).map(link).collect()
}

fn written(link: &Link) -> String {
    let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(",");
    let levels: String = link.levels.iter().map(|(old, new)| format!(" {old}:{new}")).collect();
    format!("{}>{} {}{levels}", ids(&link.from), ids(&link.to), link.relation.name())
}

fn crosswalk(from: &Framework, to: &Framework, text: &str) -> Crosswalk {
    let pin =
        |f: &Framework| Pin { id: f.id.clone(), version: f.version.clone(), digest: String::new() };
    let crosswalk = Crosswalk { from: pin(from), to: pin(to), links: links(text) };
    let wrong: Vec<_> = crosswalk.check(from, to).into_iter().filter(|p| p.is_error()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    crosswalk
}

/// What two crosswalks say together of three versions, without the group and the root; and, from the
/// other end, how much of it.
fn chained(versions: [&str; 3], before: &str, after: &str) -> Vec<Link> {
    let [one, two, three] = [("1", 0), ("2", 1), ("3", 2)].map(|(v, at)| version(v, versions[at]));
    let all = [crosswalk(&one, &two, before), crosswalk(&two, &three, after)];
    let middles = [Arc::new(two)];
    let ways = Ways { crosswalks: &all, middles: &middles };
    let bridge = Crosswalk::find(ways, &one, &three).unwrap();
    assert!(!bridge.backwards && bridge.via.len() == 1);
    let back = Crosswalk::find(ways, &three, &one).unwrap();
    assert!(back.backwards && back.crosswalk == bridge.crosswalk, "there and back");
    let plain =
        |link: &Link| ["g", "f"].iter().all(|id| !link.from.contains(&Id::new(id).unwrap()));
    let (plain, above): (Vec<Link>, Vec<Link>) =
        bridge.crosswalk.links.iter().cloned().partition(plain);
    assert!(above.iter().all(|l| l.relation == Relation::Same) && above.len() == 2, "{above:?}");
    plain
}

fn said(versions: [&str; 3], before: &str, after: &str) -> Vec<String> {
    chained(versions, before, after).iter().map(written).collect()
}

#[test]
fn one_to_one_is_as_close_as_its_weaker_part() {
    for (before, after, expected) in [
        ("same", "same", "same"),
        ("same", "caution", "caution"),
        ("caution", "same", "caution"),
        ("caution", "caution", "caution"),
        ("subject", "same", "subject"),
        ("same", "subject", "subject"),
        ("none", "same", "none"),
        ("caution", "none", "none"),
        ("none", "subject", "none"),
    ] {
        let found = said(["a", "b", "c"], &format!("a>b {before}"), &format!("b>c {after}"));
        assert_eq!(found, [format!("a>c {expected}")], "{before} {after}");
    }
}

#[test]
fn what_is_not_named_follows_the_rule_between_neighbours() {
    for (versions, before, after, expected) in [
        (["a", "a", "a"], "", "", "a>a same"),
        (["a", "a=other", "a"], "", "", "a>a caution"),
        (["a", "a:wide", "a"], "", "", "a>a subject"),
        (["a=x", "b=x", "b=x"], "a>b same", "", "a>b same"),
        (["a=x", "b=x", "b=other"], "a>b same", "", "a>b caution"),
        (["a=x", "a=x", "b"], "", "a>b caution", "a>b caution"),
        // Gone in the middle and back, under its old text: nobody says that it is the same.
        (["a z", "z", "a z"], "", "", "a> none | z>z same | >a none"),
        (["a z", "z", "a z"], "a>", ">a", "a> none | z>z same | >a none"),
        // Renamed, and the old id given to another question.
        (["a=x", "b=x", "b=x a=new"], "a>b same", "", "a>b same | >a none"),
        (["a=x b=y", "a=y b=x", "a=y b=x"], "a>b same | b>a same", "", "a>b same | b>a same"),
        (
            ["a=x b=y", "a=y b=x", "a=x b=y"],
            "a>b same | b>a same",
            "a>b same | b>a same",
            "a>a same | b>b same",
        ),
    ] {
        let mut found = said(versions, before, after);
        // In the order of the links, which is no matter here.
        found.sort();
        let mut expected: Vec<&str> = expected.split(" | ").collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{versions:?} {before} / {after}");
    }
}

#[test]
fn splits_and_mergers_join_what_hangs_together() {
    for (versions, before, after, expected) in [
        // A split, and each part goes its way.
        (["a", "b c", "d e"], "a>b,c caution", "b>d same | c>e same", "a>d,e caution"),
        (["a", "b c", "d e h"], "a>b,c caution", "b>d,h caution | c>e same", "a>d,h,e caution"),
        // As close as the weakest part.
        (["a", "b c", "d e"], "a>b,c caution", "b>d same | c>e subject", "a>d,e subject"),
        // A part that is gone takes nothing from the others, but one part is not the whole.
        (["a", "b c h", "d e"], "a>b,c,h caution", "b>d same | c>e same | h>", "a>d,e caution"),
        (["a", "b c", "d"], "a>b,c caution", "b>d same | c>", "a>d subject"),
        (["a", "b c", "d"], "a>b,c caution", "b,c>d caution", "a>d subject"),
        // A merger, and a merger of renamed ones.
        (["a e", "b", "c"], "a,e>b caution", "b>c same", "a,e>c caution"),
        (["a e", "b c", "d"], "a>b same | e>c same", "b,c>d caution", "a,e>d caution"),
        // Nobody has answered the part that was new.
        (["a e", "b c h", "d"], "a>b same | e>c same | >h", "b,c,h>d caution", "a,e>d subject"),
        (["a", "b h", "d"], "a>b same | >h", "b,h>d caution", "a>d subject"),
        // Several to several.
        (["a e", "b", "c d"], "a,e>b caution", "b>c,d caution", "a,e>c,d caution"),
        // What e says is no part of d.
        (
            ["a e", "b c h", "d i"],
            "a>b,c caution | e>h same",
            "b>d same | c,h>i caution",
            "a,e>d,i subject",
        ),
    ] {
        assert_eq!(said(versions, before, after), [expected], "{before} / {after}");
    }
    // What is dropped or new in one link does not hang together by that.
    let found = said(
        ["a e", "b c h i", "d x y"],
        "a>b same | e>i same | >c,h",
        "b>d same | c>x same | h,i>y caution",
    );
    assert_eq!(found, ["a>d same", "e>y subject", ">x none"]);
    let found = said(["a e i", "b c h", "d"], "a>b same | e>c same | i>h same", "b,c> | h>d same");
    assert_eq!(found, ["a> none", "e> none", "i>d same"]);
}

#[test]
fn tables_follow_each_other_or_nothing_is_carried() {
    for (versions, before, after, expected) in [
        (
            ["a", "b:three", "c"],
            "a>b caution 1:1 2:1 3:2 4:3",
            "b>c caution 1:2 3:4",
            "a>c caution 1:2 2:2 4:4",
        ),
        (["a", "b:three", "c:three"], "a>b caution 1:1 4:3", "b>c same", "a>c caution 1:1 4:3"),
        (["a", "b", "c:three"], "a>b same", "b>c caution 1:1 4:3", "a>c caution 1:1 4:3"),
        (["a", "b:three", "c"], "a>b caution 2:2", "b>c caution 1:1", "a>c subject"),
        // There and back is not the same measure all along.
        (
            ["a", "b:three", "a"],
            "a>b caution 1:1 2:2 4:3",
            "b>a caution 1:1 2:2 3:4",
            "a>a subject",
        ),
        // Nor is it where the numbers look alike, and count for something else in between.
        (["a", "b:wide", "a"], "a>b caution 1:1 2:2", "b>a caution 1:1 2:2", "a>a subject"),
        (["a", "b", "a"], "a>b caution 1:1", "b>a caution 1:1 2:3", "a>a subject"),
        (["a", "b:wide", "c:wide"], "a>b caution 1:1 2:2", "b>c same", "a>c caution 1:1 2:2"),
        (
            ["a:wide", "b:wide", "c:wide"],
            "a>b caution 0:0 10:5",
            "b>c caution 0:0 2:8 5:10",
            "a>c caution 0:0 4:8 10:10",
        ),
        (
            ["a:wide", "b", "c:three"],
            "a>b caution 0:1 10:4",
            "b>c caution 1:1 2:2 3:3",
            "a>c subject",
        ),
        // One table for all parts, else none.
        (
            ["a", "b c", "d e"],
            "a>b,c caution",
            "b>d caution 1:2 2:3 | c>e caution 1:2 2:3",
            "a>d,e caution 1:2 2:3",
        ),
        (["a", "b c", "d e"], "a>b,c caution", "b>d caution 1:2 2:3 | c>e same", "a>d,e subject"),
        // Answers that do not agree in the middle must not agree behind it.
        (["a e", "b", "c"], "a,e>b caution", "b>c caution 1:1 2:1 3:2", "a,e>c subject"),
        (
            ["a e", "b", "c"],
            "a,e>b caution",
            "b>c caution 1:1 2:3 3:4",
            "a,e>c caution 1:1 2:3 3:4",
        ),
    ] {
        assert_eq!(said(versions, before, after), [expected], "{before} / {after}");
    }
}

#[test]
fn reasons_are_kept_and_what_broke_is_told() {
    let [one, two, three] =
        [("1", "a z y"), ("2", "b c z"), ("3", "d z y")].map(|(v, q)| version(v, q));
    let mut all = [
        crosswalk(&one, &two, "a>b,c caution"),
        crosswalk(&two, &three, "b>d caution | c> none | z>z caution"),
    ];
    all[0].links[0].why = "Two bodies.".into();
    all[1].links[0].why = "One again.".into();
    all[1].links[2].why = "Plainer.".into();
    let middles = [Arc::new(two)];
    let ways = Ways { crosswalks: &all, middles: &middles };
    let bridge = Crosswalk::find(ways, &one, &three).unwrap();
    let why = |ids: &str| {
        let is = |link: &&Link| written(link).starts_with(ids);
        bridge.crosswalk.links.iter().find(is).unwrap().why.clone()
    };
    assert_eq!(why("a>d "), "it was several questions in between; Two bodies.; One again.");
    assert_eq!(why("z>z "), "Plainer.");
    assert_eq!(why("y> "), "not in f 2");
    assert_eq!(why(">y "), "not in f 2");
}

#[test]
fn four_versions_are_three_steps() {
    let all = ["a", "b", "c", "d:three"];
    let v: Vec<Framework> =
        all.iter().zip(["1", "2", "3", "4"]).map(|(q, n)| version(n, q)).collect();
    let crosswalks = [
        crosswalk(&v[2], &v[3], "c>d caution 1:1 2:2 4:3"),
        crosswalk(&v[0], &v[1], "a>b same"),
        crosswalk(&v[1], &v[2], "b>c same"),
    ];
    let middles: Vec<Arc<Framework>> = v[1..3].iter().cloned().map(Arc::new).collect();
    let ways = Ways { crosswalks: &crosswalks, middles: &middles };
    let bridge = Crosswalk::find(ways, &v[0], &v[3]).unwrap();
    let via: Vec<&str> = bridge.via.iter().map(|pin| pin.version.as_str()).collect();
    assert_eq!(via, ["2", "3"]);
    let said: Vec<String> = bridge.crosswalk.links.iter().map(written).collect();
    assert!(said.contains(&"a>d caution 1:1 2:2 4:3".to_owned()), "{said:?}");
    // Two versions that were made of a third one are not led round through it.
    let hub = [crosswalk(&v[0], &v[3], "a>d caution 1:1 4:3"), crosswalk(&v[0], &v[1], "a>b same")];
    let (f, g) = (&v[3], &v[1]);
    let middles = [Arc::new(v[0].clone())];
    assert!(
        Crosswalk::find(Ways { crosswalks: &hub, middles: &middles }, f, g).is_none(),
        "versions of one framework keep to what lies between them"
    );
}
