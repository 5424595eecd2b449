//! Which assessment lies where: `assessments/COUNTRY/YEAR/PERSPECTIVE[@UNIT][~EDITION].toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

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

/// The file of an assessment inside the folder `assessments`.
pub fn path_of(folder: &Path, key: &Key) -> PathBuf {
    folder
        .join(key.country.as_str())
        .join(key.year.to_string())
        .join(format!("{}.toml", key.stem()))
}

/// Lists a folder of assessments; a folder that is missing has none.
///
/// # Errors
/// The error of the system, where the folder is there and cannot be listed.
pub fn list_assessments(folder: &Path) -> io::Result<Listed> {
    let countries = children(folder, fs::FileType::is_dir)?;
    let parts: io::Result<Vec<Listed>> =
        countries.par_iter().map(|country| list_country(folder, country)).collect();
    let mut listed = Listed::default();
    for part in parts? {
        listed.keys.extend(part.keys);
        listed.misplaced.extend(part.misplaced);
    }
    listed.keys.sort();
    Ok(listed)
}

/// The `.toml` files of a folder, sorted; a folder that cannot be listed has none.
pub fn list_toml(folder: &Path) -> Vec<PathBuf> {
    let names = children(folder, |kind| !kind.is_dir()).unwrap_or_default();
    names.into_iter().filter(|name| name.ends_with(".toml")).map(|name| folder.join(name)).collect()
}

fn list_country(folder: &Path, country: &str) -> io::Result<Listed> {
    let mut listed = Listed::default();
    let folder = folder.join(country);
    for year in children(&folder, fs::FileType::is_dir)? {
        let place = folder.join(&year);
        for file in children(&place, |_| true)? {
            let Some(stem) = file.strip_suffix(".toml") else { continue };
            match Key::from_parts(country, &year, stem) {
                Ok(key) => listed.keys.push(key),
                Err(why) => listed.misplaced.push(misplaced(place.join(&file), why)),
            }
        }
    }
    Ok(listed)
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
