//! Laws of the draws: nothing varied changes nothing, bounds hold, threads do not matter.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::changes::{self, changes};
use super::model::{Model, shifts};
use super::ranks::ranks;
use super::robust::{Verdict, scores};
use super::stream::Stream;
use super::{Settings, Source, Weighting, sample};
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::comparable::Comparisons;
use crate::analysis::testing::{assessment, draft, framework, scored};
use crate::analysis::{Scored, countries};
use crate::domain::{Confidence, DraftScale, Perspective};

const STATES: [&str; 8] = ["1", "2", "3 E2", "4 E3", "4 E1", "unknown", "na", "open"];

/// An assessment with the same confidence in every answer.
fn with(states: [&str; 5], country: &str, year: i16, confidence: Confidence) -> Scored<'static> {
    let f = framework();
    let answers: Vec<_> = ["a1", "a2", "a3", "b1", "b2"].into_iter().zip(states).collect();
    let mut a = assessment(&f, country, year, &answers);
    a.answers.each_mut().values_mut().for_each(|answer| answer.confidence = Some(confidence));
    scored(&f, &a)
}

fn settings(vary: &[Source], draws: u32) -> Settings {
    Settings { vary: vary.to_vec(), draws, ..Settings::default() }
}

fn draws(scored: Scored<'_>, settings: &Settings) -> Vec<Option<Vec<f64>>> {
    let places: Vec<usize> = (0..scored.framework.nodes().len()).collect();
    sample(&Model::new(scored, settings), &places, settings, |_, v| v, &|_| true).unwrap()
}

fn states() -> impl Strategy<Value = [&'static str; 5]> {
    proptest::array::uniform5(proptest::sample::select(&STATES[..]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_varied_gives_the_scores_to_the_last_bit(states in states()) {
        let s = with(states, "XAA", 2020, Confidence::Guess);
        for (at, drawn) in draws(s, &settings(&[], 2)).iter().enumerate() {
            let expected = s.scores.at(at).value;
            prop_assert_eq!(drawn.as_ref().map(|d| d[1].to_bits()), expected.map(f64::to_bits));
        }
    }

    #[test]
    fn missing_answers_stay_between_the_lowest_and_the_highest_score(states in states()) {
        let s = with(states, "XAA", 2020, Confidence::Guess);
        for (at, drawn) in draws(s, &settings(&[Source::Missing], 100)).iter().enumerate() {
            let node = s.scores.at(at);
            let Some((low, high)) = node.lowest.zip(node.highest) else { continue };
            let drawn = drawn.as_ref().unwrap();
            prop_assert!(drawn.iter().all(|v| low - 1e-9 <= *v && *v <= high + 1e-9));
        }
    }

    /// A claim may be too low, but no draw counts a level that the evidence does not carry.
    #[test]
    fn doubt_never_lifts_an_answer_over_its_evidence(states in states()) {
        let s = with(states, "XAA", 2020, Confidence::Guess);
        for (at, node, _) in s.framework.questions() {
            let answer = &s.assessment.answers[&node.id];
            let most = match s.assessment.grade_of(answer) {
                grade if grade < crate::domain::Grade::E2 => 2.0,
                grade if grade < crate::domain::Grade::E3 => 3.0,
                _ => 4.0,
            };
            let drawn = &draws(s, &settings(&[Source::Answers], 100))[at];
            prop_assert!(drawn.iter().flatten().all(|v| (1.0..=most).contains(v)));
        }
    }
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let s = with(["2", "3 E2", "open", "1", "4 E3"], "XAA", 2020, Confidence::Doubtful);
    let all = settings(&Source::ALL.map(|(source, _)| source), 3_000);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| draws(s, &all));
        found.into_iter().flatten().flatten().map(f64::to_bits).collect::<Vec<u64>>()
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(5));
    let distinct: BTreeSet<u64> = one.iter().copied().collect();
    assert!(distinct.len() > 100, "the draws hardly differ");
    let other = Settings { seed: 2, ..all.clone() };
    assert_ne!(draws(s, &all), draws(s, &other));
}

/// The share of every level of one answer is the chance that its confidence states.
#[test]
fn answers_move_as_often_as_their_confidence_says() {
    for (confidence, _) in Confidence::ALL {
        let s = with(["2", "3 E3", "3 E3", "2", "2"], "XAA", 2020, confidence);
        let at = s.framework.find("a2").unwrap();
        let drawn = draws(s, &settings(&[Source::Answers], 20_000));
        let drawn = drawn[at].as_ref().unwrap();
        let chances = shifts(confidence);
        let total: f64 = chances.iter().map(|c| c.1).sum();
        assert!((total - 1.0).abs() < 1e-12);
        // Two levels up would lie off the scale and stays at its end.
        let up = chances[3].1 + chances[4].1;
        let expected = [chances[0].1, chances[1].1, chances[2].1, up];
        for (level, expected) in [1.0, 2.0, 3.0, 4.0].into_iter().zip(expected) {
            let found = drawn.iter().filter(|v| (**v - level).abs() < 1e-9).count() as f64;
            assert!((found / 20_000.0 - expected).abs() < 0.01, "{confidence:?} {level}");
        }
    }
}

