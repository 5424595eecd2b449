//! What lies in the workspace: every assessment, with what the worker has found out about it.

use crate::analysis::Scored;
use crate::analysis::profile::evidence_strength;
use crate::analysis::review::{Progress, progress};
use crate::analysis::score::Scores;
use crate::domain::{Assessment, Framework, Grade, Key};
use crate::workspace::{BadFile, Located, Workspace};

use super::open::Open;
use super::words;

/// Every assessment of the workspace, and the files that are none.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The assessments: by country, the newest year of each first.
    pub entries: Vec<Entry>,
    /// Files in the folder that no assessment can be read from.
    pub stray: Vec<BadFile>,
}

/// One assessment in the list.
#[derive(Debug)]
pub struct Entry {
    /// Which one.
    pub key: Key,
    /// What is known of it.
    pub state: State,
}

/// What is known of an assessment.
#[derive(Debug)]
pub enum State {
    /// Nothing yet.
    Waiting,
    /// It has been read.
    Read(Box<Summary>),
    /// It cannot be used.
    Bad(BadFile),
}

/// An assessment in short.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The country's name.
    pub country: String,
    /// The framework and its version.
    pub framework: String,
    /// How far it has come.
    pub progress: Progress,
    /// The nodes right below the root.
    pub domains: Vec<DomainLine>,
    /// What somebody should look at in the file.
    pub warnings: Vec<String>,
}

/// One domain in short.
#[derive(Clone, Debug)]
pub struct DomainLine {
    /// Its number and name.
    pub name: String,
    /// Its score in percent, where it is a finding.
    pub percent: Option<f64>,
    /// Whether a "not known" counts in it.
    pub starred: bool,
    /// The share of its questions that are answered, 0 to 1.
    pub coverage: Option<f64>,
    /// The median grade of its evidence.
    pub evidence: Option<Grade>,
}

impl Catalogue {
    /// The listing alone; no file is opened.
    ///
    /// # Errors
    /// What keeps the folder from being listed.
    pub fn list(workspace: &Workspace) -> Result<Self, String> {
        let listed = workspace.list().map_err(|error| error.to_string())?;
        let mut keys = listed.keys;
        keys.sort_by(|a, b| {
            let rest = |k: &Key| (k.perspective, k.unit.clone(), k.edition.clone());
            a.country.cmp(&b.country).then(b.year.cmp(&a.year)).then(rest(a).cmp(&rest(b)))
        });
        let entry = |key| Entry { key, state: State::Waiting };
        Ok(Self { entries: keys.into_iter().map(entry).collect(), stray: listed.misplaced })
    }

    /// The assessment with a key.
    pub fn find(&self, key: &Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    /// Writes down what is known of an assessment.
    pub fn learn(&mut self, key: &Key, state: State) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == *key) {
            entry.state = state;
        }
    }

    /// The assessments of the years before in the same series, the newest first.
    pub fn earlier(&self, key: &Key) -> Vec<&Key> {
        let before = |k: &&Key| {
            let own = k.edition.is_none() || k.edition == key.edition;
            own && k.in_edition(key.edition.clone()).same_series(key) && k.year < key.year
        };
        let mut found: Vec<&Key> = self.entries.iter().map(|e| &e.key).filter(before).collect();
        // Of one year, the edition of the same name goes before the record.
        found.sort_by_key(|k| std::cmp::Reverse((k.year, k.edition.is_some())));
        found
    }

    /// Whether there is an assessment that nothing is known of yet.
    pub fn is_waiting(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.state, State::Waiting))
    }
}

impl Summary {
    /// Sums the open assessment up, as it is now.
    pub fn of_open(open: &Open) -> Self {
        Self::of(open.framework(), open.assessment(), open.session.warnings())
    }

    /// Sums an assessment up.
    pub fn of(framework: &Framework, assessment: &Assessment, warnings: &[Located]) -> Self {
        let scores = Scores::of(framework, assessment);
        let scored = Scored { framework, assessment, scores: &scores };
        let strength = evidence_strength(scored);
        let line = |at: &usize| {
            let node = framework.node(*at);
            let score = scores.at(*at);
            DomainLine {
                name: words::title(node),
                percent: scored.percent(*at),
                starred: score.unknown > 0,
                coverage: score.coverage(),
                evidence: strength.get(*at).and_then(|s| s.median()),
            }
        };
        Self {
            country: assessment.country_label(),
            framework: format!("{} {}", framework.id, framework.version),
            progress: progress(framework, assessment),
            domains: framework.node(Framework::ROOT).children.iter().map(line).collect(),
            warnings: warnings.iter().map(ToString::to_string).collect(),
        }
    }
}
