//! Which offers fit which requests.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use super::{
    Climb, Match, OfferSource, Offering, Part, RequestSource, Seeking, Strength, component,
};
use crate::analysis::Scored;
use crate::domain::{Country, Form, Framework, Lens, Scale};

/// A node of a framework, the same in every version of it.
type Subject<'a> = (&'a str, &'a str);

/// Offers by what they are about, so that no request looks at every offer.
#[derive(Default)]
struct Index<'a> {
    questions: HashMap<Subject<'a>, Vec<usize>>,
    components: HashMap<Subject<'a>, Vec<usize>>,
    /// Those that somebody wrote.
    lenses: HashMap<Lens, Vec<usize>>,
}

/// The best match of every request with every country, the best first.
pub(super) fn matches(
    offers: &[Offering<'_>],
    requests: &[Seeking<'_>],
    enough: usize,
) -> Vec<Match> {
    let index = Index::of(offers);
    let mut out = Vec::new();
    for (at, request) in requests.iter().enumerate() {
        let mut best: HashMap<Country, Match> = HashMap::new();
        let strong = candidates(request, &index.questions, questions);
        consider(&mut best, (at, request), offers, &strong, Strength::Strong);
        if best.len() < enough {
            let weak = candidates(request, &index.components, components);
            let rest: BTreeSet<usize> = weak.difference(&strong).copied().collect();
            consider(&mut best, (at, request), offers, &rest, Strength::Weak);
        }
        if best.len() < enough {
            let under = lenses(request.scored, &request.about);
            let loose = under.iter().filter_map(|lens| index.lenses.get(lens)).flatten().copied();
            consider(&mut best, (at, request), offers, &loose.collect(), Strength::Loose);
        }
        out.extend(best.into_values());
    }
    out.sort_by_key(order);
    out
}

/// Keeps of every request the first `most`, and what is brought together.
pub(super) fn shorten(matches: &mut Vec<Match>, requests: usize, most: usize) {
    let mut kept = vec![0; requests];
    matches.retain(|m| {
        kept[m.request] += 1;
        kept[m.request] <= most || m.together
    });
}

/// The best first; what ties keeps the order of requests and offers.
fn order(m: &Match) -> (Reverse<Strength>, Reverse<u32>, usize, usize) {
    (Reverse(m.strength), Reverse(m.points), m.request, m.offer)
}

impl<'a> Index<'a> {
    fn of(offers: &[Offering<'a>]) -> Self {
        let mut index = Self::default();
        for (at, offer) in offers.iter().enumerate() {
            for subject in questions(offer.scored, &offer.about) {
                index.questions.entry(subject).or_default().push(at);
            }
            for subject in components(offer.scored, &offer.about) {
                index.components.entry(subject).or_default().push(at);
            }
            if matches!(offer.source, OfferSource::Written(_)) {
                for lens in lenses(offer.scored, &offer.about) {
                    index.lenses.entry(lens).or_default().push(at);
                }
            }
        }
        index
    }
}

fn questions<'a>(scored: Scored<'a>, about: &[usize]) -> BTreeSet<Subject<'a>> {
    let f = scored.framework;
    let is_question = |at: &&usize| f.node(**at).question().is_some();
    about.iter().filter(is_question).map(|at| subject(f, *at)).collect()
}

fn components<'a>(scored: Scored<'a>, about: &[usize]) -> BTreeSet<Subject<'a>> {
    let f = scored.framework;
    about.iter().filter_map(|at| component(f, *at)).map(|at| subject(f, at)).collect()
}

/// The lenses that all of it is under: of a group, those of every question below it.
fn lenses(scored: Scored<'_>, about: &[usize]) -> Vec<Lens> {
    let f = scored.framework;
    let all = |lens: &Lens| {
        let mut below = about.iter().flat_map(|at| f.questions_below(*at)).peekable();
        below.peek().is_some() && below.all(|(_, _, question)| question.lenses.contains(lens))
    };
    Lens::ALL.iter().map(|(lens, _)| *lens).filter(all).collect()
}

fn subject(framework: &Framework, at: usize) -> Subject<'_> {
    (framework.id.as_str(), framework.node(at).id.as_str())
}

fn candidates<'a>(
    request: &Seeking<'a>,
    index: &HashMap<Subject<'_>, Vec<usize>>,
    subjects: fn(Scored<'a>, &[usize]) -> BTreeSet<Subject<'a>>,
) -> BTreeSet<usize> {
    let wanted = subjects(request.scored, &request.about);
    wanted.into_iter().filter_map(|s| index.get(&s)).flatten().copied().collect()
}

