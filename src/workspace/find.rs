//! Where the workspace is.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use directories::ProjectDirs;

use super::git::{IGNORED, add_lines};
use super::{Workspace, WorkspaceError, schemas};
use crate::store::{Disk, Library, RealDisk, replace};

/// The file that marks a folder as a workspace.
pub const MARKER: &str = "stocktake.toml";

/// Why no workspace could be opened.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The current folder cannot be told.
    #[error("the current folder cannot be told: {0}")]
    Current(io::Error),
    /// The platform names no folder for data.
    #[error("this system names no folder for a program's data")]
    NoDataFolder,
    /// The folder cannot be used.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

impl Workspace {
    /// The workspace that the current folder lies in, else the one in the platform's folder for
    /// data, which is made when it is missing.
    ///
    /// # Errors
    /// When neither can be used.
    pub fn find() -> Result<Self, FindError> {
        let current = env::current_dir().map_err(FindError::Current)?;
        if let Some(root) = current.ancestors().find(|folder| is_workspace(folder)) {
            return Ok(Self::open(root)?);
        }
        let folders = ProjectDirs::from("", "", "stocktake").ok_or(FindError::NoDataFolder)?;
        if !is_workspace(folders.data_dir()) {
            Self::init(folders.data_dir())?;
        }
        Ok(Self::open(folders.data_dir())?)
    }

    /// The workspace in a folder.
    ///
    /// # Errors
    /// When the folder is not there or cannot be listed.
    pub fn open(root: &Path) -> Result<Self, WorkspaceError> {
        let folder = |path: PathBuf| move |cause| WorkspaceError::Folder { path, cause };
        if !root.is_dir() {
            let cause = io::Error::new(io::ErrorKind::NotFound, "there is no such folder");
            return Err(folder(root.to_owned())(cause));
        }
        let frameworks = root.join("frameworks");
        let library = Library::open(&frameworks).map_err(folder(frameworks))?;
        let (library, disk) = (Arc::new(library), Arc::new(RealDisk));
        Ok(Self { root: root.to_owned(), library, disk, held: None })
    }

    /// The same with another file system under the saving of assessments.
    #[must_use]
    pub fn on_disk(self, disk: Arc<dyn Disk>) -> Self {
        Self { disk, ..self }
    }

    /// The same folder opened anew, so that its frameworks are read again.
    ///
    /// # Errors
    /// As for [`Workspace::open`].
    pub fn anew(&self) -> Result<Self, WorkspaceError> {
        Ok(Self::open(&self.root)?.on_disk(Arc::clone(&self.disk)))
    }

    /// Makes a workspace of a folder: the marker, the three folders and the schemas. What is there
    /// stays; the schemas are those of this version of the program.
    ///
    /// # Errors
    /// When something cannot be made.
    pub fn init(root: &Path) -> Result<(), WorkspaceError> {
        for name in ["frameworks", "assessments", "exports"] {
            let path = root.join(name);
            let made = RealDisk.make_folder(&path);
            made.map_err(|cause| WorkspaceError::Folder { path, cause })?;
        }
        let marker = root.join(MARKER);
        if !marker.exists() {
            replace(&marker, MARKER_TEXT.as_bytes())?;
        }
        add_lines(root, ".gitignore", &IGNORED)?;
        schemas::refresh(root)
    }
}

const MARKER_TEXT: &str = "\
# This file marks a workspace of stocktake.
# frameworks/   frameworks of your own, beside those built in
# assessments/  COUNTRY/YEAR/PERSPECTIVE.toml
# exports/      what was written for others
# schemas/      what editors need to complete and check the files; init writes them anew
";

pub(super) fn is_workspace(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
        || (folder.join("frameworks").is_dir() && folder.join("assessments").is_dir())
}
