//! Merging files: three texts in, our file with the changes of the other side out.

use std::path::{Path, PathBuf};

use super::{OpenError, Workspace, WorkspaceError};
use crate::domain::{
    Answer, Assessment, Difference, EntryKind, Framework, Id, MergeError, Merged, Part,
    PlannedAction, Side, differences, merge, mergeable,
};
use crate::store::{BadFile, Document, lock_folder, read_assessment, read_key, read_text, replace};

/// A side of a merge: what a document says, and the document.
pub(super) type Held<'a> = (&'a Assessment, &'a Document);

/// A merged file.
#[derive(Debug)]
pub struct MergedFile {
    /// What came of it, conflicts and changes included.
    pub merged: Merged,
    /// The merged assessment as the document holds it.
    pub assessment: Assessment,
    /// Our document with the changes of the other side.
    pub document: Document,
    /// Our file, and its text as it was read.
    ours: PathBuf,
    text: String,
    /// The places of keys that the program does not know, and of the attic, where both sides altered
    /// them, or one altered what the other took out; ours stays.
    pub left: Vec<String>,
}

impl MergedFile {
    /// What came in from the other side; what is in conflict did not.
    pub fn incoming(&self) -> Vec<Difference> {
        let mut found = differences(&self.merged.start, &self.assessment);
        found.retain(|d| !self.merged.conflicts.iter().any(|c| c.field == d.field));
        found
    }

    /// Whether somebody has to look at the result.
    pub fn is_clean(&self) -> bool {
        self.merged.conflicts.is_empty() && self.merged.refused.is_empty() && self.left.is_empty()
    }
}

impl Workspace {
    /// Merges three files: what two sides made of a base. A base that is empty stands for two
    /// sides that began without one. Nothing is written.
    ///
    /// # Errors
    /// When a file cannot be used, or the files cannot be merged.
    pub fn merge_files(
        &self,
        [base, ours, theirs]: [&Path; 3],
        sides: [&Side; 2],
    ) -> Result<MergedFile, WorkspaceError> {
        let texts = [text_of(base)?, text_of(ours)?, text_of(theirs)?];
        self.merge_texts([(base, &texts[0]), (ours, &texts[1]), (theirs, &texts[2])], sides)
    }

    /// The same with texts that are at hand, each with the path that problems are told with.
    ///
    /// # Errors
    /// As for [`Workspace::merge_files`].
    pub fn merge_texts(
        &self,
        [base, ours, theirs]: [(&Path, &str); 3],
        sides: [&Side; 2],
    ) -> Result<MergedFile, WorkspaceError> {
        let (our_read, our_document) = parse(ours)?;
        let (their_read, their_document) = parse(theirs)?;
        mergeable(&our_read, &their_read)?;
        let (base_read, base_document) = match base.1.trim_start_matches('\u{feff}').trim() {
            "" => {
                let blank = Assessment::blank(our_read.key.clone(), our_read.framework.clone());
                (blank, Document::default())
            }
            _ => parse(base)?,
        };
        if base_read.key != our_read.key {
            let keys = [&base_read.key, &our_read.key].map(ToString::to_string);
            let [base, ours] = keys;
            return Err(MergeError::Keys(base, ours).into());
        }
        let opened = [(ours, &our_read), (theirs, &their_read)].map(|((path, text), read)| {
            self.understand(path, &read.key, text).map_err(OpenError::Bad)
        });
        let [opened, theirs_opened] = opened;
        let (opened, _) = (opened?, theirs_opened?);
        let mut merged = merge_documents(
            &opened.framework,
            [
                (&base_read, &base_document),
                (&our_read, &our_document),
                (&their_read, &their_document),
            ],
            sides,
        )?;
        (merged.ours, merged.text) = (ours.0.to_owned(), ours.1.to_owned());
        self.prove(ours.0, &merged)?;
        Ok(merged)
    }

