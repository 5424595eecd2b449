//! A national layer over a base framework: it leaves questions out, adds some, and words others
//! differently. What it does not touch stays comparable with the base.

use std::collections::HashSet;

use super::draft::{DraftFramework, DraftNode, DraftReword, DraftRoot, DraftScheme, Origin};
use super::framework::wrong_tags;
use super::{Place, Problem, Step};

impl DraftFramework {
    /// The whole draft that this overlay makes of its base: the scale and the rules of the base,
    /// what it keeps of the base's tree, and its own additions behind that.
    ///
    /// # Errors
    /// What the overlay says about the base and does not hold.
    pub fn laid_over(&self, base: &Self, digest: &str) -> Result<Self, Vec<Problem>> {
        let mut problems = self.untouchable();
        let mut whole = base.clone();
        self.select(&mut whole, &mut problems);
        self.add_schemes(&mut whole);
        for (at, reword) in self.reword.iter().enumerate() {
            apply(reword, at, &mut whole, &mut problems);
        }
        self.add(&mut whole);
        self.take_head(&mut whole, base, digest);
        if problems.is_empty() { Ok(whole) } else { Err(problems) }
    }

    /// An overlay leaves the scale and the rules alone: with others nothing would stay comparable.
    fn untouchable(&self) -> Vec<Problem> {
        let given = [
            ("scale", self.scale.is_some()),
            ("scales", !self.scales.is_empty()),
            ("scoring", self.scoring.is_some()),
            ("root", self.root.is_some()),
        ];
        let wrong = |(key, _): (&str, bool)| {
            let message = format!("an overlay cannot set [{key}]: it takes it from its base");
            Problem::error("overlay", Place::keys(&[key]), message)
                .hint("take the table out, or write a framework of its own")
        };
        given.into_iter().filter(|(_, given)| *given).map(wrong).collect()
    }

    /// Leaves out what the overlay does not keep, and every node that nothing is left below.
    fn select(&self, whole: &mut Self, problems: &mut Vec<Problem>) {
        let Some(base) = &self.base else { return };
        let known: HashSet<&str> = ids(whole).collect();
        for (key, named) in [("keep", &base.keep), ("drop", &base.drop)] {
            for (at, id) in named.iter().enumerate().filter(|(_, id)| !known.contains(id.as_str()))
            {
                let steps = [Step::Key("base".into()), Step::Key(key.into()), Step::Index(at)];
                let place = Place { steps: steps.into(), span: None };
                problems.push(
                    Problem::error(
                        "unknown-id",
                        place,
                        format!("'{id}' is not in {} {}", base.id, base.version),
                    )
                    .hint("name a question or a node of the base"),
                );
            }
        }
        if !base.keep.is_empty() && !base.drop.is_empty() {
            problems.push(
                Problem::error(
                    "overlay",
                    Place::keys(&["base", "drop"]),
                    "an overlay has keep or drop, not both",
                )
                .hint("keep names what stays, drop what goes"),
            );
        }
        let above = |node: &str, whole: &Self| -> Vec<String> {
            let mut chain = vec![node.to_owned()];
            while let Some(up) = whole.node.iter().find(|n| Some(&n.id) == chain.last()) {
                if up.parent.is_empty() || chain.contains(&up.parent) {
                    break;
                }
                chain.push(up.parent.clone());
            }
            chain
        };
        let named = |list: &[String], id: &str, parent: &str| {
            list.iter().any(|n| n == id) || above(parent, whole).iter().any(|a| list.contains(a))
        };
        let stays = |id: &str, parent: &str| match (base.keep.is_empty(), base.drop.is_empty()) {
            (false, _) => named(&base.keep, id, parent),
            (true, false) => !named(&base.drop, id, parent),
            (true, true) => true,
        };
        let kept: HashSet<String> = whole
            .question
            .iter()
            .filter(|q| stays(&q.id, &q.parent))
            .flat_map(|q| [vec![q.id.clone()], above(&q.parent, whole)].concat())
            .collect();
        whole.question.retain(|q| kept.contains(&q.id));
        whole.node.retain(|n| kept.contains(&n.id));
        whole.question.iter_mut().for_each(|q| q.origin = Origin::Base);
        whole.node.iter_mut().for_each(|n| n.origin = Origin::Base);
    }

