//! What goes on beside the screen: reading the folder, reading for a comparison, writing a file for
//! others; and taking in what was found.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::{Found, framework};
use crate::domain::{Key, Selection};
use crate::export::Format;
use crate::tui::analyses::work;
use crate::tui::app::{App, Tone};
use crate::tui::catalogue::{Catalogue, State, Summary};
use crate::tui::data::{Data, Load};
use crate::tui::job::{Arrival, Job, Pace};
use crate::tui::overlay::Overlay;
use crate::workspace::{Opened, Wanted};

/// Takes in what the job has found; `false` when there was nothing new.
pub fn hear(app: &mut App) -> bool {
    let Some(job) = &app.job else { return false };
    match job.next() {
        Arrival::Nothing => return false,
        Arrival::Over => app.job = None,
        Arrival::Value(Found::Summary(key, mut summary)) => {
            // It may have been changed since it was read.
            if let Some(open) = app.open.as_ref().filter(|open| *open.key() == key) {
                *summary = Summary::of_open(open);
            }
            app.catalogue.learn(&key, State::Read(summary));
        }
        Arrival::Value(Found::Bad(files)) => {
            let is_open = |key: &Key| app.open.as_ref().is_some_and(|open| open.key() == key);
            for bad in files {
                let keys = app.catalogue.entries.iter().map(|e| &e.key);
                match keys.clone().find(|key| app.workspace.path_of(key) == bad.path).cloned() {
                    Some(key) if is_open(&key) => {}
                    Some(key) => app.catalogue.learn(&key, State::Bad(bad)),
                    None if app.catalogue.stray.contains(&bad) => {}
                    None => app.catalogue.stray.push(bad),
                }
            }
        }
        Arrival::Value(Found::Data(wanted, data)) => {
            app.screens.receive(&wanted, &Arc::from(data));
        }
        Arrival::Value(Found::Analysed(analysis, found)) => {
            if let Some(Overlay::Analyses(analyses)) = &mut app.overlay {
                analyses.receive(analysis, found);
            }
        }
        Arrival::Value(Found::Shelf(fresh, shelf)) => framework::take(app, *fresh, shelf),
        Arrival::Value(Found::Written(path)) => {
            app.screens.written(&app.shorten(&path));
            app.say(Tone::Done, format!("Written: {path}"));
        }
        Arrival::Value(Found::Failed(why)) => app.say(Tone::Problem, why),
    }
    true
}

/// Lists the folder at once and has the files read beside the screen.
pub(super) fn list(app: &mut App) {
    match Catalogue::list(&app.workspace) {
        Ok(catalogue) => app.catalogue = catalogue,
        Err(why) => return app.say(Tone::Problem, why),
    }
    let workspace = app.as_seen();
    start(app, "reading the assessments", move |pace, sender| {
        let keep = |opened: Opened| {
            let summary = Summary::of(&opened.framework, &opened.assessment, &opened.warnings);
            // A screen that is gone needs no answer.
            let _ = sender.send(Found::Summary(opened.assessment.key, Box::new(summary)));
        };
        let progress = |done, total| pace.report(done, total);
        let every = Selection::all().with_editions();
        let found = match workspace.map_all(&every, &progress, keep) {
            Ok(kept) => Found::Bad(kept.bad),
            Err(error) => Found::Failed(error.to_string()),
        };
        let _ = sender.send(found);
    });
}

/// Reads assessments for a comparison beside the screen.
pub(super) fn load(app: &mut App, wanted: Load) {
    let workspace = app.as_seen();
    start(app, "reading", move |pace, sender| {
        let found = match Data::read(&workspace, &wanted, pace) {
            Ok(data) => Found::Data(wanted, Box::new(data)),
            Err(why) => Found::Failed(why),
        };
        let _ = sender.send(found);
    });
}

/// Works out the analysis in front beside the screen.
pub(super) fn analyse(app: &mut App) {
    let workspace = app.as_seen();
    let Some(Overlay::Analyses(analyses)) = &mut app.overlay else { return };
    let (subject, analysis, settings) = analyses.begin();
    start(app, analysis.what(), move |pace, sender| {
        // Whoever stopped it gets no answer.
        if let Some(found) = work(&workspace, &subject, analysis, &settings, pace) {
            let _ = sender.send(Found::Analysed(analysis, found));
        }
    });
}

/// Writes a file for others beside the screen, from what is on the screen and, of the others, on disk.
pub(super) fn write(app: &mut App, wanted: Wanted, format: Format) {
    let workspace = app.as_seen();
    start(app, "writing", move |_, sender| {
        let path = workspace.exports().join(wanted.file_name(format));
        let written = workspace
            .prepare(&wanted)
            .and_then(|prepared| workspace.export(&prepared.document, format, &path));
        let _ = sender.send(match written {
            Ok(path) => Found::Written(path.display().to_string()),
            Err(error) => Found::Failed(error.to_string()),
        });
    });
}

/// Starts a job; the one before it stops.
pub(super) fn start(
    app: &mut App,
    what: &'static str,
    work: impl FnOnce(&Pace, Sender<Found>) + Send + 'static,
) {
    match Job::start(what, work) {
        Ok(job) => app.job = Some(job),
        Err(error) => app.say(Tone::Problem, format!("cannot start {what}: {error}")),
    }
}
