//! Rows as CSV that a spreadsheet opens without running anything.

use csv::{Writer, WriterBuilder};

use crate::domain::visible;
use crate::export::csv::safe;
use crate::report::{Cell, Column, Table};

/// The line with the keys of the columns.
pub(super) fn header(columns: &[Column]) -> Vec<u8> {
    write(|csv| csv.write_record(columns.iter().map(|column| safe(&visible(&column.key)))))
}

/// The rows, in full precision, without a header.
pub(super) fn rows(table: &Table) -> Vec<u8> {
    write(|csv| {
        for row in &table.rows {
            for cell in row {
                match cell {
                    Cell::Empty => csv.write_field("")?,
                    Cell::Text(text) => csv.write_field(safe(&visible(text)))?,
                    Cell::Number { value, .. } => csv.write_field(value.to_string())?,
                }
            }
            csv.write_record(None::<&[u8]>)?;
        }
        Ok(())
    })
}

fn write(fill: impl FnOnce(&mut Writer<Vec<u8>>) -> csv::Result<()>) -> Vec<u8> {
    let mut csv = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    fill(&mut csv).expect("writing to memory does not fail");
    csv.into_inner().expect("flushing to memory does not fail")
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::report::{Cell, Column, Table};

    #[test]
    fn keeps_precision_and_leaves_nothing_empty() {
        let table = Table {
            columns: vec![Column::text("a", "A"), Column::number("b", "B")],
            rows: vec![
                vec![Cell::text("x,\"y\"\u{202e}"), Cell::number(200.0 / 3.0, 1)],
                vec![Cell::text("=1+1"), Cell::number(-2.0, 0)],
            ],
            ..Table::default()
        };
        let text = String::from_utf8(rows(&table)).unwrap();
        assert_eq!(text, "\"x,\"\"y\"\"<U+202E>\",66.66666666666667\n'=1+1,-2\n");
    }
}
