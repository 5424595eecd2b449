//! Whether a crosswalk says what can be true of its two frameworks.

use std::collections::HashMap;

use super::{Crosswalk, Link, LinkKind, Relation};
use crate::domain::{Framework, Id, Node, Pin, Place, Problem, Step};

/// The array of a file that holds the links.
const LINKS: &str = "link";

impl Crosswalk {
    /// Everything about it that cannot be true of its frameworks. With an error it is not used.
    pub fn check(&self, from: &Framework, to: &Framework) -> Vec<Problem> {
        let mut found = Found { problems: Vec::new(), from, to };
        found.ends(self);
        let (mut old, mut new) = (HashMap::new(), HashMap::new());
        for (at, link) in self.links.iter().enumerate() {
            found.once(at, "from", &link.from, &mut old);
            found.once(at, "to", &link.to, &mut new);
            found.link(at, link);
        }
        found.problems
    }
}

struct Found<'a> {
    problems: Vec<Problem>,
    from: &'a Framework,
    to: &'a Framework,
}

impl<'a> Found<'a> {
    fn error(&mut self, code: &'static str, place: Place, message: String, hint: &str) {
        self.problems.push(Problem::error(code, place, message).hint(hint));
    }

    fn warn(&mut self, code: &'static str, place: Place, message: String, hint: &str) {
        self.problems.push(Problem::warning(code, place, message).hint(hint));
    }

    /// The two frameworks are two, and the ones that the author looked at.
    fn ends(&mut self, crosswalk: &Crosswalk) {
        let (from, to) = (&crosswalk.from, &crosswalk.to);
        if (&from.id, &from.version) == (&to.id, &to.version) {
            let message =
                format!("the crosswalk leads from {} {} to itself", from.id, from.version);
            let place = Place::keys(&["to", "version"]);
            self.error("itself", place, message, "name two versions, or two frameworks");
        }
        for (key, pin, framework) in [("from", from, self.from), ("to", to, self.to)] {
            let Pin { id, version, digest } = pin;
            if !digest.is_empty() && digest != framework.digest() {
                let message = format!("{id} {version} here is not the text that was looked at");
                let hint = "put that framework file back, or look at the links again and take over \
                            the digest that framework check or release prints";
                self.error("digest", Place::keys(&[key, "digest"]), message, hint);
            }
        }
    }

    /// Every id of a side is there, and belongs to one link only.
    fn once(&mut self, at: usize, side: &str, ids: &[Id], seen: &mut HashMap<Id, usize>) {
        let framework = if side == "from" { self.from } else { self.to };
        for (index, id) in ids.iter().enumerate() {
            let place = || element(at, side, index);
            if framework.find(id.as_str()).is_none() {
                let message = format!("'{id}' is not in {} {}", framework.id, framework.version);
                let hint = format!(
                    "stocktake framework show {}@{} lists the ids",
                    framework.id, framework.version
                );
                self.error("unknown-id", place(), message, &hint);
            }
            if let Some(before) = seen.insert(id.clone(), at) {
                let message = match before == at {
                    true => format!("'{id}' stands twice in this link"),
                    false => {
                        format!("'{id}' belongs to another link already, number {}", before + 1)
                    }
                };
                let hint =
                    "an id belongs to one link: a split or a merger names all of its ids there";
                self.error("twice", place(), message, hint);
            }
        }
    }

    fn link(&mut self, at: usize, link: &Link) {
        let place = |key: &str| Place::element(LINKS, at, key);
        match (link.from.len(), link.to.len()) {
            (0, 0) => {
                let hint = "name the ids in from and to, or take the link out";
                return self.error("empty-link", place(""), "the link names nothing".into(), hint);
            }
            (2.., 2..) => {
                let message = "the link joins several ids with several".to_owned();
                let hint = "write a split (one to several) or a merger (several to one) for each";
                return self.error("many-to-many", place("to"), message, hint);
            }
            _ => {}
        }
        let kind = link.kind();
        let one_sided = matches!(kind, LinkKind::Dropped | LinkKind::Added);
        if one_sided && link.relation != Relation::None {
            let message = format!("what is {} has nothing to be compared with", kind.name());
            self.error(
                "relation",
                place("compare"),
                message,
                "take compare out, or name both sides",
            );
        }
        if matches!(kind, LinkKind::Split | LinkKind::Merged) && link.relation == Relation::Same {
            let message =
                format!("one question is never the same as several: this one is {}", kind.name());
            self.error("relation", place("compare"), message, "take caution or subject");
        }
        if one_sided {
            return;
        }
        let Some((old, new)) = self.nodes(link) else { return };
        let questions = old.iter().chain(&new).filter(|n| n.question().is_some()).count();
        if questions > 0 && questions < old.len() + new.len() {
            let message = "the link joins a question with a group of questions".to_owned();
            return self.error("kind", place("to"), message, "join questions with questions");
        }
        if questions == 0 {
            if !link.levels.is_empty() {
                let message = "a group has no levels to convert: its score follows".to_owned();
                self.error("levels", place("levels"), message, "take levels out");
            }
        } else {
            self.numbers(at, link, &old, &new);
        }
    }

