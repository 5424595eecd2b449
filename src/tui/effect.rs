//! What has to be done beyond the state of the screens, as plain data, and the only place where it
//! is done: saving, reading, making and writing files.

use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::Arc;

use super::action::{Action, Tab};
use super::app::{App, Tone};
use super::catalogue::{Catalogue, State, Summary};
use super::job::{Arrival, Job};
use super::open::{Open, Saved};
use super::overlay::{Ask, Overlay, Reading, ask};
use super::screens::Context;
use crate::domain::{Change, Id, Key, Selection};
use crate::workspace::{BadFile, New, SessionError};

/// Something to do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// One after the other, until one of them fails.
    Then(Vec<Effect>),
    /// As if the action had been chosen on the screen.
    Act(Action),
    /// Show a screen.
    Go(Tab),
    /// Show the question at a place.
    Question(usize),
    /// Show the screen before.
    Back,
    /// Ask something.
    Ask(Ask),
    /// Show something to read.
    Read(Box<Reading>),
    /// Take away what lies in front of the screen.
    Close,
    /// Say something at the foot of the screen.
    Say(Tone, String),
    /// List the folder anew and read it.
    List,
    /// Stop what goes on beside the screen.
    Stop,
    /// Open an assessment on a screen.
    Open(Key, Tab),
    /// Open the assessment anew, as it is on disk.
    Reopen,
    /// Make a new assessment and open it.
    Create(Box<New>),
    /// Change the open assessment, as one step.
    Apply(Vec<Change>),
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Try to save again.
    Save,
    /// Save a copy among the exports.
    SaveCopy,
    /// Switch the mouse on or off.
    Mouse,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}

/// What only the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Switch the mouse on or off.
    Mouse,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}

/// What the job beside the screen finds.
#[derive(Debug)]
pub enum Found {
    /// What one assessment of the list is like.
    Summary(Key, Box<Summary>),
    /// Files that cannot be used.
    Bad(Vec<BadFile>),
    /// Something went wrong as a whole.
    Failed(String),
}

impl Effect {
    /// The same after what lies in front of the screen is gone.
    #[must_use]
    pub fn closing(self) -> Self {
        match self {
            Self::Close => self,
            other => Self::Then(vec![Self::Close, other]),
        }
    }
}

/// Carries an effect out. It breaks off where something failed or the terminal has to act.
pub fn carry_out(app: &mut App, effect: Effect) -> ControlFlow<Option<Outside>> {
    match effect {
        Effect::Then(all) => {
            for one in all {
                carry_out(app, one)?;
            }
        }
        Effect::Act(action) => {
            if let Some(effect) = app.update(&action) {
                carry_out(app, effect)?;
            }
        }
        Effect::Go(tab) => return go(app, tab),
        Effect::Question(place) => {
            show(app, Tab::Assess);
            app.screens.question(place);
        }
        Effect::Back => {
            let tab = app.screens.back();
            show(app, tab);
        }
        Effect::Ask(question) => app.overlay = ask(&question, app),
        Effect::Read(reading) => app.overlay = Some(Overlay::Reading(*reading)),
        Effect::Close => app.overlay = None,
        Effect::Say(tone, text) => app.say(tone, text),
        Effect::List => list(app),
        Effect::Stop => {
            if let Some(job) = app.job.take() {
                app.say(Tone::Done, format!("Stopped: {}.", job.what));
            }
        }
        Effect::Open(key, tab) => open(app, &key, tab)?,
        Effect::Reopen => {
            if let Some(key) = app.open.as_ref().map(|open| open.key().clone()) {
                open(app, &key, Tab::Assess)?;
            }
        }
        Effect::Create(new) => match app.workspace.create(&new) {
            Ok(key) => {
                list(app);
                open(app, &key, Tab::Assess)?;
            }
            Err(error) => return fail(app, error.to_string()),
        },
        Effect::Apply(changes) => {
            return session(app, |open| open.session.apply(&changes).map(|()| true));
        }
        Effect::Undo => {
            return step(app, Open::undo, ["Taken back.", "There is nothing to take back."]);
        }
        Effect::Redo => {
            return step(app, Open::redo, ["Done again.", "There is nothing to do again."]);
        }
        Effect::Save => return session(app, |open| open.session.save().map(|()| true)),
        Effect::SaveCopy => return save_copy(app),
        Effect::Mouse => return Break(Some(Outside::Mouse)),
        Effect::Redraw => return Break(Some(Outside::Redraw)),
        Effect::Quit => return Break(Some(Outside::Quit)),
    }
    Continue(())
}

/// Takes in what the job has found; `false` when there was nothing new.
pub fn hear(app: &mut App) -> bool {
    let Some(job) = &app.job else { return false };
    match job.next() {
        Arrival::Nothing => return false,
        Arrival::Over => app.job = None,
        Arrival::Value(Found::Summary(key, summary)) => {
            app.catalogue.learn(&key, State::Read(summary));
        }
        Arrival::Value(Found::Bad(files)) => {
            for bad in files {
                let keys = app.catalogue.entries.iter().map(|e| &e.key);
                match keys.clone().find(|key| app.workspace.path_of(key) == bad.path).cloned() {
                    Some(key) => app.catalogue.learn(&key, State::Bad(bad)),
                    None if app.catalogue.stray.contains(&bad) => {}
                    None => app.catalogue.stray.push(bad),
                }
            }
        }
        Arrival::Value(Found::Failed(why)) => app.say(Tone::Problem, why),
    }
    true
}

