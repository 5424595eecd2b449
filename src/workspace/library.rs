//! Frameworks by name.

use std::sync::Arc;

use super::{BadFile, OpenError, Workspace, WorkspaceError};
use crate::domain::{Framework, PeerGroup};
use crate::store::peers_of;

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

    /// The peer groups: those that ship, and those of the file `peers.toml` of the workspace.
    ///
    /// # Errors
    /// Every defect of that file.
    pub fn peers(&self) -> Result<Vec<PeerGroup>, BadFile> {
        peers_of(&self.root)
    }
}
