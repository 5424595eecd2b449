//! Which content was released under which version: `frameworks/digests.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use super::located::BadFile;
use super::reading::{parse_table, read_text};
use super::walk::Walk;
use super::{Located, SaveError, replace};
use crate::domain::{Framework, Place, Problem};

/// The file in the folder of the frameworks.
pub const RELEASES: &str = "digests.toml";

/// The digests of the frameworks that ship.
const SHIPPED: &str = include_str!("../../frameworks/digests.toml");

/// The digest of every version that was released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Releases(BTreeMap<(String, String), String>);

impl Releases {
    /// The releases that are part of the program and those written down in a folder, which go
    /// before; a folder without the file has none of its own.
    ///
    /// # Errors
    /// Every defect of the file.
    pub fn of(folder: &Path) -> Result<Self, BadFile> {
        let mut all = Self::read(Path::new(RELEASES), SHIPPED)?;
        let path = folder.join(RELEASES);
        if path.exists() {
            all.0.extend(Self::read(&path, &read_text(&path)?)?.0);
        }
        Ok(all)
    }

    /// Reads the text of the file: one table an id, one line a version.
    ///
    /// # Errors
    /// Every defect with its line and column.
    pub fn read(path: &Path, text: &str) -> Result<Self, BadFile> {
        let bad = |problems| {
            let problems = Located::all(path, text, problems);
            BadFile { path: path.to_owned(), problems }
        };
        let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
        let (mut walk, mut found) = (Walk::default(), BTreeMap::new());
        for (id, value) in &table {
            let Some(id) = walk.key_id(id) else { continue };
            for (version, digest) in walk.table(value).into_iter().flatten() {
                let digest = walk.string(digest);
                found.insert((id.to_string(), version.get_ref().to_string()), digest);
            }
        }
        if walk.problems.is_empty() { Ok(Self(found)) } else { Err(bad(walk.problems)) }
    }

    /// The digest of a version, if it was released.
    pub fn digest(&self, id: &str, version: &str) -> Option<&str> {
        self.0.get(&(id.to_owned(), version.to_owned())).map(String::as_str)
    }

    /// What is wrong with a framework whose version was released with another content.
    pub fn check(&self, framework: &Framework) -> Option<Problem> {
        let released = self.digest(framework.id.as_str(), &framework.version)?;
        if released == framework.digest() {
            return None;
        }
        let message = format!(
            "the content of {} {} is not what was released under this version",
            framework.id, framework.version
        );
        let hint = format!(
            "write a higher version: {}",
            next(&framework.version).unwrap_or_else(|| "such as 1.1".into())
        );
        Some(Problem::error("changed-release", Place::keys(&["version"]), message).hint(hint))
    }

    /// Remembers the content of a framework, and writes the file of the folder anew. A version
    /// that was released keeps its content.
    ///
    /// # Errors
    /// When the file is broken or cannot be saved.
    pub fn remember(folder: &Path, framework: &Framework) -> Result<(), RememberError> {
        let path = folder.join(RELEASES);
        let mut own = match path.exists() {
            true => Self::read(&path, &read_text(&path)?)?,
            false => Self::default(),
        };
        let key = (framework.id.to_string(), framework.version.clone());
        own.0.insert(key, framework.digest().to_owned());
        replace(&path, own.text().as_bytes())?;
        Ok(())
    }

    fn text(&self) -> String {
        let mut out = String::from(HEAD);
        let mut table = "";
        for ((id, version), digest) in &self.0 {
            if id != table {
                out.push_str(&format!("\n[{}]\n", toml_edit::Key::new(id)));
                table = id;
            }
            // Quoted always, so that 1.0 does not read as two keys.
            let version = toml_edit::Value::from(version.as_str());
            out.push_str(&format!("{} = \"{digest}\"\n", version.to_string().trim()));
        }
        out
    }
}

const HEAD: &str = "\
# The content that was released under each version of a framework.
# stocktake framework release FILE adds to it; framework check compares.
";

/// Why a release could not be remembered.
#[derive(Debug, thiserror::Error)]
pub enum RememberError {
    /// The file of the releases is broken.
    #[error(transparent)]
    Bad(#[from] BadFile),
    /// It cannot be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// The version after this one: the last number one higher.
fn next(version: &str) -> Option<String> {
    let digits = version.len() - version.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, last) = version.split_at(version.len() - digits);
    let last = last.parse::<u64>().ok()?.checked_add(1)?;
    Some(format!("{head}{last}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Releases, next};

    #[test]
    fn what_is_written_reads_back() {
        let text = "[a]\n\"1.0\" = \"sha256:x\"\n[\"b.c\"]\n\"2\" = \"sha256:y\"\n";
        let read = Releases::read(Path::new("x"), text).unwrap();
        assert_eq!(read.digest("b.c", "2"), Some("sha256:y"));
        assert_eq!(Releases::read(Path::new("x"), &read.text()).unwrap(), read);
    }

    #[test]
    fn the_next_version_is_one_higher() {
        assert_eq!(next("1.0").as_deref(), Some("1.1"));
        assert_eq!(next("9").as_deref(), Some("10"));
        assert_eq!(next("draft"), None);
    }
}
