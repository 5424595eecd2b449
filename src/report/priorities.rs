//! The priority list: what to change first, why, and the arithmetic behind it.

use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{assessment_label, framework_label, state};
use crate::analysis::Scored;
use crate::analysis::priorities::{
    Class, EASY, Item, NotAssessed, Priorities, RANKINGS, Reason, WORTHWHILE,
};
use crate::analysis::reading::Reading;
use crate::domain::{Gate, NextStep};

mod arithmetic;
mod tidy;

pub use arithmetic::arithmetic;
pub use tidy::tidy;

/// What P is, in a sentence or two.
pub const FORMULA: &str = "P = (target - level) / (highest - lowest) x (2 x impact + equity) / 15 \
x effectiveness / 5, from 0 to 1. The level is the one that the evidence supports. Impact, equity, \
effectiveness and feasibility are rated from 1 to 5 by each person alone and averaged.";

/// The part of the list that a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the group wrote.
    Chosen,
    /// What the scores suggest besides.
    Suggested,
    /// Both.
    All,
}

impl Part {
    fn holds(self, item: &Item<'_>) -> bool {
        match self {
            Self::Chosen => item.written.is_some(),
            Self::Suggested => item.written.is_none(),
            Self::All => true,
        }
    }
}

/// The ranked list for people.
pub fn table(scored: Scored<'_>, list: &Priorities<'_>, part: Part) -> Table {
    let items: Vec<&Item<'_>> = list.items.iter().filter(|item| part.holds(item)).collect();
    let row = |item: &Item<'_>| {
        let node = scored.framework.node(item.place);
        vec![
            Cell::number(item.rank.map(f64::from), 0).marked(if item.moved { " m" } else { "" }),
            Cell::text(interval(item)),
            Cell::text(node.label()),
            Cell::text(what(scored, item)),
            Cell::text(from_to(scored, item)),
            Cell::number(item.p, 2),
            Cell::text(class(item.class)),
            Cell::text(yes(item.exchange)),
            Cell::text(other_weights(item)),
            Cell::text(reasons(item)),
        ]
    };
    let mut notes = vec![format!(
        "interval: the best and the worst rank in {RANKINGS} rankings with other weights, one of \
             them Hanlon's basic priority rating; a rank that is the same in all of them survives"
    )];
    if items.iter().any(|item| item.ratings.any_assumed()) {
        notes.push(
            "assumed: nobody rated it; 3 stands in, and for the impact of core and critical \
             questions 4 and 5"
                .into(),
        );
    }
    for item in items.iter().filter(|item| item.moved && item.rank.is_some()) {
        let by_p = item.rank_by_p.unwrap_or_default();
        let reason = item.written.map_or("", |p| p.place_reason.as_str());
        let what = what(scored, item);
        notes.push(format!("m = moved by hand: {what}, rank {by_p} by P, because: {reason}"));
    }
    if items.iter().any(|item| item.rank.is_none()) {
        notes.push("without a rank: a gate is closed".into());
    }
    let title = match part {
        Part::Chosen => "Chosen by the working group".to_owned(),
        Part::Suggested => "Suggested by the scores".to_owned(),
        Part::All => format!("{}: priorities", assessment_label(scored.assessment)),
    };
    Table {
        title,
        columns: vec![
            Column::number("rank", "Rank"),
            Column::text("interval", "Interval"),
            Column::text("code", "No."),
            Column::text("what", "What"),
            Column::text("level", "Level"),
            Column::number("p", "P"),
            Column::text("class", "Class"),
            Column::text("exchange", "Exchange"),
            Column::text("survives", "Other weights"),
            Column::text("reasons", "Why"),
        ],
        rows: items.iter().map(|item| row(item)).collect(),
        notes,
    }
}

