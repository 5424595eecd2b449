//! What an offer and a request have in common, and what that is worth.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Climb, OfferSource, Offering, Part, RequestSource, Seeking, Strength, component};
use crate::analysis::Scored;
use crate::domain::{Form, Framework, Lens, Scale};

/// What each part adds to the points of a match; this project's proposal.
pub(super) mod worth {
    pub const SAME_QUESTION: u32 = 4;
    pub const SAME_COMPONENT: u32 = 2;
    pub const SAME_LENS: u32 = 1;
    pub const CLIMBED: u32 = 2;
    pub const ONE_LEVEL_ABOVE: u32 = 2;
    pub const FURTHER_ABOVE: u32 = 1;
    pub const COMMON_LANGUAGE: u32 = 1;
    pub const COMMON_FORM: u32 = 1;
    pub const WRITTEN_OFFER: u32 = 1;
}

/// What offers and requests can share, the same in every version of a framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject<'a> {
    Question(&'a str, &'a str),
    Component(&'a str, &'a str),
    Lens(Lens),
}

/// The subjects by which something can fit at a strength, each once and in the order of `about`, with
/// their places in the framework of the country; a lens has no place.
pub(super) fn subjects<'a>(
    scored: Scored<'a>,
    about: &[usize],
    strength: Strength,
) -> Vec<(Subject<'a>, Option<usize>)> {
    let f = scored.framework;
    let id = |at: usize| f.node(at).id.as_str();
    let mut all: Vec<(Subject<'a>, Option<usize>)> = match strength {
        Strength::Strong => {
            let questions = about.iter().filter(|at| f.node(**at).question().is_some());
            questions.map(|at| (Subject::Question(f.id.as_str(), id(*at)), Some(*at))).collect()
        }
        Strength::Weak => {
            let components = about.iter().filter_map(|at| component(f, *at));
            components.map(|at| (Subject::Component(f.id.as_str(), id(at)), Some(at))).collect()
        }
        Strength::Loose => {
            let lenses = Lens::ALL.iter().zip(lenses(scored, about)).filter(|(_, under)| *under);
            lenses.map(|((lens, _), _)| (Subject::Lens(*lens), None)).collect()
        }
    };
    let mut seen = HashSet::new();
    all.retain(|(subject, _)| seen.insert(*subject));
    all
}

/// What decides the points of an offer or a request beside its subject, its languages and the levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    /// Whether somebody wrote the offer.
    written: bool,
    forms: [bool; Form::ALL.len()],
    /// Those that all of it is under.
    lenses: [bool; Lens::ALL.len()],
}

impl Kind {
    pub(super) fn of_offer(offer: &Offering<'_>) -> Self {
        let lenses = lenses(offer.scored, &offer.about);
        match offer.source {
            OfferSource::Written(o) => Self { written: true, forms: named(&o.forms), lenses },
            OfferSource::Derived { .. } => Self { lenses, ..Self::default() },
        }
    }

    pub(super) fn of_request(request: &Seeking<'_>) -> Self {
        let lenses = lenses(request.scored, &request.about);
        match request.source {
            RequestSource::Written(r) => Self { forms: named(&r.forms), lenses, ..Self::default() },
            RequestSource::Priority(_) => Self { lenses, ..Self::default() },
        }
    }

    /// The points of an offer of this kind for a request of another kind, without those for a language
    /// and for the levels: the sum of the same parts as [`parts`] gives.
    pub(super) fn points(&self, wanted: &Self, strength: Strength) -> u32 {
        let both = |ours: &[bool], theirs: &[bool]| ours.iter().zip(theirs).any(|(a, b)| *a && *b);
        let when = |is: bool, points: u32| if is { points } else { 0 };
        let lens = strength < Strength::Strong && both(&self.lenses, &wanted.lenses);
        let subject = match strength {
            Strength::Strong => worth::SAME_QUESTION,
            Strength::Weak => worth::SAME_COMPONENT,
            Strength::Loose => 0,
        };
        subject
            + when(lens, worth::SAME_LENS)
            + when(both(&self.forms, &wanted.forms), worth::COMMON_FORM)
            + when(self.written, worth::WRITTEN_OFFER)
    }
}

fn named(forms: &[Form]) -> [bool; Form::ALL.len()] {
    Form::ALL.map(|(form, _)| forms.contains(&form))
}

/// The languages that somebody wrote, each once, without regard to capitals and blanks.
pub(super) fn languages(written: &[String]) -> BTreeSet<String> {
    written.iter().map(|language| plain(language)).collect()
}

/// Where the offering country stands, seen from the seeking one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Height {
    NoHigher,
    OneLevel,
    Further,
}

impl Height {
    /// By what both stand at, in percent of each one's scale, and the distance of two levels. Who
    /// stands higher is never seen as lower.
    pub(super) fn of(given: Option<f64>, wanted: Option<f64>, step: f64) -> Self {
        let (Some(given), Some(wanted)) = (given, wanted) else { return Self::NoHigher };
        // A little room, because thirds are not exact in binary.
        match given - wanted {
            gap if gap <= 1e-9 => Self::NoHigher,
            gap if gap <= step + 1e-9 => Self::OneLevel,
            _ => Self::Further,
        }
    }

