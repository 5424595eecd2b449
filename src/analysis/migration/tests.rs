//! What becomes of every kind of thing, and that nothing is lost.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Fate, Migration, What, migrate};
use crate::analysis::testing::{assessment, framework, id, revised};
use crate::domain::crosswalk::{Link, Relation};
use crate::domain::{
    Assessment, Boxed, Crosswalk, DraftQuestion, DraftScale, Framework, InPlace, NoteKind, Notes,
    Offer, Pin, Priority, Recommendation, RecommendationLevel, Request, Verdict, check_assessment,
};

mod chains;

fn pin(f: &Framework) -> Pin {
    Pin { id: f.id.clone(), version: f.version.clone(), digest: f.digest().into() }
}

fn link(from: &[&str], to: &[&str], relation: Relation, levels: &[(f64, f64)]) -> Link {
    let ids = |all: &[&str]| all.iter().map(|text| id(text)).collect();
    Link { from: ids(from), to: ids(to), relation, levels: levels.to_vec(), why: String::new() }
}

fn moved(old: &Assessment, to: &Framework, links: Vec<Link>) -> Migration {
    let crosswalk = Crosswalk { from: pin(&framework()), to: pin(to), links };
    let wrong: Vec<_> = crosswalk.check(&framework(), to);
    assert!(wrong.iter().all(|p| !p.is_error()), "{wrong:?}");
    let crosswalks = if crosswalk.links.is_empty() { vec![] } else { vec![crosswalk] };
    let key = old.key.in_edition(Some(id("2.0")));
    let made = migrate(old, &framework(), to, &crosswalks, key).unwrap();
    let wrong = check_assessment(&made.assessment, to);
    assert!(wrong.iter().all(|p| !p.is_error()), "{wrong:?}");
    made
}

/// Fate, verdict before and verdict after of the move that ends at a question.
fn fate(m: &Migration, question: &str) -> (Fate, Option<f64>, Option<f64>) {
    let number = |v: &Option<Verdict>| match v {
        Some(Verdict::Scored(n)) => Some(*n),
        _ => None,
    };
    let found = m.moves.iter().find(|m| m.what == What::Question && m.new == [id(question)]);
    let found = found.unwrap_or_else(|| panic!("no move to {question}: {:?}", m.moves));
    (found.fate, number(&found.before), number(&found.after))
}

fn old() -> Assessment {
    let all = [("a1", "3 E2"), ("a2", "2"), ("a3", "2"), ("b1", "unknown"), ("b2", "na")];
    assessment(&framework(), "XAA", 2020, &all)
}

#[test]
fn without_a_crosswalk_ids_and_texts_decide() {
    let wide = |d: &mut crate::domain::DraftFramework| {
        let scale = DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() };
        d.scales.insert("wide".into(), scale);
        d.question[2].scale = "wide".into();
        d.question[1].text = "Sharper?".into();
        d.question[4].id = "fresh".into();
    };
    let to = revised(wide);
    let m = moved(&old(), &to, Vec::new());
    assert_eq!(fate(&m, "a1"), (Fate::Unchanged, Some(3.0), Some(3.0)));
    assert_eq!(fate(&m, "a2"), (Fate::ToConfirm, Some(2.0), Some(2.0)));
    assert_eq!(fate(&m, "a3"), (Fate::Attic, Some(2.0), None));
    assert_eq!(fate(&m, "fresh"), (Fate::New, None, None));
    let new = &m.assessment;
    assert_eq!(new.answers[&id("a1")], old().answers[&id("a1")]);
    assert_eq!(new.answers[&id("b1")].counted(), Some(&Verdict::Unknown));
    assert!(new.answers[&id("a2")].carried);
    let attic = &new.attic[0];
    assert_eq!(attic.framework, old().framework);
    assert_eq!(attic.answers.keys().map(|k| k.as_str()).collect::<Vec<_>>(), ["a3", "b2"]);
    assert_eq!(attic.answers[&id("b2")], old().answers[&id("b2")]);
    assert_eq!(
        (new.framework.version.as_str(), new.framework.digest.as_str()),
        ("2.0", to.digest())
    );
}

