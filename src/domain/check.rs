//! Whether an assessment that was read from a file fits the framework that it names.

use std::collections::HashSet;

use super::change::allow;
use super::limits::ANSWERS;
use super::{
    Answer, Assessment, Entry, EntryKind, Framework, Holder, Id, Node, Place, Problem, Question,
    Verdict,
};

/// Everything that does not fit. The warnings leave the assessment usable; with an error it is not.
pub fn check_assessment(assessment: &Assessment, framework: &Framework) -> Vec<Problem> {
    let mut problems = Vec::new();
    pin(assessment, framework, &mut problems);
    answers(assessment, framework, &mut problems);
    for id in assessment.notes.keys().filter(|id| framework.find(id.as_str()).is_none()) {
        problems.push(
            Problem::error(
                "unknown-id",
                Place::keys(&["notes", id.as_str()]),
                off_framework(id, framework),
            )
            .hint("correct the id, or take the notes out"),
        );
    }
    entries(assessment, framework, &mut problems);
    conflicts(assessment, framework, &mut problems);
    if !assessment.key.country.is_known() {
        problems.push(
            Problem::warning(
                "country",
                Place::keys(&["country"]),
                format!("{} is not a code of ISO 3166-1", assessment.key.country),
            )
            .hint("codes from XAA to XZZ are free for your own use"),
        );
    }
    problems
}

fn pin(assessment: &Assessment, framework: &Framework, problems: &mut Vec<Problem>) {
    if assessment.framework.is_other_text(framework) {
        problems.push(
            Problem::warning(
                "digest",
                Place::keys(&["framework", "digest"]),
                format!(
                    "framework {} {} is not the text that this assessment was answered against",
                    framework.id, framework.version
                ),
            )
            .hint(
                "put the framework file of that time back, or give the changed one a new version",
            ),
        );
    }
}

fn answers(assessment: &Assessment, framework: &Framework, problems: &mut Vec<Problem>) {
    if assessment.answers.len() > ANSWERS {
        let message = format!("the file has {} answers", assessment.answers.len());
        problems.push(
            Problem::error("too-many", Place::keys(&["answers"]), message)
                .hint(format!("an assessment has at most {ANSWERS}")),
        );
    }
    // Of a bare level nothing else can be wrong.
    if framework.has_on_scale(&assessment.answers) {
        return;
    }
    let mut known = 0;
    for (place, answer) in framework.pair(&assessment.answers) {
        let node = framework.node(place);
        if let (Some(answer), Some(question)) = (answer, node.question()) {
            known += 1;
            check_answer(assessment, framework, (node, question), answer, problems);
        }
    }
    if known < assessment.answers.len() {
        let astray = |id: &&Id| framework.question(id.as_str()).is_none();
        problems.extend(assessment.answers.keys().filter(astray).map(|id| {
            let place = Place::keys(&["answers", id.as_str()]);
            Problem::error("unknown-id", place, off_framework(id, framework))
                .hint("correct the id, or name the framework that has it")
        }));
    }
}

fn check_answer(
    assessment: &Assessment,
    framework: &Framework,
    (node, question): (&Node, &Question),
    answer: &Answer,
    problems: &mut Vec<Problem>,
) {
    let id = &node.id;
    let at = |key: &str| Place::keys(&["answers", id.as_str(), key]);
    let scale = framework.scale(node);
    match &answer.verdict {
        Some(Verdict::Scored(number)) if scale.value_of(*number).is_none() => problems.push(
            Problem::error(
                "off-scale",
                at("level"),
                format!("level {number} of '{id}' is off the scale"),
            )
            .hint(format!("take {}", scale.describe())),
        ),
        Some(Verdict::NotApplicable { reason }) if reason.trim().is_empty() => problems.push(
            Problem::error(
                "no-reason",
                at("state"),
                format!("'{id}' is not applicable without a reason"),
            )
            .hint("write reason = \"...\""),
        ),
        _ => {}
    }
    if answer.in_place.is_some() && !question.paper_and_practice {
        problems.push(
            Problem::warning(
                "in-place",
                at("in_place"),
                format!("'{id}' does not ask for paper and practice separately"),
            )
            .hint("take the key out"),
        );
    }
    for source in &answer.sources {
        if !assessment.evidence.iter().any(|e| e.id == *source) {
            problems.push(Problem::error("evidence", at("sources"), format!("the answer to '{id}' rests on evidence '{source}', which is not in the register")).hint("add it to [[evidence]], or take it out here"));
        }
    }
}

