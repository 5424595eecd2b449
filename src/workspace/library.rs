//! Frameworks by name.

use std::sync::Arc;

use super::{OpenError, Workspace, WorkspaceError};
use crate::domain::Framework;

impl Workspace {
    /// A framework by its id and, where one is named, its version; else the newest.
    ///
    /// # Errors
    /// When there is none, or its file is broken.
    pub fn framework(
        &self,
        id: &str,
        version: Option<&str>,
    ) -> Result<Arc<Framework>, WorkspaceError> {
        let found = match version {
            Some(version) => self.library.get(id, version),
            None => self.library.newest(id),
        };
        found.map_err(|broken| match broken {
            Some(bad) => WorkspaceError::Open(OpenError::Bad(bad)),
            None => {
                let version = version.map(|v| format!(" {v}")).unwrap_or_default();
                WorkspaceError::NoFramework(format!("{id}{version}"))
            }
        })
    }
}
