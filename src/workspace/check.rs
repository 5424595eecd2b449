//! Checking files one by one, inside the workspace or out of it.

mod standing;

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

use super::find::is_workspace;
use super::{MARKER, Workspace, WorkspaceError};
use crate::domain::{Country, Key, Perspective, Place, Problem, check_privacy};
use crate::store::{
    Located, RELEASES, Releases, is_crosswalk, is_translation, read_assessment, read_text,
    read_translation,
};

/// What a file is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A framework.
    Framework,
    /// An assessment.
    Assessment,
    /// The words of a framework in another language.
    Translation,
    /// How two frameworks relate.
    Crosswalk,
}

/// What the check of one file came to.
#[derive(Debug)]
pub struct Checked {
    /// The file.
    pub path: PathBuf,
    /// What somebody should look at, in the order of the file.
    pub problems: Vec<Located>,
}

impl Workspace {
    /// The workspace that a file lies in, if it lies in one.
    ///
    /// # Errors
    /// When its folders cannot be listed.
    pub fn around(path: &Path) -> Result<Option<Self>, WorkspaceError> {
        let full = fs::canonicalize(path).or_else(|_| std::path::absolute(path));
        let full = full.unwrap_or_else(|_| path.to_owned());
        let root = full.ancestors().find(|folder| is_workspace(folder));
        root.map(Self::open).transpose()
    }

    /// Every framework and assessment file of the workspace.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn files(&self) -> Result<Vec<PathBuf>, WorkspaceError> {
        let own = self.library().sources().iter().filter(|source| !source.is_built_in());
        let mut files: Vec<PathBuf> = own.map(|source| source.path.clone()).collect();
        files.extend(self.library().side_paths().map(Path::to_owned));
        files.extend(self.library().crosswalk_paths().map(Path::to_owned));
        let listed = self.list()?;
        files.extend(listed.keys.iter().map(|key| self.path_of(key)));
        files.extend(listed.misplaced.into_iter().map(|bad| bad.path));
        Ok(files)
    }

    /// The framework and assessment files in a folder and the folders below it; of a workspace,
    /// those that belong to it.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, WorkspaceError> {
        if is_workspace(folder) {
            return Self::open(folder)?.files();
        }
        let mut files = Vec::new();
        walk(folder, &mut files)
            .map_err(|cause| WorkspaceError::Folder { path: folder.to_owned(), cause })?;
        Ok(files)
    }

    /// Checks files in parallel; the results are in the given order. Where no kind is given, each
    /// file is taken for what its place or its content makes it.
    pub fn check(&self, files: &[PathBuf], kind: Option<FileKind>) -> Vec<Checked> {
        let releases = Releases::of(&self.frameworks());
        let check = |path: &PathBuf| {
            let problems = self.check_file(path, kind, releases.as_ref().ok());
            Checked { path: path.clone(), problems }
        };
        let mut checked: Vec<Checked> = files.par_iter().map(check).collect();
        // The file of the releases is no framework; what is wrong with it is said once.
        let concerned = files.iter().any(|path| path.starts_with(self.frameworks()));
        if let (Err(bad), true) = (releases, concerned || kind == Some(FileKind::Framework)) {
            checked.push(Checked { path: bad.path, problems: bad.problems });
        }
        checked
    }

    fn check_file(
        &self,
        path: &Path,
        kind: Option<FileKind>,
        releases: Option<&Releases>,
    ) -> Vec<Located> {
        let text = match read_text(path) {
            Ok(text) => text,
            Err(bad) => return bad.problems,
        };
        let found = match kind {
            Some(kind) if kind != FileKind::Framework => kind,
            _ => match kind_of(path, &text) {
                side @ (FileKind::Translation | FileKind::Crosswalk) => side,
                other => kind.unwrap_or(other),
            },
        };
        match found {
            // Style is for authors, who ask about frameworks; everybody else needs what is wrong.
            FileKind::Framework if kind.is_some() => match self.library.lint(path, &text) {
                Ok((framework, style)) => {
                    [style, self.check_standing(path, &text, &framework, releases)].concat()
                }
                Err(bad) => bad.problems,
            },
            FileKind::Framework => match self.library.read(path, &text) {
                Ok(framework) => self.check_standing(path, &text, &framework, releases),
                Err(bad) => bad.problems,
            },
            FileKind::Assessment => self.check_assessment_file(path, &text),
            FileKind::Translation => self.check_translation_file(path, &text),
            FileKind::Crosswalk => match self.library.read_crosswalk(path, &text) {
                Ok((_, problems)) => problems,
                Err(bad) => bad.problems,
            },
        }
    }

    /// A side file is read, and its words are looked for in the framework that it names.
    fn check_translation_file(&self, path: &Path, text: &str) -> Vec<Located> {
        let translation = match read_translation(path, text) {
            Ok(translation) => translation,
            Err(bad) => return bad.problems,
        };
        let (id, version) = (translation.framework.as_str(), &translation.version);
        let Ok(framework) = self.library.get(id, version) else {
            let message = format!("there is no framework {id} {version} here");
            let problem = Problem::error("framework", Place::keys(&["translates"]), message)
                .hint("put its file beside this one");
            return Located::all(path, text, vec![problem]);
        };
        let known: HashSet<_> = framework.translatable().into_iter().map(|(p, _)| p).collect();
        let astray = translation.words.keys().filter(|place| !known.contains(place));
        let problem = |place: &crate::domain::translation::Place| {
            let key = place.key(&framework);
            let message = format!("'{key}' is not a text of {id} {version}");
            let id = key.split('.').next().unwrap_or_default();
            Problem::warning("astray", Place::keys(&["questions", id]), message)
                .hint("correct the id, or take the words out")
        };
        Located::all(path, text, astray.map(problem).collect())
    }

    fn check_assessment_file(&self, path: &Path, text: &str) -> Vec<Located> {
        let key = match self.key_of_file(path, text) {
            Ok(key) => key,
            Err(problems) => return problems,
        };
        let mut problems = match self.understand(path, &key, text) {
            Ok(opened) => opened.warnings,
            Err(bad) => return bad.problems,
        };
        if let (true, Ok(Some(left))) = (self.holds(path), self.leftovers(&key)) {
            let problem = Problem::warning("recorded", Place::top(), left.told())
                .hint(format!("stocktake recover {key} shows what, and asks what to do"));
            problems.extend(Located::all(path, text, vec![problem]));
        }
        problems
    }

    /// Adds to checks what in the texts of assessments looks as if it held a person's data.
    pub fn check_privacy(&self, checked: &mut [Checked]) {
        checked.par_iter_mut().for_each(|one| {
            let Ok(text) = read_text(&one.path) else { return };
            if kind_of(&one.path, &text) != FileKind::Assessment {
                return;
            }
            let Ok(key) = self.key_of_file(&one.path, &text) else { return };
            let Ok((assessment, _)) = read_assessment(&one.path, &key, &text) else { return };
            one.problems.extend(Located::all(&one.path, &text, check_privacy(&assessment)));
            one.problems.sort_by_key(|l| (l.line, l.column));
        });
    }

    /// Which assessment a file holds: by its path, and outside the folder of the assessments by its
    /// head.
    fn key_of_file(&self, path: &Path, text: &str) -> Result<Key, Vec<Located>> {
        match (key_of_path(path), self.holds(path)) {
            (Some(Ok(key)), _) => Ok(key),
            (Some(Err(why)), true) => Err(misplaced(path, text, &why)),
            (None, true) => Err(misplaced(path, text, "it does not lie where it should")),
            (_, false) => key_of_head(text).map_err(|problem| without_key(path, text, problem)),
        }
    }

    /// Whether a file lies in the folder of the assessments.
    fn holds(&self, path: &Path) -> bool {
        let full = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        full(path).starts_with(full(&self.assessments()))
    }
}

