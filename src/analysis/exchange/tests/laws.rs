//! The quick market against the plain one, on any region.

use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use std::collections::{BTreeMap, BTreeSet};

use super::{offer, reference, request};
use crate::analysis::Scored;
use crate::analysis::exchange::{Exchange, Match, Part, Strength, Terms, exchange, sessions};
use crate::analysis::testing::{assessment, framework, revised, scored};
use crate::domain::{
    Country, DraftNode, DraftQuestion, DraftScale, Form, Framework, Offer, Request,
};

const QUESTIONS: [&str; 5] = ["a1", "a2", "a3", "b1", "b2"];
const STATES: [&str; 7] = ["1", "2 E1", "2 E3", "3 E3", "4 E4", "unknown", "open"];
const LANGUAGES: [&str; 3] = ["English", " english", "Shqip"];

/// What one country brings: its framework, its answers now and some years ago, its offers and requests.
#[derive(Clone, Debug)]
struct Party {
    framework: usize,
    now: Vec<usize>,
    before: Vec<usize>,
    offers: Vec<Written>,
    requests: Vec<Written>,
}

/// What a text that somebody wrote is about, its languages and its forms.
type Written = (Vec<&'static str>, Vec<&'static str>, Vec<Form>);

fn written() -> impl Strategy<Value = Written> {
    let about = vec!["a1", "a", "b1", "a2", "b", "a3", "b2"];
    let forms = Form::ALL.map(|(form, _)| form).to_vec();
    (
        subsequence(about, 1..4).prop_shuffle(),
        subsequence(LANGUAGES.to_vec(), 0..3),
        subsequence(forms, 0..3),
    )
}

fn party() -> impl Strategy<Value = Party> {
    let levels = || proptest::collection::vec(0..7_usize, QUESTIONS.len());
    let texts = || proptest::collection::vec(written(), 0..3);
    (0..3_usize, levels(), levels(), texts(), texts()).prop_map(
        |(framework, now, before, offers, requests)| Party {
            framework,
            now,
            before,
            offers,
            requests,
        },
    )
}

fn terms() -> impl Strategy<Value = Terms> {
    (0..5_usize, 0..4_usize, 0..4_usize, 1..4_usize, 1..6_usize).prop_map(
        |(shown, partners, answers, rooms, seats)| Terms { shown, partners, answers, rooms, seats },
    )
}

/// Two editions of one framework in other orders and with lenses, a third one whose answers lie in a range,
/// and another framework with the same ids.
fn frameworks() -> [Framework; 4] {
    let new = revised(|d| {
        d.node.insert(0, DraftNode { id: "z".into(), name: "z".into(), ..DraftNode::default() });
        let z = DraftQuestion { id: "z1".into(), parent: "z".into(), ..d.question[0].clone() };
        d.question.insert(0, z);
        d.question[1].lenses = vec!["justice".into(), "care".into()];
        d.question[4].lenses = vec!["justice".into()];
        d.question[5].lenses = vec!["care".into()];
    });
    let other = revised(|d| {
        d.id = "gw".into();
        d.question.iter_mut().for_each(|q| q.lenses = vec!["justice".into()]);
    });
    let range = revised(|d| {
        d.scale = Some(DraftScale { min: Some(1.0), max: Some(4.0), ..DraftScale::default() });
    });
    [framework(), new, range, other]
}

/// The rounds of a region: those that take part, and earlier ones.
fn region(parties: &[Party]) -> [Vec<Scored<'static>>; 2] {
    let frameworks = frameworks();
    let mut rounds = [Vec::new(), Vec::new()];
    for (at, party) in parties.iter().enumerate() {
        // Every third belongs to the country before it, which answers a second framework so.
        let second = at % 3 == 2;
        let letter =
            char::from(b'A' + u8::try_from(at - usize::from(second)).expect("few parties"));
        let framework = &frameworks[if second { 3 } else { party.framework }];
        let made = |year, levels: &[usize]| {
            let answers: Vec<_> =
                QUESTIONS.iter().zip(levels).map(|(q, at)| (*q, STATES[*at])).collect();
            assessment(framework, &format!("X{letter}{letter}"), year, &answers)
        };
        let mut now = made(2020, &party.now);
        let own = |texts: &[Written]| texts.iter().cloned().enumerate().collect::<Vec<_>>();
        for (n, (about, languages, forms)) in own(&party.offers) {
            now.offers.push(Offer { forms, ..offer(&format!("o{n}"), &about, &languages) });
        }
        for (n, (about, languages, forms)) in own(&party.requests) {
            now.requests.push(Request { forms, ..request(&format!("r{n}"), &about, &languages) });
        }
        rounds[0].push(scored(framework, &now));
        rounds[1].push(scored(framework, &made(2017, &party.before)));
    }
    rounds
}

