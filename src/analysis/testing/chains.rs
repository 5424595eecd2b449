//! Versions of the small framework with crosswalks between them, written out or drawn at random.

use proptest::prelude::*;

use super::{draft, id};
use crate::domain::crosswalk::{Link, Relation};
use crate::domain::{Crosswalk, DraftFramework, DraftScale, Framework, Pin};

/// A version of the small framework, altered; it has a scale `wide` from 0 to 10.
pub(crate) fn version(number: &str, alter: impl FnOnce(&mut DraftFramework)) -> Framework {
    let mut made = draft();
    made.version = number.into();
    let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() };
    made.scales.insert("wide".into(), wide);
    alter(&mut made);
    made.check().expect("a framework")
}

/// The ids of its questions.
pub(crate) fn ids() -> Vec<&'static str> {
    vec!["a1", "a2", "a3", "b1", "b2"]
}

pub(crate) fn link(from: &[&str], to: &[&str], relation: Relation, levels: &[(f64, f64)]) -> Link {
    let ids = |all: &[&str]| all.iter().map(|text| id(text)).collect();
    Link { from: ids(from), to: ids(to), relation, levels: levels.to_vec(), why: String::new() }
}

/// A crosswalk that passes the check.
pub(crate) fn crosswalk(from: &Framework, to: &Framework, links: Vec<Link>) -> Crosswalk {
    let made = unchecked(from, to, links);
    let wrong: Vec<_> = made.check(from, to).into_iter().filter(|p| p.is_error()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    made
}

fn unchecked(from: &Framework, to: &Framework, links: Vec<Link>) -> Crosswalk {
    let pin = |f: &Framework| Pin {
        id: f.id.clone(),
        version: f.version.clone(),
        digest: f.digest().into(),
    };
    Crosswalk { from: pin(from), to: pin(to), links }
}

/// A new version with a crosswalk that leads to it, at random.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The ids before and behind, in the order in which links take them.
    before: Vec<&'static str>,
    behind: Vec<&'static str>,
    /// How many of them each link takes, how close they are, and which table it has.
    links: Vec<((usize, usize), usize, usize)>,
    /// Which questions of the new version have other words, and another scale.
    reworded: Vec<bool>,
    wide: Vec<bool>,
}

const SHAPES: [(usize, usize); 6] = [(1, 1), (1, 1), (1, 2), (2, 1), (1, 0), (0, 1)];

const TABLES: [&[(f64, f64)]; 9] = [
    &[],
    &[],
    &[],
    &[(1.0, 1.0), (2.0, 2.0)],
    &[(1.0, 2.0), (2.0, 3.0), (3.0, 4.0)],
    &[(1.0, 1.0), (2.0, 1.0), (3.0, 2.0), (4.0, 3.0)],
    &[(1.0, 0.0), (2.0, 4.0), (4.0, 10.0)],
    &[(0.0, 0.0), (4.0, 8.0), (8.0, 10.0)],
    &[(0.0, 1.0), (3.0, 2.0), (10.0, 4.0)],
];

/// Two steps or three.
pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), 2..=3)
}

/// A version with those that steps lead to from it, and the crosswalks between neighbours.
pub(crate) fn led(first: Framework, steps: &[Step]) -> (Vec<Framework>, Vec<Crosswalk>) {
    let (mut stops, mut all) = (vec![first], Vec::new());
    for (step, number) in steps.iter().zip(["2", "3", "4"]) {
        let (next, crosswalk) = step.lead(number, &stops[stops.len() - 1]);
        stops.push(next);
        all.push(crosswalk);
    }
    (stops, all)
}

fn step() -> impl Strategy<Value = Step> {
    let order = || Just(ids()).prop_shuffle();
    let shape = proptest::sample::select(SHAPES.to_vec());
    let links = proptest::collection::vec((shape, 0..8_usize, 0..TABLES.len()), 0..5);
    let flags = |chance| proptest::collection::vec(proptest::bool::weighted(chance), 5);
    (order(), order(), links, flags(0.3), flags(0.15)).prop_map(
        |(before, behind, links, reworded, wide)| Step { before, behind, links, reworded, wide },
    )
}

impl Step {
    /// The new version, and the crosswalk from the one before; links that the check would refuse are
    /// left out.
    fn lead(&self, number: &str, from: &Framework) -> (Framework, Crosswalk) {
        let to = version(number, |d| {
            for (at, question) in d.question.iter_mut().enumerate() {
                if self.reworded[at] {
                    question.text = format!("{}? {number}", question.id);
                }
                if self.wide[at] {
                    question.scale = "wide".into();
                }
            }
        });
        let (mut before, mut behind) = (self.before.as_slice(), self.behind.as_slice());
        let mut links: Vec<Link> = Vec::new();
        for ((old, new), relation, table) in &self.links {
            let taken = before.split_at_checked(*old).zip(behind.split_at_checked(*new));
            let Some(((a, rest), (b, others))) = taken else { break };
            (before, behind) = (rest, others);
            // Close ones are drawn more often: the rest is soon told.
            let relation = match (*old, *new, *relation) {
                (0, _, _) | (_, 0, _) | (.., 0) => Relation::None,
                (.., 1) => Relation::Subject,
                (1, 1, 5..) => Relation::Same,
                _ => Relation::Caution,
            };
            links.push(link(a, b, relation, TABLES[*table]));
            let made = unchecked(from, &to, links.clone());
            if made.check(from, &to).iter().any(crate::domain::Problem::is_error) {
                links.pop();
            }
        }
        let made = crosswalk(from, &to, links);
        (to, made)
    }
}
