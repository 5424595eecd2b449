//! Migrations along chains of crosswalks: what they carry, single migrations would carry, too.

use std::sync::Arc;

use proptest::prelude::*;

use super::{fate, full, link, lost, pin};
use crate::analysis::migration::{Fate, Migration, What, migrate};
use crate::analysis::testing::chains::{crosswalk, led, steps, version};
use crate::analysis::testing::{assessment, framework, id};
use crate::domain::crosswalk::{Relation, Ways};
use crate::domain::{Answer, Assessment, Crosswalk, DraftQuestion, Framework, check_assessment};

fn moved(old: &Assessment, stops: &[Framework], all: &[Crosswalk]) -> Migration {
    let middles: Vec<Arc<Framework>> = stops.iter().cloned().map(Arc::new).collect();
    let ways = Ways { crosswalks: all, middles: &middles };
    let (from, to) = (&stops[0], &stops[stops.len() - 1]);
    let key = old.key.in_edition(Some(id(&to.version)));
    let made = migrate(old, from, to, ways, key).expect("a way");
    let wrong = check_assessment(&made.assessment, to);
    assert!(wrong.iter().all(|p| !p.is_error()), "{wrong:?}");
    made
}

#[test]
fn answers_travel_along_the_chain_and_no_further_than_its_parts_allow() {
    let two = version("2", |d| {
        d.question[0].id = "x1".into();
        let part = DraftQuestion { id: "a2b".into(), ..d.question[1].clone() };
        d.question.push(part);
        d.question[2].scale = "wide".into();
        d.question[4].id = "other".into();
    });
    let three = version("3", |d| {
        d.question[0].id = "y1".into();
        let part = DraftQuestion { id: "a2c".into(), ..d.question[1].clone() };
        d.question.push(part);
        d.question[3].text = "Sharper?".into();
    });
    let all = [
        crosswalk(
            &framework(),
            &two,
            vec![
                link(&["a1"], &["x1"], Relation::Same, &[]),
                link(&["a2"], &["a2", "a2b"], Relation::Caution, &[]),
                link(&["a3"], &["a3"], Relation::Caution, &[(1.0, 0.0), (2.0, 4.0), (4.0, 10.0)]),
            ],
        ),
        crosswalk(
            &two,
            &three,
            vec![
                link(&["x1"], &["y1"], Relation::Same, &[]),
                link(&["a2b"], &["a2c"], Relation::Same, &[]),
                link(&["a3"], &["a3"], Relation::Caution, &[(0.0, 1.0), (4.0, 3.0), (10.0, 4.0)]),
            ],
        ),
    ];
    let answers = [("a1", "3 E2"), ("a2", "2"), ("a3", "2"), ("b1", "1"), ("b2", "2")];
    let old = assessment(&framework(), "XAA", 2020, &answers);
    let m = moved(&old, &[framework(), two.clone(), three.clone()], &all);
    assert_eq!(m.via, [pin(&two)]);
    assert_eq!(fate(&m, "y1"), (Fate::Unchanged, Some(3.0), Some(3.0)));
    assert_eq!(fate(&m, "a2"), (Fate::ToConfirm, Some(2.0), Some(2.0)));
    assert_eq!(fate(&m, "a2c"), (Fate::ToConfirm, Some(2.0), Some(2.0)));
    assert_eq!(fate(&m, "a3"), (Fate::ToConfirm, Some(2.0), Some(3.0)));
    assert_eq!(fate(&m, "b1"), (Fate::ToConfirm, Some(1.0), Some(1.0)));
    assert_eq!(fate(&m, "b2"), (Fate::New, None, None), "it was not asked in between");
    assert!(m.assessment.attic[0].answers.contains_key(&id("b2")));
    assert_eq!(m.assessment.attic[0].why[&id("b2")], "no longer asked: not in fw 2");
    assert_eq!(lost(&old, &m), Vec::<String>::new());
    // 3 is in the first table and not in the second.
    let high = assessment(&framework(), "XAA", 2020, &[("a3", "3")]);
    let m = moved(&high, &[framework(), two, three], &all);
    assert_eq!(fate(&m, "a3"), (Fate::Attic, Some(3.0), None));
}

#[test]
fn nothing_is_moved_along_a_chain_that_leads_backwards_on_a_part() {
    let other = |id: &str| version("1", |d| d.id = id.into());
    let (hub, g) = (other("hub"), other("g"));
    let old = assessment(&framework(), "XAA", 2020, &[]);
    let go = |all: &[Crosswalk]| {
        let middles = [Arc::new(hub.clone())];
        let ways = Ways { crosswalks: all, middles: &middles };
        migrate(&old, &framework(), &g, ways, old.key.clone()).map(|m| m.via)
    };
    let out = crosswalk(&framework(), &hub, Vec::new());
    assert_eq!(go(&[crosswalk(&hub, &g, Vec::new()), out.clone()]), Ok(vec![pin(&hub)]));
    let why = go(&[out.clone(), crosswalk(&g, &hub, Vec::new())]).unwrap_err();
    assert!(why.contains("through hub 1") && why.contains("backwards on a part"), "{why}");
    assert!(go(&[out]).unwrap_err().contains("no crosswalk"));
}

proptest! {
    #[test]
    fn what_a_chain_carries_single_moves_carry_too(
        made in steps(),
        seed in proptest::collection::vec(any::<u8>(), 5),
    ) {
        let (stops, all) = led(framework(), &made);
        let old = full(&seed);
        let mut singly = old.clone();
        for (two, crosswalk) in stops.windows(2).zip(&all) {
            let m = moved(&singly, two, std::slice::from_ref(crosswalk));
            prop_assert!(m.via.is_empty());
            singly = m.assessment;
        }
        let once = moved(&old, &stops, &all);
        let via: Vec<_> = stops[1..stops.len() - 1].iter().map(pin).collect();
        prop_assert_eq!(&once.via, &via);
        let counted = |answer: &Answer| answer.counted().cloned();
        for (question, answer) in once.assessment.answers.iter().filter(|(_, a)| a.verdict.is_some()) {
            let other = singly.answers.get(question);
            prop_assert_eq!(other.and_then(|o| o.verdict.clone()), answer.verdict.clone(), "{}", question);
            prop_assert!(answer.carried || other.and_then(counted) == counted(answer), "{}", question);
        }
        // Where no table and nothing but one to one is on the way, it is just what single moves carry.
        let links = || all.iter().flat_map(|c| &c.links);
        if links().all(|l| l.levels.is_empty() && l.from.len() <= 1 && l.to.len() <= 1) {
            for (question, other) in &singly.answers {
                let answer = once.assessment.answers.get(question);
                prop_assert_eq!(answer.and_then(counted), counted(other), "{}", question);
                prop_assert_eq!(answer.map(|a| &a.verdict), Some(&other.verdict), "{}", question);
            }
        }
        prop_assert_eq!(lost(&old, &once), Vec::<String>::new());
        for one in once.moves.iter().filter(|m| m.what == What::Question) {
            let live = one.new.first().and_then(|id| once.assessment.answers.get(id));
            let counted = live.and_then(counted);
            prop_assert_eq!(counted.is_some(), one.fate == Fate::Unchanged, "{:?}", one);
        }
    }
}
