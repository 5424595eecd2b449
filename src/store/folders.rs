//! Which assessment lies where: `assessments/COUNTRY/YEAR/PERSPECTIVE[@UNIT][~EDITION].toml`.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cache::{Folder, Stamp};
use super::located::{BadFile, Located};
use crate::domain::{Key, Place, Problem};

/// The assessments of a folder.
#[derive(Debug, Default)]
pub struct Listed {
    /// Every assessment by its path, in order. The files have not been opened.
    pub keys: Vec<Key>,
    /// Files whose path does not name a country, a year and a perspective.
    pub misplaced: Vec<BadFile>,
}

/// The names in a folder that are looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Names<N> {
    /// What the folder was like when it had them; `None` where nothing vouches for that.
    pub stamp: Option<Stamp>,
    /// The names, sorted.
    pub names: Vec<N>,
}

/// The folders of one country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CountryNames<N> {
    /// The folders of its years.
    pub years: Names<N>,
    /// The files of each of those years, in the same order.
    pub files: Vec<Names<N>>,
}

/// A country, and the names in its folders where some of them were not known.
pub(super) type Looked = (String, Option<CountryNames<String>>);

/// The assessments of a folder, each with what its file is like where somebody wants to know.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In order.
    pub keys: Vec<Key>,
    /// In the same order.
    pub stamps: Vec<Option<Stamp>>,
    pub misplaced: Vec<BadFile>,
}

/// The file of an assessment inside the folder `assessments`.
pub fn path_of(folder: &Path, key: &Key) -> PathBuf {
    folder.join(format!("{key}.toml"))
}

/// Lists a folder of assessments; a folder that is missing has none.
///
/// # Errors
/// The error of the system, where the folder is there and cannot be listed.
pub fn list_assessments(folder: &Path) -> io::Result<Listed> {
    let (found, _) = list_knowing(&Folder::at(folder), |_| None, |_| false)?;
    Ok(Listed { keys: found.keys, misplaced: found.misplaced })
}

/// The same where the names in some folders are known: what a folder holds is read only where it is
/// not as it was. Names that were read anew come back without a stamp. Whose files are `wanted` come
/// with theirs, taken while the system has just looked at the folder that they lie in.
pub(super) fn list_knowing<'k>(
    folder: &Folder,
    known: impl Fn(&str) -> Option<CountryNames<&'k str>> + Sync,
    wanted: impl Fn(&Key) -> bool + Sync,
) -> io::Result<(Found, Vec<Looked>)> {
    let countries = children(folder.path(), fs::FileType::is_dir)?;
    let parts: io::Result<Vec<(Found, Looked)>> = countries
        .into_par_iter()
        .map(|country| {
            let (found, anew) = list_country(folder, &country, known(&country), &wanted)?;
            Ok((found, (country, anew)))
        })
        .collect();
    let (mut found, mut looked) = (Found::default(), Vec::new());
    // Countries come in order, and so do the keys in each of them.
    for (part, country) in parts? {
        found.keys.extend(part.keys);
        found.stamps.extend(part.stamps);
        found.misplaced.extend(part.misplaced);
        looked.push(country);
    }
    Ok((found, looked))
}

/// The `.toml` files of a folder, sorted; a folder that cannot be listed has none.
pub fn list_toml(folder: &Path) -> Vec<PathBuf> {
    let names = children(folder, |kind| !kind.is_dir()).unwrap_or_default();
    names.into_iter().filter(|name| name.ends_with(".toml")).map(|name| folder.join(name)).collect()
}

fn list_country(
    folder: &Folder,
    country: &str,
    known: Option<CountryNames<&str>>,
    wanted: impl Fn(&Key) -> bool,
) -> io::Result<(Found, Option<CountryNames<String>>)> {
    let (mut keys, mut bad) = (Vec::new(), Vec::new());
    let known = known.as_ref();
    let before = known.map(|known| &known.years);
    let of_country = Path::new(country);
    let years = names(folder, of_country, before, |path| children(path, fs::FileType::is_dir))?;
    let folder = folder.inside(country);
    let mut files = Vec::with_capacity(years.names.len());
    for year in &years.names {
        let place = Path::new(year.as_ref());
        let before = known.and_then(|known| {
            let at = known.years.names.binary_search(&year.as_ref()).ok()?;
            known.files.get(at)
        });
        let of_year = names(&folder, place, before, |path| {
            let is_toml = |name: &String| name.ends_with(".toml");
            Ok(children(path, |_| true)?.into_iter().filter(is_toml).collect())
        })?;
        for file in &of_year.names {
            let Some(stem) = file.strip_suffix(".toml") else { continue };
            let path = place.join(file.as_ref());
            match Key::from_parts(country, year, stem) {
                Ok(key) => {
                    let stamp = if wanted(&key) { folder.file(&path) } else { None };
                    keys.push((key, stamp));
                }
                Err(why) => bad.push(misplaced(folder.path().join(path), why)),
            }
        }
        files.push(of_year);
    }
    let anew = std::iter::once(&years).chain(&files).any(|names| names.stamp.is_none());
    let owned = |names: Names<Cow<'_, str>>| Names {
        stamp: names.stamp,
        names: names.names.into_iter().map(Cow::into_owned).collect(),
    };
    let both =
        || CountryNames { years: owned(years), files: files.into_iter().map(owned).collect() };
    keys.sort_by(|(a, _), (b, _)| a.cmp(b));
    let (keys, stamps) = keys.into_iter().unzip();
    Ok((Found { keys, stamps, misplaced: bad }, anew.then(both)))
}

/// The names in a folder: those that are known where it is as it was, else those that are read, which
/// nothing vouches for yet.
fn names<'k>(
    folder: &Folder,
    within: &Path,
    known: Option<&Names<&'k str>>,
    read: impl FnOnce(&Path) -> io::Result<Vec<String>>,
) -> io::Result<Names<Cow<'k, str>>> {
    let known = known.filter(|known| known.stamp.is_some());
    match known.filter(|known| known.stamp == folder.folder(within)) {
        Some(Names { stamp, names }) => {
            Ok(Names { stamp: *stamp, names: names.iter().map(|n| Cow::Borrowed(*n)).collect() })
        }
        None => {
            let names = read(&folder.path().join(within))?;
            Ok(Names { stamp: None, names: names.into_iter().map(Cow::Owned).collect() })
        }
    }
}

fn misplaced(path: PathBuf, why: String) -> BadFile {
    let problem = Problem::error("path", Place::top(), why)
        .hint("an assessment lies in assessments/COUNTRY/YEAR/PERSPECTIVE.toml");
    let located = Located { path: path.clone(), line: 1, column: 1, problem };
    BadFile { path, problems: vec![located] }
}

/// The names in a folder whose kind fits, sorted; hidden ones and those that are not text are left
/// out.
fn children(folder: &Path, fits: impl Fn(&fs::FileType) -> bool) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if fits(&entry.file_type()?) {
            names
                .extend(entry.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
        }
    }
    names.sort();
    Ok(names)
}
