//! The way from one framework to another: a crosswalk between the two, else the shortest chain of
//! crosswalks.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

use super::{Bridge, Crosswalk, chain};
use crate::domain::{Framework, Id, Pin};

/// Crosswalks, and the frameworks in which one of them may take up where another ends.
///
/// Crosswalks alone, without a framework to meet in, make no chain: what they do not name is told
/// by the texts in the middle, and nobody can look at those.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ways<'a> {
    /// The crosswalks.
    pub crosswalks: &'a [Crosswalk],
    /// The frameworks at hand that chains may go through.
    pub middles: &'a [Arc<Framework>],
}

impl<'a, T: AsRef<[Crosswalk]> + ?Sized> From<&'a T> for Ways<'a> {
    fn from(crosswalks: &'a T) -> Self {
        Self { crosswalks: crosswalks.as_ref(), middles: &[] }
    }
}

/// A way that was found and not yet looked at link by link.
#[derive(Clone, Debug)]
pub struct Route<'a> {
    /// One step, or those of a chain.
    pub(super) steps: Vec<Step<'a>>,
    /// The frameworks between the steps.
    pub(super) middles: Vec<&'a Framework>,
    /// Whether it is about the base of one of the two.
    pub through_base: bool,
}

/// One crosswalk of a way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'a> {
    pub crosswalk: &'a Crosswalk,
    pub backwards: bool,
}

/// Which way a step may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    Forward,
    Backward,
    Either,
}

/// Id, version and digest of a framework, in the order in which frameworks are tried.
type Side<'a> = (&'a Id, &'a str, &'a str);

/// Whether each of the two is named itself, or what it is laid over.
const TRIES: [(bool, bool); 4] = [(false, false), (true, false), (false, true), (true, true)];

impl<'a> Ways<'a> {
    /// The way from one framework to another.
    ///
    /// A crosswalk between the two wins over every chain, since the shortest way wins. Of two that are
    /// as short, one that names both wins over one that names what they are laid over; then one that leads forward all the way, then one that leads backward all the way, then
    /// the one whose frameworks come first by id, version and digest. Between versions of one
    /// framework a chain keeps to versions of it, and leads one way: there the ids join what no
    /// crosswalk names, and neither another framework nor a version outside the two knows better.
    ///
    /// A crosswalk whose digest is not that of the framework at hand says nothing about it; in the
    /// middle both of them have to be about the text that is there.
    pub fn route(self, first: &Framework, second: &Framework) -> Option<Route<'a>> {
        let family = (first.family() == second.family()).then(|| first.family());
        let mut open: Vec<&'a Framework> = self.middles.iter().map(Arc::as_ref).collect();
        open.retain(|middle| family.is_none_or(|id| middle.family() == id));
        open.sort_by(|x, y| own(x).cmp(&own(y)));
        let leads = match family {
            Some(_) => &[Lead::Forward, Lead::Backward][..],
            None => &[Lead::Forward, Lead::Backward, Lead::Either][..],
        };
        let tries =
            TRIES.into_iter().flat_map(|bases| leads.iter().map(move |lead| (bases, *lead)));
        let found = tries.filter_map(|((base_of_first, base_of_second), lead)| {
            let (a, b) = (side(first, base_of_first)?, side(second, base_of_second)?);
            let (steps, middles) = self.shortest(&open, (a, b), lead)?;
            Some(Route { steps, middles, through_base: base_of_first || base_of_second })
        });
        // The first of the shortest.
        found.min_by_key(|route| route.steps.len())
    }

    /// The shortest way whose steps all lead one way. Frameworks are tried in their order from the
    /// end that comes first, so that there and back are the same chain.
    fn shortest(
        self,
        open: &[&'a Framework],
        (a, b): (Side<'_>, Side<'_>),
        lead: Lead,
    ) -> Option<(Vec<Step<'a>>, Vec<&'a Framework>)> {
        if (a.0, a.1) == (b.0, b.1) {
            return None;
        }
        let (start, goal) = if a <= b { (a, b) } else { (b, a) };
        let onward = if a <= b { lead } else { lead.turned() };
        let mut seen = vec![false; open.len()];
        let mut ahead: VecDeque<Vec<&'a Framework>> = VecDeque::from([Vec::new()]);
        let mut middles = loop {
            let path = ahead.pop_front()?;
            let here = path.last().map_or(start, |framework| own(framework));
            if self.step(here, goal, onward).is_some() {
                break path;
            }
            for (next, seen) in open.iter().zip(&mut seen) {
                if !*seen && self.step(here, own(next), onward).is_some() {
                    *seen = true;
                    ahead.push_back(path.iter().chain([next]).copied().collect());
                }
            }
        };
        if a > b {
            middles.reverse();
        }
        let stops: Vec<Side<'_>> =
            [a].into_iter().chain(middles.iter().map(|m| own(m))).chain([b]).collect();
        let steps = stops.windows(2).map(|two| self.step(two[0], two[1], lead));
        Some((steps.collect::<Option<_>>()?, middles))
    }

    /// The crosswalk between two frameworks that stand next to each other.
    fn step(self, a: Side<'_>, b: Side<'_>, lead: Lead) -> Option<Step<'a>> {
        let leads = |x: Side<'_>, y: Side<'_>, backwards| {
            let found = self.crosswalks.iter().find(|c| is(&c.from, x) && is(&c.to, y));
            found.map(|crosswalk| Step { crosswalk, backwards })
        };
        let forward = (lead != Lead::Backward).then(|| leads(a, b, false)).flatten();
        forward.or_else(|| (lead != Lead::Forward).then(|| leads(b, a, true)).flatten())
    }
}

