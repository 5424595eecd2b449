//! From a draft to a framework that has passed every check.

use super::tree::{Loose, arrange, node};
use super::{
    Action, Base, Body, CriticalCap, Framework, Group, Kind, Lens, LocalBody, NextStep, Node,
    Question, Rule, Term,
};
use crate::domain::draft::{
    DraftCriticalCap, DraftFramework, DraftNode, DraftQuestion, DraftRoot, DraftScoring, Origin,
};
use crate::domain::{Id, Place, Problem, Scale, limits};

/// The most decimals that a rounding rule may ask for.
const MOST_DECIMALS: i64 = 9;

impl DraftFramework {
    /// Checks everything and makes a framework of the draft.
    ///
    /// # Errors
    /// Every defect that was found, each with its place in the file.
    pub fn check(&self) -> Result<Framework, Vec<Problem>> {
        let mut builder = Builder { draft: self, problems: Vec::new() };
        let framework = builder.framework();
        match framework {
            Some(framework) if builder.problems.is_empty() => Ok(framework),
            _ => Err(builder.problems),
        }
    }
}

pub(super) struct Builder<'a> {
    pub draft: &'a DraftFramework,
    pub problems: Vec<Problem>,
}

impl Builder<'_> {
    fn framework(&mut self) -> Option<Framework> {
        let draft = self.draft;
        let id = self.id(&draft.id, Place::keys(&["id"]));
        if draft.version.is_empty() {
            self.error(
                "version",
                Place::keys(&["version"]),
                "the framework has no version",
                "write version = \"1.0\"",
            );
        }
        if draft.title.is_empty() {
            self.error(
                "title",
                Place::keys(&["title"]),
                "the framework has no title",
                "write title = \"...\"",
            );
        }
        if let Err(why) = limits::title_fits(&draft.title) {
            self.error("title", Place::keys(&["title"]), &why, "say the rest in summary");
        }
        let scales = self.scales();
        let no_scoring = DraftScoring::default();
        let scoring_draft = draft.scoring.as_ref().unwrap_or(&no_scoring);
        let scoring = self.scoring(scoring_draft, scales.first());
        let schemes = self.schemes();
        let id = id?;
        let defaults = self.defaults(scoring_draft);
        let nodes = self.tree(&id, &scales, &defaults);
        if scales.is_empty() || !self.problems.is_empty() {
            return None;
        }
        let index = nodes.iter().enumerate().map(|(at, n)| (n.id.clone(), at)).collect();
        let questions = nodes.iter().enumerate().filter(|(_, n)| n.question().is_some());
        let mut by_id: Vec<usize> = questions.map(|(at, _)| at).collect();
        by_id.sort_by(|a, b| nodes[*a].id.cmp(&nodes[*b].id));
        let question_ids = by_id.iter().map(|at| nodes[*at].id.clone()).collect();
        let groups = nodes.iter().enumerate().filter(|(_, n)| n.group().is_some());
        let groups = groups.map(|(at, _)| at).collect();
        let questions_at = nodes.iter().map(|n| n.question().is_some()).collect();
        let scale_of = nodes.iter().map(|n| n.scale).collect();
        let weights = nodes.iter().map(|n| n.weight).collect();
        let base = draft.base.as_ref().and_then(|base| {
            let id = self.id(&base.id, Place::keys(&["base", "id"]))?;
            Some(Base { id, version: base.version.clone(), digest: base.digest.clone() })
        });
        let bodies = draft.body.iter();
        let bodies =
            bodies.map(|b| LocalBody { name: b.name.clone(), role: b.role.clone() }).collect();
        let glossary = draft
            .term
            .iter()
            .map(|t| Term { term: t.term.clone(), means: t.means.clone() })
            .collect();
        let mut framework = Framework {
            id,
            version: draft.version.clone(),
            title: draft.title.clone(),
            language: draft.language.clone(),
            summary: draft.summary.clone(),
            source: draft.source.clone(),
            tiers: draft.tiers.clone(),
            scoring,
            base,
            schemes,
            glossary,
            bodies,
            scales,
            nodes,
            index,
            by_id,
            question_ids,
            groups,
            scale_of,
            weights,
            questions_at,
            digest: String::new(),
        };
        framework.digest = framework.compute_digest();
        Some(framework)
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.problems.push(Problem::error(code, place, message).hint(hint));
    }

    pub(super) fn id(&mut self, text: &str, place: Place) -> Option<Id> {
        match Id::new(text) {
            Ok(id) => Some(id),
            Err(why) => {
                self.error(
                    "id",
                    place,
                    format!("'{text}' cannot be an id: {why}"),
                    "choose a short name such as reporting-duty",
                );
                None
            }
        }
    }

    /// A word of a closed vocabulary.
    pub(super) fn word<T: Copy>(
        &mut self,
        text: &str,
        all: &[(T, &'static str)],
        what: &str,
        place: Place,
    ) -> Option<T> {
        let found = all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        if found.is_none() {
            let names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
            self.error(
                "word",
                place,
                format!("'{text}' is not a {what}"),
                format!("take one of {}", names.join(", ")),
            );
        }
        found
    }

    fn optional<T: Copy>(
        &mut self,
        text: &str,
        all: &[(T, &'static str)],
        what: &str,
        place: Place,
    ) -> Option<T> {
        if text.is_empty() { None } else { self.word(text, all, what, place) }
    }

    fn weight(&mut self, weight: Option<f64>, place: Place) -> f64 {
        let weight = weight.unwrap_or(1.0);
        if !(weight.is_finite() && weight > 0.0) {
            self.error(
                "weight",
                place,
                format!("a weight is a finite number above 0, not {weight}"),
                "leave a question out of the framework instead of giving it weight 0",
            );
        }
        weight
    }

    /// The rules that hold for every group which has none of its own.
    fn defaults(&mut self, scoring: &DraftScoring) -> Group {
        let none =
            Group { intro: String::new(), rule: Rule::Mean, decimals: None, critical_cap: None };
        let as_node = DraftNode {
            rule: scoring.rule.clone(),
            decimals: scoring.decimals,
            critical_cap: scoring.critical_cap,
            ..DraftNode::default()
        };
        self.group(&as_node, &none, |key| Place::keys(&["scoring", key]))
    }

    fn group(&mut self, node: &DraftNode, or: &Group, at: impl Fn(&str) -> Place) -> Group {
        let rule = self.optional(&node.rule, &Rule::ALL, "rule", at("rule"));
        let decimals = node.decimals.and_then(|d| {
            let fits = u8::try_from(d).ok().filter(|_| d <= MOST_DECIMALS);
            if fits.is_none() {
                self.error(
                    "decimals",
                    at("decimals"),
                    format!("decimals is a whole number from 0 to {MOST_DECIMALS}, not {d}"),
                    "leave the key out for full precision",
                );
            }
            fits
        });
        let critical_cap = node.critical_cap.map(|DraftCriticalCap { at: below, to }| {
            if !(below.is_finite() && to.is_finite()) {
                self.error(
                    "critical-cap",
                    at("critical_cap"),
                    "a critical cap is two finite numbers",
                    "write critical_cap = { at = 1, to = 2 }",
                );
            }
            CriticalCap { at: below, to }
        });
        Group {
            intro: node.intro.clone(),
            rule: rule.unwrap_or(or.rule),
            decimals: decimals.or(or.decimals),
            critical_cap: critical_cap.or(or.critical_cap),
        }
    }

    fn question(
        &mut self,
        draft: &DraftQuestion,
        scale: Option<&Scale>,
        at: &impl Fn(&str) -> Place,
    ) -> Question {
        let expected = scale.map_or(0, |s| s.all_levels().len());
        if !draft.levels.is_empty() && draft.levels.len() != expected {
            self.error(
                "descriptors",
                at("levels"),
                format!(
                    "question '{}' has {} of {expected} descriptors",
                    draft.id,
                    draft.levels.len()
                ),
                "write one descriptor for each level of its scale, or none",
            );
        }
        let lenses = draft
            .lenses
            .iter()
            .filter_map(|l| self.word(l, &Lens::ALL, "lens", at("lenses")))
            .collect();
        let next = draft
            .next
            .iter()
            .map(|s| {
                if scale.is_some_and(|scale| scale.value_of(s.to).is_none()) {
                    self.error(
                        "next",
                        at("next"),
                        format!("level {} is not on the question's scale", s.to),
                        "name a level above the lowest",
                    );
                }
                NextStep {
                    to: s.to,
                    action: s.action.clone(),
                    cost: s.cost.clone(),
                    who: s.who.clone(),
                }
            })
            .collect();
        Question {
            guidance: draft.guidance.clone(),
            evidence: draft.evidence.clone(),
            kind: self.optional(&draft.kind, &Kind::ALL, "kind of question", at("kind")),
            action: self.optional(&draft.action, &Action::ALL, "type of action", at("action")),
            lenses,
            standards: draft.standards.clone(),
            core: draft.core,
            critical: draft.critical,
            subnational: draft.subnational,
            paper_and_practice: draft.paper_and_practice,
            paper: draft.paper.clone(),
            practice: draft.practice.clone(),
            levels: draft.levels.clone(),
            next,
        }
    }

    /// Every node of the file, checked on its own.
    fn loose(&mut self, scales: &[Scale], defaults: &Group) -> Vec<Loose<'_>> {
        let draft = self.draft;
        let mut out = Vec::new();
        for (i, n) in draft.node.iter().enumerate() {
            let at = |key: &str| place(n.origin, "node", i, key);
            let (id, weight) = (self.id(&n.id, at("id")), self.weight(n.weight, at("weight")));
            if n.name.is_empty() {
                self.error(
                    "name",
                    at("name"),
                    format!("node '{}' has no name", n.id),
                    "write name = \"...\"",
                );
            }
            let scale = self.scale_at(&n.scale, scales, at("scale"));
            let body = Body::Group(self.group(n, defaults, at));
            let tags = self.tags(&n.tags, &at("tags"));
            if let Some(id) = id {
                out.push(Loose {
                    place: at("id"),
                    parent: &n.parent,
                    node: Node {
                        tags,
                        origin: n.origin,
                        ..node(id, &n.code, &n.name, weight, scale, body)
                    },
                });
            }
        }
        for (i, q) in draft.question.iter().enumerate() {
            let at = |key: &str| place(q.origin, "question", i, key);
            let (id, weight) = (self.id(&q.id, at("id")), self.weight(q.weight, at("weight")));
            if q.text.is_empty() {
                self.error(
                    "text",
                    at("text"),
                    format!("question '{}' has no text", q.id),
                    "write text = \"...?\"",
                );
            }
            let scale = self.scale_at(&q.scale, scales, at("scale"));
            let body = Body::Question(Box::new(self.question(q, scales.get(scale), &at)));
            let tags = self.tags(&q.tags, &at("tags"));
            if let Some(id) = id {
                out.push(Loose {
                    place: at("id"),
                    parent: &q.parent,
                    node: Node {
                        tags,
                        origin: q.origin,
                        ..node(id, &q.code, &q.text, weight, scale, body)
                    },
                });
            }
        }
        out
    }

    /// The tree in the order of the file, each node before those below it.
    fn tree(&mut self, framework: &Id, scales: &[Scale], defaults: &Group) -> Vec<Node> {
        let none = DraftRoot::default();
        let draft = self.draft;
        let root = draft.root.as_ref().unwrap_or(&none);
        let root_id = if root.id.is_empty() {
            Some(framework.clone())
        } else {
            self.id(&root.id, Place::keys(&["root", "id"]))
        };
        let Some(root_id) = root_id else { return Vec::new() };
        let as_node =
            DraftNode { rule: root.rule.clone(), decimals: root.decimals, ..DraftNode::default() };
        let scale = self.scale_at(&root.scale, scales, Place::keys(&["root", "scale"]));
        let group = self.group(&as_node, defaults, |key| Place::keys(&["root", key]));
        let name = if root.name.is_empty() { &draft.title } else { &root.name };
        let top = node(root_id.clone(), "", name, 1.0, scale, Body::Group(group));
        let mut problems = std::mem::take(&mut self.problems);
        let loose = self.loose(scales, defaults);
        let found = arrange(top, loose, &mut problems);
        self.problems.splice(0..0, problems);
        if found.len() == 1 && self.problems.is_empty() {
            self.error(
                "empty",
                Place::top(),
                "the framework has no questions",
                "add tables [[question]]",
            );
        }
        found
    }
}

/// Where an element of the draft stands in the file that is being checked: what an overlay took
/// from its base stands in another file.
pub(super) fn place(origin: Origin, array: &str, index: usize, key: &str) -> Place {
    match origin {
        Origin::Own => Place::element(array, index, key),
        Origin::Added(at) => Place::element(array, at, key),
        Origin::Base | Origin::Reworded => Place::keys(&["base"]),
    }
}
