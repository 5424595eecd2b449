//! Every scalar and every attack through a document that holds them in every place, to each format.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use stocktake::domain::{Place, Problem, visible};
use stocktake::export::{Format, csv, html, json, markdown, xlsx};
use stocktake::report::{Bar, Bars, Block, Cell, Column, Document, Table};
use stocktake::store::Located;

use crate::attacks::{ATTACKS, clean, every_scalar, nightly, raw};

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

#[test]
fn no_scalar_comes_through_to_any_format() {
    for (at, text) in every_scalar().enumerate() {
        clean("shown", &visible(&text));
        // Private and unassigned planes are all alike.
        if !(nightly() || at < 25 || at % 20 == 0 || text.chars().any(raw)) {
            continue;
        }
        let document = everywhere(&text);
        for (format, name) in Format::ALL.into_iter().filter(|(format, _)| format.is_text()) {
            let out = stocktake::export::render(&document, format).expect("a form");
            let out = String::from_utf8(out).expect("UTF-8");
            clean(name, &out.replace("\r\n", "\n"));
        }
        if nightly() || text.chars().filter(|c| raw(*c)).count() > 5 {
            workbook(&document);
        }
    }
}

#[test]
fn no_attack_comes_through_a_message_about_a_file() {
    for text in ATTACKS.iter() {
        let problem = Problem::error("x", Place::top(), text.as_str()).hint(text.as_str());
        clean("problem", &problem.to_string());
        let located = Located { path: text.into(), line: 1, column: 1, problem };
        clean("located", &located.to_string());
        assert_eq!(located.to_string().lines().count(), 2, "a message forges no line: {text:?}");
    }
}

#[test]
fn every_attack_is_harmless_in_every_format() {
    let tags = |page: &str| (page.matches('<').count(), page.matches('>').count());
    let plain = tags(&html::render(&everywhere("x")).expect("a form"));
    for text in ATTACKS.iter() {
        let document = everywhere(text);
        let table = csv::render(&document).expect("finite");
        clean("csv", &table);
        cells(&table, text);

        let read: serde_json::Value =
            serde_json::from_str(&json::render(&document).expect("finite")).expect("JSON");
        assert_eq!(read["title"], *visible(text));
        assert_eq!(read["data"][1]["number"], -1.5, "numbers stay numbers");

        let page = html::render(&document).expect("a form");
        clean("html", &page);
        let lines = text.matches('\n').count();
        if lines == 0 {
            assert_eq!(tags(&page), plain, "{text:?}");
        }
        page_is_inert(&page, text);

        let marked = markdown::render(&document);
        clean("md", &marked);
        markdown_is_inert(&marked, text);
    }
}

#[test]
fn every_attack_is_a_text_in_a_workbook() {
    let step = if nightly() { 1 } else { 5 };
    for text in ATTACKS.iter().step_by(step) {
        workbook(&everywhere(text));
    }
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
fn markdown_is_inert(out: &str, text: &str) {
    for live in ["<", "`", "](", "![", "~~"] {
        let found = out
            .match_indices(live)
            .find(|(at, _)| out[..*at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0);
        assert_eq!(found, None, "{text:?}");
    }
    let rows = out.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(rows, 7, "two tables, of three and four lines: {text:?}\n{out}");
}

/// Nothing in a workbook runs, links or fetches; its parts are well-formed and hold nothing raw.
pub fn workbook(document: &Document) {
    let bytes = xlsx::render(document).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).expect("UTF-8");
        assert!(!name.contains("externalLink") && !name.contains("vba"), "{name}");
        assert!(!content.contains("TargetMode=\"External\""), "{name}");
        clean(&name, &content.replace("\r\n", "\n"));
        let mut reader = quick_xml::Reader::from_str(&content);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    let tag = tag.name().as_ref().to_owned();
                    let live = ["f", "hyperlink", "hyperlinks", "oleObject"];
                    assert!(!live.contains(&tag.as_str()), "{name}: {tag:?}");
                }
                _ => {}
            }
        }
    }
}
