//! Bringing tables of others into the workspace.

mod framework;
mod treaty;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub use self::framework::Imported;
pub use self::treaty::TreatyReport;
use super::{Workspace, WorkspaceError, pin};
use crate::domain::limits::TABLE_BYTES;
use crate::domain::{Assessment, Change, Framework, HeaderField, Id, Key, Perspective, Verdict};
use crate::import::{Batch, Reason, RejectedRow, read_score_table};
use crate::store::{Document, Expected, LateFlush, read_text_of, save};

/// What an import of answers did.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// Assessments that were made.
    pub made: usize,
    /// Assessments that were there and got further answers.
    pub extended: usize,
    /// Answers that went in.
    pub answers: usize,
    /// Answers that were there already with the same value.
    pub unchanged: usize,
    /// Rows without a value: their questions stay open.
    pub blank: usize,
    /// Rows that did not go in, in the order of the file.
    pub rejected: Vec<Rejected>,
}

/// A row that did not go in.
pub type Rejected = RejectedRow;

/// How many files wait for the disk at the same time.
const WAITING: usize = 16;

impl Workspace {
    /// Brings a long table of answers in: one assessment for each country and year. Rows that
    /// cannot be used are left out and listed; an answer that is there already is never altered.
    ///
    /// `progress` hears how many assessments are done, of how many.
    ///
    /// # Errors
    /// When the table as a whole cannot be read or a file cannot be saved.
    pub fn import_scores(
        &self,
        table: &Path,
        framework: &Framework,
        perspective: Perspective,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<ImportReport, WorkspaceError> {
        let text = read_text_of(table, TABLE_BYTES).map_err(super::OpenError::Bad)?;
        let read = read_score_table(&text, framework).map_err(|why| {
            WorkspaceError::Content(format!("{}:1:1: error[table]: {why}", table.display()))
        })?;
        let (done, total) = (AtomicUsize::new(0), read.batches.len());
        let files = LateFlush::default();
        let bring = |batch: &Batch| {
            let result = self.bring(batch, framework, perspective, &files);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            result
        };
        let all = || -> Result<Vec<ImportReport>, WorkspaceError> {
            read.batches.par_iter().map(bring).collect()
        };
        // Most of the time goes into waiting for the disk, and it serves many at once.
        let (results, finished) = match ThreadPoolBuilder::new().num_threads(WAITING).build() {
            Ok(pool) => pool.install(|| (all(), files.finish())),
            Err(_) => (all(), files.finish()),
        };
        finished?;
        let mut report =
            ImportReport { blank: read.blank, rejected: read.rejected, ..ImportReport::default() };
        for one in results? {
            report.made += one.made;
            report.extended += one.extended;
            report.answers += one.answers;
            report.unchanged += one.unchanged;
            report.rejected.extend(one.rejected);
        }
        report.rejected.sort_by_key(|r| r.line);
        Ok(report)
    }

    fn bring(
        &self,
        batch: &Batch,
        framework: &Framework,
        perspective: Perspective,
        files: &LateFlush,
    ) -> Result<ImportReport, WorkspaceError> {
        let key = Key {
            country: batch.country,
            year: batch.year,
            perspective,
            unit: None,
            edition: None,
        };
        if self.path_of(&key).exists() {
            self.extend(&key, batch, framework)
        } else {
            self.make(&key, batch, framework, files)
        }
    }

    fn make(
        &self,
        key: &Key,
        batch: &Batch,
        framework: &Framework,
        files: &LateFlush,
    ) -> Result<ImportReport, WorkspaceError> {
        let mut report = ImportReport { made: 1, ..ImportReport::default() };
        let mut assessment = Assessment::blank(key.clone(), pin(framework));
        let name = Change::Header(HeaderField::CountryName, batch.name.clone());
        assessment.apply(framework, &name).map_err(WorkspaceError::Content)?;
        for row in &batch.rows {
            let change = Change::verdict(&row.question, Some(row.verdict.clone()));
            match assessment.apply(framework, &change) {
                Ok(_) => report.answers += 1,
                Err(why) => {
                    report.rejected.push(Rejected { line: row.line, reason: Reason::OffScale(why) })
                }
            }
        }
        let path = self.path_of(key);
        let text = self.headed_assessment(&path, &Document::new(&assessment, framework).text());
        save(files, &path, text.as_bytes(), Expected::Anything)?;
        Ok(report)
    }

    fn extend(
        &self,
        key: &Key,
        batch: &Batch,
        framework: &Framework,
    ) -> Result<ImportReport, WorkspaceError> {
        let mut report = ImportReport::default();
        let mut refuse = |line, reason| report.rejected.push(Rejected { line, reason });
        let mut session = match self.edit(key) {
            Ok(session) if session.framework().digest() == framework.digest() => session,
            Ok(session) => {
                let pin = &session.assessment().framework;
                let why =
                    format!("{key} is there already, answered against {} {}", pin.id, pin.version);
                batch.rows.iter().for_each(|r| refuse(r.line, Reason::NoAssessment(why.clone())));
                return Ok(report);
            }
            Err(error) => {
                let why = format!("{key} cannot be used: {error}");
                batch.rows.iter().for_each(|r| refuse(r.line, Reason::NoAssessment(why.clone())));
                return Ok(report);
            }
        };
        let mut changes = Vec::new();
        let mut unchanged = 0;
        for row in &batch.rows {
            let answer = session.assessment().answers.get(&row.question);
            match answer.and_then(|a| a.verdict.as_ref()) {
                None => changes.push(Change::verdict(&row.question, Some(row.verdict.clone()))),
                Some(there) if *there == row.verdict => unchanged += 1,
                Some(there) => refuse(row.line, differs(&row.question, there)),
            }
        }
        report.unchanged = unchanged;
        if !changes.is_empty() {
            let kept = session.apply(&changes).and_then(|()| session.settle());
            kept.map_err(|error| WorkspaceError::Content(error.to_string()))?;
            report.answers = changes.len();
            report.extended = 1;
        }
        Ok(report)
    }
}

fn differs(question: &Id, there: &Verdict) -> Reason {
    let said = match there {
        Verdict::Scored(number) => number.to_string(),
        Verdict::Unknown => "not known".into(),
        Verdict::NotApplicable { .. } => "not applicable".into(),
    };
    Reason::Differs(format!("'{question}' is already answered with {said}"))
}
