//! Texts that want to be more than text: formulas, pages, Markdown, terminal codes, hidden and
//! reversing characters, and too much of it, put everywhere that a document holds text.

use stocktake::export::{Format, csv, html, json, markdown, render};
use stocktake::report::{Bar, Bars, Block, Cell, Column, Document, Table};

/// Texts that somebody could write into a file.
pub fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "=HYPERLINK(\"http://evil.example\",\"click\")",
        "=cmd|' /C calc'!A0",
        "+1+cmd",
        "-2+3",
        "@SUM(1+1)",
        "|calc",
        "%0A=1",
        "\t=1+1",
        "\r=1+1",
        " \u{feff}=1+1",
        "\u{200b}=1+1",
        "\u{ff1d}1+1",
        "'=1+1",
        "http://evil.example",
        "mailto:a@evil.example",
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "<!-- x --> ]]> &lt; &#60;",
        "javascript:alert(1)",
        "[click](javascript:alert(1))",
        "![x](http://evil.example/x.png)",
        "# heading\n- list\n\n```\ncode\n```",
        "| a | b |\n| --- | --- |",
        "a\u{1b}[2J\u{1b}]52;c;ZXZpbA==\u{7}b",
        "c\u{9b}31md",
        "user\u{202e}lmth.exe",
        "zero\u{200b}width\u{2066}x",
        "_x0041_ and \u{0}",
        "a\r\nb",
    ]
    .map(String::from)
    .to_vec();
    texts.push("long ".repeat(8_000));
    texts.push("\u{1f600}".repeat(20_000));
    texts
}

/// A document with the text in every place that holds one.
pub fn everywhere(text: &str) -> Document {
    let bar = Bar {
        name: text.into(),
        depth: 0,
        percent: Cell::number(50.0, 1).marked(text),
        lowest: Cell::Empty,
        highest: Cell::Empty,
        coverage: Cell::Empty,
        remark: text.into(),
    };
    let table = Table {
        title: text.into(),
        columns: vec![Column::text(text, text), Column::percent("number", text)],
        rows: vec![
            vec![Cell::text(text), Cell::text(text)],
            vec![Cell::text(text), Cell::Number { value: -1.5, shown: format!("-1.5{text}") }],
        ],
        notes: vec![text.into()],
    };
    let mut document = Document::new(text, text);
    document.fact(text, text);
    document.section(
        text,
        vec![
            Block::Paragraph(text.into()),
            Block::Bullets(vec![text.into()]),
            Block::Note(text.into()),
            Block::Bars(Bars { title: text.into(), bars: vec![bar], notes: vec![text.into()] }),
            Block::Table(table.clone()),
        ],
    );
    document.data = Some(table);
    document
}

/// Whether a character has no place in anything that is shown.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[test]
fn nothing_hidden_or_steering_comes_through_anywhere() {
    for text in hostile() {
        for (format, name) in Format::ALL.into_iter().filter(|(format, _)| format.is_text()) {
            let bytes = render(&everywhere(&text), format).expect("a form");
            let out = String::from_utf8(bytes).expect("UTF-8");
            let found = out.chars().find(|c| steers(*c));
            assert_eq!(found, None, "{name}: {:?}", text.chars().take(40).collect::<String>());
        }
    }
}

#[test]
fn csv_reads_back_and_no_cell_of_text_would_run() {
    for text in hostile() {
        let mut document = everywhere(&text);
        let single = csv::render(&document).expect("finite");
        document.data = None;
        for out in [single, csv::render(&document).expect("finite")] {
            let mut reader = ::csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .from_reader(out.as_bytes());
            let cells: Vec<String> = reader
                .records()
                .flat_map(|row| row.expect("CSV").iter().map(String::from).collect::<Vec<_>>())
                .collect();
            assert!(cells.contains(&"-1.5".to_owned()), "numbers stay numbers");
            for cell in cells.iter().filter(|cell| cell.parse::<f64>().is_err()) {
                let bare = cell.trim_start();
                assert!(!bare.starts_with(['=', '+', '-', '@', '|', '%', '\u{ff1d}']), "{cell:?}");
            }
        }
    }
}

#[test]
fn the_page_holds_text_and_no_more_tags_than_without_it() {
    let count = |page: &str| (page.matches('<').count(), page.matches('>').count());
    let plain = html::render(&everywhere("x")).expect("a form");
    for text in hostile().into_iter().filter(|t| !t.contains('\n')) {
        let page = html::render(&everywhere(&text)).expect("a form");
        assert_eq!(count(&page), count(&plain), "{text:?}");
        let lower = page.to_lowercase();
        assert!(!lower.contains("<script") && !lower.contains("<img"), "{text:?}");
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
        assert_eq!(lower.matches(" href=").count(), lower.matches(" href=\"#").count());
    }
}

#[test]
fn markdown_holds_no_live_markup() {
    for text in hostile() {
        let out = markdown::render(&everywhere(&text));
        for live in ["<script", "<img", "](http", "](java", "```"] {
            let at = out.match_indices(live).find(|(at, _)| {
                let before = out[..*at].bytes().rev().take_while(|b| *b == b'\\').count();
                before % 2 == 0
            });
            assert_eq!(at, None, "{text:?}");
        }
        let tables: Vec<&str> = out.lines().filter(|l| l.starts_with('|')).collect();
        assert_eq!(tables.len(), 7, "two tables, of three and four lines: {text:?}");
    }
}

#[test]
fn json_gives_the_text_back() {
    for text in hostile() {
        let out = json::render(&everywhere(&text)).expect("finite");
        let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let shown = stocktake::domain::visible(&text);
        assert_eq!(read["title"], *shown);
        assert_eq!(read["data"][1]["number"], -1.5);
    }
}