/// The requests that have a partner.
fn helped(e: &Exchange<'_>) -> BTreeSet<usize> {
    e.matches.iter().filter(|m| m.together).map(|m| m.request).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The same lists and the same pairs: so what deferred acceptance promises holds of the quick way,
    /// too, and no two would rather have each other.
    #[test]
    fn the_quick_market_is_the_plain_one(
        parties in proptest::collection::vec(party(), 1..12),
        terms in terms(),
    ) {
        let [now, before] = region(&parties);
        let quick = exchange(&now, &before, terms);
        let plain = reference::market(&quick.offers, &quick.requests, terms);
        prop_assert_eq!(&quick.matches, &plain.matches);
        prop_assert_eq!(&quick.unmatched_requests, &plain.unmatched);
        prop_assert_eq!(&quick.crowded_requests, &plain.crowded);
        for m in &quick.matches {
            prop_assert_eq!(m.points, m.parts.iter().map(Part::points).sum::<u32>(), "{:?}", m);
        }
        prop_assert_eq!(sessions(&quick, terms), reference::sessions(&quick, terms));
    }

    #[test]
    fn nobody_answers_too_much_and_no_second_partner_costs_somebody_the_only_one(
        parties in proptest::collection::vec(party(), 1..12),
        terms in terms(),
    ) {
        let [now, before] = region(&parties);
        let many = exchange(&now, &before, terms);
        let (mut gives, mut has) = (BTreeMap::<Country, usize>::new(), BTreeMap::new());
        for m in many.matches.iter().filter(|m| m.together) {
            *gives.entry(many.offers[m.offer].scored.assessment.key.country).or_default() += 1;
            *has.entry(m.request).or_insert(0_usize) += 1;
        }
        prop_assert!(gives.values().all(|n| *n <= terms.answers), "{:?}", gives);
        prop_assert!(has.values().all(|n| *n <= terms.partners), "{:?}", has);
        let one = exchange(&now, &before, Terms { partners: terms.partners.min(1), ..terms });
        prop_assert_eq!(helped(&many), helped(&one));
    }
}

/// The random regions hold all that the laws above are about; else they would say nothing.
#[test]
fn the_regions_hold_what_the_laws_are_about() {
    let mut runner = TestRunner::deterministic();
    let regions = (proptest::collection::vec(party(), 1..12), terms());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..100 {
        let (parties, terms) = regions.new_tree(&mut runner).expect("a region").current();
        let [now, before] = region(&parties);
        let e = exchange(&now, &before, terms);
        let mut count = |name, times| *seen.entry(name).or_default() += times;
        let having = |fits: &dyn Fn(&Match) -> bool| e.matches.iter().filter(|m| fits(m)).count();
        let strength = |wanted| having(&|m| m.strength == wanted);
        let part = |fits: fn(&Part) -> bool| having(&|m| m.parts.iter().any(fits));
        count("strong", strength(Strength::Strong));
        count("weak", strength(Strength::Weak));
        count("loose", strength(Strength::Loose));
        count("climbed", part(|part| matches!(part, Part::Climbed(_))));
        count("weak and climbed", {
            let climbed = |m: &Match| m.parts.iter().any(|part| matches!(part, Part::Climbed(_)));
            having(&|m| m.strength == Strength::Weak && climbed(m))
        });
        count("one level above", part(|part| matches!(part, Part::OneLevelAbove)));
        count("further above", part(|part| matches!(part, Part::FurtherAbove)));
        count("language", part(|part| matches!(part, Part::CommonLanguage(_))));
        count("form", part(|part| matches!(part, Part::CommonForm(_))));
        count("several questions", part(|p| matches!(p, Part::SameQuestion(ids) if ids.len() > 1)));
        count("derived offers", having(&|m| !m.parts.contains(&Part::WrittenOffer)));
        count("crowded", e.crowded_requests.len());
        count("unmatched", e.unmatched_requests.len());
        count("together", having(&|m| m.together));
        count("second partners", having(&|m| m.together) - helped(&e).len());
        let rank = |m: &Match| (m.request, m.strength, m.points);
        let ranks: BTreeSet<_> = e.matches.iter().map(rank).collect();
        count("ties", e.matches.len() - ranks.len());
    }
    assert_eq!(seen.len(), 16);
    assert!(seen.values().all(|n| *n >= 20), "{seen:?}");
}
