//! A small region: what its countries offer each other.

use proptest::prelude::*;

use super::{Exchange, Match, OfferSource, Part, RequestSource, Strength, exchange};
use crate::analysis::Scored;
use crate::analysis::testing::{assessment, framework, id, scored};
use crate::domain::{Assessment, Form, Offer, Request};

fn offer(name: &str, about: &[&str], languages: &[&str]) -> Offer {
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

fn request(name: &str, about: &[&str], languages: &[&str]) -> Request {
    Request {
        id: id(name),
        title: name.into(),
        about: about.iter().map(|a| id(a)).collect(),
        forms: vec![Form::Mentor],
        languages: languages.iter().map(ToString::to_string).collect(),
        contact: String::new(),
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
    let e = exchange(&region(&[seeker, near, far, author]), 9);
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
    assert!(mine[3..].iter().all(|l| l.contains("SameComponent")), "{mine:?}");
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
    let e = exchange(&region(&[a]), 9);
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
    let e = exchange(&region(&all), 2);
    let mine: Vec<String> = told(&e).into_iter().filter(|l| l.starts_with("XAA")).collect();
    let parts = "[SameQuestion([Id(\"a1\")])";
    let expected = [
        format!("XAA > XDD: {parts}, OneLevelAbove]"),
        format!("XAA > XBB: {parts}, FurtherAbove]"),
    ];
    assert_eq!(mine, expected);
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
        let here = exchange(&region(&all), 3);
        all.rotate_left(turn);
        let there = exchange(&region(&all), 3);
        prop_assert_eq!(told(&here), told(&there));
        for m in &here.matches {
            let (r, o) = (&here.requests[m.request], &here.offers[m.offer]);
            prop_assert_ne!(r.scored.assessment.key.country, o.scored.assessment.key.country);
            prop_assert_eq!(m.points, m.parts.iter().map(Part::points).sum::<u32>());
        }
        let met = here.matches.iter().map(|m| m.request);
        let met: std::collections::BTreeSet<usize> = met.collect();
        prop_assert_eq!(met.len() + here.unmatched_requests.len(), here.requests.len());
    }
}
