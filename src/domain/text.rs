//! Text from files, made safe to show.
//!
//! The data on disk stays as it is; what is shown or exported passes through [`visible`], which
//! turns everything that could steer a terminal, hide, or reverse the reading order into an
//! escape such as `<U+202E>` that a person can see.

use std::borrow::Cow;

use super::limits::MARKS_PER_CHARACTER;

/// `text` with every control, bidirectional-override, tag and zero-width character written out.
///
/// Line feeds and tabs become spaces when `text` is one line of a screen, so both are replaced
/// here; use [`Visible::lines`] for text of several lines.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut marks = 0;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if matches!(c, '\n' | '\t') {
            out.push(' ');
            marks = 0;
        } else if hidden(c) {
            out.push_str(&name_of(c));
            marks = 0;
        } else if is_joiner(c) && marks > MARKS_PER_CHARACTER {
            // It lies in the part of a tower that the ellipsis stands for.
        } else if is_joiner(c) {
            // A joiner belongs between two letters; elsewhere it only hides. It starts no new
            // character, so the marks are counted on.
            let after = rest.peek().copied().unwrap_or(' ');
            if joins(before) && joins(after) {
                out.push(c);
            } else {
                out.push_str(&name_of(c));
            }
        } else if is_mark(c) {
            marks += 1;
            if marks <= MARKS_PER_CHARACTER {
                out.push(c);
            } else if marks == MARKS_PER_CHARACTER + 1 {
                out.push('\u{2026}');
            }
        } else {
            marks = 0;
            out.push(c);
        }
        before = c;
    }
    Cow::Owned(out)
}

/// Text of one or more lines, shown with [`visible`] line by line.
pub struct Visible<'a>(pub &'a str);

impl<'a> Visible<'a> {
    /// The lines, each of them safe to show.
    pub fn lines(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.0.split('\n').map(|line| visible(line.strip_suffix('\r').unwrap_or(line)))
    }
}

/// How a character that must not be shown as itself is written: `<U+200B>`.
pub(crate) fn name_of(c: char) -> String {
    if plain(c) && c != ' ' { format!("'{c}'") } else { format!("<U+{:04X}>", u32::from(c)) }
}

/// The quick test: most text has none of the characters that need a closer look.
fn plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}')
        || (c > '\u{36f}' && !hidden(c) && !is_mark(c) && !is_joiner(c))
}

/// The joiners that Indic, Persian and emoji text needs.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner has something to join on this side.
fn joins(c: char) -> bool {
    !c.is_whitespace() && !is_joiner(c) && !hidden(c)
}

/// Characters that are never shown as themselves.
fn hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{13440}'
        | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Marks that stack on the character before them: zero cells wide, and no joiner.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !is_joiner(c) && unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::{hidden, visible};

    #[test]
    fn ordinary_text_of_many_scripts_is_untouched() {
        for text in ["Թվային", "საქართველო", "Дитина – 3", "čćžšđ ëç ğış", "a\u{200d}b", "e\u{301}"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn what_steers_or_hides_is_written_out() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a<U+001B>[2Jb");
        assert_eq!(visible("\u{9b}31m"), "<U+009B>31m");
        assert_eq!(visible("x\u{202e}y\u{200b}z"), "x<U+202E>y<U+200B>z");
        assert_eq!(visible("a\nb\tc"), "a b c");
    }

    #[test]
    fn towers_of_marks_are_cut() {
        let tower = format!("a{}b", "\u{301}".repeat(5000));
        assert_eq!(visible(&tower).chars().count(), 1 + 8 + 1 + 1);
    }

    #[test]
    fn joiners_stay_between_letters_and_are_written_out_elsewhere() {
        for kept in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}👧"] {
            assert_eq!(visible(kept), kept);
        }
        assert_eq!(visible("\u{200d}a\u{200c}"), "<U+200D>a<U+200C>");
        assert_eq!(visible("a\u{200d}\u{200d}b"), "a<U+200D><U+200D>b");
        assert_eq!(visible("a \u{200c}b"), "a <U+200C>b");
    }

    #[test]
    fn joiners_do_not_let_a_tower_grow() {
        let tower = format!("a{}", "\u{301}\u{200d}".repeat(50));
        let shown = visible(&tower);
        assert_eq!(shown.chars().filter(|c| *c == '\u{301}').count(), 8, "{shown}");
        // The ellipsis stands for all that is over, joiners included, and for nothing else.
        let most = format!("a{}", "\u{301}\u{200d}".repeat(8));
        assert_eq!(visible(&format!("{most}b")), format!("{most}b"));
        let over = "\u{301}\u{200d}".repeat(42);
        assert_eq!(visible(&format!("{most}{over}b")), format!("{most}\u{2026}b"));
    }

    #[test]
    fn no_scalar_comes_through_as_control() {
        for c in ('\0'..=char::MAX).filter(|c| hidden(*c)) {
            let text = c.to_string();
            assert!(!visible(&text).contains(c), "{:x}", u32::from(c));
        }
    }
}
