//! Boxes, notes, reasons and numbers.

use crate::domain::{Boxed, Change, Id, NoteKind, Notes, ReasonOfChange, Verdict};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{List, Row, Writing, WritingPurpose};
use crate::tui::words;

use super::Ask;

/// What can be written at a place: the boxes of the answer, and notes on the component.
pub(super) fn choices(open: &Open, place: usize) -> List {
    let node = open.framework().node(place);
    let mut rows = Vec::new();
    if node.question().is_some() {
        for (which, _) in Boxed::ALL {
            let written = open.answer(place).map_or("", |a| a.boxes.get(which));
            let text = begun(words::boxed(which), written);
            let row = Row::new(text, Effect::Ask(Ask::Box(place, which)));
            rows.push(row.detail(written));
        }
    }
    let component = open.framework().node(open.component(place));
    let notes = open.assessment().notes.get(&component.id);
    for (kind, _) in NoteKind::ALL {
        let written = notes.map_or(&[][..], |n| n.get(kind));
        let written = written.join(" / ");
        let name = format!("{} of {}", words::note(kind), component.label());
        let text = begun(&name, &written);
        let row = Row::new(text, Effect::Ask(Ask::Notes(component.id.clone(), kind)));
        rows.push(row.detail(written));
    }
    List { title: format!("Write about {}", node.label()), rows, ..List::default() }
}

/// A name with what is written there already.
fn begun(name: &str, written: &str) -> String {
    if written.is_empty() { name.to_owned() } else { format!("{name}: {written}") }
}

/// A box of the answer at a place.
pub(super) fn boxed(open: &Open, place: usize, which: Boxed) -> Writing {
    let node = open.framework().node(place);
    let written = open.answer(place).map_or("", |a| a.boxes.get(which));
    let title = format!("{}: {}", node.label(), words::boxed(which));
    let purpose = WritingPurpose::Box(place, node.id.clone(), which);
    Writing::new(title, words::boxed_hint(which), written, purpose)
}

/// The notes of a kind on a node.
pub(super) fn notes(open: &Open, node: &Id, kind: NoteKind) -> List {
    let written = open.assessment().notes.get(node).map_or(&[][..], |n: &Notes| n.get(kind));
    let again = || Effect::Ask(Ask::Notes(node.clone(), kind));
    let row = |(at, text): (usize, &String)| {
        let mut left = written.to_vec();
        left.remove(at);
        let change = Change::Notes(node.clone(), kind, left);
        Row {
            removes: Some(Effect::Then(vec![Effect::Apply(vec![change]), again()])),
            ..Row::new(text.as_str(), Effect::Ask(Ask::Note(node.clone(), kind, Some(at))))
        }
    };
    let mut rows: Vec<Row> = written.iter().enumerate().map(row).collect();
    let new = Effect::Ask(Ask::Note(node.clone(), kind, None));
    rows.push(Row::new("Write a new one", new.clone()));
    let at = rows.len() - 1;
    List { title: words::note(kind).into(), rows, new: Some(new), at, ..List::default() }
}

/// One note, or a new one.
pub(super) fn note(open: &Open, node: &Id, kind: NoteKind, at: Option<usize>) -> Writing {
    let all = open.assessment().notes.get(node).map_or(Vec::new(), |n| n.get(kind).to_vec());
    let text = at.and_then(|at| all.get(at)).cloned().unwrap_or_default();
    let purpose = WritingPurpose::Note(node.clone(), kind, at, all);
    Writing::new(words::note(kind).into(), words::note_hint(kind), &text, purpose)
}

/// Why the level of the question at a place is another one than in the round before. The list starts
/// at the last line, which says nothing: nobody gives a reason by going on without looking.
pub(super) fn reasons_of_change(open: &Open, place: usize) -> List {
    let node = open.framework().node(place);
    let now = open.answer(place).and_then(|answer| answer.reason_of_change);
    let set = |reason| Effect::Apply(vec![Change::ReasonOfChange(node.id.clone(), reason)]);
    let row = |(reason, _): (ReasonOfChange, &str)| {
        Row::new(reason.words(), set(Some(reason))).detail(words::reason_of_change(reason))
    };
    let mut rows: Vec<Row> = ReasonOfChange::ALL.into_iter().map(row).collect();
    rows.push(match now {
        Some(_) => Row::new("Take the reason back", set(None)),
        None => Row::new("Leave it open", Effect::Close),
    });
    let chosen = ReasonOfChange::ALL.iter().position(|(reason, _)| Some(*reason) == now);
    let lead = match (open.moved(place), &open.earlier) {
        (Some((then, now)), Some(earlier)) => {
            let way = if now > then { "higher" } else { "lower" };
            format!("The level is {way} than in {}. Why?", earlier.year())
        }
        _ => "Why is the level another one than last round?".to_owned(),
    };
    let at = chosen.unwrap_or(rows.len() - 1);
    let lead = vec![lead, "Only real performance counts as progress.".into()];
    List { title: format!("{}: reason of change", node.label()), lead, rows, at, ..List::default() }
}

/// Why the question at a place does not apply.
pub(super) fn reason(open: &Open, place: usize) -> Writing {
    let node = open.framework().node(place);
    let old = match open.answer(place).and_then(|a| a.verdict.as_ref()) {
        Some(Verdict::NotApplicable { reason }) => reason.as_str(),
        _ => "",
    };
    let title = format!("{}: not applicable", node.label());
    let hint = "Why does it not apply here? The question leaves the score and is listed with this.";
    Writing::new(title, hint, old, WritingPurpose::Reason(node.id.clone()))
}

/// The answer to the question at a place on a scale with half steps, marks or a range.
pub(super) fn number(open: &Open, place: usize, typed: Option<u8>) -> Writing {
    let node = open.framework().node(place);
    let scale = open.framework().scale(node);
    let old = match open.answer(place).and_then(|a| a.verdict.as_ref()) {
        Some(Verdict::Scored(number)) => scale.label(*number),
        _ => String::new(),
    };
    let purpose = WritingPurpose::Number(node.id.clone(), Box::new(scale.clone()));
    let hint = format!("Take {}.", scale.describe());
    let writing = Writing::new(format!("{}: the answer", node.label()), &hint, &old, purpose);
    match typed {
        Some(digit) => writing.typed(&digit.to_string()),
        None => writing,
    }
}
