//! What two sides disagree about: both of them, what was before, and a third value.

use crate::domain::{Choice, Conflict, Field, Framework, Holder, Value, Verdict};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{List, Row};

/// Both sides of a conflict to choose from; `None` once it is resolved.
pub(super) fn choices(open: &Open, conflict: &Conflict) -> Option<List> {
    let assessment = open.assessment();
    let conflict = assessment.conflicts.iter().find(|c| c.same(conflict))?;
    let now = conflict.field.get(assessment);
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |name: String, value: &Value, choice: Choice| {
        // A side that does not fit any more cannot be chosen.
        if let Ok(changes) = conflict.resolve(assessment, &choice) {
            let row = Row::new(name, Effect::Apply(changes));
            rows.push(row.detail(value.to_string()));
        }
    };
    let Conflict { base, ours, theirs, .. } = conflict;
    add(format!("Ours: {ours}"), &ours.value, Choice::Ours);
    add(format!("Theirs: {theirs}"), &theirs.value, Choice::Theirs);
    add(format!("As it was before: {base}"), base, Choice::Base);
    let said = [&ours.value, &theirs.value, base];
    for value in third(open.framework(), &conflict.field) {
        if !said.contains(&&value) {
            add(format!("Neither, but {value}"), &value, Choice::Value(value.clone()));
        }
    }
    if conflict.field.key != Field::VERDICT && !said.contains(&&now) {
        add(format!("As it is now: {now}"), &now, Choice::Now);
    }
    if let Holder::Answer(id) | Holder::Notes(id) = &conflict.field.holder
        && let Some(place) = open.framework().find(id.as_str())
    {
        rows.push(Row::new("Decide later, and go there", Effect::Question(place)));
    }
    Some(List {
        title: format!("Two sides disagree: {}", conflict.field),
        lead: vec!["Both are kept, and neither counts, until you choose.".into()],
        rows,
        ..List::default()
    })
}

/// The other verdicts that a question takes; other fields are written once a side is chosen.
fn third(framework: &Framework, field: &Field) -> Vec<Value> {
    let (Holder::Answer(id), Field::VERDICT) = (&field.holder, field.key) else {
        return Vec::new();
    };
    let Some((node, _)) = framework.question(id.as_str()) else { return Vec::new() };
    let levels = framework.scale(node).all_levels().iter();
    let levels = levels.map(|level| Verdict::Scored(level.number));
    let verdicts = levels.chain([Verdict::Unknown]);
    verdicts.map(|verdict| Value::Verdict { verdict, carried: false }).collect()
}
