//! The answers behind a question of the heat map, with their grounds.

use crate::report::{Cell, Table};
use crate::tui::overlay::{Block, Reading};

/// Every country's answer to a question with its grounds, the chosen country first.
pub(super) fn justified(table: Table, chosen: Option<usize>) -> Reading {
    let mut rows: Vec<(usize, &Vec<Cell>)> = table.rows.iter().enumerate().collect();
    rows.sort_by_key(|(at, _)| (Some(*at) != chosen, *at));
    let mut blocks = vec![Block::Heading(table.title.clone())];
    for (_, row) in rows {
        let cell = |key: &str| {
            let at = table.columns.iter().position(|c| c.key == key);
            at.and_then(|at| row.get(at)).map_or("", Cell::shown)
        };
        let head = format!("{} {}: {}", cell("name"), cell("year"), cell("counts"));
        blocks.push(Block::Heading(head));
        let said = table.columns.iter().zip(row).skip(4).filter(|(c, _)| c.key != "counts");
        for (column, cell) in said.filter(|(_, cell)| !cell.shown().is_empty()) {
            blocks.push(Block::Text(format!("{}: {}", column.title, cell.shown())));
        }
    }
    Reading { title: "The answers and their grounds".into(), blocks, scroll: 0 }
}
