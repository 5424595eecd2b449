//! Reading what one or more selections choose.

use std::collections::HashSet;
use std::path::PathBuf;

use super::CliError;
use crate::domain::{Key, Selection};
use crate::store::BadFile;
use crate::workspace::{Opened, OtherTexts, Workspace};

/// What was kept of each chosen assessment, and the files that cannot be used.
pub(super) struct Gathered<T> {
    /// In the order of the selections, each assessment once.
    pub kept: Vec<T>,
    /// The files that cannot be used.
    pub bad: Vec<BadFile>,
    /// Those that were answered against another text of their framework.
    pub other: OtherTexts,
}

/// Opens every chosen assessment and keeps what `keep` makes of it.
pub(super) fn gather<T: Send>(
    workspace: &Workspace,
    selections: &[Selection],
    keep: impl Fn(Opened) -> T + Sync,
) -> Result<Gathered<T>, CliError> {
    let mut gathered = Gathered { kept: Vec::new(), bad: Vec::new(), other: OtherTexts::default() };
    let mut seen: HashSet<Key> = HashSet::new();
    let mut seen_bad: HashSet<PathBuf> = HashSet::new();
    for selection in selections {
        let both = |opened: Opened| {
            let other = OtherTexts::of(&opened.assessment, &opened.framework);
            (opened.assessment.key.clone(), other, keep(opened))
        };
        let kept = workspace.map_all(selection, &|_, _| true, both)?;
        let fresh = kept.opened.into_iter().filter(|(key, _, _)| seen.insert(key.clone()));
        for (_, other, value) in fresh {
            gathered.other.add(other);
            gathered.kept.push(value);
        }
        let concerns = |bad: &BadFile| match &selection.country {
            // A stray file of another country is nothing to this selection.
            Some(country) => bad.path.starts_with(workspace.assessments().join(country.as_str())),
            None => true,
        };
        let fresh = kept.bad.into_iter().filter(concerns);
        gathered.bad.extend(fresh.filter(|bad| seen_bad.insert(bad.path.clone())));
    }
    Ok(gathered)
}

/// The one assessment that a selection names.
pub(super) fn single(selection: &Selection) -> Result<Key, CliError> {
    selection.single().ok_or_else(|| {
        CliError::usage(format!("'{selection}' may be more than one assessment, and one is needed"))
            .hint("name a country and a year, for instance ALB/2026 or ALB/2026/shadow@BA-SRP")
    })
}
