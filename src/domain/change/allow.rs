//! Whether a change fits the framework and the assessment.

use super::{Change, Entry, EntryKind};
use crate::domain::field::entry_keys;
use crate::domain::{
    Assessment, Conflict, Evidence, Framework, HeaderField, Holder, Id, Node, PlannedAction,
    Priority, Question, Value, Verdict, limits,
};

/// Refuses a change that would make the assessment wrong.
///
/// # Errors
/// A sentence that says what does not fit.
pub(super) fn allow(
    assessment: &Assessment,
    framework: &Framework,
    change: &Change,
) -> Result<(), String> {
    match change {
        Change::Verdict { question: id, verdict, .. } => {
            let (node, _) = question(framework, id)?;
            if assessment.disputed(id) {
                return Err(format!(
                    "two sides answered '{id}' differently: choose between them first, in the review or with stocktake resolve"
                ));
            }
            match verdict {
                Some(Verdict::Scored(number)) => on_scale(framework, node, *number),
                Some(Verdict::NotApplicable { reason }) if reason.trim().is_empty() => {
                    Err(format!("'{id}' can be set to not applicable only with a reason"))
                }
                Some(Verdict::NotApplicable { reason }) => limits::text_fits(reason),
                _ => Ok(()),
            }
        }
        Change::InPlace(id, Some(_)) => match question(framework, id)? {
            (_, q) if q.paper_and_practice => Ok(()),
            _ => Err(format!("'{id}' does not ask for paper and practice separately")),
        },
        Change::InPlace(id, None)
        | Change::ReasonOfChange(id, _)
        | Change::Confidence(id, _)
        | Change::Parked(id, _) => question(framework, id).map(|_| ()),
        Change::Text(id, _, text) => {
            question(framework, id)?;
            limits::text_fits(text)
        }
        Change::Sources(id, sources) => {
            question(framework, id)?;
            let known = |id: &Id| assessment.evidence.iter().any(|e| e.id == *id);
            match sources.iter().find(|id| !known(id)) {
                Some(id) => Err(format!("there is no evidence '{id}' in the register")),
                None => Ok(()),
            }
        }
        Change::Notes(id, _, notes) => {
            node(framework, id)?;
            notes.iter().try_for_each(|note| limits::text_fits(note))
        }
        Change::Header(HeaderField::Population, text) if !text.is_empty() => population(text),
        Change::Header(_, text) => limits::text_fits(text),
        Change::Put { entry, .. } => {
            texts_fit(entry)?;
            entry_fits(framework, entry)
        }
        Change::Remove(EntryKind::Evidence, id) => {
            let aside = assessment.attic.iter().flat_map(|attic| &attic.answers);
            match assessment.answers.iter().chain(aside).find(|(_, a)| a.sources.contains(id)) {
                Some((question, _)) => Err(format!("the answer to '{question}' rests on '{id}'")),
                None => Ok(()),
            }
        }
        Change::Remove(..) | Change::Settle(_) => Ok(()),
        Change::Dispute { conflict, .. } => disputable(assessment, conflict),
    }
}

/// How many children there are.
fn population(text: &str) -> Result<(), String> {
    match text.parse::<u32>() {
        Ok(1..) => Ok(()),
        _ => Err(format!("the number of children is a whole number above 0, not '{text}'")),
    }
}

/// A conflict is recorded once, and about a verdict only while that does not count.
fn disputable(assessment: &Assessment, conflict: &Conflict) -> Result<(), String> {
    let field = &conflict.field;
    if assessment.conflicts.iter().any(|c| c.same(conflict)) {
        return Err(format!("the conflict about {field} is on record already"));
    }
    let counts = |id| assessment.answers.get(id).is_some_and(|a| a.counted().is_some());
    match &field.holder {
        Holder::Answer(id) if conflict.about_verdict(id) && counts(id) => {
            Err(format!("the answer to '{id}' counts: it cannot be in conflict as well"))
        }
        _ => Ok(()),
    }
}

