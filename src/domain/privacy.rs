//! Free text that looks as if it held a person's data: a child's, a worker's, anybody's.
//!
//! An assessment is about a system. A name, a telephone number or a count of two children in a
//! village has no place in it, and what is written there is read by many. The signs are guesses
//! made on this machine alone: they warn, they never refuse, and they find neither everything nor
//! only what they should (`docs/privacy.md` has the figures).

mod signs;

pub use signs::{Sign, signs};

use super::{
    Assessment, Entry, EntryKind, Field, Holder, Id, Place, Problem, Step, Value, Verdict,
};

/// What to do about it.
const REMEDY: &str = "take it out, or say it so that nobody can be known by it: the person's data \
                      stay in the case file";

/// A warning for each text of an assessment that looks as if it held a person's data, with its
/// place. The text itself is never repeated.
pub fn check_privacy(assessment: &Assessment) -> Vec<Problem> {
    let mut found = Vec::new();
    for (holder, place) in holders(assessment) {
        for key in Field::keys(&holder) {
            let Some(field) = Field::new(holder.clone(), key) else { continue };
            // Offers and requests ask for the address of an office.
            let office = matches!(holder, Holder::Entry(EntryKind::Offer | EntryKind::Request, _))
                && key == "contact";
            let at = |key: &str, index: Option<usize>| {
                let mut place = place.clone();
                place.steps.push(Step::Key(key.into()));
                place.steps.extend(index.map(Step::Index));
                place
            };
            match field.get(assessment) {
                Value::Text(text) => warn(&text, office, at(key, None), &mut found),
                Value::Texts(texts) => {
                    for (index, text) in texts.iter().enumerate() {
                        warn(text, office, at(key, Some(index)), &mut found);
                    }
                }
                Value::Verdict { verdict: Verdict::NotApplicable { reason }, .. } => {
                    warn(&reason, false, at("reason", None), &mut found);
                }
                _ => {}
            }
        }
    }
    for (index, conflict) in assessment.conflicts.iter().enumerate() {
        let sides = [("ours", &conflict.ours.value), ("theirs", &conflict.theirs.value)];
        for (key, value) in sides.into_iter().chain([("base", &conflict.base)]) {
            let texts = match value {
                Value::Text(text) => std::slice::from_ref(text),
                Value::Texts(texts) => texts.as_slice(),
                _ => &[],
            };
            for text in texts {
                warn(text, false, Place::element("conflicts", index, key), &mut found);
            }
        }
    }
    found
}

/// Everything that holds fields, with its place in the file.
fn holders(a: &Assessment) -> Vec<(Holder, Place)> {
    let mut all = vec![(Holder::Head, Place::top())];
    let answer = |id: &Id| (Holder::Answer(id.clone()), Place::keys(&["answers", id.as_str()]));
    all.extend(a.answers.keys().map(answer));
    let notes = |id: &Id| (Holder::Notes(id.clone()), Place::keys(&["notes", id.as_str()]));
    all.extend(a.notes.keys().map(notes));
    for (kind, name) in EntryKind::ALL {
        let ids: Vec<Id> = Entry::all(a, kind).iter().map(|e| e.id().clone()).collect();
        let entry = |(at, id): (usize, Id)| (Holder::Entry(kind, id), Place::element(name, at, ""));
        all.extend(ids.into_iter().enumerate().map(entry));
    }
    all
}

fn warn(text: &str, office: bool, place: Place, found: &mut Vec<Problem>) {
    let of_office = |sign: &Sign| office && matches!(sign, Sign::Email | Sign::Phone);
    let said: Vec<&str> =
        signs(text).iter().filter(|sign| !of_office(sign)).map(|sign| sign.words()).collect();
    if !said.is_empty() {
        let message = format!("this text looks as if it held {}", said.join(" and "));
        found.push(Problem::warning("personal-data", place, message).hint(REMEDY));
    }
}
