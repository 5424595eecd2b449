//! A document that holds a text in every place, and what every format must make of it: no formula,
//! no live markup, nothing hidden, and the text itself.

use stocktake::domain::visible;
use stocktake::export::Format;
use stocktake::report::{Bar, Bars, Block, Cell, Column, Document, Table};

use super::shown::clean;

/// A document with a text in every place that holds one.
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
    let bars = Bars { title: text.into(), bars: vec![bar], notes: vec![text.into()] };
    document.section(
        text,
        vec![
            Block::Paragraph(text.into()),
            Block::Bullets(vec![text.into()]),
            Block::Note(text.into()),
            Block::Bars(bars),
            Block::Table(table.clone()),
        ],
    );
    document.data = Some(table);
    document
}

/// How a document becomes a format.
pub type Render<'a> = &'a dyn Fn(&Document, Format) -> Vec<u8>;

/// Fails where a text is more than text in a format of texts, or is not the text any more.
pub fn harmless(text: &str, render: Render<'_>) {
    let written = |document: &Document, format| {
        String::from_utf8(render(document, format)).expect("every format but one is UTF-8")
    };
    let document = everywhere(text);
    let table = written(&document, Format::Csv);
    clean("csv", &table);
    cells(&table, text);

    let json = written(&document, Format::Json);
    let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(read["title"], *visible(text));
    assert_eq!(read["data"][1]["number"], -1.5, "numbers stay numbers");

    let page = written(&document, Format::Html);
    clean("html", &page);
    if !text.contains('\n') {
        let tags = |page: &str| (page.matches('<').count(), page.matches('>').count());
        assert_eq!(tags(&page), tags(&written(&everywhere("x"), Format::Html)), "{text:?}");
    }
    page_is_inert(&page, text);

    let marked = written(&document, Format::Markdown);
    clean("md", &marked);
    markdown_is_inert(&marked, &written(&everywhere("x"), Format::Markdown), text);
}

/// What other systems of the sector take for a formula: behind marks, controls, blanks and quotes.
pub fn would_run(cell: &str) -> bool {
    let bare = cell.trim_start_matches(|c: char| {
        c == '\u{feff}' || c.is_control() || c.is_whitespace() || c == '"'
    });
    cell.parse::<f64>().is_err()
        && bare.starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'])
}

fn cells(table: &str, text: &str) {
    let shown = visible(text);
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut seen = 0;
    for row in reader.records() {
        for cell in row.expect("CSV").iter() {
            assert!(!would_run(cell), "{cell:?}");
            let same = cell == shown || cell.strip_prefix('\'') == Some(&*shown);
            assert!(same || ["number", "-1.5"].contains(&cell), "{cell:?} of {text:?}");
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
}

/// No script, no handler, no address that runs or fetches, in any tag of a page.
pub fn page_is_inert(page: &str, text: &str) {
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'"));
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
        let tag = tag.0.to_lowercase();
        let link = tag.contains("href=\"") && !tag.contains("href=\"#");
        assert!(
            !link && !tag.contains("src=\"http") && !tag.contains("http-equiv=\"refresh"),
            "<{tag}>"
        );
        // What stands between quotes is a text; the quotes themselves are never in one.
        let tag: String = tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next();
        let name = name.unwrap_or_default().trim_start_matches('/');
        let live = ["script", "iframe", "object", "embed", "form", "base", "link", "a"];
        let inner = name == "a" || name.is_empty();
        assert!(!live.contains(&name) || inner, "<{tag}> of {text:?}");
        let handler = tag.match_indices(" on").any(|(at, _)| {
            tag[at + 3..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('=')
        });
        assert!(!handler && !tag.contains("javascript:"), "<{tag}> of {text:?}");
    }
}

/// Nothing of a text is a link, a tag, code or a line of a table.
fn markdown_is_inert(out: &str, plain: &str, text: &str) {
    for live in ["<", "`", "](", "![", "~~"] {
        let found = out
            .match_indices(live)
            .find(|(at, _)| out[..*at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0);
        assert_eq!(found, None, "{text:?}");
    }
    let plain = plain.lines().filter_map(bars).collect::<Vec<_>>();
    let found = out.lines().filter_map(bars).collect::<Vec<_>>();
    assert_eq!(found, plain, "the rows of two tables, and their cells: {text:?}\n{out}");
}

/// How many bars stand between the cells of a line of a table.
fn bars(line: &str) -> Option<usize> {
    let live = |at: usize| line[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0;
    line.starts_with("| ").then(|| line.match_indices('|').filter(|(at, _)| live(*at)).count())
}
