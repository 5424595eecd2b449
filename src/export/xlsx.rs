//! A workbook: one sheet of text on what it is, then one sheet for each table.
//!
//! Texts are written as texts and never parsed, so that no formula and no link is ever made of
//! one; numbers are real numbers with the decimals that people read. The same document gives the
//! same bytes: no clock, no author, no path goes in.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};
use unicode_width::UnicodeWidthStr;

use super::{ExportError, clean};
use crate::domain::limits::CELL_UNITS;
use crate::report::{Block, Cell, Document, Table};

mod names;
mod shading;

/// What stands at the end of a text that was cut to fit into a cell.
const CUT: &str = " [... cut here: a cell holds no more]";

/// The widest column, in characters; longer texts are wrapped.
const WIDEST: usize = 60;

/// The height of a line, and the highest that a row can be, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 400.0;

/// The document as the bytes of a workbook.
///
/// # Errors
/// Where a number is not finite, or the workbook would be larger than the format allows.
pub fn render(document: &Document) -> Result<Vec<u8>, ExportError> {
    let document = clean::document(document);
    let mut tables: Vec<(&str, Table)> = document.tables();
    if let Some(data) = &document.data {
        tables.push(("Data", data.clone()));
    }
    let names = names::unique(tables.iter().map(|(heading, table)| {
        if table.title.is_empty() { heading } else { table.title.as_str() }
    }));
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    about(book.add_worksheet(), &document, &names)?;
    for ((_, table), name) in tables.iter().zip(&names) {
        clean::finite(table)?;
        sheet(book.add_worksheet(), table, name)?;
    }
    Ok(book.save_to_buffer()?)
}

/// The first sheet: everything of the document that is not a table.
fn about(sheet: &mut Worksheet, document: &Document, names: &[String]) -> Result<(), ExportError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let strong = plain.clone().set_bold();
    let title = Format::new().set_bold().set_font_size(16);
    let heading = Format::new().set_bold().set_font_size(13);
    sheet.set_name("About")?.set_column_width(0, 28)?.set_column_width(1, 100)?;
    sheet.set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, cut(&document.title), &title)?;
    sheet.write_string(1, 0, cut(&document.subtitle))?;
    let mut row = 3;
    for (name, value) in &document.meta {
        sheet.write_string_with_format(row, 0, cut(name), &strong)?;
        sheet.write_string_with_format(row, 1, cut(value), &plain)?;
        sheet.set_row_height(row, height(&[(value, 100.0)]))?;
        row += 1;
    }
    let mut sheets = names.iter();
    for section in &document.sections {
        row += 1;
        sheet.write_string_with_format(row, 0, cut(&section.heading), &heading)?;
        row += 1;
        for block in &section.blocks {
            for (label, text) in words(block, &mut sheets) {
                sheet.write_string_with_format(row, 0, label, &strong)?;
                sheet.write_string_with_format(row, 1, cut(&text), &plain)?;
                sheet.set_row_height(row, height(&[(&text, 100.0)]))?;
                row += 1;
            }
        }
    }
    Ok(())
}

/// A block as lines of the first sheet; a table is named by its sheet, with its notes.
fn words<'a>(
    block: &Block,
    sheets: &mut impl Iterator<Item = &'a String>,
) -> Vec<(&'static str, String)> {
    match block {
        Block::Paragraph(text) => vec![("", text.clone())],
        Block::Bullets(texts) => texts.iter().map(|t| ("", format!("\u{2022} {t}"))).collect(),
        Block::Note(text) => vec![("Note", text.clone())],
        Block::Table(_) | Block::Bars(_) => {
            let table = block.table().unwrap_or_default();
            let name = sheets.next().map_or("", String::as_str);
            let mut lines = vec![("Sheet", name.to_owned())];
            lines.extend(table.notes.into_iter().map(|note| ("", note)));
            lines
        }
    }
}

