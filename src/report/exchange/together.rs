//! Who helps whom: each request with those whom it is brought together with.

use super::{country, form_text, offered, reasons, sought, strength};
use crate::analysis::exchange::{Exchange, Match, OfferSource};
use crate::report::table::{Cell, Column, Table};

/// The pairs that are brought together, by the country that seeks.
pub fn together(exchange: &Exchange<'_>) -> Table {
    let mut pairs: Vec<&Match> = exchange.matches.iter().filter(|m| m.together).collect();
    // Stable: of one request the best stays first.
    pairs.sort_by_key(|m| m.request);
    let row = |found: &Match| {
        let (request, offer) =
            (exchange.requests.get(found.request)?, exchange.offers.get(found.offer)?);
        let how = match offer.source {
            OfferSource::Written(o) => {
                let forms = o.forms.iter().map(|form| form_text(*form)).collect::<Vec<_>>();
                let all = [forms.join(", "), o.languages.join(", "), o.contact.clone()];
                all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
            }
            OfferSource::Derived { .. } => "to be asked".into(),
        };
        Some(vec![
            Cell::text(country(request.scored)),
            Cell::text(sought(request)),
            Cell::text(country(offer.scored)),
            Cell::text(offered(offer)),
            Cell::text(how),
            Cell::text(strength(found.strength)),
            Cell::count(found.points),
            Cell::text(reasons(request, found)),
        ])
    };
    Table {
        title: "Who helps whom".into(),
        columns: vec![
            Column::text("seeks", "Seeks"),
            Column::text("sought", "What is sought"),
            Column::text("partner", "Partner"),
            Column::text("offered", "What is offered"),
            Column::text("how", "How"),
            Column::text("strength", "Fit"),
            Column::number("points", "Points"),
            Column::text("reasons", "Why"),
        ],
        rows: pairs.into_iter().filter_map(row).collect(),
        notes: vec![
            "everybody's first partner comes before anybody's second; beyond that, no pair that is not \
             listed would both rather have each other than those they have"
                .into(),
            "who answers prefers the closer fit, then what stands higher in the list of the country that \
             seeks it, then what fewer others could answer, then the points"
                .into(),
        ],
    }
}
