//! A proposal for the agenda: sessions by component, with who seeks and who offers in each, in times
//! at which no country is needed twice.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Exchange, Match, Part, Strength, Terms, component};
use crate::domain::{Country, Framework};

/// A session of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The time that it is held at, from 1; sessions of one time are held side by side.
    pub time: u32,
    /// The request that names its component, and the component's place in that country's framework.
    pub topic: (usize, usize),
    /// The places of its matches in [`Exchange::matches`], the best first.
    pub matches: Vec<usize>,
    /// Everybody who sits in it.
    pub countries: BTreeSet<Country>,
}

/// The sessions of what is brought together, in the order of their times.
///
/// The requests about one component share a session while it has seats, and a country's requests and
/// answers are kept in one session where that goes. The sessions with the most strong matches come
/// first; each is held at the first time that has a room and at which none of its countries is
/// needed elsewhere.
pub fn sessions(exchange: &Exchange<'_>, terms: Terms) -> Vec<Session> {
    let mut by_topic: BTreeMap<Topic<'_>, Vec<Session>> = BTreeMap::new();
    for (at, found) in exchange.matches.iter().enumerate().filter(|(_, m)| m.together) {
        let (request, offer) = (&exchange.requests[found.request], &exchange.offers[found.offer]);
        let framework = request.scored.framework;
        let place = topic_of(framework, found, &request.about);
        let pair = [request.scored.assessment.key.country, offer.scored.assessment.key.country];
        let all = by_topic.entry(topic(framework, place)).or_default();
        let seats = |s: &Session| {
            s.countries.len() + pair.iter().filter(|c| !s.countries.contains(c)).count()
        };
        let fits = |s: &&mut Session| seats(s) <= terms.seats.max(2);
        let joined = |s: &Session| pair.iter().any(|c| s.countries.contains(c));
        let free: Vec<usize> = (0..all.len()).filter(|n| fits(&&mut all[*n])).collect();
        let best = free.iter().copied().find(|n| joined(&all[*n])).or(free.first().copied());
        let session = match best {
            Some(known) => &mut all[known],
            None => {
                let topic = (found.request, place);
                all.push(Session {
                    time: 0,
                    topic,
                    matches: Vec::new(),
                    countries: BTreeSet::new(),
                });
                let last = all.len() - 1;
                &mut all[last]
            }
        };
        session.matches.push(at);
        session.countries.extend(pair);
    }
    let mut all: Vec<Session> = by_topic.into_values().flatten().collect();
    let order = |s: &Session| (&exchange.requests[s.topic.0].scored.framework.id, s.topic.1);
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    let weight = |s: &Session| {
        let of = |at: &usize| &exchange.matches[*at];
        let strong = s.matches.iter().filter(|at| of(at).strength == Strength::Strong).count();
        (strong, s.matches.iter().map(|at| of(at).points).sum::<u32>())
    };
    // Stable: what ties keeps the order of the components.
    all.sort_by_cached_key(|s| Reverse(weight(s)));
    let mut times: Vec<(usize, BTreeSet<Country>)> = Vec::new();
    for session in &mut all {
        let free = |(held, busy): &(usize, BTreeSet<Country>)| {
            *held < terms.rooms.max(1) && busy.is_disjoint(&session.countries)
        };
        let time = times.iter().position(free).unwrap_or(times.len());
        if time == times.len() {
            times.push((0, BTreeSet::new()));
        }
        times[time].0 += 1;
        times[time].1.extend(session.countries.iter().copied());
        session.time = u32::try_from(time + 1).unwrap_or(u32::MAX);
    }
    all.sort_by_key(|s| s.time);
    all
}

/// A component by its framework and its id: the same in every version, whatever its place there.
pub type Topic<'a> = (&'a str, &'a str);

/// The topic at a place.
pub fn topic(framework: &Framework, place: usize) -> Topic<'_> {
    (framework.id.as_str(), framework.node(place).id.as_str())
}

/// The component that a match is about; of what shares a lens alone, that of the request.
pub fn topic_of(framework: &Framework, found: &Match, about: &[usize]) -> usize {
    let shared = found.parts.iter().find_map(|part| match part {
        Part::SameQuestion(ids) => framework.find(ids.first()?.as_str()),
        Part::SameComponent(id) => framework.find(id.as_str()),
        _ => None,
    });
    let place = shared.or(about.first().copied()).unwrap_or(Framework::ROOT);
    topic_at(framework, place)
}

/// The component that a place belongs to; the root where it is that itself.
pub fn topic_at(framework: &Framework, place: usize) -> usize {
    component(framework, place).unwrap_or(Framework::ROOT)
}