/// What a file is: by its folder, else by the keys at its top, which a file that is broken further
/// down still has.
fn kind_of(path: &Path, text: &str) -> FileKind {
    if is_crosswalk(path) {
        return FileKind::Crosswalk;
    }
    if is_translation(text) {
        return FileKind::Translation;
    }
    let folder = path.parent().and_then(Path::file_name);
    if folder.is_some_and(|name| name == "frameworks") {
        return FileKind::Framework;
    }
    let of_assessment = |line: &str| {
        let key = line.split(['=', '.', ']']).next().unwrap_or_default().trim();
        matches!(key, "country" | "perspective" | "[answers" | "[framework")
    };
    let is_assessment = matches!(key_of_path(path), Some(Ok(_))) || text.lines().any(of_assessment);
    if is_assessment { FileKind::Assessment } else { FileKind::Framework }
}

/// The key that the last three parts of a path name; `None` where there are no three.
fn key_of_path(path: &Path) -> Option<Result<Key, String>> {
    let stem = path.file_stem()?.to_str()?;
    let mut folders = path.parent()?.components().rev().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let (year, country) = (folders.next()??, folders.next()??);
    Some(Key::from_parts(country, year, stem))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    country: String,
    year: i64,
    perspective: String,
    unit: String,
    edition: String,
}

/// The key that the head of an assessment names.
fn key_of_head(text: &str) -> Result<Key, Problem> {
    let wrong = |key: &str, why: String| {
        Problem::error("head", Place::keys(&[key]), why)
            .hint("the head of an assessment names country, year, perspective and framework")
    };
    let head: Head = toml::from_str(text).unwrap_or_default();
    let country = Country::new(&head.country).map_err(|why| wrong("country", why))?;
    let perspective =
        Perspective::new(&head.perspective).map_err(|why| wrong("perspective", why))?;
    let part = |sign: char, text: &str| match text {
        "" => String::new(),
        text => format!("{sign}{text}"),
    };
    let unit = part('@', &head.unit) + &part('~', &head.edition);
    let (year, stem) = (head.year.to_string(), format!("{perspective}{unit}"));
    let field = if head.unit.is_empty() { "year" } else { "unit" };
    Key::from_parts(country.as_str(), &year, &stem).map_err(|why| wrong(field, why))
}

/// What is wrong with a file whose head names no key: what the reader says about the rest of it,
/// without its complaints about the path, else the head.
fn without_key(path: &Path, text: &str, head: Problem) -> Vec<Located> {
    let any = Key::from_parts("XAA", "2000", "self").expect("the parts are well formed");
    let read = read_assessment(path, &any, text);
    let mut problems = read.err().map(|bad| bad.problems).unwrap_or_default();
    problems.retain(|located| located.problem.code != "path");
    if problems.is_empty() { Located::all(path, text, vec![head]) } else { problems }
}

fn misplaced(path: &Path, text: &str, why: &str) -> Vec<Located> {
    let problem = Problem::error("path", Place::top(), why)
        .hint("an assessment lies in assessments/COUNTRY/YEAR/PERSPECTIVE.toml");
    Located::all(path, text, vec![problem])
}

/// Every `.toml` file below a folder in order; hidden ones, links to folders, the marker and the
/// file of the releases are left out.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        if name.to_string_lossy().starts_with('.') || name == MARKER || name == RELEASES {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
