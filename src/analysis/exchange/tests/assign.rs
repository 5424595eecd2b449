//! A stable many-to-many assignment by deferred acceptance, to hold the quick one against.
//!
//! The deferred acceptance of Gale and Shapley (American Mathematical Monthly 69, 1962) with room for
//! several on both sides, as in Roth (Journal of Political Economy 92, 1984). The askers propose,
//! so of all stable assignments it is the one that suits them best.

use std::collections::{BinaryHeap, VecDeque};

/// An asker and a giver that could be brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// The number of the asker, from 0.
    pub(super) asker: usize,
    /// The number of the giver, from 0.
    pub(super) giver: usize,
    /// Where the edge stands with the asker: the lowest is liked best; no two of an asker are equal.
    pub(super) asker_likes: usize,
    /// Where the edge stands with the giver: the lowest is liked best; no two of a giver are equal.
    pub(super) giver_likes: usize,
}

/// The places of the edges that are taken, in rising order. An asker takes up to `wanted` givers, and
/// each giver as many askers as stands in `room` under its number.
///
/// No pair would rather have each other: of every edge that is not taken, the asker or the giver has
/// all the partners that it has room for, and likes each of them better. The order of `edges` does not
/// matter to what is taken. The time grows with the edges and the logarithm of the room.
pub(super) fn stable(edges: &[Edge], wanted: usize, room: &[usize]) -> Vec<usize> {
    let count = |of: fn(&Edge) -> usize| edges.iter().map(of).max().map_or(0, |n| n + 1);
    let mut wishes: Vec<Vec<usize>> = vec![Vec::new(); count(|e| e.asker)];
    for (at, edge) in edges.iter().enumerate() {
        wishes[edge.asker].push(at);
    }
    for list in &mut wishes {
        // The last is asked first.
        list.sort_by_key(|at| std::cmp::Reverse(edges[*at].asker_likes));
    }
    // Of every giver, whom it holds, the one that it likes least on top.
    let mut held: Vec<BinaryHeap<(usize, usize)>> = vec![BinaryHeap::new(); count(|e| e.giver)];
    let mut partners = vec![0_usize; wishes.len()];
    let mut asking: VecDeque<usize> = (0..wishes.len()).collect();
    while let Some(asker) = asking.pop_front() {
        while partners[asker] < wanted {
            let Some(at) = wishes[asker].pop() else { break };
            let edge = &edges[at];
            held[edge.giver].push((edge.giver_likes, at));
            partners[asker] += 1;
            if held[edge.giver].len() > room.get(edge.giver).copied().unwrap_or(0) {
                let Some((_, refused)) = held[edge.giver].pop() else { break };
                let refused = edges[refused].asker;
                partners[refused] -= 1;
                if refused != asker {
                    asking.push_back(refused);
                }
            }
        }
    }
    let mut taken: Vec<usize> = held.into_iter().flatten().map(|(_, at)| at).collect();
    taken.sort_unstable();
    taken
}

mod tests {
    use proptest::prelude::*;

    use super::{Edge, stable};

    /// Any market: who could meet whom, and how both sides like it.
    fn market() -> impl Strategy<Value = (Vec<Edge>, usize, Vec<usize>)> {
        let pairs = proptest::collection::btree_set((0..9_usize, 0..6_usize), 0..54);
        let room = proptest::collection::vec(0..5_usize, 6);
        (pairs, any::<u64>(), 0..4_usize, room).prop_map(|(pairs, seed, wanted, room)| {
            let mix = |n: usize, salt: u64| {
                (n as u64 + 1).wrapping_mul(seed | 1).wrapping_mul(salt).rotate_left(23)
            };
            let all: Vec<(usize, usize)> = pairs.into_iter().collect();
            let order = |salt: u64| {
                let mut by: Vec<usize> = (0..all.len()).collect();
                by.sort_by_key(|at| (mix(*at, salt), *at));
                let mut place = vec![0; all.len()];
                by.into_iter().enumerate().for_each(|(rank, at)| place[at] = rank);
                place
            };
            let (first, second) = (order(0x9e37_79b9_7f4a_7c15), order(0xc2b2_ae3d_27d4_eb4f));
            let edge = |(at, (asker, giver)): (usize, &(usize, usize))| Edge {
                asker: *asker,
                giver: *giver,
                asker_likes: first[at],
                giver_likes: second[at],
            };
            (all.iter().enumerate().map(edge).collect(), wanted, room)
        })
    }

    /// Whether one side would take an edge: it has room, or likes one of its partners less.
    fn would(taken: &[&Edge], room: usize, likes: impl Fn(&Edge) -> usize, edge: &Edge) -> bool {
        room > 0 && (taken.len() < room || taken.iter().any(|t| likes(t) > likes(edge)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn nobody_has_too_much_and_no_pair_would_rather_have_each_other((edges, wanted, room) in market()) {
            let taken = stable(&edges, wanted, &room);
            let of = |fits: &dyn Fn(&Edge) -> bool| -> Vec<&Edge> {
                taken.iter().map(|at| &edges[*at]).filter(|e| fits(e)).collect()
            };
            for (at, edge) in edges.iter().enumerate() {
                let asker = of(&|e| e.asker == edge.asker);
                let giver = of(&|e| e.giver == edge.giver);
                let free = room[edge.giver];
                prop_assert!(asker.len() <= wanted && giver.len() <= free);
                if taken.contains(&at) {
                    continue;
                }
                let blocks = would(&asker, wanted, |e| e.asker_likes, edge)
                    && would(&giver, free, |e| e.giver_likes, edge);
                prop_assert!(!blocks, "{edge:?} blocks {taken:?} of {edges:?} with {room:?}");
            }
        }

        #[test]
        fn the_order_of_the_edges_changes_nothing((edges, wanted, room) in market(), turn in 0..60_usize) {
            let mut turned = edges.clone();
            turned.rotate_left(turn % edges.len().max(1));
            turned.reverse();
            let told = |edges: &[Edge]| {
                let mut all: Vec<(usize, usize)> =
                    stable(edges, wanted, &room).iter().map(|at| (edges[*at].asker, edges[*at].giver)).collect();
                all.sort_unstable();
                all
            };
            prop_assert_eq!(told(&edges), told(&turned));
        }
    }

    #[test]
    fn of_two_stable_assignments_the_askers_get_theirs() {
        let edge = |asker, giver, asker_likes, giver_likes| Edge {
            asker,
            giver,
            asker_likes,
            giver_likes,
        };
        let edges = [edge(0, 0, 0, 1), edge(0, 1, 1, 0), edge(1, 1, 0, 1), edge(1, 0, 1, 0)];
        assert_eq!(stable(&edges, 1, &[1, 1]), [0, 2]);
        assert_eq!(stable(&edges, 2, &[2, 2]), [0, 1, 2, 3]);
        assert_eq!(stable(&edges, 2, &[0]), [0_usize; 0]);
    }
}
