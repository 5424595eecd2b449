//! A framework: a tree of nodes whose leaves are questions, and the rules that score it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::draft::Origin;
use super::{Grade, Id, Scale, Steps, digest};

mod build;
mod canon;
mod lint;
mod lookup;
mod pairing;
mod scales;
mod schemes;
mod tree;
mod words;

pub use lint::lint;
pub use lookup::Standard;
pub(super) use schemes::wrong_tags;
pub use schemes::{Property, Scheme, SchemeValue, Tags};
pub use words::{Action, Kind, Lens, Rule};

/// A framework that has passed every check.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Its id.
    pub id: Id,
    /// Its version, for instance `1.0`.
    pub version: String,
    /// Its title.
    pub title: String,
    /// The language of its text.
    pub language: String,
    /// What it is, in a few sentences.
    pub summary: String,
    /// Where it comes from and under which terms.
    pub source: String,
    /// What the nodes of each depth below the root are called, for instance domain, component.
    pub tiers: Vec<String>,
    /// Rules that hold for the whole framework.
    pub scoring: Scoring,
    /// What it is laid over, where it is an overlay.
    pub base: Option<Base>,
    /// What its questions are filed under in other frameworks of the field.
    pub schemes: Vec<Scheme>,
    /// Words that readers may want explained.
    pub glossary: Vec<Term>,
    /// Who does what in this country, where an overlay names it.
    pub bodies: Vec<LocalBody>,
    scales: Vec<Scale>,
    nodes: Vec<Node>,
    index: HashMap<Id, usize>,
    /// The places of the questions in the order of their ids.
    by_id: Vec<usize>,
    /// Those ids.
    question_ids: Arc<[Id]>,
    /// The places of the groups. Like what follows it is in the nodes, too, which are large: scores
    /// of thousands of assessments are made of this.
    groups: Vec<usize>,
    /// Of each node, its scale.
    scale_of: Vec<usize>,
    /// Of each node, its weight.
    weights: Vec<f64>,
    /// Of each node, whether it is a question.
    questions_at: Vec<bool>,
    digest: String,
}

/// Scoring rules that hold for a whole framework.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scoring {
    /// The share of questions that must be answered before a score is shown as a finding, 0 to 1.
    pub completeness: f64,
    /// The grade of evidence that a level needs, from the lowest such level upwards.
    pub evidence_caps: Vec<EvidenceCap>,
}

/// From `level` upwards an answer counts only with evidence of grade `needs` or better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EvidenceCap {
    /// The level's number.
    pub level: f64,
    /// The grade it needs.
    pub needs: Grade,
}

/// A critical question at level `at` or below keeps its group at `to` or below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CriticalCap {
    /// A value on the question's scale.
    pub at: f64,
    /// A value on the group's scale.
    pub to: f64,
}

/// The framework that an overlay is laid over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// The digest of its content.
    pub digest: String,
}

/// A body of a country, as an overlay names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalBody {
    /// Its name.
    pub name: String,
    /// What it does.
    pub role: String,
}

/// A word and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means.
    pub means: String,
}

/// A node of the tree: the root, a group, or a question.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its stable id, unique in the framework without regard to case.
    pub id: Id,
    /// Its printed number, for instance `3.2.3`; may be empty.
    pub code: String,
    /// Its name; of a question, the question itself.
    pub name: String,
    /// The place of the node above it; `None` for the root.
    pub parent: Option<usize>,
    /// The places of the nodes below it, in order.
    pub children: Vec<usize>,
    /// 0 for the root.
    pub depth: usize,
    /// Its weight among its siblings, above 0; used by the weighted rules.
    pub weight: f64,
    /// What it is.
    pub body: Body,
    /// What it is filed under, and everything below it that has no tags of its own.
    pub tags: Tags,
    /// Where it comes from: an overlay marks what it added or reworded.
    pub origin: Origin,
    scale: usize,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Body {
    /// A node with nodes below it.
    Group(Group),
    /// A leaf that is answered.
    Question(Box<Question>),
}

/// What a group has beside its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it is about.
    pub intro: String,
    /// How its score follows from the nodes below it.
    pub rule: Rule,
    /// Decimals to which its score is rounded, halves up; `None` keeps full precision.
    pub decimals: Option<u8>,
    /// What its critical questions do to it.
    pub critical_cap: Option<CriticalCap>,
}

/// What a question has beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// What counts, what does not, and the usual trap.
    pub guidance: String,
    /// What would show it.
    pub evidence: Vec<String>,
    /// Structure, process or outcome.
    pub kind: Option<Kind>,
    /// Where the action lies.
    pub action: Option<Action>,
    /// The themes that it belongs to.
    pub lenses: Vec<Lens>,
    /// The standards behind it, by article.
    pub standards: Vec<String>,
    /// Whether it belongs to the short form.
    pub core: bool,
    /// Whether it caps its group.
    pub critical: bool,
    /// Whether it is also asked of each sub-national unit.
    pub subnational: bool,
    /// Whether it asks for paper and practice separately.
    pub paper_and_practice: bool,
    /// What counts as on paper, where it asks for that; may be empty.
    pub paper: String,
    /// What counts as in practice, where it asks for that; may be empty.
    pub practice: String,
    /// What each level of its scale looks like, lowest first; may be empty.
    pub levels: Vec<String>,
    /// What usually takes a country to the next level.
    pub next: Vec<NextStep>,
}

