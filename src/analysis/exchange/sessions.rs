//! A proposal for the agenda: sessions by component, with who seeks and who offers in each, in times
//! at which no country is needed twice.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
    let mut by_topic: BTreeMap<Topic<'_>, Filling> = BTreeMap::new();
    for (at, found) in exchange.matches.iter().enumerate().filter(|(_, m)| m.together) {
        let (request, offer) = (&exchange.requests[found.request], &exchange.offers[found.offer]);
        let framework = request.scored.framework;
        let place = topic_of(framework, found, &request.about);
        let pair = [request.scored.assessment.key.country, offer.scored.assessment.key.country];
        let here = by_topic.entry(topic(framework, place)).or_default();
        here.seat(at, pair, (found.request, place), terms.seats.max(2));
    }
    let mut all: Vec<Session> = by_topic.into_values().flat_map(|here| here.sessions).collect();
    let order = |s: &Session| (&exchange.requests[s.topic.0].scored.framework.id, s.topic.1);
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    let weight = |s: &Session| {
        let of = |at: &usize| &exchange.matches[*at];
        let strong = s.matches.iter().filter(|at| of(at).strength == Strength::Strong).count();
        (strong, s.matches.iter().map(|at| of(at).points).sum::<u32>())
    };
    // Stable: what ties keeps the order of the components.
    all.sort_by_cached_key(|s| Reverse(weight(s)));
    let mut times = Times::default();
    for session in &mut all {
        let time = times.hold(&session.countries, terms.rooms.max(1));
        session.time = u32::try_from(time + 1).unwrap_or(u32::MAX);
    }
    all.sort_by_key(|s| s.time);
    all
}

/// The sessions of one component while they fill. A pair looks only at those that one of the two sits
/// in, and at the first of those with two seats left.
#[derive(Default)]
struct Filling {
    sessions: Vec<Session>,
    /// Which sessions each country sits in, in their order.
    of: HashMap<Country, Vec<usize>>,
    /// The sessions with at least two seats left.
    free: BTreeSet<usize>,
}

impl Filling {
    fn seat(&mut self, found: usize, pair: [Country; 2], topic: (usize, usize), seats: usize) {
        let fits = |at: &&usize| {
            let here = &self.sessions[**at].countries;
            here.len() + pair.iter().filter(|c| !here.contains(c)).count() <= seats
        };
        let joined =
            pair.iter().filter_map(|country| self.of.get(country)?.iter().find(fits)).min();
        let at = joined.or(self.free.first()).copied().unwrap_or(self.sessions.len());
        if at == self.sessions.len() {
            let (matches, countries) = (Vec::new(), BTreeSet::new());
            self.sessions.push(Session { time: 0, topic, matches, countries });
        }
        let session = &mut self.sessions[at];
        session.matches.push(found);
        for country in pair {
            if session.countries.insert(country) {
                let known = self.of.entry(country).or_default();
                known.insert(known.partition_point(|other| *other < at), at);
            }
        }
        if session.countries.len() + 2 <= seats {
            self.free.insert(at);
        } else {
            self.free.remove(&at);
        }
    }
}

/// The times of a meeting while sessions are put into them. A session passes over those times only at
/// which one of its countries sits elsewhere.
#[derive(Default)]
struct Times {
    /// How many sessions are held at each.
    held: Vec<usize>,
    /// Those with a room left.
    free: BTreeSet<usize>,
    busy: HashMap<Country, HashSet<usize>>,
}

impl Times {
    /// The first time that has a room and at which none of the countries is needed elsewhere.
    fn hold(&mut self, countries: &BTreeSet<Country>, rooms: usize) -> usize {
        let busy: Vec<&HashSet<usize>> =
            countries.iter().filter_map(|c| self.busy.get(c)).collect();
        let idle = |time: &&usize| busy.iter().all(|times| !times.contains(time));
        let time = self.free.iter().find(idle).copied().unwrap_or(self.held.len());
        if time == self.held.len() {
            self.held.push(0);
            self.free.insert(time);
        }
        self.held[time] += 1;
        if self.held[time] >= rooms {
            self.free.remove(&time);
        }
        for country in countries {
            self.busy.entry(*country).or_default().insert(time);
        }
        time
    }
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
