//! Offers on shelves, so that the best for a request is found without a look at each.
//!
//! How well an offer fits is decided by little: what both are about, the offer's kind (who wrote it,
//! its forms and lenses), a common language, whether the country climbed there, and how high it stands.
//! Offers that are equal in all but the last lie on one shelf, the lowest standing first; so those that
//! a request finds equally good are a stretch of a shelf. An offer lies on a shelf for any language and
//! on one for each of its own, so that there are no more shelves to look at than a request has
//! languages, however they are put together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::fit::{Height, Kind, Subject, climb_at, languages, stands, subjects};
use super::lowest::Lowest;
use super::{OfferSource, Offering, Strength};
use crate::domain::Country;

/// All offers of a market, by what they are about.
#[derive(Debug)]
pub(super) struct Shelves<'a> {
    subjects: HashMap<Subject<'a>, Held>,
    shelves: Vec<Shelf>,
    /// Whose each offer is, by number.
    givers: Vec<usize>,
    numbers: HashMap<Country, usize>,
    languages: HashMap<String, usize>,
    /// Where the offers of each country lie: the shelf, and the place on it.
    places: Vec<Vec<(usize, usize)>>,
}

/// What is held about one subject.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// Its shelves, by the number of the language; those without one hold every offer.
    pub(super) shelves: BTreeMap<Option<usize>, Range<usize>>,
    /// The countries that offer something about it.
    pub(super) givers: BTreeSet<usize>,
}

/// Offers about one subject and of one kind.
#[derive(Debug)]
pub(super) struct Shelf {
    pub(super) kind: Kind,
    /// Whether the countries climbed there.
    pub(super) climbed: bool,
    /// Where the countries stand, in percent of the scale; the lowest first, unknown before that.
    stands: Vec<Option<f64>>,
    /// The offers in the same order, without those of countries that answer all they can.
    pub(super) open: Lowest,
}

/// The number of a subject, that of a language, the kind, and whether the country climbed.
type Place = (usize, Option<usize>, Kind, bool);

impl<'a> Shelves<'a> {
    pub(super) fn of(offers: &[Offering<'a>]) -> Self {
        let mut out = Self {
            subjects: HashMap::new(),
            shelves: Vec::new(),
            givers: Vec::with_capacity(offers.len()),
            numbers: HashMap::new(),
            languages: HashMap::new(),
            places: Vec::new(),
        };
        let mut order: HashMap<Subject<'a>, usize> = HashMap::new();
        let mut names: Vec<(Subject<'a>, BTreeSet<usize>)> = Vec::new();
        let mut sorted: BTreeMap<Place, Vec<(Option<f64>, usize)>> = BTreeMap::new();
        for (at, offer) in offers.iter().enumerate() {
            let next = out.numbers.len();
            let country = offer.scored.assessment.key.country;
            let giver = *out.numbers.entry(country).or_insert(next);
            out.givers.push(giver);
            let kind = Kind::of_offer(offer);
            let mut spoken = vec![None];
            if let OfferSource::Written(written) = offer.source {
                for language in languages(&written.languages) {
                    let next = out.languages.len();
                    spoken.push(Some(*out.languages.entry(language).or_insert(next)));
                }
            }
            for (subject, place) in offered(offer) {
                let number = *order.entry(subject).or_insert_with(|| {
                    names.push((subject, BTreeSet::new()));
                    names.len() - 1
                });
                names[number].1.insert(giver);
                let stands = place.and_then(|place| stands(offer.scored, place));
                let climbed = place.is_some_and(|place| climb_at(offer, place).is_some());
                for language in &spoken {
                    let place = (number, *language, kind, climbed);
                    sorted.entry(place).or_default().push((stands, at));
                }
            }
        }
        out.places = vec![Vec::new(); out.numbers.len()];
        let none = |(name, givers)| (name, Held { shelves: BTreeMap::new(), givers });
        let mut held: Vec<(Subject<'a>, Held)> = names.into_iter().map(none).collect();
        for ((number, language, kind, climbed), mut all) in sorted {
            // By the value before the offer; unknown is smaller than everything.
            all.sort_by(|a, b| {
                let by_value = match (a.0, b.0) {
                    (Some(a), Some(b)) => a.total_cmp(&b),
                    (a, b) => a.is_some().cmp(&b.is_some()),
                };
                by_value.then(a.1.cmp(&b.1))
            });
            let shelf = out.shelves.len();
            for (place, (_, offer)) in all.iter().enumerate() {
                out.places[out.givers[*offer]].push((shelf, place));
            }
            // Those of one subject and language follow each other.
            let shelves = &mut held[number].1.shelves;
            shelves.entry(language).or_insert(shelf..shelf).end = shelf + 1;
            out.shelves.push(Shelf {
                kind,
                climbed,
                stands: all.iter().map(|(stands, _)| *stands).collect(),
                open: Lowest::new(all.iter().map(|(_, offer)| *offer)),
            });
        }
        out.subjects = held.into_iter().collect();
        out
    }

    /// What is held about a subject, if anything is.
    pub(super) fn about(&self, subject: &Subject<'a>) -> Option<&Held> {
        self.subjects.get(subject)
    }

    pub(super) fn shelf(&self, number: usize) -> &Shelf {
        &self.shelves[number]
    }

    /// How many countries offer something.
    pub(super) fn count(&self) -> usize {
        self.places.len()
    }

    /// The number of a country that offers something.
    pub(super) fn number(&self, country: Country) -> Option<usize> {
        self.numbers.get(&country).copied()
    }

    /// The number of a language in which something is offered.
    pub(super) fn language(&self, plain: &str) -> Option<usize> {
        self.languages.get(plain).copied()
    }

    /// The number of the country whose offer it is.
    pub(super) fn giver(&self, offer: usize) -> usize {
        self.givers[offer]
    }

    /// Takes the offers of a country from all shelves, because it has no room left.
    pub(super) fn close(&mut self, giver: usize) {
        for (shelf, place) in std::mem::take(&mut self.places[giver]) {
            self.shelves[shelf].open.take_out(place);
        }
    }
}

impl Shelf {
    /// The stretches of the shelf as a country sees them that stands at `wanted`, by what they are
    /// worth to it; some may be empty.
    pub(super) fn seen_from(&self, wanted: Option<f64>, step: f64) -> [(u32, Range<usize>); 3] {
        let below = |height| self.stands.partition_point(|s| Height::of(*s, wanted, step) < height);
        let (one, further) = (below(Height::OneLevel), below(Height::Further));
        [
            (Height::NoHigher.points(self.climbed), 0..one),
            (Height::OneLevel.points(self.climbed), one..further),
            (Height::Further.points(self.climbed), further..self.stands.len()),
        ]
    }
}

/// The subjects by which an offer can be found. That of a lens alone counts only if somebody wrote it.
fn offered<'a>(offer: &Offering<'a>) -> Vec<(Subject<'a>, Option<usize>)> {
    let of = |strength| subjects(offer.scored, &offer.about, strength);
    let mut all = of(Strength::Strong);
    all.extend(of(Strength::Weak));
    if matches!(offer.source, OfferSource::Written(_)) {
        all.extend(of(Strength::Loose));
    }
    all
}
