//! What stands out in one assessment, and how strong the evidence under each score is.

use crate::analysis::Scored;
use crate::analysis::reading::Reading;
use crate::domain::{Framework, Grade};

/// What stands out in one assessment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// The highest components, best first.
    pub highest: Vec<Standing>,
    /// The lowest components, lowest first; none of them is among the highest.
    pub lowest: Vec<Standing>,
    /// The places of the questions at the best level, with evidence of E2 or more where the
    /// framework asks for evidence; in the framework's order.
    pub strengths: Vec<usize>,
    /// The places of the questions that count as the lowest level, "not known" among them:
    /// critical ones first, then core ones, then the framework's order.
    pub weaknesses: Vec<usize>,
}

/// A component and where it stands on its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The place of the node.
    pub place: usize,
    /// Its score, in percent of its scale.
    pub percent: f64,
}

/// How many of the questions below a node rest on evidence of each grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceStrength {
    /// The number of scored questions with grades E0 to E4.
    pub counts: [u32; 5],
}

/// How the questions below a node are answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelCounts {
    /// Questions at each level of the framework's own scale, lowest first, by the level that
    /// counts; a half step counts with the level below it.
    pub levels: Vec<u32>,
    /// Questions scored on a scale of their own or on a range.
    pub elsewhere: u32,
    /// Questions answered "not known".
    pub unknown: u32,
    /// Questions that do not apply.
    pub not_applicable: u32,
    /// Questions carried over and not confirmed.
    pub carried: u32,
    /// Open questions.
    pub open: u32,
}

/// What stands out: at most `most` components at either end, and every question at the best or
/// the lowest level.
///
/// A component is a group that holds questions. Only those with a finding (coverage at or above
/// the framework's threshold) are compared, and each end takes at most half of them; where all
/// stand equal, none stands out.
pub fn profile(scored: Scored<'_>, most: usize) -> Profile {
    let mut ranked = standings(scored);
    ranked.sort_by(|a, b| b.percent.total_cmp(&a.percent).then(a.place.cmp(&b.place)));
    let spread = ranked.first().zip(ranked.last()).map_or(0.0, |(a, z)| a.percent - z.percent);
    let each = if spread > 0.0 { most.min(ranked.len() / 2) } else { 0 };
    let (strengths, weaknesses) = questions(scored);
    Profile {
        highest: ranked.iter().take(each).copied().collect(),
        lowest: ranked.iter().rev().take(each).copied().collect(),
        strengths,
        weaknesses,
    }
}

fn standings(scored: Scored<'_>) -> Vec<Standing> {
    let f = scored.framework;
    let is_component =
        |at: &usize| f.node(*at).children.iter().any(|child| f.node(*child).question().is_some());
    (0..f.nodes().len())
        .filter(is_component)
        .filter_map(|place| scored.percent(place).map(|percent| Standing { place, percent }))
        .collect()
}

fn questions(scored: Scored<'_>) -> (Vec<usize>, Vec<usize>) {
    let f = scored.framework;
    let asks = !f.scoring.evidence_caps.is_empty();
    let (mut best, mut worst) = (Vec::new(), Vec::new());
    for (place, node, question) in f.questions() {
        let scale = f.scale(node);
        let reading = Reading::of(f, scored.assessment, node);
        let Some(value) = reading.value(scale) else { continue };
        let backed = matches!(reading, Reading::Scored { grade, .. } if grade >= Grade::E2);
        if value >= scale.best() && (backed || !asks) {
            best.push(place);
        } else if value <= scale.worst() {
            worst.push((!question.critical, !question.core, place));
        }
    }
    worst.sort_unstable();
    (best, worst.into_iter().map(|(_, _, place)| place).collect())
}

impl EvidenceStrength {
    /// Scored questions in all.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The median grade; of an even number the lower of the two in the middle, so that a median
    /// is never better than half of the answers. `None` where nothing is scored.
    pub fn median(&self) -> Option<Grade> {
        let middle = self.total().div_ceil(2);
        let mut seen = 0;
        Grade::ALL.iter().zip(self.counts).find_map(|((grade, _), count)| {
            seen += count;
            (middle > 0 && seen >= middle).then_some(*grade)
        })
    }
}

