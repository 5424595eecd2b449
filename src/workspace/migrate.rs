//! Moving an assessment to another version of its framework: a preview first, then a new file.

use std::path::PathBuf;
use std::sync::Arc;

use super::{OpenError, Opened, Workspace, WorkspaceError};
use crate::analysis::migration::{self, Migration};
use crate::domain::{Framework, Id, Key, Problem, check_assessment};
use crate::report::{self, Document as Report};
use crate::store::{self, Document, read_assessment};

/// A migration that was worked out and not yet written.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The new assessment's key: an edition of the old one's.
    pub key: Key,
    /// The old assessment with its framework.
    pub old: Opened,
    /// The framework that it goes to.
    pub to: Arc<Framework>,
    /// What becomes of everything.
    pub migration: Migration,
    text: String,
}

impl Planned {
    /// The whole of it as a document.
    pub fn report(&self) -> Report {
        let (from, to) = (&self.old.framework, &self.to);
        report::migration::document(&self.old.assessment, &self.migration, from, to)
    }
}

impl Workspace {
    /// Where the answers to a framework can be moved: its later versions, and those that a crosswalk
    /// or a chain of them leads to from it.
    pub fn migration_targets(&self, from: &Framework) -> Vec<Arc<Framework>> {
        let mut found = self.library.newer(from);
        let ways = self.library.crosswalks().ways();
        for to in self.library.sources().iter().filter_map(|source| source.framework().ok()) {
            let route = ways.route(from, to);
            let leads = route.is_some_and(|route| !route.backwards() && !route.through_base);
            if leads && !found.iter().any(|known| known.digest() == to.digest()) {
                found.push(Arc::clone(to));
            }
        }
        found
    }

    /// Works a migration out; nothing is written. The edition is named after the version, and after
    /// id and version of another framework, unless a person names it.
    ///
    /// # Errors
    /// When the assessment cannot be used, there is no way to the framework, or a crosswalk cannot be
    /// used: without it the answers might go astray.
    pub fn plan_migration(
        &self,
        key: &Key,
        to: &Arc<Framework>,
        edition: Option<&Id>,
    ) -> Result<Planned, WorkspaceError> {
        let old = self.read(key)?;
        if !old.assessment.conflicts.is_empty() {
            let why = format!("{key} holds conflicts of two sides: stocktake resolve settles them");
            return Err(WorkspaceError::Content(why));
        }
        let crosswalks = self.library.crosswalks();
        if let Some(bad) = crosswalks.bad.first() {
            return Err(OpenError::Bad(bad.clone()).into());
        }
        let edition = match edition {
            Some(edition) => edition.clone(),
            None => usual_edition(&old.framework, to).map_err(WorkspaceError::Content)?,
        };
        let key = key.in_edition(Some(edition));
        let path = self.path_of(&key);
        if path.exists() {
            return Err(WorkspaceError::Exists(path));
        }
        let (assessment, from) = (&old.assessment, &old.framework);
        let migration = migration::migrate(assessment, from, to, crosswalks.ways(), key.clone())
            .map_err(WorkspaceError::Content)?;
        let text = Document::new(&migration.assessment, to).text();
        // What is written is read back before anybody relies on it.
        let read = read_assessment(&path, &key, &text).map_err(OpenError::Bad)?.0;
        let wrong = check_assessment(&read, to).into_iter().find(Problem::is_error);
        if let Some(problem) = wrong {
            return Err(WorkspaceError::Content(problem.to_string()));
        }
        if read != migration.assessment {
            let why = format!("{key} would not hold everything, so it is not written");
            return Err(WorkspaceError::Content(why));
        }
        Ok(Planned { key, old, to: Arc::clone(to), migration, text })
    }

    /// Writes a migration as a new file; the old one is not touched.
    ///
    /// # Errors
    /// When the file is there by now, or cannot be saved.
    pub fn migrate(&self, planned: &Planned) -> Result<PathBuf, WorkspaceError> {
        let path = self.path_of(&planned.key);
        let text = self.headed_assessment(&path, &planned.text);
        store::prepare_folder(&path)?;
        let _lock = store::lock_folder(&path);
        if path.exists() {
            return Err(WorkspaceError::Exists(path));
        }
        store::replace(&path, text.as_bytes())?;
        Ok(path)
    }
}

fn usual_edition(from: &Framework, to: &Framework) -> Result<Id, String> {
    let name = match from.id == to.id {
        true => to.version.clone(),
        false => format!("{}-{}", to.id, to.version),
    };
    Id::new(&name).map_err(|why| format!("'{name}' cannot name an edition, so name one: {why}"))
}