/// What usually takes a country to a level from the one below.
#[derive(Clone, Debug, PartialEq)]
pub struct NextStep {
    /// The level's number.
    pub to: f64,
    /// What is done.
    pub action: String,
    /// A rough cost: low, medium or high.
    pub cost: String,
    /// Who usually acts.
    pub who: String,
}

impl Framework {
    /// The place of the root in [`Framework::nodes`].
    pub const ROOT: usize = 0;

    /// Every node, each before the nodes below it, in the order of the file.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node at a place that came from this framework.
    ///
    /// # Panics
    /// When the place came from another framework.
    pub fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    /// The place of the node with an id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The id that frameworks share which can be compared: of an overlay, that of its base.
    pub fn family(&self) -> &Id {
        self.base.as_ref().map_or(&self.id, |base| &base.id)
    }

    /// The question with an id, and its node.
    pub fn question(&self, id: &str) -> Option<(&Node, &Question)> {
        let node = self.node(self.find(id)?);
        node.question().map(|question| (node, question))
    }

    /// Every question in order, with its place.
    pub fn questions(&self) -> impl Iterator<Item = (usize, &Node, &Question)> {
        self.nodes.iter().enumerate().filter_map(|(at, n)| n.question().map(|q| (at, n, q)))
    }

    /// Every question at or below a node, in order, with its place.
    pub fn questions_below(&self, at: usize) -> impl Iterator<Item = (usize, &Node, &Question)> {
        let depth = self.nodes[at].depth;
        let end = self.nodes[at + 1..]
            .iter()
            .position(|n| n.depth <= depth)
            .map_or(self.nodes.len(), |n| at + 1 + n);
        self.nodes[at..end]
            .iter()
            .enumerate()
            .filter_map(move |(i, n)| n.question().map(|q| (at + i, n, q)))
    }

    /// Whether there is a question at a place.
    ///
    /// # Panics
    /// When the place came from another framework.
    pub fn is_question(&self, at: usize) -> bool {
        self.questions_at[at]
    }

    /// Every group in order, the root first, with its place.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = (usize, &Node, &Group)> {
        self.groups.iter().filter_map(|at| {
            let node = &self.nodes[*at];
            node.group().map(|group| (*at, node, group))
        })
    }

    /// The weight of every node, by place.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The same framework with other weights and rules: what a scenario supposes. Where the weight
    /// of a node below a plain mean is another, that mean weighs. What the framework lacks is left
    /// out. It has no digest, so that nobody takes it for the framework itself.
    #[must_use]
    pub fn supposing(&self, weights: &BTreeMap<Id, f64>, rules: &BTreeMap<Id, Rule>) -> Self {
        let mut other = Self { digest: String::new(), ..self.clone() };
        for (id, weight) in weights {
            let Some(at) = self.find(id.as_str()) else { continue };
            (other.nodes[at].weight, other.weights[at]) = (*weight, *weight);
            let above = other.nodes[at].parent.map(|parent| &mut other.nodes[parent].body);
            if let Some(Body::Group(group)) = above
                && group.rule == Rule::Mean
            {
                group.rule = Rule::Weighted;
            }
        }
        for (id, rule) in rules {
            let Some(at) = self.find(id.as_str()) else { continue };
            if let Body::Group(group) = &mut other.nodes[at].body {
                group.rule = *rule;
            }
        }
        other
    }

    /// The digest of its content: text, tree, scales and rules, without comments and layout.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What a node of some depth is called: `framework`, the name of its tier, or `question`.
    pub fn tier(&self, node: &Node) -> &str {
        match node.body {
            Body::Question(_) => "question",
            Body::Group(_) if node.depth == 0 => "framework",
            Body::Group(_) => self.tiers.get(node.depth - 1).map_or("group", String::as_str),
        }
    }

    /// Everything that gives a node its meaning for comparison, in one text: two versions of a
    /// question can be compared when these texts are the same.
    pub fn meaning(&self, at: usize) -> String {
        canon::meaning(self, at)
    }

    /// Gives the levels of the framework's own scale other names.
    pub(super) fn rename_levels(&mut self, name: impl Fn(f64) -> Option<String>) {
        if let Steps::Levels { levels, .. } = &mut self.scales[0].steps {
            for level in levels {
                level.name = name(level.number).unwrap_or_else(|| level.name.clone());
            }
        }
    }

    /// Gives nodes other words. The tree, the ids and the digest stay as they are.
    pub(super) fn rename_nodes(&mut self, rename: impl Fn(&mut Node)) {
        self.nodes.iter_mut().for_each(rename);
    }

    fn compute_digest(&self) -> String {
        digest(canon::canonical(self).as_bytes())
    }
}

impl Node {
    /// The question, if the node is one.
    pub fn question(&self) -> Option<&Question> {
        match &self.body {
            Body::Question(question) => Some(question),
            Body::Group(_) => None,
        }
    }

    /// The group, if the node is one.
    pub fn group(&self) -> Option<&Group> {
        match &self.body {
            Body::Group(group) => Some(group),
            Body::Question(_) => None,
        }
    }

    /// Its printed number, or its id where it has none.
    pub fn label(&self) -> &str {
        if self.code.is_empty() { self.id.as_str() } else { &self.code }
    }
}
