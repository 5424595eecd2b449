//! For every node, each cost at which more can be reached, and the most that can be reached for it.
//!
//! This is dynamic programming over the tree of the framework. The score of a group follows from a
//! few numbers of the nodes below it, whatever their count: a sum for the means and the share, the
//! lowest for the minimum, the lowest and the highest for the weakest link, and beside them whether
//! a critical question is low. For each cost only states are kept that no other state beats in all
//! of these, so that nothing that could be best is lost. What is found is scored anew with
//! [`crate::analysis::score::roll_up`]: these numbers only find it.

use crate::analysis::numbers::round_half_up;
use crate::domain::{CriticalCap, Framework, Group, Node, Rule, Scale};

/// What can be chosen for a question: by steps taken, the cost of all of them and the value that
/// they lead to. The first one costs nothing.
pub(super) type Options = Vec<(u32, f64)>;

/// How many steps may be taken on a question, at least and at most.
pub(super) type Limits = Vec<(usize, usize)>;

/// One way to spend a cost below a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// What it costs.
    pub cost: u32,
    /// The value of the node.
    pub value: f64,
    /// Of a question, the steps taken; of a group, the state of its last stage.
    pick: usize,
}

/// What is known of the nodes below a group that have been looked at.
#[derive(Clone, Copy, Debug)]
struct State {
    cost: u32,
    /// The sum, or the lowest value.
    a: f64,
    /// The highest value, where the rule asks for it.
    b: f64,
    /// Whether no critical question is low.
    ok: bool,
    /// The state before, and the point of the child that was added.
    from: (usize, usize),
}

/// The frontier of every node of a tree.
pub(super) struct Frontiers<'a> {
    framework: &'a Framework,
    points: Vec<Vec<Point>>,
    /// By group, the children that have a value and the states after each of them.
    stages: Vec<Vec<(usize, Vec<State>)>>,
}

impl<'a> Frontiers<'a> {
    /// Goes through the tree from the questions up to a node; what costs more than `most` is left
    /// out. `None` where the least steps of some question cost more.
    pub fn of(
        framework: &'a Framework,
        top: usize,
        options: &[Option<Options>],
        limits: &Limits,
        most: u32,
    ) -> Option<Self> {
        let count = framework.nodes().len();
        let mut all = Self {
            framework,
            points: vec![Vec::new(); count],
            stages: (0..count).map(|_| Vec::new()).collect(),
        };
        let end = below(framework, top);
        for at in (top..end).rev() {
            let node = framework.node(at);
            all.points[at] = match (node.group(), &options[at]) {
                (Some(group), _) => all.group(at, node, group, most)?,
                (None, Some(options)) => {
                    let points = question(options, limits[at], most);
                    if points.is_empty() {
                        return None;
                    }
                    points
                }
                (None, None) => Vec::new(),
            };
        }
        Some(all)
    }

    /// The frontier of a node, cheapest first.
    pub fn at(&self, node: usize) -> &[Point] {
        &self.points[node]
    }

    /// The steps taken on each question below a node for one of its points.
    pub fn picks(&self, node: usize, point: usize, taken: &mut [usize]) {
        let Some(found) = self.points[node].get(point) else { return };
        if self.framework.node(node).question().is_some() {
            taken[node] = found.pick;
            return;
        }
        let mut pick = found.pick;
        for (child, states) in self.stages[node].iter().rev() {
            let (before, point) = states[pick].from;
            self.picks(*child, point, taken);
            pick = before;
        }
    }

    fn group(&mut self, at: usize, node: &Node, group: &Group, most: u32) -> Option<Vec<Point>> {
        let children: Vec<usize> =
            node.children.iter().copied().filter(|child| !self.points[*child].is_empty()).collect();
        if children.is_empty() {
            return Some(Vec::new());
        }
        let rule = Accumulated::new(self.framework, node, group, &children);
        let mut stages: Vec<(usize, Vec<State>)> = Vec::with_capacity(children.len());
        let mut states =
            vec![State { cost: 0, a: rule.none(), b: f64::MIN, ok: true, from: (0, 0) }];
        for child in children {
            let mut next: Vec<State> = Vec::new();
            for (before, state) in states.iter().enumerate() {
                for (point, add) in self.points[child].iter().enumerate() {
                    let cost = state.cost.saturating_add(add.cost);
                    if cost > most {
                        break;
                    }
                    next.push(State {
                        cost,
                        from: (before, point),
                        ..rule.add(*state, child, add.value)
                    });
                }
            }
            states = rule.keep(next);
            stages.push((child, states.clone()));
        }
        let value = |(pick, state): (usize, &State)| Point {
            cost: state.cost,
            value: rule.value(state),
            pick,
        };
        let points = best(states.iter().enumerate().map(value).collect());
        self.stages[at] = stages;
        (!points.is_empty()).then_some(points)
    }
}

/// The place behind the last node at or below one.
fn below(framework: &Framework, top: usize) -> usize {
    let depth = framework.node(top).depth;
    let nodes = framework.nodes();
    let end = nodes[top + 1..].iter().position(|node| node.depth <= depth);
    end.map_or(nodes.len(), |end| top + 1 + end)
}