/// Whether the rank survives other weights; nothing where there is no rank.
pub fn other_weights(item: &Item<'_>) -> &'static str {
    match item.interval {
        None => "",
        Some(interval) if interval.survives() => "survives",
        Some(interval) if interval.stays_up() => "does not, and stays in the upper half",
        Some(_) => "does not",
    }
}

/// What is worth its effort against how easily it can be done: what the group chose, else the first
/// of what the scores suggest.
pub fn matrix(scored: Scored<'_>, list: &Priorities<'_>) -> Option<Table> {
    let ranked = || list.items.iter().filter(|item| item.rank.is_some());
    let chosen: Vec<&Item<'_>> = ranked().filter(|item| item.written.is_some()).collect();
    let of_group = !chosen.is_empty();
    let items: Vec<&Item<'_>> = if of_group { chosen } else { ranked().take(SHOWN).collect() };
    let names = |worth: bool, easy: bool| {
        let here = items.iter().filter(|item| {
            (item.p >= WORTHWHILE) == worth && (item.ratings.feasibility.value >= EASY) == easy
        });
        let name = |item: &&Item<'_>| {
            let rank = item.rank.unwrap_or_default();
            format!("{rank} ({})", scored.framework.node(item.place).label())
        };
        here.map(name).collect::<Vec<_>>().join(", ")
    };
    let row = |title: &str, worth: bool| {
        vec![Cell::text(title), Cell::text(names(worth, false)), Cell::text(names(worth, true))]
    };
    let whose = if of_group { "what the group chose" } else { "the first that the scores suggest" };
    (!items.is_empty()).then(|| Table {
        title: format!("Worth against ease: {whose}"),
        columns: vec![
            Column::text("worth", "P"),
            Column::text("hard", &format!("Feasibility below {EASY}")),
            Column::text("easy", &format!("Feasibility {EASY} or more")),
        ],
        rows: vec![
            row(&format!("{WORTHWHILE} or more: strategic, or a quick win"), true),
            row(&format!("below {WORTHWHILE}: parked"), false),
        ],
        notes: vec![
            "each by its rank and number; right above: quick wins, left above: strategic".into(),
        ],
    })
}

/// How many suggestions the matrix shows where the group chose nothing.
const SHOWN: usize = 12;

/// Questions that cannot be ranked because they have no level, if there are any.
pub fn not_assessed(scored: Scored<'_>, list: &Priorities<'_>) -> Option<Table> {
    let row = |missing: &NotAssessed<'_>| {
        let node = scored.framework.node(missing.place);
        vec![
            Cell::text(node.label()),
            Cell::text(&*node.name),
            Cell::text(missing.written.map_or("", |p| p.title.as_str())),
            Cell::text(state(missing.reading)),
        ]
    };
    (!list.not_assessed.is_empty()).then(|| Table {
        title: "Not assessed, and so without a rank".into(),
        columns: vec![
            Column::text("code", "No."),
            Column::text("question", "Question"),
            Column::text("what", "What the group wants"),
            Column::text("state", "State"),
        ],
        rows: list.not_assessed.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// The list as something that a delegation can hand over.
pub fn document(scored: Scored<'_>, list: &Priorities<'_>) -> Document {
    let label = assessment_label(scored.assessment);
    let mut document = Document::new("Priority list for regional exchange", label);
    super::national::facts(&mut document, scored);
    let formula = format!("{FORMULA} By {}.", framework_label(scored.framework));
    document.section(
        "How the list is made",
        vec![Block::Paragraph(formula), Block::Note(super::national::NOT.into())],
    );
    document.section("The list", lists(scored, list));
    let matrix = matrix(scored, list).map(Block::Table);
    document.section("Worth against ease", matrix.into_iter().collect());
    let flagged: Vec<&Item<'_>> = list.items.iter().filter(|item| item.exchange).collect();
    if !flagged.is_empty() {
        document.heading("For exchange with other countries");
        for item in flagged {
            document.part(&heading(scored, item), grounds(scored, item));
        }
    }
    document.section("The arithmetic", vec![Block::Table(arithmetic(scored, list))]);
    if let Some(table) = not_assessed(scored, list) {
        document.section("Not assessed", vec![Block::Table(table)]);
    }
    document.data = Some(tidy(scored, list));
    document
}

/// What the group chose, and what the scores suggest besides.
pub(super) fn lists(scored: Scored<'_>, list: &Priorities<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (part, intro) in [(Part::Chosen, CHOSEN), (Part::Suggested, SUGGESTED)] {
        let table = table(scored, list, part);
        if !table.rows.is_empty() {
            blocks.extend([Block::Paragraph(intro.into()), Block::Table(table)]);
        }
    }
    blocks
}

const CHOSEN: &str = "What the working group chose, ranked by its own ratings.";

const SUGGESTED: &str = "What the scores suggest besides: core and critical questions below their \
highest level that the group did not choose. Nobody rated them, so that their order is a hint.";

fn heading(scored: Scored<'_>, item: &Item<'_>) -> String {
    let rank = item.rank.map_or_else(|| "Without a rank".into(), |rank| format!("Rank {rank}"));
    format!("{rank}: {}", what(scored, item))
}

/// Why an item stands where it stands, and what usually leads to the next level.
fn grounds(scored: Scored<'_>, item: &Item<'_>) -> Vec<Block> {
    let node = scored.framework.node(item.place);
    let mut blocks = vec![
        Block::Paragraph(format!("{} {}", node.label(), node.name)),
        Block::Bullets(vec![
            format!("Level and target: {}", from_to(scored, item)),
            format!("Class: {}", class(item.class)),
            format!("Why: {}", reasons(item)),
        ]),
    ];
    if let Some(note) = item.written.map(|p| p.note.as_str()).filter(|note| !note.is_empty()) {
        blocks.push(Block::Paragraph(note.to_owned()));
    }
    let next = node.question().map_or(&[][..], |question| question.next.as_slice());
    let scale = scored.framework.scale(node);
    let above = |step: &&NextStep| scale.value_of(step.to) > Some(item.shortfall.level);
    let step = next.iter().find(above);
    if let Some(NextStep { to, action, .. }) = step {
        let to = scale.label(*to);
        blocks.push(Block::Paragraph(format!("What usually leads to level {to}: {action}")));
    }
    blocks
}

/// What the group wrote, or the question where it wrote nothing.
pub fn what(scored: Scored<'_>, item: &Item<'_>) -> String {
    match item.written.map(|priority| priority.title.as_str()) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => scored.framework.node(item.place).name.clone(),
    }
}

