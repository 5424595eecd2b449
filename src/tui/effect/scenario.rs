//! Keeping what is supposed, and taking out what was kept.

use std::ops::ControlFlow::{self, Continue};

use super::{Outside, fail};
use crate::domain::{Id, Scenario};
use crate::tui::app::{App, Tone};
use crate::tui::screens::Screen;

/// Keeps a scenario. Under the name that it was taken out by, it replaces what was kept.
pub(super) fn keep(app: &mut App, name: &Id, scenario: &Scenario) -> ControlFlow<Option<Outside>> {
    let Screen::WhatIf(screen) = app.screens.current_mut() else { return Continue(()) };
    let anew = screen.name.as_ref() == Some(name);
    match app.workspace.keep_scenario(name, scenario, anew) {
        Ok(path) => {
            screen.name = Some(name.clone());
            app.say(Tone::Done, format!("Kept as {}", path.display()));
            Continue(())
        }
        Err(error) => fail(app, error.to_string()),
    }
}

/// Takes out a scenario of the open assessment.
pub(super) fn take(app: &mut App, name: &Id) -> ControlFlow<Option<Outside>> {
    let Some(open) = &app.open else { return Continue(()) };
    match app.workspace.read_scenario(name, &open.opened()) {
        Ok(scenario) => {
            if let Screen::WhatIf(screen) = app.screens.current_mut() {
                screen.take(name.clone(), scenario, open);
            }
            Continue(())
        }
        Err(file) => fail(app, file.to_string()),
    }
}
