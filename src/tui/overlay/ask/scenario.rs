//! Keeping what is supposed, and taking out what was kept.

use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlay::{List, Row, Writing, WritingPurpose};
use crate::tui::screens::Screen;
use crate::workspace::KeptScenario;

/// Under which name it is kept.
pub(super) fn keep(app: &App) -> Option<Writing> {
    let Screen::WhatIf(screen) = app.screens.current() else { return None };
    let name = screen.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let hint = "A name of ASCII letters, digits, '.', '_' and '-'. The assessment stays as it is.";
    let purpose = WritingPurpose::Scenario(Box::new(screen.scenario.clone()));
    Some(Writing::new("Keep what is supposed as".into(), hint, "", purpose).typed(&name))
}

/// Those that were kept for the open assessment.
pub(super) fn kept(app: &App) -> Option<List> {
    let (kept, bad) = app.workspace.list_scenarios(app.open.as_ref()?.key());
    let row = |one: &KeptScenario| {
        Row::new(one.name.as_str(), Effect::Suppose(one.name.clone())).detail(
            match one.scenario.note.as_str() {
                "" => format!("{} supposed", one.scenario.len()),
                note => format!("{} supposed: {note}", one.scenario.len()),
            },
        )
    };
    let mut lead: Vec<String> = bad.iter().map(|file| app.shorten(&file.to_string())).collect();
    if kept.is_empty() {
        lead.push("No scenario of this assessment was kept; w keeps one.".into());
    }
    Some(List {
        title: "Scenarios that were kept".into(),
        lead,
        rows: kept.iter().map(row).collect(),
        ..List::default()
    })
}
