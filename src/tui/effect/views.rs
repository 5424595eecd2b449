//! The other perspectives of the open round, and the units of its country, to read.

use std::ops::ControlFlow::{self, Continue};

use super::{Outside, fail};
use crate::analysis::Scored;
use crate::analysis::choose::of_one_framework;
use crate::analysis::perspectives::views as compare_views;
use crate::analysis::units::units;
use crate::domain::{Editions, Selection, Years};
use crate::report::{Table, perspectives, units as unit_tables};
use crate::tui::app::App;
use crate::tui::overlay::{Block, Overlay, Reading};
use crate::workspace::Trust;

/// Reads the round in every view, and shows the gaps and how the units stand. They are a few files,
/// so nobody waits for them beside the screen.
pub(super) fn views(app: &mut App) -> ControlFlow<Option<Outside>> {
    let Some(open) = &app.open else { return Continue(()) };
    let key = open.key().clone();
    let selection = Selection {
        country: Some(key.country),
        years: Years::Between(key.year, key.year),
        perspective: None,
        unit: None,
        edition: Editions::preferring(key.edition.as_ref()),
    };
    let rounds = match app.as_seen().rounds_to_compare(&[selection], Trust::Cache) {
        Ok(rounds) => rounds,
        Err(error) => return fail(app, error.to_string()),
    };
    let mut comparisons = rounds.comparisons();
    let mut blocks = Vec::new();
    let mut add = |tables: Vec<Table>| {
        for mut table in tables {
            blocks.push(Block::Heading(std::mem::take(&mut table.title)));
            blocks.push(Block::Table(Box::new(table)));
        }
    };
    let same_unit = rounds.scored().into_iter().filter(|s| s.assessment.key.unit == key.unit);
    let (base, others): (Vec<Scored<'_>>, Vec<Scored<'_>>) =
        same_unit.partition(|s| s.assessment.key.perspective == key.perspective);
    let base = base.first().copied();
    let linked =
        |s: &Scored<'_>| base.is_some_and(|b| comparisons.linked(s.framework, b.framework));
    let mut others: Vec<Scored<'_>> = others.into_iter().filter(linked).collect();
    others.sort_by_key(|s| s.assessment.key.perspective);
    if let Some(base) = base.filter(|_| !others.is_empty()) {
        let found = compare_views(base, others, &mut comparisons);
        add(vec![
            perspectives::sums(&found),
            perspectives::gaps(&found, false),
            perspectives::groups(&found, &(1..=2)),
        ]);
    }
    let of_units = rounds.scored().into_iter().filter(|s| {
        s.assessment.key.unit.is_some() && s.assessment.key.perspective == key.perspective
    });
    let chosen = of_one_framework(of_units.collect(), None, &comparisons).rows;
    if let Some(framework) = chosen.iter().map(|s| s.framework).max_by_key(|f| &f.version) {
        let found = units(chosen, framework, &mut comparisons);
        add(vec![unit_tables::standings(&found, &(1..=1)), unit_tables::heat(&found, &(1..=2))]);
    }
    if blocks.is_empty() {
        let text =
            "There is no other perspective of this round, and no unit of the country, to compare.";
        return fail(app, text.into());
    }
    let title = "Other views and units".into();
    app.overlay = Some(Overlay::Reading(Reading { title, blocks, scroll: 0 }));
    Continue(())
}
