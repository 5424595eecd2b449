//! What the group wants to change, and how it rates that.

use crate::domain::{Change, Criterion, Entry, Gate, Id, Priority, Scale};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Field, Form, FormPurpose};

/// The priority that a form is about.
#[derive(Clone, Debug)]
pub struct EditedPriority {
    old: Priority,
    scale: Scale,
}

const RATED: &str = "1 to 5, one number by each person who rated alone: 5 4 4 3";

/// The form of the priority for the question at a place, with what was written before.
pub(super) fn form(open: &Open, place: usize) -> Option<Form> {
    let node = open.framework().node(place);
    let old = open.assessment().priorities.iter().find(|p| p.question == node.id);
    let old = old.cloned().or_else(|| blank(open, &node.id))?;
    let scale = open.framework().scale(node).clone();
    let target = old.target.map(|target| scale.label(target)).unwrap_or_default();
    let rated = |criterion: Criterion| {
        let given = old.ratings.iter().find(|(c, _)| *c == criterion);
        let given = given.map_or(&[][..], |(_, given)| given.as_slice());
        given.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
    };
    let gate = |gate: Gate| match old.gates.iter().find(|(g, _)| *g == gate) {
        None => 0,
        Some((_, true)) => 1,
        Some((_, false)) => 2,
    };
    let place = old.place.map(|place| place.to_string()).unwrap_or_default();
    let answers = || ["not asked", "yes", "no"].map(str::to_owned).to_vec();
    let fields = vec![
        Field::text("What is to be done", "in a line", &old.title),
        Field::text("Level to reach", "empty means the highest", &target),
        Field::text("Impact on safety", RATED, &rated(Criterion::Impact)),
        Field::text("Reaches the left out", RATED, &rated(Criterion::Equity)),
        Field::text("Likely to work", RATED, &rated(Criterion::Effectiveness)),
        Field::text("Easily done", RATED, &rated(Criterion::Feasibility)),
        Field::choice("Lawful", answers(), gate(Gate::Legal)),
        Field::choice("Can be paid for", answers(), gate(Gate::Affordable)),
        Field::choice("Accepted", answers(), gate(Gate::Acceptable)),
        Field::choice("People and means", answers(), gate(Gate::Resourced)),
        Field::choice("In a mandate", answers(), gate(Gate::Mandate)),
        Field::choice(
            "For exchange",
            ["no", "yes"].map(str::to_owned).to_vec(),
            old.exchange.into(),
        ),
        Field::text(
            "Moved by hand to",
            "a place in the list, 1 for the first; empty: by P",
            &place,
        ),
        Field::text(
            "Why it was moved",
            "compulsory for a move; the list marks it",
            &old.place_reason,
        ),
        Field::text("Note", "why it stands where it stands", &old.note),
    ];
    let purpose = FormPurpose::Priority(Box::new(EditedPriority { old, scale }));
    let title = format!("{} as a priority", node.label());
    Some(Form::new(&title, node.name.clone(), fields, purpose))
}

/// Reads the form.
///
/// # Errors
/// The number of the field that is wrong, and why.
pub fn priority(edited: &EditedPriority, fields: &[Field]) -> Result<Effect, (usize, String)> {
    let value = |at: usize| fields.get(at).map_or("", Field::value);
    let chosen = |at: usize| fields.get(at).map_or(0, Field::chosen);
    let mut priority = edited.old.clone();
    priority.title = value(0).into();
    priority.target = target(value(1), &edited.scale).map_err(|why| (1, why))?;
    priority.ratings.clear();
    for (at, (criterion, _)) in (2..).zip(Criterion::ALL) {
        let given = ratings(value(at)).map_err(|why| (at, why))?;
        if !given.is_empty() {
            priority.ratings.push((criterion, given));
        }
    }
    let answered = (6..).zip(Gate::ALL).filter(|(at, _)| chosen(*at) > 0);
    priority.gates = answered.map(|(at, (gate, _))| (gate, chosen(at) == 1)).collect();
    priority.exchange = chosen(11) == 1;
    priority.place = place(value(12)).map_err(|why| (12, why))?;
    priority.place_reason = value(13).into();
    if priority.place.is_some() && priority.place_reason.is_empty() {
        return Err((13, "a move by hand needs a reason".into()));
    }
    priority.note = value(14).into();
    Ok(Effect::Apply(vec![Change::put(Entry::Priority(priority))]))
}

/// A priority about which nothing is written, with an id that no other one has.
pub fn blank(open: &Open, question: &Id) -> Option<Priority> {
    let taken = |id: &Id| open.assessment().priorities.iter().any(|p| p.id.folded() == id.folded());
    let id = (1..10_000).filter_map(|n| Id::new(&format!("p{n}")).ok()).find(|id| !taken(id))?;
    Some(Priority {
        id,
        question: question.clone(),
        title: String::new(),
        target: None,
        ratings: Vec::new(),
        gates: Vec::new(),
        exchange: false,
        place: None,
        place_reason: String::new(),
        note: String::new(),
    })
}

fn target(text: &str, scale: &Scale) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let marked = scale.all_levels().iter().find(|l| l.mark.as_deref() == Some(text));
    let number = marked.map(|l| l.number).or_else(|| text.replace(',', ".").parse().ok());
    let number = number.filter(|n| scale.value_of(*n).is_some());
    number
        .map(Some)
        .ok_or_else(|| format!("'{text}' is not on the scale: take {}", scale.describe()))
}

fn place(text: &str) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let place = text.parse::<u32>().ok().filter(|place| *place > 0);
    let place = place.ok_or_else(|| format!("'{text}' is not a place such as 1"))?;
    Ok(Some(f64::from(place)))
}

fn ratings(text: &str) -> Result<Vec<f64>, String> {
    let one = |word: &str| {
        let number = word.parse::<f64>().ok().filter(|n| (1.0..=5.0).contains(n));
        number.ok_or_else(|| format!("'{word}' is not a rating from 1 to 5"))
    };
    text.split([' ', ',', ';']).filter(|word| !word.is_empty()).map(one).collect()
}
