//! How a typed text falls into rows of a given width, and where its cursor stands.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::TextField;

/// A typed text in rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The bytes of each row; there is always one row at least.
    pub rows: Vec<Range<usize>>,
    /// The row of the cursor.
    pub row: usize,
    /// The cells before the cursor in its row.
    pub column: usize,
}

impl Rows {
    /// Breaks the text of a field into rows of at most `cells`, at spaces where there are any. The
    /// last cell of a row stays free for the cursor.
    pub fn of(field: &TextField, cells: usize) -> Self {
        let (text, room) = (field.text(), cells.saturating_sub(1).max(1));
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches('\n').len();
            break_line(text, start..end, room, &mut rows);
            start += line.len();
        }
        if text.is_empty() || text.ends_with('\n') {
            rows.push(text.len()..text.len());
        }
        let cursor = field.before().len();
        let row = rows.iter().rposition(|r| r.start <= cursor).unwrap_or(0);
        let column = rows.get(row).and_then(|r| text.get(r.start..cursor)).map_or(0, str::width);
        Self { rows, row, column }
    }

    /// The byte under the cursor's column in another row.
    pub fn byte_at(&self, text: &str, row: usize) -> usize {
        let Some(range) = self.rows.get(row) else { return text.len() };
        let mut used = 0;
        for (at, cluster) in text[range.clone()].grapheme_indices(true) {
            if used >= self.column {
                return range.start + at;
            }
            used += cluster.width();
        }
        range.end
    }
}

fn break_line(text: &str, line: Range<usize>, room: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut used, mut space) = (line.start, 0, None);
    for (at, cluster) in text[line.clone()].grapheme_indices(true) {
        let at = line.start + at;
        if used + cluster.width() > room {
            let end = space.filter(|space| *space > start).unwrap_or(at);
            rows.push(start..end);
            start = end;
            used = text[start..at].width();
            space = None;
        }
        used += cluster.width();
        if cluster == " " {
            space = Some(at + 1);
        }
    }
    rows.push(start..line.end);
}

#[cfg(test)]
mod tests {
    use super::{Rows, TextField};

    #[test]
    fn rows_hold_every_byte_and_the_cursor_is_in_one_of_them() {
        for text in
            ["", "one two three", "abcdefghijkl", "one\n\ntwo", "日本語 日本語\n", "a  b   "]
        {
            for cells in 1..9 {
                let field = TextField::new(text);
                let rows = Rows::of(&field, cells);
                let held: String = rows.rows.iter().map(|r| &text[r.clone()]).collect();
                assert_eq!(held, text.replace('\n', ""), "{cells}");
                assert!(rows.row < rows.rows.len());
            }
        }
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        let field = TextField::new("one two three");
        let rows = Rows::of(&field, 9);
        let lines: Vec<&str> = rows.rows.iter().map(|r| &field.text()[r.clone()]).collect();
        assert_eq!(lines, ["one two ", "three"]);
        assert_eq!((rows.row, rows.column), (1, 5));
        assert_eq!(rows.byte_at(field.text(), 0), 5);
    }
}
