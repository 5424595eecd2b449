//! A table that is too wide for the screen: first without the columns that can be spared, then in
//! parts one below the other, each with the columns that say what a row is.

use super::{longest_word, widest_cell};
use crate::report::{Column, Table};

/// Columns that are left out where there is no room for them: what they say stands in the notes, or
/// between the ends that stay.
const SPARED: [&str; 5] = ["error", "middle", "rank_middle", "effect", "rows"];

/// A text column that gets less reads badly.
const READABLE: usize = 24;

/// A text column that gets less cannot be read.
const LEAST: usize = 8;

/// The cells of a heading that are not worth a part of their own.
const HEADING: usize = 14;

const GAP: usize = super::GAP;

/// The parts of a table that fit into a width, and its notes with what was left out.
pub(super) fn fitting(table: &Table, room: usize) -> (Vec<Table>, Vec<String>) {
    let (mut kept, mut notes) = (table.clone(), table.notes.clone());
    let mut spared: Vec<String> = Vec::new();
    for key in SPARED {
        if needs(&kept, READABLE) > room {
            let titles = kept.columns.iter().filter(|column| column.key == key);
            spared.extend(titles.map(|column| column.title.clone()));
            kept = kept.without(&[key]);
        }
    }
    if !spared.is_empty() {
        notes.push(format!("left out here for want of room: {}", spared.join(", ")));
    }
    if needs(&kept, LEAST) <= room {
        return (vec![kept], notes);
    }
    // What says what a row is: the first texts, and what stands before them.
    let texts = kept.columns.iter().skip_while(|c| c.right).take_while(|c| !c.right).count();
    let before = kept.columns.iter().take_while(|c| c.right).count();
    let lead = if texts > 0 { before + texts } else { 0 };
    let head: usize = (0..lead).map(|at| least(&kept, at, LEAST) + GAP).sum();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut used = room + 1;
    for at in lead..kept.columns.len() {
        let cells = least(&kept, at, LEAST);
        if used + cells > room {
            parts.push((0..lead).collect());
            used = head;
        }
        used += cells + GAP;
        if let Some(part) = parts.last_mut() {
            part.push(at);
        }
    }
    match parts.len() {
        0 | 1 => (vec![kept], notes),
        _ => (parts.iter().map(|columns| only(&kept, columns)).collect(), notes),
    }
}

/// The cells that a table needs where no text gets more than so many.
fn needs(table: &Table, most: usize) -> usize {
    let columns = (0..table.columns.len()).map(|at| least(table, at, most));
    let used: Vec<usize> = columns.filter(|cells| *cells > 0).collect();
    used.iter().sum::<usize>() + GAP * used.len().saturating_sub(1)
}

/// The cells that a column needs: a text so many at most, a number all of its own and most of its
/// heading; one without any value none.
fn least(table: &Table, at: usize, most: usize) -> usize {
    let (widest, column): (usize, &Column) = (widest_cell(table, at), &table.columns[at]);
    match widest {
        0 => 0,
        widest if column.right => widest.max(longest_word(column).min(HEADING)),
        widest => widest.max(longest_word(column)).min(most),
    }
}

/// A table of some of the columns.
fn only(table: &Table, columns: &[usize]) -> Table {
    let row = |row: &Vec<_>| columns.iter().filter_map(|at| row.get(*at).cloned()).collect();
    Table {
        title: table.title.clone(),
        columns: columns.iter().map(|at| table.columns[*at].clone()).collect(),
        rows: table.rows.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::fitting;
    use crate::report::{Cell, Column, Table};

    fn wide(numbers: usize) -> Table {
        let numbers = || 0..numbers;
        let mut columns = vec![Column::text("name", "Name")];
        columns.extend(numbers().map(|n| Column::number(&format!("n{n}"), &format!("Value {n}"))));
        columns.push(Column::number("error", "Error"));
        let mut row = vec![Cell::text("A country with a long name")];
        row.extend(numbers().map(|_| Cell::number(100.0, 1)));
        row.push(Cell::number(0.25, 2));
        Table { columns, rows: vec![row], notes: vec!["note".into()], ..Table::default() }
    }

    #[test]
    fn what_can_be_spared_goes_first_and_the_notes_say_so() {
        let (parts, notes) = fitting(&wide(4), 60);
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].columns.len(), 6, "there is room for everything");
        assert_eq!(notes, ["note"]);
        let (parts, notes) = fitting(&wide(4), 54);
        assert_eq!((parts.len(), parts[0].columns.len()), (1, 5));
        assert_eq!(notes, ["note", "left out here for want of room: Error"]);
    }

    /// Whatever the room, every number that is not spared is there once, and every part says of whom.
    #[test]
    fn no_number_is_lost_by_the_width() {
        for room in 1..140 {
            let (parts, _) = fitting(&wide(12), room);
            let names = |part: &Table| part.columns.iter().filter(|c| c.key == "name").count();
            assert!(parts.iter().all(|part| names(part) == 1), "{room}");
            let keys = parts.iter().flat_map(|part| &part.columns).map(|c| c.key.clone());
            let mut keys: Vec<String> = keys.filter(|key| key.starts_with('n')).collect();
            keys.retain(|key| key != "name");
            let all: Vec<String> = (0..12).map(|n| format!("n{n}")).collect();
            assert_eq!(keys, all, "{room}");
        }
    }
}
