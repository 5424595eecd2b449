//! What became of what was sought: requests through the years, with the level then and now.

use std::collections::BTreeMap;

use super::is_invited;
use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::domain::{Id, Request};

/// A request that a country wrote, and what has become of it.
#[derive(Clone, Debug)]
pub struct FollowedUp<'a> {
    /// The newest assessment that takes part.
    pub now: Scored<'a>,
    /// The first round that holds the request.
    pub since: Scored<'a>,
    /// The request, as the newest round that holds it has it.
    pub request: &'a Request,
    /// The first thing that it is about, by place in the framework of `since`; `None` where it is
    /// about nothing in particular.
    pub place: Option<usize>,
    /// The value that counted when it was first written, where it is a finding.
    pub then: Option<f64>,
    /// The value that counts now, where it is a finding and means the same as then.
    pub value: Option<f64>,
    /// Whether the two can be compared.
    pub comparability: Comparability,
}

/// The requests of earlier years, and those of the newest whose status is on record, by country and
/// in the order in which they were first written. A request is known by its id through the years of
/// one country, unit, perspective and edition.
pub fn follow_up<'a>(
    chosen: &[Scored<'a>],
    earlier: &[Scored<'a>],
    comparisons: &mut Comparisons<'a>,
) -> Vec<FollowedUp<'a>> {
    let mut out = Vec::new();
    for now in chosen.iter().filter(|s| !is_invited(**s)) {
        let key = &now.assessment.key;
        let before =
            |s: &&Scored<'a>| s.assessment.key.same_series(key) && s.assessment.key.year < key.year;
        let mut rounds: Vec<Scored<'a>> = earlier.iter().filter(before).copied().collect();
        rounds.sort_by_key(|s| s.assessment.key.year);
        rounds.push(*now);
        let mut known: BTreeMap<&Id, usize> = BTreeMap::new();
        for round in rounds {
            for request in &round.assessment.requests {
                match known.get(&request.id) {
                    Some(at) => {
                        let entry: &mut FollowedUp<'a> = &mut out[*at];
                        entry.request = request;
                    }
                    None => {
                        known.insert(&request.id, out.len());
                        out.push(started(*now, round, request, comparisons));
                    }
                }
            }
        }
    }
    let year = |s: Scored<'_>| s.assessment.key.year;
    out.retain(|f| year(f.since) < year(f.now) || f.request.status.is_some());
    out
}

fn started<'a>(
    now: Scored<'a>,
    since: Scored<'a>,
    request: &'a Request,
    comparisons: &mut Comparisons<'a>,
) -> FollowedUp<'a> {
    let place = request.about.first().and_then(|id| since.framework.find(id.as_str()));
    let comparison = comparisons.between(since.framework, now.framework);
    let today = (0..now.framework.nodes().len())
        .find(|at| place.is_some() && comparison.counterpart(*at) == place);
    let comparability = today.map_or(Comparability::None, |at| comparison.of(at));
    let same = today.filter(|_| comparability == Comparability::Same);
    FollowedUp {
        now,
        since,
        request,
        place,
        then: place.and_then(|at| since.scores.at(at).finding()),
        value: same.and_then(|at| now.scores.at(at).finding()),
        comparability,
    }
}
