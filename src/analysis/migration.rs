//! Moving an assessment to another version of its framework, or to another framework: what carries
//! over as it is, what somebody has to confirm, and what is put aside.
//!
//! The old assessment is only read. Whatever has no place in the new one lies in its attic: nothing
//! that somebody wrote is lost.

use std::collections::{BTreeMap, HashMap};

use crate::domain::crosswalk::{Bridge, Link, Ways};
use crate::domain::{Answer, Assessment, Attic, Crosswalk, Framework, Id, Key, Node, Pin, Verdict};

mod answers;
mod plans;
mod rest;

/// A migration as it would be done: a plain value that can be looked at before anything is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    /// The framework that the answers come from.
    pub from: Pin,
    /// The framework that they go to.
    pub to: Pin,
    /// The frameworks between the two that a chain of crosswalks goes through; none without one.
    pub via: Vec<Pin>,
    /// The new assessment.
    pub assessment: Assessment,
    /// What happens to each question, in the order of the new framework, then to what it does not
    /// have, then to notes and entries.
    pub moves: Vec<Move>,
    /// Whether the old answers were given to another text than the framework file holds now.
    pub other_text: bool,
}

/// What happens to one question, to the notes on a node, or to an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What it is.
    pub what: What,
    /// The ids that it had; none where a question is new.
    pub old: Vec<Id>,
    /// The ids that it has; none where there is no place for it.
    pub new: Vec<Id>,
    /// What becomes of it.
    pub fate: Fate,
    /// The old verdict, where one answer is moved.
    pub before: Option<Verdict>,
    /// The new verdict.
    pub after: Option<Verdict>,
    /// Why.
    pub reason: String,
}

/// What is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A question with its answer.
    Question,
    /// The notes on a node.
    Notes,
    /// A priority.
    Priority,
    /// A recommendation.
    Recommendation,
    /// A target.
    Target,
    /// A planned action.
    Action,
    /// A duty.
    Duty,
    /// A recommendation of a treaty body.
    Treaty,
    /// An offer.
    Offer,
    /// A request.
    Request,
}

impl What {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Question, "question"),
        (Self::Notes, "notes"),
        (Self::Priority, "priority"),
        (Self::Recommendation, "recommendation"),
        (Self::Target, "target"),
        (Self::Action, "action"),
        (Self::Duty, "duty"),
        (Self::Treaty, "treaty recommendation"),
        (Self::Offer, "offer"),
        (Self::Request, "request"),
    ];
}

/// What becomes of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is carried over as it is.
    Unchanged,
    /// It is carried over and not counted until somebody confirms it.
    ToConfirm,
    /// It is put into the attic; a new question that stands in its place is open.
    Attic,
    /// The question is new, and open.
    New,
    /// The question was not answered before, and is not now.
    Open,
}

impl Fate {
    /// All fates with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Unchanged, "unchanged"),
        (Self::ToConfirm, "to-confirm"),
        (Self::Attic, "attic"),
        (Self::New, "new"),
        (Self::Open, "open"),
    ];
}

impl Migration {
    /// How many questions have a fate.
    pub fn questions(&self, fate: Fate) -> usize {
        self.moves.iter().filter(|m| m.what == What::Question && m.fate == fate).count()
    }
}

/// Moves an assessment, answered against `from`, to the framework `to`.
///
/// The crosswalk between the two decides, or the shortest chain of crosswalks; what no crosswalk names is
/// matched by id within a family, from each framework of the chain to the next. A
/// question that means the same keeps its answer and its state. Other wording, another id with
/// caution, a table of levels, a split, and a merger whose old answers agree give an answer that is
/// carried over and not confirmed. Everything else goes into the attic.
///
/// # Errors
/// A sentence, where there is no way from one framework to the other.
pub fn migrate<'w>(
    old: &Assessment,
    from: &Framework,
    to: &Framework,
    ways: impl Into<Ways<'w>>,
    key: Key,
) -> Result<Migration, String> {
    let name = |f: &Framework| format!("{} {}", f.id, f.version);
    if from.digest() == to.digest() {
        return Err(format!("{} is answered against {} already", old.key, name(to)));
    }
    let bridge = Crosswalk::find(ways, from, to);
    match &bridge {
        Some(bridge) if bridge.backwards && !bridge.via.is_empty() => {
            let via: Vec<String> =
                bridge.via.iter().map(|pin| format!("{} {}", pin.id, pin.version)).collect();
            return Err(format!(
                "the chain of crosswalks from {} to {} goes through {} and leads backwards on a part \
                 of the way, and nothing is moved backwards",
                name(from),
                name(to),
                via.join(", ")
            ));
        }
        Some(bridge) if bridge.backwards => {
            return Err(format!(
                "the crosswalk leads from {} to {}, and nothing is moved backwards",
                name(to),
                name(from)
            ));
        }
        None if from.family() != to.family() => {
            return Err(format!("there is no crosswalk from {} to {}", name(from), name(to)));
        }
        _ => {}
    }
    let mut mover = Mover::new(old, from, to, bridge.as_ref(), key);
    mover.questions();
    mover.leftovers();
    mover.notes();
    mover.entries();
    Ok(mover.finish())
}

