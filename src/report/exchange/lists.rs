//! Everything that is offered and everything that is sought.

use std::collections::BTreeMap;

use super::{about, country, form_text, labels, offered, sought};
use crate::analysis::exchange::{
    Exchange, OfferSource, Offering, RequestSource, Seeking, Topic, topic,
};
use crate::domain::Form;
use crate::report::table::{Cell, Column, Table};

/// Everything that is offered, by country.
pub fn offers(exchange: &Exchange<'_>) -> Table {
    offers_of("Everything that is offered", exchange.offers.iter())
}

/// What countries wrote that they offer.
pub(super) fn written(exchange: &Exchange<'_>) -> Table {
    let written = |offer: &&Offering<'_>| matches!(offer.source, OfferSource::Written(_));
    let mut table = offers_of("What countries offer", exchange.offers.iter().filter(written));
    // All of them have the same basis.
    drop_column(&mut table, "basis");
    let about = exchange.offers.iter().filter(written).map(|o| labels(o.scored, &o.about));
    name_briefly(&mut table, about);
    table
}

/// Everything that is sought, with the numbers of questions in the place of their texts.
pub(super) fn sought_briefly(exchange: &Exchange<'_>) -> Table {
    let mut table = requests(exchange);
    name_briefly(&mut table, exchange.requests.iter().map(|r| labels(r.scored, &r.about)));
    table
}

/// Takes a column away that says nothing where the table stands.
pub(super) fn drop_column(table: &mut Table, key: &str) {
    if let Some(at) = table.columns.iter().position(|column| column.key == key) {
        table.columns.remove(at);
        table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
    }
}

/// Numbers of questions are enough on paper, where their texts would make pages of the table.
fn name_briefly(table: &mut Table, about: impl Iterator<Item = String>) {
    let Some(at) = table.columns.iter().position(|column| column.key == "about") else { return };
    for (row, about) in table.rows.iter_mut().zip(about) {
        row[at] = Cell::text(about);
    }
}

/// Who could be asked about a question besides, by the scores: a line for each question, in the order
/// of its framework.
pub(super) fn derived(exchange: &Exchange<'_>) -> Table {
    let mut found: BTreeMap<Topic<'_>, (usize, String, Vec<String>)> = BTreeMap::new();
    for offer in &exchange.offers {
        let OfferSource::Derived { value, .. } = offer.source else { continue };
        for at in &offer.about {
            let framework = offer.scored.framework;
            let name = about(offer.scored, std::slice::from_ref(at));
            let line = found.entry(topic(framework, *at)).or_insert((*at, name, Vec::new()));
            let level = framework.scale(framework.node(*at)).level_at(value);
            let level = level.map_or_else(String::new, |l| format!(" ({})", l.number));
            line.2.push(format!("{}{level}", country(offer.scored)));
        }
    }
    let mut lines: Vec<_> = found.into_iter().collect();
    lines.sort_by(|((a, _), x), ((b, _), y)| (a, x.0).cmp(&(b, y.0)));
    let row = |(_, (_, question, who)): (_, (usize, String, Vec<String>))| {
        vec![Cell::text(question), Cell::text(who.join(", "))]
    };
    Table {
        title: "Who could be asked, by question".into(),
        columns: vec![
            Column::text("question", "Question"),
            Column::text("who", "Who stands high on good evidence (level)"),
        ],
        rows: lines.into_iter().map(row).collect(),
        notes: vec![
            "two thirds of the scale or more (level 3 where there are four) on evidence of grade E3 or more: a hint to \
             ask, and no promise"
                .into(),
        ],
    }
}

fn offers_of<'e, 'a: 'e>(title: &str, all: impl Iterator<Item = &'e Offering<'a>>) -> Table {
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
        title: title.into(),
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
        rows: all.map(row).collect(),
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
