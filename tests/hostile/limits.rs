//! Every bound of `stocktake limits`, one below it, at it, and one above it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use stocktake::domain::limits::{self, all};
use stocktake::domain::{Change, Id, visible};
use stocktake::export::xlsx;
use stocktake::report::{Cell, Column, Document, Table};
use stocktake::store::{read_framework, read_text};
use stocktake::tui::action::Action;
use stocktake::tui::field::{Lines, TextField};
use stocktake::workspace::{FileKind, New, Workspace};

use crate::tier::nightly;

const TINY: &str = include_str!("../documents/tiny.toml");
const HEAD: &str = "country = \"XAA\"\nyear = 2025\nperspective = \"self\"\n[framework]\nid = \"tiny\"\nversion = \"1\"\n";

/// The bounds that a test below, or one beside the code, tries at three sizes.
const TRIED: [&str; 22] = [
    "file",
    "table",
    "indicators",
    "workbook",
    "workbook-parts",
    "workbook-inflated",
    "sheet-rows",
    "sheet-columns",
    "workbook-cells",
    "workbook-text",
    "text",
    "title",
    "id",
    "levels",
    "items",
    "answers",
    "marks",
    "paste",
    "problems",
    "undo",
    "cell",
    "sheet-name",
];

/// One below, at, and one above a bound.
fn around(most: usize) -> [(usize, bool); 3] {
    [(most - 1, true), (most, true), (most + 1, false)]
}

fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().expect("a folder");
    Workspace::init(folder.path()).expect("a workspace");
    fs::write(folder.path().join("frameworks/tiny.toml"), TINY).expect("written");
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    (folder, workspace)
}

/// The codes of what is wrong with an assessment.
fn codes(workspace: &Workspace, text: &str) -> Vec<&'static str> {
    let path = workspace.assessments().join("XAA/2025/self.toml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, text).expect("written");
    let checked = workspace.check(&[path], Some(FileKind::Assessment));
    checked[0].problems.iter().filter(|l| l.problem.is_error()).map(|l| l.problem.code).collect()
}

#[test]
fn each_bound_is_on_the_list_once_and_on_the_page() {
    let keys: Vec<&str> = all().iter().map(|limit| limit.key).collect();
    assert_eq!(keys, TRIED);
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/limits.md"));
    let page = page.expect("the page");
    for limit in all() {
        let row = format!(
            "| `{}` | {} | {} {} | {} |",
            limit.key, limit.what, limit.most, limit.unit, limit.beyond
        );
        assert!(page.contains(&row), "docs/limits.md lacks\n{row}");
    }
}

#[test]
fn files_and_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    let most = usize::try_from(limits::FILE_BYTES).expect("fits");
    for (size, fits) in around(most) {
        fs::write(&path, " ".repeat(size)).expect("written");
        assert_eq!(read_text(&path).is_ok(), fits, "{size}");
    }
    // The others are read by the same function, each with its own bound: files with nothing in
    // them but a length.
    let [tables, indicators, books] =
        [limits::TABLE_BYTES, limits::INDICATOR_BYTES, limits::WORKBOOK_BYTES];
    assert!(tables > indicators && indicators > books);
    let file = fs::File::create(&path).expect("made");
    for most in [indicators, books] {
        for (size, fits) in [(most - 1, true), (most, true), (most + 1, false)] {
            file.set_len(size).expect("sized");
            let read = stocktake::store::read_bytes_of(&path, most);
            assert_eq!(read.is_ok(), fits, "{size}");
        }
    }
}

#[test]
fn texts() {
    let (_keep, workspace) = workspace();
    let key = workspace
        .create(&New {
            key: stocktake::domain::Selection::new("XAA/2025").unwrap().single().unwrap(),
            framework: Some(Id::new("tiny").unwrap()),
            version: None,
            from: None,
        })
        .expect("made");
    let mut opened = workspace.read(&key).expect("read");
    for (size, fits) in around(limits::TEXT_BYTES) {
        let text = "x".repeat(size);
        let wrong =
            codes(&workspace, &format!("{HEAD}[answers.b]\nlevel = 2\nclaim = \"{text}\"\n"));
        assert_eq!(wrong, if fits { vec![] } else { vec!["too-long"] }, "{size}");
        let id = Id::new("b").unwrap();
        for change in [
            Change::Text(id.clone(), stocktake::domain::Boxed::Claim, text.clone()),
            Change::Notes(id, stocktake::domain::NoteKind::Lessons, vec![text.clone()]),
            Change::Header(stocktake::domain::HeaderField::CountryName, text.clone()),
        ] {
            let done = opened.assessment.apply(&opened.framework, &change);
            assert_eq!(done.is_ok(), fits, "{size}");
        }
        let mut field = TextField::default();
        for _ in 0..2 {
            field.update(&Action::Paste("x".repeat(size / 2)), Lines::Many);
        }
        field.update(&Action::Paste("x".repeat(size % 2)), Lines::Many);
        assert_eq!((field.text().len() == size, field.refused() == 0), (fits, fits), "{size}");
    }
}

