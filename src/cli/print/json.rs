//! Rows as JSON objects.

use crate::domain::Visible;
use crate::report::{Cell, Table};

/// The rows as objects by column key, with a comma between them.
pub(super) fn rows(table: &Table) -> Vec<u8> {
    let keys: Vec<String> = table.columns.iter().map(|column| quoted(&column.key)).collect();
    let mut out = String::new();
    for (at, row) in table.rows.iter().enumerate() {
        out.push_str(if at > 0 { ",\n  {" } else { "  {" });
        for (at, (key, cell)) in keys.iter().zip(row).enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            out.push_str(key);
            out.push_str(": ");
            match cell {
                Cell::Empty => out.push_str("null"),
                Cell::Text(text) => {
                    let lines: Vec<_> = Visible(text).lines().collect();
                    out.push_str(&quoted(&lines.join("\n")));
                }
                // The shortest digits that give the same number back; never an exponent.
                Cell::Number { value, .. } => out.push_str(&value.to_string()),
            }
        }
        out.push('}');
    }
    out.into_bytes()
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text can always be written as JSON")
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::report::{Cell, Column, Table};

    #[test]
    fn keeps_precision_and_says_null_where_there_is_nothing() -> serde_json::Result<()> {
        let table = Table {
            columns: vec![Column::text("a", "A"), Column::number("b", "B")],
            rows: vec![
                vec![Cell::text("x\u{9b}\"\ny"), Cell::number(200.0 / 3.0, 1)],
                vec![Cell::Empty, Cell::number(2024.0, 0)],
            ],
            ..Table::default()
        };
        let text = String::from_utf8_lossy(&rows(&table)).into_owned();
        let read: serde_json::Value = serde_json::from_str(&format!("[{text}]"))?;
        assert_eq!(read[0]["b"], 200.0 / 3.0);
        assert_eq!(read[0]["a"], "x<U+009B>\"\ny");
        assert!(read[1]["a"].is_null());
        assert!(text.ends_with("\"b\": 2024}"), "{text}");
        Ok(())
    }
}
