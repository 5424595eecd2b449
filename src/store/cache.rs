//! What was read from the files of a collection, kept so that it need not be parsed again.
//!
//! The cache is derived data in a hidden folder of the workspace. A record of it stands for a file
//! only while the system vouches that the file is the one that was read: the same device, inode,
//! size, time of the last write and time of the last change of anything, the last of which nobody
//! can set. The names in a folder are kept in the same way. A file that was touched shortly before it was read gets no record, because a write in
//! the same tick of the clock would leave the same times. Whatever is doubtful in any other way, be
//! it a sum, a length or a single value, is no record either, and the file itself is read.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::disk::{Disk, RealDisk};
use super::folders::{CountryNames, Listed, Looked, Names, list_knowing};
use super::reading::read_bytes_of;
use crate::domain::{Assessment, Framework, Key};

mod pack;
mod stamp;

use stamp::Since;
pub use stamp::{Folder, Stamp};

/// The folder of derived data inside a workspace.
const FOLDER: &str = ".stocktake";
/// The file of the cache.
const FILE: &str = "cache";
/// The layout of the file. Another number makes every cache a new one.
const LAYOUT: &str = "stocktake cache 3";
/// The largest cache that is written or read, in bytes.
const MOST: u64 = 128 * 1024 * 1024;
/// The bytes of the sum that stands before each record, cut from SHA-256.
const SUM: usize = 16;
/// The bytes of the length that stands before the sum.
const LENGTH: usize = 4;

/// The file of the cache of a workspace.
pub fn cache_of(root: &Path) -> PathBuf {
    root.join(FOLDER).join(FILE)
}

/// What earlier reads of a workspace left, and what this one adds.
#[derive(Debug, Default)]
pub struct Cache {
    root: PathBuf,
    bytes: Vec<u8>,
    /// Its records.
    index: Index,
    /// Those of the assessments by name, for whoever does not find one in its place.
    by_name: OnceLock<HashMap<Box<str>, Range<usize>>>,
    /// The file that will be the new cache, made before the first file is read.
    next: OnceLock<Option<Next>>,
}

/// The file that will be the new cache. That it was made before any file was read tells which
/// files have been quiet since: see [`Stamp::is_settled`].
#[derive(Debug)]
struct Next {
    file: NamedTempFile,
    since: Since,
    made: Instant,
}

/// Where each record is, with its length and sum.
#[derive(Debug, Default)]
struct Index {
    /// Of the assessments, in the order of the file, which is that of their keys.
    assessments: Vec<Range<usize>>,
    /// By country, the names in its folders.
    countries: HashMap<Box<str>, Range<usize>>,
}

/// The assessments of a workspace as [`Cache::list`] found them.
#[derive(Debug)]
pub struct List {
    /// The assessments.
    pub listed: Listed,
    /// In the same order, what the files of those that are wanted were like.
    stamps: Vec<Option<Stamp>>,
    looked: Vec<Looked>,
    began: Instant,
}

/// What has become of the record of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// It holds.
    Same,
    /// There is a new one.
    New(Vec<u8>),
    /// There must be none.
    None,
}

impl List {
    /// Whether nothing had to be read of the folders of a country.
    pub fn knew(&self, country: &str) -> bool {
        self.looked.iter().any(|(name, names)| name == country && names.is_none())
    }
}