#[test]
fn links_decide_before_ids_and_convert_levels() {
    let to = revised(|d| {
        d.question[0].id = "renamed".into();
        let part = DraftQuestion { id: "a2b".into(), ..d.question[1].clone() };
        d.question.push(part);
        d.question[4].text = "Other?".into();
    });
    let table = [(1.0, 1.0), (3.0, 2.0)];
    let m = moved(
        &old(),
        &to,
        vec![
            link(&["a1"], &["renamed"], Relation::Same, &[]),
            link(&["a2"], &["a2", "a2b"], Relation::Caution, &[]),
            link(&["a3"], &["a3"], Relation::Caution, &table),
            link(&["b2"], &["b2"], Relation::Subject, &[]),
        ],
    );
    assert_eq!(fate(&m, "renamed"), (Fate::Unchanged, Some(3.0), Some(3.0)));
    assert_eq!(fate(&m, "a2"), (Fate::ToConfirm, Some(2.0), Some(2.0)));
    assert_eq!(fate(&m, "a2b"), (Fate::ToConfirm, Some(2.0), Some(2.0)));
    assert_eq!(fate(&m, "a3"), (Fate::Attic, Some(2.0), None), "2 is not in the table");
    assert_eq!(fate(&m, "b2").0, Fate::Attic, "the same subject only");
    let rescaled = assessment(&framework(), "XAA", 2020, &[("a3", "3 E2")]);
    let m = moved(&rescaled, &to, vec![link(&["a3"], &["a3"], Relation::Caution, &table)]);
    assert_eq!(fate(&m, "a3"), (Fate::ToConfirm, Some(3.0), Some(2.0)));
    assert_eq!(m.assessment.attic[0].answers[&id("a3")], rescaled.answers[&id("a3")]);
}

#[test]
fn a_merger_is_carried_only_where_the_old_answers_agree() {
    let to = revised(|d| drop(d.question.remove(1)));
    let merge = || vec![link(&["a1", "a2"], &["a1"], Relation::Caution, &[])];
    let of = |answers: &[(&str, &str)]| {
        moved(&assessment(&framework(), "XAA", 2020, answers), &to, merge())
    };
    let agreed = of(&[("a1", "3 E2"), ("a2", "3 E3")]);
    assert_eq!(fate(&agreed, "a1"), (Fate::ToConfirm, None, Some(3.0)));
    let live = &agreed.assessment.answers[&id("a1")];
    assert_eq!(live.sources, [id("law"), id("data")]);
    assert_eq!(agreed.assessment.attic[0].answers.len(), 2);
    for differ in [&[("a1", "3"), ("a2", "2")][..], &[("a1", "3")], &[("a1", "3"), ("a2", "open")]]
    {
        let m = of(differ);
        assert_eq!(fate(&m, "a1").0, Fate::Attic);
        assert!(m.assessment.answers.is_empty());
    }
    assert_eq!(fate(&of(&[]), "a1").0, Fate::Open);
}

#[test]
fn answers_to_another_text_are_all_to_be_confirmed() {
    let mut old = old();
    old.framework.digest = "sha256:0".into();
    let m = moved(&old, &revised(|_| {}), Vec::new());
    assert!(m.other_text);
    assert_eq!(m.questions(Fate::Unchanged), 0);
    assert_eq!(m.questions(Fate::ToConfirm), 5);
}

#[test]
fn there_has_to_be_a_way_and_it_leads_forward() {
    let (old, other) = (old(), revised(|d| d.id = "other".into()));
    let go = |to: &Framework, all: &[Crosswalk]| {
        migrate(&old, &framework(), to, all, old.key.clone()).map(|_| ())
    };
    assert!(go(&framework(), &[]).unwrap_err().contains("already"));
    assert!(go(&other, &[]).unwrap_err().contains("no crosswalk"));
    let back = Crosswalk { from: pin(&other), to: pin(&framework()), links: Vec::new() };
    assert!(go(&other, &[back]).unwrap_err().contains("backwards"));
}