impl Lead {
    fn turned(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
            Self::Either => Self::Either,
        }
    }
}

impl<'a> Route<'a> {
    /// Whether it leads from the second framework to the first; of a chain, whether any part of it
    /// does.
    pub fn backwards(&self) -> bool {
        self.steps.iter().any(|step| step.backwards)
    }

    /// What is said of the two frameworks on this way: what the crosswalk says, or what the
    /// crosswalks of a chain say together.
    pub fn bridge(self, first: &Framework, second: &Framework) -> Bridge<'a> {
        let (backwards, through_base) = (self.backwards(), self.through_base);
        let crosswalk = match self.steps.as_slice() {
            [only] => Cow::Borrowed(only.crosswalk),
            _ if backwards => Cow::Owned(chain::whole(&self.turned(), second, first)),
            _ => Cow::Owned(chain::whole(&self, first, second)),
        };
        let via = self.middles.iter().map(|framework| pin(framework)).collect();
        Bridge { crosswalk, backwards, through_base, via }
    }

    /// The same way from its other end.
    fn turned(&self) -> Self {
        let turn = |step: &Step<'a>| Step { backwards: !step.backwards, ..*step };
        Self {
            steps: self.steps.iter().rev().map(turn).collect(),
            middles: self.middles.iter().rev().copied().collect(),
            through_base: self.through_base,
        }
    }
}

pub(super) fn pin(framework: &Framework) -> Pin {
    Pin {
        id: framework.id.clone(),
        version: framework.version.clone(),
        digest: framework.digest().to_owned(),
    }
}

fn own(framework: &Framework) -> Side<'_> {
    (&framework.id, &framework.version, framework.digest())
}

fn side(framework: &Framework, base: bool) -> Option<Side<'_>> {
    if !base {
        return Some(own(framework));
    }
    framework.base.as_ref().map(|base| (&base.id, base.version.as_str(), base.digest.as_str()))
}

fn is(pin: &Pin, (id, version, digest): Side<'_>) -> bool {
    pin.id == *id && pin.version == version && (pin.digest.is_empty() || pin.digest == digest)
}

#[cfg(test)]
mod tests;
