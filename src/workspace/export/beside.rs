//! What is put side by side and handed over: countries, countries through the years, the views of a
//! round, the units of a country.

use super::Prepared;
use crate::analysis::choose::{Choice, When, choose, of_one_framework};
use crate::analysis::panel::panel;
use crate::analysis::perspectives::views;
use crate::analysis::units::units;
use crate::analysis::{Scored, countries};
use crate::domain::{Country, Editions, Key, PeerGroup, Perspective, Selection, Years};
use crate::report::{self, Document};
use crate::workspace::{Rounds, Trust, Workspace, WorkspaceError};

/// Which assessments of countries are put side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Which one stands for each country.
    pub choice: Choice,
    /// These countries alone; all where none is named and no group is.
    pub countries: Vec<Country>,
    /// The countries of these groups.
    pub groups: Vec<PeerGroup>,
    /// Editions in the place of records.
    pub editions: Editions,
}

impl From<Choice> for Beside {
    /// Every country.
    fn from(choice: Choice) -> Self {
        Self { choice, countries: Vec::new(), groups: Vec::new(), editions: Editions::Record }
    }
}

impl Beside {
    /// What a file name says of it, where it is not the usual: `-south-east-europe-external`.
    pub(super) fn name(&self) -> String {
        let countries = self.countries.iter().map(|country| format!("-{country}"));
        let groups = self.groups.iter().map(|group| format!("-{}", group.id));
        let view = Some(self.choice.perspective).filter(|p| *p != Perspective::Own);
        let view = view.map(|perspective| format!("-{perspective}"));
        // Many names would make a longer name than some disks take.
        let who: Vec<String> = countries.chain(groups).collect();
        let who = if who.len() > 6 { "-some".to_owned() } else { who.concat() };
        format!("{who}{}{}", view.unwrap_or_default(), edition_of(&self.editions))
    }

    /// The rounds that may take part.
    fn selections(&self) -> Vec<Selection> {
        let years = match self.choice.when {
            When::Latest => Years::All,
            When::UpTo(last) => Years::Between(Years::FIRST, last),
            When::Exactly(year) => Years::Between(year, year),
        };
        let whole = Selection { years, edition: self.editions.clone(), ..Selection::all() };
        of_countries(&self.countries, &self.groups, &whole)
    }
}

/// What a file name says of the editions that were asked for.
pub(super) fn edition_of(editions: &Editions) -> String {
    match editions {
        Editions::Only(edition) | Editions::Prefer(edition) => format!("-{edition}"),
        Editions::Record | Editions::Any => String::new(),
    }
}

/// A selection for each country that is named, alone or as a member of a group; the whole where none
/// is.
pub fn of_countries(named: &[Country], peers: &[PeerGroup], whole: &Selection) -> Vec<Selection> {
    let mut countries = named.to_vec();
    countries.extend(peers.iter().flat_map(|group| &group.members));
    countries.sort_unstable();
    countries.dedup();
    match countries.as_slice() {
        [] => vec![whole.clone()],
        all => all.iter().map(|c| Selection { country: Some(*c), ..whole.clone() }).collect(),
    }
}

impl Workspace {
    pub(super) fn countries(&self, wanted: &Beside) -> Result<Prepared, WorkspaceError> {
        let rounds = self.rounds_to_compare(&wanted.selections(), Trust::Files)?;
        let scored = rounds.scored();
        let chosen = choose(scored.iter().copied(), wanted.choice);
        let framework = countries::usual_framework(&chosen).ok_or_else(|| none(wanted.choice))?;
        let matrix = countries::compare(&chosen, framework, &mut rounds.comparisons());
        let places = report::countries::places_to(framework, &(1..=2));
        let mut document = report::countries::document(&matrix, &places, &wanted.groups);
        about(&mut document, wanted, &rounds);
        Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
    }

    pub(super) fn panel(&self, wanted: &Beside) -> Result<Prepared, WorkspaceError> {
        let mut selections = wanted.selections();
        for selection in &mut selections {
            (selection.perspective, selection.unit) = (Some(wanted.choice.perspective), Some(None));
        }
        let rounds = self.rounds_to_compare(&selections, Trust::Files)?;
        let scored = rounds.scored();
        let chosen = choose(scored.iter().copied(), wanted.choice);
        let framework = countries::usual_framework(&chosen).ok_or_else(|| none(wanted.choice))?;
        let places = report::countries::places_to(framework, &(1..=1));
        let mut comparisons = rounds.comparisons();
        let found = panel(scored, framework, places, &mut comparisons);
        let mut document = report::panel::document(&found, &wanted.groups);
        about(&mut document, wanted, &rounds);
        Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
    }

    pub(super) fn perspectives(&self, key: &Key) -> Result<Prepared, WorkspaceError> {
        let round = Selection { perspective: None, ..of_round(key) };
        let rounds = self.rounds_to_compare(&[round], Trust::Files)?;
        let (base, mut others): (Vec<Scored<'_>>, Vec<Scored<'_>>) = rounds
            .scored()
            .into_iter()
            .partition(|s| s.assessment.key.perspective == key.perspective);
        let base = base.first().copied().ok_or_else(|| WorkspaceError::Nothing(key.to_string()))?;
        others.sort_by_key(|s| s.assessment.key.perspective);
        let mut comparisons = rounds.comparisons();
        others.retain(|s| comparisons.linked(s.framework, base.framework));
        if others.is_empty() {
            return Err(WorkspaceError::Nothing(format!("of another view than {key}")));
        }
        let found = views(base, others, &mut comparisons);
        let document = report::perspectives::document(&found);
        Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
    }

    pub(super) fn units(&self, key: &Key) -> Result<Prepared, WorkspaceError> {
        let round = Selection { unit: None, ..of_round(key) };
        let rounds = self.rounds_to_compare(&[round], Trust::Files)?;
        let mut comparisons = rounds.comparisons();
        let of_units = rounds.scored().into_iter().filter(|s| s.assessment.key.unit.is_some());
        let chosen = of_one_framework(of_units.collect(), None, &comparisons).rows;
        let Some(framework) = chosen.iter().map(|s| s.framework).max_by_key(|f| &f.version) else {
            return Err(WorkspaceError::Nothing(format!("of a unit in {key}")));
        };
        let found = units(chosen.clone(), framework, &mut comparisons);
        let document = report::units::document(&found);
        Ok(Prepared { document, bad: rounds.bad, other: rounds.other })
    }
}

/// The round of a key, with editions in the place of records where the key names one.
fn of_round(key: &Key) -> Selection {
    Selection {
        country: Some(key.country),
        years: Years::Between(key.year, key.year),
        perspective: Some(key.perspective),
        unit: Some(key.unit.clone()),
        edition: Editions::preferring(key.edition.as_ref()),
    }
}

/// Nothing takes part: which view was looked for.
fn none(choice: Choice) -> WorkspaceError {
    WorkspaceError::Nothing(format!("of the perspective {} to compare", choice.perspective))
}

/// Whose view it is, and which rounds stand with an edition.
fn about(document: &mut Document, wanted: &Beside, rounds: &Rounds) {
    document.fact("Perspective", wanted.choice.perspective.to_string());
    let keys = rounds.kept.iter().map(|(opened, _)| &opened.assessment.key);
    let editions: Vec<String> =
        keys.filter(|key| key.edition.is_some()).map(ToString::to_string).collect();
    document.fact("Editions in the place of records", editions.join(", "));
    let names: Vec<&str> = wanted.groups.iter().map(|group| group.name.as_str()).collect();
    document.fact("Groups", names.join(", "));
}
