//! Framework files.

mod draft;

use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::parse_table;
use crate::domain::{DraftFramework, Framework, Place, Problem, Severity, lint};
use draft::Reader;

/// What an overlay needs to know of its base: the draft and the digest of its content.
pub(super) type BaseDraft = (DraftFramework, String);

/// Finds what an overlay is laid over, by id and version.
pub(super) type FindBase<'a> = &'a dyn Fn(&str, &str) -> Option<BaseDraft>;

/// Reads and checks the text of a framework file that is no overlay.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_framework(path: &Path, text: &str) -> Result<Framework, BadFile> {
    read_framework_over(path, text, &|_, _| None)
}

/// What an author should look at in the text of a framework file that is no overlay: every defect,
/// or, where there is none, what a reader of the framework would stumble over.
pub fn lint_framework(path: &Path, text: &str) -> Vec<Located> {
    match lint_framework_over(path, text, &|_, _| None) {
        Ok((_, style)) => style,
        Err(bad) => bad.problems,
    }
}

/// Reads and checks the text of a framework file; `base` finds what an overlay is laid over.
///
/// # Errors
/// Every defect with its line and column.
pub(super) fn read_framework_over(
    path: &Path,
    text: &str,
    base: FindBase<'_>,
) -> Result<Framework, BadFile> {
    read_both(path, text, base).map(|(_, framework)| framework)
}

/// The framework and what a reader of it would stumble over; `base` finds what an overlay is laid
/// over.
///
/// # Errors
/// Every defect with its line and column.
pub(super) fn lint_framework_over(
    path: &Path,
    text: &str,
    base: FindBase<'_>,
) -> Result<(Framework, Vec<Located>), BadFile> {
    let (draft, framework) = read_both(path, text, base)?;
    let style = Located::all(path, text, lint(&draft, &framework));
    Ok((framework, style))
}

/// The draft as it stands in the file, and the framework that it makes.
fn read_both(
    path: &Path,
    text: &str,
    base: FindBase<'_>,
) -> Result<(DraftFramework, Framework), BadFile> {
    let bad = |problems| BadFile { path: path.to_owned(), problems };
    let table = parse_table(text).map_err(|p| bad(Located::all(path, text, vec![p])))?;
    let reader = Reader::read(&table);
    let checked = whole(&reader.draft, base);
    let (wrong, mut unknown) = (reader.walk.problems, reader.walk.unknown);
    unknown.iter_mut().for_each(|problem| problem.severity = Severity::Error);
    match checked {
        Ok(framework) if wrong.is_empty() && unknown.is_empty() => Ok((reader.draft, framework)),
        checked => {
            let mut found = checked.err().unwrap_or_default();
            found.retain(|problem| !reader.broken.explains(problem.code));
            let walked = Located::all(path, text, wrong);
            // What the walk said of a value stands; the check saw only what was left of it. A key
            // that is missing is reported at the top and says nothing of the first line.
            let said = |l: &Located| walked.iter().any(|w| w.line == l.line);
            let mut rest = Located::all(path, text, found);
            rest.retain(|l| (l.line, l.column) == (1, 1) || !said(l));
            let mut all = [walked, Located::all(path, text, unknown), rest].concat();
            all.sort_by_key(|l| (l.line, l.column));
            Err(bad(all))
        }
    }
}

fn whole(draft: &DraftFramework, base: FindBase<'_>) -> Result<Framework, Vec<Problem>> {
    let Some(wanted) = &draft.base else { return draft.check() };
    match base(&wanted.id, &wanted.version) {
        Some((below, digest)) => draft.laid_over(&below, &digest)?.check(),
        None => Err(vec![no_base(&wanted.id, &wanted.version)]),
    }
}

fn no_base(id: &str, version: &str) -> Problem {
    let message = format!("the base {id} {version} is not here, or is an overlay or broken itself");
    Problem::error("base", Place::keys(&["base", "id"]), message)
        .hint("put the file of the base into frameworks/, and check it first")
}

/// The draft and the digest of a framework file, if it holds this id and version, is in order and
/// is no overlay itself.
pub(super) fn read_base(path: &Path, text: &str, id: &str, version: &str) -> Option<BaseDraft> {
    let (draft, framework) = read_both(path, text, &|_, _| None).ok()?;
    let fits = draft.id == id && draft.version == version;
    fits.then(|| (draft, framework.digest().to_owned()))
}

/// The text of a framework file.
///
/// # Errors
/// A sentence, where the draft holds a number that TOML cannot write.
pub fn write_framework(draft: &DraftFramework) -> Result<String, String> {
    toml::to_string(draft).map_err(|error| format!("the framework cannot be written: {error}"))
}
