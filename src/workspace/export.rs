//! Exports: what somebody wants, as a document and as a file.

use std::path::{Component, Path, PathBuf};

use super::{BadFile, OtherTexts, Trust, Workspace, WorkspaceError};
use crate::analysis::choose::{Choice, choose, of_one_framework};
use crate::analysis::exchange::{Terms, exchange, follow_up, sessions};
use crate::analysis::priorities::priorities;
use crate::analysis::score::Scores;
use crate::analysis::{Scored, years};
use crate::domain::{Editions, Id, Key, Perspective, Selection, Years};
use crate::export::{Format, render};
use crate::report::{self, Document};

mod beside;

pub use beside::{Beside, of_countries};

/// What somebody wants to hand over.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// The priority list of one assessment.
    Priorities(Key),
    /// The full report of one assessment.
    Report(Key),
    /// The plan of one assessment: actions, outlook, duties, treaty recommendations, ladders.
    Plan(Key),
    /// The draft outline of a strategy from one assessment.
    Strategy(Key),
    /// The scores of one or more assessments.
    Scores(Vec<Selection>),
    /// The years of one series: the selection names a country, a perspective and a unit.
    Years(Selection),
    /// Countries side by side.
    Countries(Beside),
    /// Countries through the years.
    Panel(Beside),
    /// The views of one round against the view that a key names.
    Perspectives(Key),
    /// The units of a country in the round and the perspective of a key.
    Units(Key),
    /// The market place of a regional exchange, with the editions of the rounds where they are
    /// asked for.
    Exchange(Choice, Editions),
}

/// A document, and the files that could not take part in it.
#[derive(Debug)]
pub struct Prepared {
    /// The document.
    pub document: Document,
    /// The files that cannot be used.
    pub bad: Vec<BadFile>,
    /// Assessments in it that were answered against another text of their framework.
    pub other: OtherTexts,
}

impl Wanted {
    /// A file name that says what is in it.
    pub fn file_name(&self, format: Format) -> String {
        let name = match self {
            Self::Priorities(key) => format!("{}-priorities", name_of(key)),
            Self::Plan(key) => format!("{}-plan", name_of(key)),
            Self::Strategy(key) => format!("{}-strategy", name_of(key)),
            Self::Report(key) => format!("{}-report", name_of(key)),
            Self::Scores(selections) => {
                let one = if let [one] = selections.as_slice() { one.single() } else { None };
                one.map_or_else(|| "scores".into(), |key| format!("{}-scores", name_of(&key)))
            }
            Self::Years(series) => {
                let country = series.country.map_or_else(String::new, |c| format!("{c}-"));
                let perspective = series.perspective.unwrap_or(Perspective::Own);
                let edition = match &series.edition {
                    Editions::Only(edition) | Editions::Prefer(edition) => Some(edition),
                    Editions::Record | Editions::Any => None,
                };
                let unit = series.unit.as_ref().and_then(Option::as_ref);
                format!("{country}years{}", rest_of(perspective, unit, edition))
            }
            Self::Countries(beside) => format!("countries{}", beside.name()),
            Self::Panel(beside) => format!("panel{}", beside.name()),
            Self::Perspectives(key) => format!("{}-perspectives", name_of(key)),
            Self::Units(key) => format!("{}-units", name_of(key)),
            Self::Exchange(_, editions) => format!("exchange{}", beside::edition_of(editions)),
        };
        format!("{name}.{}", format.name())
    }
}

/// `XAA-2025`, with the perspective and the unit where they are not the usual ones.
pub(super) fn name_of(key: &Key) -> String {
    format!(
        "{}-{}{}",
        key.country,
        key.year,
        rest_of(key.perspective, key.unit.as_ref(), key.edition.as_ref())
    )
}

fn rest_of(perspective: Perspective, unit: Option<&Id>, edition: Option<&Id>) -> String {
    let perspective = Some(perspective).filter(|p| *p != Perspective::Own).map(|p| p.to_string());
    let parts = perspective.into_iter().chain(unit.map(ToString::to_string));
    let parts = parts.chain(edition.map(ToString::to_string));
    parts.map(|part| format!("-{part}")).collect()
}

impl Workspace {
    /// Puts together what somebody wants.
    ///
    /// # Errors
    /// When a file that it is about is missing or cannot be used.
    pub fn prepare(&self, wanted: &Wanted) -> Result<Prepared, WorkspaceError> {
        let mut prepared = self.put_together(wanted)?;
        let name = |bad: &BadFile| {
            bad.path.strip_prefix(&self.root).unwrap_or(&bad.path).display().to_string()
        };
        let unusable = prepared.bad.iter().map(name).collect();
        prepared.document.state_limits(unusable, prepared.other.sentences());
        Ok(prepared)
    }

