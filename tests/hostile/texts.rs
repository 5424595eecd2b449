//! Every text field of a framework and an assessment, filled with hostile texts, through the whole
//! program: read from the file, printed by every command, written by every export.

use std::fs;
use std::path::Path;

use stocktake::cli::{Cli, Context, Terminal, run};
use stocktake::export::{Format, render};
use stocktake::workspace::{Wanted, Workspace};

use crate::attacks::{ATTACKS, every_scalar};
use crate::everywhere::workbook;
use crate::formats::{page_is_inert, would_run};
use crate::shown::clean;
use crate::tier::nightly;

const FRAMEWORK: &str = include_str!("framework.toml");
const ASSESSMENT: &str = include_str!("assessment.toml");
/// Where a text goes.
const HOLE: &str = "@@";

/// A text as TOML writes it between quotes: what cannot stand in a file is written by its number.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_ascii_control() => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

fn filled(template: &str, texts: &mut impl Iterator<Item = String>) -> String {
    let mut parts = template.split(HOLE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| done + &quoted(&texts.next().expect("a text")) + part)
}

/// A workspace whose texts are taken from a list, one after the other and round again.
pub fn fill(root: &Path, texts: &mut impl Iterator<Item = String>) {
    for folder in ["frameworks", "assessments/XAA/2025", "exports"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    fs::write(root.join("frameworks/every-field.toml"), filled(FRAMEWORK, texts)).expect("written");
    let assessment = filled(ASSESSMENT, texts);
    fs::write(root.join("assessments/XAA/2025/shadow@north.toml"), assessment).expect("written");
}

const SEL: &str = "XAA/2025/shadow@north";

const COMMANDS: [&str; 30] = [
    "list",
    "list --format json",
    "show SEL",
    "show SEL one",
    "show SEL two",
    "show SEL --format json",
    "show SEL --format csv",
    "show SEL one --format csv",
    "score SEL",
    "score SEL --format csv",
    "score SEL --explain one",
    "score SEL --by other",
    "review SEL",
    "review SEL --format csv",
    "priorities SEL",
    "priorities SEL --format json",
    "exchange",
    "exchange --format csv",
    "compare years XAA",
    "compare countries",
    "resolve SEL",
    "check",
    "check --privacy",
    "framework list",
    "framework show every-field",
    "framework show every-field --format tree",
    "framework show every-field --format csv",
    "framework show every-field --format questionnaire-md",
    "framework show every-field --tags other",
    "framework check",
];

/// Runs a command inside this process; what it printed, and its talk.
fn printed(root: &Path, line: &str) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = line.split(' ').map(|word| if word == "SEL" { SEL } else { word });
    let args = ["stocktake"].into_iter().chain(words).map(Into::into);
    let cli = Cli::read(args, &mut out, &mut err);
    let cli = cli.unwrap_or_else(|_| panic!("{line}: {}", String::from_utf8_lossy(&err)));
    let terminal = Terminal { width: Some(100), unicode: true, progress: false };
    let workspace = Some(root.to_owned());
    let ctx = &mut Context { out: &mut out, err: &mut err, terminal, workspace };
    let done = run(cli.command.expect("a command"), ctx);
    if let Err(error) = done {
        error.print(&mut err);
    }
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(out), text(err))
}

/// Every command and every export of a workspace.
fn everything(root: &Path) {
    for line in COMMANDS {
        let (out, err) = printed(root, line);
        clean(line, &out);
        clean(line, &err);
        if line.ends_with("--format csv") {
            let mut reader = csv::Reader::from_reader(out.as_bytes());
            for row in reader.records() {
                row.expect("CSV").iter().for_each(|cell| assert!(!would_run(cell), "{cell:?}"));
            }
        }
        if line.ends_with("--format json") {
            serde_json::from_str::<serde_json::Value>(&out).expect("JSON");
        }
    }
    for line in [
        "framework show every-field --format html",
        "framework show every-field --format questionnaire",
    ] {
        let (page, _) = printed(root, line);
        clean(line, &page);
        page_is_inert(&page, line);
    }
    let workspace = Workspace::open(root).expect("a workspace");
    let key = workspace.list().expect("listed").keys.remove(0);
    let read = workspace.read(&key).expect("hostile texts are texts: the file is in order");
    let selection = stocktake::domain::Selection::new(SEL).expect("a selection");
    let documents = [
        Wanted::Report(key.clone()),
        Wanted::Priorities(key),
        Wanted::Scores(vec![selection.clone()]),
        Wanted::Years(selection),
    ];
    assert!(!read.assessment.conflicts.is_empty());
    for wanted in documents {
        let document = workspace.prepare(&wanted).expect("a document").document;
        for (format, name) in Format::ALL {
            if !format.is_text() {
                workbook(&document);
                continue;
            }
            let out = String::from_utf8(render(&document, format).expect("finite")).expect("UTF-8");
            clean(name, &out);
            if format == Format::Html {
                page_is_inert(&out, name);
            }
        }
    }
}

/// Texts without those that are too long for a title, endless, each turn from another place.
pub fn texts(from: usize) -> impl Iterator<Item = String> {
    let fits = |text: &&String| text.chars().count() <= 400;
    let all: Vec<String> = ATTACKS.iter().filter(fits).cloned().collect();
    let from = from % all.len();
    all.into_iter().cycle().skip(from)
}

#[test]
fn attacks_in_every_field_reach_nobody() {
    let step = if nightly() { 1 } else { 97 };
    for from in (0..ATTACKS.len()).step_by(step) {
        let folder = tempfile::tempdir().expect("a folder");
        fill(folder.path(), &mut texts(from));
        everything(folder.path());
    }
}

/// The scalars that steer or hide are all in the first texts and in the last of planes 0 and 14.
#[test]
fn scalars_in_every_field_reach_nobody() {
    let special = |text: &&String| nightly() || text.chars().any(crate::shown::raw);
    let all: Vec<char> =
        every_scalar().filter(|t| special(&t)).collect::<String>().chars().collect();
    let step = if nightly() { 1 } else { 40 };
    let pieces: Vec<String> = all.chunks(180).map(|piece| piece.iter().collect()).collect();
    assert!(pieces.len() > 200, "{}", pieces.len());
    let holes = (FRAMEWORK.matches(HOLE).count() + ASSESSMENT.matches(HOLE).count()).max(1);
    for from in (0..pieces.len()).step_by(holes * step / 4) {
        let folder = tempfile::tempdir().expect("a folder");
        fill(folder.path(), &mut pieces.clone().into_iter().cycle().skip(from));
        everything(folder.path());
    }
}

#[test]
fn what_hides_is_shown_and_not_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path(), &mut std::iter::repeat("left\u{202e}thgir\u{1b}[2J".to_owned()));
    let seen = "left<U+202E>thgir<U+001B>[2J";
    for line in ["show SEL one", "show SEL one --format csv", "framework show every-field", "check"]
    {
        let (out, err) = printed(folder.path(), line);
        assert!(out.contains(seen) || err.contains(seen), "{line}: {out}{err}");
    }
}
