//! Every kind of change is found once, and the same framework has none.

use super::{Difference, Kind, differences};
use crate::domain::{
    DraftFramework, DraftLevel, DraftNode, DraftQuestion, DraftScale, DraftTerm, Framework,
};

fn draft() -> DraftFramework {
    let level =
        |n: u8| DraftLevel { level: f64::from(n), name: n.to_string(), ..Default::default() };
    let node = |id: &str| DraftNode { id: id.into(), name: id.into(), ..Default::default() };
    let question = |id: &str, parent: &str| DraftQuestion {
        id: id.into(),
        parent: parent.into(),
        text: format!("{id}?"),
        levels: vec!["low".into(), "mid".into(), "high".into()],
        ..Default::default()
    };
    DraftFramework {
        id: "f".into(),
        version: "1".into(),
        title: "F".into(),
        scale: Some(DraftScale { levels: [1, 2, 3].map(level).to_vec(), ..Default::default() }),
        node: vec![node("g"), node("h")],
        question: vec![question("a", "g"), question("b", "g"), question("c", "h")],
        term: vec![DraftTerm { term: "T".into(), means: "t".into() }],
        ..Default::default()
    }
}

fn made(draft: &DraftFramework) -> Framework {
    draft.check().expect("the draft is in order")
}

fn after(change: impl FnOnce(&mut DraftFramework)) -> Vec<(Kind, String, String)> {
    let mut changed = draft();
    change(&mut changed);
    let found = differences(&made(&draft()), &made(&changed));
    found.into_iter().map(|Difference { kind, id, what, .. }| (kind, id, what)).collect()
}

#[track_caller]
fn one(change: impl FnOnce(&mut DraftFramework), kind: Kind, id: &str, what: &str) {
    assert_eq!(after(change), [(kind, id.to_owned(), what.to_owned())]);
}

#[test]
fn the_same_framework_has_no_differences() {
    assert_eq!(after(|_| {}), []);
}

#[test]
fn every_kind_of_change_is_found_once() {
    one(|d| d.question[0].text = "Other?".into(), Kind::Reworded, "a", "text");
    one(|d| d.question[0].levels[2] = "higher".into(), Kind::Reworded, "a", "level 3");
    one(|d| d.question[0].guidance = "x".into(), Kind::Reworded, "a", "guidance");
    one(|d| d.node[0].name = "Other".into(), Kind::Renamed, "g", "name");
    one(|d| d.question[0].code = "9".into(), Kind::Renamed, "a", "code");
    one(|d| d.question[1].parent = "h".into(), Kind::Moved, "b", "parent");
    one(|d| d.question.swap(0, 1), Kind::Moved, "g", "order below");
    one(|d| d.question[1].weight = Some(2.0), Kind::Reweighted, "b", "weight");
    one(|d| d.node[1].rule = "minimum".into(), Kind::Rule, "h", "rule");
    one(|d| d.question[2].critical = true, Kind::Flags, "c", "critical");
    one(|d| d.question[2].kind = "outcome".into(), Kind::Flags, "c", "kind");
    one(|d| d.term[0].means = "u".into(), Kind::Reworded, "T", "meaning");
    one(|d| d.version = "2".into(), Kind::Renamed, "f", "version");
    one(|d| drop(d.question.remove(1)), Kind::Removed, "b", "");
    let new = DraftQuestion { id: "d".into(), text: "d?".into(), ..Default::default() };
    one(|d| d.question.push(new), Kind::Added, "d", "");
}

#[test]
fn another_scale_touches_everything_that_uses_it() {
    let found = after(|d| {
        if let Some(scale) = &mut d.scale {
            scale.min = Some(0.0);
        }
    });
    assert_eq!(found.len(), 6);
    assert!(found.iter().all(|(kind, _, what)| *kind == Kind::Rescaled && what == "scale"));
}