/// A table of others names no levels: a 3 of 1 to 5 may be a 2 or a 4, and not a 2.6; a share of 0 to
/// 1 is no yes or no.
#[test]
fn on_a_short_range_whole_numbers_are_the_levels() {
    let drawn = |low: f64, high: f64, state: &str| {
        let mut d = draft();
        let range = DraftScale { min: Some(low), max: Some(high), ..DraftScale::default() };
        d.scales.insert("range".into(), range);
        d.question[2].scale = "range".into();
        let f = d.check().unwrap();
        let mut a = assessment(&f, "XAA", 2020, &[("a3", state)]);
        a.answers
            .each_mut()
            .values_mut()
            .for_each(|answer| answer.confidence = Some(Confidence::Fair));
        let s = scored(&f, &a);
        let found = draws(s, &settings(&[Source::Answers, Source::Missing], 20_000));
        let mut shares: BTreeMap<String, f64> = BTreeMap::new();
        for value in found[f.find("a3").unwrap()].as_ref().unwrap() {
            *shares.entry(format!("{value:.1}")).or_default() += 1.0 / 20_000.0;
        }
        shares
    };
    let expect = |found: BTreeMap<String, f64>, expected: &[(&str, f64)]| {
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(names, expected.iter().map(|e| e.0).collect::<Vec<_>>());
        assert!(expected.iter().all(|(name, share)| (found[*name] - share).abs() < 0.015));
    };
    expect(drawn(1.0, 5.0, "3"), &[("2.0", 0.15), ("3.0", 0.70), ("4.0", 0.15)]);
    expect(drawn(1.0, 5.0, "2.5"), &[("1.5", 0.15), ("2.5", 0.70), ("3.5", 0.15)]);
    expect(drawn(0.0, 1.0, "1"), &[("0.0", 0.15), ("1.0", 0.85)]);
    expect(drawn(0.0, 1.0, "0.3"), &[("0.2", 0.15), ("0.3", 0.70), ("0.4", 0.15)]);
    expect(drawn(0.0, 100.0, "50"), &[("40.0", 0.15), ("50.0", 0.70), ("60.0", 0.15)]);
    let fifth = ["1.0", "2.0", "3.0", "4.0", "5.0"].map(|name| (name, 0.2));
    expect(drawn(1.0, 5.0, "open"), &fifth);
}

#[test]
fn weights_vary_around_their_own_and_not_below_zero() {
    let s = with(["1", "1", "1", "4 E3", "4 E3"], "XAA", 2020, Confidence::Certain);
    for weighting in [Weighting::Noise(0.25), Weighting::Dirichlet(2.0), Weighting::Dirichlet(50.0)]
    {
        let settings = Settings { weighting, ..settings(&[Source::Weights], 20_000) };
        let drawn = draws(s, &settings);
        let root = drawn[0].as_ref().unwrap();
        let mean = root.iter().sum::<f64>() / 20_000.0;
        assert!((mean - 2.5).abs() < 0.02, "{weighting:?}: {mean}");
        assert!(root.iter().all(|v| (1.0..=4.0).contains(v)));
        let spread = root.iter().map(|v| (v - 2.5).abs()).fold(0.0, f64::max);
        assert!(spread > 0.1, "{weighting:?} moves nothing");
    }
    // Two siblings with equal weights and concentration 2: every share as likely as any other.
    let even =
        Settings { weighting: Weighting::Dirichlet(2.0), ..settings(&[Source::Weights], 20_000) };
    let root = draws(s, &even).swap_remove(0).unwrap();
    let below = root.iter().filter(|v| **v < 1.75).count() as f64 / 20_000.0;
    assert!((below - 0.25).abs() < 0.012, "{below}");
}

#[test]
fn weights_vary_only_at_the_depths_asked_for() {
    let s = with(["1", "4 E3", "1", "4 E3", "1"], "XAA", 2020, Confidence::Certain);
    let settings = Settings { depths: Some(2..=2), ..settings(&[Source::Weights], 50) };
    let model = Model::new(s, &settings);
    assert!(model.inputs().iter().all(|i| s.framework.node(i.place).depth == 2));
    assert_eq!(model.inputs().len(), 5);
}

