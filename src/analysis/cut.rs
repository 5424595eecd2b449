//! Another cut through the same answers: by theme, by kind of question, or by the headings of another
//! framework. A cut is no score of the framework: it knows no rules, weights or caps of groups.

use crate::analysis::Scored;
use crate::analysis::numbers::mean;
use crate::domain::{Scheme, SchemeValue};

/// The questions of one heading, and what their answers come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The heading; `None` for the questions that are under none.
    pub value: Option<SchemeValue>,
    /// The places of its questions, in the framework's order.
    pub questions: Vec<usize>,
    /// Those that are answered, "not known" included.
    pub answered: u32,
    /// Those that apply.
    pub applicable: u32,
    /// Those answered "not known".
    pub unknown: u32,
    /// The mean of the answered questions, each in percent of its own scale by the level that
    /// counts; `None` where nothing is answered.
    pub percent: Option<f64>,
    /// The lowest that the mean can be once the open questions are answered; `None` where no
    /// question applies.
    pub lowest: Option<f64>,
    /// The highest that it can be.
    pub highest: Option<f64>,
    /// Whether too few questions are answered for a finding, by the framework's threshold.
    pub withheld: bool,
}

impl Part {
    /// The share of applicable questions that are answered, 0 to 1; `None` where none applies.
    pub fn coverage(&self) -> Option<f64> {
        (self.applicable > 0).then(|| f64::from(self.answered) / f64::from(self.applicable))
    }

    /// The mean, where enough is answered for a finding.
    pub fn finding(&self) -> Option<f64> {
        if self.withheld { None } else { self.percent }
    }
}

/// The parts of a cut: one for each value of the scheme in its order, with or without questions, and
/// one for the questions under none where there are any. A question under several values counts in
/// each of them, so the parts do not add up to the whole.
pub fn cut(scored: Scored<'_>, scheme: &Scheme) -> Vec<Part> {
    let framework = scored.framework;
    let filed: Vec<(usize, Vec<&SchemeValue>)> =
        framework.questions().map(|(at, ..)| (at, framework.filed(at, scheme))).collect();
    let under = |value: &SchemeValue| {
        let held = filed.iter().filter(|(_, values)| values.contains(&value));
        part(scored, Some(value.clone()), held.map(|(at, _)| *at).collect())
    };
    let mut parts: Vec<Part> = scheme.values.iter().map(under).collect();
    let none: Vec<usize> = filed.iter().filter(|(_, v)| v.is_empty()).map(|(at, _)| *at).collect();
    if !none.is_empty() {
        parts.push(part(scored, None, none));
    }
    parts
}

