//! Forms that the test writes itself come in, and what a framework has no place for is listed.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use zip::write::SimpleFileOptions;

use super::{Form, read_form};
use crate::domain::translation::{Field, Place};
use crate::domain::{Id, Scale};
use crate::import::FrameworkTable;

type Rows<'a> = &'a [&'a [&'a str]];

/// A workbook with some sheets; a cell that is a number is written as one.
fn workbook(sheets: &[(&str, Rows<'_>)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name)?;
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number)?,
                    Err(_) => sheet.write_string(row, column, *cell)?,
                };
            }
        }
    }
    book.save_to_buffer()
}

fn more() -> FrameworkTable {
    FrameworkTable { id: "form".into(), rule: "mean".into(), ..FrameworkTable::default() }
}

const SURVEY: Rows<'_> = &[
    &[
        "type",
        "name",
        "label::English (en)",
        "label::Shqip (sq)",
        "hint::English (en)",
        "relevant",
        "constraint",
        "required",
        "parameters",
        "appearance",
    ],
    &["start", "start"],
    &["note", "welcome", "Welcome.", "Mirë se vini."],
    &["begin_group", "law", "The law", "Ligji"],
    &["note", "about_law", "About the law.", "Për ligjin."],
    &[
        "select_one grade",
        "duty",
        "Is there a duty to report?",
        "A ka detyrim?",
        "All professions.",
        "",
        "",
        "yes",
    ],
    &["note", "before", "Look at the decree, too."],
    &["select_one grade or_other", "_1.2", "Is it known?", "", "", "${duty} > 1"],
    &["begin group", "inner", "Inner"],
    &["select_one yesno", "line", "Is there a line?"],
    &["integer", "share", "How many of 100?", "", "", "", ". >= 0 and . <= 100"],
    &["decimal", "money", "How much?", "", "", "", ". > 0"],
    &["range", "mood", "From 1 to 5?", "", "", "", "", "", "start=1 end=5 step=1"],
    &["end group"],
    &["end_group"],
    &["begin_repeat", "visits", "Visits"],
    &["text", "who", "Who?"],
    &["end_repeat"],
    &["calculate", "sum", "", "", "", "", "", "", "", "w1"],
    &["select_multiple grade", "many", "Which?"],
    &["select_one nolist", "none", "None?"],
];

const CHOICES: Rows<'_> = &[
    &["list_name", "name", "label::English (en)", "label::Shqip (sq)", "image"],
    &["grade", "0", "Nothing", "Asgjë"],
    &["grade", "2", "All", "Gjithçka", "x.png"],
    &["grade", "1", "Some", "Disa"],
    &["grade", "99", "No idea", "Nuk e di"],
    &["yesno", "yes", "Yes"],
    &["yesno", "no", "No"],
    &["yesno", "dk", "Do not know"],
    &["spare", "a", "A"],
];

const SETTINGS: Rows<'_> = &[
    &["form_title", "form_id", "version", "default_language"],
    &["A form", "f1", "2024", "English (en)"],
];

