//! Years against each other, within a version and across versions.

use proptest::prelude::*;

use super::{Line, Movement, Movements, Reasons, Series, compare, series};
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::score::Scores;
use crate::analysis::testing::{assessment, framework, id, revised, scored};
use crate::domain::{Assessment, DraftFramework, Framework, ReasonOfChange, Verdict};

fn year(f: &Framework, year: i16, answers: &[(&str, &str)]) -> Scored<'static> {
    scored(f, &assessment(f, "XAA", year, answers))
}

fn line<'s, 'a>(series: &'s Series<'a>, id: &str) -> &'s Line<'a> {
    series.lines.iter().find(|l| l.node.id.as_str() == id).unwrap()
}

fn moved(series: &Series<'_>, id: &str) -> Option<Movement> {
    line(series, id).steps[0].movement
}

#[test]
fn each_question_says_what_it_did_and_the_groups_count_it() {
    let f = framework();
    let before = [("a1", "2"), ("a2", "3 E2"), ("a3", "2"), ("b1", "unknown"), ("b2", "na")];
    let after = [("a1", "3 E3"), ("a2", "2"), ("b1", "1"), ("b2", "2")];
    let years = [year(&f, 2020, &before), year(&f, 2023, &after)];
    let s = compare(&years, &mut Comparisons::default());
    for (id, expected) in [
        ("a1", Movement::Up),
        ("a2", Movement::Down),
        ("a3", Movement::Unanswered),
        ("b1", Movement::Same),
        ("b2", Movement::NotApplicable),
    ] {
        assert_eq!(moved(&s, id), Some(expected), "{id}");
    }
    let root = line(&s, "fw");
    let mut expected = Movements::default();
    for movement in [Movement::Up, Movement::Down, Movement::Same, Movement::Unanswered] {
        expected.add_one(movement);
    }
    expected.add_one(Movement::NotApplicable);
    assert_eq!((root.counts(0), root.steps[0].movement), (expected, None));
    assert_eq!(line(&s, "b").counts(0).total(), 2);
    let change = line(&s, "a").change(0).unwrap();
    assert!((change - (2.5 - 7.0 / 3.0)).abs() < 1e-12);
}

#[test]
fn a_claim_without_evidence_moves_nothing() {
    let f = framework();
    let years = [year(&f, 2020, &[("a1", "2")]), year(&f, 2021, &[("a1", "4")])];
    let s = compare(&years, &mut Comparisons::default());
    assert_eq!(moved(&s, "a1"), Some(Movement::Same));
}

#[test]
fn a_new_version_breaks_only_what_it_changed() {
    let old = framework();
    let new = revised(|d| {
        d.question.remove(1);
        d.question[2].text = "Sharper?".into();
        d.question.push(crate::domain::DraftQuestion {
            id: "b3".into(),
            parent: "b".into(),
            text: "b3?".into(),
            ..Default::default()
        });
    });
    let before = [("a1", "2"), ("a2", "2"), ("a3", "2"), ("b1", "1"), ("b2", "2")];
    let after = [("a1", "2"), ("a3", "2"), ("b1", "2"), ("b2", "2"), ("b3", "2")];
    let years = [year(&old, 2020, &before), year(&new, 2021, &after), year(&new, 2022, &after)];
    let s = compare(&years, &mut Comparisons::default());
    assert_eq!(moved(&s, "a2"), Some(Movement::Dropped));
    assert_eq!(moved(&s, "b3"), Some(Movement::New));
    assert_eq!(moved(&s, "b1"), Some(Movement::Up));
    assert_eq!(line(&s, "b1").steps[0].comparability, Comparability::Caution);
    assert_eq!(line(&s, "a1").steps[0].comparability, Comparability::Same);
    assert!(line(&s, "b3").breaks(1) && !line(&s, "b3").breaks(2));
    assert!(line(&s, "a2").point(1).unwrap().score.is_none());
    assert_eq!(line(&s, "a").counts(0).of(Movement::Dropped), 1);
    assert_eq!(line(&s, "fw").counts(0).total(), 6);
    let last = s.lines.last().unwrap();
    assert_eq!(last.node.id.as_str(), "a2", "dropped nodes stand at the end");
}

