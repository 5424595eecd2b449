//! A small region: what its countries offer each other.

use proptest::prelude::*;

use std::collections::{BTreeMap, BTreeSet};

mod assign;
mod heard;
mod laws;
mod reference;

use super::{
    Exchange, Match, OfferSource, Part, RequestSource, Strength, Terms, exchange, follow_up,
    sessions,
};
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::testing::{assessment, framework, id, revised, scored};
use crate::domain::{
    Assessment, Country, DraftNode, DraftQuestion, FollowUp, Form, Offer, Request,
};

fn showing(shown: usize) -> Terms {
    Terms { shown, ..Terms::default() }
}

pub(super) fn offer(name: &str, about: &[&str], languages: &[&str]) -> Offer {
    Offer {
        id: id(name),
        title: name.into(),
        about: about.iter().map(|a| id(a)).collect(),
        forms: vec![Form::Visit, Form::Mentor],
        languages: languages.iter().map(ToString::to_string).collect(),
        contact: String::new(),
        lesson: String::new(),
        conditions: String::new(),
    }
}

pub(super) fn request(name: &str, about: &[&str], languages: &[&str]) -> Request {
    Request {
        id: id(name),
        title: name.into(),
        about: about.iter().map(|a| id(a)).collect(),
        forms: vec![Form::Mentor],
        languages: languages.iter().map(ToString::to_string).collect(),
        contact: String::new(),
        partners: Vec::new(),
        status: None,
        outcome: String::new(),
    }
}

fn region(countries: &[Assessment]) -> Vec<Scored<'static>> {
    countries.iter().map(|a| scored(&framework(), a)).collect()
}

/// `request country > offer country: parts`, for the matches in order.
fn told(e: &Exchange<'_>) -> Vec<String> {
    let line = |m: &Match| {
        format!(
            "{} > {}: {:?}",
            e.requests[m.request].scored.assessment.key.country,
            e.offers[m.offer].scored.assessment.key.country,
            m.parts
        )
    };
    e.matches.iter().map(line).collect()
}

#[test]
fn one_level_above_is_better_than_far_above_and_a_written_offer_better_than_a_derived_one() {
    let f = framework();
    let mut seeker = assessment(&f, "XAA", 2020, &[("a1", "2 E2"), ("a2", "4 E3")]);
    seeker.requests = vec![request("r", &["a1"], &["English"])];
    let near = assessment(&f, "XBB", 2020, &[("a1", "3 E3"), ("a2", "4 E3")]);
    let far = assessment(&f, "XCC", 2020, &[("a1", "4 E3"), ("a2", "4 E3")]);
    let mut author = assessment(&f, "XDD", 2020, &[("a1", "3 E3"), ("a2", "4 E3")]);
    author.offers = vec![offer("o", &["a1"], &["Shqip", " english"])];
    let e = exchange(&region(&[seeker, near, far, author]), &[], showing(9));
    let ids = "SameQuestion([Id(\"a1\")])";
    let mine: Vec<String> = told(&e).into_iter().filter(|l| l.starts_with("XAA")).collect();
    assert_eq!(
        mine[..3],
        [
            format!(
                "XAA > XDD: [{ids}, OneLevelAbove, CommonLanguage(\"english\"), \
                 CommonForm(Mentor), WrittenOffer]"
            ),
            format!("XAA > XBB: [{ids}, OneLevelAbove]"),
            format!("XAA > XCC: [{ids}, FurtherAbove]"),
        ]
    );
    assert!(matches!(e.matches[0], Match { strength: Strength::Strong, points: 9, .. }));
    assert_eq!(mine.len(), 3, "of each country the best: {mine:?}");
}

#[test]
fn offers_need_level_three_and_evidence_and_requests_come_from_priorities() {
    let f = framework();
    let a = assessment(
        &f,
        "XAA",
        2020,
        &[("a1", "1"), ("a2", "3 E2"), ("a3", "3 E4"), ("b1", "2 E3"), ("b2", "4")],
    );
    let e = exchange(&region(&[a]), &[], showing(9));
    let offered: Vec<usize> = e.offers.iter().flat_map(|o| o.about.clone()).collect();
    assert_eq!(offered, [f.find("a3").unwrap()]);
    assert!(matches!(e.offers[0].source, OfferSource::Derived { .. }));
    let sought: Vec<usize> = e.requests.iter().flat_map(|r| r.about.clone()).collect();
    assert_eq!(sought, ["a1", "a2"].map(|q| f.find(q).unwrap()));
    assert!(matches!(&e.requests[0].source, RequestSource::Priority(i) if i.rank == Some(1)));
    assert!(e.matches.is_empty(), "nobody matches with themselves");
    assert_eq!(e.unmatched_requests, [0, 1]);
}

