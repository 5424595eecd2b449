//! The market place of a regional exchange: what is offered, what is sought, what fits together,
//! and who meets whom.

use std::collections::BTreeSet;

use super::document::{Block, Document};
use super::priorities::what;
use super::shown;
use super::table::{Cell, Column, Table};
use super::words::name_of;
use crate::analysis::Scored;
use crate::analysis::exchange::{
    Exchange, FollowedUp, Match, OfferSource, Offering, Part, RequestSource, Seeking, Session,
    Strength, is_invited,
};
use crate::domain::Form;

mod agenda;
mod follow;
mod lists;
mod market;
mod together;

pub use agenda::agenda;
pub use follow::followed_up;
pub use lists::{crowded, offers, requests, unmatched};
pub use market::{countries, market};
pub use together::together;

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
            Cell::text(if found.together { "yes" } else { "" }),
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
            Column::text("together", "Together"),
            Column::text("reasons", "Why"),
        ],
        rows: exchange.matches.iter().filter_map(row).collect(),
        notes: vec![
            "strong: about the same question; weak: about the same component; loose: a written offer \
             under the same lens"
                .into(),
            "points order what is equally strong: 4 for the same question, 2 for the same \
             component, 2 where the offering country is one level above, 1 where it is further \
             above, 2 where it climbed within five years, 1 each for a common lens, language and \
             form and for an offer that somebody wrote"
                .into(),
        ],
    }
}

/// Who else could help with a request, beside those whom it is brought together with.
fn others(exchange: &Exchange<'_>) -> Table {
    let mut left: Vec<Vec<&Match>> = vec![Vec::new(); exchange.requests.len()];
    for found in exchange.matches.iter().filter(|m| !m.together) {
        if let Some(list) = left.get_mut(found.request) {
            list.push(found);
        }
    }
    let row = |(request, left): (&Seeking<'_>, Vec<&Match>)| {
        let told = left.into_iter().filter_map(|m| {
            let offer = exchange.offers.get(m.offer)?;
            let fit = strength(m.strength);
            Some(format!("{}: {} ({fit}, {})", country(offer.scored), brief(offer), m.points))
        });
        let told: Vec<String> = told.collect();
        let cells = [country(request.scored), sought(request), told.join("; ")];
        (!told.is_empty()).then(|| cells.map(Cell::text).into())
    };
    Table {
        title: "What fits, too".into(),
        columns: vec![
            Column::text("seeks", "Seeks"),
            Column::text("sought", "What is sought"),
            Column::text("others", "Who else could help (how closely it fits, points)"),
        ],
        rows: exchange.requests.iter().zip(left).filter_map(row).collect(),
        notes: matches(exchange).notes,
    }
}

/// What is offered in few words: a title, or the numbers of the questions.
fn brief(offer: &Offering<'_>) -> String {
    match offer.source {
        OfferSource::Written(written) => written.title.clone(),
        OfferSource::Derived { .. } => format!("question {}", labels(offer.scored, &offer.about)),
    }
}

/// The numbers of the questions and groups that something is about.
fn labels(scored: Scored<'_>, places: &[usize]) -> String {
    places.iter().map(|at| scored.framework.node(*at).label()).collect::<Vec<_>>().join(", ")
}

/// The whole market place as something to take to the meeting.
pub fn document(
    exchange: &Exchange<'_>,
    sessions: &[Session],
    followed: &[FollowedUp<'_>],
) -> Document {
    let scored = exchange.offers.iter().map(|o| o.scored);
    let named = |one: Scored<'_>| format!("{} {}", country(one), one.assessment.key.round());
    let countries: BTreeSet<String> =
        scored.chain(exchange.requests.iter().map(|r| r.scored)).map(named).collect();
    let countries: Vec<String> = countries.into_iter().collect();
    let mut document = Document::new("Regional exchange", countries.join(", "));
    document.section(
        "How to read this",
        vec![Block::Paragraph(HOW.into()), Block::Note(super::national::NOT.into())],
    );
    // How an offer is taken up stands with the offer, once.
    let mut pairs = together(exchange);
    lists::drop_column(&mut pairs, "how");
    let mut add = |heading: &str, table: Option<Table>| {
        if let Some(table) = table.filter(|table| !table.rows.is_empty()) {
            document.section(heading, vec![Block::Table(table)]);
        }
    };
    add("Each country at the meeting", Some(market::countries(exchange, sessions)));
    add("The agenda: a proposal", Some(agenda(exchange, sessions)));
    add("Who helps whom", Some(pairs));
    add("The market place", Some(market(exchange)));
    add("Requests that nobody's offer fits", unmatched(exchange));
    add("Requests for which everybody who could help is taken", crowded(exchange));
    add("What became of earlier requests", followed_up(followed));
    add("Offers that countries wrote", Some(lists::written(exchange)));
    add("Who else could be asked", Some(lists::derived(exchange)));
    add("Requests", Some(lists::sought_briefly(exchange)));
    add("What else would fit", Some(others(exchange)));
    document.data = Some(matches(exchange));
    document
}

const HOW: &str = "Offers are those that countries wrote, and questions at two thirds of the scale \
or more (level 3 where there are four) on evidence of grade E3 or more. Requests are those that \
countries wrote, and the priorities that they flagged for exchange, or their five highest where none is \
flagged, in the order of the priority list; a priority with a closed gate, or whose target is reached, seeks \
nothing. An offer that nobody wrote is a hint to ask, not a promise. Each request is brought together with one \
country, and where room is left with a second; each country answers at most six requests unless \
somebody chose otherwise. Of all ways to do that in which no two would rather have each other, this is \
the one that suits those who seek best. Who answers prefers the closer fit, then what stands higher in the list \
of the country that seeks it, then what fewer others could answer, and only then the points. Near neighbours come first: who stands one level above, or climbed \
there not long ago, remembers how, and those who did it are still there.";

/// The country's name, with its footnote where it has one, and a word where it is invited.
fn country(scored: Scored<'_>) -> String {
    let invited = is_invited(scored).then_some("invited");
    let note = Some(scored.assessment.territory_note.as_str()).filter(|note| !note.is_empty());
    let said: Vec<&str> = note.into_iter().chain(invited).collect();
    match said.as_slice() {
        [] => scored.assessment.country_label(),
        said => format!("{} ({})", scored.assessment.country_label(), said.join("; ")),
    }
}

/// The name of a topic: a component.
fn topic_name(scored: Scored<'_>, place: usize) -> String {
    let node = scored.framework.node(place);
    if place == crate::domain::Framework::ROOT {
        node.name.clone()
    } else {
        format!("{} {}", node.label(), node.name)
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
        Strength::Loose => "loose",
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
            format!("same question {}", ids.iter().map(label).collect::<Vec<_>>().join(", "))
        }
        Part::SameComponent(id) => format!("same component {}", label(id)),
        Part::SameLens(lens) => format!("same lens {}", lens.name()),
        Part::Climbed(climb) => {
            let (from, to) = (shown(climb.from, 1), shown(climb.to, 1));
            format!("climbed from {from} in {} to {to}", climb.year)
        }
        Part::OneLevelAbove => "one level above".into(),
        Part::FurtherAbove => "further above".into(),
        Part::CommonLanguage(language) => format!("language {language}"),
        Part::CommonForm(form) => format!("form {}", form_text(*form)),
        Part::WrittenOffer => "written offer".into(),
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
