//! A framework's content as one text, for digests and for telling whether two versions mean the
//! same.
//!
//! The text must never change for the same content, because assessments are pinned to its digest
//! for years: it is written out field by field, and a field that is added later is written only
//! where it is used. `tests/pins.rs` holds the digest of a framework that exercises every field.

use std::fmt::Write as _;

use super::{Body, CriticalCap, Framework, Group, Property, Question};
use crate::domain::{Grade, Scale, Steps};

/// The text that decides whether two versions of a node mean the same.
pub(super) fn meaning(framework: &Framework, at: usize) -> String {
    let node = framework.node(at);
    let mut out = String::new();
    put(&mut out, "name", &node.name);
    scale(&mut out, framework.scale(node));
    match &node.body {
        Body::Group(group) => rule(&mut out, group),
        Body::Question(question) => {
            for level in &question.levels {
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
    line(&mut out, "completeness", &f.scoring.completeness.to_string());
    for cap in &f.scoring.evidence_caps {
        line(&mut out, "evidence", &format!("{} {}", cap.level, Grade::name(cap.needs)));
    }
    for scheme in &f.schemes {
        put(&mut out, "scheme", scheme.id.as_str());
        put(&mut out, "called", &scheme.name);
        put(&mut out, "source", &scheme.source);
        let from = Property::ALL.iter().find(|(property, _)| Some(*property) == scheme.from);
        line(&mut out, "from", from.map_or("", |(_, name)| name));
        for value in &scheme.values {
            put(&mut out, "value", value.id.as_str());
            put(&mut out, "called", &value.name);
        }
    }
    for tier in &f.tiers {
        put(&mut out, "tier", tier);
    }
    if let Some(base) = &f.base {
        line(&mut out, "base", &format!("{} {}", base.id, base.digest));
        put(&mut out, "of", &base.version);
    }
    for body in &f.bodies {
        put(&mut out, "body", &body.name);
        put(&mut out, "role", &body.role);
    }
    for (at, node) in f.nodes.iter().enumerate() {
        put(&mut out, "node", node.id.as_str());
        put(&mut out, "code", &node.code);
        line(&mut out, "at", &format!("{} {}", node.depth, node.weight));
        out.push_str(&meaning(f, at));
        match &node.body {
            Body::Group(group) => put(&mut out, "intro", &group.intro),
            Body::Question(q) => question(&mut out, q),
        }
        for (scheme, values) in &node.tags {
            put(&mut out, "tag", scheme.as_str());
            for value in values {
                put(&mut out, "is", value.as_str());
            }
        }
    }
    for term in &f.glossary {
        put(&mut out, "term", &term.term);
        put(&mut out, "means", &term.means);
    }
    out
}

fn scale(out: &mut String, scale: &Scale) {
    line(out, "scale", &format!("{} {} {}", scale.id, scale.lowest(), scale.highest()));
    if let Steps::Levels { levels, halves } = &scale.steps {
        line(out, "halves", if *halves { "yes" } else { "no" });
        for level in levels {
            line(out, "step", &format!("{} {}", level.number, level.value));
            put(out, "mark", level.mark.as_deref().unwrap_or_default());
            put(out, "name", &level.name);
            put(out, "meaning", &level.meaning);
        }
    }
}

fn rule(out: &mut String, group: &Group) {
    line(out, "rule", &group.rule.to_string());
    if let Some(decimals) = group.decimals {
        line(out, "decimals", &decimals.to_string());
    }
    if let Some(CriticalCap { at, to }) = group.critical_cap {
        line(out, "critical", &format!("{at} {to}"));
    }
}

fn question(out: &mut String, q: &Question) {
    for (name, on) in [
        ("core", q.core),
        ("critical", q.critical),
        ("subnational", q.subnational),
        ("paper_and_practice", q.paper_and_practice),
    ] {
        if on {
            line(out, "flag", name);
        }
    }
    line(out, "kind", q.kind.map_or("", super::Kind::name));
    line(out, "action", q.action.map_or("", super::Action::name));
    for lens in &q.lenses {
        line(out, "lens", lens.name());
    }
    put(out, "guidance", &q.guidance);
    for (key, text) in [("paper", &q.paper), ("practice", &q.practice)] {
        if !text.is_empty() {
            put(out, key, text);
        }
    }
    for text in &q.evidence {
        put(out, "expected", text);
    }
    for text in &q.standards {
        put(out, "standard", text);
    }
    for step in &q.next {
        line(out, "to", &step.to.to_string());
        put(out, "do", &step.action);
        put(out, "cost", &step.cost);
        put(out, "who", &step.who);
    }
}

fn line(out: &mut String, key: &str, word: &str) {
    let _ = writeln!(out, "{key} {word}");
}

/// A length before the text keeps two different contents from reading the same.
fn put(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} {} {text}", text.len());
}
