//! The start of a crosswalk: what can be told from the texts alone, and what its author has to
//! decide.

use crate::domain::crosswalk::{Link, Relation};
use crate::domain::{Crosswalk, Framework, Id, Node, Pin};

/// A crosswalk that somebody still has to finish.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The crosswalk.
    pub crosswalk: Crosswalk,
    /// By link, what is left to decide.
    pub todo: Vec<Option<String>>,
}

/// Drafts a crosswalk. Nodes are matched by id, then questions by equal text. What has the same id
/// and the same meaning in two versions of one framework is left out: it is the same without a link.
pub fn draft(from: &Framework, to: &Framework) -> Draft {
    let pin = |f: &Framework| Pin {
        id: f.id.clone(),
        version: f.version.clone(),
        digest: f.digest().to_owned(),
    };
    let crosswalk = Crosswalk { from: pin(from), to: pin(to), links: Vec::new() };
    let mut draft = Draft { crosswalk, todo: Vec::new() };
    let matched = matches(from, to);
    for (at, place) in matched.iter().enumerate().skip(1) {
        if let Some(place) = place {
            draft.pair((from, *place), (to, at));
        }
    }
    for (place, node) in from.nodes().iter().enumerate().skip(1) {
        if !matched.contains(&Some(place)) {
            let near = near(from, place, to, &matched);
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!("\nnew in its group: {}", near.join(", ")),
            };
            let todo =
                format!("dropped? Else add to = [...] and compare: '{}'{near}", short(&node.name));
            draft.put(vec![node.id.clone()], Vec::new(), Relation::None, Some(todo));
        }
    }
    let new = to.nodes().iter().enumerate().skip(1).filter(|(at, _)| matched[*at].is_none());
    let new: Vec<Id> = new.map(|(_, node)| node.id.clone()).collect();
    if !new.is_empty() {
        draft.put(
            Vec::new(),
            new,
            Relation::None,
            Some("take out what is not new after all".into()),
        );
    }
    draft
}

impl Draft {
    fn put(&mut self, from: Vec<Id>, to: Vec<Id>, relation: Relation, todo: Option<String>) {
        let (levels, why) = (Vec::new(), String::new());
        self.crosswalk.links.push(Link { from, to, relation, levels, why });
        self.todo.push(todo);
    }

    fn pair(&mut self, (from, place): (&Framework, usize), (to, at): (&Framework, usize)) {
        let (old, new) = (from.node(place), to.node(at));
        let known = old.id == new.id && from.family() == to.family();
        let (relation, todo) = match () {
            () if old.group().is_some() => (Relation::Same, None),
            () if !from.scale(old).same_numbers(to.scale(new)) => (
                Relation::Subject,
                Some(
                    "the scale has other numbers: levels = [[old, new], ...] and caution would \
                      carry answers over"
                        .to_owned(),
                ),
            ),
            () if same_words((from, place), (to, at)) => (Relation::Same, None),
            () => {
                let old = short(&old.name);
                let asked =
                    if old == short(&new.name) { "the levels".into() } else { format!("'{old}'") };
                (
                    Relation::Caution,
                    Some(format!(
                        "reworded, before: {asked}; if an answer is none to the other, take subject"
                    )),
                )
            }
        };
        if !(known && relation == Relation::Same) {
            self.put(vec![old.id.clone()], vec![new.id.clone()], relation, todo);
        }
    }
}

/// By place in the second framework, what the first has for it.
fn matches(from: &Framework, to: &Framework) -> Vec<Option<usize>> {
    let group = |node: &Node| node.group().is_some();
    let mut matched: Vec<Option<usize>> = to
        .nodes()
        .iter()
        .map(|node| {
            let place = from.find(node.id.as_str()).filter(|p| *p != Framework::ROOT)?;
            (group(from.node(place)) == group(node)).then_some(place)
        })
        .collect();
    matched[Framework::ROOT] = Some(Framework::ROOT);
    for (at, node) in to.nodes().iter().enumerate() {
        if matched[at].is_none() {
            let alike = |(place, other): &(usize, &Node)| {
                group(other) == group(node)
                    && other.name == node.name
                    && !matched.contains(&Some(*place))
            };
            matched[at] = from.nodes().iter().enumerate().find(alike).map(|(place, _)| place);
        }
    }
    matched
}

/// Whether two questions ask the same and describe their levels alike.
pub fn same_words((a, place): (&Framework, usize), (b, at): (&Framework, usize)) -> bool {
    let (old, new) = (a.node(place), b.node(at));
    let (Some(q), Some(p)) = (old.question(), new.question()) else { return false };
    let general = |f: &Framework, node: &Node| -> Vec<(String, String)> {
        f.scale(node).all_levels().iter().map(|l| (l.name.clone(), l.meaning.clone())).collect()
    };
    // Without descriptors of their own, the general meaning of the levels is all there is.
    let own = !q.levels.is_empty();
    old.name == new.name && q.levels == p.levels && (own || general(a, old) == general(b, new))
}

/// The new questions in the group where a node would be.
fn near(from: &Framework, place: usize, to: &Framework, matched: &[Option<usize>]) -> Vec<String> {
    let parent = from.node(place).parent;
    let here = matched.iter().position(|m| m.is_some() && *m == parent);
    let children = here.map(|at| to.node(at).children.as_slice()).unwrap_or_default();
    let new = children.iter().filter(|at| matched[**at].is_none());
    new.map(|at| to.node(*at).id.to_string()).collect()
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().take(90).collect();
    if out.len() < text.len() {
        out.push_str("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::analysis::testing::{framework, revised};
    use crate::domain::DraftScale;

    #[test]
    fn a_draft_holds_what_the_texts_tell_and_passes_the_check() {
        let old = framework();
        let new = revised(|d| {
            let wide = DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() };
            d.scales.insert("wide".into(), wide);
            d.question[0].id = "renamed".into();
            d.question[1].text = "Sharper?".into();
            d.question[3].scale = "wide".into();
            d.question[4].id = "fresh".into();
            d.question[4].text = "New?".into();
        });
        let made = draft(&old, &new);
        let links = made.crosswalk.links.iter().zip(&made.todo).map(|(link, todo)| {
            let ids = |ids: &[crate::domain::Id]| {
                ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            };
            let todo = if todo.is_some() { " todo" } else { "" };
            format!("{}>{} {}{todo}", ids(&link.from), ids(&link.to), link.relation.name())
        });
        let expected = [
            "a1>renamed same",
            "a2>a2 caution todo",
            "b1>b1 subject todo",
            "b2> none todo",
            ">fresh none todo",
        ];
        assert_eq!(links.collect::<Vec<_>>(), expected);
        assert_eq!(made.crosswalk.check(&old, &new), []);
        let other = revised(|d| d.id = "other".into());
        let across = draft(&old, &other).crosswalk;
        assert_eq!(across.links.len(), 7, "across frameworks every node is named");
        assert_eq!(across.check(&old, &other), []);
    }
}