fn sheets() -> [(&'static str, Rows<'static>); 3] {
    [("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)]
}

fn read(sheets: &[(&str, Rows<'_>)]) -> Result<Form, String> {
    let bytes = workbook(sheets).map_err(|error| error.to_string())?;
    read_form(&bytes, &more()).map_err(|wrong| wrong[0].to_string())
}

#[test]
fn a_form_becomes_a_framework_and_the_rest_is_listed() {
    let form = read(&sheets()).unwrap();
    let framework = form.draft.check().unwrap();
    assert_eq!((framework.title.as_str(), framework.version.as_str()), ("A form", "2024"));
    assert_eq!(framework.language, "en");
    let nodes = framework.nodes().iter().map(|n| (n.id.as_str(), n.depth));
    let nodes: Vec<(&str, usize)> = nodes.collect();
    let expected = [
        ("form", 0),
        ("law", 1),
        ("inner", 2),
        ("line", 3),
        ("share", 3),
        ("mood", 3),
        ("duty", 2),
        ("1.2", 2),
    ];
    assert_eq!(nodes, expected);
    let (node, question) = framework.question("duty").unwrap();
    assert_eq!(
        (node.name.as_str(), question.guidance.as_str()),
        ("Is there a duty to report?", "All professions.")
    );
    let levels: Vec<(f64, &str)> =
        framework.scale(node).all_levels().iter().map(|l| (l.number, l.name.as_str())).collect();
    assert_eq!(levels, [(0.0, "Nothing"), (1.0, "Some"), (2.0, "All")]);
    let (_, known) = framework.question("1.2").unwrap();
    assert_eq!(known.guidance, "Look at the decree, too.");
    let ends = |id: &str| {
        let scale: &Scale = framework.scale(framework.question(id).unwrap().0);
        (scale.lowest(), scale.highest())
    };
    assert_eq!((ends("share"), ends("mood"), ends("line")), ((0.0, 100.0), (1.0, 5.0), (1.0, 2.0)));
    assert_eq!(framework.nodes()[1].group().unwrap().intro, "About the law.");
}

/// What is said of each row, each of them once.
#[test]
fn what_is_not_carried_is_listed_with_sheet_and_row() {
    let form = read(&sheets()).unwrap();
    let said: Vec<String> = form.left_out.iter().map(ToString::to_string).collect();
    for (place, words) in [
        ("survey:2", "'start' of the type start is left out"),
        ("survey:3", "no question follows it"),
        ("survey:6", "the column 'required' has no place"),
        ("survey:8", "is '1.2' here"),
        ("survey:8", "'or_other' of '_1.2' is not kept"),
        ("survey:8", "asked only where ${duty} > 1"),
        ("survey:9", "'inner' stands before the questions above it"),
        ("survey:12", "its constraint does not state both"),
        ("survey:13", "'step=1' is not kept"),
        ("survey:16", "'visits' is answered once here"),
        ("survey:16", "no question of it is carried"),
        ("survey:17", "an open text has no level"),
        ("survey:19", "of the type calculate"),
        ("survey:19", "the column 'appearance' has no place"),
        ("survey:20", "several choices at once"),
        ("survey:21", "there is no list 'nolist'"),
        ("choices:3", "the column 'image' has no place"),
        ("choices:5", "'99' of 'grade' is no level"),
        ("choices:6", "'yes' is the lowest level and 'no' the highest"),
        ("choices:8", "'dk' of 'yesno' is no level"),
        ("choices:9", "'spare' is used by no question"),
    ] {
        let of = |line: &&String| line.starts_with(&format!("{place}: ")) && line.contains(words);
        assert_eq!(said.iter().filter(of).count(), 1, "{place} {words}\n{}", said.join("\n"));
    }
    assert_eq!(said.len(), 21, "{}", said.join("\n"));
}

#[test]
fn other_languages_become_translations() {
    let form = read(&sheets()).unwrap();
    assert_eq!(form.words.keys().collect::<Vec<_>>(), ["sq"]);
    let words = &form.words["sq"];
    let word = |id: &str, field| words.get(&Place::Node(Id::new(id).unwrap(), field));
    assert_eq!(word("law", Field::Name).map(String::as_str), Some("Ligji"));
    assert_eq!(word("law", Field::Intro).map(String::as_str), Some("Për ligjin."));
    assert_eq!(word("duty", Field::Name).map(String::as_str), Some("A ka detyrim?"));
    assert_eq!(words.get(&Place::Level("1".into())).map(String::as_str), Some("Disa"));
    assert_eq!(words.len(), 6);
}

/// 99 in a list from 0 to 100 is a level; a list by itself is no framework.
#[test]
fn a_code_is_no_level_only_where_it_stands_apart() {
    let choices: Rows<'_> = &[
        &["list_name", "name", "label"],
        &["l", "50", "Half"],
        &["l", "99", "Nearly"],
        &["l", "100", "All"],
    ];
    let survey: Rows<'_> = &[&["type", "name", "label"], &["select_one l", "q", "Q?"]];
    let form = read(&[("Survey", survey), ("CHOICES", choices)]).unwrap();
    assert_eq!(form.draft.scale.unwrap().levels.len(), 3);
}

#[test]
fn what_is_no_form_is_refused_with_its_place() {
    let one = |rows: Rows<'_>| read(&[("survey", rows)]).unwrap_err();
    assert!(read(&[("sheet", &[&["a"]])]).unwrap_err().contains("no sheet 'survey'"));
    assert_eq!(
        one(&[&["kind", "name"]]),
        "survey:1: the sheet has no column 'type' in its first row"
    );
    assert!(one(&[&["type", "name"], &["end_group"]]).starts_with("survey:2: a group ends here"));
    assert!(
        one(&[&["type", "name"], &["begin_group", "g"]]).starts_with("survey:2: the group 'g'")
    );
    assert!(one(&[&["type", "name"], &["text", "t"]]).contains("no question that a framework"));
    assert!(one(&[]).contains("no column 'type'"));
}

/// A deep form, one with names that differ in capitals or are no ids, and one whose texts would
/// steer a terminal: all of them are checked like any other framework.
#[test]
fn depth_and_odd_names_come_out_as_a_framework_that_holds() {
    let mut rows: Vec<Vec<&str>> = vec![vec!["type", "name", "label"]];
    rows.extend((0..9).map(|_| vec!["begin_group", "Con", "G\u{202e}\u{7}"]));
    rows.extend(
        ["q", "Q", "q q", "", "\u{e9}"].map(|name| vec!["range", name, "", "start=0 end=3"]),
    );
    rows.extend((0..9).map(|_| vec!["end_group"]));
    rows[0].push("parameters");
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let form = read(&[("survey", &rows)]).unwrap();
    let framework = form.draft.check().unwrap();
    assert_eq!(framework.questions().count(), 5);
    assert_eq!(framework.nodes().iter().map(|n| n.depth).max(), Some(6));
}

/// A part of a workbook with other content, or with another name.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let part = archive.by_index(at).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut text = std::io::read_to_string(part).unwrap();
        if own == name {
            text = change(text);
        }
        out.start_file(own, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// Each of these made the reader below abort the process or take gigabytes.
#[test]
fn bombs_are_refused_before_they_go_off() {
    let good = workbook(&sheets()).unwrap();
    let refused = |bytes: &[u8], words: &str| {
        let wrong = read_form(bytes, &more()).unwrap_err();
        assert!(wrong[0].to_string().contains(words), "{words}: {}", wrong[0]);
    };
    let corner = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let bomb = with_part(&good, SHEET, |text| text.replace("</sheetData>", corner));
    refused(&bomb, "goes beyond 20000 rows and 1000 columns");
    let wide = "<row r=\"99\"><c r=\"XFD99\"><v>1</v></c></row></sheetData>";
    refused(&with_part(&good, SHEET, |t| t.replace("</sheetData>", wide)), "goes beyond");
    // A count of four thousand million texts that are not there is not believed.
    let counted = |text: String| {
        let at = text.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
        format!("{}4000000000{}", &text[..at], &text[at..])
    };
    let bomb = with_part(&good, STRINGS, counted);
    assert_eq!(read_form(&bomb, &more()).unwrap().draft.question.len(), 5);
    // 100 MB in a file of 100 kB.
    let huge = |text: String| text.replacen("<t>", &format!("<t>{}", "A".repeat(100_000_000)), 1);
    let bomb = with_part(&good, STRINGS, huge);
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    refused(&bomb, "more than 32 MiB of text");
    // One long text in many cells.
    let long = |text: String| text.replacen("<t>", &format!("<t>{}", "B".repeat(1_000_000)), 1);
    let cells: String = (100..5_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let many = |text: String| text.replace("</sheetData>", &format!("{cells}</sheetData>"));
    refused(&with_part(&with_part(&good, STRINGS, long), SHEET, many), "16 MiB of text in them");
    // Many empty styles: not read at all.
    let styles =
        |_| format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(9_000_000));
    assert!(read_form(&with_part(&good, "xl/styles.xml", styles), &more()).is_ok());
    refused(b"", "not a workbook");
    refused(b"PK\x03\x04", "not a workbook");
    let utf16 = |text: String| format!("\u{0}{text}");
    refused(&with_part(&good, STRINGS, utf16), "is not UTF-8");
}

/// Whatever is broken, cut off or turned over, an answer comes back and no panic.
#[test]
fn broken_workbooks_are_refused_and_never_a_panic() {
    let good = workbook(&sheets()).unwrap();
    let mut refused = 0;
    for end in (0..good.len()).step_by(97) {
        refused += usize::from(read_form(&good[..end], &more()).is_err());
    }
    assert!(refused > 50, "only {refused} of the files that were cut off were refused");
    for at in (0..good.len()).step_by(31) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        let _ = read_form(&bytes, &more());
    }
    for (from, to) in [
        ("r=\"A1\"", "r=\"A99999999999999999999\""),
        ("r=\"A1\"", "r=\"ZZZZZZZZZZZZ1\""),
        ("r=\"A1\"", "r=\"A0\""),
        ("r=\"A1\"", "r=\"\""),
        ("r=\"1\"", "r=\"0\""),
        ("r=\"1\"", "r=\"4294967295\""),
        ("t=\"s\"", "t=\"zz\""),
        ("<v>0</v>", "<v>-1</v>"),
        ("<v>0</v>", "<v>99999999999</v>"),
        ("</row>", ""),
        ("<sheetData>", "<sheetData><sheetData>"),
        ("ref=\"A1", "ref=\"XFD1048576:A1"),
    ] {
        let _ = read_form(&with_part(&good, SHEET, |text| text.replacen(from, to, 1)), &more());
    }
}
