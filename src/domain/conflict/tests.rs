//! Conflicts: which are the same, and which verdicts they withhold.

use super::{Claim, Conflict, Side};
use crate::domain::{Field, Id, Value};

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn conflict(field: Field, base: &str, ours: &str, theirs: &str) -> Conflict {
    let claim = |value: &str| Claim { value: text(value), side: Side::default() };
    Conflict { field, base: text(base), ours: claim(ours), theirs: claim(theirs) }
}

#[test]
fn two_records_are_of_one_dispute_whichever_side_each_calls_ours() {
    let (field, other) = (Field::verdict(&id("law.1")), Field::verdict(&id("law.2")));
    let one = conflict(field.clone(), "0", "1", "2");
    let [by_one, by_other] = ["Ana", "Bo"].map(|by| Side { by: by.into(), at: String::new() });
    let mut turned = conflict(field.clone(), "0", "2", "1");
    (turned.ours.side, turned.theirs.side) = (by_one, by_other);
    assert!(one.same(&one) && one.same(&turned) && turned.same(&one));
    for different in [
        conflict(other, "0", "1", "2"),
        conflict(field.clone(), "3", "1", "2"),
        conflict(field.clone(), "0", "1", "3"),
        conflict(field.clone(), "0", "3", "2"),
        conflict(field.clone(), "0", "2", "3"),
        conflict(field.clone(), "0", "3", "1"),
        conflict(field.clone(), "0", "1", "1"),
        conflict(field, "0", "2", "2"),
    ] {
        assert!(!one.same(&different) && !different.same(&one), "{different}");
    }
}
