//! The use cases that the command line and the screens share: find a workspace, open and edit an
//! assessment, read many, import and export.

mod author;
mod check;
mod crosswalk;
mod export;
mod find;
mod git;
mod history;
mod import;
mod indicators;
mod library;
mod merge;
mod migrate;
mod other_text;
mod packet;
mod purge;
mod read;
mod rounds;
mod scenario;
mod schemas;
mod scraps;
mod session;
mod translate;
mod who;
mod wording;

pub use author::Released;
pub use check::{Checked, FileKind};
pub use crosswalk::CrosswalkDraft;
pub use export::{Beside, Prepared, Wanted, of_countries};
pub use find::{FindError, MARKER};
pub use git::{Step, sides_of_git_merge};
pub use history::Verified;
pub use import::{ImportReport, Imported, Rejected, TreatyReport};
pub use indicators::read_indicators;
pub use merge::MergedFile;
pub use migrate::Planned;
pub use other_text::OtherTexts;
pub use packet::{Cut, Returned, Slip};
pub use purge::Derived;
pub use read::{Collection, Kept, OpenError, Opened, Trust};
pub use rounds::Rounds;
pub use scenario::KeptScenario;
pub use scraps::{Holds, Scrap};
pub use session::{
    CatchUp, Incoming, Leftovers, MOST_STEPS, Others, SaveState, Session, SessionError,
};
pub use who::{WHO, who};

pub use translate::TranslationReport;
pub use wording::{Foreign, Wording};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::migration::migrate;
use crate::domain::crosswalk::Ways;
use crate::domain::{
    Assessment, Change, Country, Entry, EntryKind, Framework, Id, Key, MergeError, Perspective,
    Pin, PlannedAction,
};
use crate::export::ExportError;
use crate::store::{self, Disk, Document, Library};
pub use crate::store::{BadFile, Crosswalks, Listed, Located, Medium, SaveError};

/// A folder with frameworks, assessments and exports.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    library: Arc<Library>,
    /// What assessments are saved on.
    disk: Arc<dyn Disk>,
    /// What is read in place of its file.
    held: Option<Box<Opened>>,
}

/// A new assessment, as a person asks for it.
#[derive(Clone, Debug)]
pub struct New {
    /// Where it goes.
    pub key: Key,
    /// The framework; the newest `cpsa-core` where none is named.
    pub framework: Option<Id>,
    /// The version of the framework; the newest where none is named.
    pub version: Option<String>,
    /// An earlier assessment whose answers are carried over, to be confirmed one by one.
    pub from: Option<Key>,
}

/// Why something in a workspace could not be done.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// A folder could not be listed or made.
    #[error("cannot use {path}: {cause}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The assessment is there already.
    #[error("{0} is there already")]
    Exists(PathBuf),
    /// No framework has the id and version.
    #[error("there is no framework {0} here")]
    NoFramework(String),
    /// A selection chooses nothing.
    #[error("there is no assessment {0}")]
    Nothing(String),
    /// A file could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// A document could not be turned into the format that was asked for.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Two files cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// What was asked for cannot be written as a file.
    #[error("{0}")]
    Content(String),
}

impl Workspace {
    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The frameworks at hand.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The folder of the assessments.
    pub fn assessments(&self) -> PathBuf {
        self.root.join("assessments")
    }

    /// The folder of the frameworks.
    pub fn frameworks(&self) -> PathBuf {
        self.root.join("frameworks")
    }

    /// The folder that exports go to.
    pub fn exports(&self) -> PathBuf {
        self.root.join("exports")
    }

    /// The file of an assessment.
    pub fn path_of(&self, key: &Key) -> PathBuf {
        store::path_of(&self.assessments(), key)
    }

    /// Makes the file of a new assessment.
    ///
    /// # Errors
    /// When it is there already, its framework is not, or it cannot be saved.
    pub fn create(&self, new: &New) -> Result<Key, WorkspaceError> {
        let path = self.path_of(&new.key);
        if path.exists() {
            return Err(WorkspaceError::Exists(path));
        }
        let earlier = new.from.as_ref().map(|from| self.read(from)).transpose()?;
        let framework = match (&new.framework, &earlier) {
            (Some(id), _) => self.framework(id.as_str(), new.version.as_deref())?,
            (None, Some(earlier)) => {
                self.framework(earlier.framework.id.as_str(), new.version.as_deref())?
            }
            (None, None) => self.framework(DEFAULT_FRAMEWORK, new.version.as_deref())?,
        };
        let mut assessment = Assessment::blank(new.key.clone(), pin(&framework));
        if let Some(earlier) = &earlier {
            let ways = self.library.crosswalks().ways();
            carry_over(&mut assessment, &framework, earlier, ways);
        } else if let Some(other) = self.newest_of(new.key.country) {
            assessment.country_name = other.country_name;
            assessment.territory_note = other.territory_note;
        }
        let text = self.headed_assessment(&path, &Document::new(&assessment, &framework).text());
        store::prepare_folder(&path)?;
        let _lock = store::lock_folder(&path);
        if path.exists() {
            return Err(WorkspaceError::Exists(path));
        }
        store::replace(&path, text.as_bytes())?;
        Ok(new.key.clone())
    }