#[test]
fn another_framework_breaks_every_line() {
    let other = revised(|d| d.id = "other".into());
    let all = [("a1", "2"), ("a2", "2"), ("a3", "2"), ("b1", "1"), ("b2", "2")];
    let years = [year(&framework(), 2020, &all), year(&other, 2021, &all)];
    let s = compare(&years, &mut Comparisons::default());
    assert!(s.lines.iter().all(|l| l.breaks(1) && l.change(0).is_none()));
    let counts = s.lines[0].counts(0);
    assert_eq!((counts.of(Movement::NotComparable), counts.total()), (5, 5));
}

#[test]
fn series_are_kept_apart_and_sorted() {
    let f = framework();
    let of = |country, y| scored(&f, &assessment(&f, country, y, &[]));
    let found = series([of("XBB", 2021), of("XAA", 2022), of("XBB", 2019)]);
    let keys: Vec<Vec<String>> =
        found.iter().map(|s| s.iter().map(|x| x.assessment.key.to_string()).collect()).collect();
    assert_eq!(keys, [vec!["XAA/2022/self"], vec!["XBB/2019/self", "XBB/2021/self"]]);
    assert!(compare(&[], &mut Comparisons::default()).lines.is_empty());
}

proptest! {
    #[test]
    fn turning_time_round_turns_every_movement_round(
        before in proptest::collection::vec(0..6_usize, 5),
        after in proptest::collection::vec(0..6_usize, 5),
        reworded in any::<bool>(),
    ) {
        let states = ["1", "2", "3 E2", "unknown", "na", "open"];
        let (old, new) = (framework(), revised(|d| {
            d.question.remove(4);
            if reworded {
                d.question[0].text.push('!');
            }
        }));
        let at = |f: &Framework, y, picks: &[usize]| {
            let names = f.questions().map(|(_, n, _)| n.id.to_string()).collect::<Vec<_>>();
            let answers: Vec<_> =
                names.iter().zip(picks).map(|(q, p)| (q.as_str(), states[*p])).collect();
            year(f, y, &answers)
        };
        let two = [at(&old, 2020, &before), at(&new, 2021, &after)];
        let turned = [two[1], two[0]];
        let there = compare(&two, &mut Comparisons::default());
        let back = compare(&turned, &mut Comparisons::default());
        for l in &there.lines {
            let (a, b) = (l.counts(0), line(&back, l.node.id.as_str()).counts(0));
            for (movement, _) in Movement::ALL {
                let turned = match movement {
                    Movement::Up => Movement::Down,
                    Movement::Down => Movement::Up,
                    Movement::New => Movement::Dropped,
                    Movement::Dropped => Movement::New,
                    same => same,
                };
                prop_assert_eq!(a.of(movement), b.of(turned), "{} {:?}", l.node.id, movement);
            }
        }
        // Each question is counted exactly once at the root.
        prop_assert_eq!(there.lines[0].counts(0).total(), 5);
    }
}

#[test]
fn only_real_performance_counts_as_progress() {
    let f = framework();
    let before = [("a1", "1"), ("a2", "1"), ("a3", "1"), ("b1", "2"), ("b2", "2")];
    let after = [("a1", "2"), ("a2", "2"), ("a3", "2"), ("b1", "1"), ("b2", "2")];
    let mut now = assessment(&f, "XAA", 2023, &after);
    for (question, reason) in [
        ("a1", ReasonOfChange::Performance),
        ("a2", ReasonOfChange::Evidence),
        ("b1", ReasonOfChange::Performance),
        // It did not move: the reason says nothing.
        ("b2", ReasonOfChange::Performance),
    ] {
        let answer =
            now.answers.each_mut().iter_mut().find(|(id, _)| id.as_str() == question).unwrap().1;
        answer.reason_of_change = Some(reason);
    }
    let years = [year(&f, 2020, &before), scored(&f, &now)];
    let s = compare(&years, &mut Comparisons::default());
    let root = line(&s, "fw");
    let counts = root.counts(0);
    assert_eq!((counts.of(Movement::Up), counts.of(Movement::Down)), (3, 1));
    let expected = Reasons { progress: 1, setbacks: 1, otherwise: 1, unexplained: 1 };
    assert_eq!(root.reasons(0), expected, "a3 rose and nobody has said why");
    assert_eq!(line(&s, "a3").reasons(0), Reasons { unexplained: 1, ..Reasons::default() });
    assert_eq!(line(&s, "b2").steps[0].reason, None);
}

