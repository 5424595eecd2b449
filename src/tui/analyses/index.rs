//! A composite index of the countries of the heat map, and everything that it hangs on.

use super::drawn::of_index;
use super::region::countries;
use super::{Analysis, Draws, Outcome, printed};
use crate::analysis::composite::aggregate::Plan;
use crate::analysis::composite::alternatives::alternatives;
use crate::analysis::composite::draws::weight_draws;
use crate::analysis::composite::{Recipe, assessments, build, relations};
use crate::analysis::countries::Matrix;
use crate::analysis::uncertainty::{Settings, Weighting};
use crate::domain::PeerGroup;
use crate::report::Table;
use crate::report::composite::{self as report, Order};
use crate::tui::job::Pace;

/// The nodes at this depth are the indicators.
const DEPTH: usize = 2;

/// One analysis of the index; `None` when it was stopped.
pub(super) fn analysis(
    (matrix, group): (&Matrix<'_>, Option<&PeerGroup>),
    analysis: Analysis,
    settings: &Settings,
    pace: &Pace,
) -> Option<Outcome> {
    let found = tables(matrix, analysis, settings, pace).transpose()?;
    let among = countries(matrix, group);
    let command = |show: &str| {
        let drawn = if show == INTERVALS { of_index(settings) } else { String::new() };
        Some(format!("analyse{among} --show {show}{drawn}"))
    };
    Some(found.map(|tables| {
        let printed = tables.into_iter().flat_map(|(show, table)| printed(command(show), [table]));
        let notes = report::OF_ASSESSMENTS.iter().map(|&note| note.to_owned());
        let notes = notes.chain(report::on_some(&assessments::partial(matrix, DEPTH))).collect();
        printed.chain([crate::tui::overlay::Block::Notes(notes)]).collect()
    }))
}

/// The word that asks for what is drawn.
const INTERVALS: &str = "intervals";

type Shown = Vec<(&'static str, Table)>;

/// The tables of an analysis with the word that asks for each of them; `None` when it was stopped.
fn tables(
    matrix: &Matrix<'_>,
    analysis: Analysis,
    settings: &Settings,
    pace: &Pace,
) -> Result<Option<Shown>, String> {
    let recipe = Recipe::of_assessments();
    let (structure, data) = assessments::table(matrix, DEPTH)?;
    let made = build(&structure, &data, &recipe)?;
    Ok(Some(match analysis {
        Analysis::Choices => {
            let found = alternatives(&structure, &data, &recipe)?;
            vec![("alternatives", report::alternatives(&data, &found))]
        }
        Analysis::Weights => {
            let plan =
                Plan::new(&structure, &made.normalised, recipe.aggregation, recipe.availability)?;
            let draws = Draws::new(pace, settings.draws, 1);
            let (count, seed) = (settings.draws, settings.seed);
            let most = settings.noise();
            let (how, go_on) = (Weighting::Noise(most), |n| draws.go_on(n));
            let Some(found) = weight_draws(&structure, &plan, how, (count, seed), &go_on) else {
                return Ok(None);
            };
            let drawn = (count, seed, most * 100.0);
            vec![
                (INTERVALS, report::intervals(&structure, &data, &made, &found, drawn)),
                ("weights", report::weights(&structure)),
            ]
        }
        Analysis::Relations => {
            let pairs = relations::pairs(&structure, &made.parts);
            let alpha = relations::consistency(&structure, &made.parts);
            vec![
                ("consistency", report::consistency(&structure, &alpha)),
                ("correlations", report::correlations(&structure, &pairs)),
            ]
        }
        _ => vec![("results", report::results(&structure, &data, &made, Order::Given))],
    }))
}
