//! Assessments with their scores: what every comparison and every export starts from.

use std::collections::HashSet;

use super::{BadFile, Opened, OtherTexts, Trust, Workspace, WorkspaceError};
use crate::analysis::Scored;
use crate::analysis::comparable::Comparisons;
use crate::analysis::score::Scores;
use crate::domain::{Key, Selection};
use crate::store::Crosswalks;

/// Assessments with their scores, in the order of the selections, each of them once.
#[derive(Debug, Default)]
pub struct Rounds {
    /// The assessments and their scores.
    pub kept: Vec<(Opened, Scores)>,
    /// The files that cannot be used.
    pub bad: Vec<BadFile>,
    /// Those that were answered against another text of their framework.
    pub other: OtherTexts,
    /// The crosswalks of the workspace.
    crosswalks: Crosswalks,
}

impl Rounds {
    /// Comparisons of their frameworks, by the crosswalks of the workspace.
    pub fn comparisons(&self) -> Comparisons<'_> {
        Comparisons::with(self.crosswalks.ways())
    }

    /// The assessments as every analysis takes them.
    pub fn scored(&self) -> Vec<Scored<'_>> {
        self.kept
            .iter()
            .map(|(opened, scores)| Scored {
                framework: &opened.framework,
                assessment: &opened.assessment,
                scores,
            })
            .collect()
    }
}

impl Workspace {
    /// The same for a comparison: a crosswalk that cannot be used is among the bad files, because
    /// without it less can be compared.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn rounds_to_compare(
        &self,
        selections: &[Selection],
        trust: Trust,
    ) -> Result<Rounds, WorkspaceError> {
        let mut rounds = self.rounds(selections, trust)?;
        rounds.bad.extend(rounds.crosswalks.bad.iter().cloned());
        Ok(rounds)
    }

    /// Opens and scores everything that some selections choose.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn rounds(&self, selections: &[Selection], trust: Trust) -> Result<Rounds, WorkspaceError> {
        let crosswalks = self.library.crosswalks().clone();
        let mut rounds = Rounds { crosswalks, ..Rounds::default() };
        let mut seen: HashSet<Key> = HashSet::new();
        for selection in selections {
            let found = self.map_from(trust, selection, &|_, _| true, |opened| {
                let scores = Scores::of(&opened.framework, &opened.assessment);
                (opened, scores)
            })?;
            let fresh = |(opened, _): &(Opened, _)| seen.insert(opened.assessment.key.clone());
            rounds.kept.extend(found.opened.into_iter().filter(fresh));
            for bad in found.bad {
                if rounds.bad.iter().all(|known| known.path != bad.path) {
                    rounds.bad.push(bad);
                }
            }
        }
        for (opened, _) in &rounds.kept {
            rounds.other.add(OtherTexts::of(&opened.assessment, &opened.framework));
        }
        Ok(rounds)
    }
}
