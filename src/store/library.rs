//! The frameworks that can be used: those built in and those in the folder `frameworks`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::crosswalk_file::{is_crosswalk, read_crosswalk};
use super::framework_file::{BaseDraft, lint_framework_over, read_base, read_framework_over};
use super::located::{BadFile, Located};
use super::reading::read_text;
use super::releases::RELEASES;
use super::translation_file::{is_translation, read_translation};
use crate::domain::crosswalk::Ways;
use crate::domain::{Crosswalk, Framework, Pin, Place, Problem, Translation};

/// The built-in framework files: name and text.
const BUILT_IN: [(&str, &str); 4] = [
    ("cpsa-core.toml", include_str!("../../frameworks/cpsa-core.toml")),
    ("cpsa-core@0.9.toml", include_str!("../../frameworks/cpsa-core@0.9.toml")),
    ("cpsa-rapid.toml", include_str!("../../frameworks/cpsa-rapid.toml")),
    ("service-response.toml", include_str!("../../frameworks/service-response.toml")),
];

/// The built-in side files: name and text.
const TRANSLATIONS: [(&str, &str); 2] = [
    ("cpsa-core.ru.toml", include_str!("../../frameworks/cpsa-core.ru.toml")),
    ("cpsa-core.sq.toml", include_str!("../../frameworks/cpsa-core.sq.toml")),
];

/// The built-in crosswalks: name and text.
const CROSSWALKS: [(&str, &str); 1] = [(
    "cpsa-core@0.9--cpsa-core@1.0.crosswalk.toml",
    include_str!("../../frameworks/cpsa-core@0.9--cpsa-core@1.0.crosswalk.toml"),
)];

/// Every framework at hand. A file is read when it is first asked for.
#[derive(Debug)]
pub struct Library {
    sources: Vec<Source>,
    files: Arc<Vec<File>>,
    side_files: Vec<File>,
    crosswalk_files: Vec<File>,
    crosswalks: OnceLock<Crosswalks>,
}

/// The crosswalks between the frameworks at hand.
#[derive(Clone, Debug, Default)]
pub struct Crosswalks {
    /// Those that can be used.
    pub good: Arc<[Crosswalk]>,
    /// The files that cannot.
    pub bad: Vec<BadFile>,
    /// The frameworks in which two of them meet.
    middles: Arc<[Arc<Framework>]>,
}

impl Crosswalks {
    /// The ways between frameworks, by a crosswalk or a chain of them.
    pub fn ways(&self) -> Ways<'_> {
        Ways { crosswalks: &self.good, middles: &self.middles }
    }
}