#[test]
fn each_request_keeps_its_best() {
    let f = framework();
    let mut all = vec![assessment(&f, "XAA", 2020, &[("a1", "2 E2")])];
    for code in ["XBB", "XCC", "XDD"] {
        let level = if code == "XDD" { "3 E3" } else { "4 E3" };
        all.push(assessment(&f, code, 2020, &[("a1", level), ("a3", "4 E3")]));
    }
    let e = exchange(&region(&all), &[], showing(2));
    let mine: Vec<String> = told(&e).into_iter().filter(|l| l.starts_with("XAA")).collect();
    let parts = "[SameQuestion([Id(\"a1\")])";
    let expected = [
        format!("XAA > XDD: {parts}, OneLevelAbove]"),
        format!("XAA > XBB: {parts}, FurtherAbove]"),
    ];
    assert_eq!(mine, expected);
}

#[test]
fn who_climbed_not_long_ago_is_a_better_teacher_than_who_was_always_high() {
    let f = framework();
    let mut seeker = assessment(&f, "XAA", 2020, &[("a1", "2 E2")]);
    seeker.requests = vec![request("r", &["a1"], &[])];
    let always = assessment(&f, "XBB", 2020, &[("a1", "4 E3")]);
    let climbed = assessment(&f, "XCC", 2020, &[("a1", "3 E3")]);
    let before = [
        assessment(&f, "XBB", 2017, &[("a1", "4 E3")]),
        assessment(&f, "XCC", 2017, &[("a1", "2 E2")]),
    ];
    let now = [seeker, always, climbed];
    let e = exchange(&region(&now), &region(&before), showing(9));
    let ids = "SameQuestion([Id(\"a1\")])";
    let mine: Vec<(String, u32)> = told(&e)
        .into_iter()
        .zip(e.matches.iter().map(|m| m.points))
        .filter(|(line, _)| line.starts_with("XAA"))
        .collect();
    let climb = "Climbed(Climb { year: 2017, from: 2.0, to: 3.0 })";
    assert_eq!(
        mine,
        [
            (format!("XAA > XCC: [{ids}, {climb}, OneLevelAbove]"), 8),
            (format!("XAA > XBB: [{ids}, FurtherAbove]"), 5),
        ]
    );
    // Too long ago, or by another text of the framework, is no climb that anybody remembers.
    let other = revised(|draft| draft.title = "Other".into());
    for (f, year) in [(&f, 2014), (&other, 2017)] {
        let old = scored(f, &assessment(f, "XCC", year, &[("a1", "2 E2")]));
        let e = exchange(&region(&now), &[old], showing(9));
        assert!(told(&e).iter().all(|line| !line.contains("Climbed")), "{:?}", told(&e));
    }
}

/// Of `a1` and `b1`, that by which the offer fits best tells the levels and the climb.
#[test]
fn of_several_questions_that_counts_by_which_an_offer_fits_best() {
    let f = framework();
    let mut seeker = assessment(&f, "XAA", 2020, &[("a1", "2 E2"), ("b1", "1")]);
    seeker.requests = vec![request("r", &["b1", "a1"], &[])];
    let mut author = assessment(&f, "XBB", 2020, &[("a1", "3 E3"), ("b1", "4 E4")]);
    author.offers = vec![offer("o", &["a1", "b1"], &[])];
    let before = assessment(&f, "XBB", 2018, &[("a1", "2 E2"), ("b1", "4 E4")]);
    let e = exchange(&region(&[seeker, author]), &region(&[before]), showing(9));
    let mine: Vec<String> = told(&e).into_iter().filter(|l| l.starts_with("XAA")).collect();
    assert_eq!(
        mine[0],
        "XAA > XBB: [SameQuestion([Id(\"b1\"), Id(\"a1\")]), \
         Climbed(Climb { year: 2018, from: 2.0, to: 3.0 }), OneLevelAbove, CommonForm(Mentor), \
         WrittenOffer]"
    );
}

/// `XBB` climbed at `a3` and stands below `XAA` in the component, `XCC` did the same and stands above.
#[test]
fn a_climb_counts_for_who_stands_above_alone() {
    let f = framework();
    let answers = [("a1", "2 E2"), ("a2", "3 E3"), ("b1", "4 E4"), ("b2", "4 E4")];
    let seeker = assessment(&f, "XAA", 2020, &answers);
    let low = [("a1", "1"), ("a2", "1"), ("a3", "3 E3")];
    let high = [("a1", "2 E2"), ("a2", "4 E2"), ("a3", "4 E3")];
    let before = ["XBB", "XCC"].map(|code| assessment(&f, code, 2018, &[("a3", "1")]));
    let now = [seeker, assessment(&f, "XBB", 2020, &low), assessment(&f, "XCC", 2020, &high)];
    let e = exchange(&region(&now), &region(&before), showing(9));
    let climbed = |code: &str| -> Vec<bool> {
        let mine = told(&e).into_iter().filter(|l| l.starts_with(&format!("XAA > {code}")));
        mine.map(|l| l.contains("Climbed")).collect()
    };
    assert!(!climbed("XBB").is_empty() && climbed("XBB").iter().all(|c| !c), "{:?}", told(&e));
    assert!(!climbed("XCC").is_empty() && climbed("XCC").iter().all(|c| *c), "{:?}", told(&e));
}