impl Cache {
    /// Opens the cache of a workspace. One that is missing, from another program or not as it should
    /// be is empty: this never fails.
    pub fn open(root: &Path) -> Self {
        let mut cache = Self { root: root.to_owned(), ..Self::default() };
        let path = cache_of(root);
        // Asked first, because a folder of somebody else's making may hold anything.
        let plain = fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= MOST);
        if let Some(bytes) = plain.then(|| read_bytes_of(&path, MOST).ok()).flatten() {
            cache.index = index(&bytes).unwrap_or_default();
            cache.bytes = bytes;
        }
        cache
    }

    /// How many assessments have a record.
    pub fn len(&self) -> usize {
        self.index.assessments.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.index.assessments.is_empty()
    }

    /// Lists a folder of assessments. A folder that is as it was is not read again. What files are
    /// like is looked up for those that are `wanted`.
    ///
    /// # Errors
    /// The error of the system, where the folder is there and cannot be listed.
    pub fn list(&self, folder: &Folder, wanted: impl Fn(&Key) -> bool + Sync) -> io::Result<List> {
        let began = Instant::now();
        let known = |country: &str| {
            let body = self.body(self.index.countries.get(country)?)?;
            postcard::from_bytes(body).ok().map(|(_, names): (&str, CountryNames<&str>)| names)
        };
        // Without a record nobody asks.
        let wanted = |key: &Key| !self.is_empty() && wanted(key);
        let (found, looked) = list_knowing(folder, known, wanted)?;
        let listed = Listed { keys: found.keys, misplaced: found.misplaced };
        Ok(List { listed, stamps: found.stamps, looked, began })
    }

    /// What is in a record whose sum fits.
    fn body(&self, range: &Range<usize>) -> Option<&[u8]> {
        let record = self.bytes.get(range.clone())?;
        let (sum, body) = record.get(LENGTH..)?.split_at_checked(SUM)?;
        (sum_of(body) == sum).then_some(body)
    }

    /// What the file of `key` held when it was listed, as reading it would give it; `None` where
    /// there is no record of the file as it was then, and where anything is in doubt. Only files
    /// without a warning are kept.
    ///
    /// `framework` finds the framework that the file names.
    pub fn find<F: AsRef<Framework>>(
        &self,
        list: &List,
        key: &Key,
        framework: impl Fn(&str, &str) -> Option<F>,
    ) -> Option<(Assessment, F)> {
        let at = list.listed.keys.binary_search(key).ok()?;
        let stamp = list.stamps.get(at)?.as_ref()?;
        let name = key.to_string();
        let record = self.record_of(at, &name)?;
        pack::unpack(self.body(record)?, &name, stamp, key, framework)
    }

    /// The record of the assessment with a name, which stands at a place of the list: in the same
    /// place, where nothing has come or gone since.
    fn record_of(&self, at: usize, name: &str) -> Option<&Range<usize>> {
        let is = |record: &&Range<usize>| self.name_of(record) == Some(name);
        self.index.assessments.get(at).filter(is).or_else(|| self.by_name().get(name))
    }

    /// The assessment that a record is of.
    fn name_of(&self, record: &Range<usize>) -> Option<&str> {
        pack::name_of(self.bytes.get(record.start + LENGTH + SUM..record.end)?)
    }

    fn by_name(&self) -> &HashMap<Box<str>, Range<usize>> {
        self.by_name.get_or_init(|| {
            let records = self.index.assessments.iter();
            let named =
                |record: &Range<usize>| Some((self.name_of(record)?.into(), record.clone()));
            records.filter_map(named).collect()
        })
    }

    /// Notes that files are about to be read.
    ///
    /// Without this, or where it cannot be done because the folder cannot be written, nothing new is
    /// kept.
    pub fn begin(&self) -> bool {
        self.next.get_or_init(|| self.make_next().ok()).is_some()
    }

    /// The record of a file that was read after [`Cache::begin`] and after its stamp was taken.
    pub fn record(&self, stamp: &Stamp, assessment: &Assessment, framework: &Framework) -> Fresh {
        let next = self.next.get().and_then(Option::as_ref);
        let settled = next.is_some_and(|next| stamp.is_settled(&next.since));
        let packed = settled.then(|| pack::pack(stamp, assessment, framework)).flatten();
        packed.and_then(|body| framed(&body)).map_or(Fresh::None, Fresh::New)
    }

    /// Writes the records of what is there, old and new, in the place of the cache before. A cache
    /// that cannot be written is none: everything will be read again.
    pub fn close(self, folder: &Folder, list: &List, fresh: &HashMap<Key, Fresh>) {
        let anew = list.looked.iter().any(|(_, names)| names.is_some());
        if anew || !fresh.is_empty() {
            self.begin();
        }
        if !anew && fresh.is_empty() && self.holds_as_many(list) {
            return;
        }
        let names = |looked| self.names(folder, looked, list.began);
        let countries: Vec<Fresh> = list.looked.par_iter().map(names).collect();
        let mut kept = 0;
        let mut altered = false;
        let mut pieces: Vec<&[u8]> = Vec::new();
        let mut keep = |old: Option<&Range<usize>>, fresh| {
            let old = old.and_then(|at| self.bytes.get(at.clone()));
            kept += usize::from(old.is_some());
            match fresh {
                &Fresh::Same => pieces.extend(old),
                Fresh::New(record) => {
                    altered |= old != Some(record);
                    pieces.push(record);
                }
                Fresh::None => altered |= old.is_some(),
            }
        };
        for ((country, _), fresh) in list.looked.iter().zip(&countries) {
            keep(self.index.countries.get(country.as_str()), fresh);
        }
        for key in &list.listed.keys {
            let old = self.by_name().get(key.to_string().as_str());
            keep(old, fresh.get(key).unwrap_or(&Fresh::Same));
        }
        // A record of what is not there any more is taken out, too.
        if !altered && kept == self.index.assessments.len() + self.index.countries.len() {
            return;
        }
        let size: u64 = pieces.iter().map(|p| p.len() as u64).sum();
        if self.begin() && size < MOST - 4096 {
            let next = self.next.into_inner().flatten();
            // Nothing depends on it.
            let _ = next.map(|next| write(&self.root, next, &pieces));
        }
    }

    /// Whether there are records for as many assessments and countries as there are.
    fn holds_as_many(&self, list: &List) -> bool {
        let Index { assessments, countries } = &self.index;
        (assessments.len(), countries.len()) == (list.listed.keys.len(), list.looked.len())
    }

    /// The record of the names in a country's folders. Those that were read anew get a stamp now,
    /// which holds only where their folder was left alone since before it was read.
    fn names(&self, folder: &Folder, (country, names): &Looked, began: Instant) -> Fresh {
        let Some(names) = names else { return Fresh::Same };
        let Some(next) = self.next.get().and_then(Option::as_ref) else { return Fresh::None };
        let before = next.made.saturating_duration_since(began);
        let stamped = |names: &Names<String>, within: &Path| {
            let now = || folder.folder(within).filter(|s| s.is_settled_for(&next.since, before));
            Names { stamp: names.stamp.or_else(now), names: names.names.clone() }
        };
        let path = Path::new(country);
        let files = names.years.names.iter().zip(&names.files);
        let names = CountryNames {
            years: stamped(&names.years, path),
            files: files.map(|(year, names)| stamped(names, &path.join(year))).collect(),
        };
        let body = postcard::to_stdvec(&(country, names)).ok();
        body.and_then(|body| framed(&body)).map_or(Fresh::None, Fresh::New)
    }

    fn make_next(&self) -> io::Result<Next> {
        let folder = self.root.join(FOLDER);
        if !folder.symlink_metadata().is_ok_and(|m| m.is_dir()) {
            RealDisk.make_folder(&folder)?;
        }
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "# What lies here is derived and can be deleted at any time.\n*\n")?;
        }
        // For its owner alone: that is how such files are made.
        let file = tempfile::Builder::new().prefix("cache-").suffix(".tmp").tempfile_in(&folder)?;
        let since = Since::of(file.as_file())?;
        Ok(Next { file, since, made: Instant::now() })
    }
}