    /// What standing there is worth. A climb counts only where it led above the seeking country.
    pub(super) fn points(self, climbed: bool) -> u32 {
        let climb = if climbed { worth::CLIMBED } else { 0 };
        match self {
            Self::NoHigher => 0,
            Self::OneLevel => worth::ONE_LEVEL_ABOVE + climb,
            Self::Further => worth::FURTHER_ABOVE + climb,
        }
    }
}

/// Where a country stands at a place, in percent of its scale.
pub(super) fn stands(scored: Scored<'_>, at: usize) -> Option<f64> {
    let scale = scored.framework.scale(scored.framework.node(at));
    scored.scores.at(at).value.map(|value| scale.percent(value))
}

/// The distance of two levels in percent of a scale; a third of a range.
pub(super) fn step(scale: &Scale) -> f64 {
    let levels = scale.all_levels().len();
    let steps = u32::try_from(levels.saturating_sub(1)).ok().filter(|n| *n > 0).unwrap_or(3);
    100.0 / f64::from(steps)
}

/// The first climb of the offering country at what it offers of a place: the place itself, or a
/// question of it.
pub(super) fn climb_at(offer: &Offering<'_>, place: usize) -> Option<Climb> {
    let f = offer.scored.framework;
    let below = |at: usize| at == place || component(f, at) == Some(place);
    let climbs = offer.about.iter().zip(&offer.climbs).filter(|(at, _)| below(**at));
    climbs.filter_map(|(_, climb)| *climb).next()
}

/// Why an offer fits a request, part by part. Where both are about several questions or components,
/// the levels are those of the one by which it fits best.
pub(super) fn parts(offer: &Offering<'_>, request: &Seeking<'_>, strength: Strength) -> Vec<Part> {
    let shared = shared(offer, request, strength);
    let f = request.scored.framework;
    let seen = |(given, wanted): &(usize, usize)| {
        let (there, here) = (stands(offer.scored, *given), stands(request.scored, *wanted));
        let height = Height::of(there, here, step(f.scale(f.node(*wanted))));
        let climb = climb_at(offer, *given).filter(|_| height > Height::NoHigher);
        (height, climb, *wanted)
    };
    let points =
        |(height, climb, _): &(Height, Option<Climb>, usize)| height.points(climb.is_some());
    // Of equal ones the first.
    let best = shared.iter().map(seen).min_by_key(|one| Reverse(points(one)));
    let mut parts = Vec::new();
    let id = |at: usize| f.node(at).id.clone();
    match strength {
        Strength::Strong => {
            parts.push(Part::SameQuestion(shared.iter().map(|(_, at)| id(*at)).collect()));
        }
        Strength::Weak => parts.extend(best.map(|(_, _, at)| Part::SameComponent(id(at)))),
        Strength::Loose => {}
    }
    if strength < Strength::Strong {
        let both = lenses(offer.scored, &offer.about).into_iter();
        let mut both = both.zip(lenses(request.scored, &request.about)).zip(Lens::ALL);
        let common = both.find(|((offered, sought), _)| *offered && *sought);
        parts.extend(common.map(|(_, (lens, _))| Part::SameLens(lens)));
    }
    if let Some((height, climb, _)) = best {
        parts.extend(climb.map(Part::Climbed));
        match height {
            Height::NoHigher => {}
            Height::OneLevel => parts.push(Part::OneLevelAbove),
            Height::Further => parts.push(Part::FurtherAbove),
        }
    }
    if let OfferSource::Written(o) = offer.source {
        if let RequestSource::Written(r) = request.source {
            parts.extend(common_language(&o.languages, &r.languages));
            let form = o.forms.iter().find(|form| r.forms.contains(form));
            parts.extend(form.map(|form| Part::CommonForm(*form)));
        }
        parts.push(Part::WrittenOffer);
    }
    parts
}

/// What both are about: the places in the offer's and in the request's framework.
fn shared(offer: &Offering<'_>, request: &Seeking<'_>, strength: Strength) -> Vec<(usize, usize)> {
    let given: HashMap<_, _> = subjects(offer.scored, &offer.about, strength).into_iter().collect();
    let both = |(subject, here): (Subject<'_>, Option<usize>)| {
        let there = given.get(&subject).copied().flatten();
        there.zip(here)
    };
    subjects(request.scored, &request.about, strength).into_iter().filter_map(both).collect()
}

/// The lenses that all of it is under: of a group, those of every question below it.
fn lenses(scored: Scored<'_>, about: &[usize]) -> [bool; Lens::ALL.len()] {
    let f: &Framework = scored.framework;
    Lens::ALL.map(|(lens, _)| {
        let mut below = about.iter().flat_map(|at| f.questions_below(*at)).peekable();
        below.peek().is_some() && below.all(|(_, _, question)| question.lenses.contains(&lens))
    })
}

/// The first language that both name, without regard to capitals and blanks.
fn common_language(offered: &[String], wanted: &[String]) -> Option<Part> {
    let found = offered.iter().find(|o| wanted.iter().any(|w| plain(w) == plain(o)));
    found.map(|language| Part::CommonLanguage(language.trim().to_string()))
}

fn plain(language: &str) -> String {
    language.trim().to_lowercase()
}
