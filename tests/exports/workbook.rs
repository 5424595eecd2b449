//! Workbooks, opened with a reader that is not the writer.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use stocktake::export::xlsx;
use stocktake::report::{Block, Cell, Column, Document, Table};

use crate::hostile::{everywhere, hostile};
use crate::sample::sample;

fn open(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = xlsx::render(document).expect("a workbook");
    calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("another reader opens it")
}

#[test]
fn numbers_are_numbers_and_gaps_are_gaps() {
    let mut book = open(&sample());
    assert_eq!(
        book.sheet_names(),
        ["About", "Profile, in percent", "Priorities, the highest first"]
    );
    let sheet = book.worksheet_range("Priorities, the highest first").expect("the sheet");
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 0), Data::String("Rank".into()));
    assert_eq!(cell(1, 2), Data::Float(100.0 / 3.0));
    assert_eq!(cell(1, 3), Data::Float(-2.5));
    assert_eq!(cell(2, 2), Data::Float(86.0));
    assert_eq!(cell(3, 0), Data::Empty);
    assert_eq!(cell(3, 2), Data::String("withheld: 40 % answered".into()));
}

#[test]
fn hostile_texts_are_texts_and_no_formula_or_link_is_made() {
    for text in hostile() {
        let document = everywhere(&text);
        let mut book = open(&document);
        for name in book.sheet_names() {
            assert!(name.encode_utf16().count() <= 31, "{name}");
            let formulas = book.worksheet_formula(&name).expect("the sheet");
            assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{text:?}");
            let range = book.worksheet_range(&name).expect("the sheet");
            for (_, _, cell) in range.cells() {
                match cell {
                    Data::String(text) => {
                        assert!(text.encode_utf16().count() <= 32_767);
                        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{200b}']));
                    }
                    Data::Float(number) => assert!([-1.5, 50.0].contains(number), "{number}"),
                    Data::Empty => {}
                    other => panic!("{other:?} from {text:?}"),
                }
            }
        }
    }
}

/// Parts of the archive that would hold links or formulas are not there, and the text about the
/// file says nothing of who made it, where and when.
#[test]
fn holds_no_links_and_says_nothing_of_its_maker() {
    let parts = parts(&xlsx::render(&everywhere("http://evil.example")).expect("a workbook"));
    assert!(parts.iter().any(|(name, _)| name == "docProps/core.xml"));
    for (name, text) in &parts {
        assert!(!text.contains("<hyperlink"), "{name}");
        assert!(!text.contains("TargetMode=\"External\""), "{name}");
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
    }
    let core = &parts.iter().find(|(name, _)| name == "docProps/core.xml").expect("there").1;
    assert!(core.contains("<dc:creator></dc:creator>") || core.contains("<dc:creator/>"), "{core}");
    assert!(core.contains("2000-01-01T00:00:00Z"), "{core}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample();
    assert!(xlsx::render(&document).expect("one") == xlsx::render(&document).expect("two"));
}

/// A spreadsheet takes an empty cell for 0 where it compares numbers: a country without a value would
/// get the shade of the lowest.
#[test]
fn what_has_no_value_has_no_shade() {
    let table = Table {
        title: "Heat".into(),
        columns: vec![Column::text("name", "Name"), Column::percent("percent", "Score, %")],
        rows: vec![
            vec![Cell::text("Aravia"), Cell::Empty],
            vec![Cell::text("Brenovia"), Cell::number(15.0, 1)],
        ],
        notes: Vec::new(),
    };
    let mut document = Document::new("Countries", "");
    document.section("Heat map", vec![Block::Table(table)]);
    let parts = parts(&xlsx::render(&document).expect("a workbook"));
    let (_, sheet) = parts.iter().find(|(_, text)| text.contains("<cfRule")).expect("shades");
    assert_eq!(sheet.matches("<cfRule").count(), 5, "{sheet}");
    assert_eq!(sheet.matches("ISNUMBER(B2)").count(), 5, "every rule asks for a number: {sheet}");
}

/// The parts of a workbook, which is a zip archive, by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("the part");
            let name = part.name().expect("a name").into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (name, text)
        })
        .collect()
}
