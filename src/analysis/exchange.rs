//! Regional exchange: what countries offer, what they seek, and what fits together.

use std::cmp::Reverse;

use crate::analysis::Scored;
use crate::analysis::priorities::Item;
use crate::domain::{Form, Framework, Grade, Id, Lens, Offer, Request};

mod fit;
mod follow;
mod gather;
mod lowest;
mod partners;
mod sessions;
mod shelves;
mod wishes;

use fit::worth;
pub use follow::{FollowedUp, follow_up};
pub use sessions::{Session, Topic, sessions, topic, topic_at, topic_of};
use shelves::Shelves;
use wishes::{Found, Wish};

/// What a meeting has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How many matches are listed for one request.
    pub shown: usize,
    /// With how many countries one request is brought together at most.
    pub partners: usize,
    /// How many requests one country answers at most.
    pub answers: usize,
    /// How many sessions are held at one time at most.
    pub rooms: usize,
    /// How many countries sit in one session at most.
    pub seats: usize,
}

impl Default for Terms {
    /// For a meeting of two or three days; every number is this project's proposal.
    fn default() -> Self {
        Self { shown: 3, partners: 2, answers: 6, rooms: 3, seats: 8 }
    }
}

/// Offers and requests across countries.
#[derive(Clone, Debug, Default)]
pub struct Exchange<'a> {
    /// Everything that is offered, by country, written offers first.
    pub offers: Vec<Offering<'a>>,
    /// Everything that is sought, by country, written requests first.
    pub requests: Vec<Seeking<'a>>,
    /// What fits together, the best first: of every request as many as the terms show, and those
    /// that are brought together.
    pub matches: Vec<Match>,
    /// The places of the requests that nobody's offer fits.
    pub unmatched_requests: Vec<usize>,
    /// The places of the requests that offers fit, all of them of countries that answer as many
    /// requests as they can already.
    pub crowded_requests: Vec<usize>,
    /// Countries that neither offer nor seek anything, each with the newest earlier year in which they
    /// wrote something to exchange.
    pub silent: Vec<(Scored<'a>, i16)>,
}

/// Something that a country offers.
#[derive(Clone, Debug)]
pub struct Offering<'a> {
    /// Whose offer it is.
    pub scored: Scored<'a>,
    /// Where it comes from.
    pub source: OfferSource<'a>,
    /// The places of the questions and groups that it is about, in its country's framework.
    pub about: Vec<usize>,
    /// For each of them, what the country climbed to get where it is; see [`Climb`].
    pub climbs: Vec<Option<Climb>>,
}

/// A country stood lower a few years ago, and has climbed since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Climb {
    /// The year of the newest assessment in which it stood lower.
    pub year: i16,
    /// The value that counted then.
    pub from: f64,
    /// The value that counts now.
    pub to: f64,
}

/// Where an offer comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OfferSource<'a> {
    /// The group wrote it.
    Written(&'a Offer),
    /// Derived: a question at two thirds of its scale or more (level 3 of 4), by the level that
    /// counts, on evidence of E3 or more.
    Derived {
        /// The value that counts.
        value: f64,
        /// The grade of its evidence.
        grade: Grade,
    },
}

/// Something that a country seeks.
#[derive(Clone, Debug)]
pub struct Seeking<'a> {
    /// Whose request it is.
    pub scored: Scored<'a>,
    /// Where it comes from.
    pub source: RequestSource<'a>,
    /// The places of the questions and groups that it is about, in its country's framework.
    pub about: Vec<usize>,
}

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestSource<'a> {
    /// The group wrote it.
    Written(&'a Request),
    /// Derived from a priority.
    Priority(Box<Item<'a>>),
}

/// An offer that fits a request of another country.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The place of the request in [`Exchange::requests`].
    pub request: usize,
    /// The place of the offer in [`Exchange::offers`].
    pub offer: usize,
    /// How closely the two are about the same.
    pub strength: Strength,
    /// Why they fit, part by part.
    pub parts: Vec<Part>,
    /// The sum of [`Part::points`].
    pub points: u32,
    /// Whether the two are brought together.
    pub together: bool,
}

/// How closely an offer and a request are about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Under the same lens, and the offer is one that somebody wrote.
    Loose,
    /// About the same component.
    Weak,
    /// About the same question.
    Strong,
}

/// One reason why an offer fits a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Both are about these questions.
    SameQuestion(Vec<Id>),
    /// Both are about this component.
    SameComponent(Id),
    /// Both are under this lens.
    SameLens(Lens),
    /// The offering country climbed not long ago: those who did it are still there.
    Climbed(Climb),
    /// The offering country is one level above the seeking one: near enough to remember how.
    OneLevelAbove,
    /// The offering country is further above.
    FurtherAbove,
    /// Both name this language.
    CommonLanguage(String),
    /// Both name this form.
    CommonForm(Form),
    /// Somebody wrote the offer, rather than it following from the scores.
    WrittenOffer,
}

