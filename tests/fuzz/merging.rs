//! The three-way merge: of two sequences of edits of one base, and of three files that anybody may
//! have written.

use std::sync::LazyLock;

use anyhow::Result;
use stocktake::domain::Change;
use stocktake::store::read_change;
use stocktake::workspace::Workspace;

use super::merges::{Merge, laws, merged};
use super::text_of;
use super::tiny::{blank, edited, framework, text};

/// What stands between the three parts of an input.
const BETWEEN: &str = "\n%%%\n";

/// A workspace with the frameworks of the corpus.
static WORKSPACE: LazyLock<(tempfile::TempDir, Workspace)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Workspace::init(folder.path()).expect("a workspace");
    for (name, text) in [
        ("tiny", include_str!("../documents/tiny.toml")),
        ("every", include_str!("../documents/every-field.toml")),
    ] {
        let path = folder.path().join("frameworks").join(name).with_extension("toml");
        std::fs::write(path, text).expect("a temporary folder can be written");
    }
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    (folder, workspace)
});

fn real(texts: [&str; 3]) -> Result<String> {
    merged(&WORKSPACE.1, texts)
}

pub fn edits(data: &[u8]) {
    edits_with(&text_of(data), &real);
}

/// A merge that forgets lessons.
pub fn edits_without_lessons(data: &[u8]) {
    edits_with(&text_of(data), &|texts| {
        let merged = real(texts)?;
        let kept = merged.split_inclusive('\n').filter(|line| !line.starts_with("lessons = "));
        Ok(kept.collect())
    });
}

/// The lines of each part are changes, as `apply` reads them: of the base, of ours and of theirs.
fn edits_with(input: &str, merge: Merge<'_>) {
    let f = framework().expect("the tiny framework is in order");
    let read =
        |part: &str| -> Vec<Change> { part.lines().flat_map(read_change).flatten().collect() };
    let mut parts = input.split(BETWEEN).map(read);
    let mut part = || parts.next().unwrap_or_default();
    let base = edited(&f, &blank(&f), &part());
    let mut side = || text(&f, &edited(&f, &base, &part()));
    let (o, t) = (side(), side());
    let b = text(&f, &base);
    laws(merge, [&b, &o, &t])
        .unwrap_or_else(|why| panic!("{why:#}\n--- base\n{b}\n--- ours\n{o}\n--- theirs\n{t}"));
}

pub fn files(data: &[u8]) {
    files_with(&text_of(data), &real);
}

/// A merge that takes our name of the country where both sides have altered it.
pub fn files_ours_first(data: &[u8]) {
    files_with(&text_of(data), &|[base, ours, theirs]| {
        let name =
            |text: &str| text.lines().find(|l| l.starts_with("country_name")).map(str::to_owned);
        let merged = real([base, ours, theirs])?;
        let (Some(now), Some(mine)) = (name(&merged), name(ours)) else { return Ok(merged) };
        Ok(merged.replacen(&now, &mine, 1))
    });
}

fn files_with(input: &str, merge: Merge<'_>) {
    let mut parts = input.splitn(3, BETWEEN);
    let (Some(b), Some(o), Some(t)) = (parts.next(), parts.next(), parts.next()) else { return };
    // What cannot be merged is refused; what is left as a task for a person is no merged file yet.
    if merge([b, o, t]).is_err() || merge([b, b, o]).is_err() || merge([b, b, t]).is_err() {
        return;
    }
    laws(merge, [b, o, t]).unwrap_or_else(|why| panic!("{why:#}\n{input}"));
}
