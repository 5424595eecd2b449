//! A part of an assessment that a sub-group works on by itself.

use std::collections::BTreeSet;

use super::field::by_id;
use super::{Assessment, Field, Framework, Holder, Id};

/// The ids of some nodes and of everything below them.
pub fn ids_below(framework: &Framework, nodes: &[Id]) -> BTreeSet<Id> {
    let mut inside = vec![false; framework.nodes().len()];
    // A node stands before those below it.
    for (at, node) in framework.nodes().iter().enumerate() {
        inside[at] = nodes.contains(&node.id) || node.parent.is_some_and(|above| inside[above]);
    }
    let ids = framework.nodes().iter().zip(inside).filter(|(_, inside)| *inside);
    ids.map(|(node, _)| node.id.clone()).collect()
}

/// The part of an assessment that is about some ids: their answers with the evidence that these
/// rest on, their notes, and what the lists say about them. The head comes along, the attic does not.
pub fn cut(assessment: &Assessment, ids: &BTreeSet<Id>) -> Assessment {
    let mut part = assessment.clone();
    part.answers.each_mut().retain(|id, _| ids.contains(id));
    part.notes.retain(|id, _| ids.contains(id));
    part.attic.clear();
    let sources: BTreeSet<&Id> = part.answers.values().flat_map(|a| &a.sources).collect();
    part.evidence.retain(|e| sources.contains(&e.id));
    let about = |about: &[Id]| about.iter().any(|id| ids.contains(id));
    part.priorities.retain(|p| ids.contains(&p.question));
    part.recommendations.retain(|r| about(&r.about));
    part.targets.retain(|t| ids.contains(&t.id));
    part.actions.retain(|a| a.question.as_ref().is_some_and(|q| ids.contains(q)));
    part.duties.retain(|d| about(&d.about));
    part.treaty.retain(|t| about(&t.about));
    part.offers.retain(|o| about(&o.about));
    part.requests.retain(|r| about(&r.about));
    let mut conflicts = std::mem::take(&mut part.conflicts);
    conflicts.retain(|conflict| holds(&part, ids, &conflict.field));
    part.conflicts = conflicts;
    part
}

/// Whether a field belongs to a part.
fn holds(part: &Assessment, ids: &BTreeSet<Id>, field: &Field) -> bool {
    match &field.holder {
        Holder::Head => false,
        Holder::Answer(id) | Holder::Notes(id) => ids.contains(id),
        Holder::Entry(kind, id) => by_id(part, *kind, id).is_some(),
    }
}

/// Whether a field is about something else than some ids: another answer, other notes, or the head.
pub fn is_outside(field: &Field, ids: &BTreeSet<Id>) -> bool {
    match &field.holder {
        Holder::Head => true,
        Holder::Answer(id) | Holder::Notes(id) => !ids.contains(id),
        Holder::Entry(..) => false,
    }
}