impl Part {
    /// What the part adds. The points are this project's proposal; they order matches of one
    /// [`Strength`], since a strong match stands before every weak one.
    pub fn points(&self) -> u32 {
        match self {
            Self::SameQuestion(_) => worth::SAME_QUESTION,
            Self::SameComponent(_) => worth::SAME_COMPONENT,
            Self::SameLens(_) => worth::SAME_LENS,
            Self::Climbed(_) => worth::CLIMBED,
            Self::OneLevelAbove => worth::ONE_LEVEL_ABOVE,
            Self::FurtherAbove => worth::FURTHER_ABOVE,
            Self::CommonLanguage(_) => worth::COMMON_LANGUAGE,
            Self::CommonForm(_) => worth::COMMON_FORM,
            Self::WrittenOffer => worth::WRITTEN_OFFER,
        }
    }
}

/// For how many years a climb is remembered (this project's proposal).
pub const REMEMBERED: i16 = 5;

/// Brings offers and requests together.
///
/// `chosen` holds one assessment for each country, as [`crate::analysis::choose::choose`] gives
/// them; one without answers is that of an invited party, which only offers. `earlier` may hold any
/// others: those of the same country and framework from up to [`REMEMBERED`] years before tell who
/// climbed.
///
/// Requests are those that the groups wrote, and those that follow from priorities: the ones flagged
/// for exchange, or the five highest where none is; a question that a written entry is about is not
/// derived again. An offer and a request of different countries match where both are about one
/// question of one framework (strong), or about one component (weak), or where a written offer is
/// under one lens with the request (loose). Of each country the best offer counts; weaker matches
/// count only where stronger ones leave room among those shown.
pub fn exchange<'a>(chosen: &[Scored<'a>], earlier: &[Scored<'a>], terms: Terms) -> Exchange<'a> {
    let mut countries = chosen.to_vec();
    countries.sort_by_cached_key(|s| {
        (crate::analysis::choose::alphabetical(s.assessment), s.assessment.key.clone())
    });
    let offers = gather::offers(&countries, earlier);
    let requests = gather::requests(&countries);
    let mut shelves = Shelves::of(&offers);
    let wishes: Vec<Wish> = requests.iter().map(|r| Wish::of(r, &shelves, terms.shown)).collect();
    // One more than nothing, so that whoever has a match is known even where none is listed.
    let listed: Vec<Vec<Found>> =
        wishes.iter().map(|wish| wish.best(&shelves, terms.shown.max(1))).collect();
    let together = partners::bring_together(&requests, &wishes, &mut shelves, terms);
    let mut matches = Vec::new();
    for (at, (listed, together)) in listed.iter().zip(&together).enumerate() {
        let listed = &listed[..terms.shown.min(listed.len())];
        let more = together.iter().filter(|found| !listed.contains(found));
        matches.extend(listed.iter().chain(more).map(|found| Match {
            request: at,
            offer: found.offer,
            strength: found.strength,
            parts: fit::parts(&offers[found.offer], &requests[at], found.strength),
            points: found.points,
            together: together.contains(found),
        }));
    }
    // What ties keeps the order of requests and offers.
    matches.sort_by_key(|m| (Reverse(m.strength), Reverse(m.points), m.request, m.offer));
    let all = 0..requests.len();
    let unmatched_requests = all.clone().filter(|at| listed[*at].is_empty()).collect();
    let left = |at: &usize| !listed[*at].is_empty() && together[*at].is_empty();
    let crowded_requests = all.filter(left).collect();
    let heard = offers.iter().map(|o| o.scored).chain(requests.iter().map(|r| r.scored));
    let heard = heard.map(|one| one.assessment.key.country).collect();
    let silent = gather::silent(&countries, earlier, &heard);
    Exchange { offers, requests, matches, unmatched_requests, crowded_requests, silent }
}

/// Whether somebody is invited to offer and to seek nothing: nothing is answered, and something is
/// offered.
pub fn is_invited(scored: Scored<'_>) -> bool {
    scored.assessment.answers.is_empty() && !scored.assessment.offers.is_empty()
}

/// The component that a place belongs to: a question's parent, a group itself; none at the root,
/// which everything belongs to.
fn component(framework: &Framework, place: usize) -> Option<usize> {
    let node = framework.node(place);
    let at = if node.question().is_some() { node.parent? } else { place };
    (at != Framework::ROOT).then_some(at)
}

#[cfg(test)]
mod tests;