    /// The newest assessment of a country that can be used, whoever's view it is.
    fn newest_of(&self, country: Country) -> Option<Assessment> {
        let mut keys = self.list().ok()?.keys;
        keys.retain(|key| key.country == country);
        keys.sort_by_key(|key| std::cmp::Reverse((key.year, key.unit.is_none())));
        keys.iter().find_map(|key| self.read(key).ok()).map(|opened| opened.assessment)
    }

    /// Writes an export into the folder `exports`, or to a path that a person named.
    ///
    /// # Errors
    /// When it cannot be saved.
    pub fn write_export(&self, path: &Path, content: &[u8]) -> Result<PathBuf, WorkspaceError> {
        // The workspace itself may have been named from here.
        let whole = path.is_absolute() || path.starts_with(self.exports());
        let path = if whole { path.to_owned() } else { self.exports().join(path) };
        store::replace(&path, content)?;
        Ok(path)
    }

    /// The key that a person means by a country, a year and the usual rest.
    pub fn own_key(country: Country, year: i16) -> Key {
        Key { country, year, perspective: Perspective::Own, unit: None, edition: None }
    }
}

/// The framework of a new assessment for which none is named.
pub const DEFAULT_FRAMEWORK: &str = "cpsa-core";

/// The pin of an assessment that is answered against a framework.
pub fn pin(framework: &Framework) -> Pin {
    Pin {
        id: framework.id.clone(),
        version: framework.version.clone(),
        digest: framework.digest().to_owned(),
    }
}

/// Carries every answer over that still fits, each of them unconfirmed; to another version, what a
/// migration would carry. Evidence, the names on the head of the file, targets, open actions with the
/// question what became of them, duties and treaty recommendations come along; notes, priorities and
/// exchange are of their own round.
fn carry_over(
    assessment: &mut Assessment,
    framework: &Framework,
    earlier: &Opened,
    ways: Ways<'_>,
) {
    let (from, key) = (&earlier.framework, assessment.key.clone());
    // What two sides dispute is nobody's answer.
    let mut settled = earlier.assessment.clone();
    settled.answers.each_mut().retain(|id, _| !earlier.assessment.disputed(id));
    let moved = migrate(&settled, from, framework, ways, key).ok();
    let is_moved = moved.is_some();
    let old = &moved.map_or(settled, |migration| migration.assessment);
    assessment.country_name.clone_from(&old.country_name);
    assessment.territory_note.clone_from(&old.territory_note);
    assessment.evidence.clone_from(&old.evidence);
    carry_plans(assessment, framework, old, earlier.assessment.key.year);
    for (id, answer) in &old.answers {
        let change = Change::Verdict {
            question: id.clone(),
            verdict: answer.verdict.clone(),
            carried: true,
        };
        let same_scale =
            match (framework.question(id.as_str()), earlier.framework.question(id.as_str())) {
                (Some((now, _)), Some((then, _))) => {
                    framework.scale(now) == earlier.framework.scale(then)
                }
                _ => false,
            };
        let fits = is_moved || same_scale;
        if answer.verdict.is_none() || !fits || assessment.apply(framework, &change).is_err() {
            continue;
        }
        let rest = [
            Change::InPlace(id.clone(), answer.in_place),
            Change::Sources(id.clone(), answer.sources.clone()),
        ];
        for change in rest {
            // A mark that the new version does not ask for stays behind.
            let _ = assessment.apply(framework, &change);
        }
    }
}

/// Carries the plan over: what is promised stays promised.
fn carry_plans(assessment: &mut Assessment, framework: &Framework, old: &Assessment, from: i16) {
    let open = old.actions.iter().filter(|action| action.is_open());
    let carried: Vec<PlannedAction> = open.map(|action| action.carried(from)).collect();
    for action in carried {
        let bare = PlannedAction { question: None, to: None, ..action.clone() };
        // An action whose question is not asked any more stays in the plan without it.
        if assessment.apply(framework, &Change::put(Entry::action(action))).is_err() {
            let _ = assessment.apply(framework, &Change::put(Entry::action(bare)));
        }
    }
    for kind in [EntryKind::Target, EntryKind::Duty, EntryKind::Treaty] {
        for entry in Entry::all(old, kind) {
            // A target on a scale that is not there any more stays behind.
            let _ = assessment.apply(framework, &Change::put(entry));
        }
    }
}
