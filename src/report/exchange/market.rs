//! The market place at a glance: by topic, and by country.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{country, topic_name};
use crate::analysis::Scored;
use crate::analysis::exchange::{Exchange, OfferSource, Session, Topic, topic, topic_at};
use crate::domain::Country;
use crate::report::table::{Cell, Column, Table};

/// What is offered and sought on one topic.
#[derive(Default)]
struct Stall {
    /// The topic's place in the framework of one who seeks.
    place: usize,
    name: String,
    written: BTreeSet<String>,
    derived: BTreeSet<String>,
    seek: BTreeSet<String>,
    /// Requests that are about it, and those of them that have a partner.
    sought: u32,
    met: u32,
}

/// Who offers and who seeks, by topic; topics on which nobody seeks anything are left out.
pub fn market(exchange: &Exchange<'_>) -> Table {
    let together = exchange.matches.iter().filter(|m| m.together);
    let with_partner: HashSet<usize> = together.map(|m| m.request).collect();
    let mut stalls: BTreeMap<Topic<'_>, Stall> = BTreeMap::new();
    for (at, request) in exchange.requests.iter().enumerate() {
        for place in topics(request.scored, &request.about) {
            let stall = stalls.entry(topic(request.scored.framework, place)).or_default();
            stall.place = place;
            stall.name = topic_name(request.scored, place);
            stall.seek.insert(country(request.scored));
            stall.sought += 1;
            stall.met += u32::from(with_partner.contains(&at));
        }
    }
    for offer in &exchange.offers {
        for place in topics(offer.scored, &offer.about) {
            let key = topic(offer.scored.framework, place);
            let Some(stall) = stalls.get_mut(&key) else { continue };
            let list = match offer.source {
                OfferSource::Written(_) => &mut stall.written,
                OfferSource::Derived { .. } => &mut stall.derived,
            };
            list.insert(country(offer.scored));
        }
    }
    let mut stalls: Vec<(Topic<'_>, Stall)> = stalls.into_iter().collect();
    // Framework by framework, in the order of its tree.
    stalls.sort_by(|((a, _), x), ((b, _), y)| (a, x.place).cmp(&(b, y.place)));
    let row = |stall: &Stall| {
        let derived: Vec<&str> =
            stall.derived.difference(&stall.written).map(String::as_str).collect();
        vec![
            Cell::text(&*stall.name),
            Cell::text(list(&stall.seek)),
            Cell::text(list(&stall.written)),
            Cell::text(derived.join(", ")),
            Cell::count(stall.sought),
            Cell::count(stall.met),
        ]
    };
    Table {
        title: "Market place".into(),
        columns: vec![
            Column::text("topic", "Topic"),
            Column::text("seek", "Who seeks"),
            Column::text("written", "Who offers"),
            Column::text("derived", "Who could be asked"),
            Column::number("sought", "Requests"),
            Column::number("met", "With a partner"),
        ],
        rows: stalls.iter().map(|(_, stall)| row(stall)).collect(),
        notes: vec![
            "who could be asked: two thirds of the scale or more on evidence of grade E3 or more, and no offer that \
             somebody wrote"
                .into(),
            "a request about several topics stands under each of them, and its partner may come with \
             an offer on another one"
                .into(),
        ],
    }
}

/// What one country does at the meeting.
#[derive(Default)]
struct Part {
    seeks: usize,
    met: usize,
    answers: usize,
    sessions: usize,
}

/// What each country seeks, gets and gives: that none carries everything.
pub fn countries(exchange: &Exchange<'_>, sessions: &[Session]) -> Table {
    let all =
        exchange.requests.iter().map(|r| r.scored).chain(exchange.offers.iter().map(|o| o.scored));
    let all = all.chain(exchange.silent.iter().map(|(scored, _)| *scored));
    let parties: BTreeSet<(String, Country)> =
        all.map(|one| (country(one), one.assessment.key.country)).collect();
    let mut parts: HashMap<Country, Part> = HashMap::new();
    let mut with_partner = HashSet::new();
    for request in &exchange.requests {
        parts.entry(request.scored.assessment.key.country).or_default().seeks += 1;
    }
    for found in exchange.matches.iter().filter(|m| m.together) {
        if let Some(offer) = exchange.offers.get(found.offer) {
            parts.entry(offer.scored.assessment.key.country).or_default().answers += 1;
        }
        let request = exchange.requests.get(found.request);
        if let Some(request) = request.filter(|_| with_partner.insert(found.request)) {
            parts.entry(request.scored.assessment.key.country).or_default().met += 1;
        }
    }
    for country in sessions.iter().flat_map(|session| &session.countries) {
        parts.entry(*country).or_default().sessions += 1;
    }
    let none = Part::default();
    let row = |(name, code): &(String, Country)| {
        let part = parts.get(code).unwrap_or(&none);
        let count = |n: usize| Cell::count(u32::try_from(n).unwrap_or(u32::MAX));
        vec![
            Cell::text(&**name),
            count(part.seeks),
            count(part.met),
            count(part.seeks - part.met),
            count(part.answers),
            count(part.sessions),
        ]
    };
    Table {
        title: "Each country".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::number("seeks", "Seeks"),
            Column::number("met", "With a partner"),
            Column::number("open", "Without"),
            Column::number("answers", "Answers"),
            Column::number("sessions", "Sessions"),
        ],
        rows: parties.iter().map(row).collect(),
        notes: exchange.silent.iter().map(|(scored, year)| silence(*scored, *year)).collect(),
    }
}

/// That a country's newest round has nothing to exchange, though an earlier one had.
fn silence(scored: Scored<'_>, year: i16) -> String {
    let now = scored.assessment.key.round();
    format!(
        "{}: the round of {now} neither offers nor seeks anything; in {year} the country wrote what it \
         offers, seeks or puts first (stocktake exchange --year {year})",
        country(scored)
    )
}

fn topics(scored: Scored<'_>, about: &[usize]) -> BTreeSet<usize> {
    about.iter().map(|at| topic_at(scored.framework, *at)).collect()
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