#[test]
fn titles_and_ids() {
    let (_keep, workspace) = workspace();
    for (size, fits) in around(limits::TITLE_CHARACTERS) {
        // As people count them: a letter with its accent is one.
        let title = "e\u{301}".repeat(size);
        let text = TINY.replace("A tiny framework", &title);
        assert_eq!(read_framework(Path::new("a.toml"), &text).is_ok(), fits, "{size}");
        let entry =
            format!("{HEAD}[[evidence]]\nid = \"e\"\nkind = \"law\"\ntitle = \"{title}\"\n")
                .replace("\"law\"", "\"official-document\"");
        assert_eq!(codes(&workspace, &entry).is_empty(), fits, "{size}");
    }
    for (size, fits) in around(limits::ID_CHARACTERS) {
        assert_eq!(Id::new(&"a".repeat(size)).is_ok(), fits);
    }
}

/// A framework with some nodes and questions, one below the other or side by side.
fn framework(nodes: usize, deep: bool) -> String {
    let mut text = TINY[..TINY.find("[[node]]").expect("nodes")].to_owned();
    for at in 1..nodes {
        let parent =
            if deep && at > 1 { format!("parent = \"n{}\"\n", at - 1) } else { String::new() };
        let parent = if !deep && at > 1 { "parent = \"n1\"\n".to_owned() } else { parent };
        let question = !deep && at > 1;
        let (kind, name) = if question { ("question", "text") } else { ("node", "name") };
        write!(text, "[[{kind}]]\nid = \"n{at}\"\n{parent}{name} = \"N\"\n").expect("written");
    }
    let last = if deep { format!("n{}", nodes - 1) } else { "n1".into() };
    let last = if nodes == 1 { String::new() } else { format!("parent = \"{last}\"\n") };
    text + &format!("[[question]]\nid = \"q\"\n{last}text = \"Q?\"\n")
}

#[test]
fn frameworks() {
    for (levels, fits) in around(limits::TREE_LEVELS) {
        let made = read_framework(Path::new("a.toml"), &framework(levels, true));
        assert_eq!(made.is_ok(), fits, "{levels}: {made:?}");
    }
    for (items, fits) in around(limits::FRAMEWORK_ITEMS) {
        let made = read_framework(Path::new("a.toml"), &framework(items, false));
        let code = made.as_ref().err().map(|bad| bad.problems[0].problem.code);
        assert_eq!(code, (!fits).then_some("too-many"), "{items}");
    }
}

#[test]
fn answers() {
    let (_keep, workspace) = workspace();
    for (count, fits) in around(limits::ANSWERS) {
        let all: String = (0..count).map(|at| format!("[answers.q{at}]\nlevel = 2\n")).collect();
        let wrong = codes(&workspace, &format!("{HEAD}{all}"));
        assert_eq!(wrong.contains(&"too-many"), !fits, "{count}");
    }
}

#[test]
fn marks_and_pastes() {
    for (marks, fits) in around(limits::MARKS_PER_CHARACTER) {
        let text = format!("e{}", "\u{301}".repeat(marks));
        assert_eq!(visible(&text) == text, fits, "{marks}");
    }
    for (size, fits) in around(limits::PASTE_CHARACTERS) {
        let mut field = TextField::default();
        field.update(&Action::Paste("x".repeat(size)), Lines::Many);
        assert_eq!(field.refused() == 0, fits, "{size}");
        assert_eq!(field.text().len() + field.refused(), size, "nothing goes unseen");
    }
}

#[test]
fn cells_and_names_of_sheets() {
    let book = |name: &str, text: &str| {
        let table = Table {
            title: name.into(),
            columns: vec![Column::text("a", "A")],
            rows: vec![vec![Cell::text(text)]],
            ..Table::default()
        };
        let mut document = Document::new("t", "");
        document.data = None;
        document.section("s", vec![stocktake::report::Block::Table(table)]);
        let bytes = xlsx::render(&document).expect("a workbook");
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("opens");
        let names = calamine::Reader::sheet_names(&book);
        let sheet = calamine::Reader::worksheet_range(&mut book, &names[1]).expect("a sheet");
        (names[1].clone(), sheet.get_value((1, 0)).expect("a cell").to_string())
    };
    for (size, fits) in around(limits::CELL_UNITS) {
        let text = "x".repeat(size);
        let (_, cell) = book("T", &text);
        assert_eq!((cell == text, cell.contains("cut here")), (fits, !fits), "{size}");
    }
    for (size, fits) in around(limits::SHEET_NAME_UNITS) {
        let name = "x".repeat(size);
        assert_eq!(book(&name, "x").0 == name, fits, "{size}");
    }
}

