//! What a crosswalk may say, what it converts, and what it is refused for.

use super::{Crosswalk, Link, LinkKind, Relation};
use crate::domain::{
    DraftFramework, DraftLevel, DraftNode, DraftQuestion, DraftScale, Framework, Id, Pin, Severity,
};

fn framework(id: &str, version: &str, levels: u8, ids: &[&str]) -> Framework {
    let level = |n| DraftLevel { level: f64::from(n), name: format!("L{n}"), ..Default::default() };
    let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..Default::default() };
    let question = |id: &&str| DraftQuestion {
        id: (*id).into(),
        parent: "g".into(),
        text: format!("{id}?"),
        scale: if id.starts_with('w') { "wide".into() } else { String::new() },
        ..Default::default()
    };
    DraftFramework {
        id: id.into(),
        version: version.into(),
        title: "T".into(),
        scale: Some(DraftScale { levels: (1..=levels).map(level).collect(), ..Default::default() }),
        scales: [("wide".to_owned(), wide)].into_iter().collect(),
        node: vec![DraftNode { id: "g".into(), name: "G".into(), ..Default::default() }],
        question: ids.iter().map(question).collect(),
        ..Default::default()
    }
    .check()
    .unwrap()
}

fn link(from: &[&str], to: &[&str], relation: Relation, levels: &[(f64, f64)]) -> Link {
    let ids = |all: &[&str]| all.iter().map(|id| Id::new(id).unwrap()).collect();
    Link { from: ids(from), to: ids(to), relation, levels: levels.to_vec(), why: String::new() }
}

fn pin(id: &str, version: &str) -> Pin {
    Pin { id: Id::new(id).unwrap(), version: version.into(), digest: String::new() }
}

/// The codes of what is wrong with one link between a version of four levels and one of three.
fn said(link: Link) -> Vec<&'static str> {
    said_of(vec![link])
}

fn said_of(links: Vec<Link>) -> Vec<&'static str> {
    let (old, new) = (
        framework("f", "1", 4, &["a", "b", "w1"]),
        framework("f", "2", 3, &["a", "c", "d", "w1", "w2"]),
    );
    let crosswalk = Crosswalk { from: pin("f", "1"), to: pin("f", "2"), links };
    crosswalk.check(&old, &new).into_iter().map(|p| p.code).collect()
}

#[test]
fn every_kind_of_link_can_be_written() {
    use Relation::{Caution, None, Same, Subject};
    let table = [(1.0, 1.0), (2.0, 1.0), (3.0, 2.0), (4.0, 3.0)];
    for (link, kind) in [
        (link(&["w1"], &["w1"], Same, &[]), LinkKind::Kept),
        (link(&["a"], &["a"], Caution, &table), LinkKind::Rescaled),
        (link(&["b"], &["a"], Subject, &[]), LinkKind::Renamed),
        (link(&["b"], &["c", "d"], Caution, &table), LinkKind::Split),
        (link(&["a", "b"], &["c"], Caution, &table), LinkKind::Merged),
        (link(&["b"], &[], None, &[]), LinkKind::Dropped),
        (link(&[], &["d"], None, &[]), LinkKind::Added),
        (link(&["g"], &["g"], Same, &[]), LinkKind::Kept),
    ] {
        assert_eq!(link.kind(), kind);
        assert_eq!(said(link), [""; 0], "{kind:?}");
    }
}

