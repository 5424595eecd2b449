//! Levels in bytes are the answers that a map would hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::{Answers, Code};
use crate::domain::{Answer, Confidence, Id, Verdict};

fn ids() -> Arc<[Id]> {
    ["a.1", "a.2", "b", "c"].into_iter().map(|id| Id::new(id).unwrap()).collect()
}

fn scored(level: f64) -> Answer {
    Answer { verdict: Some(Verdict::Scored(level)), ..Answer::default() }
}

proptest! {
    /// However they are held, the answers are the same to whoever looks.
    #[test]
    fn levels_are_a_map_of_bare_answers(codes in proptest::collection::vec(any::<Code>(), 4)) {
        let held = Answers::levels(&ids(), &codes).unwrap();
        let given = ids().iter().cloned().zip(&codes).filter(|(_, code)| **code > 0)
            .map(|(id, code)| (id, scored((f64::from(*code) - 1.0) / 2.0)))
            .collect::<BTreeMap<_, _>>();
        let map = Answers::from(given.clone());
        prop_assert_eq!(&held, &map);
        prop_assert_eq!(held.len(), given.len());
        prop_assert_eq!(held.is_empty(), given.is_empty());
        prop_assert!(held.keys().eq(given.keys()) && held.values().eq(given.values()));
        for id in ids().iter().chain([&Id::new("b1").unwrap()]) {
            prop_assert_eq!(held.get_key_value(id), given.get_key_value(id));
            prop_assert_eq!(held.contains_key(id), given.contains_key(id));
        }
        prop_assert_eq!(format!("{held:?}"), format!("{given:?}"));
        for (id, answer) in &held {
            let at = ids().binary_search(id).unwrap();
            prop_assert_eq!(Answers::code_of(answer), Some(codes[at]));
        }
        let mut altered = held.clone();
        prop_assert_eq!(altered.each_mut(), &given);
        altered.each_mut().remove("b");
        prop_assert_eq!(altered.contains_key("b"), false);
        prop_assert_eq!(held.codes(&ids()), None, "a list of its own is another list");
        prop_assert_eq!(held.clone().sharing(&ids()), held.clone());
        let shared = ids();
        let held = held.sharing(&shared);
        prop_assert_eq!(held.codes(&shared), Some(&codes[..]));
    }

    /// In whatever order they come, and whatever some of them hold beside a level.
    #[test]
    fn answers_are_collected_as_a_map_is(
        given in proptest::collection::vec((0..4_usize, any::<Code>(), any::<bool>()), 0..9),
    ) {
        let given: Vec<(Id, Answer)> = given.into_iter().map(|(at, code, parked)| {
            let level = scored((f64::from(code.max(1)) - 1.0) / 2.0);
            (ids()[at].clone(), Answer { parked: parked && code % 4 == 0, ..level })
        }).collect();
        let map: BTreeMap<Id, Answer> = given.iter().cloned().collect();
        let shared = ids();
        let held = given.into_iter().collect::<Answers>();
        prop_assert_eq!(&held, &Answers::from(map.clone()));
        let bare = map.values().all(|answer| !answer.parked);
        let held = held.sharing(&shared);
        prop_assert_eq!(held.codes(&shared).is_some(), bare);
        prop_assert_eq!(held, Answers::from(map));
    }
}

#[test]
fn codes_are_given_for_the_very_list_alone() {
    let ids = ids();
    let held = Answers::levels(&ids, &[3, 0, 5, 7]).unwrap();
    assert_eq!(held.codes(&ids), Some(&[3, 0, 5, 7][..]));
    assert_eq!(held["b"], scored(2.0));
    assert!(Answers::levels(&ids, &[3, 0, 5]).is_none(), "a code for each id");
    let mut altered = held;
    altered.each_mut();
    assert_eq!(altered.codes(&ids), None);
}

#[test]
fn only_a_level_and_nothing_else_has_a_code() {
    let sure = Answer { confidence: Some(Confidence::Sure), ..scored(2.0) };
    let parked = Answer { parked: true, ..scored(2.0) };
    let carried = Answer { carried: true, ..scored(2.0) };
    let unknown = Answer { verdict: Some(Verdict::Unknown), ..Answer::default() };
    let mut written = scored(2.0);
    written.boxes.set(crate::domain::Boxed::Claim, "So it is.");
    let sourced = Answer { sources: vec![Id::new("law").unwrap()], ..scored(2.0) };
    for answer in [sure, parked, carried, unknown, written, sourced, Answer::default()] {
        assert_eq!(Answers::code_of(&answer), None, "{answer:?}");
    }
    for level in [0.25, 127.5, 1e9, -1.0, -0.0, f64::NAN] {
        assert_eq!(Answers::code_of(&scored(level)), None, "{level}");
    }
    for (level, code) in [(0.0, 1), (0.5, 2), (4.0, 9), (127.0, 255)] {
        assert_eq!(Answers::code_of(&scored(level)), Some(code));
        assert_eq!(*Answers::bare(code), scored(level));
    }
}
