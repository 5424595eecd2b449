//! One round: how sure its scores are, what drives one of them, other views, other cuts.

use super::drawn::options;
use super::{Draws, Outcome, printed};
use crate::analysis::Scored;
use crate::analysis::choose::of_one_framework;
use crate::analysis::perspectives::views as compare_views;
use crate::analysis::score::Scores;
use crate::analysis::sensitivity::drivers::{By, drivers as find_drivers};
use crate::analysis::sensitivity::influence::influence;
use crate::analysis::uncertainty::Settings;
use crate::analysis::uncertainty::robust;
use crate::analysis::units::units;
use crate::domain::{Editions, Framework, Selection, Years};
use crate::report::countries::places_to;
use crate::report::units as unit_tables;
use crate::report::{cut_table, perspectives as gap_tables, sensitivity, uncertainty};
use crate::tui::job::Pace;
use crate::workspace::{Opened, Trust, Workspace};

/// How far down the tree the scores go.
const DEPTH: usize = 2;

/// The cuts to begin with.
const FIRST: [&str; 3] = ["lens", "action", "kind"];

/// The scores with their intervals.
pub(super) fn sure(opened: &Opened, settings: &Settings, pace: &Pace) -> Option<Outcome> {
    let places = places_to(&opened.framework, &(1..=DEPTH));
    // After all sources together each source alone has a fifth of the draws.
    let draws = Draws::new(pace, settings.draws / 5, 5 + settings.vary.len());
    with_scores(opened, |scored| {
        let found = robust::scores(scored, &places, settings, &|n| draws.go_on(n))?;
        let table = uncertainty::scores(scored, &found, settings).without(&["assessment"]);
        let drawn = options(settings);
        let command = format!("uncertainty {} --depth {DEPTH}{drawn}", opened.assessment.key);
        Some(Ok(printed(Some(command), [table])))
    })
}

/// What the score of a group hangs on as things stand, and what that is not certain moves it.
pub(super) fn drivers(
    opened: &Opened,
    place: usize,
    settings: &Settings,
    pace: &Pace,
) -> Option<Outcome> {
    let draws = Draws::new(pace, settings.draws, 1);
    with_scores(opened, |scored| {
        let parts = influence(scored, place, 1);
        let found = find_drivers(scored, place, By::Part, settings, &|n| draws.go_on(n))?;
        let tables = [
            sensitivity::influence(scored, place, &parts),
            sensitivity::drivers(scored, place, &found, settings),
        ];
        let node = match place {
            Framework::ROOT => String::new(),
            _ => format!(" --node {}", opened.framework.node(place).id),
        };
        let command = format!("sensitivity {}{node}{}", opened.assessment.key, options(settings));
        Some(Ok(printed(Some(command), tables.map(|table| table.without(&["assessment"])))))
    })
}

/// The same answers by every scheme under which the framework files a question.
pub(super) fn cuts(opened: &Opened) -> Outcome {
    let framework = &*opened.framework;
    let filed = |id: &&str| {
        framework.scheme(id).is_some_and(|scheme| {
            framework.questions().any(|(at, ..)| !framework.filed(at, &scheme).is_empty())
        })
    };
    let mut schemes: Vec<&str> = framework.scheme_ids().into_iter().filter(filed).collect();
    // What every framework can say of its questions stands before the headings of others.
    let own = |id: &str| FIRST.iter().position(|first| *first == id).unwrap_or(FIRST.len());
    schemes.sort_by_key(|id| own(id));
    if schemes.is_empty() {
        return Err("No question of this framework has a lens, a kind, an action or a tag.".into());
    }
    let blocks = schemes.into_iter().filter_map(|id| {
        let scheme = framework.scheme(id)?;
        let table = with_scores(opened, |scored| cut_table(scored, &scheme));
        Some(printed(Some(format!("score {} --by {id}", opened.assessment.key)), [table]))
    });
    Ok(blocks.flatten().collect())
}

/// The gaps to every other perspective of the round, and how the units of the country stand.
pub(super) fn perspectives(workspace: &Workspace, opened: &Opened) -> Outcome {
    let key = &opened.assessment.key;
    let selection = Selection {
        country: Some(key.country),
        years: Years::Between(key.year, key.year),
        perspective: None,
        unit: None,
        edition: Editions::preferring(key.edition.as_ref()),
    };
    let rounds = workspace.rounds_to_compare(&[selection], Trust::Cache);
    let rounds = rounds.map_err(|error| error.to_string())?;
    let mut comparisons = rounds.comparisons();
    let mut blocks = Vec::new();
    let same_unit = rounds.scored().into_iter().filter(|s| s.assessment.key.unit == key.unit);
    let (base, others): (Vec<Scored<'_>>, Vec<Scored<'_>>) =
        same_unit.partition(|s| s.assessment.key.perspective == key.perspective);
    let base = base.first().copied();
    let linked =
        |s: &Scored<'_>| base.is_some_and(|b| comparisons.linked(s.framework, b.framework));
    let mut others: Vec<Scored<'_>> = others.into_iter().filter(linked).collect();
    others.sort_by_key(|s| s.assessment.key.perspective);
    let edition = key.edition.as_ref().map(|edition| format!("~{edition}")).unwrap_or_default();
    if let Some(base) = base.filter(|_| !others.is_empty()) {
        let found = compare_views(base, others, &mut comparisons);
        let unit = key.unit.as_ref().map(|unit| format!("@{unit}")).unwrap_or_default();
        let (round, view) =
            (format!("{}/{}{unit}{edition}", key.country, key.year), key.perspective);
        let command = format!("compare perspectives {round} --against {view} --depth {DEPTH}");
        let tables = [
            gap_tables::sums(&found),
            // Questions have a number and a text.
            gap_tables::gaps(&found, false).without(&["question"]),
            gap_tables::groups(&found, &(1..=DEPTH)),
        ];
        blocks.extend(printed(Some(command), tables));
    }
    let of_units = rounds.scored().into_iter().filter(|s| {
        s.assessment.key.unit.is_some() && s.assessment.key.perspective == key.perspective
    });
    let chosen = of_one_framework(of_units.collect(), None, &comparisons).rows;
    if let Some(framework) = chosen.iter().map(|s| s.framework).max_by_key(|f| &f.version) {
        let found = units(chosen, framework, &mut comparisons);
        let round = format!("{}/{}/{}{edition}", key.country, key.year, key.perspective);
        let command = format!("compare units {round} --depth {DEPTH}");
        let depths = 1..=DEPTH;
        let tables = [unit_tables::standings(&found, &depths), unit_tables::heat(&found, &depths)];
        blocks.extend(printed(Some(command), tables));
    }
    if blocks.is_empty() {
        let text =
            "There is no other perspective of this round, and no unit of the country, to compare.";
        return Err(text.into());
    }
    Ok(blocks)
}

fn with_scores<T>(opened: &Opened, look: impl FnOnce(Scored<'_>) -> T) -> T {
    let (framework, assessment) = (&*opened.framework, &opened.assessment);
    let scores = Scores::of(framework, assessment);
    look(Scored { framework, assessment, scores: &scores })
}