    /// Whether the numbers of two or more questions can become each other.
    fn numbers(&mut self, at: usize, link: &Link, old: &[&Node], new: &[&Node]) {
        let place = |key: &str| Place::element(LINKS, at, key);
        let (from, to) = (self.from, self.to);
        if link.levels.is_empty() {
            let other = |n: &&&Node| !old.iter().all(|o| from.scale(o).same_numbers(to.scale(n)));
            let differs = new.iter().find(other);
            if let Some(node) = differs.filter(|_| link.relation >= Relation::Caution) {
                let message = format!("'{}' has a scale with other numbers", node.id);
                let hint = "write levels = [[old, new], ...], or take subject";
                self.error("scale", place("compare"), message, hint);
            }
        }
        if link.relation == Relation::Same && link.changes_numbers() {
            let message = "levels that get other numbers are not the same".to_owned();
            self.error("relation", place("compare"), message, "take caution");
        }
        for (index, (a, b)) in link.levels.iter().enumerate() {
            let on = |f: &Framework, nodes: &[&Node], number: f64| {
                nodes.iter().find(|n| f.scale(n).value_of(number).is_none()).map(|n| {
                    format!(
                        "{number} is off the scale of '{}': take {}",
                        n.id,
                        f.scale(n).describe()
                    )
                })
            };
            let wrong = on(from, old, *a).or_else(|| on(to, new, *b));
            if let Some(message) = wrong {
                self.error("off-scale", element(at, "levels", index), message, "correct the pair");
            }
        }
        if let Some(index) = link.levels.windows(2).position(|w| w[1].0 <= w[0].0) {
            let message = "the old numbers do not rise from pair to pair".to_owned();
            let hint = "list each old number once, the lowest first";
            self.error("levels", element(at, "levels", index + 1), message, hint);
        } else if let Some(index) = link.levels.windows(2).position(|w| w[1].1 < w[0].1) {
            let message = "a higher old number becomes a lower new one".to_owned();
            let hint = "make sure that this is meant: a rise would look like a fall";
            self.warn("not-monotone", element(at, "levels", index + 1), message, hint);
        }
        if let ([a], [b], Relation::Same) = (old, new, link.relation) {
            let levels = |n: &Node| n.question().map(|q| q.levels.clone()).unwrap_or_default();
            if a.name != b.name || levels(a) != levels(b) {
                let message =
                    format!("'{}' and '{}' are called the same in other words", a.id, b.id);
                let hint = "take caution, unless only the spelling changed";
                self.warn("reworded", place("compare"), message, hint);
            }
        }
    }

    /// The nodes of both sides; `None` where one is missing, which is reported already.
    fn nodes(&self, link: &Link) -> Option<(Vec<&'a Node>, Vec<&'a Node>)> {
        let (from, to) = (self.from, self.to);
        let all = |f: &'_ Framework, ids: &[Id]| -> Option<Vec<usize>> {
            ids.iter().map(|id| f.find(id.as_str())).collect()
        };
        let (old, new) = (all(from, &link.from)?, all(to, &link.to)?);
        Some((
            old.into_iter().map(|at| from.node(at)).collect(),
            new.into_iter().map(|at| to.node(at)).collect(),
        ))
    }
}

/// An element of a list inside a link.
fn element(link: usize, key: &str, index: usize) -> Place {
    let mut place = Place::element(LINKS, link, key);
    place.steps.push(Step::Index(index));
    place
}
