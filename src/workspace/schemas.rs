//! The schemas of the file formats in the folder `schemas`, which the files of a workspace name in
//! their first line, so that an editor finds them without the program and without a network.

use std::path::Path;

use super::{Workspace, WorkspaceError};
use crate::store::{ASSESSMENT_SCHEMA, CROSSWALK_SCHEMA, FRAMEWORK_SCHEMA, SaveError, replace};

/// The folder of the schemas.
const FOLDER: &str = "schemas";

const FRAMEWORK: (&str, &str) = ("framework.schema.json", FRAMEWORK_SCHEMA);
const ASSESSMENT: (&str, &str) = ("assessment.schema.json", ASSESSMENT_SCHEMA);
const CROSSWALK: (&str, &str) = ("crosswalk.schema.json", CROSSWALK_SCHEMA);

/// Writes the schemas of this version of the program into a workspace; those that are the same stay.
pub(super) fn refresh(root: &Path) -> Result<(), WorkspaceError> {
    for (name, text) in [FRAMEWORK, ASSESSMENT, CROSSWALK] {
        let path = root.join(FOLDER).join(name);
        if std::fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            replace(&path, text.as_bytes())?;
        }
    }
    Ok(())
}

impl Workspace {
    /// The text of a new assessment file, with a first line that leads to its schema.
    pub(super) fn headed_assessment(&self, path: &Path, text: &str) -> String {
        self.headed(ASSESSMENT, path, text)
    }

    /// The text of a new framework file, with a first line that leads to its schema; a file outside
    /// the workspace names none.
    pub(super) fn headed_framework(&self, path: &Path, text: &str) -> String {
        self.headed(FRAMEWORK, path, text)
    }

    /// The text of a new crosswalk file, with a first line that leads to its schema; a file outside
    /// the workspace names none.
    pub(super) fn headed_crosswalk(&self, path: &Path, text: &str) -> String {
        self.headed(CROSSWALK, path, text)
    }

    fn headed(&self, (name, schema): (&str, &str), path: &Path, text: &str) -> String {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (root, path) = (absolute(&self.root), absolute(path));
        let Ok(below) = path.strip_prefix(&root) else { return text.to_owned() };
        let place = self.root.join(FOLDER).join(name);
        // A workspace of before the schemas gets them now. Where they cannot be written, the file
        // is as good without the line.
        let written: Result<(), SaveError> =
            if place.exists() { Ok(()) } else { replace(&place, schema.as_bytes()) };
        if written.is_err() {
            return text.to_owned();
        }
        let up = "../".repeat(below.components().count().saturating_sub(1));
        format!("#:schema {up}{FOLDER}/{name}\n{text}")
    }
}
