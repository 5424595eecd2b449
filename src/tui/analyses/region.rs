//! Countries side by side: how they are spread, and how far their ranks stand.

use super::drawn::options;
use super::{Draws, Outcome, printed};
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::countries::{Matrix, usual_framework};
use crate::analysis::panel::panel as find_panel;
use crate::analysis::uncertainty::Settings;
use crate::analysis::uncertainty::ranks::ranks as find_ranks;
use crate::domain::{Country, Framework, Id, PeerGroup, Perspective};
use crate::report::countries::{distribution, left_out, places_to};
use crate::report::panel::{Signs, through_the_years};
use crate::report::uncertainty;
use crate::tui::data::{Data, Load, Loaded};
use crate::tui::job::Pace;
use crate::tui::overlay::Block;
use crate::workspace::Workspace;

/// How far down the tree the nodes go.
const DEPTH: usize = 2;

/// Median, quartiles and ends of each node, and who does not take part.
pub(super) fn spread(matrix: &Matrix<'_>, group: Option<&PeerGroup>) -> Vec<Block> {
    let places = places_to(matrix.framework, &(1..=DEPTH));
    let tables = std::iter::once(distribution(matrix, &places)).chain(left_out(matrix));
    let group = group.map(|group| format!(" --group {}", group.id)).unwrap_or_default();
    let id = &matrix.framework.id;
    let command = format!("compare countries --depth {DEPTH}{group} --framework {id}");
    printed(Some(command), tables)
}

/// The ranks on a node with their intervals, and how likely a country stands above each other one.
pub(super) fn ranks(
    (matrix, group): (&Matrix<'_>, Option<&PeerGroup>),
    place: usize,
    country: Country,
    settings: &Settings,
    pace: &Pace,
) -> Option<Outcome> {
    let with = matrix.rows.iter().filter(|row| row.cells[place].value().is_some()).count();
    let draws = Draws::new(pace, settings.draws, with);
    let found = find_ranks(matrix, place, settings, &|n| draws.go_on(n))?;
    if found.rows.is_empty() {
        let name = matrix.framework.node(place).label();
        return Some(Err(format!("No country has a finding on {name}: there is nothing to rank.")));
    }
    let chosen = uncertainty::stands_above(matrix, &found, country);
    let mut tables = vec![uncertainty::ranks(matrix, place, &found, settings)];
    let above = if chosen.is_some() { format!(" --above {country}") } else { String::new() };
    tables.extend(chosen);
    let node = match place {
        Framework::ROOT => String::new(),
        _ => format!(" --node {}", matrix.framework.node(place).id),
    };
    let command =
        format!("uncertainty{} --rank{node}{above}{}", countries(matrix, group), options(settings));
    Some(Ok(printed(Some(command), tables)))
}

/// A node in every year of every country.
pub(super) fn panel(
    workspace: &Workspace,
    group: Option<&PeerGroup>,
    node: &Id,
    pace: &Pace,
) -> Outcome {
    let mut data = Data::read(workspace, &Load::CountryYears, pace)?;
    let is = |loaded: &Loaded| group.is_none_or(|g| g.has(loaded.opened.assessment.key.country));
    data.loaded.retain(is);
    let scored = data.scored();
    let choice = Choice { when: When::Latest, perspective: Perspective::Own };
    let framework = usual_framework(&choose(scored.iter().copied(), choice));
    let place = framework.and_then(|framework| Some((framework, framework.find(node.as_str())?)));
    let table = place.and_then(|(framework, place)| {
        let found = find_panel(scored, framework, vec![place], &mut data.comparisons());
        through_the_years(&found, 0, Signs::Digits)
    });
    let group = group.map(|group| format!(" --group {}", group.id)).unwrap_or_default();
    match table {
        Some(table) => Ok(printed(Some(format!("compare panel --node {node}{group}")), [table])),
        None => Err("No year of these countries has the chosen node.".into()),
    }
}

/// The countries of a peer group as a command takes them; nothing where all take part.
pub(super) fn countries(matrix: &Matrix<'_>, group: Option<&PeerGroup>) -> String {
    let code = |row: &crate::analysis::countries::Row<'_>| {
        format!(" {}", row.scored.assessment.key.country)
    };
    group.map(|_| matrix.rows.iter().map(code).collect()).unwrap_or_default()
}