/// A migration while it is put together.
struct Mover<'a> {
    old: &'a Assessment,
    from: &'a Framework,
    to: &'a Framework,
    bridge: Option<&'a Bridge<'a>>,
    /// By old id and by new id, the link that names it.
    old_links: HashMap<&'a str, &'a Link>,
    new_links: HashMap<&'a str, &'a Link>,
    new: Assessment,
    attic: Attic,
    moves: Vec<Move>,
    /// Old answers that were spoken of.
    seen: BTreeMap<&'a Id, ()>,
    other_text: bool,
}

impl<'a> Mover<'a> {
    fn new(
        old: &'a Assessment,
        from: &'a Framework,
        to: &'a Framework,
        bridge: Option<&'a Bridge<'a>>,
        key: Key,
    ) -> Self {
        let links = bridge.map(|bridge| bridge.crosswalk.links.as_slice()).unwrap_or_default();
        let by = |ids: fn(&Link) -> &[Id]| -> HashMap<&'a str, &'a Link> {
            let pairs = links.iter().flat_map(|link| ids(link).iter().map(move |id| (id, link)));
            pairs.map(|(id, link)| (id.as_str(), link)).collect()
        };
        let pin =
            Pin { id: to.id.clone(), version: to.version.clone(), digest: to.digest().to_owned() };
        Self {
            old,
            from,
            to,
            bridge,
            old_links: by(|link| &link.from),
            new_links: by(|link| &link.to),
            new: Assessment {
                country_name: old.country_name.clone(),
                territory_note: old.territory_note.clone(),
                population: old.population,
                evidence: old.evidence.clone(),
                attic: old.attic.clone(),
                ..Assessment::blank(key, pin)
            },
            attic: Attic::of(old.framework.clone()),
            moves: Vec::new(),
            seen: BTreeMap::new(),
            other_text: old.framework.is_other_text(from),
        }
    }

    fn finish(mut self) -> Migration {
        if !self.attic.is_empty() {
            self.new.attic.push(self.attic);
        }
        Migration {
            from: self.old.framework.clone(),
            to: self.new.framework.clone(),
            via: self.bridge.map(|bridge| bridge.via.clone()).unwrap_or_default(),
            assessment: self.new,
            moves: self.moves,
            other_text: self.other_text,
        }
    }

    /// The node that an id has without a link: the same id, within a family.
    fn by_id(&self, id: &str) -> Option<(&'a Node, &'a Node)> {
        if self.from.family() != self.to.family() || self.old_links.contains_key(id) {
            return None;
        }
        let (old, new) = (self.from.find(id)?, self.to.find(id)?);
        let free = !self.new_links.contains_key(id);
        let (old, new) = (self.from.node(old), self.to.node(new));
        let alike = old.question().is_some() == new.question().is_some();
        (free && alike).then_some((old, new))
    }

    fn old_answer(&self, id: &Id) -> Option<&'a Answer> {
        self.old.answers.get(id)
    }

    /// Puts an old answer into the attic as it is.
    fn shelve(&mut self, id: &Id, reason: &str) {
        if let Some(answer) = self.old.answers.get(id) {
            self.attic.answers.insert(id.clone(), answer.clone());
            self.attic.why.entry(id.clone()).or_insert_with(|| reason.to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
