//! What changed between two frameworks, or between two versions of one.

use crate::domain::{Body, Framework, Group, Id, Node, Question, Scale, Scheme};

/// What kind of change something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is only in the second framework.
    Added,
    /// It is only in the first framework.
    Removed,
    /// It lies elsewhere in the tree.
    Moved,
    /// A group has another name, or anything has another printed number.
    Renamed,
    /// A text is another.
    Reworded,
    /// It is answered or expressed on another scale.
    Rescaled,
    /// It weighs more or less.
    Reweighted,
    /// It is scored by another rule.
    Rule,
    /// A flag or a word of a closed vocabulary is another.
    Flags,
}

impl Kind {
    /// All kinds with their names.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Added, "added"),
        (Self::Removed, "removed"),
        (Self::Moved, "moved"),
        (Self::Renamed, "renamed"),
        (Self::Reworded, "reworded"),
        (Self::Rescaled, "rescaled"),
        (Self::Reweighted, "reweighted"),
        (Self::Rule, "rule"),
        (Self::Flags, "flags"),
    ];
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of change it is.
    pub kind: Kind,
    /// The id of the node or question; of the framework as a whole, the id of the second one.
    pub id: String,
    /// What the thing is: framework, a tier, question, term.
    pub tier: String,
    /// What of it changed, for instance `guidance` or `level 3`.
    pub what: String,
    /// What the first framework says.
    pub before: String,
    /// What the second framework says.
    pub after: String,
}

/// Every change from `a` to `b`: those of the whole first, then by node in the order of `b`, then
/// what was removed, in the order of `a`.
pub fn differences(a: &Framework, b: &Framework) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.whole(a, b);
    for (at, new) in b.nodes().iter().enumerate() {
        // The roots belong together whatever they are called.
        let old = if at == Framework::ROOT { Some(at) } else { a.find(new.id.as_str()) };
        match old {
            Some(old) => found.node((a, old), (b, at)),
            None => found.add(Kind::Added, (b, new), "", "", &new.name),
        }
    }
    for old in a.nodes().iter().skip(1).filter(|old| b.find(old.id.as_str()).is_none()) {
        found.add(Kind::Removed, (a, old), "", &old.name, "");
    }
    found.schemes(a, b);
    found.glossary(a, b);
    found.0
}

struct Found(Vec<Difference>);

impl Found {
    fn add(&mut self, kind: Kind, at: (&Framework, &Node), what: &str, before: &str, after: &str) {
        let (id, tier) = (at.1.id.to_string(), at.0.tier(at.1).to_owned());
        self.put(kind, id, tier, what, before, after);
    }

    fn put(&mut self, kind: Kind, id: String, tier: String, what: &str, before: &str, after: &str) {
        let (what, before, after) = (what.into(), before.into(), after.into());
        self.0.push(Difference { kind, id, tier, what, before, after });
    }

    /// Adds a change where two texts differ.
    fn text(&mut self, kind: Kind, at: (&Framework, &Node), what: &str, before: &str, after: &str) {
        if before != after {
            self.add(kind, at, what, before, after);
        }
    }

    fn whole(&mut self, a: &Framework, b: &Framework) {
        let root = (b, b.node(Framework::ROOT));
        self.text(Kind::Renamed, root, "framework id", a.id.as_str(), b.id.as_str());
        self.text(Kind::Renamed, root, "version", &a.version, &b.version);
        self.text(Kind::Renamed, root, "title", &a.title, &b.title);
        self.text(Kind::Renamed, root, "tiers", &a.tiers.join(", "), &b.tiers.join(", "));
        self.text(Kind::Reworded, root, "language", &a.language, &b.language);
        self.text(Kind::Reworded, root, "summary", &a.summary, &b.summary);
        self.text(Kind::Reworded, root, "source", &a.source, &b.source);
        let base = |f: &Framework| {
            f.base.as_ref().map_or(String::new(), |base| format!("{} {}", base.id, base.version))
        };
        self.text(Kind::Moved, root, "base", &base(a), &base(b));
        let complete = |f: &Framework| f.scoring.completeness.to_string();
        self.text(Kind::Rule, root, "completeness", &complete(a), &complete(b));
        let caps = |f: &Framework| {
            let caps = f.scoring.evidence_caps.iter();
            caps.map(|c| format!("{} needs {}", c.level, c.needs.name())).collect::<Vec<_>>()
        };
        self.text(Kind::Rule, root, "evidence cap", &caps(a).join(", "), &caps(b).join(", "));
    }

