//! The walk through a framework file, key by key: every wrong value is found in one pass.

use crate::domain::{
    DraftBase, DraftBody, DraftCap, DraftCriticalCap, DraftFramework, DraftLevel, DraftNode,
    DraftQuestion, DraftReword, DraftRoot, DraftScale, DraftScheme, DraftScoring, DraftStep,
    DraftTags, DraftTerm, DraftValue,
};
use crate::store::table::Table;
use crate::store::walk::{Value, Walk};

/// A draft, and what was wrong on the way to it.
#[derive(Default)]
pub(super) struct Reader {
    pub draft: DraftFramework,
    pub walk: Walk,
    pub broken: Broken,
}

/// Which parts of a file held a wrong value, so that what follows from it is not reported as well.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Broken {
    scales: bool,
    nodes: bool,
    questions: bool,
    schemes: bool,
}

impl Broken {
    /// Whether a problem of this kind may only follow from a value that was reported already.
    pub fn explains(self, code: &str) -> bool {
        match code {
            "scale" | "evidence-cap" => self.scales,
            "next" => self.scales || self.questions,
            "descriptors" => self.scales || self.questions,
            "empty" => self.nodes || self.questions || self.schemes,
            "parent" | "cycle" => self.nodes || self.questions,
            "tag" => self.nodes || self.questions || self.schemes,
            _ => false,
        }
    }
}

impl Reader {
    /// Reads the whole file.
    pub fn read(table: &Table<'_>) -> Self {
        let mut reader = Self::default();
        let (walk, d) = (&mut reader.walk, &mut reader.draft);
        each(walk, table, |walk, key, v| {
            let before = walk.problems.len();
            match key {
                "id" => d.id = walk.string(v),
                "version" => d.version = walk.string(v),
                "title" => d.title = walk.string(v),
                "language" => d.language = walk.string(v),
                "summary" => d.summary = walk.string(v),
                "source" => d.source = walk.string(v),
                "tiers" => d.tiers = walk.texts(v),
                "base" => d.base = base(walk, v),
                "root" => d.root = root(walk, v),
                "scoring" => d.scoring = scoring(walk, v),
                "scale" => d.scale = scale(walk, v),
                "scales" => {
                    for (name, v) in walk.table(v).into_iter().flatten() {
                        let read = scale(walk, v).unwrap_or_default();
                        d.scales.insert(name.get_ref().to_string(), read);
                    }
                }
                "scheme" => d.scheme = walk.list(v, scheme),
                "node" => d.node = walk.list(v, node),
                "question" => d.question = walk.list(v, question),
                "reword" => d.reword = walk.list(v, reword),
                "term" => d.term = walk.list(v, term),
                "body" => d.body = walk.list(v, body),
                _ => return false,
            }
            let wrong = walk.problems.len() > before;
            match key {
                "scale" | "scales" => reader.broken.scales |= wrong,
                "node" => reader.broken.nodes |= wrong,
                "question" => reader.broken.questions |= wrong,
                "scheme" => reader.broken.schemes |= wrong,
                _ => {}
            }
            true
        });
        reader
    }
}

/// Reads every key of a table; a key that `field` does not know is reported.
fn each<'a, 'i>(
    walk: &mut Walk,
    table: &'a Table<'i>,
    mut field: impl FnMut(&mut Walk, &str, Value<'a, 'i>) -> bool,
) {
    for (name, value) in table {
        if !field(walk, name.get_ref(), value) {
            walk.unknown(name);
        }
    }
}

fn base(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftBase> {
    let (table, mut base) = (walk.table(value)?, DraftBase::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => base.id = walk.string(v),
            "version" => base.version = walk.string(v),
            "keep" => base.keep = walk.texts(v),
            "drop" => base.drop = walk.texts(v),
            _ => return false,
        }
        true
    });
    Some(base)
}