    /// The schemes of the base, and behind them those of the overlay.
    fn add_schemes(&self, whole: &mut Self) {
        whole.scheme.iter_mut().for_each(|scheme| scheme.origin = Origin::Base);
        let added = self.scheme.iter().enumerate();
        let added = added.map(|(at, s)| DraftScheme { origin: Origin::Added(at), ..s.clone() });
        whole.scheme.extend(added);
    }

    fn add(&self, whole: &mut Self) {
        // A base node that was emptied comes back when something is added below it.
        let added = self
            .node
            .iter()
            .enumerate()
            .map(|(at, node)| DraftNode { origin: Origin::Added(at), ..node.clone() });
        whole.node.extend(added);
        for (at, question) in self.question.iter().enumerate() {
            let mut question = question.clone();
            question.origin = Origin::Added(at);
            whole.question.push(question);
        }
        whole.term.extend(self.term.iter().cloned());
        whole.body.clone_from(&self.body);
    }

    fn take_head(&self, whole: &mut Self, base: &Self, digest: &str) {
        let or =
            |own: &String, base: &String| if own.is_empty() { base.clone() } else { own.clone() };
        whole.id.clone_from(&self.id);
        whole.version.clone_from(&self.version);
        whole.title.clone_from(&self.title);
        whole.language = or(&self.language, &base.language);
        whole.summary.clone_from(&self.summary);
        whole.source = or(&self.source, &base.source);
        whole.base = self.base.clone().map(|b| super::DraftBase { digest: digest.to_owned(), ..b });
        if !self.tiers.is_empty() {
            whole.tiers.clone_from(&self.tiers);
        }
        // The nodes of the base hang below its root, so the root keeps its id.
        let root = base.root.clone().unwrap_or_default();
        let id = or(&root.id, &base.id);
        whole.root = Some(DraftRoot { id, name: self.title.clone(), ..root });
    }
}

impl DraftReword {
    /// Whether it says something in other words, and not only files it elsewhere.
    fn has_words(&self) -> bool {
        let texts =
            [&self.name, &self.intro, &self.text, &self.guidance, &self.paper, &self.practice];
        let lists = [&self.evidence, &self.levels];
        texts.iter().any(|text| !text.is_empty()) || lists.iter().any(|list| !list.is_empty())
    }
}

fn ids(draft: &DraftFramework) -> impl Iterator<Item = &str> {
    let nodes = draft.node.iter().map(|n| n.id.as_str());
    nodes.chain(draft.question.iter().map(|q| q.id.as_str()))
}

/// Replaces the words of a question or node; an empty text leaves the base's.
fn apply(reword: &DraftReword, at: usize, whole: &mut DraftFramework, problems: &mut Vec<Problem>) {
    let put = |to: &mut String, text: &String| {
        if !text.is_empty() {
            to.clone_from(text);
        }
    };
    let place = Place::element("reword", at, "tags");
    problems.extend(wrong_tags(&reword.tags, &whole.scheme, &place));
    let words = reword.has_words();
    if let Some(q) = whole.question.iter_mut().find(|q| q.id == reword.id) {
        put(&mut q.text, &reword.text);
        put(&mut q.guidance, &reword.guidance);
        put(&mut q.paper, &reword.paper);
        put(&mut q.practice, &reword.practice);
        q.tags.extend(reword.tags.clone());
        if !reword.evidence.is_empty() {
            q.evidence.clone_from(&reword.evidence);
        }
        if !reword.levels.is_empty() && reword.levels.len() != q.levels.len() {
            let message = format!("'{}' has {} levels in the base", q.id, q.levels.len());
            problems.push(
                Problem::error("descriptors", Place::element("reword", at, "levels"), message)
                    .hint("write one descriptor for each level"),
            );
        } else if !reword.levels.is_empty() {
            q.levels.clone_from(&reword.levels);
        }
        q.origin = if words { Origin::Reworded } else { q.origin };
    } else if let Some(n) = whole.node.iter_mut().find(|n| n.id == reword.id) {
        put(&mut n.name, &reword.name);
        put(&mut n.intro, &reword.intro);
        n.tags.extend(reword.tags.clone());
        n.origin = if words { Origin::Reworded } else { n.origin };
    } else {
        let message = format!("'{}' is not a question or node that the overlay keeps", reword.id);
        problems.push(
            Problem::error("unknown-id", Place::element("reword", at, "id"), message)
                .hint("name a question or node of the base that stays"),
        );
    }
}
