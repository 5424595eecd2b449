//! What was derived from an assessment and lies about: its journal, the generation before, what a
//! crash left, and exports that name it. Listed, and deleted when somebody says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::export::name_of;
use super::{OpenError, Workspace, WorkspaceError};
use crate::domain::Key;
use crate::store::{bak_of, cache_of, journal_of};

/// What a derived file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Derived {
    /// Who changed what, and when.
    Journal,
    /// The file as it was before the last save.
    Previous,
    /// What a save that was cut short left.
    Leftover,
    /// A file that was written to hand over, by its name.
    Export,
    /// What was read of the whole collection, kept to be read faster; it is made again.
    Cache,
}

impl Derived {
    /// All kinds with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Journal, "journal"),
        (Self::Previous, "previous"),
        (Self::Leftover, "leftover"),
        (Self::Export, "export"),
        (Self::Cache, "cache"),
    ];
}

impl Workspace {
    /// Every file that was derived from an assessment, in a fixed order. The assessment itself is
    /// none of them. Exports are known by their names: those of one assessment, and nothing that
    /// holds several.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn derived(&self, key: &Key) -> Result<Vec<(Derived, PathBuf)>, WorkspaceError> {
        let path = self.path_of(key);
        let mut found = Vec::new();
        for (kind, file) in
            [(Derived::Journal, journal_of(&path)), (Derived::Previous, bak_of(&path))]
        {
            if file.symlink_metadata().is_ok() {
                found.push((kind, file));
            }
        }
        found.extend(self.scraps(key)?.into_iter().map(|scrap| (Derived::Leftover, scrap.path)));
        let exports = self.exports();
        let others: Vec<String> =
            self.list()?.keys.iter().filter(|other| *other != key).map(name_of).collect();
        let own = name_of(key);
        for name in names(&exports)? {
            // `XAA-2025-report` is not one of `XAA-2025-shadow`, nor the other way round.
            let of = |stem: &str| {
                let rest = name.strip_prefix(stem);
                rest.is_some_and(|rest| rest.starts_with(['-', '.']))
            };
            let closer = |other: &String| other.len() > own.len() && of(other);
            if of(&own) && !others.iter().any(closer) {
                found.push((Derived::Export, exports.join(name)));
            }
        }
        let cache = cache_of(&self.root);
        let folder = cache.parent().unwrap_or(&cache);
        // One that a crash kept from being finished is called so, too.
        let caches = names(folder)?.into_iter().filter(|name| name.starts_with("cache"));
        found.extend(caches.map(|name| (Derived::Cache, folder.join(name))));
        Ok(found)
    }

    /// Deletes files that [`Workspace::derived`] listed, unless they hold work that is nowhere else:
    /// changes that never came into the file, or the last good copy of a broken one. A file that is gone already is no failure.
    /// This is no secure erase: the blocks stay on the medium until they are written over.
    ///
    /// # Errors
    /// A sentence, where work would be lost; else the first file that cannot be deleted; those before it are gone.
    pub fn purge(&self, key: &Key, files: &[(Derived, PathBuf)]) -> Result<(), WorkspaceError> {
        match self.leftovers(key) {
            Ok(None) | Err(OpenError::Missing(_)) => {}
            Ok(Some(_)) => {
                return Err(WorkspaceError::Content(format!(
                    "the journal of {key} holds changes that are not in its file: bring them in or \
                     set them aside first (stocktake recover {key})"
                )));
            }
            // The generation before may be the only good one.
            Err(bad) => return Err(bad.into()),
        }
        for (_, path) in files {
            match fs::remove_file(path) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                    return Err(WorkspaceError::Folder { path: path.clone(), cause });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The names of the files in a folder, in order; none where there is no folder.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, WorkspaceError> {
    let failed = |cause| WorkspaceError::Folder { path: folder.to_owned(), cause };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if !entry.file_type().map_err(failed)?.is_dir() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}
