//! Whom each request is brought together with.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::assign::{Edge, stable};
use super::{Match, Offering, RequestSource, Seeking, Terms};
use crate::domain::Country;

/// Marks the matches that are brought together.
///
/// A request likes its matches in their order, the best fit first. A country likes best the requests
/// that it fits most closely; among those, what stands highest with the country that asks; then the
/// request that fewest others can answer; then the more points.
pub(super) fn bring_together(
    matches: &mut [Match],
    offers: &[Offering<'_>],
    requests: &[Seeking<'_>],
    terms: Terms,
) {
    let mut others = vec![0_usize; requests.len()];
    matches.iter().for_each(|m| others[m.request] += 1);
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
    // First a partner for everybody; then, with the room that is left, a second one, and so on: nobody
    // gets a second partner at the cost of somebody's only one.
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

/// Where each request stands with its country, from 1: what it wrote first, then its priorities by
/// rank.
fn standing(requests: &[Seeking<'_>]) -> Vec<u32> {
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
