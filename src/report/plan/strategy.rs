//! The outline of a strategy, drafted from what the group wrote: a draft to argue with, no more.

use super::actions::{actions, aim, by_deadline, label, outcomes, treaty};
use super::duties::{duties, duty_map};
use super::{ladder, outlook as outlook_table};
use crate::analysis::Scored;
use crate::analysis::plan::ladders;
use crate::analysis::plan::outlook::{Basis, outlook};
use crate::analysis::priorities::Priorities;
use crate::domain::{Id, PlannedAction, RecommendationLevel, Status, TreatyStatus};
use crate::report::document::{Block, Document};
use crate::report::national::{capital, facts};
use crate::report::priorities::{Part, from_to, reasons, table, what};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{assessment_label, name_of};

const DRAFT: &str = "This outline was put together from what the working group wrote: its priorities, \
its recommendations at the levels of policy, system and services, and its plan. It decides nothing. \
What is empty here has not been written yet.";

/// The whole plan of one assessment.
pub fn plan_document(scored: Scored<'_>) -> Document {
    let label = assessment_label(scored.assessment);
    let mut document = Document::new("Plan", label);
    facts(&mut document, scored);
    document.section("Action plan", vec![Block::Table(actions(scored))]);
    if let Some(table) = outcomes(scored) {
        document.section("Did it work?", vec![Block::Table(table)]);
    }
    ahead(&mut document, scored);
    map(&mut document, scored);
    if !scored.assessment.treaty.is_empty() {
        let table = Block::Table(treaty(scored));
        document.section("Recommendations of treaty bodies", vec![table]);
    }
    let all = ladders(scored);
    document.section("The next level of each question", vec![Block::Table(ladder(scored, &all))]);
    document.data = Some(super::tidy_actions(scored));
    document
}

/// The draft outline of a strategy.
pub fn strategy(scored: Scored<'_>, list: &Priorities<'_>) -> Document {
    let assessment = scored.assessment;
    let mut document = Document::new("Draft outline of a strategy", assessment_label(assessment));
    facts(&mut document, scored);
    document.section("What this is", vec![Block::Note(DRAFT.into())]);
    let chosen = table(scored, list, Part::Chosen);
    document.heading("Where to begin");
    if chosen.rows.is_empty() {
        let text = "The working group has chosen no priorities yet.".to_owned();
        document.part("Priorities", vec![Block::Paragraph(text)]);
    } else {
        document.part("Priorities", vec![Block::Bullets(chosen_lines(scored, list))]);
    }
    for (level, name) in RecommendationLevel::ALL {
        pillar(&mut document, scored, level, &format!("{} level", capital(name)));
    }
    let loose = planned(scored, None);
    if !loose.is_empty() {
        document.section("Actions without a level of change", vec![Block::Bullets(loose)]);
    }
    ahead(&mut document, scored);
    map(&mut document, scored);
    document.data = Some(lines(scored, list));
    document
}

/// Every line of the outline, for machines.
fn lines(scored: Scored<'_>, list: &Priorities<'_>) -> Table {
    let row = |part: &str, kind: &str, text: String| {
        vec![Cell::text(part), Cell::text(kind), Cell::text(text)]
    };
    let chosen = chosen_lines(scored, list).into_iter();
    let mut rows: Vec<Vec<Cell>> = chosen.map(|text| row("", "priority", text)).collect();
    for (level, name) in RecommendationLevel::ALL {
        let kinds = ["recommendation", "treaty", "action"];
        for (kind, texts) in kinds.into_iter().zip(of_level(scored, level)) {
            rows.extend(texts.into_iter().map(|text| row(name, kind, text)));
        }
    }
    rows.extend(planned(scored, None).into_iter().map(|text| row("", "action", text)));
    let columns = vec![
        Column::text("level", "Level of change"),
        Column::text("kind", "What it is"),
        Column::text("text", "Text"),
    ];
    Table { title: "The outline line by line".into(), columns, rows, notes: Vec::new() }
}

