//! What is allowed in a framework and yet not what its author means: weights and caps that do
//! nothing, descriptors that do not differ, words that nobody reads.

mod texts;

use super::{Body, Framework, Group, Node, Question, Rule};
use crate::domain::{DraftCriticalCap, DraftFramework, Origin, Place, Problem, Scale};

/// Everything that an author should look at again; the framework can be used as it is.
///
/// The draft is what stands in the file, and gives the places; what an overlay took from its base
/// is the base's affair.
pub fn lint(draft: &DraftFramework, framework: &Framework) -> Vec<Problem> {
    let mut linter = Linter { draft, framework, problems: Vec::new() };
    linter.caps();
    for node in framework.nodes().iter().filter(|node| node.origin != Origin::Base) {
        match &node.body {
            Body::Group(group) => linter.group(node, group),
            Body::Question(question) => linter.question(node, question),
        }
    }
    linter.texts();
    linter.problems
}

/// Where a key of a node or question stands.
struct Linter<'a> {
    draft: &'a DraftFramework,
    framework: &'a Framework,
    problems: Vec<Problem>,
}

impl Linter<'_> {
    fn warn(&mut self, code: &'static str, place: Place, message: String, hint: &str) {
        self.problems.push(Problem::warning(code, place, message).hint(hint));
    }

    /// The place of a key of a node or question, and of an element of it.
    fn place(&self, node: &Node, key: &str) -> Place {
        let id = node.id.as_str();
        let question = self.draft.question.iter().position(|q| q.id == id);
        let group = self.draft.node.iter().position(|n| n.id == id);
        let reword = self.draft.reword.iter().position(|r| r.id == id);
        match (question, group, reword) {
            (Some(at), _, _) => Place::element("question", at, key),
            (_, Some(at), _) => Place::element("node", at, key),
            (_, _, Some(at)) => Place::element("reword", at, key),
            (None, None, None) => Place::keys(&["root", key]),
        }
    }

    /// Caps of the whole framework.
    fn caps(&mut self) {
        let framework = self.framework;
        let own = |node: &Node| framework.scale(node) == framework.default_scale();
        let caps = &framework.scoring.evidence_caps;
        let own_caps = self.draft.base.is_none() && !caps.is_empty();
        if own_caps && !framework.questions().any(|(_, node, _)| own(node)) {
            self.warn(
                "idle-cap",
                Place::keys(&["scoring", "evidence_cap"]),
                "no question is answered on the framework's own scale, so no evidence cap acts"
                    .into(),
                "take evidence_cap out, or let questions use [scale]",
            );
        }
        let Some(cap) = self.draft.scoring.as_ref().and_then(|s| s.critical_cap) else { return };
        let place = Place::keys(&["scoring", "critical_cap"]);
        if !framework.questions().any(|(_, _, q)| q.critical) {
            self.warn(
                "idle-cap",
                place,
                "no question is critical, so the critical cap never acts".into(),
                "mark the questions that should cap their group critical = true, or take it out",
            );
        } else if let Some(why) = idle(framework.default_scale(), framework.default_scale(), cap) {
            self.warn("idle-cap", place, format!("the critical cap never acts: {why}"), CAP_HINT);
        }
    }

    fn group(&mut self, node: &Node, group: &Group) {
        let critical = |at: &&usize| {
            self.framework.node(**at).question().is_some_and(|question| question.critical)
        };
        let below = node.children.iter().find(critical);
        let draft = self.draft.node.iter().find(|n| n.id == node.id.as_str());
        if let Some(cap) = draft.and_then(|n| n.critical_cap) {
            let place = self.place(node, "critical_cap");
            let scale = |node: &Node| self.framework.scale(node);
            let why = match below {
                None => Some("none of the questions right below it is critical".to_owned()),
                Some(child) => idle(scale(self.framework.node(*child)), scale(node), cap),
            };
            if let Some(why) = why {
                let message = format!("the critical cap of '{}' never acts: {why}", node.id);
                self.warn("idle-cap", place, message, CAP_HINT);
            }
        }
        if let (Some(child), None) = (below, group.critical_cap) {
            let child = self.framework.node(*child);
            let message = format!("'{}' is critical, and nothing caps '{}'", child.id, node.id);
            let hint = "give the group or [scoring] a critical_cap, or take critical out";
            self.warn("no-critical-cap", self.place(child, "critical"), message, hint);
        }
        let ignores = matches!(group.rule, Rule::Mean | Rule::WeakestLink | Rule::Minimum);
        for child in node.children.iter().filter(|_| ignores) {
            let child = self.framework.node(*child);
            if child.weight.to_bits() != 1.0_f64.to_bits() {
                let message = format!(
                    "the weight of '{}' does nothing: '{}' is scored by the rule {}",
                    child.id, node.id, group.rule
                );
                let hint = "take the weight out, or use the rule weighted, geometric or share";
                self.warn("idle-weight", self.place(child, "weight"), message, hint);
            }
        }
    }

    fn question(&mut self, node: &Node, question: &Question) {
        let levels = self.framework.scale(node).all_levels();
        if levels.is_empty() {
            return;
        }
        if question.levels.is_empty() {
            self.warn(
                "no-descriptors",
                self.place(node, "id"),
                format!("question '{}' does not say what its levels look like", node.id),
                "write levels = [...] with one sentence for each level of its scale",
            );
        }
        // A framework without a single step has chosen to do without them.
        let steps = self.framework.questions().any(|(_, _, q)| !q.next.is_empty());
        let has = |number: f64| question.next.iter().any(|s| same(s.to, number));
        let missing: Vec<String> = levels
            .iter()
            .skip(1)
            .filter(|level| steps && !has(level.number))
            .map(|level| level.number.to_string())
            .collect();
        if !missing.is_empty() {
            let key = if question.next.is_empty() { "id" } else { "next" };
            let message =
                format!("question '{}' has no next step to level {}", node.id, missing.join(", "));
            let hint = "add { to = LEVEL, do = \"...\" } to next, as the other questions do";
            self.warn("no-next", self.place(node, key), message, hint);
        }
    }
}

const CAP_HINT: &str =
    "see docs/framework-format.md: at is on the question's scale, to on the group's";

/// Why a cap from a question's scale on a group's scale can never act, if it cannot.
fn idle(question: &Scale, group: &Scale, cap: DraftCriticalCap) -> Option<String> {
    if cap.at < question.worst() {
        return Some(format!("no answer lies at {} or below", cap.at));
    }
    (cap.to >= group.best()).then(|| format!("no score lies above {}", cap.to))
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