    /// What the questions are filed under, scheme by scheme.
    fn schemes(&mut self, a: &Framework, b: &Framework) {
        let told = |s: &Scheme| {
            let from = s.from.map_or(String::new(), |from| format!("from {from:?}: "));
            let values = s.values.iter().map(|v| format!("{} {}", v.id, v.name));
            format!("{}: {from}{} ({})", s.name, values.collect::<Vec<_>>().join(", "), s.source)
        };
        let own = |f: &Framework, id: &Id| f.schemes.iter().find(|s| s.id == *id).map(told);
        let mut put = |kind, id: &Id, before: &str, after: &str| {
            self.put(kind, id.to_string(), "scheme".into(), "scheme", before, after);
        };
        for scheme in &b.schemes {
            let (old, new) = (own(a, &scheme.id), told(scheme));
            match old {
                None => put(Kind::Added, &scheme.id, "", &new),
                Some(old) if old != new => put(Kind::Reworded, &scheme.id, &old, &new),
                Some(_) => {}
            }
        }
        for scheme in a.schemes.iter().filter(|s| own(b, &s.id).is_none()) {
            put(Kind::Removed, &scheme.id, &told(scheme), "");
        }
    }

    fn node(&mut self, (a, old_at): (&Framework, usize), (b, new_at): (&Framework, usize)) {
        let (old, new) = (a.node(old_at), b.node(new_at));
        let at = (b, new);
        let is_root = new_at == Framework::ROOT;
        if is_root {
            self.text(Kind::Renamed, at, "id", old.id.as_str(), new.id.as_str());
        } else {
            // Whatever lies right below either root has not moved.
            let above = |f: &Framework, node: &Node| match node.parent {
                None | Some(Framework::ROOT) => String::new(),
                Some(parent) => f.node(parent).id.to_string(),
            };
            self.text(Kind::Moved, at, "parent", &above(a, old), &above(b, new));
        }
        self.text(Kind::Moved, at, "order below", &order((a, old), b), &order((b, new), a));
        self.text(Kind::Renamed, at, "code", &old.code, &new.code);
        let name = if new.question().is_some() { Kind::Reworded } else { Kind::Renamed };
        let what = if new.question().is_some() { "text" } else { "name" };
        // A root that is called what the framework is called changes with its title.
        if !(is_root && old.name == a.title && new.name == b.title) {
            self.text(name, at, what, &old.name, &new.name);
        }
        self.text(Kind::Flags, at, "tags", &tags(old), &tags(new));
        let weight = |node: &Node| node.weight.to_string();
        self.text(Kind::Reweighted, at, "weight", &weight(old), &weight(new));
        let scales = (a.scale(old), b.scale(new));
        self.text(Kind::Rescaled, at, "scale", &numbers(scales.0), &numbers(scales.1));
        if is_root {
            self.text(Kind::Reworded, at, "names of levels", &names(scales.0), &names(scales.1));
        }
        match (&old.body, &new.body) {
            (Body::Group(old), Body::Group(new)) => self.group(at, old, new),
            (Body::Question(old), Body::Question(new)) => {
                let same = scales.0.all_levels().len() == scales.1.all_levels().len();
                self.question(at, old, new, scales.1, same);
            }
            (Body::Group(_), _) => self.add(Kind::Moved, at, "kind of node", "group", "question"),
            (_, Body::Group(_)) => self.add(Kind::Moved, at, "kind of node", "question", "group"),
        }
    }

    fn group(&mut self, at: (&Framework, &Node), old: &Group, new: &Group) {
        self.text(Kind::Reworded, at, "intro", &old.intro, &new.intro);
        self.text(Kind::Rule, at, "rule", &old.rule.to_string(), &new.rule.to_string());
        let decimals = |g: &Group| g.decimals.map_or(String::new(), |d| d.to_string());
        self.text(Kind::Rule, at, "decimals", &decimals(old), &decimals(new));
        let cap = |g: &Group| {
            g.critical_cap.map_or(String::new(), |cap| format!("at {} to {}", cap.at, cap.to))
        };
        self.text(Kind::Rule, at, "critical cap", &cap(old), &cap(new));
    }

