//! How the score of a component and the value of an answer come about, from the walk.

use crate::report::{Cell, Table, explain_group, explain_question};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Block, Reading};

/// The arithmetic behind the question at a place, and behind the group that it belongs to.
pub fn explain(open: &Open, place: usize) -> Option<Effect> {
    let scored = open.scored();
    let group = explain_group(scored, open.component(place))?;
    let mut blocks = Vec::new();
    for table in explain_question(scored, place).into_iter().chain([group]) {
        let (subject, rule) = table.title.split_once('\n').unwrap_or((&table.title, ""));
        blocks.push(Block::Heading(subject.to_owned()));
        if !rule.is_empty() {
            blocks.push(Block::Text(rule.to_owned()));
        }
        blocks.push(Block::Table(Box::new(by_number(open, table))));
    }
    let reading = Reading { title: "How the number comes about".into(), blocks, scroll: 0 };
    Some(Effect::Read(Box::new(reading)))
}

/// The same table with the printed numbers of its parts in the first column, which leaves more room
/// than their ids on a narrow screen.
fn by_number(open: &Open, mut table: Table) -> Table {
    let framework = open.framework();
    let column = |key: &str| table.columns.iter().position(|c| c.key == key);
    let (Some(step), Some(node)) = (column("step"), column("node")) else { return table };
    for row in &mut table.rows {
        let place = row.get(node).and_then(|cell| framework.find(cell.shown()));
        if let (Some(place), Some(cell)) = (place, row.get_mut(step)) {
            *cell = Cell::text(framework.node(place).label());
        }
        if node < row.len() {
            row.remove(node);
        }
    }
    table.columns.remove(node);
    table.notes.push(format!("numbers as in {} {}", framework.id, framework.version));
    table
}
