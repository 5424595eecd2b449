//! Drafting crosswalks.

use std::path::Path;

use super::{Workspace, WorkspaceError};
use crate::analysis::draft::draft;
use crate::domain::Framework;
use crate::store::{crosswalk_name, replace, write_crosswalk};

/// The text of a crosswalk that somebody still has to finish.
#[derive(Clone, Debug)]
pub struct CrosswalkDraft {
    /// The usual name of its file.
    pub name: String,
    /// The text.
    pub text: String,
    /// How many links it has.
    pub links: usize,
    /// How many of them somebody has to decide.
    pub todo: usize,
}

impl Workspace {
    /// Drafts a crosswalk.
    pub fn draft_crosswalk(&self, from: &Framework, to: &Framework) -> CrosswalkDraft {
        let made = draft(from, to);
        CrosswalkDraft {
            name: crosswalk_name(&made.crosswalk.from, &made.crosswalk.to),
            text: write_crosswalk(&made.crosswalk, |at| made.todo.get(at).cloned().flatten()),
            links: made.crosswalk.links.len(),
            todo: made.todo.iter().flatten().count(),
        }
    }

    /// Makes the file of a draft.
    ///
    /// # Errors
    /// When it is there already or cannot be saved.
    pub fn save_crosswalk(
        &self,
        draft: &CrosswalkDraft,
        path: &Path,
    ) -> Result<(), WorkspaceError> {
        if path.exists() {
            return Err(WorkspaceError::Exists(path.to_owned()));
        }
        let text = self.headed_crosswalk(path, &draft.text);
        Ok(replace(path, text.as_bytes())?)
    }
}