    fn question(
        &mut self,
        at: (&Framework, &Node),
        old: &Question,
        new: &Question,
        scale: &Scale,
        by_level: bool,
    ) {
        self.text(Kind::Reworded, at, "guidance", &old.guidance, &new.guidance);
        self.text(Kind::Reworded, at, "on paper", &old.paper, &new.paper);
        self.text(Kind::Reworded, at, "in practice", &old.practice, &new.practice);
        self.text(Kind::Reworded, at, "evidence", &list(&old.evidence), &list(&new.evidence));
        if by_level && old.levels.len() == new.levels.len() {
            for (level, (old, new)) in
                scale.all_levels().iter().zip(old.levels.iter().zip(&new.levels))
            {
                let what = format!("level {}", scale.label(level.number));
                self.text(Kind::Reworded, at, &what, old, new);
            }
        } else {
            self.text(Kind::Reworded, at, "levels", &list(&old.levels), &list(&new.levels));
        }
        let steps = |q: &Question| {
            let step = |s: &crate::domain::NextStep| {
                format!("{}: {} ({}, {})", s.to, s.action, s.cost, s.who)
            };
            q.next.iter().map(step).collect::<Vec<_>>().join(" | ")
        };
        self.text(Kind::Reworded, at, "next", &steps(old), &steps(new));
        self.text(Kind::Flags, at, "standards", &list(&old.standards), &list(&new.standards));
        let lenses =
            |q: &Question| q.lenses.iter().map(|l| l.name()).collect::<Vec<_>>().join(", ");
        self.text(Kind::Flags, at, "lenses", &lenses(old), &lenses(new));
        let kind = |q: &Question| q.kind.map_or("", |kind| kind.name());
        self.text(Kind::Flags, at, "kind", kind(old), kind(new));
        let action = |q: &Question| q.action.map_or("", |action| action.name());
        self.text(Kind::Flags, at, "action", action(old), action(new));
        for (what, before, after) in [
            ("core", old.core, new.core),
            ("critical", old.critical, new.critical),
            ("subnational", old.subnational, new.subnational),
            ("paper_and_practice", old.paper_and_practice, new.paper_and_practice),
        ] {
            let word = |on: bool| if on { "yes" } else { "no" };
            self.text(Kind::Flags, at, what, word(before), word(after));
        }
    }

    fn glossary(&mut self, a: &Framework, b: &Framework) {
        let means = |f: &Framework, term: &str| {
            f.glossary.iter().find(|t| t.term == term).map(|t| t.means.clone())
        };
        let mut put = |kind, term: &str, before: &str, after: &str| {
            self.put(kind, term.to_owned(), "term".into(), "meaning", before, after);
        };
        for term in &b.glossary {
            match means(a, &term.term) {
                None => put(Kind::Added, &term.term, "", &term.means),
                Some(old) if old != term.means => {
                    put(Kind::Reworded, &term.term, &old, &term.means);
                }
                Some(_) => {}
            }
        }
        for term in a.glossary.iter().filter(|t| means(b, &t.term).is_none()) {
            put(Kind::Removed, &term.term, &term.means, "");
        }
    }
}

/// The ids right below a node that both frameworks have below the same node, in order.
fn order((framework, node): (&Framework, &Node), other: &Framework) -> String {
    let shared = |at: &&usize| {
        let id = framework.node(**at).id.as_str();
        let there = other.find(id).and_then(|at| other.node(at).parent);
        there.is_some_and(|parent| {
            let roots = node.parent.is_none() && parent == Framework::ROOT;
            roots || other.node(parent).id == node.id
        })
    };
    let ids = node.children.iter().filter(shared).map(|at| framework.node(*at).id.as_str());
    ids.collect::<Vec<_>>().join(", ")
}

/// What answers count for on a scale.
fn numbers(scale: &Scale) -> String {
    let levels = scale.all_levels().iter();
    let levels: Vec<String> = levels.map(|l| format!("{}={}", l.number, l.value)).collect();
    let halves = if scale.numbers().len() > scale.all_levels().len() { ", halves" } else { "" };
    let ends = format!("{} to {}", scale.lowest(), scale.highest());
    if levels.is_empty() { ends } else { format!("{ends}: {}{halves}", levels.join(", ")) }
}

fn names(scale: &Scale) -> String {
    let names = scale.all_levels().iter().map(|l| format!("{}: {}", l.name, l.meaning));
    names.collect::<Vec<_>>().join(" | ")
}

/// The tags that stand at a node itself.
fn tags(node: &Node) -> String {
    let one = |(scheme, values): (&Id, &Vec<Id>)| {
        let values: Vec<&str> = values.iter().map(Id::as_str).collect();
        format!("{scheme}: {}", values.join(", "))
    };
    node.tags.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn list(texts: &[String]) -> String {
    texts.join(" | ")
}

#[cfg(test)]
mod tests;
