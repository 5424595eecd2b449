//! The market in the plainest way, to hold the quick one against: a list of everything that fits, and
//! deferred acceptance over it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::assign::{Edge, stable};
use crate::analysis::exchange::fit::{parts, subjects};
use crate::analysis::exchange::partners::standing;
use crate::analysis::exchange::{
    Exchange, Match, OfferSource, Offering, Part, Seeking, Session, Strength, Terms, Topic, topic,
    topic_of,
};
use crate::domain::Country;

/// What [`crate::analysis::exchange::exchange`] lists.
#[derive(Debug, PartialEq)]
pub(super) struct Market {
    pub(super) matches: Vec<Match>,
    pub(super) unmatched: Vec<usize>,
    pub(super) crowded: Vec<usize>,
}

/// What fits and who is brought together, from the same offers and requests.
pub(super) fn market(offers: &[Offering<'_>], requests: &[Seeking<'_>], terms: Terms) -> Market {
    let (mut matches, mut others) = (Vec::new(), Vec::new());
    for request in 0..requests.len() {
        let (best, could) = of_one(offers, requests, request, terms.shown);
        matches.extend(best);
        others.push(could);
    }
    matches.sort_by_key(order);
    bring_together(&mut matches, offers, requests, &others, terms);
    let without = |fits: &dyn Fn(&Match) -> bool| -> Vec<usize> {
        (0..requests.len())
            .filter(|r| !matches.iter().any(|m| m.request == *r && fits(m)))
            .collect()
    };
    let unmatched = without(&|_| true);
    let mut crowded = without(&|m| m.together);
    crowded.retain(|request| !unmatched.contains(request));
    let mut kept = vec![0; requests.len()];
    matches.retain(|m| {
        kept[m.request] += 1;
        kept[m.request] <= terms.shown || m.together
    });
    Market { matches, unmatched, crowded }
}

/// The best first; what ties keeps the order of requests and offers.
fn order(m: &Match) -> (Reverse<Strength>, Reverse<u32>, usize, usize) {
    (Reverse(m.strength), Reverse(m.points), m.request, m.offer)
}

/// The best match of a request with every country, and how many others could answer it.
fn of_one(
    offers: &[Offering<'_>],
    requests: &[Seeking<'_>],
    at: usize,
    enough: usize,
) -> (Vec<Match>, usize) {
    let request = &requests[at];
    let country = |offer: usize| offers[offer].scored.assessment.key.country;
    let mut best: BTreeMap<Country, Match> = BTreeMap::new();
    let mut others = 0;
    for strength in [Strength::Strong, Strength::Weak, Strength::Loose] {
        if strength < Strength::Strong && best.len() >= enough {
            break;
        }
        for (subject, _) in subjects(request.scored, &request.about, strength) {
            let fits = |offer: &usize| {
                let one = &offers[*offer];
                let written = matches!(one.source, OfferSource::Written(_));
                country(*offer) != request.scored.assessment.key.country
                    && (strength > Strength::Loose || written)
                    && subjects(one.scored, &one.about, strength).iter().any(|s| s.0 == subject)
            };
            let fitting: Vec<usize> = (0..offers.len()).filter(fits).collect();
            others = others.max(fitting.iter().map(|o| country(*o)).collect::<BTreeSet<_>>().len());
            for offer in fitting {
                let parts = parts(&offers[offer], request, strength);
                let points = parts.iter().map(Part::points).sum();
                let found = Match { request: at, offer, strength, parts, points, together: false };
                let known = best.entry(country(offer)).or_insert_with(|| found.clone());
                if order(&found) < order(known) {
                    *known = found;
                }
            }
        }
    }
    (best.into_values().collect(), others)
}

/// Marks the matches that are brought together.
fn bring_together(
    matches: &mut [Match],
    offers: &[Offering<'_>],
    requests: &[Seeking<'_>],
    others: &[usize],
    terms: Terms,
) {
    let wanted = standing(requests);
    let mut by_giver: Vec<usize> = (0..matches.len()).collect();
    by_giver.sort_by_key(|at| {
        let m = &matches[*at];
        let sought = (wanted[m.request], others[m.request]);
        (Reverse(m.strength), sought, Reverse(m.points), m.request, m.offer)
    });
    let mut liking = vec![0; matches.len()];
    by_giver.into_iter().enumerate().for_each(|(rank, at)| liking[at] = rank);
    let mut givers: HashMap<Country, usize> = HashMap::new();
    let mut edges = Vec::with_capacity(matches.len());
    for (at, m) in matches.iter().enumerate() {
        let next = givers.len();
        let giver = *givers.entry(offers[m.offer].scored.assessment.key.country).or_insert(next);
        edges.push(Edge { asker: m.request, giver, asker_likes: at, giver_likes: liking[at] });
    }
    let mut room = vec![terms.answers; givers.len()];
    for _ in 0..terms.partners {
        let open: Vec<usize> = (0..matches.len()).filter(|at| !matches[*at].together).collect();
        let left: Vec<Edge> = open.iter().map(|at| edges[*at]).collect();
        for taken in stable(&left, 1, &room) {
            matches[open[taken]].together = true;
            room[left[taken].giver] -= 1;
        }
    }
}

/// The sessions, with a look at every session for each pair and at every time for each session.
pub(super) fn sessions(exchange: &Exchange<'_>, terms: Terms) -> Vec<Session> {
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