/// The priorities that the group chose, in a line each.
fn chosen_lines(scored: Scored<'_>, list: &Priorities<'_>) -> Vec<String> {
    let items = list.items.iter().filter(|item| item.written.is_some());
    let line = |item: &crate::analysis::priorities::Item<'_>| {
        let rank = item.rank.map_or_else(|| "gate closed".into(), |rank| rank.to_string());
        format!("{rank}: {} ({}; {})", what(scored, item), from_to(scored, item), reasons(item))
    };
    items.map(line).collect()
}

/// The actions at a level of change, or at none, that were not dropped.
fn planned(scored: Scored<'_>, level: Option<RecommendationLevel>) -> Vec<String> {
    let all = by_deadline(scored).into_iter();
    let planned = all.filter(|a| a.level == level && a.status != Status::Dropped);
    planned.map(|action| action_line(scored, action)).collect()
}

/// At one level of change, what the group recommends, what treaty bodies ask for, what is planned.
fn of_level(scored: Scored<'_>, level: RecommendationLevel) -> [Vec<String>; 3] {
    let assessment = scored.assessment;
    let about = |ids: &[Id]| {
        let labels: Vec<String> = ids.iter().map(|id| label(scored, id)).collect();
        if labels.is_empty() { String::new() } else { format!(" ({})", labels.join(", ")) }
    };
    let own = assessment.recommendations.iter().filter(|r| r.level == level);
    let own = own.map(|r| format!("{}{}", r.text, about(&r.about))).collect();
    let asked = assessment.treaty.iter().filter(|one| {
        one.level == level
            && matches!(one.status, TreatyStatus::Unanswered | TreatyStatus::UnderWay)
    });
    let asked = asked
        .map(|one| {
            let status = name_of(&TreatyStatus::ALL, &one.status);
            let said = format!("{} {}", one.body, one.year);
            let place =
                if one.reference.is_empty() { said } else { format!("{said}, {}", one.reference) };
            format!("{} [{place}; {status}]{}", one.text, about(&one.about))
        })
        .collect();
    [own, asked, planned(scored, Some(level))]
}

/// The same as a part of the document.
fn pillar(document: &mut Document, scored: Scored<'_>, level: RecommendationLevel, heading: &str) {
    document.heading(heading);
    let [own, asked, planned] = of_level(scored, level);
    let nothing = own.is_empty() && asked.is_empty() && planned.is_empty();
    let part = |lines: Vec<String>| match lines.is_empty() {
        true => Vec::new(),
        false => vec![Block::Bullets(lines)],
    };
    document.part("What should change", part(own));
    document.part("What treaty bodies ask for", part(asked));
    document.part("What is planned", part(planned));
    if nothing {
        let text = "Nothing is written for this level yet.".to_owned();
        document.part("Open", vec![Block::Paragraph(text)]);
    }
}

fn action_line(scored: Scored<'_>, action: &PlannedAction) -> String {
    let mut parts = vec![name_of(&Status::ALL, &action.status).to_owned()];
    let aim = aim(scored, action);
    parts.extend((!aim.is_empty()).then_some(aim));
    parts.extend((!action.owner.is_empty()).then(|| action.owner.clone()));
    parts.extend(action.deadline.map(|date| format!("by {date}")));
    format!("{} ({})", action.title, parts.join("; "))
}

/// Where targets and actions would lead.
fn ahead(document: &mut Document, scored: Scored<'_>) {
    let both = [Basis::Targets, Basis::Actions].map(|basis| outlook(scored, basis));
    let counted = both.iter().filter(|found| found.counted > 0);
    let tables: Vec<Block> =
        counted.map(|found| Block::Table(outlook_table(scored, found, 1))).collect();
    document.section("Where it would lead", tables);
}

fn map(document: &mut Document, scored: Scored<'_>) {
    if scored.assessment.duties.is_empty() {
        return;
    }
    let tables = vec![Block::Table(duty_map(scored)), Block::Table(duties(scored))];
    document.section("Who must do what for a case of violence", tables);
}
