//! Moving an assessment to a newer version of its framework: where it can go, the preview, the new
//! file, and its report.

use std::ops::ControlFlow::{self, Continue};
use std::sync::Arc;

use super::{Outside, fail, list};
use crate::domain::{Framework, Key};
use crate::export::Format;
use crate::tui::app::{App, Tone};
use crate::tui::overlay::{Ask, ask, report_name};
use crate::workspace::Planned;

/// Asks where an assessment goes; with one way, shows the preview at once.
pub(super) fn start(app: &mut App, key: &Key) -> ControlFlow<Option<Outside>> {
    let unsaved = app.open.as_ref().filter(|open| open.key() == key);
    if unsaved.is_some_and(|open| open.saved.trouble().is_some()) {
        app.overlay = ask(&Ask::Trouble, app);
        return ControlFlow::Break(None);
    }
    let old = match app.as_seen().read(key) {
        Ok(old) => old,
        Err(error) => return fail(app, error.to_string()),
    };
    let targets = app.workspace.migration_targets(&old.framework);
    match targets.as_slice() {
        [] => {
            let (id, version) = (&old.framework.id, &old.framework.version);
            fail(app, format!("There is no newer version of {id} than {version} here."))
        }
        [only] => plan(app, key, only),
        _ => {
            app.overlay = ask(&Ask::Targets(key.clone(), targets), app);
            Continue(())
        }
    }
}

/// Works out what would become of everything, and shows it.
pub(super) fn plan(app: &mut App, key: &Key, to: &Arc<Framework>) -> ControlFlow<Option<Outside>> {
    match app.as_seen().plan_migration(key, to, None) {
        Ok(planned) => {
            app.overlay = ask(&Ask::Migration(Arc::new(planned)), app);
            Continue(())
        }
        Err(error) => fail(app, error.to_string()),
    }
}

/// Writes the new file, and says what was done.
pub(super) fn write(app: &mut App, planned: &Arc<Planned>) -> ControlFlow<Option<Outside>> {
    match app.workspace.migrate(planned) {
        Ok(path) => {
            let path = app.shorten(&path.display().to_string());
            list(app);
            app.overlay = ask(&Ask::Migrated(Arc::clone(planned), path), app);
            Continue(())
        }
        Err(error) => fail(app, error.to_string()),
    }
}

/// Writes the report of a migration among the exports.
pub(super) fn report(app: &mut App, planned: &Planned) -> ControlFlow<Option<Outside>> {
    let path = app.workspace.exports().join(report_name(planned));
    let mut report = planned.report();
    report.state_limits(Vec::new(), Vec::new());
    match app.workspace.export(&report, Format::Markdown, &path) {
        Ok(path) => {
            app.say(Tone::Done, format!("Written: {}", path.display()));
            Continue(())
        }
        Err(error) => fail(app, error.to_string()),
    }
}
