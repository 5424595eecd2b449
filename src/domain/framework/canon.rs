//! A framework's content as one text, for digests and for telling whether two versions mean the same.

use std::fmt::Write as _;

use super::{Body, Framework};

/// The text that decides whether two versions of a node mean the same.
pub(super) fn meaning(framework: &Framework, at: usize) -> String {
    let node = framework.node(at);
    let mut out = String::new();
    put(&mut out, "name", &node.name);
    let _ = writeln!(out, "scale {:?}", framework.scale(node));
    match &node.body {
        Body::Group(g) => {
            let _ = writeln!(out, "rule {} {:?} {:?}", g.rule, g.decimals, g.critical_cap);
        }
        Body::Question(q) => {
            for level in &q.levels {
                put(&mut out, "level", level);
            }
        }
    }
    out
}

/// The whole framework as one text, the same however the file is laid out.
pub(super) fn canonical(framework: &Framework) -> String {
    let f = framework;
    let mut out = String::from("stocktake framework 1\n");
    for (key, text) in [
        ("id", f.id.as_str()),
        ("version", &f.version),
        ("title", &f.title),
        ("language", &f.language),
        ("summary", &f.summary),
        ("source", &f.source),
    ] {
        put(&mut out, key, text);
    }
    let _ = writeln!(out, "scoring {:?}", f.scoring);
    for tier in &f.tiers {
        put(&mut out, "tier", tier);
    }
    for (at, node) in f.nodes.iter().enumerate() {
        put(&mut out, "node", node.id.as_str());
        put(&mut out, "code", &node.code);
        let _ = writeln!(out, "at {} {:?}", node.depth, node.weight);
        out.push_str(&meaning(f, at));
        match &node.body {
            Body::Group(g) => put(&mut out, "intro", &g.intro),
            Body::Question(q) => {
                let _ = writeln!(
                    out,
                    "flags {} {} {} {}",
                    q.core, q.critical, q.subnational, q.paper_and_practice
                );
                let _ = writeln!(out, "{:?} {:?} {:?}", q.kind, q.action, q.lenses);
                put(&mut out, "guidance", &q.guidance);
                for text in q.evidence.iter().chain(&q.standards) {
                    put(&mut out, "item", text);
                }
                for step in &q.next {
                    put(
                        &mut out,
                        "next",
                        &format!("{:?} {} {} {}", step.to, step.action, step.cost, step.who),
                    );
                }
            }
        }
    }
    for t in &f.glossary {
        put(&mut out, &t.term, &t.means);
    }
    out
}

/// A length before the text keeps two different contents from reading the same.
fn put(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} {} {text}", text.len());
}
