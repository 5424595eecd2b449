//! What is different between two states of one assessment, a line for each thing that changed.

use std::collections::BTreeSet;

use crate::domain::{Answer, Assessment, Boxed, EntryKind, Framework, HeaderField, Id};

use super::said;

/// Says in the framework's order what `after` has otherwise than `before`.
pub fn differences(framework: &Framework, before: &Assessment, after: &Assessment) -> Vec<String> {
    let mut lines = Vec::new();
    let blank = Answer::default();
    for (_, node, _) in framework.questions() {
        let of = |a: &Assessment| a.answers.get(&node.id).cloned().unwrap_or_else(|| blank.clone());
        let (old, new) = (of(before), of(after));
        if old == new {
            continue;
        }
        let mut parts = Vec::new();
        let (was, is) = (said(framework, before, node), said(framework, after, node));
        if was != is {
            parts.push(format!("{was} -> {is}"));
        }
        let written = Boxed::ALL.iter().filter(|(b, _)| old.boxes.get(*b) != new.boxes.get(*b));
        parts.extend(written.map(|(_, name)| name.replace('_', " ")));
        for (name, changed) in [
            ("reason of change", old.reason_of_change != new.reason_of_change),
            ("in place", old.in_place != new.in_place),
            ("confidence", old.confidence != new.confidence),
            ("parked", old.parked != new.parked),
            ("sources", old.sources != new.sources),
        ] {
            parts.extend(changed.then(|| name.to_owned()));
        }
        lines.push(format!("{}: {}", node.label(), parts.join("; ")));
    }
    let noted: BTreeSet<&Id> = before.notes.keys().chain(after.notes.keys()).collect();
    for id in noted.into_iter().filter(|id| before.notes.get(*id) != after.notes.get(*id)) {
        lines.push(format!("notes on {id}"));
    }
    for (kind, name) in EntryKind::ALL {
        let same = match kind {
            EntryKind::Evidence => before.evidence == after.evidence,
            EntryKind::Priority => before.priorities == after.priorities,
            EntryKind::Recommendation => before.recommendations == after.recommendations,
            EntryKind::Target => before.targets == after.targets,
            EntryKind::Action => before.actions == after.actions,
            EntryKind::Duty => before.duties == after.duties,
            EntryKind::Treaty => before.treaty == after.treaty,
            EntryKind::Offer => before.offers == after.offers,
            EntryKind::Request => before.requests == after.requests,
        };
        lines.extend((!same).then(|| name.to_owned()));
    }
    for (field, name) in HeaderField::ALL {
        let (old, new) = (field.get(before), field.get(after));
        lines.extend((old != new).then(|| format!("{}: {new}", name.replace('_', " "))));
    }
    lines.extend((before.conflicts != after.conflicts).then(|| "conflicts".to_owned()));
    lines
}
