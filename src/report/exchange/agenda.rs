//! A proposal for the agenda: sessions by topic, in times at which no country is needed twice.

use super::{brief, country, form_text, sought, topic_name};
use crate::analysis::exchange::{Exchange, Match, OfferSource, Session};
use crate::report::table::{Cell, Column, Table};

/// The sessions as a table.
pub fn agenda(exchange: &Exchange<'_>, sessions: &[Session]) -> Table {
    let row = |session: &Session| {
        let found = || session.matches.iter().filter_map(|at| exchange.matches.get(*at));
        let (request, place) = session.topic;
        let topic = exchange.requests.get(request);
        vec![
            Cell::count(session.time),
            Cell::text(topic.map_or_else(String::new, |r| topic_name(r.scored, place))),
            Cell::text(each_once(found().filter_map(|m| seeks(exchange, m)))),
            Cell::text(each_once(found().filter_map(|m| gives(exchange, m)))),
            Cell::count(u32::try_from(session.countries.len()).unwrap_or(u32::MAX)),
        ]
    };
    Table {
        title: "Agenda".into(),
        columns: vec![
            Column::number("time", "Time"),
            Column::text("topic", "Topic"),
            Column::text("seek", "Who seeks what"),
            Column::text("offer", "Who offers what"),
            Column::number("countries", "Countries"),
        ],
        rows: sessions.iter().map(row).collect(),
        notes: vec![
            "sessions of one time are held side by side; no country is needed in two of them"
                .into(),
        ],
    }
}

fn seeks(exchange: &Exchange<'_>, found: &Match) -> Option<(String, String)> {
    let request = exchange.requests.get(found.request)?;
    Some((country(request.scored), sought(request)))
}

fn gives(exchange: &Exchange<'_>, found: &Match) -> Option<(String, String)> {
    let offer = exchange.offers.get(found.offer)?;
    let forms = match offer.source {
        OfferSource::Written(written) => {
            written.forms.iter().map(|form| form_text(*form)).collect::<Vec<_>>().join(", ")
        }
        OfferSource::Derived { .. } => String::new(),
    };
    let what = brief(offer);
    let what = if forms.is_empty() { what } else { format!("{what} ({forms})") };
    Some((country(offer.scored), what))
}

/// `country: this, that; country: another`, each country and each thing once.
fn each_once(all: impl Iterator<Item = (String, String)>) -> String {
    let mut by_country: Vec<(String, Vec<String>)> = Vec::new();
    for (country, what) in all {
        match by_country.iter_mut().find(|(known, _)| *known == country) {
            Some((_, list)) if list.contains(&what) => {}
            Some((_, list)) => list.push(what),
            None => by_country.push((country, vec![what])),
        }
    }
    by_country.sort();
    let told = by_country.iter().map(|(country, what)| format!("{country}: {}", what.join(", ")));
    told.collect::<Vec<_>>().join("; ")
}
