//! An assessment as the bytes of a record, and back.
//!
//! Most answers of most files are a level and nothing else: those are one byte each, in the order of
//! the framework's ids. Everything else is packed as the domain has it.

use std::collections::BTreeMap;

use super::stamp::Stamp;
use crate::domain::{
    Answer, Assessment, Attic, Duty, Evidence, Framework, Id, Key, Notes, Offer, Pin,
    PlannedAction, Priority, Recommendation, Request, Scale, Target, TreatyRecommendation, Verdict,
    check_assessment,
};

/// What stands at the start of a record: the assessment, the stamp of its file and the digest of its
/// framework.
type Head<'a> = (&'a str, Stamp, &'a str);
/// The rest, with the lists of an assessment in their order. Fields that a file may hold and that
/// are missing here would be lost: [`pack`] takes the assessment apart field by field, so that a new
/// one does not compile without being named.
type Body<'a> = (
    &'a [u8],
    (String, String, Option<u32>, Pin),
    BTreeMap<Id, Answer>,
    (Vec<Evidence>, BTreeMap<Id, Notes>, Vec<Priority>, Vec<Recommendation>),
    (Vec<Offer>, Vec<Request>, Vec<Attic>),
    (Vec<Target>, Vec<PlannedAction>, Vec<Duty>, Vec<TreatyRecommendation>),
);

/// The record of an assessment that was read without a warning; `None` where it cannot have one.
pub(super) fn pack(
    stamp: &Stamp,
    assessment: &Assessment,
    framework: &Framework,
) -> Option<Vec<u8>> {
    let Assessment {
        key,
        country_name,
        territory_note,
        population,
        framework: pin,
        answers,
        evidence,
        notes,
        priorities,
        recommendations,
        targets,
        actions,
        duties,
        treaty,
        offers,
        requests,
        conflicts,
        attic,
    } = assessment;
    if !conflicts.is_empty() {
        // They make a warning, so the file is read every time.
        return None;
    }
    let (mut levels, mut others) = (Vec::new(), BTreeMap::new());
    for (at, answer) in framework.pair(answers) {
        let level = answer.and_then(level_of);
        levels.push(level.unwrap_or(0));
        if let (None, Some(answer)) = (level, answer) {
            others.insert(&framework.node(at).id, answer);
        }
    }
    let packed = levels.iter().filter(|level| **level > 0).count() + others.len();
    if packed != answers.len() {
        return None;
    }
    let head = (key.to_string(), stamp, framework.digest());
    let rest = (
        levels,
        (country_name, territory_note, population, pin),
        others,
        (evidence, notes, priorities, recommendations),
        (offers, requests, attic),
        (targets, actions, duties, treaty),
    );
    postcard::to_stdvec(&(head, rest)).ok()
}

/// The assessment that a record is of, as text.
pub(super) fn key_of(body: &[u8]) -> Option<&str> {
    postcard::take_from_bytes(body).ok().map(|(key, _)| key)
}

/// Whether a record is of an assessment with a stamp.
pub(super) fn is_of(body: &[u8], key: &Key, stamp: &Stamp) -> bool {
    let head: Option<(Head<'_>, &[u8])> = postcard::take_from_bytes(body).ok();
    head.is_some_and(|((of, then, _), _)| of == key.to_string() && then == *stamp)
}

/// What a record holds; `None` where anything about it is not as it would be had the file been read
/// just now.
pub(super) fn unpack<F: AsRef<Framework>>(
    body: &[u8],
    key: &Key,
    framework: impl Fn(&str, &str) -> Option<F>,
) -> Option<(Assessment, F)> {
    let ((_, _, digest), body): (Head<'_>, &[u8]) = postcard::take_from_bytes(body).ok()?;
    let (rest, left): (Body<'_>, &[u8]) = postcard::take_from_bytes(body).ok()?;
    let (levels, (country_name, territory_note, population, pin), others, first, second, plan) =
        rest;
    let (evidence, notes, priorities, recommendations) = first;
    let (offers, requests, attic) = second;
    let (targets, actions, duties, treaty) = plan;
    let found = framework(pin.id.as_str(), &pin.version)?;
    let other_text = !pin.digest.is_empty() && pin.digest != digest;
    if !left.is_empty() || found.as_ref().digest() != digest || other_text {
        return None;
    }
    let levels_only = others.is_empty();
    let assessment = Assessment {
        key: key.clone(),
        country_name,
        territory_note,
        population,
        framework: pin,
        answers: answers(found.as_ref(), levels, others)?,
        evidence,
        notes,
        priorities,
        recommendations,
        targets,
        actions,
        duties,
        treaty,
        offers,
        requests,
        conflicts: Vec::new(),
        attic,
    };
    // All that the check looks at beside these is the digest and the levels, which were.
    let Assessment { evidence, notes, priorities, recommendations, offers, requests, .. } =
        &assessment;
    let Assessment { targets, actions, duties, treaty, .. } = &assessment;
    let unplanned =
        targets.is_empty() && actions.is_empty() && duties.is_empty() && treaty.is_empty();
    let bare = levels_only
        && evidence.is_empty()
        && notes.is_empty()
        && priorities.is_empty()
        && recommendations.is_empty()
        && offers.is_empty()
        && requests.is_empty()
        && unplanned;
    let fits = bare || check_assessment(&assessment, found.as_ref()).is_empty();
    fits.then_some((assessment, found))
}

/// Puts the levels and the other answers together again.
fn answers(
    framework: &Framework,
    levels: &[u8],
    others: BTreeMap<Id, Answer>,
) -> Option<BTreeMap<Id, Answer>> {
    let nothing = BTreeMap::new();
    let mut left = levels.iter();
    let mut others = others.into_iter().peekable();
    let mut all = Vec::with_capacity(levels.len());
    let mut allowed = Allowed::default();
    for (at, _) in framework.pair(&nothing) {
        let node = framework.node(at);
        match left.next()? {
            0 => all.extend(others.next_if(|(other, _)| *other == node.id)),
            level => {
                let level = f64::from(level - 1) / 2.0;
                allowed.check(framework.scale(node), level)?;
                let verdict = Some(Verdict::Scored(level));
                all.push((node.id.clone(), Answer { verdict, ..Answer::default() }));
            }
        }
    }
    (left.next().is_none() && others.next().is_none()).then(|| all.into_iter().collect())
}

/// The byte of an answer that is a level and nothing else: twice the level and one, so that halves
/// have one, too.
fn level_of(answer: &Answer) -> Option<u8> {
    let Answer {
        verdict: Some(Verdict::Scored(level)),
        carried: false,
        in_place: None,
        confidence: None,
        parked: false,
        sources,
        boxes,
        reason_of_change: None,
    } = answer
    else {
        return None;
    };
    let byte = (0..=254_u8).find(|n| f64::from(*n) == level * 2.0 && level.is_sign_positive())?;
    (sources.is_empty() && boxes.is_empty()).then_some(byte + 1)
}

/// The levels that were found on a scale, so that each is looked for once.
#[derive(Default)]
struct Allowed<'f> {
    scale: Option<&'f Scale>,
    levels: Vec<f64>,
}

impl<'f> Allowed<'f> {
    /// `None` where a level is off the scale.
    fn check(&mut self, scale: &'f Scale, level: f64) -> Option<()> {
        if !self.scale.is_some_and(|known| std::ptr::eq(known, scale)) {
            *self = Self { scale: Some(scale), levels: Vec::new() };
        }
        if !self.levels.contains(&level) {
            self.levels.push(scale.value_of(level).map(|_| level)?);
        }
        Some(())
    }
}
