//! The tree of a framework, put together from nodes that each name their parent.

use std::collections::{BTreeMap, HashMap};

use super::{Body, Node};
use crate::domain::draft::Origin;
use crate::domain::limits::{FRAMEWORK_ITEMS, TREE_LEVELS};
use crate::domain::{Id, Place, Problem};

/// A node of the file before the tree is put together.
pub(super) struct Loose<'a> {
    pub place: Place,
    pub parent: &'a str,
    pub node: Node,
}

pub(super) fn node(id: Id, code: &str, name: &str, weight: f64, scale: usize, body: Body) -> Node {
    Node {
        id,
        code: code.into(),
        name: name.into(),
        parent: None,
        children: Vec::new(),
        depth: 0,
        weight,
        body,
        tags: BTreeMap::new(),
        origin: Origin::Own,
        scale,
    }
}

/// Puts the loose nodes under their parents, in the order of the file.
pub(super) fn arrange(root: Node, loose: Vec<Loose<'_>>, problems: &mut Vec<Problem>) -> Vec<Node> {
    let mut seen: HashMap<String, String> =
        HashMap::from([(root.id.folded(), root.id.to_string())]);
    let mut below: HashMap<&str, Vec<usize>> = HashMap::new();
    let root_name = root.id.to_string();
    for (at, l) in loose.iter().enumerate() {
        if let Some(first) = seen.insert(l.node.id.folded(), l.node.id.to_string()) {
            problems.push(
                Problem::error(
                    "duplicate-id",
                    l.place.clone(),
                    format!("the id '{}' is already taken by '{first}'", l.node.id),
                )
                .hint("ids are unique in a framework, without regard to capitals"),
            );
        }
        let parent = if l.parent.is_empty() { root_name.as_str() } else { l.parent };
        below.entry(parent).or_default().push(at);
    }
    let is_group: HashMap<&str, bool> =
        loose.iter().map(|l| (l.node.id.as_str(), l.node.group().is_some())).collect();
    for l in &loose {
        if l.parent.is_empty() || l.parent == root_name || is_group.get(l.parent) == Some(&true) {
            continue;
        }
        let why = if is_group.contains_key(l.parent) {
            "is a question, and nothing lies below a question"
        } else {
            "is not a node of this framework"
        };
        problems.push(
            Problem::error(
                "parent",
                l.place.clone(),
                format!("the parent '{}' of '{}' {why}", l.parent, l.node.id),
            )
            .hint("name the id of a [[node]], or leave parent out for the top"),
        );
    }
    if !problems.is_empty() {
        return vec![root];
    }
    let order = preorder(&root_name, &loose, &below);
    if order.len() != loose.len() {
        let reached: Vec<usize> = order.iter().map(|o| o.0).collect();
        for (_, l) in loose.iter().enumerate().filter(|(at, _)| !reached.contains(at)) {
            problems.push(
                Problem::error(
                    "cycle",
                    l.place.clone(),
                    format!("'{}' lies below itself", l.node.id),
                )
                .hint("follow its parents: one of them names a node further down"),
            );
        }
        return vec![root];
    }
    assemble(root, loose, &order, problems)
}

/// The loose nodes in tree order, with their depth and the position of their parent in the result.
fn preorder(
    root: &str,
    loose: &[Loose<'_>],
    below: &HashMap<&str, Vec<usize>>,
) -> Vec<(usize, usize, usize)> {
    let mut order: Vec<(usize, usize, usize)> = Vec::with_capacity(loose.len());
    let push = |stack: &mut Vec<(usize, usize, usize)>, id: &str, depth, parent| {
        for at in below.get(id).into_iter().flatten().rev() {
            stack.push((*at, depth, parent));
        }
    };
    let mut stack = Vec::new();
    push(&mut stack, root, 1, 0);
    while let Some((at, depth, parent)) = stack.pop() {
        order.push((at, depth, parent));
        push(&mut stack, loose[at].node.id.as_str(), depth + 1, order.len());
    }
    order
}

fn assemble(
    root: Node,
    loose: Vec<Loose<'_>>,
    order: &[(usize, usize, usize)],
    problems: &mut Vec<Problem>,
) -> Vec<Node> {
    let mut loose: Vec<Option<Loose<'_>>> = loose.into_iter().map(Some).collect();
    let mut nodes = vec![root];
    let mut places = vec![Place::top()];
    if order.len() > FRAMEWORK_ITEMS {
        let message = format!("the framework has {} nodes and questions", order.len());
        problems.push(
            Problem::error("too-many", Place::top(), message)
                .hint(format!("a framework has at most {FRAMEWORK_ITEMS}: split it")),
        );
    }
    for &(from, depth, parent) in order {
        let Some(mut l) = loose[from].take() else { continue };
        if depth > TREE_LEVELS {
            problems.push(
                Problem::error(
                    "depth",
                    l.place.clone(),
                    format!("'{}' lies {depth} levels deep", l.node.id),
                )
                .hint(format!("a framework has at most {TREE_LEVELS} levels")),
            );
        }
        l.node.depth = depth;
        l.node.parent = Some(parent);
        let here = nodes.len();
        nodes[parent].children.push(here);
        nodes.push(l.node);
        places.push(l.place);
    }
    for (at, node) in nodes.iter().enumerate().skip(1) {
        if node.group().is_some() && node.children.is_empty() {
            problems.push(
                Problem::error(
                    "empty",
                    places[at].clone(),
                    format!("'{}' has nothing below it", node.id),
                )
                .hint("give it questions, or take it out"),
            );
        }
    }
    nodes
}
