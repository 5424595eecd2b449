//! CSV: the table of a document, or every table of it, with cells that no spreadsheet runs.
//!
//! Numbers are written in full precision and never altered. A text that a spreadsheet would take
//! for a formula gets a leading apostrophe; whoever reads the file strips exactly one.

use super::{ExportError, clean};
use crate::report::{Cell, Document, Table};

/// The document's own table where it has one. Otherwise every table, each below its title and with
/// an empty line before the next.
///
/// # Errors
/// Where a number is not finite.
pub fn render(document: &Document) -> Result<String, ExportError> {
    if let Some(data) = &document.data {
        return table(data);
    }
    let mut parts = Vec::new();
    for (heading, one) in document.tables() {
        let title = if one.title.is_empty() { heading } else { &one.title };
        parts.push(text_of(|out| out.write_record([safe(&crate::domain::visible(title))]))?);
        parts.push(table(&one)?);
        parts.push("\n".to_owned());
    }
    parts.pop();
    Ok(parts.concat())
}

/// One table: a line of column names, then a line for each row.
///
/// # Errors
/// Where a number is not finite.
pub fn table(raw: &Table) -> Result<String, ExportError> {
    let table = clean::table(raw);
    clean::finite(&table)?;
    text_of(|out| {
        out.write_record(table.columns.iter().map(|c| safe(&c.key)))?;
        table.rows.iter().try_for_each(|row| out.write_record(row.iter().map(field)))
    })
}

fn text_of(
    write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<String, ExportError> {
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    write(&mut out)?;
    let bytes = out.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => safe(text),
        // Adding zero turns a negative zero into zero.
        Cell::Number { value, .. } => format!("{}", value + 0.0),
    }
}

/// The text with an apostrophe before it where a spreadsheet might run it.
pub fn safe(text: &str) -> String {
    if runs(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet might run a text: behind blanks, controls, byte-order marks and quotes it
/// starts with one of the characters that make a formula, their wide forms among them, or it starts
/// with a tab or a line break. A text that is a number is harmless.
fn runs(text: &str) -> bool {
    let skipped = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\'' | '"' | '\u{feff}' | '\u{200b}')
    };
    if text.parse().is_ok_and(f64::is_finite) {
        return false;
    }
    let first = text.trim_start_matches(skipped).chars().next();
    text.starts_with(['\t', '\r', '\n', '\0'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use super::{safe, table};
    use crate::report::{Cell, Column, Table};

    #[test]
    fn texts_that_would_run_get_an_apostrophe_and_others_do_not() {
        let hot = [
            "=1+1",
            "+a",
            "-1-1",
            "@SUM(A1)",
            "|calc",
            "%x",
            " =1",
            "\u{feff}=1",
            "\t=1",
            "\tx",
            "\r=1",
            "'=1",
            "\"=1",
            "＝1",
        ];
        for text in hot {
            assert_eq!(safe(text), format!("'{text}"), "{text:?}");
        }
        for text in
            ["", "3", "-1.5", "+2", "a=1", "1-2", "Ministry of Justice", "'quoted'", "not known"]
        {
            assert_eq!(safe(text), text);
        }
    }

    #[test]
    fn negative_numbers_stay_numbers() {
        let made = Table {
            columns: vec![Column::text("a", "A"), Column::number("b", "B")],
            rows: vec![vec![Cell::text("-x"), Cell::number(-2.0 / 3.0, 1)]],
            ..Table::default()
        };
        assert_eq!(table(&made).unwrap(), "a,b\n'-x,-0.6666666666666666\n");
    }
}
