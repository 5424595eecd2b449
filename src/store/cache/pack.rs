//! An assessment as the bytes of a record, and back.
//!
//! Most answers of most files are a level and nothing else: those are one byte each, in the order of
//! the framework's ids. Everything else is packed as the domain has it.

use std::collections::BTreeMap;

use super::stamp::Stamp;
use crate::domain::{
    Answer, Answers, Assessment, Attic, Code, Duty, Evidence, Framework, Id, Key, Notes, Offer,
    Pin, PlannedAction, Priority, Recommendation, Request, Target, TreatyRecommendation,
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
        let level = answer.and_then(Answers::code_of);
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

/// The assessment that a record is of, as text; of the names in a country's folders, the country.
pub(super) fn name_of(body: &[u8]) -> Option<&str> {
    postcard::take_from_bytes(body).ok().map(|(name, _)| name)
}

/// What a record holds; `None` where it is not of the assessment with this name and of a file with
/// this stamp, and where anything about it is not as it would be had the file been read just now.
pub(super) fn unpack<F: AsRef<Framework>>(
    body: &[u8],
    name: &str,
    stamp: &Stamp,
    key: &Key,
    framework: impl Fn(&str, &str) -> Option<F>,
) -> Option<(Assessment, F)> {
    let ((of, then, digest), body): (Head<'_>, &[u8]) = postcard::take_from_bytes(body).ok()?;
    if of != name || then != *stamp {
        return None;
    }
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
    levels: &[Code],
    others: BTreeMap<Id, Answer>,
) -> Option<Answers> {
    let held = Answers::levels(framework.question_ids(), levels)?;
    if !framework.has_on_scale(&held) {
        return None;
    }
    if others.is_empty() {
        return Some(held);
    }
    let mut all: Vec<_> = held.iter().map(|(id, answer)| (id.clone(), answer.clone())).collect();
    let both = others.keys().any(|id| held.contains_key(id) || !is_question(framework, id));
    all.extend(others);
    (!both).then(|| all.into_iter().collect())
}

fn is_question(framework: &Framework, id: &Id) -> bool {
    framework.question(id.as_str()).is_some()
}
