//! What a reader must know about the words on the screen: what an overlay added or said otherwise,
//! and how a translation stands to the framework's own text.

use ratatui::text::Line;

use crate::domain::Framework;
use crate::domain::translation::{Field, Standing};
use crate::tui::text::width;
use crate::tui::theme::Theme;
use crate::tui::widgets::labelled;
use crate::tui::words;
use crate::workspace::{Foreign, Wording};

/// The cells of a label before a text.
pub(super) const LABEL: usize = 11;

/// What must be in sight beside the answer, in as few lines as it takes: that an overlay added the
/// node or says it otherwise, and which texts are not in the language that the head names.
pub(super) fn brief(
    theme: &Theme,
    wording: &Wording,
    place: usize,
    room: usize,
) -> Vec<Line<'static>> {
    let node = wording.shown.node(place);
    let overlay = words::origin(node).zip(base(wording)).map(|((sign, word), base)| {
        let what = match word {
            "added" => format!("not in {base}"),
            _ => format!("not in the words of {base}, which are below"),
        };
        format!("{sign} {word}: {what}")
    });
    let own = words::language(&wording.own.language);
    let missing = named(wording, place, &[Standing::Missing]);
    let missing = (!missing.is_empty()).then(|| format!("in {own} still: {missing}"));
    let stale = named(wording, place, &[Standing::Stale]);
    let stale = (!stale.is_empty()).then(|| format!("of an older text: {stale}"));
    let parts: Vec<String> = missing.into_iter().chain(stale).collect();
    let language = (!parts.is_empty()).then(|| parts.join("; "));
    labels(theme, [overlay, language], room)
}

/// Where a node comes from and how it is translated; nothing where the node stands in its
/// framework's own words and that is no overlay.
pub(super) fn remarks(
    theme: &Theme,
    wording: &Wording,
    place: usize,
    room: usize,
) -> Vec<Line<'static>> {
    labels(theme, [overlay(wording, place), language(wording, place)], room)
}

fn labels(theme: &Theme, texts: [Option<String>; 2], room: usize) -> Vec<Line<'static>> {
    let lines = |(label, text): (&str, Option<String>)| {
        let lines = |text: String| labelled(label, LABEL, &text, room, (theme.strong, theme.text));
        text.map(lines).unwrap_or_default()
    };
    ["Overlay", "Language"].into_iter().zip(texts).flat_map(lines).collect()
}

/// The base of an overlay by its name.
fn base(wording: &Wording) -> Option<String> {
    wording.own.base.as_ref().map(|base| format!("{} {}", base.id, base.version))
}

/// What an overlay did to a node, and what its base is.
fn overlay(wording: &Wording, place: usize) -> Option<String> {
    let name = base(wording).filter(|_| place != Framework::ROOT)?;
    let node = wording.shown.node(place);
    let Some((sign, word)) = words::origin(node) else {
        return Some(format!("as in the base, {name}"));
    };
    let mut said = match wording.base_of(place) {
        _ if word == "added" => format!("the base, {name}, does not have it"),
        None => format!("the base, {name}, has other words"),
        Some((there, fields)) => {
            let question = node.question().is_some();
            let other = names(fields.iter().map(|field| field_name(*field, question)));
            let other = if other.is_empty() { "the evidence".into() } else { other };
            match fields.contains(&Field::Name) {
                true => format!("{other}; the base, {name}, says: {}", there.name),
                false => format!("{other}; the rest is as in the base, {name}"),
            }
        }
    };
    if word == "added" {
        said.push_str(", so there is nothing there to compare it with");
    }
    Some(format!("{sign} {word} by {}: {said}", wording.own.id))
}

/// Which texts of a node are not, or not surely, in the language that is shown.
fn language(wording: &Wording, place: usize) -> Option<String> {
    let foreign = wording.foreign.as_ref()?;
    let node = wording.own.node(place);
    let own = words::language(&wording.own.language);
    let mut parts = vec![match foreign.reviewed {
        true => words::language(&foreign.language),
        false => format!("{}, an unreviewed draft", words::language(&foreign.language)),
    }];
    let missing = named(wording, place, &[Standing::Missing]);
    if !missing.is_empty() {
        parts.push(format!("in {own} still: {missing}"));
    }
    let stale = named(wording, place, &[Standing::Stale]);
    if !stale.is_empty() {
        parts.push(format!("the {own} text has changed since: {stale}"));
    }
    if node.question().is_some() {
        parts.push(format!("evidence, next steps and glossary are always in {own}"));
    }
    Some(parts.join("; "))
}

/// The texts of a node that stand in one of some ways to the translation that is shown.
fn named(wording: &Wording, place: usize, wanted: &[Standing]) -> String {
    let node = wording.own.node(place);
    let question = node.question().is_some();
    let all = wording.foreign.as_ref().map(|foreign| foreign.of_node(node)).unwrap_or_default();
    let wanted = all.iter().filter(|(_, standing)| wanted.contains(standing));
    names(wanted.map(|(field, _)| field_name(*field, question)))
}

/// Names one after the other, each of them once.
fn names(all: impl Iterator<Item = &'static str>) -> String {
    let mut once: Vec<&str> = Vec::new();
    for name in all {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.join(", ")
}

fn field_name(field: Field, question: bool) -> &'static str {
    match (field, question) {
        (Field::Name, true) => "the question",
        (Field::Name, false) => "the name",
        (Field::Intro, _) => "the introduction",
        (Field::Guidance, _) => "the guidance",
        (Field::Level(_), _) => "the levels",
        (Field::Paper, _) => "what counts on paper",
        (Field::Practice, _) => "what counts in practice",
    }
}

/// The language that is shown, short enough for the head of a screen.
pub(super) fn short(foreign: &Foreign, room: usize) -> String {
    let language = words::language(&foreign.language);
    if foreign.reviewed {
        return language;
    }
    let long = format!("{language}, unreviewed draft");
    if width(&long) <= room { long } else { format!("{language}, draft") }
}