/// A sheet with one table: the header in the first row, which stays in sight, with filters.
fn sheet(sheet: &mut Worksheet, table: &Table, name: &str) -> Result<(), ExportError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Medium);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    // A number that stands to the right keeps away from the text of the column beside it.
    let right = plain.clone().set_align(FormatAlign::Right).set_indent(1);
    let widths: Vec<f64> = (0..table.columns.len()).map(|at| width(table, at)).collect();
    sheet.set_name(name)?.set_freeze_panes(1, 1)?.set_landscape();
    sheet.set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for ((at, column), width) in (0_u16..).zip(&table.columns).zip(&widths) {
        sheet.write_string_with_format(0, at, cut(&column.title), &head)?;
        sheet.set_column_width(at, *width)?;
    }
    // The button of the filter takes room from the heading.
    let titles = table.columns.iter().map(|c| c.title.as_str()).zip(widths.iter().map(|w| w - 3.0));
    sheet.set_row_height(0, height(&titles.collect::<Vec<_>>()))?;
    for (row, cells) in (1_u32..).zip(&table.rows) {
        let texts = cells.iter().map(Cell::shown).zip(widths.iter().copied());
        sheet.set_row_height(row, height(&texts.collect::<Vec<_>>()))?;
        for ((at, column), cell) in (0_u16..).zip(&table.columns).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    let format = if column.right { &right } else { &plain };
                    sheet.write_string_with_format(row, at, cut(text), format)?;
                }
                Cell::Number { value, shown } => {
                    let format = Format::new()
                        .set_num_format(number_format(shown))
                        .set_align(FormatAlign::Top)
                        .set_align(FormatAlign::Right)
                        .set_indent(1);
                    sheet.write_number_with_format(row, at, *value + 0.0, &format)?;
                }
            }
        }
    }
    let (rows, columns) = (u32::try_from(table.rows.len()), u16::try_from(table.columns.len()));
    if let (Ok(rows @ 1..), Ok(columns @ 1..)) = (rows, columns) {
        sheet.autofilter(0, 0, rows, columns - 1)?;
        for (at, _) in (0_u16..).zip(&table.columns).filter(|(_, c)| c.shaded) {
            shading::shade(sheet, at, rows)?;
        }
    }
    Ok(())
}

/// The width of a column that fits its texts, within reason.
fn width(table: &Table, at: usize) -> f64 {
    let longest_word = |text: &str| text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let head = table.columns.get(at).map_or(0, |c| longest_word(&c.title) + 3);
    // The indent of what stands to the right takes room, too.
    let spare = if table.columns.get(at).is_some_and(|c| c.right) { 3 } else { 1 };
    let cells = table.rows.iter().filter_map(|row| row.get(at)).map(|c| c.shown().width() + spare);
    let fitting = cells.chain([head]).max().unwrap_or(0).clamp(8, WIDEST);
    u32::try_from(fitting).map_or(8.0, f64::from)
}

/// The height of a row that shows its texts, each wrapped to the width of its column. Readers do
/// not find it themselves: some show one line and no more.
fn height(texts: &[(&str, f64)]) -> f64 {
    let lines = texts.iter().map(|(text, width)| wrapped(text, *width)).max().unwrap_or(1);
    (f64::from(lines) * LINE).min(HIGHEST)
}

/// How many lines a text takes when it is wrapped at blanks.
fn wrapped(text: &str, width: f64) -> u32 {
    let mut lines = 0;
    for line in text.split('\n') {
        let mut used = 0.0;
        lines += 1;
        for word in line.split(' ') {
            let length = u32::try_from(word.width()).map_or(width, f64::from);
            if used > 0.0 && used + length > width {
                lines += 1;
                used = 0.0;
            }
            used += length + 1.0;
        }
    }
    lines
}

/// The format under which a spreadsheet shows a number as `shown` shows it: the same decimals, the
/// same sign, the same mark behind it.
fn number_format(shown: &str) -> String {
    let signed = shown.starts_with('+');
    let digits = shown.trim_start_matches(['+', '-']);
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    let decimals = digits[..end].split_once('.').map_or(0, |(_, after)| after.len());
    let mark: String = digits[end..].chars().filter(|c| *c != '"').collect();
    let mut format = if decimals == 0 { "0".into() } else { format!("0.{}", "0".repeat(decimals)) };
    if !mark.is_empty() {
        format = format!("{format}\"{mark}\"");
    }
    if signed { format!("+{format};-{format};{format}") } else { format }
}

/// The text, shortened with a visible mark where a cell cannot hold it.
fn cut(text: &str) -> String {
    // The format counts in units of UTF-16.
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    if text.len() <= CELL_UNITS || units(text) <= CELL_UNITS {
        return text.to_owned();
    }
    let mut room = CELL_UNITS - CUT.len();
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.collect::<String>() + CUT
}

#[cfg(test)]
mod tests {
    use super::{CELL_UNITS, CUT, cut, number_format};

    #[test]
    fn a_number_is_shown_with_the_decimals_sign_and_mark_that_people_read() {
        for (shown, format) in [
            ("3", "0"),
            ("66.7", "0.0"),
            ("66.7*", "0.0\"*\""),
            ("-0.50 %", "0.00\" %\""),
            ("+12.5", "+0.0;-0.0;0.0"),
        ] {
            assert_eq!(number_format(shown), format);
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_where_one_can_see_it() {
        for long in ["a".repeat(40_000), "😀".repeat(20_000)] {
            let short = cut(&long);
            assert!(short.ends_with(CUT));
            let units = short.encode_utf16().count();
            assert!((CELL_UNITS - 1..=CELL_UNITS).contains(&units), "{units}");
        }
        assert_eq!(cut(&"a".repeat(CELL_UNITS)).len(), CELL_UNITS);
    }
}
