//! The tree of a framework as a person walks it: which node is chosen, which groups are unfolded.

use std::collections::HashSet;

use crate::domain::{Framework, Node};
use crate::tui::action::Action;
use crate::tui::cursor::step;

/// A walk through a tree.
#[derive(Debug)]
pub struct Tree {
    /// The chosen node.
    pub place: usize,
    /// The places of the nodes that are not folded away.
    pub lines: Vec<usize>,
    root: Root,
    unfolded: HashSet<usize>,
    /// Where a person wants to go next, once the lines are up to date.
    wanted: Option<usize>,
}

/// Whether the root has a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// It is the first line.
    Shown,
    /// Only what lies below it is shown.
    Hidden,
}

impl Tree {
    /// A tree folded up to a node.
    pub fn new(framework: &Framework, place: usize, root: Root) -> Self {
        let mut tree =
            Self { place, lines: Vec::new(), root, unfolded: HashSet::new(), wanted: Some(place) };
        tree.refresh(framework);
        tree
    }

    /// Goes to a node; the next [`Tree::refresh`] unfolds what is above it.
    pub fn go_to(&mut self, place: usize) {
        self.place = place;
        self.wanted = Some(place);
    }

    /// Unfolds everything above the node that is wanted, and brings the lines up to date.
    pub fn refresh(&mut self, framework: &Framework) {
        let mut above = self.wanted.take().and_then(|at| framework.node(at).parent);
        while let Some(parent) = above {
            self.unfolded.insert(parent);
            above = framework.node(parent).parent;
        }
        self.lines = self.shown(framework);
    }

    /// The chosen line.
    pub fn line(&self) -> usize {
        self.lines.iter().position(|at| *at == self.place).unwrap_or(0)
    }

    /// Whether a group shows what is below it.
    pub fn is_unfolded(&self, place: usize) -> bool {
        place == Framework::ROOT || self.unfolded.contains(&place)
    }

    /// Moves the chosen line; `false` for an action that moves nothing.
    pub fn moves(&mut self, action: &Action, page: usize) -> bool {
        let mut line = self.line();
        let moved = step(&mut line, self.lines.len(), page, action);
        if let (true, Some(place)) = (moved, self.lines.get(line).copied()) {
            self.place = place;
        }
        moved
    }

    /// Folds the chosen group, or unfolds it.
    pub fn fold(&mut self, framework: &Framework) {
        let group = framework.node(self.place).group().is_some();
        if group && self.place != Framework::ROOT && !self.unfolded.remove(&self.place) {
            self.unfolded.insert(self.place);
        }
        self.lines = self.shown(framework);
    }

    /// One step out: folds the group, or goes to the one above.
    pub fn out(&mut self, framework: &Framework) {
        if !self.unfolded.remove(&self.place) {
            let above = framework.node(self.place).parent;
            let above = above.filter(|at| *at != Framework::ROOT || self.root == Root::Shown);
            self.place = above.unwrap_or(self.place);
        }
        self.lines = self.shown(framework);
    }

    /// One step in: unfolds the group, or goes to its first node. `false` at a question, into which
    /// there is no way within the tree.
    pub fn into_group(&mut self, framework: &Framework) -> bool {
        if framework.node(self.place).group().is_none() {
            return false;
        }
        if self.is_unfolded(self.place) {
            self.place = (self.place + 1).min(framework.nodes().len() - 1);
        } else {
            self.unfolded.insert(self.place);
        }
        self.lines = self.shown(framework);
        true
    }

    /// The nodes of which no group above is folded.
    fn shown(&self, framework: &Framework) -> Vec<usize> {
        let shown = |node: &Node| {
            let mut above = node.parent;
            while let Some(at) = above {
                if !self.is_unfolded(at) {
                    return false;
                }
                above = framework.node(at).parent;
            }
            true
        };
        let nodes = framework.nodes().iter().enumerate().skip(match self.root {
            Root::Shown => 0,
            Root::Hidden => 1,
        });
        nodes.filter(|(_, node)| shown(node)).map(|(at, _)| at).collect()
    }
}
