//! Measuring, cutting and wrapping text by what a reader sees as one character.
//!
//! Everything here first passes through [`visible`], so that no text from a file can steer the
//! terminal, hide, or turn the reading order round.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::{Visible, visible};

/// The cells that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `most` cells; what is cut ends with `mark`.
pub fn cut(text: &str, most: usize, mark: &str) -> String {
    let text = visible(text);
    if text.width() <= most {
        return text.into_owned();
    }
    let room = most.saturating_sub(mark.width());
    let mut out = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        if used + cluster.width() > room {
            break;
        }
        used += cluster.width();
        out.push_str(cluster);
    }
    if most >= mark.width() {
        out.truncate(out.trim_end().len());
        out.push_str(mark);
    }
    out
}

/// `text` cut to `cells` and filled up with spaces behind it.
pub fn pad(text: &str, cells: usize, mark: &str) -> String {
    let mut out = cut(text, cells, mark);
    let used = out.width();
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    out
}

/// `text` cut to `cells` and filled up with spaces before it.
pub fn pad_left(text: &str, cells: usize, mark: &str) -> String {
    let cut = cut(text, cells, mark);
    let mut out = " ".repeat(cells.saturating_sub(cut.width()));
    out.push_str(&cut);
    out
}

/// `text` in lines of at most `cells`, broken at spaces; a word that is too long is broken inside.
/// A text of several lines keeps them. There is always one line at least.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in Visible(text).lines() {
        wrap_line(&line, cells.max(1), &mut out);
    }
    out
}

fn wrap_line(text: &str, cells: usize, out: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let needs = word.width() + usize::from(used > 0);
        if used > 0 && used + needs > cells {
            out.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for cluster in word.graphemes(true) {
            if used > 0 && used + cluster.width() > cells {
                out.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(cluster);
            used += cluster.width();
        }
    }
    out.push(line);
}

#[cfg(test)]
mod tests {
    use super::{cut, pad, pad_left, width, wrap};

    #[test]
    fn cuts_show_and_never_split_what_reads_as_one() {
        assert_eq!(cut("Protection", 10, "…"), "Protection");
        assert_eq!(cut("Protection of children", 11, "…"), "Protection…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2, "…"), "e\u{301}…");
        assert_eq!(cut("日本語", 4, "…"), "日…");
        assert_eq!(cut("abc", 0, "…"), "");
        assert_eq!(cut("a\u{1b}[2J", 20, "…"), "a<U+001B>[2J");
    }

    #[test]
    fn padding_fills_to_the_cell() {
        assert_eq!(pad("日本", 6, "…"), "日本  ");
        assert_eq!(pad_left("12", 4, "…"), "  12");
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_inside() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("", 4), [""]);
        for line in wrap("Թվային պաշտպանություն საქართველო 日本語日本語", 6)
        {
            assert!(width(&line) <= 6, "{line}");
        }
    }
}