    /// Writes a merged file. Over our own one it is written only while that is as it was read.
    ///
    /// # Errors
    /// When it cannot be saved, or somebody has changed our file meanwhile.
    pub fn write_merged(&self, path: &Path, merged: &MergedFile) -> Result<(), WorkspaceError> {
        let _lock = lock_folder(path);
        if path == merged.ours && text_of(path)? != merged.text {
            let why = format!("{} was changed meanwhile: nothing was written", path.display());
            return Err(WorkspaceError::Content(why));
        }
        Ok(replace(path, merged.document.text().as_bytes())?)
    }

    /// Reads the merged text as any reader will, before it is written anywhere.
    fn prove(&self, path: &Path, merged: &MergedFile) -> Result<(), WorkspaceError> {
        let text = merged.document.text();
        let read = self.understand(path, &merged.assessment.key, &text).map_err(OpenError::Bad)?;
        if read.assessment != merged.assessment {
            let why = "the merged file would not say what was merged: nothing was written";
            return Err(WorkspaceError::Content(why.to_owned()));
        }
        Ok(())
    }
}

/// Merges what two sides made of a base into our document.
///
/// # Errors
/// When the sides cannot be merged.
pub(super) fn merge_documents(
    framework: &Framework,
    [base, ours, theirs]: [Held<'_>; 3],
    sides: [&Side; 2],
) -> Result<MergedFile, MergeError> {
    let merged = merge(framework, [base.0, ours.0, theirs.0], sides)?;
    let (mut assessment, mut document) = (merged.start.clone(), ours.1.clone());
    for renamed in merged.renamed.iter().filter(|renamed| renamed.ours) {
        document.rename(renamed.kind, &renamed.from, &renamed.to);
        let rests = |answer: &Answer| answer.sources.contains(&renamed.to);
        for (id, _) in assessment.answers.iter().filter(|(_, answer)| rests(answer)) {
            document.sync(&assessment, framework, &Part::Answer(id));
        }
        let waits = |action: &&PlannedAction| action.after.contains(&renamed.to);
        if renamed.kind == EntryKind::Action {
            for action in assessment.actions.iter().filter(waits) {
                document.sync(&assessment, framework, &Part::Entry(renamed.kind, &action.id));
            }
        }
        document.sync(&assessment, framework, &Part::Conflicts);
    }
    for change in &merged.changes {
        // Each of them was tried in this order when the merge was made.
        if assessment.apply(framework, change).is_ok() {
            document.sync(&assessment, framework, &change.part());
        }
    }
    let name = |ours: bool, kind: EntryKind, id: &Id| {
        let of_side = merged.renamed.iter().filter(|renamed| renamed.ours == ours);
        let mut found = of_side.filter(|renamed| renamed.kind == kind && renamed.from == *id);
        found.next().map_or_else(|| id.clone(), |renamed| renamed.to.clone())
    };
    let mut left = document
        .take_unknown((base.1, theirs.1), (theirs.0, framework), |kind, id| name(false, kind, id));
    let gone =
        document.unknown_taken_out((base.1, ours.1), ours.0, |kind, id| name(true, kind, id));
    left.extend(gone);
    // An attic came in whole, with all that nobody knows in it, or not at all.
    let side = if document.has_attic_of(ours.1) { ours.0 } else { theirs.0 };
    assessment.attic.clone_from(&side.attic);
    assessment.framework.digest = document.pinned_digest();
    let (ours, text) = (PathBuf::new(), String::new());
    Ok(MergedFile { merged, assessment, document, ours, text, left })
}

fn text_of(path: &Path) -> Result<String, WorkspaceError> {
    Ok(read_text(path).map_err(OpenError::Bad)?)
}

/// Reads a side as it stands, without asking for its framework.
fn parse((path, text): (&Path, &str)) -> Result<(Assessment, Document), WorkspaceError> {
    let bad = |bad: BadFile| WorkspaceError::Open(OpenError::Bad(bad));
    let key = read_key(path, text).map_err(bad)?;
    let (assessment, _) = read_assessment(path, &key, text).map_err(bad)?;
    let document = Document::parse(text).map_err(WorkspaceError::Content)?;
    Ok((assessment, document))
}
