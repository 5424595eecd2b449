//! Temporary files that a crash left beside an assessment: found, told, and deleted only when
//! somebody says so and nothing can be lost by it.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::purge::names;
use super::{Workspace, WorkspaceError};
use crate::domain::Key;
use crate::domain::limits::FILE_BYTES;
use crate::store::{Replay, bak_of, is_leftover, journal_of, text_digest, writer_of};

/// A temporary file that lies beside an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrap {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub holds: Holds,
}

/// What a temporary file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing that is not in the assessment, in the generation before, or in the journal.
    Nothing,
    /// Something that is perhaps nowhere else.
    Something,
    /// The program that writes it may still be at it.
    InUse,
}

impl Holds {
    /// All of them, as they are called.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Nothing, "nothing new"),
        (Self::Something, "perhaps something new"),
        (Self::InUse, "perhaps in use"),
    ];
}

/// A save takes moments: whatever is older is at rest, also where the number of the program that
/// wrote it is that of another machine's.
const AT_REST: Duration = Duration::from_secs(600);

impl Workspace {
    /// The temporary files that crashes left beside an assessment, in order.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn scraps(&self, key: &Key) -> Result<Vec<Scrap>, WorkspaceError> {
        let path = self.path_of(key);
        let journal = journal_of(&path);
        let folder = path.parent().unwrap_or(&path);
        let mut found = Vec::new();
        for name in names(folder)? {
            let file = folder.join(&name);
            let original =
                [&path, &journal].into_iter().find(|original| is_leftover(original, &name));
            if let Some(original) = original {
                let holds = holds(&path, original, &file, writer_of(original, &name));
                found.push(Scrap { path: file, holds });
            }
        }
        Ok(found)
    }

    /// Deletes the temporary files that hold nothing new, and gives back those that stay.
    ///
    /// # Errors
    /// The first that cannot be deleted; those before it are gone.
    pub fn sweep(&self, key: &Key) -> Result<Vec<Scrap>, WorkspaceError> {
        let (gone, stay): (Vec<Scrap>, Vec<Scrap>) =
            self.scraps(key)?.into_iter().partition(|scrap| scrap.holds == Holds::Nothing);
        for Scrap { path, .. } in gone {
            fs::remove_file(&path).map_err(|cause| WorkspaceError::Folder { path, cause })?;
        }
        Ok(stay)
    }
}

/// What a temporary file holds that was to become `original`, which is the assessment or its journal.
fn holds(assessment: &Path, original: &Path, file: &Path, writer: Option<u32>) -> Holds {
    let Ok(data) = file.symlink_metadata() else { return Holds::InUse };
    if !is_at_rest(&data) || writer.is_none_or(is_alive) {
        return Holds::InUse;
    }
    if !data.is_file() || data.len() > FILE_BYTES {
        return Holds::Something;
    }
    let Ok(content) = fs::read(file) else { return Holds::Something };
    // What is only begun is of no use to anybody where the rest of it is at hand.
    let begins = |whole: &Path| fs::read(whole).is_ok_and(|whole| whole.starts_with(&content));
    if content.is_empty() || begins(original) || begins(&bak_of(original)) {
        return Holds::Nothing;
    }
    let digest = text_digest(&String::from_utf8_lossy(&content));
    let recorded = fs::read(journal_of(assessment)).is_ok_and(|journal| {
        Replay::of(&journal).records.iter().any(|record| record.after == digest)
    });
    if recorded { Holds::Nothing } else { Holds::Something }
}

fn is_at_rest(data: &Metadata) -> bool {
    let age = data.modified().ok().and_then(|then| then.elapsed().ok());
    age.is_some_and(|age| age > AT_REST)
}

/// Whether a program with this number runs here; another one may have got it since.
fn is_alive(writer: u32) -> bool {
    cfg!(target_os = "linux") && Path::new("/proc").join(writer.to_string()).exists()
}