fn reword(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftReword> {
    let (table, mut reword) = (walk.table(value)?, DraftReword::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => reword.id = walk.string(v),
            "name" => reword.name = walk.string(v),
            "intro" => reword.intro = walk.string(v),
            "text" => reword.text = walk.string(v),
            "guidance" => reword.guidance = walk.string(v),
            "evidence" => reword.evidence = walk.texts(v),
            "paper" => reword.paper = walk.string(v),
            "practice" => reword.practice = walk.string(v),
            "levels" => reword.levels = walk.texts(v),
            "tags" => reword.tags = tags(walk, v),
            _ => return false,
        }
        true
    });
    Some(reword)
}

fn body(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftBody> {
    let (table, mut body) = (walk.table(value)?, DraftBody::default());
    each(walk, table, |walk, key, v| {
        match key {
            "name" => body.name = walk.string(v),
            "role" => body.role = walk.string(v),
            _ => return false,
        }
        true
    });
    need(walk, table.contains_key("name"), "name", value);
    need(walk, table.contains_key("role"), "role", value);
    Some(body)
}

fn root(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftRoot> {
    let (table, mut root) = (walk.table(value)?, DraftRoot::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => root.id = walk.string(v),
            "name" => root.name = walk.string(v),
            "rule" => root.rule = walk.string(v),
            "scale" => root.scale = walk.string(v),
            "decimals" => root.decimals = walk.whole(v),
            _ => return false,
        }
        true
    });
    Some(root)
}

fn scoring(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftScoring> {
    let (table, mut scoring) = (walk.table(value)?, DraftScoring::default());
    each(walk, table, |walk, key, v| {
        match key {
            "rule" => scoring.rule = walk.string(v),
            "decimals" => scoring.decimals = walk.whole(v),
            "completeness" => scoring.completeness = walk.number(v),
            "critical_cap" => scoring.critical_cap = critical_cap(walk, v),
            "evidence_cap" => scoring.evidence_cap = walk.list(v, evidence_cap),
            _ => return false,
        }
        true
    });
    Some(scoring)
}

fn critical_cap(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftCriticalCap> {
    let (mut below, mut to) = (None, None);
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "at" => below = Some(walk.number(v)),
            "to" => to = Some(walk.number(v)),
            _ => return false,
        }
        true
    });
    need(walk, below.is_some(), "at", value);
    need(walk, to.is_some(), "to", value);
    Some(DraftCriticalCap { at: below??, to: to?? })
}

fn evidence_cap(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftCap> {
    let (mut level, mut needs) = (None, None);
    let table = walk.table(value)?;
    each(walk, table, |walk, key, v| {
        match key {
            "level" => level = Some(walk.number(v)),
            "needs" => needs = Some(walk.text(v)),
            _ => return false,
        }
        true
    });
    need(walk, level.is_some(), "level", value);
    need(walk, needs.is_some(), "needs", value);
    Some(DraftCap { level: level??, needs: needs??.to_owned() })
}

fn scale(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftScale> {
    let (table, mut scale) = (walk.table(value)?, DraftScale::default());
    each(walk, table, |walk, key, v| {
        match key {
            "min" => scale.min = walk.number(v),
            "max" => scale.max = walk.number(v),
            "halves" => scale.halves = walk.flag(v).unwrap_or_default(),
            "levels" => scale.levels = walk.list(v, level),
            _ => return false,
        }
        true
    });
    Some(scale)
}

fn level(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftLevel> {
    let (table, mut level) = (walk.table(value)?, DraftLevel::default());
    let mut number = None;
    each(walk, table, |walk, key, v| {
        match key {
            "level" => number = Some(walk.number(v)),
            "value" => level.value = walk.number(v),
            "mark" => level.mark = walk.text(v).map(str::to_owned),
            "name" => level.name = walk.string(v),
            "meaning" => level.meaning = walk.string(v),
            _ => return false,
        }
        true
    });
    need(walk, number.is_some(), "level", value);
    level.level = number??;
    Some(level)
}

fn scheme(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftScheme> {
    let (table, mut scheme) = (walk.table(value)?, DraftScheme::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => scheme.id = walk.string(v),
            "name" => scheme.name = walk.string(v),
            "source" => scheme.source = walk.string(v),
            "from" => scheme.from = walk.string(v),
            "values" => scheme.values = walk.list(v, value_of),
            _ => return false,
        }
        true
    });
    Some(scheme)
}

fn value_of(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftValue> {
    let (table, mut of) = (walk.table(value)?, DraftValue::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => of.id = walk.string(v),
            "name" => of.name = walk.string(v),
            _ => return false,
        }
        true
    });
    Some(of)
}

fn tags(walk: &mut Walk, value: Value<'_, '_>) -> DraftTags {
    let table = walk.table(value).into_iter().flatten();
    table.map(|(name, v)| (name.get_ref().to_string(), walk.texts(v))).collect()
}

fn node(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftNode> {
    let (table, mut node) = (walk.table(value)?, DraftNode::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => node.id = walk.string(v),
            "parent" => node.parent = walk.string(v),
            "code" => node.code = walk.string(v),
            "name" => node.name = walk.string(v),
            "intro" => node.intro = walk.string(v),
            "rule" => node.rule = walk.string(v),
            "weight" => node.weight = walk.number(v),
            "scale" => node.scale = walk.string(v),
            "decimals" => node.decimals = walk.whole(v),
            "critical_cap" => node.critical_cap = critical_cap(walk, v),
            "tags" => node.tags = tags(walk, v),
            _ => return false,
        }
        true
    });
    Some(node)
}