/// The strength of the evidence at or below every node, by place.
pub fn evidence_strength(scored: Scored<'_>) -> Vec<EvidenceStrength> {
    let f = scored.framework;
    let mut all = vec![EvidenceStrength::default(); f.nodes().len()];
    for (place, answer) in f.pair(&scored.assessment.answers) {
        let reading = Reading::of_answer(f, scored.assessment, f.node(place), answer);
        if let Reading::Scored { grade, .. } = reading {
            all[place].counts[at_grade(grade)] += 1;
        }
    }
    for place in (1..all.len()).rev() {
        let below = all[place].counts;
        let above = &mut all[f.node(place).parent.unwrap_or(Framework::ROOT)];
        for (sum, count) in above.counts.iter_mut().zip(below) {
            *sum += count;
        }
    }
    all
}

fn at_grade(grade: Grade) -> usize {
    Grade::ALL.iter().position(|(g, _)| *g == grade).unwrap_or(0)
}

/// How the questions at or below a node are answered.
pub fn level_counts(scored: Scored<'_>, place: usize) -> LevelCounts {
    let f = scored.framework;
    let own = f.default_scale();
    let mut d = LevelCounts { levels: vec![0; own.all_levels().len()], ..LevelCounts::default() };
    for (_, node, _) in f.questions_below(place) {
        let scale = f.scale(node);
        match Reading::of(f, scored.assessment, node) {
            Reading::Open => d.open += 1,
            Reading::Carried => d.carried += 1,
            Reading::Unknown => d.unknown += 1,
            Reading::NotApplicable => d.not_applicable += 1,
            reading @ Reading::Scored { .. } => {
                let level = reading.value(scale).and_then(|value| own.level_at(value));
                let at = level.and_then(|l| own.all_levels().iter().position(|o| o == l));
                match at.filter(|_| scale.id == own.id) {
                    Some(at) => d.levels[at] += 1,
                    None => d.elsewhere += 1,
                }
            }
        }
    }
    d
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EvidenceStrength, evidence_strength, level_counts, profile};
    use crate::analysis::testing::{assessment, framework, scored};
    use crate::domain::{Framework, Grade};

    #[test]
    fn a_strength_needs_evidence_and_a_weakness_that_is_critical_comes_first() {
        let f = framework();
        let a = assessment(
            &f,
            "XAA",
            2020,
            &[("a1", "1"), ("a2", "4 E3"), ("a3", "1"), ("b1", "4"), ("b2", "4 E4")],
        );
        let p = profile(scored(&f, &a), 5);
        let names = |places: &[usize]| -> Vec<String> {
            places.iter().map(|at| f.node(*at).id.to_string()).collect()
        };
        assert_eq!(names(&p.strengths), ["a2", "b2"]);
        assert_eq!(names(&p.weaknesses), ["a1", "a3"]);
        assert_eq!(names(&p.highest.iter().map(|s| s.place).collect::<Vec<_>>()), ["b"]);
        assert_eq!(names(&p.lowest.iter().map(|s| s.place).collect::<Vec<_>>()), ["a"]);
    }

    #[test]
    fn a_component_below_the_threshold_does_not_stand_out() {
        let f = framework();
        let a = assessment(&f, "XAA", 2020, &[("a1", "1"), ("b1", "2"), ("b2", "2")]);
        let p = profile(scored(&f, &a), 5);
        assert!(p.highest.is_empty() && p.lowest.is_empty(), "one component alone has no rank");
    }

    #[test]
    fn the_median_is_never_better_than_half_of_the_answers() {
        let strength = |counts| EvidenceStrength { counts };
        assert_eq!(strength([0; 5]).median(), None);
        assert_eq!(strength([1, 0, 1, 0, 0]).median(), Some(Grade::E0));
        assert_eq!(strength([1, 0, 2, 0, 0]).median(), Some(Grade::E2));
        assert_eq!(strength([0, 0, 0, 0, 1]).median(), Some(Grade::E4));
    }

    proptest! {
        #[test]
        fn every_question_is_counted_once(picks in proptest::collection::vec(0..7_usize, 5)) {
            let states = ["1", "2 E1", "4 E3", "unknown", "na", "carried", "open"];
            let f = framework();
            let names = ["a1", "a2", "a3", "b1", "b2"];
            let answers: Vec<_> = names.iter().zip(&picks).map(|(q, p)| (*q, states[*p])).collect();
            let s = scored(&f, &assessment(&f, "XAA", 2020, &answers));
            let d = level_counts(s, Framework::ROOT);
            let scored: u32 = d.levels.iter().sum();
            prop_assert_eq!(scored + d.elsewhere, evidence_strength(s)[Framework::ROOT].total());
            let rest = d.unknown + d.not_applicable + d.carried + d.open;
            prop_assert_eq!(scored + d.elsewhere + rest, 5);
        }
    }
}