fn write(root: &Path, next: Next, pieces: &[&[u8]]) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, next.file);
    out.write_all(&head())?;
    for piece in pieces {
        out.write_all(piece)?;
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(cache_of(root))?;
    Ok(())
}

/// What the file starts with: a cache of another program, or of another build of this one, is not
/// looked at, because the other may read the same file otherwise.
fn head() -> Vec<u8> {
    let program = std::env::current_exe().ok().and_then(|path| Stamp::of(&path));
    format!("{LAYOUT} {} {program:?}\n", env!("CARGO_PKG_VERSION")).into_bytes()
}

/// Where each record is; `None` where the file is not a whole cache of this program.
fn index(bytes: &[u8]) -> Option<Index> {
    let head = head();
    let mut at = bytes.starts_with(&head).then_some(head.len())?;
    let mut index = Index::default();
    while at < bytes.len() {
        let length = bytes.get(at..at + LENGTH)?.try_into().ok().map(u32::from_le_bytes)?;
        let body = at + LENGTH + SUM;
        let end = body.checked_add(usize::try_from(length).ok()?)?;
        let name = pack::name_of(bytes.get(body..end)?)?;
        match name.contains('/') {
            true => index.assessments.push(at..end),
            false => drop(index.countries.insert(name.into(), at..end)),
        }
        at = end;
    }
    Some(index)
}

/// A record with its length and its sum.
fn framed(body: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(body.len()).ok()?;
    let mut out = Vec::with_capacity(LENGTH + SUM + body.len());
    out.extend(length.to_le_bytes());
    out.extend(sum_of(body));
    out.extend(body);
    Some(out)
}

fn sum_of(body: &[u8]) -> [u8; SUM] {
    let whole: [u8; 32] = Sha256::digest(body).into();
    let mut sum = [0; SUM];
    sum.copy_from_slice(&whole[..SUM]);
    sum
}

#[cfg(test)]
mod tests;
