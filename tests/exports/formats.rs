//! The shared report, word for word, in every format that is text.

use insta::{assert_snapshot, with_settings};
use stocktake::export::{Format, csv, html, json, markdown, render};
use stocktake::report::{Cell, Document};

use crate::sample::{sample, table};

fn text_of(document: &Document, format: Format) -> String {
    String::from_utf8(render(document, format).expect("the sample has a form")).expect("UTF-8")
}

#[test]
fn the_report_in_every_format_that_is_text() {
    with_settings!({ snapshot_path => "../snapshots" }, {
        for (format, name) in Format::ALL.into_iter().filter(|(format, _)| format.is_text()) {
            assert_snapshot!(format!("report.{name}"), text_of(&sample(), format));
        }
    });
}

#[test]
fn the_table_of_a_document_stands_for_the_whole_in_csv() {
    let mut document = sample();
    document.data = Some(table());
    assert_eq!(csv::render(&document).expect("finite"), csv::table(&table()).expect("finite"));
}

#[test]
fn a_number_that_is_not_finite_is_refused_by_name() {
    let mut bad = table();
    bad.rows[0][3] = Cell::Number { value: f64::NAN, shown: "NaN".into() };
    let mut document = Document::new("x", "");
    document.section("x", vec![stocktake::report::Block::Table(bad)]);
    for format in [Format::Csv, Format::Json, Format::Xlsx] {
        let error = render(&document, format).expect_err("no format has a place for it");
        assert!(error.to_string().contains("'change'"), "{error}");
    }
}

#[test]
fn empty_documents_have_a_form_everywhere() {
    let empty = Document::default();
    for (format, name) in Format::ALL {
        assert!(render(&empty, format).is_ok(), "{name}");
    }
    let mut bare = Document::new("x", "");
    bare.data = Some(stocktake::report::Table::default());
    for (format, name) in Format::ALL {
        assert!(render(&bare, format).is_ok(), "{name}");
    }
}

#[test]
fn json_is_json_with_the_keys_in_the_order_of_the_columns() {
    let text = json::table(&table()).expect("finite");
    let rows: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(rows[0]["percent"], 100.0 / 3.0);
    assert_eq!(rows[1]["rank"], 2);
    assert!(rows[2]["rank"].is_null());
    let places: Vec<_> = ["rank", "what", "percent", "change"]
        .iter()
        .map(|key| text.find(&format!("\"{key}\"")).expect("the key is there"))
        .collect();
    assert!(places.is_sorted());
}

#[test]
fn the_page_leaves_no_heading_out_and_names_what_scrolls() {
    let mut document = sample();
    document.sections[0].level = 4;
    let page = html::render(&document).expect("the sample has a form");
    let ranks: Vec<u32> = page
        .match_indices("<h")
        .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10))
        .collect();
    assert_eq!(ranks.first(), Some(&1));
    assert!(ranks.windows(2).all(|w| w[1] <= w[0] + 1), "{ranks:?}");
    let scrolling = page.matches("class=\"scroll\"").count();
    assert_eq!(page.matches("role=\"region\" tabindex=\"0\" aria-label=\"").count(), scrolling);
    assert_eq!(page.matches("<caption>").count(), scrolling);
}

#[test]
fn markdown_tables_have_as_many_cells_in_every_row() {
    let text = markdown::table(&table());
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    let rows: Vec<_> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| bars(row) == 5), "{text}");
}