/// The level that counts and the target: `2 → 4`, with the claim where it is higher.
pub fn from_to(scored: Scored<'_>, item: &Item<'_>) -> String {
    let scale = scored.framework.scale(scored.framework.node(item.place));
    let target = item.target.or_else(|| scale.numbers().last().copied()).unwrap_or(scale.best());
    let target = scale.label(target);
    match item.reading {
        Reading::Scored { claimed, supported, .. } if supported < claimed => {
            format!("{} → {target} (claimed {})", scale.label(supported), scale.label(claimed))
        }
        Reading::Scored { supported, .. } => format!("{} → {target}", scale.label(supported)),
        _ => format!("not known* → {target}"),
    }
}

/// The best and the worst rank under other weights: `1-3`, or `2` where they are the same.
pub fn interval(item: &Item<'_>) -> String {
    match item.interval {
        Some(i) if i.best == i.worst => i.best.to_string(),
        Some(i) => format!("{}-{}", i.best, i.worst),
        None => String::new(),
    }
}

/// Why an item stands where it stands, in words.
pub fn reasons(item: &Item<'_>) -> String {
    item.reasons.iter().map(|reason| reason_text(*reason)).collect::<Vec<_>>().join("; ")
}

/// A reason in words.
pub fn reason_text(reason: Reason) -> String {
    match reason {
        Reason::Critical => "critical: it caps its component".into(),
        Reason::Core => "belongs to the core set".into(),
        Reason::LowestLevel => "at the lowest level".into(),
        Reason::NotKnown => "nobody knows the level".into(),
        Reason::EvidenceTooWeak => "the evidence supports less than is claimed".into(),
        Reason::HighImpact => "high impact on children's safety".into(),
        Reason::ReachesLeftOut => "reaches children who are left out".into(),
        Reason::LikelyToWork => "likely to work".into(),
        Reason::TreatyUnanswered => "a treaty body waits for an answer: impact raised".into(),
        Reason::Moved => "moved by hand".into(),
        Reason::TargetReached => "the target is reached".into(),
        Reason::GateClosed(gate) => format!("gate closed: {}", gate_text(gate)),
        Reason::Assumed => "some ratings are assumed".into(),
    }
}

/// What it means that a gate is closed.
fn gate_text(gate: Gate) -> &'static str {
    match gate {
        Gate::Legal => "not lawful as things stand",
        Gate::Affordable => "cannot be paid for",
        Gate::Acceptable => "not accepted by those concerned",
        Gate::Resourced => "people or means are missing",
        Gate::Mandate => "in nobody's mandate",
    }
}

/// A class in words.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::QuickWin => "quick win",
        Class::Strategic => "strategic",
        Class::Park => "park",
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "" }
}