fn part(scored: Scored<'_>, value: Option<SchemeValue>, questions: Vec<usize>) -> Part {
    let framework = scored.framework;
    let percent = |at: usize, value: Option<f64>| {
        value.map(|value| framework.scale(framework.node(at)).percent(value))
    };
    let leaves = || questions.iter().map(|at| (*at, scored.scores.at(*at)));
    let sum = |count: fn(&crate::analysis::score::NodeScore) -> u32| -> u32 {
        leaves().map(|(_, score)| count(score)).sum()
    };
    let (answered, applicable) = (sum(|s| s.answered), sum(|s| s.applicable));
    let mut part = Part {
        value,
        answered,
        applicable,
        unknown: sum(|s| s.unknown),
        percent: mean(leaves().filter_map(|(at, score)| percent(at, score.value))),
        lowest: mean(leaves().filter_map(|(at, score)| percent(at, score.lowest))),
        highest: mean(leaves().filter_map(|(at, score)| percent(at, score.highest))),
        withheld: false,
        questions: Vec::new(),
    };
    part.withheld = part.coverage().is_some_and(|c| c < framework.scoring.completeness);
    part.questions = questions;
    part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Part, cut};
    use crate::analysis::testing::{assessment, revised, scored};
    use crate::domain::{DraftScheme, DraftValue, Framework};

    /// The small framework with `a` under x, `b` under x and y, and `b2` under y alone.
    fn tagged() -> Framework {
        revised(|draft| {
            let value = |id: &str| DraftValue { id: id.into(), name: id.to_uppercase() };
            draft.scheme = vec![DraftScheme {
                id: "other".into(),
                name: "Another framework".into(),
                values: vec![value("x"), value("y"), value("z")],
                ..DraftScheme::default()
            }];
            let tags = |values: &[&str]| {
                let values = values.iter().map(|v| (*v).to_owned()).collect();
                std::collections::BTreeMap::from([("other".to_owned(), values)])
            };
            draft.node[0].tags = tags(&["x"]);
            draft.node[1].tags = tags(&["y", "x"]);
            draft.question[4].tags = tags(&["y"]);
            draft.question[0].kind = "structure".into();
        })
    }

    fn parts(answers: &[(&str, &str)], by: &str) -> Vec<Part> {
        let f = tagged();
        let a = assessment(&f, "XAA", 2020, answers);
        cut(scored(&f, &a), &f.scheme(by).unwrap())
    }

    #[test]
    fn a_tag_is_inherited_and_a_nearer_one_replaces_it() {
        let all = parts(&[], "other");
        let counts: Vec<usize> = all.iter().map(|p| p.questions.len()).collect();
        assert_eq!(counts, [4, 2, 0], "x: a1 a2 a3 b1; y: b1 b2; z: nothing; nobody is left out");
    }

    #[test]
    fn means_leave_out_what_is_open_and_keep_what_is_not_known() {
        let all = parts(&[("a1", "4 E3"), ("a2", "unknown"), ("a3", "na"), ("b2", "3")], "other");
        assert_eq!((all[0].answered, all[0].applicable, all[0].unknown), (2, 3, 1));
        assert_eq!(all[0].percent, Some(50.0));
        let bounds = [all[0].lowest, all[0].highest].map(|bound| bound.map(f64::round));
        assert_eq!(bounds, [Some(33.0), Some(67.0)]);
        // Level 3 without evidence counts as level 2.
        assert_eq!(all[1].percent.map(f64::round), Some(33.0));
        assert_eq!(all[1].coverage(), Some(0.5));
        assert_eq!((all[2].percent, all[2].coverage(), all[2].withheld), (None, None, false));
    }

    #[test]
    fn too_few_answers_are_no_finding_and_nothing_is_never_zero() {
        let all = parts(&[("a1", "1")], "other");
        assert_eq!((all[0].percent, all[0].finding()), (Some(0.0), None));
        assert_eq!((all[1].percent, all[1].lowest), (None, Some(0.0)));
    }

    #[test]
    fn a_property_cuts_without_tags_and_the_rest_stands_apart() {
        let all = parts(&[("a1", "4 E3")], "kind");
        assert_eq!(all.len(), 4);
        assert_eq!((all[0].questions.len(), all[0].percent), (1, Some(100.0)));
        assert_eq!((&all[3].value, all[3].questions.len()), (&None, 4));
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_its_bounds_and_a_better_answer_never_lowers_it(
            picks in proptest::collection::vec(0..7_usize, 5)
        ) {
            let states = ["1", "2 E1", "4 E3", "unknown", "na", "carried", "open"];
            let names = ["a1", "a2", "a3", "b1", "b2"];
            let answers: Vec<_> = names.iter().zip(&picks).map(|(q, p)| (*q, states[*p])).collect();
            for part in parts(&answers, "other") {
                let tiny = 1e-9;
                if let (Some(low), Some(high)) = (part.lowest, part.highest) {
                    prop_assert!(low <= high + tiny);
                    if part.answered == part.applicable {
                        prop_assert!((low - high).abs() < tiny);
                    }
                }
                prop_assert_eq!(part.percent.is_some(), part.answered > 0);
                prop_assert_eq!(part.lowest.is_some(), part.applicable > 0);
            }
            let better: Vec<_> = answers.iter().map(|(q, s)| (*q, if *s == "1" { "4 E3" } else { s })).collect();
            for (before, after) in parts(&answers, "other").iter().zip(parts(&better, "other")) {
                prop_assert!(before.percent <= after.percent);
            }
        }
    }
}
