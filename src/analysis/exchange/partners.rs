//! Whom each request is brought together with: a stable assignment, so that no country carries
//! everything.
//!
//! Both sides like a pair by one common order of pairs, so the first pair of that order in which both
//! have room suits both best of all that is left: taking pair after pair gives the one assignment in
//! which no two would rather have each other (Abraham, Levavi, Manlove and O'Malley, "The stable
//! roommates problem with globally-ranked pairs", Internet Mathematics 5, 2008). It is the same that
//! the deferred acceptance of Gale and Shapley (American Mathematical Monthly 69, 1962) would give,
//! without a list of all pairs; the tests hold the one against the other.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::shelves::Shelves;
use super::wishes::{Found, Level, Wish};
use super::{RequestSource, Seeking, Strength, Terms};
use crate::domain::Country;

/// The partners of each request, the first one first. The offers of countries that have no room left
/// are gone from the shelves afterwards.
///
/// A request likes its matches in their order, the best fit first. A country likes best the requests
/// that it fits most closely; among those, what stands highest with the country that asks; then the
/// request that fewest others can answer; then the more points. Since what stands between the strength
/// and the points is the same for all matches of a request, a request would not order them otherwise
/// by the country's order, and that is the common one.
///
/// First a partner for everybody; then, with the room that is left, a second one, and so on: nobody
/// gets a second partner at the cost of somebody's only one. The time grows with the requests and the
/// offers and the logarithm of the offers: a country without room is taken from its shelves once.
pub(super) fn bring_together(
    requests: &[Seeking<'_>],
    wishes: &[Wish],
    shelves: &mut Shelves<'_>,
    terms: Terms,
) -> Vec<Vec<Found>> {
    let mut partners: Vec<Vec<Found>> = vec![Vec::new(); requests.len()];
    let asks = asks(requests, wishes);
    let mut room = vec![terms.answers; shelves.count()];
    if terms.answers == 0 {
        return partners;
    }
    for round in 0..terms.partners {
        for (_, request, level) in &asks {
            let mine = &mut partners[*request];
            if mine.len() > round {
                continue;
            }
            let Some(found) = wishes[*request].first(shelves, level, mine) else { continue };
            mine.push(found);
            let giver = shelves.giver(found.offer);
            room[giver] -= 1;
            if room[giver] == 0 {
                shelves.close(giver);
            }
        }
        if partners.iter().all(|mine| mine.len() <= round) {
            break;
        }
    }
    partners
}

/// Where a pair stands in the common order, but for the offer: strength, standing with the country that
/// asks, how many others could answer, points.
type Rank = (Reverse<Strength>, u32, usize, Reverse<u32>);

/// The levels of every request, in the common order.
fn asks(requests: &[Seeking<'_>], wishes: &[Wish]) -> Vec<(Rank, usize, Level)> {
    let mut asks = Vec::new();
    for (at, (wish, standing)) in wishes.iter().zip(standing(requests)).enumerate() {
        asks.extend(wish.levels().into_iter().map(|level| {
            let rank = (Reverse(level.strength), standing, wish.others, Reverse(level.points));
            (rank, at, level)
        }));
    }
    asks.sort_by_key(|(rank, request, _)| (*rank, *request));
    asks
}

/// Where each request stands with its country, from 1: what it wrote first, then its priorities by
/// rank.
pub(super) fn standing(requests: &[Seeking<'_>]) -> Vec<u32> {
    let mut seen: HashMap<Country, u32> = HashMap::new();
    let place = |request: &Seeking<'_>| {
        let place = seen.entry(request.scored.assessment.key.country).or_default();
        *place += 1;
        match &request.source {
            RequestSource::Written(_) => *place,
            RequestSource::Priority(item) => item.rank.map_or(*place, |rank| rank.max(*place)),
        }
    };
    requests.iter().map(place).collect()
}