/// A file and, where it is built in, its text.
type File = (PathBuf, Option<&'static str>);

/// One framework file.
#[derive(Debug)]
pub struct Source {
    /// The file; for a built-in framework only its name.
    pub path: PathBuf,
    /// The part of its name that is the framework's id: it is asked for with every assessment.
    id: String,
    /// The text of a built-in framework.
    built_in: Option<&'static str>,
    /// Every file of the library, among which the base of an overlay is looked for.
    all: Arc<Vec<File>>,
    read: OnceLock<Result<Arc<Framework>, BadFile>>,
}

impl Source {
    /// The framework, or what is wrong with its file.
    ///
    /// # Errors
    /// Every defect of the file.
    pub fn framework(&self) -> Result<&Arc<Framework>, &BadFile> {
        let read = self.read.get_or_init(|| {
            let text = text_of(&(self.path.clone(), self.built_in))?;
            read_framework_over(&self.path, &text, &|id, version| base(&self.all, id, version))
                .map(Arc::new)
        });
        read.as_ref()
    }

    /// Whether the file is part of the program.
    pub fn is_built_in(&self) -> bool {
        self.built_in.is_some()
    }
}

/// The files of a folder, behind those built in that it does not hold.
fn with_built_in(built_in: &[(&str, &'static str)], paths: &[PathBuf]) -> Vec<File> {
    let here = |name: &str| paths.iter().any(|p| p.file_name().is_some_and(|n| n == name));
    let built_in = built_in.iter().filter(|(name, _)| !here(name));
    let built_in = built_in.map(|(name, text)| (PathBuf::from(name), Some(*text)));
    built_in.chain(paths.iter().map(|path| (path.clone(), None))).collect()
}

/// Whether a file is a side file: named after a framework and a language, and saying so.
fn is_side_file(path: &Path) -> bool {
    let names_language = path.file_stem().is_some_and(|s| s.to_string_lossy().contains('.'));
    names_language && read_text(path).is_ok_and(|text| is_translation(&text))
}

/// The framework that a side file is named after.
fn side_id(path: &Path) -> &str {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    stem.rsplit_once('.').map_or(stem, |(id, _)| id)
}

/// The base of an overlay, among the files that are named after it.
fn base(files: &[File], id: &str, version: &str) -> Option<BaseDraft> {
    let mut named = files.iter().filter(|(path, _)| id_of(path) == id);
    named.find_map(|file| read_base(&file.0, &text_of(file).ok()?, id, version))
}

/// The part of the file name that is the framework's id.
fn id_of(path: &Path) -> &str {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    stem.split_once('@').map_or(stem, |(id, _)| id)
}

fn text_of((path, built_in): &File) -> Result<Cow<'static, str>, BadFile> {
    match built_in {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => read_text(path).map(Cow::Owned),
    }
}

impl Library {
    /// The frameworks of a folder, and those built in that it does not hold.
    ///
    /// # Errors
    /// The error of the system, where the folder is there and cannot be listed.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        match fs::read_dir(folder) {
            Ok(entries) => {
                for entry in entries {
                    let path = entry?.path();
                    let hidden =
                        path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
                    let releases = path.file_name().is_some_and(|n| n == RELEASES);
                    if path.extension().is_some_and(|e| e == "toml") && !hidden && !releases {
                        paths.push(path);
                    }
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        paths.sort();
        let (crosswalks, paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|p| is_crosswalk(p));
        let (side_paths, paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|p| is_side_file(p));
        let side_files = with_built_in(&TRANSLATIONS, &side_paths);
        let all = Arc::new(with_built_in(&BUILT_IN, &paths));
        let source = |(path, built_in): &File| Source {
            path: path.clone(),
            id: id_of(path).to_owned(),
            built_in: *built_in,
            all: Arc::clone(&all),
            read: OnceLock::new(),
        };
        let sources = all.iter().map(source).collect();
        let crosswalk_files = with_built_in(&CROSSWALKS, &crosswalks);
        let crosswalks = OnceLock::new();
        Ok(Self { sources, files: all, side_files, crosswalk_files, crosswalks })
    }

    /// Reads and checks the text of a framework file; an overlay finds its base here.
    ///
    /// # Errors
    /// Every defect with its line and column.
    pub fn read(&self, path: &Path, text: &str) -> Result<Framework, BadFile> {
        read_framework_over(path, text, &|id, version| base(&self.files, id, version))
    }

    /// The framework in the text of a file, with every warning of style.
    ///
    /// # Errors
    /// Every defect with its line and column.
    pub fn lint(&self, path: &Path, text: &str) -> Result<(Framework, Vec<Located>), BadFile> {
        lint_framework_over(path, text, &|id, version| base(&self.files, id, version))
    }

    /// Every framework file.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The side files of the folder.
    pub fn side_paths(&self) -> impl Iterator<Item = &Path> {
        let own = self.side_files.iter().filter(|(_, built_in)| built_in.is_none());
        own.map(|(path, _)| path.as_path())
    }

    /// The side files of a framework, in the order of their names.
    pub fn translations(&self, id: &str) -> Vec<Result<Translation, BadFile>> {
        let named = self.side_files.iter().filter(|(path, _)| side_id(path) == id);
        named.map(|file| read_translation(&file.0, &text_of(file)?)).collect()
    }

    /// The crosswalk files of the folder.
    pub fn crosswalk_paths(&self) -> impl Iterator<Item = &Path> {
        let own = self.crosswalk_files.iter().filter(|(_, built_in)| built_in.is_none());
        own.map(|(path, _)| path.as_path())
    }

    /// The crosswalks, those of the folder before those built in. They are read when they are first
    /// asked for.
    pub fn crosswalks(&self) -> &Crosswalks {
        self.crosswalks.get_or_init(|| {
            let (mut good, mut bad) = (Vec::new(), Vec::new());
            for file in self.crosswalk_files.iter().rev() {
                let read = text_of(file).and_then(|text| match file.1 {
                    // What is true of the shipped ones is tested.
                    Some(_) => read_crosswalk(&file.0, &text),
                    None => self.usable_crosswalk(&file.0, &text),
                });
                match read {
                    Ok(crosswalk) => good.push(crosswalk),
                    Err(file) => bad.push(file),
                }
            }
            let middles = self.middles(&good);
            Crosswalks { good: good.into(), bad, middles }
        })
    }

    /// The frameworks that more than one crosswalk is about, as far as they are here.
    fn middles(&self, crosswalks: &[Crosswalk]) -> Arc<[Arc<Framework>]> {
        let mut uses: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for Pin { id, version, .. } in crosswalks.iter().flat_map(|c| [&c.from, &c.to]) {
            *uses.entry((id.as_str(), version)).or_default() += 1;
        }
        let shared = uses.into_iter().filter(|(_, times)| *times > 1);
        shared.filter_map(|((id, version), _)| self.get(id, version).ok()).collect()
    }

    fn usable_crosswalk(&self, path: &Path, text: &str) -> Result<Crosswalk, BadFile> {
        let (crosswalk, problems) = self.read_crosswalk(path, text)?;
        if problems.iter().any(|located| located.problem.is_error()) {
            return Err(BadFile { path: path.to_owned(), problems });
        }
        Ok(crosswalk)
    }

    /// Reads the text of a crosswalk file and looks at what it says of its frameworks.
    ///
    /// # Errors
    /// Every defect of the file itself; what is wrong with the links stands beside the crosswalk.
    pub fn read_crosswalk(
        &self,
        path: &Path,
        text: &str,
    ) -> Result<(Crosswalk, Vec<Located>), BadFile> {
        let crosswalk = read_crosswalk(path, text)?;
        let end = |key: &'static str, pin: &Pin| {
            self.get(pin.id.as_str(), &pin.version).map_err(|broken| {
                let name = format!("{} {}", pin.id, pin.version);
                let message = match broken {
                    Some(bad) => format!("framework {name} cannot be used: {}", bad.path.display()),
                    None => format!("there is no framework {name} here"),
                };
                Problem::error("framework", Place::keys(&[key, "framework"]), message)
                    .hint("put its file beside this one")
            })
        };
        let problems = match (end("from", &crosswalk.from), end("to", &crosswalk.to)) {
            (Ok(from), Ok(to)) => crosswalk.check(&from, &to),
            (from, to) => from.err().into_iter().chain(to.err()).collect(),
        };
        Ok((crosswalk, Located::all(path, text, problems)))
    }

    /// The framework with an id and a version.
    ///
    /// # Errors
    /// The defects of the only file that could hold it, or `None` where no file has it.
    pub fn get(&self, id: &str, version: &str) -> Result<Arc<Framework>, Option<BadFile>> {
        let mut broken = None;
        for source in self.likely(id) {
            match source.framework() {
                Ok(f) if f.id.as_str() == id && f.version == version => return Ok(Arc::clone(f)),
                Ok(_) => {}
                Err(bad) if source.id == id => broken = Some(bad.clone()),
                Err(_) => {}
            }
        }
        Err(broken)
    }

    /// The newest version of a framework.
    ///
    /// # Errors
    /// As for [`Library::get`].
    pub fn newest(&self, id: &str) -> Result<Arc<Framework>, Option<BadFile>> {
        let mut newest: Option<Arc<Framework>> = None;
        let mut broken = None;
        for source in self.likely(id) {
            match source.framework() {
                Ok(f) if f.id.as_str() == id => {
                    let newer =
                        newest.as_ref().is_none_or(|n| order(&f.version) > order(&n.version));
                    newest = if newer { Some(Arc::clone(f)) } else { newest };
                }
                Ok(_) => {}
                Err(bad) if source.id == id => broken = Some(bad.clone()),
                Err(_) => {}
            }
        }
        newest.ok_or(broken)
    }

    /// The later versions of a framework that can be used, oldest first.
    pub fn newer(&self, framework: &Framework) -> Vec<Arc<Framework>> {
        let named = self.sources.iter().filter_map(|source| source.framework().ok());
        let later = |f: &&Arc<Framework>| {
            f.id == framework.id && order(&f.version) > order(&framework.version)
        };
        let mut found: Vec<Arc<Framework>> = named.filter(later).cloned().collect();
        found.sort_by(|a, b| order(&a.version).cmp(&order(&b.version)));
        found
    }

    /// The files to look into for an id: those named after it, else all of them.
    fn likely(&self, id: &str) -> impl Iterator<Item = &Source> {
        let named = self.sources.iter().any(|s| s.id == id);
        self.sources.iter().filter(move |s| !named || s.id == id)
    }
}

/// Versions in the order in which people count them: 0.9 before 0.10 before 1.0.
fn order(version: &str) -> Vec<(u64, &str)> {
    version.split(['.', '-']).map(|part| (part.parse().unwrap_or(0), part)).collect()
}