/// What every rule for changes asks of an entry.
pub(in crate::domain) fn entry_fits(framework: &Framework, entry: &Entry) -> Result<(), String> {
    match entry {
        Entry::Evidence(e) => evidence(e),
        Entry::Priority(p) => priority(framework, p),
        Entry::Recommendation(r) => about(framework, &r.about),
        Entry::Target(t) => {
            let (node, _) = question(framework, &t.id)?;
            on_scale(framework, node, t.level)
        }
        Entry::Action(a) => action(framework, a),
        Entry::Duty(d) => {
            named(&d.body, "a duty", &d.id, "body")?;
            about(framework, &d.about)
        }
        Entry::Treaty(t) => {
            named(&t.body, "the recommendation", &t.id, "body")?;
            named(&t.text, "the recommendation", &t.id, "text")?;
            about(framework, &t.about)
        }
        Entry::Offer(o) => titled(framework, &o.title, &o.about),
        Entry::Request(r) => titled(framework, &r.title, &r.about),
    }
}

/// Every text of an entry is short enough.
fn texts_fit(entry: &Entry) -> Result<(), String> {
    for key in entry_keys(entry.kind()) {
        match entry.field(key) {
            Value::Text(text) => limits::text_fits(&text)?,
            Value::Texts(texts) => texts.iter().try_for_each(|text| limits::text_fits(text))?,
            _ => {}
        }
    }
    Ok(())
}

fn action(framework: &Framework, action: &PlannedAction) -> Result<(), String> {
    named(&action.title, "the action", &action.id, "title")?;
    limits::title_fits(&action.title)?;
    match (&action.question, action.to) {
        (Some(id), to) => {
            let (node, _) = question(framework, id)?;
            to.map_or(Ok(()), |to| on_scale(framework, node, to))
        }
        (None, Some(_)) => {
            Err(format!("the action '{}' leads to a level: name the question, too", action.id))
        }
        (None, None) => Ok(()),
    }
}

fn named(text: &str, what: &str, id: &Id, key: &str) -> Result<(), String> {
    match text.trim().is_empty() {
        true => Err(format!("{what} '{id}' needs a {key}")),
        false => Ok(()),
    }
}

pub(in crate::domain) fn evidence(evidence: &Evidence) -> Result<(), String> {
    if evidence.title.trim().is_empty() {
        return Err(format!("the evidence '{}' needs a title", evidence.id));
    }
    limits::title_fits(&evidence.title)
}

pub(in crate::domain) fn priority(framework: &Framework, p: &Priority) -> Result<(), String> {
    let (node, _) = question(framework, &p.question)?;
    limits::title_fits(&p.title)?;
    let mut ratings = p.ratings.iter().flat_map(|(_, given)| given);
    if let Some(off) = ratings.find(|r| !(1.0..=5.0).contains(*r)) {
        return Err(format!("a rating is a number from 1 to 5, not {off}"));
    }
    if let Some(off) = p.place.filter(|place| *place < 1.0 || place.fract() != 0.0) {
        return Err(format!("a place in the list is a whole number from 1 on, not {off}"));
    }
    if p.place.is_some() && p.moved_to().is_none() {
        return Err(format!("'{}' is moved by hand: write the reason, place_reason", p.id));
    }
    p.target.map_or(Ok(()), |target| on_scale(framework, node, target))
}

/// The title of an offer or a request, and the nodes that it is about.
pub(in crate::domain) fn titled(
    framework: &Framework,
    title: &str,
    ids: &[Id],
) -> Result<(), String> {
    limits::title_fits(title)?;
    about(framework, ids)
}

/// The nodes that a recommendation, an offer or a request is about.
pub(in crate::domain) fn about(framework: &Framework, ids: &[Id]) -> Result<(), String> {
    ids.iter().try_for_each(|id| node(framework, id).map(|_| ()))
}

fn node<'a>(framework: &'a Framework, id: &Id) -> Result<&'a Node, String> {
    let found = framework.find(id.as_str()).map(|at| framework.node(at));
    found
        .ok_or_else(|| format!("'{id}' is not in framework {} {}", framework.id, framework.version))
}

fn question<'a>(framework: &'a Framework, id: &Id) -> Result<(&'a Node, &'a Question), String> {
    let node = node(framework, id)?;
    let question = node.question().ok_or_else(|| format!("'{id}' is not a question"))?;
    Ok((node, question))
}

fn on_scale(framework: &Framework, node: &Node, number: f64) -> Result<(), String> {
    let scale = framework.scale(node);
    match scale.value_of(number) {
        Some(_) => Ok(()),
        None => {
            Err(format!("{number} is off the scale of '{}': take {}", node.id, scale.describe()))
        }
    }
}
