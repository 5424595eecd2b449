//! The scores of the questions, from which all others follow.

use super::{NodeScore, Once, Scores, Supposed, supported};
use crate::domain::{Answer, Assessment, Framework, Grade, Scale, Verdict};

/// The scores of the questions; those of the groups are blank, each on its own.
pub(super) fn leaves(
    framework: &Framework,
    assessment: &Assessment,
    supposed: &Supposed,
) -> Scores {
    // Room for the groups, and for what levels alone come to.
    let mut distinct = Vec::with_capacity(framework.groups().count() + 16);
    let keep = |distinct: &mut Vec<NodeScore>, score| {
        distinct.push(score);
        distinct.len() - 1
    };
    let mut which = vec![0; framework.nodes().len()];
    for (at, _, _) in framework.groups() {
        which[at] = keep(&mut distinct, NodeScore::default());
    }
    let groups = distinct.len();
    let agreed = supposed.is_empty() && assessment.conflicts.is_empty();
    if let Some(pairs) = framework.pair_codes(&assessment.answers).filter(|_| agreed) {
        let highest = pairs.clone().map(|(_, code)| code).max().unwrap_or(0);
        let mut once = Once::new(framework.scales().len(), highest);
        for (at, code) in pairs {
            let (number, scale) = framework.scale_at(at);
            which[at] = once.get(number, code, |answer| {
                let counted = answer.and_then(Answer::counted).map(|v| (v, Grade::E0));
                keep(&mut distinct, leaf(framework, scale, counted))
            });
        }
        let shared = groups..distinct.len();
        return Scores { distinct, which, shared };
    }
    for (at, answer) in framework.pair(&assessment.answers) {
        let node = framework.node(at);
        let scale = framework.scale(node);
        let agreed = answer.filter(|_| !assessment.disputed(&node.id));
        let counted = match supposed.get(&node.id) {
            Some(verdict) => verdict.as_ref().map(|verdict| (verdict, Grade::BEST)),
            None => agreed.and_then(|a| a.counted().map(|v| (v, assessment.grade_of(a)))),
        };
        which[at] = keep(&mut distinct, leaf(framework, scale, counted));
    }
    Scores { distinct, which, shared: 0..0 }
}

/// The score of a question on a scale from the verdict that counts and the grade of its evidence.
fn leaf(framework: &Framework, scale: &Scale, counted: Option<(&Verdict, Grade)>) -> NodeScore {
    let fixed = |value: f64, claimed: f64| NodeScore {
        value: Some(value),
        claimed: Some(claimed),
        lowest: Some(value),
        highest: Some(value),
        answered: 1,
        applicable: 1,
        ..NodeScore::default()
    };
    let open = || NodeScore {
        lowest: Some(scale.worst()),
        highest: Some(scale.best()),
        applicable: 1,
        ..NodeScore::default()
    };
    match counted {
        Some((Verdict::Scored(number), grade)) => {
            let supported = supported(framework, scale, *number, grade);
            let claimed = scale.value_of(*number);
            let value = if supported == *number { claimed } else { scale.value_of(supported) };
            match (value, claimed) {
                (Some(value), Some(claimed)) => fixed(value, claimed),
                // A number off the scale never gets here from a checked file: it counts as open.
                _ => open(),
            }
        }
        Some((Verdict::Unknown, _)) => {
            NodeScore { unknown: 1, ..fixed(scale.worst(), scale.worst()) }
        }
        Some((Verdict::NotApplicable { .. }, _)) => {
            NodeScore { not_applicable: 1, ..NodeScore::default() }
        }
        None => open(),
    }
}
