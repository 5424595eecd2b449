//! What a request would like, the best first, without a list of everything that fits.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::ops::Range;

use super::fit::{Kind, languages, stands, step, subjects, worth};
use super::shelves::{Held, Shelves};
use super::{RequestSource, Seeking, Strength};

/// Where a request looks for offers.
#[derive(Debug)]
pub(super) struct Wish {
    /// The number of its own country, if that offers something.
    own: Option<usize>,
    /// The stretches of shelves that fit, the best first.
    bands: Vec<Band>,
    /// How many other countries could answer it: of several things that it is about, the one that
    /// most of them could.
    pub(super) others: usize,
}

/// Offers that fit a request equally well: a stretch of a shelf.
#[derive(Clone, Debug)]
struct Band {
    strength: Strength,
    points: u32,
    shelf: usize,
    stretch: Range<usize>,
}

/// An offer that fits a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) offer: usize,
    pub(super) strength: Strength,
    pub(super) points: u32,
}

/// Equally good bands of a wish.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) strength: Strength,
    pub(super) points: u32,
    bands: Range<usize>,
}

impl Wish {
    /// Weaker fits count only where stronger ones come from fewer than `enough` countries.
    pub(super) fn of<'a>(request: &Seeking<'a>, shelves: &Shelves<'a>, enough: usize) -> Self {
        let own = shelves.number(request.scored.assessment.key.country);
        let kind = Kind::of_request(request);
        let mut spoken = vec![None];
        if let RequestSource::Written(written) = request.source {
            let known = languages(&written.languages);
            spoken.extend(known.iter().filter_map(|plain| shelves.language(plain)).map(Some));
        }
        let mut wish = Self { own, bands: Vec::new(), others: 0 };
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for strength in [Strength::Strong, Strength::Weak, Strength::Loose] {
            if strength < Strength::Strong && met.len() >= enough {
                break;
            }
            for (subject, place) in subjects(request.scored, &request.about, strength) {
                let Some(held) = shelves.about(&subject) else { continue };
                let own = own.filter(|own| held.givers.contains(own));
                wish.others = wish.others.max(held.givers.len() - usize::from(own.is_some()));
                // As many as can matter, not all of them.
                let others = held.givers.iter().filter(|giver| Some(**giver) != own);
                met.extend(others.take(enough));
                wish.look(request, (kind, &spoken), (shelves, held), (strength, place));
            }
        }
        wish.bands.sort_by_key(|band| (Reverse(band.strength), Reverse(band.points)));
        wish
    }

    /// Adds what is held about one subject, and where the request stands on it.
    fn look(
        &mut self,
        request: &Seeking<'_>,
        (kind, spoken): (Kind, &[Option<usize>]),
        (shelves, held): (&Shelves<'_>, &Held),
        (strength, place): (Strength, Option<usize>),
    ) {
        let f = request.scored.framework;
        let wanted = place.and_then(|place| stands(request.scored, place));
        let step = place.map_or(0.0, |place| step(f.scale(f.node(place))));
        let of_language = |language: &Option<usize>| {
            let points = language.map_or(0, |_| worth::COMMON_LANGUAGE);
            held.shelves.get(language).cloned().into_iter().flatten().map(move |n| (n, points))
        };
        for (number, common) in spoken.iter().flat_map(of_language) {
            let shelf = shelves.shelf(number);
            let base = common + shelf.kind.points(&kind, strength);
            for (points, stretch) in shelf.seen_from(wanted, step) {
                if !stretch.is_empty() {
                    let points = base + points;
                    self.bands.push(Band { strength, points, shelf: number, stretch });
                }
            }
        }
    }

    /// The bands, equally good ones together, the best first.
    pub(super) fn levels(&self) -> Vec<Level> {
        let mut start = 0;
        let equal = |a: &Band, b: &Band| (a.strength, a.points) == (b.strength, b.points);
        let level = |bands: &[Band]| {
            let first = bands.first()?;
            let range = start..start + bands.len();
            start = range.end;
            Some(Level { strength: first.strength, points: first.points, bands: range })
        };
        self.bands.chunk_by(equal).filter_map(level).collect()
    }

    /// The best offer of each of the countries whose offers fit best. An offer in a common language comes
    /// a second time, without the points for that, and is passed over then as everything of its country.
    pub(super) fn best(&self, shelves: &Shelves<'_>, most: usize) -> Vec<Found> {
        let mut known: BTreeSet<usize> = self.own.into_iter().collect();
        let new = |found: &Found| known.insert(shelves.giver(found.offer));
        Walk::over(shelves, &self.bands).filter(new).take(most).collect()
    }

    /// The first offer of a level that is still open and comes from none of some countries, nor from
    /// the one that asks.
    pub(super) fn first(
        &self,
        shelves: &Shelves<'_>,
        level: &Level,
        without: &[Found],
    ) -> Option<Found> {
        let fresh = |found: &Found| {
            let giver = shelves.giver(found.offer);
            Some(giver) != self.own && without.iter().all(|w| shelves.giver(w.offer) != giver)
        };
        Walk::over(shelves, &self.bands[level.bands.clone()]).find(fresh)
    }
}

/// The offers of some bands that are still open, the best first; of equal ones that with the lowest
/// number.
struct Walk<'s, 'a> {
    shelves: &'s Shelves<'a>,
    /// The lowest of each stretch that is left.
    next: BinaryHeap<Reverse<Next>>,
}

/// Orders as the offers do: what is compared first stands first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Next {
    strength: Reverse<Strength>,
    points: Reverse<u32>,
    offer: usize,
    shelf: usize,
    place: usize,
    from: usize,
    to: usize,
}

impl<'s, 'a> Walk<'s, 'a> {
    fn over(shelves: &'s Shelves<'a>, bands: &[Band]) -> Self {
        let mut walk = Self { shelves, next: BinaryHeap::with_capacity(bands.len() + 1) };
        bands.iter().for_each(|band| walk.add(band.clone()));
        walk
    }

    fn add(&mut self, band: Band) {
        let open = &self.shelves.shelf(band.shelf).open;
        let Some((offer, place)) = open.in_stretch(band.stretch.clone()) else { return };
        self.next.push(Reverse(Next {
            strength: Reverse(band.strength),
            points: Reverse(band.points),
            offer,
            shelf: band.shelf,
            place,
            from: band.stretch.start,
            to: band.stretch.end,
        }));
    }
}

impl Iterator for Walk<'_, '_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let Reverse(next) = self.next.pop()?;
        let (strength, points) = (next.strength.0, next.points.0);
        // What is left of the stretch, on either side.
        for stretch in [next.from..next.place, next.place + 1..next.to] {
            if !stretch.is_empty() {
                self.add(Band { strength, points, shelf: next.shelf, stretch });
            }
        }
        Some(Found { offer: next.offer, strength, points })
    }
}
