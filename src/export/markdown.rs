//! Markdown: readable as it is, and the same text in every renderer.

use super::clean;
use crate::report::{Block, Cell, Document, Table};

/// The document as Markdown with pipe tables.
pub fn render(document: &Document) -> String {
    let document = clean::document(document);
    let mut out = vec![format!("# {}", text(&document.title))];
    if !document.subtitle.is_empty() {
        out.push(text(&document.subtitle));
    }
    let fact = |(name, value): &(String, String)| format!("- {}: {}", text(name), text(value));
    if !document.meta.is_empty() {
        out.push(document.meta.iter().map(fact).collect::<Vec<_>>().join("\n"));
    }
    for section in &document.sections {
        let marks = "#".repeat(1 + usize::from(section.level.clamp(1, 5)));
        out.push(format!("{marks} {}", text(&section.heading)));
        out.extend(section.blocks.iter().map(block));
    }
    out.join("\n\n") + "\n"
}

/// One table as Markdown, with its notes below it.
pub fn table(raw: &Table) -> String {
    grid(&clean::table(raw)) + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => lines(words, "  \n"),
        Block::Bullets(items) => {
            let items: Vec<String> =
                items.iter().map(|item| format!("- {}", lines(item, "  \n  "))).collect();
            items.join("\n")
        }
        Block::Note(words) => format!("> **Note.** {}", lines(words, "  \n> ")),
        Block::Table(table) => grid(table),
        Block::Bars(bars) => grid(&bars.table()),
    }
}

fn grid(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut parts = Vec::new();
    if !table.title.is_empty() {
        parts.push(format!("**{}**", text(&table.title)));
    }
    let mut rows = vec![row(table.columns.iter().map(|c| text(&c.title)).collect())];
    let rule = |right: bool| if right { "---:".to_owned() } else { "---".to_owned() };
    rows.push(row(table.columns.iter().map(|c| rule(c.right)).collect()));
    rows.extend(table.rows.iter().map(|cells| row(cells.iter().map(field).collect())));
    parts.push(rows.join("\n"));
    if !table.notes.is_empty() {
        let notes: Vec<String> = table.notes.iter().map(|n| format!("- {}", text(n))).collect();
        parts.push(notes.join("\n"));
    }
    parts.join("\n\n")
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => text(words),
        Cell::Number { shown, .. } => text(shown),
    }
}

fn lines(words: &str, between: &str) -> String {
    words.split('\n').map(text).collect::<Vec<_>>().join(between)
}

/// One line of text with everything escaped that Markdown, HTML or a renderer's extension would
/// take for more than text.
///
/// Signs that mean something only at the start of a line (`-`, `+`, `=`, a number with `.` or `)`)
/// are escaped there and nowhere else, so that prose stays readable. Round brackets and `!` mean
/// something only next to a square bracket, and those are always escaped; all three are escaped
/// where they stand next to one.
pub(super) fn text(line: &str) -> String {
    let line = line.trim();
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut before = ' ';
    let mut rest = line.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map_or(' ', |(_, c)| *c);
        let opens_line = match c {
            '-' | '+' | '=' | ':' => at == 0,
            '.' | ')' => at == digits && digits > 0 && next == ' ',
            _ => false,
        };
        let beside = matches!((before, c, next), (']', '(', _) | (_, '!', '['));
        let always = matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '&'
                | '~'
                | '$'
        );
        if always || opens_line || beside {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_markdown_would_obey_is_escaped() {
        for (raw, escaped) in [
            ("# not a heading", "\\# not a heading"),
            ("- not a list", "\\- not a list"),
            ("+ not a list", "\\+ not a list"),
            ("12. not a list", "12\\. not a list"),
            ("1) not a list", "1\\) not a list"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("    not code", "not code"),
            ("a|b", "a\\|b"),
            ("[x](http://y)", "\\[x\\]\\(http://y)"),
            ("![x](y)", "\\!\\[x\\]\\(y)"),
            ("<script>&lt;", "\\<script\\>\\&lt;"),
            ("*a* _b_ `c` ~~d~~ $e$ {f}", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\$e\\$ \\{f\\}"),
            ("a\\b", "a\\\\b"),
        ] {
            assert_eq!(text(raw), escaped);
        }
    }

    #[test]
    fn prose_stays_readable() {
        for raw in ["Level 2.5 (of 4) - well done!", "ALB/2024", "2021-05", "3.2.3"] {
            assert_eq!(text(raw), raw);
        }
    }
}
