//! Words that several reports share.

use std::collections::BTreeMap;

use super::label::label;
use super::table::{Cell, shown};
use crate::analysis::Scored;
use crate::analysis::reading::Reading;
use crate::domain::{Assessment, Framework, Id, Key, Node, Pin, Scale};

/// The mark behind a value to which open questions still belong, and what it means.
pub(super) const PARTIAL: (&str, &str) =
    ("?", "? some questions are open: scores show how far the value can still move");

/// What the star behind a value means.
pub(super) const STARRED: &str =
    "* rests on answers \"not known\", which count as the lowest level";

/// What scores are not, in a line for the terminal; reports hold it at length.
pub const NOT_VIOLENCE: &str = "scores describe the system, not how much violence there is";

/// The name of a value in a closed vocabulary.
pub(super) fn name_of<T: PartialEq>(all: &[(T, &'static str)], value: &T) -> &'static str {
    all.iter().find(|(one, _)| one == value).map_or("", |(_, name)| name)
}

/// The country, year, perspective and unit of an assessment, for people.
pub(super) fn assessment_label(assessment: &Assessment) -> String {
    let key = &assessment.key;
    let unit = key.unit.as_ref().map(|unit| format!(", unit {unit}")).unwrap_or_default();
    let note = match assessment.territory_note.as_str() {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    format!("{}{note} {}, {}{unit}", assessment.country_label(), key.round(), key.perspective)
}

/// The year of a round, with a mark where it is an edition of it.
pub(super) fn round(key: &Key) -> Cell {
    let mark = key.edition.as_ref().map(|edition| format!("~{edition}")).unwrap_or_default();
    Cell::number(f64::from(key.year), 0).marked(&mark)
}

/// How two frameworks are compared where no crosswalk leads from one to the other.
pub(super) fn along(via: &[Pin]) -> String {
    let names: Vec<String> = via.iter().map(|pin| format!("{} {}", pin.id, pin.version)).collect();
    format!("compared along a chain of crosswalks through {}", names.join(" and "))
}

/// Which countries are compared along which chain of crosswalks.
pub(super) fn chains<'a>(rows: impl Iterator<Item = (Scored<'a>, &'a [Pin])>) -> Vec<String> {
    let mut chains: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (scored, via) in rows.filter(|(_, via)| !via.is_empty()) {
        chains.entry(along(via)).or_default().push(scored.assessment.key.country.as_str());
    }
    chains.into_iter().map(|(how, who)| format!("{}: {how}", who.join(", "))).collect()
}

/// The edition of a round, empty for the record.
pub(super) fn edition(key: &Key) -> Cell {
    Cell::text(key.edition.as_ref().map_or("", Id::as_str))
}

/// The name of a node, moved in by its depth below `top`.
pub(super) fn indented(node: &Node, top: usize) -> String {
    format!("{}{}", "  ".repeat(node.depth.saturating_sub(top)), node.name)
}

/// The state of an answer, in the words of the files where they have one.
pub(super) fn state(reading: Reading) -> &'static str {
    match reading {
        Reading::Open => "open",
        Reading::Carried => "carried over",
        Reading::Unknown => "not known",
        Reading::NotApplicable => "not applicable",
        Reading::Scored { .. } => "scored",
    }
}

/// A level with its name, for instance `3 Integration`.
pub(super) fn level(scale: &Scale, number: f64) -> String {
    let label = scale.label(number);
    let value = scale.value_of(number);
    let named = scale.all_levels().iter().find(|level| Some(level.value) == value);
    match named {
        Some(level) if !level.name.is_empty() => format!("{label} {}", level.name),
        _ => label,
    }
}

/// A node's score as people read it: by its own rounding rule where it has one, else by its level.
pub(super) fn score(framework: &Framework, node: &Node, value: Option<f64>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    match node.group().and_then(|group| group.decimals) {
        Some(places) => Cell::number(value, places),
        None => Cell::Number { value, shown: label(framework, node, value) },
    }
}

/// A number of the arithmetic: as many decimals as it needs, at most four.
pub(super) fn exact(value: Option<f64>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    let places = (0..4).find(|places| shown(value, *places).parse() == Ok(value)).unwrap_or(4);
    Cell::number(value, places)
}

/// The framework with its version.
pub(super) fn framework_label(framework: &Framework) -> String {
    format!("{} {}", framework.id, framework.version)
}