#[test]
fn no_country_carries_everything_and_whoever_is_left_is_named() {
    let f = framework();
    let mut all = vec![assessment(&f, "XZZ", 2020, &[("a1", "4 E3")])];
    for code in ["XAA", "XBB", "XCC", "XDD"] {
        let mut one = assessment(&f, code, 2020, &[("a1", "1"), ("a2", "4 E2"), ("a3", "4 E2")]);
        one.requests = vec![request("r", &["a1"], &[])];
        all.push(one);
    }
    let e = exchange(&region(&all), &[], Terms { answers: 3, ..Terms::default() });
    let together: Vec<usize> = e.matches.iter().filter(|m| m.together).map(|m| m.request).collect();
    assert_eq!(together.len(), 3);
    let left: Vec<usize> = (0..e.requests.len())
        .filter(|r| !together.contains(r) && !e.unmatched_requests.contains(r))
        .collect();
    assert_eq!(e.crowded_requests, left);
    assert!(!left.is_empty());
}

#[test]
fn who_answers_nothing_and_offers_something_is_invited() {
    let f = framework();
    let mut seeker = assessment(&f, "XAA", 2020, &[("a1", "2 E2"), ("a2", "2 E2")]);
    seeker.requests = vec![request("r", &["a1"], &["English"])];
    let mut expert = assessment(&f, "XBB", 2020, &[]);
    expert.offers = vec![offer("o", &["a"], &["english"])];
    expert.requests = vec![request("s", &["a2"], &[])];
    let e = exchange(&region(&[seeker, expert]), &[], showing(9));
    assert!(e.requests.iter().all(|r| r.scored.assessment.key.country.as_str() == "XAA"));
    assert_eq!(
        told(&e)[0],
        "XAA > XBB: [SameComponent(Id(\"a\")), CommonLanguage(\"english\"), CommonForm(Mentor), \
         WrittenOffer]"
    );
    assert!(e.matches[0].together);
}

#[test]
fn a_written_offer_under_the_same_lens_is_better_than_none() {
    let f = revised(|draft| {
        for question in [0, 4] {
            draft.question[question].lenses = vec!["justice".into()];
        }
    });
    let mut seeker = assessment(&f, "XAA", 2020, &[("a1", "2 E2")]);
    seeker.requests = vec![request("r", &["a1"], &[])];
    let mut author = assessment(&f, "XBB", 2020, &[("b2", "1")]);
    author.offers = vec![offer("o", &["b2"], &[])];
    let derived = assessment(&f, "XCC", 2020, &[("b2", "4 E3")]);
    let all = [seeker, author, derived].map(|a| scored(&f, &a));
    let e = exchange(&all, &[], showing(9));
    let mine: Vec<String> = told(&e).into_iter().filter(|l| l.starts_with("XAA")).collect();
    assert_eq!(mine, ["XAA > XBB: [SameLens(Justice), CommonForm(Mentor), WrittenOffer]"]);
}

/// In version 2.0 another component stands first, so that every place is another one.
#[test]
fn a_topic_is_the_same_in_every_version_and_no_other_one() {
    let old = framework();
    let new = revised(|d| {
        d.node.insert(0, DraftNode { id: "z".into(), name: "z".into(), ..DraftNode::default() });
        let z = DraftQuestion { id: "z1".into(), parent: "z".into(), ..d.question[0].clone() };
        d.question.insert(0, z);
    });
    let mut first = assessment(&old, "XAA", 2020, &[("b1", "1"), ("a1", "4 E3")]);
    first.requests = vec![request("r", &["b1"], &[])];
    let mut second = assessment(&new, "XBB", 2020, &[("b1", "1"), ("a1", "1")]);
    second.requests = vec![request("r", &["b1"], &[]), request("s", &["a1"], &[])];
    let mut giver = assessment(&old, "XCC", 2020, &[]);
    giver.offers = vec![offer("o", &["b1"], &[]), offer("p", &["a1"], &[])];
    let all = [scored(&old, &first), scored(&new, &second), scored(&old, &giver)];
    let e = exchange(&all, &[], Terms::default());
    let held: Vec<(&str, usize)> = sessions(&e, Terms::default())
        .iter()
        .map(|s| {
            let framework = e.requests[s.topic.0].scored.framework;
            (framework.node(s.topic.1).id.as_str(), s.countries.len())
        })
        .collect();
    let of = |topic| held.iter().filter(|s| s.0 == topic).collect::<Vec<_>>();
    assert_eq!(of("b"), [&("b", 3)], "one session for all who seek it: {held:?}");
    assert_eq!(of("a").len(), 1, "{held:?}");
    let stalls = crate::report::exchange::market(&e);
    let shown: Vec<Vec<&str>> =
        stalls.rows.iter().map(|row| row.iter().map(|c| c.shown()).collect()).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown.iter().any(|row| row[1] == "XAA, XBB" && row[4..] == ["2", "2"]), "{shown:?}");
}

