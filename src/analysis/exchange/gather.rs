//! Offers and requests: those that groups wrote, and those that follow from scores.

use std::collections::{HashMap, HashSet};

use super::{Climb, OfferSource, Offering, REMEMBERED, RequestSource, Seeking};
use crate::analysis::Scored;
use crate::analysis::priorities::{Item, priorities};
use crate::analysis::reading::{Reading, is_advanced};
use crate::domain::{Country, FollowUp, Grade, Id};

/// How many priorities become requests where no priority is flagged for exchange.
const TOP: usize = 5;

pub(super) fn offers<'a>(countries: &[Scored<'a>], earlier: &[Scored<'a>]) -> Vec<Offering<'a>> {
    let mut history: HashMap<Country, Vec<Scored<'a>>> = HashMap::new();
    for one in earlier {
        history.entry(one.assessment.key.country).or_default().push(*one);
    }
    // The newest first.
    history
        .values_mut()
        .for_each(|all| all.sort_by_key(|s| std::cmp::Reverse(s.assessment.key.year)));
    let mut out = Vec::new();
    for scored in countries {
        let written = &scored.assessment.offers;
        out.extend(written.iter().map(|offer| Offering {
            scored: *scored,
            source: OfferSource::Written(offer),
            about: places(*scored, &offer.about),
            climbs: Vec::new(),
        }));
        let taken: HashSet<&Id> = written.iter().flat_map(|o| &o.about).collect();
        out.extend(derived_offers(*scored, &taken));
    }
    for offer in &mut out {
        let before =
            history.get(&offer.scored.assessment.key.country).map_or(&[][..], Vec::as_slice);
        offer.climbs = offer.about.iter().map(|at| climb(offer.scored, *at, before)).collect();
    }
    out
}

/// What the country climbed at a place in the last years, by what was measured in the same way: the
/// same text of the framework, unit, perspective and edition.
fn climb(now: Scored<'_>, at: usize, before: &[Scored<'_>]) -> Option<Climb> {
    let key = &now.assessment.key;
    let to = now.scores.at(at).finding()?;
    let comparable = |s: &&Scored<'_>| {
        let then = &s.assessment.key;
        then.same_series(key)
            && then.year < key.year
            && then.year + REMEMBERED >= key.year
            && s.framework.digest() == now.framework.digest()
    };
    let found = |s: &Scored<'_>| Some((s.assessment.key.year, s.scores.at(at).finding()?));
    let (year, from) =
        before.iter().filter(comparable).filter_map(found).find(|(_, then)| *then < to - 1e-9)?;
    // Of a group, a small part of a level is no climb.
    let scale = now.framework.scale(now.framework.node(at));
    let whole = scale.percent(to) - scale.percent(from) >= super::fit::step(scale) - 1e-9;
    whole.then_some(Climb { year, from, to })
}

fn derived_offers<'a>(
    scored: Scored<'a>,
    taken: &HashSet<&Id>,
) -> impl Iterator<Item = Offering<'a>> {
    let f = scored.framework;
    f.questions().filter(|(_, node, _)| !taken.contains(&node.id)).filter_map(
        move |(place, node, _)| {
            let reading = Reading::of(f, scored.assessment, node);
            let value = reading.value(f.scale(node)).filter(|v| is_advanced(f.scale(node), *v))?;
            match reading {
                Reading::Scored { grade, .. } if grade >= Grade::E3 => Some(Offering {
                    scored,
                    source: OfferSource::Derived { value, grade },
                    about: vec![place],
                    climbs: Vec::new(),
                }),
                _ => None,
            }
        },
    )
}

pub(super) fn requests<'a>(countries: &[Scored<'a>]) -> Vec<Seeking<'a>> {
    let mut out = Vec::new();
    for scored in countries.iter().filter(|s| !super::is_invited(**s)) {
        let written = &scored.assessment.requests;
        // What was dropped is not sought, and a priority does not bring it back.
        let sought = written.iter().filter(|request| request.status != Some(FollowUp::Dropped));
        out.extend(sought.map(|request| Seeking {
            scored: *scored,
            source: RequestSource::Written(request),
            about: places(*scored, &request.about),
        }));
        let taken: HashSet<&Id> = written.iter().flat_map(|r| &r.about).collect();
        out.extend(derived_requests(*scored, &taken));
    }
    out
}

/// Priorities with a closed gate and those whose target is reached seek nothing.
fn derived_requests<'a>(
    scored: Scored<'a>,
    taken: &HashSet<&Id>,
) -> impl Iterator<Item = Seeking<'a>> {
    let items = priorities(scored).items;
    let flagged = items.iter().any(|item| item.exchange);
    let most = if flagged { usize::MAX } else { TOP };
    let mut seen = HashSet::new();
    let wanted: Vec<Item<'a>> = items
        .into_iter()
        .filter(|item| item.rank.is_some() && item.p > 0.0 && item.exchange == flagged)
        .filter(|item| seen.insert(item.place))
        .take(most)
        .filter(|item| !taken.contains(&scored.framework.node(item.place).id))
        .collect();
    wanted.into_iter().map(move |item| Seeking {
        scored,
        about: vec![item.place],
        source: RequestSource::Priority(Box::new(item)),
    })
}

/// The countries whose newest round neither offers nor seeks anything, each with the newest year in
/// which the country wrote offers, requests or priorities: a round that was only begun says nothing yet.
pub(super) fn silent<'a>(
    countries: &[Scored<'a>],
    earlier: &[Scored<'a>],
    heard: &HashSet<Country>,
) -> Vec<(Scored<'a>, i16)> {
    let spoke = |now: &Scored<'a>| {
        let key = &now.assessment.key;
        let before = earlier.iter().map(|one| one.assessment).filter(|then| {
            let said =
                !(then.offers.is_empty() && then.requests.is_empty() && then.priorities.is_empty());
            said && then.key.same_series(key) && then.key.year < key.year
        });
        before.map(|then| then.key.year).max().map(|year| (*now, year))
    };
    let silent = countries.iter().filter(|one| !heard.contains(&one.assessment.key.country));
    silent.filter_map(spoke).collect()
}

fn places(scored: Scored<'_>, about: &[Id]) -> Vec<usize> {
    about.iter().filter_map(|id| scored.framework.find(id.as_str())).collect()
}
