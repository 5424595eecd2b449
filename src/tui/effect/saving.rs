//! Saving: every change goes through the session, and what became of it is shown.

use std::ops::ControlFlow::{self, Break, Continue};
use std::path::PathBuf;

use jiff::civil::Time;

use super::{Effect, Outside, fail, refresh};
use crate::domain::Id;
use crate::tui::app::{App, Tone};
use crate::tui::open::{Open, Saved};
use crate::tui::overlay::{Ask, ask};
use crate::workspace::{Medium, SessionError};

/// Does something to the session and shows what became of it.
pub(super) fn session(
    app: &mut App,
    act: impl FnOnce(&mut Open) -> Result<bool, SessionError>,
) -> ControlFlow<Option<Outside>> {
    let now = app.setup.now();
    let Some(open) = &mut app.open else { return Continue(()) };
    let result = act(open);
    let news = open.hear(now);
    open.work_out();
    if matches!(open.saved, Saved::Overtaken(_)) && result.is_ok() {
        return catch_up(app);
    }
    let failed = news && open.saved.trouble().is_some();
    let flow = match result {
        // The save before has failed meanwhile.
        Ok(true) if failed => {
            app.overlay = ask(&Ask::Trouble, app);
            Break(None)
        }
        Ok(true) => Continue(()),
        Ok(false) => Break(None),
        Err(SessionError::Refused(why)) => {
            app.say(Tone::Problem, why);
            Continue(())
        }
        Err(_) => {
            app.overlay = ask(&Ask::Trouble, app);
            Break(None)
        }
    };
    refresh(app);
    flow
}

/// Waits until every save that was begun has ended, and says whether the file lacks something.
/// Whoever turns away from an assessment would not hear of a save that fails afterwards.
pub(super) fn in_trouble(app: &mut App) -> bool {
    let now = app.setup.now();
    let Some(open) = &mut app.open else { return false };
    // What went wrong is in the state.
    let _ = open.session.settle();
    open.hear(now);
    open.saved.trouble().is_some()
}

/// Leaving, after the last save has ended; where the file lacks something, the ways out first.
pub fn quit(app: &mut App) -> Effect {
    if in_trouble(app) { Effect::Ask(Ask::Leave) } else { Effect::Quit }
}

/// Takes in what became of saves that go on beside the screen. When one fails, the ways out are
/// shown at once, unless a person is in the middle of something; the header says it all the time.
pub fn hear_saves(app: &mut App) -> bool {
    let now = app.setup.now();
    let Some(open) = &mut app.open else { return false };
    let news = open.hear(now);
    if matches!(open.saved, Saved::Overtaken(_)) && app.overlay.is_none() && news {
        // What became of it is on the screen.
        let _ = catch_up(app);
        return true;
    }
    if news && open.saved.trouble().is_some() && app.overlay.is_none() {
        app.overlay = ask(&Ask::Trouble, app);
    }
    news
}

/// Merges the file as somebody else left it with what was changed here, and tells what came in.
/// Where that cannot be, the ways out are shown.
pub(super) fn catch_up(app: &mut App) -> ControlFlow<Option<Outside>> {
    let now = app.setup.now();
    let Some(open) = &mut app.open else { return Continue(()) };
    let outcome = open.session.catch_up(&app.workspace);
    open.hear(now);
    open.work_out();
    refresh(app);
    match outcome {
        Ok(incoming) => {
            let tone = if incoming.conflicts.is_empty() { Tone::Done } else { Tone::Problem };
            if !incoming.is_empty() {
                app.say(tone, sentence(&incoming.summary()));
            }
            Continue(())
        }
        Err(error) => {
            app.overlay = ask(&Ask::Trouble, app);
            fail(app, error.to_string())
        }
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}

/// Takes a step back or forth, and goes to the question that it changed.
pub(super) fn step(
    app: &mut App,
    act: fn(&mut Open) -> Result<bool, SessionError>,
    [done, nothing]: [&str; 2],
) -> ControlFlow<Option<Outside>> {
    let Some(before) = app.open.as_ref().map(|open| open.assessment().answers.clone()) else {
        return Continue(());
    };
    let mut moved = false;
    let flow = session(app, |open| act(open).inspect(|did| moved = *did));
    if app.notice.is_none() {
        let (tone, text) = if moved { (Tone::Done, done) } else { (Tone::Problem, nothing) };
        app.say(tone, text);
    }
    let Some(open) = &app.open else { return flow };
    let after = &open.assessment().answers;
    let changed = |id: &&Id| before.get(*id) != after.get(*id);
    let first = before.keys().chain(after.keys()).find(changed);
    let place = first.and_then(|id| open.framework().find(id.as_str()));
    if let Some(place) = place {
        app.screens.question(place);
        refresh(app);
    }
    flow
}

pub(super) fn save_copy(app: &mut App) -> ControlFlow<Option<Outside>> {
    let path = copy_path(app, app.setup.now());
    let Some(open) = &app.open else { return Continue(()) };
    match open.session.save_copy(&path) {
        Ok(()) => {
            app.say(Tone::Done, format!("A copy is in {}.", path.display()));
            Continue(())
        }
        Err(error) => fail(app, error.to_string()),
    }
}

/// What somebody should know before relying on what is saved here: what the file lies on, and what
/// crashes left beside it.
pub(super) fn what_to_know(app: &App) -> Option<String> {
    let open = app.open.as_ref()?;
    if let Some(warning) = Medium::of(open.session.path()).warning() {
        return Some(format!("What this file lies on: {warning}."));
    }
    let key = open.key();
    let count = app.workspace.scraps(key).map_or(0, |scraps| scraps.len());
    (count > 0).then(|| {
        format!("A crash left {count} temporary file(s) here: stocktake purge {key} --leftovers.")
    })
}

/// Where a copy goes of what cannot be saved in its place.
pub fn copy_path(app: &App, now: Time) -> PathBuf {
    let name = app.open.as_ref().map(|open| {
        let key = open.key();
        format!("{}-{}-{}-", key.country, key.year, key.stem())
    });
    let time = now.strftime("%H%M%S");
    let name = format!("{}not-saved-{time}.toml", name.unwrap_or_default());
    app.workspace.exports().join(name)
}
