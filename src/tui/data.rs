//! Assessments that were read for a comparison, each with its scores.

use crate::analysis::Scored;
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::comparable::Comparisons;
use crate::analysis::countries::{Matrix, compare, usual_framework};
use crate::analysis::exchange::REMEMBERED;
use crate::analysis::score::Scores;
use crate::domain::{Editions, Id, Key, PeerGroup, Perspective, Selection, Years};
use crate::workspace::{Crosswalks, Opened, Workspace};

use super::job::Pace;

/// An assessment that was read, with its scores.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The assessment and its framework.
    pub opened: Opened,
    /// The scores.
    pub scores: Scores,
}

/// What is read for a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// Every year of the series of an assessment that was answered against its framework, in any
    /// version, or against one that a crosswalk joins with it.
    Series(Key, Id),
    /// The newest national self-assessment of every country.
    Countries,
    /// Every national self-assessment of every country.
    CountryYears,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// The assessments; the years of a series in order.
    pub loaded: Vec<Loaded>,
    /// Of countries, their earlier years.
    pub earlier: Vec<Loaded>,
    /// Files that cannot be used.
    pub bad: usize,
    /// Assessments that were read and do not take part.
    pub left_out: usize,
    /// The peer groups.
    pub peers: Vec<PeerGroup>,
    /// The crosswalks of the workspace.
    crosswalks: Crosswalks,
}

impl Loaded {
    fn new(opened: Opened) -> Self {
        let scores = Scores::of(&opened.framework, &opened.assessment);
        Self { opened, scores }
    }

    /// As the analysis takes it.
    pub fn scored(&self) -> Scored<'_> {
        Scored {
            framework: &self.opened.framework,
            assessment: &self.opened.assessment,
            scores: &self.scores,
        }
    }
}

impl Data {
    /// All of it as the analysis takes it.
    pub fn scored(&self) -> Vec<Scored<'_>> {
        self.loaded.iter().map(Loaded::scored).collect()
    }

    /// Comparisons of their frameworks, by the crosswalks of the workspace.
    pub fn comparisons(&self) -> Comparisons<'_> {
        Comparisons::with(self.crosswalks.ways())
    }

    /// Looks at the countries side by side, each with its newest assessment, or at those of a peer
    /// group; `None` where there is nothing to compare.
    pub fn with_map<T>(
        &self,
        group: Option<&PeerGroup>,
        look: impl FnOnce(&Matrix<'_>) -> T,
    ) -> Option<T> {
        let choice = Choice { when: When::Latest, perspective: Perspective::Own };
        let chosen = choose(self.scored(), choice);
        let framework = usual_framework(&chosen)?;
        let matrix = compare(&chosen, framework, &mut self.comparisons());
        Some(look(&matrix.only(|country| group.is_none_or(|group| group.has(country)))))
    }

    /// Reads what is wanted.
    ///
    /// # Errors
    /// What keeps the folder from being read.
    pub fn read(workspace: &Workspace, wanted: &Load, pace: &Pace) -> Result<Self, String> {
        let selection = match wanted {
            Load::Series(key, _) => Selection {
                country: Some(key.country),
                years: Years::All,
                perspective: Some(key.perspective),
                unit: Some(key.unit.clone()),
                edition: Editions::preferring(key.edition.as_ref()),
            },
            Load::Countries | Load::CountryYears => Selection {
                perspective: Some(Perspective::Own),
                unit: Some(None),
                ..Selection::all()
            },
        };
        let progress = |done, total| pace.report(done, total);
        let kept = workspace.map_all(&selection, &progress, Loaded::new);
        let kept = kept.map_err(|error| error.to_string())?;
        let crosswalks = workspace.library().crosswalks();
        let bad = kept.bad.len() + crosswalks.bad.len();
        let crosswalks = crosswalks.clone();
        let peers = workspace.peers();
        let bad = bad + usize::from(peers.is_err());
        let peers = peers.unwrap_or_default();
        let loaded = kept.opened;
        let mut data = Self { loaded, earlier: Vec::new(), bad, left_out: 0, peers, crosswalks };
        match wanted {
            Load::Series(_, framework) => {
                let kin = data.comparisons().kin(framework);
                data.loaded.retain(|l| kin.contains(&l.opened.framework.id));
                data.loaded.sort_by_key(|l| l.opened.assessment.key.year);
            }
            Load::Countries => data.keep_newest(),
            Load::CountryYears => {}
        }
        Ok(data)
    }

    /// Keeps the newest assessment of each country and framework, by the country's name.
    fn keep_newest(&mut self) {
        let choice = Choice { when: When::Latest, perspective: Perspective::Own };
        let chosen = choose(self.loaded.iter().map(Loaded::scored), choice);
        let keys: Vec<Key> = chosen.rows.iter().map(|s| s.assessment.key.clone()).collect();
        self.left_out = chosen.left_out.len();
        let place = |loaded: &Loaded| keys.iter().position(|k| *k == loaded.opened.assessment.key);
        let mut kept: Vec<(usize, Loaded)> = Vec::new();
        let mut earlier = Vec::new();
        for loaded in std::mem::take(&mut self.loaded) {
            match place(&loaded) {
                Some(at) => kept.push((at, loaded)),
                None => earlier.push(loaded),
            }
        }
        // Old years are told of by nobody, unless somebody asked for something in them.
        let newest = |l: &Loaded| {
            let country = l.opened.assessment.key.country;
            keys.iter().filter(|k| k.country == country).map(|k| k.year).max()
        };
        earlier.retain(|l: &Loaded| {
            let near = newest(l).is_some_and(|y| l.opened.assessment.key.year + REMEMBERED >= y);
            near || !l.opened.assessment.requests.is_empty()
        });
        self.earlier = earlier;
        kept.sort_by_key(|(at, _)| *at);
        self.loaded = kept.into_iter().map(|(_, loaded)| loaded).collect();
    }
}
