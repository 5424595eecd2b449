//! What an author of frameworks does: start one, look at one, release one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{OpenError, Workspace, WorkspaceError};
use crate::domain::{Framework, Id};
use crate::store::{Located, Releases, RememberError, SKELETON, read_text, replace};

/// A framework whose content was written down.
#[derive(Clone, Debug)]
pub struct Released {
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// The digest of its content.
    pub digest: String,
    /// Whether the same content was released under the version before.
    pub known: bool,
}

impl Workspace {
    /// A framework as a person names it: ID, ID@VERSION, or a file.
    ///
    /// # Errors
    /// When there is none, or its file is broken.
    pub fn framework_named(&self, name: &str) -> Result<Arc<Framework>, WorkspaceError> {
        let path = Path::new(name);
        if path.extension().is_some_and(|extension| extension == "toml") || path.is_file() {
            return self.framework_file(path).map(Arc::new);
        }
        let (id, version) = match name.split_once('@') {
            Some((id, version)) => (id, Some(version)),
            None => (name, None),
        };
        let id = Id::new(id).map_err(WorkspaceError::Content)?;
        self.framework(id.as_str(), version)
    }

    fn framework_file(&self, path: &Path) -> Result<Framework, WorkspaceError> {
        let text = read_text(path).map_err(OpenError::Bad)?;
        Ok(self.library().read(path, &text).map_err(OpenError::Bad)?)
    }

    /// Makes the file of a new framework with the commented example.
    ///
    /// # Errors
    /// When the file is there already or cannot be saved.
    pub fn new_framework(&self, id: &Id, out: Option<&Path>) -> Result<PathBuf, WorkspaceError> {
        let path = out.map_or_else(|| self.frameworks().join(format!("{id}.toml")), Path::to_owned);
        if path.exists() {
            return Err(WorkspaceError::Exists(path));
        }
        let text = SKELETON.replace("FRAMEWORK-ID", id.as_str());
        let text = self.headed_framework(&path, &text);
        replace(&path, text.as_bytes())?;
        Ok(path)
    }

    /// Remembers the content of a framework file under its version.
    ///
    /// # Errors
    /// When the file is broken, its version was released with another content, or the digest
    /// cannot be saved.
    pub fn release_framework(&self, path: &Path) -> Result<Released, WorkspaceError> {
        let text = read_text(path).map_err(OpenError::Bad)?;
        let framework = self.library().read(path, &text).map_err(OpenError::Bad)?;
        let releases = Releases::of(&self.frameworks()).map_err(OpenError::Bad)?;
        if let Some(problem) = releases.check(&framework) {
            let problems = Located::all(path, &text, vec![problem]);
            let bad = crate::store::BadFile { path: path.to_owned(), problems };
            return Err(OpenError::Bad(bad).into());
        }
        let (id, version) = (framework.id.clone(), framework.version.clone());
        let digest = framework.digest().to_owned();
        let known = releases.digest(id.as_str(), &version).is_some();
        if !known {
            Releases::remember(&self.frameworks(), &framework).map_err(|error| match error {
                RememberError::Bad(bad) => OpenError::Bad(bad).into(),
                RememberError::Save(error) => WorkspaceError::Save(error),
            })?;
        }
        Ok(Released { id, version, digest, known })
    }
}