#[test]
fn what_cannot_be_true_is_named() {
    use Relation::{Caution, None, Same, Subject};
    for (link, code) in [
        (link(&["x"], &["a"], Subject, &[]), "unknown-id"),
        (link(&["a", "a"], &["a"], Subject, &[]), "twice"),
        (link(&[], &[], None, &[]), "empty-link"),
        (link(&["a", "b"], &["c", "d"], Subject, &[]), "many-to-many"),
        (link(&["a"], &[], Caution, &[]), "relation"),
        (link(&["w1"], &["w1", "w2"], Same, &[]), "relation"),
        (link(&["w1"], &["w2"], Same, &[]), "reworded"),
        (link(&["a"], &["g"], Subject, &[]), "kind"),
        (link(&["g"], &["g"], Same, &[(1.0, 1.0)]), "levels"),
        (link(&["a"], &["a"], Same, &[]), "scale"),
        (link(&["a"], &["a"], Caution, &[]), "scale"),
        (link(&["a"], &["a"], Caution, &[(4.0, 4.0)]), "off-scale"),
        (link(&["a"], &["a"], Caution, &[(5.0, 3.0)]), "off-scale"),
        (link(&["a"], &["a"], Same, &[(4.0, 3.0)]), "relation"),
        (link(&["a"], &["a"], Caution, &[(2.0, 1.0), (1.0, 1.0)]), "levels"),
        (link(&["a"], &["a"], Caution, &[(1.0, 2.0), (2.0, 1.0)]), "not-monotone"),
    ] {
        assert_eq!(said(link.clone()), [code], "{link:?}");
    }
    let twice = vec![link(&["a"], &["c"], Subject, &[]), link(&["a"], &["d"], Subject, &[])];
    assert_eq!(said_of(twice), ["twice"]);
}

#[test]
fn only_doubts_are_warnings() {
    let (old, new) = (framework("f", "1", 4, &["a"]), framework("f", "2", 4, &["c"]));
    let links = vec![link(&["a"], &["c"], Relation::Same, &[])];
    let crosswalk = Crosswalk { from: pin("f", "1"), to: pin("f", "2"), links };
    let severity: Vec<Severity> =
        crosswalk.check(&old, &new).into_iter().map(|p| p.severity).collect();
    assert_eq!(severity, [Severity::Warning]);
}

#[test]
fn another_text_than_the_one_that_was_looked_at_is_refused() {
    let (old, new) = (framework("f", "1", 4, &["a"]), framework("f", "2", 4, &["a"]));
    let mut crosswalk = Crosswalk { from: pin("f", "1"), to: pin("f", "2"), links: Vec::new() };
    assert!(Crosswalk::find(std::slice::from_ref(&crosswalk), &old, &new).is_some());
    crosswalk.from.digest = "sha256:0".into();
    assert_eq!(crosswalk.check(&old, &new).first().map(|p| p.code), Some("digest"));
    assert!(Crosswalk::find(std::slice::from_ref(&crosswalk), &old, &new).is_none());
    crosswalk.from.digest = old.digest().into();
    let back = [crosswalk];
    assert!(Crosswalk::find(&back, &new, &old).is_some_and(|bridge| bridge.backwards));
}

#[test]
fn levels_are_converted_as_listed_and_ranges_along_straight_lines() {
    let old = framework("f", "1", 4, &["a", "w1"]);
    let new = framework("f", "2", 3, &["a", "w1"]);
    let scale = |f: &Framework, id: &str| f.scale(f.question(id).unwrap().0).clone();
    let table = link(&["a"], &["a"], Relation::Caution, &[(1.0, 1.0), (2.0, 1.0), (4.0, 3.0)]);
    let of = |n| table.convert(n, &scale(&old, "a"), &scale(&new, "a"));
    assert_eq!([1.0, 2.0, 3.0, 4.0, 2.5].map(of), [Some(1.0), Some(1.0), None, Some(3.0), None]);
    let plain = link(&["a"], &["a"], Relation::Caution, &[]);
    assert_eq!(plain.convert(1.0, &scale(&old, "a"), &scale(&new, "a")), None, "other numbers");
    assert_eq!(plain.convert(7.5, &scale(&old, "w1"), &scale(&new, "w1")), Some(7.5));
    let bent = link(&["w1"], &["w1"], Relation::Caution, &[(0.0, 2.0), (5.0, 4.0), (8.0, 10.0)]);
    let of = |n| bent.convert(n, &scale(&old, "w1"), &scale(&new, "w1"));
    assert_eq!(
        [0.0, 2.5, 5.0, 6.5, 9.0].map(of),
        [Some(2.0), Some(3.0), Some(4.0), Some(7.0), None]
    );
}
