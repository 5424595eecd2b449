//! Opening assessments: one, or as many as there are.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Workspace, WorkspaceError};
use crate::domain::{Assessment, Framework, Key, Place, Problem, Selection, check_assessment};
use crate::store::{
    self, BadFile, Cache, Folder, Fresh, List, Listed, Located, Stamp, read_assessment, read_text,
};

/// An assessment with the framework that it was answered against.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The assessment.
    pub assessment: Assessment,
    /// Its framework, in the version that it names.
    pub framework: Arc<Framework>,
    /// What somebody should look at.
    pub warnings: Vec<Located>,
}

/// What a selection holds.
pub type Collection = Kept<Opened>;

/// Where what a file holds may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The cache too, for files that are the ones it was made of: for lists, scores and comparisons.
    Cache,
    /// The files alone: for what is handed over.
    Files,
}

/// From how many bytes on a collection has a cache: fewer are read in about a tenth of a second, and
/// nothing lies about.
const LEAST: u64 = 8 * 1024 * 1024;
/// One file of so many is looked at to tell how large all are.
const SAMPLE: usize = 16;

/// Which assessments are handed on together.
#[derive(Clone, Copy)]
enum Grouping {
    /// Each on its own.
    One,
    /// The years of one country, unit, perspective and edition.
    Series,
}

/// What is kept of a group, the files of it that cannot be used, and what becomes of the records of
/// those that were read anew.
type Read<T> = (Option<T>, Vec<BadFile>, Vec<(Key, Fresh)>);

/// Why an assessment cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such assessment.
    #[error("there is no assessment {0}")]
    Missing(Key),
    /// The file cannot be used.
    #[error("{0}")]
    Bad(BadFile),
}

