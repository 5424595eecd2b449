//! Regional exchange: what countries offer, what they seek, and what fits together.

use crate::analysis::Scored;
use crate::analysis::priorities::Item;
use crate::domain::{Form, Framework, Grade, Id, Offer, Request};

mod gather;
mod matching;

/// Offers and requests across countries.
#[derive(Clone, Debug, Default)]
pub struct Exchange<'a> {
    /// Everything that is offered, by country, written offers first.
    pub offers: Vec<Offering<'a>>,
    /// Everything that is sought, by country, written requests first.
    pub requests: Vec<Seeking<'a>>,
    /// What fits together, the best first.
    pub matches: Vec<Match>,
    /// The places of the requests that nobody's offer fits.
    pub unmatched_requests: Vec<usize>,
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
}

/// How closely an offer and a request are about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// About the same component.
    Weak,
    /// About the same question.
    Strong,
}

/// One reason why an offer fits a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Both are about these questions.
    SameQuestion(Vec<Id>),
    /// Both are about this component.
    SameComponent(Id),
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
            Self::SameQuestion(_) => 4,
            Self::SameComponent(_) | Self::OneLevelAbove => 2,
            Self::FurtherAbove
            | Self::CommonLanguage(_)
            | Self::CommonForm(_)
            | Self::WrittenOffer => 1,
        }
    }
}

/// Brings offers and requests together.
///
/// `chosen` holds one assessment for each country, as [`crate::analysis::choose::choose`] gives
/// them. Requests are those that the groups wrote, and those that follow from priorities: the ones
/// flagged for exchange, or the five highest where none is; a question that a written entry is
/// about is not derived again. An offer and a request of different countries match where both are
/// about one question of one framework (strong), or about one component (weak); each request keeps
/// its best `most` matches, and a weak one only where strong ones leave room.
pub fn exchange<'a>(chosen: &[Scored<'a>], most: usize) -> Exchange<'a> {
    let mut countries = chosen.to_vec();
    countries.sort_by_cached_key(|s| {
        (crate::analysis::choose::alphabetical(s.assessment), s.assessment.key.clone())
    });
    let offers = gather::offers(&countries);
    let requests = gather::requests(&countries);
    let matches = matching::matches(&offers, &requests, most);
    let mut met = vec![false; requests.len()];
    matches.iter().for_each(|m| met[m.request] = true);
    let unmatched_requests = (0..requests.len()).filter(|at| !met[*at]).collect();
    Exchange { offers, requests, matches, unmatched_requests }
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
