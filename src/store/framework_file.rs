//! Framework files.

use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::parse;
use crate::domain::{DraftFramework, Framework, Place, Problem, Severity};

/// What an overlay needs to know of its base: the draft and the digest of its content.
pub(super) type BaseDraft = (DraftFramework, String);

/// Reads and checks the text of a framework file that is no overlay.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_framework(path: &Path, text: &str) -> Result<Framework, BadFile> {
    read_framework_over(path, text, &|_, _| None)
}

/// Reads and checks the text of a framework file; `base` finds what an overlay is laid over.
///
/// # Errors
/// Every defect with its line and column.
pub(super) fn read_framework_over(
    path: &Path,
    text: &str,
    base: &dyn Fn(&str, &str) -> Option<BaseDraft>,
) -> Result<Framework, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let (draft, unknown) = parse::<DraftFramework>(text, Severity::Error).map_err(bad)?;
    let whole = match &draft.base {
        None => Ok(draft.clone()),
        Some(wanted) => match base(&wanted.id, &wanted.version) {
            Some((below, digest)) => draft.laid_over(&below, &digest),
            None => Err(vec![no_base(&wanted.id, &wanted.version)]),
        },
    };
    match whole.and_then(|whole| whole.check()) {
        Ok(framework) if unknown.is_empty() => Ok(framework),
        Ok(_) => Err(bad(unknown)),
        Err(problems) => Err(bad([unknown, problems].concat())),
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
    let (draft, _) = parse::<DraftFramework>(text, Severity::Error).ok()?;
    let fits = draft.id == id && draft.version == version && draft.base.is_none();
    let framework = read_framework(path, text).ok().filter(|_| fits)?;
    Some((draft, framework.digest().to_owned()))
}

/// The text of a framework file.
///
/// # Errors
/// A sentence, where the draft holds a number that TOML cannot write.
pub fn write_framework(draft: &DraftFramework) -> Result<String, String> {
    toml::to_string(draft).map_err(|error| format!("the framework cannot be written: {error}"))
}
