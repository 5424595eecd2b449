//! Everything that is offered and everything that is sought.

use super::{about, country, form_text, offered, sought};
use crate::analysis::exchange::{Exchange, OfferSource, Offering, RequestSource, Seeking};
use crate::domain::Form;
use crate::report::table::{Cell, Column, Table};

/// Everything that is offered, by country.
pub fn offers(exchange: &Exchange<'_>) -> Table {
    let row = |offer: &Offering<'_>| {
        let scale = |place: &usize| {
            let f = offer.scored.framework;
            f.scale(f.node(*place))
        };
        let (basis, written) = match offer.source {
            OfferSource::Written(written) => ("written by the country".to_owned(), Some(written)),
            OfferSource::Derived { value, grade } => {
                let level = offer.about.first().map(scale).and_then(|s| s.level_at(value));
                let level = level.map_or_else(String::new, |l| format!("level {}, ", l.number));
                (format!("from the scores: {level}evidence {}", grade.name()), None)
            }
        };
        let text = |of: fn(&crate::domain::Offer) -> &String| {
            Cell::text(written.map_or("", |o| of(o).as_str()))
        };
        vec![
            Cell::text(country(offer.scored)),
            Cell::text(offered(offer)),
            // What is derived is named by what it is about.
            Cell::text(written.map_or_else(String::new, |_| about(offer.scored, &offer.about))),
            Cell::text(basis),
            Cell::text(written.map_or_else(String::new, |o| forms(&o.forms))),
            Cell::text(written.map_or_else(String::new, |o| o.languages.join(", "))),
            text(|o| &o.lesson),
            text(|o| &o.conditions),
            text(|o| &o.contact),
        ]
    };
    Table {
        title: "Everything that is offered".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::text("offered", "What is offered"),
            Column::text("about", "About"),
            Column::text("basis", "Basis"),
            Column::text("forms", "Forms"),
            Column::text("languages", "Languages"),
            Column::text("lesson", "What made it work"),
            Column::text("conditions", "Conditions"),
            Column::text("contact", "Office to write to"),
        ],
        rows: exchange.offers.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// Everything that is sought, by country.
pub fn requests(exchange: &Exchange<'_>) -> Table {
    requests_of("Everything that is sought", exchange.requests.iter())
}

/// The requests that nobody's offer fits, if there are any.
pub fn unmatched(exchange: &Exchange<'_>) -> Option<Table> {
    let left = exchange.unmatched_requests.iter().filter_map(|at| exchange.requests.get(*at));
    let table = requests_of("Requests without an offer", left);
    (!table.rows.is_empty()).then_some(table)
}

/// The requests that offers fit whose countries answer all they can, if there are any.
pub fn crowded(exchange: &Exchange<'_>) -> Option<Table> {
    let left = exchange.crowded_requests.iter().filter_map(|at| exchange.requests.get(*at));
    let table = requests_of("Requests for which everybody is taken", left);
    (!table.rows.is_empty()).then_some(table)
}

fn requests_of<'e, 'a: 'e>(title: &str, all: impl Iterator<Item = &'e Seeking<'a>>) -> Table {
    let row = |request: &Seeking<'_>| {
        let (basis, written) = match &request.source {
            RequestSource::Written(written) => {
                ("written by the country".to_owned(), Some(*written))
            }
            RequestSource::Priority(item) => {
                let rank = item.rank.map_or_else(String::new, |rank| format!(" of rank {rank}"));
                (format!("a priority{rank}"), None)
            }
        };
        vec![
            Cell::text(country(request.scored)),
            Cell::text(sought(request)),
            Cell::text(subject(request)),
            Cell::text(basis),
            Cell::text(written.map_or_else(String::new, |r| forms(&r.forms))),
            Cell::text(written.map_or_else(String::new, |r| r.languages.join(", "))),
            Cell::text(written.map_or("", |r| r.contact.as_str())),
        ]
    };
    Table {
        title: title.into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::text("sought", "What is sought"),
            Column::text("about", "About"),
            Column::text("basis", "Basis"),
            Column::text("forms", "Forms"),
            Column::text("languages", "Languages"),
            Column::text("contact", "Office to write to"),
        ],
        rows: all.map(row).collect(),
        notes: Vec::new(),
    }
}

/// What a request is about, unless that is all there is to say what is sought.
fn subject(request: &Seeking<'_>) -> String {
    let about = about(request.scored, &request.about);
    if about.ends_with(&sought(request)) { String::new() } else { about }
}

fn forms(forms: &[Form]) -> String {
    forms.iter().map(|form| form_text(*form)).collect::<Vec<_>>().join(", ")
}
