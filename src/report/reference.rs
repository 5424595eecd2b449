//! A framework as a work of reference: ladders, guidance, evidence, next steps, standards, glossary.

use super::document::{Block, Document, Section};
use super::table::{Cell, Column, Table};
use super::words::{exact, name_of};
use crate::domain::{
    Action, Body, Framework, Grade, Group, Kind, Lens, Node, Question, Scale, Scheme, SchemeValue,
};

/// The whole framework for readers.
pub fn framework_reference(framework: &Framework) -> Document {
    let subtitle = format!("{} {}", framework.id, framework.version);
    let mut document = Document::new(&*framework.title, subtitle);
    let questions: Vec<_> = framework.questions().collect();
    document.fact("Framework", framework.id.as_str());
    document.fact("Version", &*framework.version);
    document.fact("Language", &*framework.language);
    document.fact("Questions", questions.len().to_string());
    let counted = |what: fn(&Question) -> bool| {
        let count = questions.iter().filter(|(_, _, q)| what(q)).count();
        if count == 0 { String::new() } else { count.to_string() }
    };
    document.fact("Core questions", counted(|q| q.core));
    document.fact("Critical questions", counted(|q| q.critical));
    document.fact("Asked of units too", counted(|q| q.subnational));
    if let Some(base) = &framework.base {
        document.fact("Laid over", format!("{} {}", base.id, base.version));
    }
    document.fact("Digest", framework.digest());
    let texts = [&framework.summary, &framework.source];
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    document.section("About", texts.map(|text| Block::Paragraph(text.clone())).collect());
    document.section("Scale and rules", rules(framework));
    document.section("Other frameworks of the field", schemes(framework));
    for node in framework.nodes().iter().skip(1) {
        let level = u8::try_from(node.depth).unwrap_or(u8::MAX);
        let blocks = match &node.body {
            Body::Group(group) => intro(framework, node, group),
            Body::Question(q) => question(framework, node, q),
        };
        document.sections.push(Section { heading: heading(node), level, blocks });
    }
    document.section("Who does what here", bodies(framework));
    document.section("Glossary", glossary(framework));
    document
}

fn heading(node: &Node) -> String {
    if node.code.is_empty() { node.name.clone() } else { format!("{} {}", node.code, node.name) }
}

fn rules(framework: &Framework) -> Vec<Block> {
    let mut blocks = vec![Block::Table(scale(framework.default_scale(), "The framework's scale"))];
    let mut seen = vec![framework.default_scale().id.clone()];
    for node in framework.nodes() {
        let other = framework.scale(node);
        if !seen.contains(&other.id) {
            blocks.push(Block::Table(scale(other, &format!("The scale {}", other.id))));
            seen.push(other.id.clone());
        }
    }
    let mut rules = Vec::new();
    if let Some(group) = framework.node(Framework::ROOT).group() {
        rules.push(format!("Rule of the whole: {}.", group.rule));
        if let Some(cap) = group.critical_cap {
            rules.push(format!(
                "A critical question at {} or below keeps its group at {} or below.",
                cap.at, cap.to
            ));
        }
    }
    for cap in &framework.scoring.evidence_caps {
        let needs = name_of(&Grade::ALL, &cap.needs);
        rules.push(format!("Level {} needs evidence of grade {needs} or better.", cap.level));
    }
    if framework.scoring.completeness > 0.0 {
        let share = Cell::share(framework.scoring.completeness);
        rules.push(format!("Below {} of answers a score is not a finding.", share.shown()));
    }
    blocks.push(Block::Bullets(rules));
    blocks
}

fn scale(scale: &Scale, title: &str) -> Table {
    let row = |level: &crate::domain::Level| {
        vec![
            Cell::text(scale.label(level.number)),
            Cell::text(&*level.name),
            exact(Some(level.value)),
            Cell::text(&*level.meaning),
        ]
    };
    let notes = if scale.all_levels().is_empty() { vec![scale.describe()] } else { Vec::new() };
    Table {
        title: title.into(),
        columns: vec![
            Column::text("level", "Level"),
            Column::text("name", "Name"),
            Column::number("value", "Counts"),
            Column::text("meaning", "Meaning"),
        ],
        rows: scale.all_levels().iter().map(row).collect(),
        notes,
    }
}

fn intro(framework: &Framework, node: &Node, group: &Group) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !group.intro.is_empty() {
        blocks.push(Block::Paragraph(group.intro.clone()));
    }
    let weight = match node.weight.to_bits() == 1.0_f64.to_bits() {
        true => String::new(),
        false => format!(", weight {}", node.weight),
    };
    let tier = framework.tier(node);
    blocks.push(Block::Paragraph(format!("{tier} {}; rule: {}{weight}", node.id, group.rule)));
    blocks
}