    fn put_together(&self, wanted: &Wanted) -> Result<Prepared, WorkspaceError> {
        match wanted {
            Wanted::Priorities(key) => {
                self.of_one(key, |scored| report::priorities::document(scored, &priorities(scored)))
            }
            Wanted::Report(key) => self.report(key),
            Wanted::Plan(key) => self.of_one(key, report::plan::plan_document),
            Wanted::Strategy(key) => {
                self.of_one(key, |scored| report::plan::strategy(scored, &priorities(scored)))
            }
            Wanted::Scores(selections) => {
                let rounds = self.rounds(selections, Trust::Files)?;
                let document = report::profile::document(&rounds.scored());
                Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
            }
            Wanted::Years(series) => self.years(series),
            Wanted::Countries(wanted) => self.countries(wanted),
            Wanted::Panel(wanted) => self.panel(wanted),
            Wanted::Perspectives(key) => self.perspectives(key),
            Wanted::Units(key) => self.units(key),
            Wanted::Exchange(choice, editions) => {
                let all = Selection { edition: editions.clone(), ..Selection::all() };
                let rounds = self.rounds(&[all], Trust::Files)?;
                let scored = rounds.scored();
                let chosen = choose(scored.iter().copied(), *choice);
                let market = exchange(&chosen.rows, &scored, Terms::default());
                let sessions = sessions(&market, Terms::default());
                let followed = follow_up(&chosen.rows, &scored, &mut rounds.comparisons());
                let document = report::exchange::document(&market, &sessions, &followed);
                Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
            }
        }
    }

    /// Writes what somebody wants into the folder `exports` under its usual name, or to a path that
    /// a person named.
    ///
    /// # Errors
    /// When it cannot be put together or saved.
    pub fn export(
        &self,
        document: &Document,
        format: Format,
        path: &Path,
    ) -> Result<PathBuf, WorkspaceError> {
        self.refuse_own_folders(path)?;
        self.write_export(path, &render(document, format)?)
    }

    /// Refuses a path where the assessments and frameworks are: no export ever goes there.
    ///
    /// # Errors
    /// A sentence that names it.
    pub fn refuse_own_folders(&self, path: &Path) -> Result<(), WorkspaceError> {
        let target = resolved(path);
        let own = [self.assessments(), self.frameworks()];
        if own.iter().any(|own| target.starts_with(resolved(own))) {
            let why = format!("{} lies among the workspace's own files", target.display());
            return Err(WorkspaceError::Content(why));
        }
        Ok(())
    }

    fn of_one(
        &self,
        key: &Key,
        make: impl FnOnce(Scored<'_>) -> Document,
    ) -> Result<Prepared, WorkspaceError> {
        let opened = self.read(key)?;
        let scores = Scores::of(&opened.framework, &opened.assessment);
        let (framework, assessment) = (&*opened.framework, &opened.assessment);
        let document = make(Scored { framework, assessment, scores: &scores });
        let other = OtherTexts::of(assessment, framework);
        Ok(Prepared { document, bad: Vec::new(), other })
    }

    fn report(&self, key: &Key) -> Result<Prepared, WorkspaceError> {
        // The assessment itself has to be usable; an earlier year that is not is left out.
        self.read(key)?;
        let series = Selection {
            country: Some(key.country),
            years: Years::Between(Years::FIRST, key.year),
            perspective: Some(key.perspective),
            unit: Some(key.unit.clone()),
            edition: Editions::preferring(key.edition.as_ref()),
        };
        let rounds = self.rounds_to_compare(&[series], Trust::Files)?;
        let framework = rounds.kept.last().map(|(opened, _)| opened.framework.id.clone());
        let mut comparisons = rounds.comparisons();
        let scored = of_one_framework(rounds.scored(), framework.as_ref(), &comparisons).rows;
        let series = years::compare(&scored, &mut comparisons);
        let Some(one) = scored.last() else {
            return Err(WorkspaceError::Open(super::OpenError::Missing(key.clone())));
        };
        let earlier = (scored.len() > 1).then_some(&series);
        let document = report::national::document(*one, earlier);
        Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
    }

    fn years(&self, series: &Selection) -> Result<Prepared, WorkspaceError> {
        let rounds = self.rounds_to_compare(std::slice::from_ref(series), Trust::Files)?;
        let mut comparisons = rounds.comparisons();
        let scored = of_one_framework(rounds.scored(), None, &comparisons).rows;
        if scored.is_empty() {
            return Err(WorkspaceError::Nothing(series.to_string()));
        }
        let compared = years::compare(&scored, &mut comparisons);
        let document = report::years::document(&compared, &(1..=2), &mut comparisons);
        Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
    }
}

/// Where a path leads, with `..` taken out and links followed as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    let known = plain.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match known {
        Some((above, real)) if above == plain => real,
        Some((above, real)) => {
            plain.strip_prefix(above).map_or(real.clone(), |rest| real.join(rest))
        }
        None => plain,
    }
}
