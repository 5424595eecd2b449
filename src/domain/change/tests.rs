//! What a change takes with it, and what it leaves alone.

use crate::domain::{
    Answer, Assessment, Boxed, Change, Id, NoteKind, Notes, Pin, ReasonOfChange, Selection, Verdict,
};

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn blank() -> Assessment {
    let key = Selection::new("XAA/2025").expect("a selection").single().expect("one assessment");
    let pin = Pin { id: id("fw"), version: "1.0".into(), digest: String::new() };
    Assessment::blank(key, pin)
}

#[test]
fn a_reason_of_change_goes_with_the_verdict_that_it_was_given_for() {
    let (told, other) = (id("told"), id("other"));
    let mut made = blank();
    let scored = |level| Some(Verdict::Scored(level));
    let reason = Some(ReasonOfChange::Performance);
    for (question, reason_of_change) in [(&told, reason), (&other, None)] {
        let answer = Answer { verdict: scored(2.0), reason_of_change, ..Answer::default() };
        made.answers.each_mut().insert(question.clone(), answer);
    }
    let to = |question: &Id, level| Change::verdict(question, scored(level));
    let none = |question: &Id| Change::ReasonOfChange(question.clone(), None);
    assert_eq!(made.stale_reasons(&[to(&told, 3.0)]), [none(&told)]);
    // The same verdict as before, a question without a reason, and one that is not there.
    let nothing: [Change; 0] = [];
    assert_eq!(made.stale_reasons(&[to(&told, 2.0)]), nothing);
    assert_eq!(made.stale_reasons(&[to(&other, 3.0)]), nothing);
    assert_eq!(made.stale_reasons(&[to(&id("new"), 3.0)]), nothing);
    // The same step says why; that another step says so of another question changes nothing.
    let says = |question: &Id| Change::ReasonOfChange(question.clone(), reason);
    assert_eq!(made.stale_reasons(&[to(&told, 3.0), says(&told)]), nothing);
    assert_eq!(made.stale_reasons(&[to(&told, 3.0), says(&other)]), [none(&told)]);
    // What is no verdict makes no reason stale.
    assert_eq!(made.stale_reasons(&[Change::Text(told, Boxed::Claim, "x".into())]), nothing);
}

#[test]
fn only_what_holds_nothing_any_more_leaves_the_document() -> Result<(), String> {
    let (question, node) = (id("q"), id("n"));
    let mut made = blank();
    let mut notes = Notes::default();
    notes.set(NoteKind::Strengths, vec!["x".into()]);
    notes.set(NoteKind::Lessons, vec!["y".into()]);
    made.notes.insert(node.clone(), notes);
    let verdict = Some(Verdict::Scored(2.0));
    made.answers
        .each_mut()
        .insert(question.clone(), Answer { verdict, parked: true, ..Answer::default() });
    let none = |kind| Change::Notes(node.clone(), kind, Vec::new());
    made.alter(&none(NoteKind::Strengths))?;
    assert!(made.notes.contains_key(&node), "a lesson is left");
    made.alter(&none(NoteKind::Lessons))?;
    assert!(made.notes.is_empty());
    made.alter(&Change::verdict(&question, None))?;
    assert!(made.answers.contains_key(&question), "it is parked");
    made.alter(&Change::Parked(question.clone(), false))?;
    assert!(made.answers.is_empty());
    Ok(())
}
