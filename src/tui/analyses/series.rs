//! The years of a country: which changes are more than doubt, and what they are made of.

use super::drawn::options;
use super::{Draws, Outcome, printed};
use crate::analysis::uncertainty::Settings;
use crate::analysis::uncertainty::changes::changes as find_changes;
use crate::analysis::years::compare;
use crate::domain::Perspective;
use crate::report::countries::places_to;
use crate::report::uncertainty;
use crate::report::years::parts_by_node;
use crate::tui::data::Data;
use crate::tui::job::Pace;
use crate::tui::overlay::Block;

/// How far down the tree the changes go.
const DEPTH: usize = 2;

const ONE_YEAR: &str = "There is one year only: a second one shows what changed.";

/// The change from each year to the next with its interval, the newest first.
pub(super) fn changes(data: &Data, settings: &Settings, pace: &Pace) -> Option<Outcome> {
    let years = data.scored();
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Some(Err(ONE_YEAR.into()));
    };
    if years.len() < 2 {
        return Some(Err(ONE_YEAR.into()));
    }
    // Both years of a step are drawn.
    let draws = Draws::new(pace, settings.draws, 2 * (years.len() - 1));
    let mut comparisons = data.comparisons();
    let mut tables = Vec::new();
    let mut without = Vec::new();
    for pair in years.windows(2).rev() {
        let both = (pair[0], pair[1]);
        let places = places_to(pair[1].framework, &(1..=DEPTH));
        let go_on = |n| draws.go_on(n);
        let found = find_changes(both, &places, &mut comparisons, settings, &go_on)?;
        if found.is_empty() {
            without.push(uncertainty::no_changes(pair[0], pair[1]) + ".");
            continue;
        }
        let table = uncertainty::changes(both, &found, settings);
        tables.push(table.without(&["from", "to"]));
    }
    let key = &last.assessment.key;
    let unit = key.unit.as_ref().map(|unit| format!("@{unit}")).unwrap_or_default();
    let command = format!(
        "uncertainty {}/{}-{}/{}{unit} --changes --depth {DEPTH}{}",
        key.country,
        first.assessment.key.year,
        key.year,
        key.perspective,
        options(settings)
    );
    // A series of editions has no name of its own on the command line.
    let command = Some(command).filter(|_| key.edition.is_none());
    let mut blocks = printed(command, tables);
    blocks.extend(without.into_iter().map(Block::Text));
    Some(Ok(blocks))
}

/// What each change is made of, the newest first.
pub(super) fn parts(data: &Data) -> Outcome {
    let years = data.scored();
    let mut comparisons = data.comparisons();
    let series = compare(&years, &mut comparisons);
    let steps = (0..years.len().saturating_sub(1)).rev();
    let of = |step| parts_by_node(&series, step, &(1..=DEPTH), &mut comparisons);
    let tables: Vec<_> = steps.filter_map(of).collect();
    let Some(last) = years.last().filter(|_| !tables.is_empty()) else {
        return Err(ONE_YEAR.into());
    };
    let key = &last.assessment.key;
    let view = match key.perspective {
        Perspective::Own => String::new(),
        other => format!(" --perspective {other}"),
    };
    let unit = key.unit.as_ref().map(|unit| format!(" --unit {unit}")).unwrap_or_default();
    let edition = key.edition.as_ref().map(|e| format!(" --edition {e}")).unwrap_or_default();
    let framework = &last.framework.id;
    let command = format!(
        "compare years {}{view}{unit}{edition} --framework {framework} --decompose",
        key.country
    );
    Ok(printed(Some(command), tables))
}