#[test]
fn what_became_of_a_request_is_told_with_the_level_then_and_now() {
    let f = framework();
    let mut then = assessment(&f, "XAA", 2018, &[("a1", "1"), ("a2", "2 E2")]);
    then.requests = vec![request("r", &["a1"], &[]), request("gone", &["a2"], &[])];
    let mut now = assessment(&f, "XAA", 2020, &[("a1", "3 E2"), ("a2", "2 E2")]);
    let status = Some(FollowUp::InUse);
    now.requests =
        vec![Request { status, ..request("r", &["a1"], &[]) }, request("new", &["a2"], &[])];
    let (then, now) = (region(&[then]), region(&[now]));
    let mut comparisons = Comparisons::default();
    let all = follow_up(&now, &then, &mut comparisons);
    let told: Vec<_> = all
        .iter()
        .map(|f| (f.request.id.as_str(), f.request.status, f.then, f.value, f.comparability))
        .collect();
    let same = Comparability::Same;
    assert_eq!(
        told,
        [("r", status, Some(1.0), Some(3.0), same), ("gone", None, Some(2.0), Some(2.0), same)]
    );
}

proptest! {
    #[test]
    fn the_order_of_the_files_changes_nothing(
        picks in proptest::collection::vec(0..5_usize, 20),
        turn in 0..4_usize,
    ) {
        let states = ["1", "2 E1", "3 E3", "4 E4", "open"];
        let f = framework();
        let mut all = Vec::new();
        for (code, picks) in ["XAA", "XBB", "XCC", "XDD"].iter().zip(picks.chunks(5)) {
            let names = ["a1", "a2", "a3", "b1", "b2"];
            let answers: Vec<_> = names.iter().zip(picks).map(|(q, p)| (*q, states[*p])).collect();
            let mut a = assessment(&f, code, 2020, &answers);
            a.requests = vec![request("r", &["b"], &[])];
            all.push(a);
        }
        let terms = Terms { partners: 1, answers: 2, rooms: 2, seats: 3, ..showing(3) };
        let here = exchange(&region(&all), &[], terms);
        sit(&here, terms)?;
        all.rotate_left(turn);
        let there = exchange(&region(&all), &[], terms);
        prop_assert_eq!(told(&here), told(&there));
        prop_assert_eq!(sessions(&here, terms), sessions(&there, terms));
        for m in &here.matches {
            let (r, o) = (&here.requests[m.request], &here.offers[m.offer]);
            prop_assert_ne!(r.scored.assessment.key.country, o.scored.assessment.key.country);
            prop_assert_eq!(m.points, m.parts.iter().map(Part::points).sum::<u32>());
        }
        let met: BTreeSet<usize> = here.matches.iter().map(|m| m.request).collect();
        prop_assert_eq!(met.len() + here.unmatched_requests.len(), here.requests.len());
    }
}

/// Whether a meeting can be held: everything has a place, and nobody is needed twice at one time.
fn sit(e: &Exchange<'_>, terms: Terms) -> Result<(), TestCaseError> {
    let held = sessions(e, terms);
    let mut placed: Vec<usize> = held.iter().flat_map(|s| s.matches.clone()).collect();
    placed.sort_unstable();
    let together: Vec<usize> = (0..e.matches.len()).filter(|at| e.matches[*at].together).collect();
    prop_assert_eq!(placed, together);
    let mut busy: BTreeMap<u32, (usize, BTreeSet<Country>)> = BTreeMap::new();
    for session in &held {
        prop_assert!(session.countries.len() <= terms.seats);
        let (rooms, here) = busy.entry(session.time).or_default();
        *rooms += 1;
        prop_assert!(*rooms <= terms.rooms && here.is_disjoint(&session.countries));
        here.extend(session.countries.iter().copied());
    }
    Ok(())
}