fn question(framework: &Framework, node: &Node, q: &Question) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(about(framework, node, q))];
    if !q.guidance.is_empty() {
        blocks.push(Block::Paragraph(q.guidance.clone()));
    }
    let scale = framework.scale(node);
    if !q.levels.is_empty() {
        let row = |(level, text): (&crate::domain::Level, &String)| {
            let label = format!("{} {}", scale.label(level.number), level.name);
            vec![Cell::text(label.trim()), Cell::text(&**text)]
        };
        blocks.push(Block::Table(Table {
            title: "What each level looks like".into(),
            columns: vec![Column::text("level", "Level"), Column::text("text", "What holds")],
            rows: scale.all_levels().iter().zip(&q.levels).map(row).collect(),
            notes: Vec::new(),
        }));
    } else if scale.all_levels().is_empty() {
        blocks.push(Block::Paragraph(format!("Answered with {}.", scale.describe())));
    }
    let axes = [("On paper", &q.paper), ("In practice", &q.practice)];
    let axes = axes.iter().filter(|(_, text)| !text.is_empty());
    let axes: Vec<String> = axes.map(|(name, text)| format!("{name}: {text}")).collect();
    if !axes.is_empty() {
        blocks.push(Block::Paragraph("What counts on paper, and what in practice:".into()));
        blocks.push(Block::Bullets(axes));
    }
    if !q.evidence.is_empty() {
        blocks.push(Block::Paragraph("What would show it:".into()));
        blocks.push(Block::Bullets(q.evidence.clone()));
    }
    if !q.next.is_empty() {
        let row = |step: &crate::domain::NextStep| {
            vec![
                Cell::text(scale.label(step.to)),
                Cell::text(&*step.action),
                Cell::text(&*step.cost),
                Cell::text(&*step.who),
            ]
        };
        blocks.push(Block::Table(Table {
            title: "What usually leads to the next level".into(),
            columns: vec![
                Column::text("to", "To level"),
                Column::text("do", "What is done"),
                Column::text("cost", "Cost"),
                Column::text("who", "Who usually acts"),
            ],
            rows: q.next.iter().map(row).collect(),
            notes: Vec::new(),
        }));
    }
    if !q.standards.is_empty() {
        blocks.push(Block::Paragraph(format!("Standards: {}.", q.standards.join("; "))));
    }
    blocks.extend(filed(framework, node));
    blocks
}

/// The id, the flags and the words of a question in one line.
fn about(framework: &Framework, node: &Node, q: &Question) -> String {
    let flags = [
        (q.core, "core"),
        (q.critical, "critical"),
        (q.subnational, "asked of units too"),
        (q.paper_and_practice, "paper and practice apart"),
    ];
    let mut words = vec![node.id.to_string()];
    words.extend(q.kind.map(|kind| name_of(&Kind::ALL, &kind).to_owned()));
    words.extend(q.action.map(|action| name_of(&Action::ALL, &action).to_owned()));
    words.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, name)| name.to_owned()));
    words.extend(q.lenses.iter().map(|lens| name_of(&Lens::ALL, lens).to_owned()));
    if node.weight.to_bits() != 1.0_f64.to_bits() {
        words.push(format!("weight {}", node.weight));
    }
    let scale = framework.scale(node);
    if scale != framework.default_scale() {
        words.push(format!("scale {}", scale.id));
    }
    words.join(", ")
}

/// What a question is filed under, scheme by scheme.
fn filed(framework: &Framework, node: &Node) -> Option<Block> {
    let at = framework.find(node.id.as_str())?;
    let one = |scheme: &Scheme| {
        let values = framework.filed(at, scheme);
        let names: Vec<&str> = values.iter().map(|value| value.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{}: {}", scheme.name, names.join(", ")))
    };
    let all: Vec<String> = framework.schemes.iter().filter_map(one).collect();
    (!all.is_empty()).then(|| Block::Paragraph(format!("Filed under: {}.", all.join("; "))))
}

/// Every scheme with its values and how many questions stand under each.
fn schemes(framework: &Framework) -> Vec<Block> {
    let table = |scheme: &Scheme| {
        let row = |value: &SchemeValue| {
            let under = framework.questions();
            let under = under.filter(|(at, ..)| framework.filed(*at, scheme).contains(&value));
            let count = u32::try_from(under.count()).unwrap_or(u32::MAX);
            vec![Cell::text(value.id.as_str()), Cell::text(&*value.name), Cell::count(count)]
        };
        let source = Some(scheme.source.clone()).filter(|source| !source.is_empty());
        Block::Table(Table {
            title: format!("{} ({})", scheme.name, scheme.id),
            columns: vec![
                Column::text("value", "Value"),
                Column::text("name", "Name"),
                Column::number("questions", "Questions"),
            ],
            rows: scheme.values.iter().map(row).collect(),
            notes: source.into_iter().collect(),
        })
    };
    framework.schemes.iter().map(table).collect()
}

fn bodies(framework: &Framework) -> Vec<Block> {
    let line = |body: &crate::domain::LocalBody| format!("{}: {}", body.name, body.role);
    match framework.bodies.is_empty() {
        true => Vec::new(),
        false => vec![Block::Bullets(framework.bodies.iter().map(line).collect())],
    }
}

fn glossary(framework: &Framework) -> Vec<Block> {
    if framework.glossary.is_empty() {
        return Vec::new();
    }
    let row = |term: &crate::domain::Term| vec![Cell::text(&*term.term), Cell::text(&*term.means)];
    vec![Block::Table(Table {
        title: String::new(),
        columns: vec![Column::text("term", "Term"), Column::text("means", "What it means")],
        rows: framework.glossary.iter().map(row).collect(),
        notes: Vec::new(),
    })]
}