impl Workspace {
    /// Every assessment by its path; no file is opened.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn list(&self) -> Result<Listed, WorkspaceError> {
        let path = self.assessments();
        store::list_assessments(&path).map_err(|cause| WorkspaceError::Folder { path, cause })
    }

    /// The same workspace with an assessment in place of its file. What somebody is changing is
    /// saved beside that, so the file may be behind: whatever is shown of the whole workspace must
    /// hold what is shown of this one. Editing goes by the file all the same.
    #[must_use]
    pub fn with_open(&self, opened: Opened) -> Self {
        let (root, library) = (self.root.clone(), Arc::clone(&self.library));
        Self { root, library, disk: Arc::clone(&self.disk), held: Some(Box::new(opened)) }
    }

    /// Opens one assessment.
    ///
    /// # Errors
    /// When it is not there or cannot be used.
    pub fn read(&self, key: &Key) -> Result<Opened, OpenError> {
        match &self.held {
            Some(held) if held.assessment.key == *key => Ok((**held).clone()),
            _ => self.read_with_text(key).map(|(opened, _)| opened),
        }
    }

    /// Opens one assessment and gives its text back as well.
    ///
    /// # Errors
    /// As for [`Workspace::read`].
    pub(super) fn read_with_text(&self, key: &Key) -> Result<(Opened, String), OpenError> {
        let path = self.path_of(key);
        let text = read_text(&path).map_err(|bad| {
            if path.exists() { OpenError::Bad(bad) } else { OpenError::Missing(key.clone()) }
        })?;
        let opened = self.understand(&path, key, &text).map_err(OpenError::Bad)?;
        Ok((opened, text))
    }

    /// Opens every assessment of a selection, in parallel. `progress` hears how many are done, of
    /// how many; when it answers `false` the rest is left out.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn read_all(
        &self,
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Result<Collection, WorkspaceError> {
        self.map_all(selection, progress, |opened| opened)
    }

    /// Opens every assessment of a selection and keeps only what `keep` makes of it, so that a
    /// large collection never lies in memory as a whole. What a file holds may come from the cache.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn map_all<T: Send>(
        &self,
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) -> bool + Sync),
        keep: impl Fn(Opened) -> T + Sync,
    ) -> Result<Kept<T>, WorkspaceError> {
        self.map_from(Trust::Cache, selection, progress, keep)
    }

    /// As [`Workspace::map_all`], and says where what a file holds may come from.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn map_from<T: Send>(
        &self,
        trust: Trust,
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) -> bool + Sync),
        keep: impl Fn(Opened) -> T + Sync,
    ) -> Result<Kept<T>, WorkspaceError> {
        let each = |opened: Vec<Opened>| opened.into_iter().map(&keep).collect::<Vec<T>>();
        let kept = self.map_groups(trust, selection, Grouping::One, progress, each)?;
        Ok(Kept { opened: kept.opened.into_iter().flatten().collect(), bad: kept.bad })
    }

    /// The same by series: `keep` is given the years of one country, unit and perspective, oldest
    /// first.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn map_series<T: Send>(
        &self,
        selection: &Selection,
        progress: &(dyn Fn(usize, usize) -> bool + Sync),
        keep: impl Fn(Vec<Opened>) -> T + Sync,
    ) -> Result<Kept<T>, WorkspaceError> {
        self.map_groups(Trust::Cache, selection, Grouping::Series, progress, keep)
    }

    fn map_groups<T: Send>(
        &self,
        trust: Trust,
        selection: &Selection,
        grouping: Grouping,
        progress: &(dyn Fn(usize, usize) -> bool + Sync),
        keep: impl Fn(Vec<Opened>) -> T + Sync,
    ) -> Result<Kept<T>, WorkspaceError> {
        let folder = Folder::at(&self.assessments());
        let cache = match trust {
            Trust::Cache => Cache::open(&self.root),
            Trust::Files => Cache::default(),
        };
        let list = cache
            .list(&folder, |key| selection.matches(key))
            .map_err(|cause| WorkspaceError::Folder { path: folder.path().to_owned(), cause })?;
        let mut keys: Vec<&Key> = selection.choose(&list.listed.keys);
        let total = keys.len();
        let done = AtomicUsize::new(0);
        let with_cache = trust == Trust::Cache && (!cache.is_empty() || self.is_large(&keys));
        let cache = with_cache.then_some(cache);
        let groups: Vec<&[&Key]> = match grouping {
            Grouping::One => keys.chunks(1).collect(),
            Grouping::Series => {
                keys.sort_by(|a, b| a.series_order(b));
                keys.chunk_by(|a, b| a.same_series(b)).collect()
            }
        };
        let read = |group: &&[&Key]| {
            let (mut opened, mut bad) = (Vec::with_capacity(group.len()), Vec::new());
            let mut fresh = Vec::new();
            for key in *group {
                if !progress(done.fetch_add(1, Ordering::Relaxed), total) {
                    break;
                }
                let read = match &cache {
                    Some(cache) => self.read_through((cache, &list), key, &mut fresh),
                    None => self.read(key),
                };
                match read {
                    Ok(one) => opened.push(one),
                    Err(OpenError::Bad(file)) => bad.push(file),
                    // The file went away between listing and reading.
                    Err(OpenError::Missing(_)) => {}
                }
            }
            ((!opened.is_empty()).then(|| keep(opened)), bad, fresh)
        };
        let results: Vec<Read<T>> = groups.par_iter().map(read).collect();
        progress(total, total);
        let mut kept = Kept { opened: Vec::with_capacity(results.len()), bad: Vec::new() };
        let mut all_fresh = HashMap::new();
        for (value, bad, fresh) in results {
            kept.opened.extend(value);
            kept.bad.extend(bad);
            all_fresh.extend(fresh);
        }
        if let Some(cache) = cache {
            cache.close(&folder, &list, &all_fresh);
        }
        kept.bad.splice(0..0, list.listed.misplaced);
        Ok(kept)
    }

    /// Whether some assessments are worth a cache, as far as a sample of them tells.
    fn is_large(&self, keys: &[&Key]) -> bool {
        let size = |key: &&Key| fs::metadata(self.path_of(key)).map_or(0, |m| m.len());
        let sampled = keys.iter().step_by(SAMPLE);
        let (count, bytes) =
            sampled.fold((0_u64, 0_u64), |(n, sum), key| (n + 1, sum.saturating_add(size(key))));
        let mean = bytes.checked_div(count).unwrap_or(0);
        u64::try_from(keys.len()).is_ok_and(|n| mean.saturating_mul(n) >= LEAST)
    }

    /// What the file of an assessment holds, from the cache where its record holds; else from the
    /// file, and `fresh` gets what becomes of the record.
    fn read_through(
        &self,
        (cache, list): (&Cache, &List),
        key: &Key,
        fresh: &mut Vec<(Key, Fresh)>,
    ) -> Result<Opened, OpenError> {
        // What is held in place of the file is neither what the cache knows nor what it may learn.
        if self.held.as_ref().is_some_and(|held| held.assessment.key == *key) {
            return self.read(key);
        }
        if !cache.is_empty() {
            let framework = |id: &str, version: &str| self.library.get(id, version).ok();
            if let Some((assessment, framework)) = cache.find(list, key, framework) {
                return Ok(Opened { assessment, framework, warnings: Vec::new() });
            }
        }
        cache.begin();
        // Taken before the file is read: what happens to it after `begin` gives it another stamp, and
        // a record of this one is never found again.
        let stamp = Stamp::of(&self.path_of(key));
        let read = self.read(key);
        let record = match (&read, stamp) {
            (Ok(opened), Some(stamp)) if opened.warnings.is_empty() => {
                cache.record(&stamp, &opened.assessment, &opened.framework)
            }
            _ => Fresh::None,
        };
        fresh.push((key.clone(), record));
        read
    }

    pub(super) fn understand(&self, path: &Path, key: &Key, text: &str) -> Result<Opened, BadFile> {
        let (mut assessment, mut warnings) = read_assessment(path, key, text)?;
        let framework = self.pinned(&assessment, path, text)?;
        assessment.answers = assessment.answers.sharing(framework.question_ids());
        let problems = check_assessment(&assessment, &framework);
        let wrong = problems.iter().any(Problem::is_error);
        warnings.extend(Located::all(path, text, problems));
        if wrong {
            warnings.sort_by_key(|l| (l.line, l.column));
            return Err(BadFile { path: path.to_owned(), problems: warnings });
        }
        Ok(Opened { assessment, framework, warnings })
    }

    fn pinned(
        &self,
        assessment: &Assessment,
        path: &Path,
        text: &str,
    ) -> Result<Arc<Framework>, BadFile> {
        let pin = &assessment.framework;
        self.library.get(pin.id.as_str(), &pin.version).map_err(|broken| {
            let place = Place::keys(&["framework", "id"]);
            let name = format!("{} {}", pin.id, pin.version);
            let problem = match broken {
                Some(bad) => Problem::error(
                    "framework",
                    place,
                    format!("framework {name} cannot be used: {}", bad.path.display()),
                )
                .hint("stocktake framework check names what is wrong with it"),
                None => {
                    Problem::error("framework", place, format!("there is no framework {name} here"))
                        .hint("put its file into frameworks/, with every version that is in use")
                }
            };
            BadFile { path: path.to_owned(), problems: Located::all(path, text, vec![problem]) }
        })
    }
}

/// What was kept of a selection, in the order of country, year, perspective and unit.
#[derive(Debug)]
pub struct Kept<T> {
    /// What was kept of each assessment.
    pub opened: Vec<T>,
    /// The files that cannot be used.
    pub bad: Vec<BadFile>,
}