/// Takes the matches with the candidates in, the best of every country.
fn consider(
    best: &mut HashMap<Country, Match>,
    (at, request): (usize, &Seeking<'_>),
    offers: &[Offering<'_>],
    candidates: &BTreeSet<usize>,
    strength: Strength,
) {
    let own = request.scored.assessment.key.country;
    for offer in candidates {
        let country = offers[*offer].scored.assessment.key.country;
        if country == own {
            continue;
        }
        let parts = parts(&offers[*offer], request, strength);
        let points = parts.iter().map(Part::points).sum();
        let found = Match { request: at, offer: *offer, strength, parts, points, together: false };
        match best.entry(country) {
            Entry::Vacant(free) => drop(free.insert(found)),
            Entry::Occupied(mut known) if order(&found) < order(known.get()) => {
                known.insert(found);
            }
            Entry::Occupied(_) => {}
        }
    }
}

fn parts(offer: &Offering<'_>, request: &Seeking<'_>, strength: Strength) -> Vec<Part> {
    let shared = shared(offer, request, strength);
    let f = request.scored.framework;
    let ids = shared.iter().map(|(_, wanted)| f.node(*wanted).id.clone());
    let mut parts = Vec::new();
    match strength {
        Strength::Strong => parts.push(Part::SameQuestion(ids.collect())),
        Strength::Weak => parts.extend(ids.take(1).map(Part::SameComponent)),
        Strength::Loose => {}
    }
    if strength < Strength::Strong {
        let offered = lenses(offer.scored, &offer.about);
        let sought = lenses(request.scored, &request.about);
        let common = sought.into_iter().find(|lens| offered.contains(lens));
        parts.extend(common.map(Part::SameLens));
    }
    parts.extend(climbed(offer, request, &shared));
    let above =
        |(given, wanted): &(usize, usize)| above(offer.scored, *given, request.scored, *wanted);
    parts.extend(shared.iter().find_map(above));
    let (languages, forms) = match offer.source {
        OfferSource::Written(o) => (o.languages.as_slice(), o.forms.as_slice()),
        OfferSource::Derived { .. } => (&[][..], &[][..]),
    };
    if let RequestSource::Written(r) = &request.source {
        parts.extend(common_language(languages, &r.languages));
        let form = forms.iter().find(|form: &&Form| r.forms.contains(form));
        parts.extend(form.map(|form| Part::CommonForm(*form)));
    }
    if matches!(offer.source, OfferSource::Written(_)) {
        parts.push(Part::WrittenOffer);
    }
    parts
}

/// What both are about: the places in the offer's and in the request's framework.
fn shared(offer: &Offering<'_>, request: &Seeking<'_>, strength: Strength) -> Vec<(usize, usize)> {
    let (given, wanted) = (offer.scored.framework, request.scored.framework);
    let own = |f: &Framework, at: usize| match strength {
        Strength::Strong => f.node(at).question().map(|_| at),
        Strength::Weak => component(f, at),
        Strength::Loose => None,
    };
    let mut out = Vec::new();
    for at in request.about.iter().filter_map(|at| own(wanted, *at)) {
        let same = |g: &usize| given.node(*g).id == wanted.node(at).id;
        let there = offer.about.iter().filter_map(|g| own(given, *g)).find(same);
        out.extend(there.map(|g| (g, at)).filter(|pair| !out.contains(pair)));
    }
    out
}

/// Where the offering country stands above the seeking one, in percent of each one's scale; a step
/// is the distance of two levels, or a third of a range.
fn above(given: Scored<'_>, at: usize, wanted: Scored<'_>, place: usize) -> Option<Part> {
    let percent = |s: Scored<'_>, at: usize| {
        let value = s.scores.at(at).value;
        value.map(|v| s.framework.scale(s.framework.node(at)).percent(v))
    };
    let gap = percent(given, at)? - percent(wanted, place)?;
    let step = step(wanted.framework.scale(wanted.framework.node(place)));
    // A little room, because thirds are not exact in binary.
    match gap {
        gap if gap <= 1e-9 => None,
        gap if gap <= step + 1e-9 => Some(Part::OneLevelAbove),
        _ => Some(Part::FurtherAbove),
    }
}

/// The distance of two levels in percent of a scale; a third of a range.
pub(super) fn step(scale: &Scale) -> f64 {
    let levels = scale.all_levels().len();
    let steps = u32::try_from(levels.saturating_sub(1)).ok().filter(|n| *n > 0).unwrap_or(3);
    100.0 / f64::from(steps)
}

/// A climb of the offering country at what it offers of what both are about, to above where the
/// seeking country stands.
fn climbed(offer: &Offering<'_>, request: &Seeking<'_>, shared: &[(usize, usize)]) -> Option<Part> {
    let given = offer.scored.framework;
    let of = |(there, wanted): &(usize, usize)| -> Option<Climb> {
        // What is about a component may be offered by one of its questions.
        let about = |at: &usize| at == there || component(given, *at) == Some(*there);
        let (at, climb) = offer.about.iter().zip(&offer.climbs).find(|(at, _)| about(at))?;
        let climb = (*climb)?;
        let sought = request.scored.framework.scale(request.scored.framework.node(*wanted));
        let now = sought.percent(request.scored.scores.at(*wanted).value?);
        let reached = given.scale(given.node(*at)).percent(climb.to);
        (reached > now + 1e-9).then_some(climb)
    };
    shared.iter().find_map(of).map(Part::Climbed)
}

/// The first language that both name, without regard to capitals and blanks.
fn common_language(offered: &[String], wanted: &[String]) -> Option<Part> {
    let plain = |text: &String| text.trim().to_lowercase();
    let found = offered.iter().find(|o| wanted.iter().any(|w| plain(w) == plain(o)));
    found.map(|language| Part::CommonLanguage(language.trim().to_string()))
}
