//! The market place of a regional exchange: what is offered, what is sought, what fits together,
//! and who meets whom.

use super::document::{Block, Document};
use super::priorities::what;
use super::table::{Cell, Column, Table};
use super::words::name_of;
use crate::analysis::Scored;
use crate::analysis::exchange::{
    Exchange, Match, OfferSource, Offering, Part, RequestSource, Seeking, Strength,
};
use crate::domain::Form;

mod agenda;
mod lists;

pub use agenda::{Meeting, agenda, meetings};
pub use lists::{offers, requests, unmatched};

/// What fits together, the best first.
pub fn matches(exchange: &Exchange<'_>) -> Table {
    let row = |found: &Match| {
        let (request, offer) =
            (exchange.requests.get(found.request)?, exchange.offers.get(found.offer)?);
        Some(vec![
            Cell::text(country(request.scored)),
            Cell::text(sought(request)),
            Cell::text(country(offer.scored)),
            Cell::text(offered(offer)),
            Cell::text(strength(found.strength)),
            Cell::count(found.points),
            Cell::text(reasons(request, found)),
        ])
    };
    Table {
        title: "What fits together".into(),
        columns: vec![
            Column::text("seeks", "Seeks"),
            Column::text("sought", "What is sought"),
            Column::text("offers", "Offers"),
            Column::text("offered", "What is offered"),
            Column::text("strength", "Fit"),
            Column::number("points", "Points"),
            Column::text("reasons", "Why"),
        ],
        rows: exchange.matches.iter().filter_map(row).collect(),
        notes: vec![
            "strong: about the same question; weak: about the same component".into(),
            "points order what is equally strong: 4 for the same question, 2 for the same \
             component, 2 where the offering country is one level above, 1 where it is further \
             above, 1 each for a common language, a common form and an offer that somebody wrote"
                .into(),
        ],
    }
}

/// The whole market place as something to take to the meeting.
pub fn document(exchange: &Exchange<'_>) -> Document {
    let mut countries: Vec<String> = Vec::new();
    let scored = exchange.offers.iter().map(|o| o.scored);
    for one in scored.chain(exchange.requests.iter().map(|r| r.scored)) {
        let name = format!("{} {}", country(one), one.assessment.key.round());
        if !countries.contains(&name) {
            countries.push(name);
        }
    }
    countries.sort();
    let mut document = Document::new("Regional exchange", countries.join(", "));
    document.section(
        "How to read this",
        vec![Block::Paragraph(HOW.into()), Block::Note(super::national::NOT.into())],
    );
    document.section("Who meets whom: a proposal", vec![Block::Table(agenda(exchange))]);
    document.section("What fits together", vec![Block::Table(matches(exchange))]);
    if let Some(table) = unmatched(exchange) {
        document.section("Requests that nobody's offer fits", vec![Block::Table(table)]);
    }
    document.section("Offers", vec![Block::Table(offers(exchange))]);
    document.section("Requests", vec![Block::Table(requests(exchange))]);
    document.data = Some(matches(exchange));
    document
}

const HOW: &str = "Offers are those that countries wrote, and questions at two thirds of the scale \
or more (level 3 of 4) on evidence of grade E3 or more. Requests are those that countries wrote, and \
the priorities that they flagged for exchange, or their five highest where none is flagged. An offer \
that nobody wrote is a hint to ask, not a promise.";

/// The country's name, with its footnote where it has one.
fn country(scored: Scored<'_>) -> String {
    match scored.assessment.territory_note.as_str() {
        "" => scored.assessment.country_label(),
        note => format!("{} ({note})", scored.assessment.country_label()),
    }
}

/// What is offered, in a line.
pub fn offered(offer: &Offering<'_>) -> String {
    match offer.source {
        OfferSource::Written(written) => written.title.clone(),
        OfferSource::Derived { .. } => about(offer.scored, &offer.about),
    }
}

/// What is sought, in a line.
pub fn sought(request: &Seeking<'_>) -> String {
    match &request.source {
        RequestSource::Written(written) => written.title.clone(),
        RequestSource::Priority(item) => what(request.scored, item),
    }
}

/// The questions and groups that something is about.
fn about(scored: Scored<'_>, places: &[usize]) -> String {
    let name = |place: &usize| {
        let node = scored.framework.node(*place);
        format!("{} {}", node.label(), node.name)
    };
    places.iter().map(name).collect::<Vec<_>>().join("; ")
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Weak => "weak",
    }
}

/// Why an offer fits a request, in words.
pub fn reasons(request: &Seeking<'_>, found: &Match) -> String {
    let label = |id: &crate::domain::Id| {
        let framework = request.scored.framework;
        let place = framework.find(id.as_str());
        place.map_or_else(|| id.to_string(), |place| framework.node(place).label().to_owned())
    };
    let part = |part: &Part| match part {
        Part::SameQuestion(ids) => {
            format!("same question: {}", ids.iter().map(label).collect::<Vec<_>>().join(", "))
        }
        Part::SameComponent(id) => format!("same component: {}", label(id)),
        Part::OneLevelAbove => "one level above: near enough to remember how".into(),
        Part::FurtherAbove => "further above".into(),
        Part::CommonLanguage(language) => format!("common language: {language}"),
        Part::CommonForm(form) => format!("common form: {}", form_text(*form)),
        Part::WrittenOffer => "a written offer".into(),
    };
    found.parts.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// A form in words.
pub fn form_text(form: Form) -> &'static str {
    match form {
        Form::JointTraining => "joint training",
        other => name_of(&Form::ALL, &other),
    }
}