/// Two scales: `b2` has one of its own, where a level 3 is another value.
fn with_two_scales(draft: &mut DraftFramework) {
    let mut own = draft.scale.clone().unwrap();
    own.levels.iter_mut().for_each(|level| level.value = Some(level.level * 10.0));
    draft.scales.insert("tens".into(), own);
    draft.question[4].scale = "tens".into();
}

proptest! {
    /// Bare levels go by what is known of them already, the same levels in a map do not.
    #[test]
    fn levels_alone_are_scored_and_compared_as_any_answers_are(
        picks in proptest::collection::vec(proptest::collection::vec(0..5_usize, 5), 1..6),
        revision in 0..6_usize,
        because in any::<bool>(),
        without_groups in any::<bool>(),
    ) {
        let states = ["1", "2", "3", "4", "open"];
        let shape = |d: &mut DraftFramework| {
            with_two_scales(d);
            if without_groups {
                d.node.clear();
                d.question.iter_mut().for_each(|question| question.parent.clear());
            }
        };
        let old = revised(|d| { d.version = "1.0".into(); shape(d); });
        let new = revised(|d| { shape(d); d.question[0].text.push('!'); });
        let made: Vec<_> = picks.iter().enumerate().map(|(number, picks)| {
            let f = if number < revision { &old } else { &new };
            let names: Vec<String> = f.questions().map(|(_, n, _)| n.id.to_string()).collect();
            let answers: Vec<_> = names.iter().zip(picks)
                .filter(|(_, p)| **p < 4).map(|(q, p)| (q.as_str(), states[*p])).collect();
            let mut made = assessment(f, "XAA", 2020 + i16::try_from(number).unwrap(), &answers);
            if because && number % 2 == 1 {
                let first = made.answers.each_mut().values_mut().next();
                first.into_iter().for_each(|a| a.reason_of_change = Some(ReasonOfChange::Reading));
            }
            (f, made)
        }).collect();
        let bare = |(f, made): &(&Framework, Assessment)| {
            let mut bare = made.clone();
            bare.answers = bare.answers.sharing(f.question_ids());
            scored(f, &bare)
        };
        let in_map: Vec<_> = made.iter().map(|(f, made)| scored(f, made)).collect();
        let bare: Vec<_> = made.iter().map(bare).collect();
        let supposed = [(id("a2"), Some(Verdict::Scored(4.0))), (id("b1"), None)].into();
        for (a, b) in in_map.iter().zip(&bare) {
            prop_assert_eq!(a.scores, b.scores);
            let suppose = |year: &Scored<'_>| Scores::supposing(year.framework, year.assessment, &supposed);
            prop_assert_eq!(suppose(a), suppose(b));
            let same = a.scores.nodes().eq(suppose(b).nodes());
            prop_assert_eq!(*a.scores == suppose(b), same);
            prop_assert!(suppose(b).at(b.framework.find("a2").unwrap()).value.is_some());
        }
        let in_map = compare(&in_map, &mut Comparisons::default());
        let bare = compare(&bare, &mut Comparisons::default());
        for (a, b) in in_map.lines.iter().zip(&bare.lines) {
            prop_assert_eq!((&a.steps, &a.below), (&b.steps, &b.below), "{}", a.node.id);
            let changes = |line: &Line<'_>| -> Vec<Option<f64>> {
                (0..line.steps.len()).map(|step| line.change(step)).collect()
            };
            prop_assert_eq!(changes(a), changes(b), "{}", a.node.id);
        }
    }
}