/// An assessment with everything in it, from a few numbers.
fn full(seed: &[u8]) -> Assessment {
    let states = ["open", "1", "2", "3 E2", "4 E4", "unknown", "na", "carried"];
    let ids = ["a1", "a2", "a3", "b1", "b2"];
    let answers: Vec<(&str, &str)> =
        ids.iter().zip(seed).map(|(q, s)| (*q, states[usize::from(*s) % states.len()])).collect();
    let mut a = assessment(&framework(), "XAA", 2020, &answers);
    for (n, (question, answer)) in a.answers.each_mut().iter_mut().enumerate() {
        answer.boxes.set(Boxed::ALL[n % 5].0, format!("box of {question}"));
        answer.parked = seed[n] > 127;
    }
    if let Some(answer) = a.answers.each_mut().get_mut(&id("b1")) {
        answer.in_place = Some(InPlace::Paper);
    }
    for node in ["a", "b", "fw", "a1"] {
        let mut notes = Notes::default();
        notes.set(NoteKind::Lessons, vec![format!("lesson of {node}")]);
        a.notes.insert(id(node), notes);
    }
    for (n, question) in ids.iter().enumerate() {
        let name = id(&format!("e{n}"));
        let about = vec![id(question), id(ids[usize::from(seed[n]) % 5])];
        a.priorities.push(Priority {
            id: name.clone(),
            question: id(question),
            title: format!("title {n}"),
            target: (n % 2 == 0).then_some(4.0),
            ratings: Vec::new(),
            gates: Vec::new(),
            place: None,
            place_reason: String::new(),
            exchange: n == 1,
            note: format!("note {n}"),
        });
        a.recommendations.push(Recommendation {
            id: name.clone(),
            level: RecommendationLevel::ALL[n % 3].0,
            text: format!("text {n}"),
            about: about.clone(),
        });
        a.offers.push(Offer {
            id: name.clone(),
            title: format!("offer {n}"),
            about: about.clone(),
            forms: Vec::new(),
            languages: vec!["en".into()],
            contact: "office".into(),
            lesson: "lesson".into(),
            conditions: "conditions".into(),
        });
        a.requests.push(Request {
            id: name,
            title: format!("request {n}"),
            about,
            forms: Vec::new(),
            languages: Vec::new(),
            contact: "office".into(),
            partners: Vec::new(),
            status: None,
            outcome: String::new(),
        });
    }
    a
}

