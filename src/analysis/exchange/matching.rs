//! Which offers fit which requests.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::{Match, OfferSource, Offering, Part, RequestSource, Seeking, Strength, component};
use crate::analysis::Scored;
use crate::domain::{Form, Framework};

/// A node of a framework, the same in every version of it.
type Subject<'a> = (&'a str, &'a str);

/// Offers by what they are about, so that no request looks at every offer.
#[derive(Default)]
struct Index<'a> {
    questions: HashMap<Subject<'a>, Vec<usize>>,
    components: HashMap<Subject<'a>, Vec<usize>>,
}

pub(super) fn matches(
    offers: &[Offering<'_>],
    requests: &[Seeking<'_>],
    most: usize,
) -> Vec<Match> {
    let index = Index::of(offers);
    let mut out = Vec::new();
    for (at, request) in requests.iter().enumerate() {
        let mut found = Vec::new();
        let strong = candidates(request, &index.questions, questions);
        consider(&mut found, (at, request), offers, &strong, Strength::Strong);
        if found.len() < most {
            let weak = candidates(request, &index.components, components);
            let rest: BTreeSet<usize> = weak.difference(&strong).copied().collect();
            consider(&mut found, (at, request), offers, &rest, Strength::Weak);
        }
        found.sort_by_key(order);
        found.truncate(most);
        out.append(&mut found);
    }
    out.sort_by_key(order);
    out
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

fn consider(
    found: &mut Vec<Match>,
    (at, request): (usize, &Seeking<'_>),
    offers: &[Offering<'_>],
    candidates: &BTreeSet<usize>,
    strength: Strength,
) {
    let own = request.scored.assessment.key.country;
    let abroad = candidates.iter().filter(|c| offers[**c].scored.assessment.key.country != own);
    found.extend(abroad.map(|offer| {
        let parts = parts(&offers[*offer], request, strength);
        let points = parts.iter().map(Part::points).sum();
        Match { request: at, offer: *offer, strength, parts, points }
    }));
}

fn parts(offer: &Offering<'_>, request: &Seeking<'_>, strength: Strength) -> Vec<Part> {
    let shared = shared(offer, request, strength);
    let f = request.scored.framework;
    let ids = shared.iter().map(|(_, wanted)| f.node(*wanted).id.clone());
    let mut parts = Vec::new();
    match strength {
        Strength::Strong => parts.push(Part::SameQuestion(ids.collect())),
        Strength::Weak => parts.extend(ids.take(1).map(Part::SameComponent)),
    }
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
    let levels = wanted.framework.scale(wanted.framework.node(place)).all_levels().len();
    let steps = u32::try_from(levels.saturating_sub(1)).ok().filter(|n| *n > 0).unwrap_or(3);
    let step = 100.0 / f64::from(steps);
    // A little room, because thirds are not exact in binary.
    match gap {
        gap if gap <= 1e-9 => None,
        gap if gap <= step + 1e-9 => Some(Part::OneLevelAbove),
        _ => Some(Part::FurtherAbove),
    }
}

/// The first language that both name, without regard to capitals and blanks.
fn common_language(offered: &[String], wanted: &[String]) -> Option<Part> {
    let plain = |text: &String| text.trim().to_lowercase();
    let found = offered.iter().find(|o| wanted.iter().any(|w| plain(w) == plain(o)));
    found.map(|language| Part::CommonLanguage(language.trim().to_string()))
}