#[test]
fn a_certain_score_is_robust_and_a_guess_is_not() {
    let places = [0, 1];
    let run = |scored, vary: &[Source]| scores(scored, &places, &settings(vary, 2_000), &|_| true);
    let certain = with(["2"; 5], "XAA", 2020, Confidence::Certain);
    let found = run(certain, &[Source::Answers, Source::Weights]).unwrap();
    assert_eq!(found[0].verdict, Verdict::Robust);
    assert_eq!(found[0].interval.unwrap().width().to_bits(), 0.0_f64.to_bits());
    let guess = with(["2", "2", "2", "3 E3", "3 E3"], "XAA", 2020, Confidence::Guess);
    let found = run(guess, &[Source::Answers, Source::Weights]).unwrap();
    assert_eq!(found[1].verdict, Verdict::Fragile(Source::Answers), "{found:?}");
    let open = with(["2", "open", "3 E3", "open", "3 E3"], "XAA", 2020, Confidence::Certain);
    let found = run(open, &[Source::Missing, Source::Weights]).unwrap();
    assert_eq!(found[0].verdict, Verdict::Fragile(Source::Missing), "{found:?}");
    let empty = with(["open"; 5], "XAA", 2020, Confidence::Certain);
    let found = run(empty, &[Source::Missing]).unwrap();
    assert_eq!((found[0].verdict, found[0].percent), (Verdict::Withheld, None));
    assert!(scores(certain, &places, &settings(&[], 2_000), &|_| false).is_none(), "cancelled");
}

#[test]
fn a_change_is_real_when_hardly_a_draw_turns_it_round() {
    let run = |from: [&str; 5], to: [&str; 5], confidence| {
        let pair = (with(from, "XAA", 2020, confidence), with(to, "XAA", 2023, confidence));
        let settings = settings(&[Source::Answers], 4_000);
        changes(pair, &[0], &mut Comparisons::default(), &settings, &|_| true).unwrap()[0]
    };
    let great = run(["1"; 5], ["4 E3"; 5], Confidence::Doubtful);
    assert!(great.verdict() == changes::Verdict::Real && great.up > 0.99, "{great:?}");
    let small = run(["2"; 5], ["2", "2", "2", "2", "3 E3"], Confidence::Guess);
    assert!(
        small.verdict() == changes::Verdict::Doubt && small.change > 0.0 && small.up > 0.5,
        "{small:?}"
    );
    let none = run(["2"; 5], ["2"; 5], Confidence::Certain);
    assert!(
        none.verdict() == changes::Verdict::Nothing && (none.up - 0.5).abs() < 1e-12,
        "{none:?}"
    );
    // Nobody changed an answer; the lowest one is open now.
    let other = run(["2", "2", "2", "1", "2"], ["2", "2", "2", "open", "2"], Confidence::Certain);
    assert!(other.change > 0.0 && other.up > 0.99 && other.answers == 0.0, "{other:?}");
    assert_eq!(other.verdict(), changes::Verdict::OtherQuestions);
    // An open question withholds the group that it decides: no finding, no change.
    let pair = (
        with(["open"; 5], "XAA", 2020, Confidence::Fair),
        with(["2"; 5], "XAA", 2023, Confidence::Fair),
    );
    assert!(
        changes(pair, &[0], &mut Comparisons::default(), &settings(&[], 10), &|_| true)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn ranks_have_intervals_and_pairs_add_up() {
    let all = [
        with(["1", "1", "2", "1", "1"], "XAA", 2020, Confidence::Sure),
        with(["4 E3", "4 E3", "4 E3", "4 E3", "3 E2"], "XAB", 2020, Confidence::Sure),
        with(["2", "2", "2", "2", "3 E2"], "XAC", 2020, Confidence::Guess),
        with(["2", "2", "2", "3 E2", "2"], "XAD", 2020, Confidence::Guess),
        with(["open"; 5], "XAE", 2020, Confidence::Sure),
    ];
    let chosen = choose(all, Choice { when: When::Latest, perspective: Perspective::Own });
    let matrix = countries::compare(&chosen, all[0].framework, &mut Comparisons::default());
    let found = ranks(&matrix, 0, &settings(&[Source::Answers], 4_000), &|_| true).unwrap();
    assert_eq!(found.rows.iter().map(|r| r.rank).collect::<Vec<_>>(), [1, 2, 2, 4]);
    assert!(found.rows[0].stands() && !found.rows[1].stands(), "{:?}", found.rows);
    for (first, row) in found.above.iter().enumerate() {
        for (second, share) in row.iter().enumerate() {
            let turned = found.above[second][first];
            assert!((share + turned - 1.0).abs() < 1e-9, "{first} {second}");
        }
    }
    assert!(found.above[0][3] > 0.999);
    // Alike, so either is as likely above the other.
    assert!((found.above[1][2] - 0.5).abs() < 0.1, "{:?}", found.above);
}

#[test]
fn countries_share_their_weights_and_not_their_answers() {
    let of = |country| with(["2"; 5], country, 2020, Confidence::Fair);
    let names = |scored| {
        let settings = settings(&[Source::Answers, Source::Weights, Source::Rule], 1);
        let model = Model::new(scored, &settings);
        model.inputs().iter().map(|i| (i.source, Stream::new(&i.name))).collect::<Vec<_>>()
    };
    for (one, other) in names(of("XAA")).iter().zip(names(of("XAB"))) {
        assert_eq!(one.1 == other.1, one.0 != Source::Answers, "{one:?}");
    }
}