/// Every datum of the old assessment that is nowhere in the new one.
fn lost(old: &Assessment, m: &Migration) -> Vec<String> {
    let (new, mut gone) = (&m.assessment, Vec::new());
    let mut need = |there: bool, what: String| {
        if !there {
            gone.push(what);
        }
    };
    let attic = |is: &dyn Fn(&crate::domain::Attic) -> bool| new.attic.iter().any(is);
    need(new.evidence == old.evidence, "evidence".into());
    for (question, answer) in &old.answers {
        // Alive with every field but the mark that it waits for confirmation.
        let targets: BTreeSet<_> = m
            .moves
            .iter()
            .filter(|m| m.what == What::Question && m.old.contains(question))
            .flat_map(|m| &m.new)
            .collect();
        let alive = targets.iter().filter_map(|t| new.answers.get(*t)).any(|live| {
            let plain =
                |a: &crate::domain::Answer| crate::domain::Answer { carried: false, ..a.clone() };
            plain(live) == plain(answer)
        });
        let kept = attic(&|attic| attic.answers.get(question) == Some(answer));
        need(alive || kept, format!("answer {question}"));
    }
    for (node, notes) in &old.notes {
        let text = &notes.get(NoteKind::Lessons)[0];
        let alive = new.notes.values().any(|n| n.get(NoteKind::Lessons).contains(text));
        need(alive || attic(&|a| a.notes.get(node) == Some(notes)), format!("notes {node}"));
    }
    // An id of an old entry that no link gave a new name is there, or the entry is in the attic.
    let named = |ids: &[crate::domain::Id], now: &[crate::domain::Id]| {
        ids.iter().collect::<BTreeSet<_>>().len() <= now.len()
    };
    for p in &old.priorities {
        let alive = new
            .priorities
            .iter()
            .any(|n| *n == Priority { question: n.question.clone(), ..p.clone() });
        need(alive || attic(&|a| a.priorities.contains(p)), format!("priority {}", p.id));
    }
    for r in &old.recommendations {
        let alive = new.recommendations.iter().any(|n| {
            n.id == r.id && n.text == r.text && n.level == r.level && named(&r.about, &n.about)
        });
        need(
            alive || attic(&|a| a.recommendations.contains(r)),
            format!("recommendation {}", r.id),
        );
    }
    for o in &old.offers {
        let alive = new.offers.iter().any(|n| {
            *n == Offer { about: n.about.clone(), ..o.clone() } && named(&o.about, &n.about)
        });
        need(alive || attic(&|a| a.offers.contains(o)), format!("offer {}", o.id));
    }
    for r in &old.requests {
        let alive = new.requests.iter().any(|n| {
            *n == Request { about: n.about.clone(), ..r.clone() } && named(&r.about, &n.about)
        });
        need(alive || attic(&|a| a.requests.contains(r)), format!("request {}", r.id));
    }
    gone
}

/// The link of one old question among several ways to treat it.
fn way(question: &str, way: u8, other: &str) -> Option<Link> {
    let table = [(1.0, 1.0), (2.0, 1.0), (3.0, 4.0)];
    Some(match way % 8 {
        0 => return None,
        1 => link(&[question], &["x1"], Relation::Same, &[]),
        2 => link(&[question], &[question], Relation::Caution, &table),
        3 => link(&[question], &[question, "x1"], Relation::Caution, &[]),
        4 => link(&[question, other], &[question], Relation::Caution, &[]),
        5 => link(&[question], &[], Relation::None, &[]),
        6 => link(&[question], &["x1"], Relation::Subject, &[]),
        _ => link(&[question], &[other], Relation::Caution, &[]),
    })
}

proptest! {
    #[test]
    fn nothing_is_lost(
        seed in proptest::collection::vec(any::<u8>(), 5),
        at in 0..5_usize,
        next in 1..5_usize,
        which in 0..8_u8,
        dropped in proptest::option::of(0..5_usize),
        reworded in 0..5_usize,
        plain in any::<bool>(),
    ) {
        let ids = ["a1", "a2", "a3", "b1", "b2"];
        let (question, other) = (ids[at], ids[(at + next) % 5]);
        let to = revised(|d| {
            d.question[reworded].text.push('!');
            d.question[3].paper_and_practice = plain;
            let extra = DraftQuestion { id: "x1".into(), ..d.question[at].clone() };
            d.question.push(extra);
            // What a link leads to has to be there.
            if let Some(gone) = dropped.filter(|n| ids[*n] != question && ids[*n] != other) {
                d.question.remove(gone);
            }
        });
        let old = full(&seed);
        let m = moved(&old, &to, way(question, which, other).into_iter().collect());
        prop_assert_eq!(lost(&old, &m), Vec::<String>::new());
        // An answer that is not of the very same question never counts by itself.
        for one in m.moves.iter().filter(|m| m.what == What::Question) {
            let live = one.new.first().and_then(|id| m.assessment.answers.get(id));
            let counted = live.and_then(|a| a.counted());
            prop_assert_eq!(counted.is_some(), one.fate == Fate::Unchanged, "{:?}", one);
        }
    }
}