fn off_framework(id: &Id, framework: &Framework) -> String {
    format!("'{id}' is not in framework {} {}", framework.id, framework.version)
}

/// Fields that nobody has chosen a value for yet.
fn conflicts(assessment: &Assessment, framework: &Framework, problems: &mut Vec<Problem>) {
    for (at, conflict) in assessment.conflicts.iter().enumerate() {
        let place = Place::element("conflicts", at, "field");
        let astray = match &conflict.field.holder {
            Holder::Answer(id) => framework.question(id.as_str()).is_none().then_some(id),
            Holder::Notes(id) => framework.find(id.as_str()).is_none().then_some(id),
            Holder::Head | Holder::Entry(..) => None,
        };
        problems.push(match astray {
            Some(id) => Problem::error("unknown-id", place, off_framework(id, framework))
                .hint("correct the id, or take the conflict out"),
            None => Problem::warning("conflict", place, format!("two sides disagree: {conflict}"))
                .hint(format!(
                    "stocktake resolve {} lists both, and takes the choice",
                    assessment.key
                )),
        });
    }
}

/// Duplicate ids, and whatever the rules for changes would refuse.
fn entries(a: &Assessment, framework: &Framework, problems: &mut Vec<Problem>) {
    let about = |ids: &[Id]| allow::about(framework, ids);
    let titled = |title: &str, ids: &[Id]| allow::titled(framework, title, ids);
    list("evidence", &a.evidence, |e| (&e.id, allow::evidence(e)), problems);
    list("priorities", &a.priorities, |p| (&p.id, allow::priority(framework, p)), problems);
    list("recommendations", &a.recommendations, |r| (&r.id, about(&r.about)), problems);
    for kind in [EntryKind::Target, EntryKind::Action, EntryKind::Duty, EntryKind::Treaty] {
        let name = EntryKind::ALL.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name);
        let all = Entry::all(a, kind);
        list(name, &all, |e| (e.id(), allow::entry_fits(framework, e)), problems);
    }
    plan(a, problems);
    list("offers", &a.offers, |o| (&o.id, titled(&o.title, &o.about)), problems);
    list("requests", &a.requests, |r| (&r.id, titled(&r.title, &r.about)), problems);
}

/// Actions that wait for what is not there, or is to come later than they are.
fn plan(a: &Assessment, problems: &mut Vec<Problem>) {
    for (at, action) in a.actions.iter().enumerate() {
        let there = |id: &&Id| !a.actions.iter().any(|other| other.id == **id);
        for missing in action.after.iter().filter(there) {
            let message = format!("'{}' waits for '{missing}', which is no action here", action.id);
            problems.push(
                Problem::warning("after", Place::element("actions", at, "after"), message)
                    .hint("add the action, or take the id out"),
            );
        }
        let earlier = a.actions.iter().filter(|other| action.after.contains(&other.id));
        for (first, due, deadline) in earlier
            .filter_map(|first| Some((first, action.deadline?, first.deadline?)))
            .filter(|(_, due, deadline)| due.is_surely_before(*deadline))
        {
            let message = format!(
                "'{}' is due {due}, and waits for '{}', which is due {deadline}",
                action.id, first.id
            );
            problems.push(
                Problem::warning("deadline", Place::element("actions", at, "deadline"), message)
                    .hint("give it a later deadline, or the other an earlier one"),
            );
        }
    }
}

fn list<T>(
    name: &str,
    entries: &[T],
    fits: impl Fn(&T) -> (&Id, Result<(), String>),
    problems: &mut Vec<Problem>,
) {
    let mut seen = HashSet::new();
    for (at, entry) in entries.iter().enumerate() {
        let (id, fits) = fits(entry);
        let place = Place::element(name, at, "id");
        if !seen.insert(id.folded()) {
            let message = format!("the id '{id}' stands twice in {name}");
            problems.push(
                Problem::error("duplicate-id", place.clone(), message)
                    .hint("ids are unique in a list, without regard to capitals"),
            );
        }
        if let Err(why) = fits {
            let hint = format!("correct the entry in [[{name}]]");
            problems.push(Problem::error("entry", place, why).hint(hint));
        }
    }
}
