//! How a framework stands to what was released and to the other files beside it.

use std::fs;
use std::path::Path;

use crate::domain::{Framework, Place, Problem};
use crate::store::{Located, Releases, Source};
use crate::workspace::Workspace;

impl Workspace {
    /// What is wrong with a framework beside its own text: another content was released under its
    /// version, or another file here claims its id and version for another content.
    pub(super) fn check_standing(
        &self,
        path: &Path,
        text: &str,
        framework: &Framework,
        releases: Option<&Releases>,
    ) -> Vec<Located> {
        let mut problems: Vec<Problem> =
            releases.and_then(|releases| releases.check(framework)).into_iter().collect();
        let sources = self.library.sources();
        let is_own = |source: &&Source| !source.is_built_in() && is_same(&source.path, path);
        if let Some(own) = sources.iter().find(is_own) {
            let others = sources.iter().filter(|source| source.path != own.path);
            problems.extend(others.filter_map(|source| claims(source, framework)));
        }
        Located::all(path, text, problems)
    }
}

/// Whether two paths lead to one file.
fn is_same(a: &Path, b: &Path) -> bool {
    let full = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    a == b || (a.file_name() == b.file_name() && full(a) == full(b))
}

/// What to say where another file has the id and version of a framework and another content: which
/// of the two an assessment is answered against would be chance.
fn claims(source: &Source, framework: &Framework) -> Option<Problem> {
    let other = source.framework().ok()?;
    let same = other.id == framework.id && other.version == framework.version;
    if !same || other.digest() == framework.digest() {
        return None;
    }
    let file = match source.is_built_in() {
        true => "a built-in framework".to_owned(),
        false => source.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let message =
        format!("{file} is {} {}, too, with another content", framework.id, framework.version);
    let problem = Problem::error("two-frameworks", Place::keys(&["id"]), message);
    Some(problem.hint("give one of them another id or a higher version"))
}