fn question(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftQuestion> {
    let (table, mut q) = (walk.table(value)?, DraftQuestion::default());
    each(walk, table, |walk, key, v| {
        match key {
            "id" => q.id = walk.string(v),
            "parent" => q.parent = walk.string(v),
            "code" => q.code = walk.string(v),
            "text" => q.text = walk.string(v),
            "guidance" => q.guidance = walk.string(v),
            "evidence" => q.evidence = walk.texts(v),
            "kind" => q.kind = walk.string(v),
            "action" => q.action = walk.string(v),
            "core" => q.core = walk.flag(v).unwrap_or_default(),
            "critical" => q.critical = walk.flag(v).unwrap_or_default(),
            "subnational" => q.subnational = walk.flag(v).unwrap_or_default(),
            "paper_and_practice" => q.paper_and_practice = walk.flag(v).unwrap_or_default(),
            "paper" => q.paper = walk.string(v),
            "practice" => q.practice = walk.string(v),
            "lenses" => q.lenses = walk.texts(v),
            "standards" => q.standards = walk.texts(v),
            "weight" => q.weight = walk.number(v),
            "scale" => q.scale = walk.string(v),
            "levels" => q.levels = walk.texts(v),
            "next" => q.next = walk.list(v, step),
            "tags" => q.tags = tags(walk, v),
            _ => return false,
        }
        true
    });
    Some(q)
}

fn step(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftStep> {
    let (table, mut step) = (walk.table(value)?, DraftStep::default());
    let mut to = None;
    each(walk, table, |walk, key, v| {
        match key {
            "to" => to = Some(walk.number(v)),
            "do" => step.action = walk.string(v),
            "cost" => step.cost = walk.string(v),
            "who" => step.who = walk.string(v),
            _ => return false,
        }
        true
    });
    need(walk, to.is_some(), "to", value);
    step.to = to??;
    Some(step)
}

fn term(walk: &mut Walk, value: Value<'_, '_>) -> Option<DraftTerm> {
    let (table, mut term) = (walk.table(value)?, DraftTerm::default());
    each(walk, table, |walk, key, v| {
        match key {
            "term" => term.term = walk.string(v),
            "means" => term.means = walk.string(v),
            _ => return false,
        }
        true
    });
    need(walk, table.contains_key("term"), "term", value);
    need(walk, table.contains_key("means"), "means", value);
    Some(term)
}

/// A table without a key that gives it its meaning.
fn need(walk: &mut Walk, found: bool, key: &str, value: Value<'_, '_>) {
    if !found {
        let message = format!("the key '{key}' is missing");
        let hint = "add it: docs/framework-format.md shows the file";
        walk.error("missing-key", value.span(), message, hint);
    }
}