fn fail(app: &mut App, why: String) -> ControlFlow<Option<Outside>> {
    app.say(Tone::Problem, why);
    Break(None)
}

/// Lists the folder at once and has the files read beside the screen.
fn list(app: &mut App) {
    match Catalogue::list(&app.workspace) {
        Ok(catalogue) => app.catalogue = catalogue,
        Err(why) => return app.say(Tone::Problem, why),
    }
    let workspace = Arc::clone(&app.workspace);
    let job = Job::start("reading the assessments", move |pace, sender| {
        let keep = |opened: crate::workspace::Opened| {
            let summary = Summary::of(&opened.framework, &opened.assessment, &opened.warnings);
            // A screen that is gone needs no answer.
            let _ = sender.send(Found::Summary(opened.assessment.key, Box::new(summary)));
        };
        let progress = |done, total| pace.report(done, total);
        let found = match workspace.map_all(&Selection::all(), &progress, keep) {
            Ok(kept) => Found::Bad(kept.bad),
            Err(error) => Found::Failed(error.to_string()),
        };
        let _ = sender.send(found);
    });
    match job {
        Ok(job) => app.job = Some(job),
        Err(error) => app.say(Tone::Problem, format!("cannot start to read: {error}")),
    }
}

fn go(app: &mut App, tab: Tab) -> ControlFlow<Option<Outside>> {
    if !tab.needs_open() {
        show(app, tab);
        return Continue(());
    }
    match app.selected() {
        None => fail(app, "Choose an assessment first: n makes a new one.".into()),
        Some(key) if app.open.as_ref().is_some_and(|open| *open.key() == key) => {
            show(app, tab);
            Continue(())
        }
        Some(key) => open(app, &key, tab),
    }
}

/// Shows a screen, brought up to date.
fn show(app: &mut App, tab: Tab) {
    if let (Tab::Home, Some(open)) = (tab, &app.open) {
        let summary = Summary::of(open.framework(), open.assessment(), open.session.warnings());
        let key = open.key().clone();
        app.catalogue.learn(&key, State::Read(Box::new(summary)));
    }
    let context = Context {
        open: app.open.as_ref(),
        catalogue: &app.catalogue,
        seen: &app.seen,
        busy: app.job.is_some(),
    };
    app.screens.show(tab, &context);
}

/// Brings the screen in front up to date after a change.
fn refresh(app: &mut App) {
    let tab = app.screens.current().tab();
    show(app, tab);
}

fn open(app: &mut App, key: &Key, tab: Tab) -> ControlFlow<Option<Outside>> {
    let unsaved = |open: &Open| open.key() != key && open.saved.trouble().is_some();
    if app.open.as_ref().is_some_and(unsaved) {
        app.overlay = ask(&Ask::Trouble, app);
        return Break(None);
    }
    match app.workspace.edit(key) {
        Ok(session) => {
            let earlier = app.catalogue.earlier(key).and_then(|k| app.workspace.read(k).ok());
            app.open = Some(Open::new(session, earlier));
            app.screens.forget();
            show(app, tab);
            Continue(())
        }
        Err(error) => {
            let text = app.shorten(&error.to_string());
            let lines = text.lines().map(str::to_owned);
            let reading = Reading::message("This file cannot be used", lines);
            app.overlay = Some(Overlay::Reading(reading));
            Break(None)
        }
    }
}

/// Does something to the session and shows what became of it.
fn session(
    app: &mut App,
    act: impl FnOnce(&mut Open) -> Result<bool, SessionError>,
) -> ControlFlow<Option<Outside>> {
    let now = app.setup.now();
    let root = format!("{}{}", app.workspace.root().display(), std::path::MAIN_SEPARATOR);
    let Some(open) = &mut app.open else { return Continue(()) };
    let result = act(open);
    open.work_out();
    let flow = match result {
        Ok(true) => {
            open.saved = Saved::At(now);
            Continue(())
        }
        Ok(false) => Break(None),
        Err(SessionError::Refused(why)) => {
            app.say(Tone::Problem, why);
            Continue(())
        }
        Err(error) => {
            let why = error.to_string().replace(&root, "");
            open.saved = match error {
                SessionError::ChangedOnDisk(_) => Saved::Overtaken(why),
                _ => Saved::Failed(why),
            };
            app.overlay = ask(&Ask::Trouble, app);
            Break(None)
        }
    };
    refresh(app);
    flow
}

/// Takes a step back or forth, and goes to the question that it changed.
fn step(
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
    let ids = before.keys().chain(after.keys());
    let mut changed = ids.filter(|id: &&Id| before.get(*id) != after.get(*id));
    let place = changed.next().and_then(|id| open.framework().find(id.as_str()));
    if let Some(place) = place {
        app.screens.question(place);
    }
    flow
}

fn save_copy(app: &mut App) -> ControlFlow<Option<Outside>> {
    let Some(open) = &app.open else { return Continue(()) };
    let key = open.key();
    let time = app.setup.now().strftime("%H%M%S").to_string();
    let name = format!("{}-{}-{}-not-saved-{time}.toml", key.country, key.year, key.stem());
    let path = app.workspace.exports().join(name);
    match open.session.save_copy(&path) {
        Ok(()) => {
            app.say(Tone::Done, format!("A copy is in {}.", path.display()));
            Continue(())
        }
        Err(error) => fail(app, error.to_string()),
    }
}
