//! A framework as people read it: in its own words or in another language, with what a reader must
//! know about either.

use std::collections::HashMap;
use std::sync::Arc;

use super::Workspace;
use crate::domain::translation::{Field, Place, Standing, Translation};
use crate::domain::{Body, Framework, Node, Origin};

/// A framework as it is read. Scores and comparisons come from its own words alone; the tree, the
/// ids, the scales and the rules are the same in both.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The framework in the language in which it is shown.
    pub shown: Arc<Framework>,
    /// The framework as its file has it.
    pub own: Arc<Framework>,
    /// The translation behind what is shown; `None` where that is the framework's own language.
    pub foreign: Option<Foreign>,
    /// What an overlay is laid over: in its own words, and in the language that is shown.
    base: Option<[Arc<Framework>; 2]>,
}

/// A translation as a reader must see it.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// Its language.
    pub language: String,
    /// Whether somebody who knows language and field has read it.
    pub reviewed: bool,
    standings: HashMap<Place, Standing>,
}

impl Workspace {
    /// The languages that a framework can be read in: its own first, the others in the order of
    /// their names.
    pub fn languages(&self, framework: &Framework) -> Vec<String> {
        let (good, _) = self.translations(framework);
        let mut others: Vec<String> = good.into_iter().map(|t| t.language).collect();
        others.retain(|language| *language != framework.language);
        others.sort();
        others.dedup();
        std::iter::once(framework.language.clone()).chain(others).collect()
    }

    /// A framework in a language, in its own where no language is wanted or there is no
    /// translation.
    pub fn wording(&self, own: &Arc<Framework>, language: Option<&str>) -> Wording {
        let (good, _) = self.translations(own);
        let wanted = language.filter(|wanted| *wanted != own.language);
        let translation = good.iter().find(|t| wanted == Some(t.language.as_str()));
        let base = own.base.as_ref();
        let base = base.and_then(|b| self.library().get(b.id.as_str(), &b.version).ok());
        Wording {
            shown: match translation {
                Some(translation) => Arc::new(own.in_language(translation)),
                None => Arc::clone(own),
            },
            own: Arc::clone(own),
            foreign: translation.map(|translation| Foreign::of(own, translation)),
            base: base.map(|base| {
                // In its own translation: the overlay's holds the overlay's words.
                let shown = wanted.and_then(|language| self.in_language(&base, language).ok());
                [Arc::clone(&base), shown.unwrap_or(base)]
            }),
        }
    }
}

impl Wording {
    /// A framework in its own words.
    pub fn own(framework: &Arc<Framework>) -> Self {
        let own = Arc::clone(framework);
        Self { shown: Arc::clone(&own), own, foreign: None, base: None }
    }

    /// What the base of an overlay says in place of a node that the overlay says in words of its
    /// own, in the language that is shown; and which of its texts are other ones.
    pub fn base_of(&self, place: usize) -> Option<(&Node, Vec<Field>)> {
        let node = self.own.node(place);
        let [own, shown] = self.base.as_ref().filter(|_| node.origin == Origin::Reworded)?;
        let at = own.find(node.id.as_str())?;
        Some((shown.node(at), different(node, own.node(at))))
    }
}

/// The texts that two nodes have in different words.
fn different(node: &Node, base: &Node) -> Vec<Field> {
    let mut out = Vec::new();
    let mut compare = |field, same: bool| {
        if !same {
            out.push(field)
        }
    };
    compare(Field::Name, node.name == base.name);
    match (&node.body, &base.body) {
        (Body::Question(here), Body::Question(there)) => {
            compare(Field::Guidance, here.guidance == there.guidance);
            compare(Field::Paper, here.paper == there.paper);
            compare(Field::Practice, here.practice == there.practice);
            for (at, (level, other)) in here.levels.iter().zip(&there.levels).enumerate() {
                compare(Field::Level(at), level == other);
            }
        }
        (Body::Group(here), Body::Group(there)) => {
            compare(Field::Intro, here.intro == there.intro);
        }
        _ => {}
    }
    out
}

impl Foreign {
    fn of(own: &Framework, translation: &Translation) -> Self {
        let standings = own.standings(translation).into_iter();
        Self {
            language: translation.language.clone(),
            reviewed: translation.reviewed,
            standings: standings.map(|(place, _, standing)| (place, standing)).collect(),
        }
    }

    /// How many texts there are, and how many of them are shown in the framework's own language.
    pub fn count(&self) -> (usize, usize) {
        let missing = self.standings.values().filter(|s| **s == Standing::Missing).count();
        (self.standings.len(), missing)
    }

    /// How the texts of a node stand, those that it has, in the order in which they are read.
    pub fn of_node(&self, node: &Node) -> Vec<(Field, Standing)> {
        let mut fields = vec![Field::Name];
        match &node.body {
            Body::Group(_) => fields.push(Field::Intro),
            Body::Question(question) => {
                fields.extend((0..question.levels.len()).map(Field::Level));
                fields.extend([Field::Guidance, Field::Paper, Field::Practice]);
            }
        }
        let standing = |field| {
            let place = Place::Node(node.id.clone(), field);
            self.standings.get(&place).map(|standing| (field, *standing))
        };
        fields.into_iter().filter_map(standing).collect()
    }
}