#[test]
fn problems_and_steps() {
    let (_keep, workspace) = workspace();
    for (count, fits) in around(limits::PROBLEMS_SHOWN) {
        let wrong: String = (0..count).map(|n| format!("[answers.x{n}]\nlevel = 2\n")).collect();
        assert_eq!(codes(&workspace, &format!("{HEAD}{wrong}")).len(), count);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let cli =
            stocktake::cli::Cli::read(["stocktake".into(), "check".into()], &mut out, &mut err);
        let terminal = stocktake::cli::Terminal { width: None, unicode: false, progress: false };
        let root = Some(workspace.root().to_owned());
        let ctx = &mut stocktake::cli::Context {
            out: &mut out,
            err: &mut err,
            terminal,
            workspace: root,
        };
        let _ = stocktake::cli::run(cli.expect("read").command.expect("one"), ctx);
        let out = String::from_utf8(out).expect("UTF-8");
        assert_eq!(out.matches("error[").count(), count.min(limits::PROBLEMS_SHOWN));
        assert_eq!(!out.contains("not listed"), fits, "{count}");
    }
    for (count, fits) in around(limits::UNDO_STEPS) {
        codes(&workspace, HEAD);
        let _ = fs::remove_file(workspace.assessments().join("XAA/2025/.self.journal"));
        let key = stocktake::domain::Selection::new("XAA/2025").unwrap().single().unwrap();
        let mut session = workspace.edit(&key).expect("opened");
        for at in 0..count {
            let text = format!("step {at}");
            let id = Id::new("b").unwrap();
            let change = Change::Text(id, stocktake::domain::Boxed::Claim, text);
            session.apply(&[change]).expect("applied");
        }
        while session.can_undo() {
            session.undo().expect("undone");
        }
        session.settle().expect("saved");
        let first = session.assessment().answers.is_empty()
            || session
                .assessment()
                .answers
                .values()
                .all(|a| a.boxes.get(stocktake::domain::Boxed::Claim).is_empty());
        assert_eq!(first, fits, "{count}: back to the beginning");
    }
}

#[test]
fn workbooks() {
    let taken = |name: &str, make: &dyn Fn(usize) -> Vec<u8>, most: usize| {
        let (folder, workspace) = workspace();
        for (size, fits) in around(most) {
            let path = folder.path().join("form.xlsx");
            fs::write(&path, make(size)).expect("written");
            let more =
                stocktake::import::FrameworkTable { id: "form".into(), ..Default::default() };
            let done = workspace.import_framework(&path, &more, None, None);
            let told = done.err().map(|error| error.to_string()).unwrap_or_default();
            let beyond = ["goes beyond", "more than"].iter().any(|words| told.contains(words));
            assert_eq!(beyond, !fits, "{name} {size}: {told}");
        }
    };
    let form = |fill: &dyn Fn(&mut rust_xlsxwriter::Worksheet)| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("survey").expect("a name");
        for (at, title) in [(0, "type"), (1, "name"), (2, "label")] {
            sheet.write_string(0, at, title).expect("written");
        }
        fill(sheet);
        book.save_to_buffer().expect("a workbook")
    };
    let rows = |size: usize| {
        form(&|sheet| {
            let row = u32::try_from(size - 1).expect("fits");
            sheet.write_string(row, 0, "note").expect("written");
        })
    };
    taken("rows", &rows, usize::try_from(limits::SHEET_ROWS).expect("fits"));
    let columns = |size: usize| {
        form(&|sheet| {
            let column = u16::try_from(size - 1).expect("fits");
            sheet.write_string(1, column, "note").expect("written");
        })
    };
    taken("columns", &columns, usize::try_from(limits::SHEET_COLUMNS).expect("fits"));
    let cells = |size: usize| {
        form(&|sheet| {
            // Three are in the first line.
            for at in 0..u32::try_from(size - 3).expect("fits") {
                let column = u16::try_from(at % 500).expect("fits");
                sheet.write_number(1 + at / 500, column, 1.0).expect("written");
            }
        })
    };
    if nightly() {
        taken("cells", &cells, limits::WORKBOOK_CELLS);
    }
    let text = |size: usize| {
        form(&|sheet| {
            let mut left = size - "typenamelabel".len();
            let whole = "x".repeat(30_000);
            for row in 1.. {
                let piece = left.min(30_000);
                sheet.write_string(row, 0, &whole[..piece]).expect("written");
                left -= piece;
                if left == 0 {
                    break;
                }
            }
        })
    };
    if nightly() {
        taken("text", &text, limits::WORKBOOK_TEXT);
    }
    let archive = |parts: usize, size: usize| {
        use std::io::Write as _;
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for at in 0..parts {
            let name = if size > 0 { format!("xl/p{at}.xml") } else { format!("p{at}.bin") };
            out.start_file(name, options).expect("a part");
            out.write_all(&vec![b' '; size]).expect("written");
        }
        out.finish().expect("an archive").into_inner()
    };
    taken("parts", &|size| archive(size, 0), limits::WORKBOOK_PARTS);
    let inflated = usize::try_from(limits::WORKBOOK_INFLATED).expect("fits");
    taken("inflated", &|size| archive(1, size), inflated);
}