fn question(options: &Options, (least, most_steps): (usize, usize), most: u32) -> Vec<Point> {
    let allowed = options.iter().enumerate().take(most_steps + 1).skip(least);
    let point =
        |(pick, (cost, value)): (usize, &(u32, f64))| Point { cost: *cost, value: *value, pick };
    best(allowed.map(point).filter(|point| point.cost <= most).collect())
}

/// The points that no other one beats: dearer means better.
fn best(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|p, q| p.cost.cmp(&q.cost).then(q.value.total_cmp(&p.value)));
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| point.value > last.value) {
            kept.push(point);
        }
    }
    kept
}

/// A rule as something that grows with each node below the group.
struct Accumulated<'a> {
    framework: &'a Framework,
    scale: &'a Scale,
    rule: Rule,
    cap: Option<CriticalCap>,
    decimals: Option<u8>,
    /// The sum of the weights, or of the points that can be reached.
    whole: f64,
    /// Whether a lowest value that rises never lowers the weakest link.
    even: bool,
}

impl<'a> Accumulated<'a> {
    fn new(framework: &'a Framework, node: &Node, group: &Group, children: &[usize]) -> Self {
        let scale = framework.scale(node);
        let weigh = |child: &usize| {
            let node = framework.node(*child);
            match group.rule {
                Rule::Mean => 1.0,
                Rule::Share => {
                    let from = framework.scale(node);
                    node.weight * (from.highest() - from.lowest())
                }
                _ => node.weight,
            }
        };
        let whole = children.iter().map(weigh).sum();
        let gaps: Vec<f64> =
            scale.all_levels().windows(2).map(|w| w[1].value - w[0].value).collect();
        let even = gaps.windows(2).all(|w| (w[0] - w[1]).abs() < 1e-9);
        let (cap, decimals) = (group.critical_cap, group.decimals);
        Self { framework, scale, rule: group.rule, cap, decimals, whole, even }
    }

    /// What stands before the first node is added.
    fn none(&self) -> f64 {
        match self.rule {
            Rule::Minimum | Rule::WeakestLink => f64::MAX,
            _ => 0.0,
        }
    }

    fn add(&self, state: State, child: usize, own: f64) -> State {
        let node = self.framework.node(child);
        let from = self.framework.scale(node);
        let value = self.scale.carry(own, from);
        let critical = node.question().is_some_and(|question| question.critical);
        let low = critical && self.cap.is_some_and(|cap| own <= cap.at);
        let a = match self.rule {
            Rule::Mean => state.a + value,
            Rule::Weighted => state.a + node.weight * value,
            Rule::Geometric if value <= 0.0 => f64::NEG_INFINITY,
            Rule::Geometric => state.a + node.weight * libm::log(value),
            Rule::Share => state.a + node.weight * (own - from.lowest()),
            Rule::Minimum | Rule::WeakestLink => state.a.min(value),
        };
        let b = match self.rule {
            // What is higher than half a step above the lowest changes nothing: the lowest only
            // falls.
            Rule::WeakestLink if self.even => state.b.max(value).min(a + self.scale.half_step(a)),
            Rule::WeakestLink => state.b.max(value),
            _ => state.b,
        };
        State { a, b, ok: state.ok && !low, ..state }
    }

    /// The value of the group.
    fn value(&self, state: &State) -> f64 {
        let raw = match self.rule {
            Rule::Mean | Rule::Weighted => state.a / self.whole,
            Rule::Geometric if state.a == f64::NEG_INFINITY => 0.0,
            Rule::Geometric => libm::exp(state.a / self.whole),
            Rule::Share => {
                self.scale.lowest()
                    + state.a / self.whole * (self.scale.highest() - self.scale.lowest())
            }
            Rule::Minimum => state.a,
            Rule::WeakestLink => (state.a + self.scale.half_step(state.a)).min(state.b),
        };
        let capped = match self.cap {
            Some(cap) if !state.ok && raw > cap.to => cap.to,
            _ => raw,
        };
        self.decimals.map_or(capped, |places| round_half_up(capped, places))
    }

    /// The states that no other one beats.
    fn keep(&self, mut states: Vec<State>) -> Vec<State> {
        states.sort_by(|s, t| {
            s.cost
                .cmp(&t.cost)
                .then(t.ok.cmp(&s.ok))
                .then(t.a.total_cmp(&s.a))
                .then(t.b.total_cmp(&s.b))
        });
        let strict = self.rule == Rule::WeakestLink && !self.even;
        let mut kept: Vec<State> = Vec::new();
        // Where one number decides, the best so far is all that has to be looked at.
        let (mut best, mut best_ok): (Option<f64>, Option<f64>) = (None, None);
        for state in states {
            let beaten = if self.rule == Rule::WeakestLink {
                kept.iter().any(|other| {
                    let as_good = if strict {
                        other.a.total_cmp(&state.a).is_eq() && other.b.total_cmp(&state.b).is_eq()
                    } else {
                        other.a >= state.a && other.b >= state.b
                    };
                    as_good && (other.ok || !state.ok)
                })
            } else {
                let above = if state.ok { best_ok } else { best };
                above.is_some_and(|above: f64| above >= state.a)
            };
            if !beaten {
                let higher = |best: Option<f64>| Some(best.map_or(state.a, |b| b.max(state.a)));
                best = higher(best);
                best_ok = if state.ok { higher(best_ok) } else { best_ok };
                kept.push(state);
            }
        }
        kept
    }
}
