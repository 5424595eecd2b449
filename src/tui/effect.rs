//! What has to be done beyond the state of the screens, as plain data, and the only place where it
//! is done: saving, reading, making and writing files.

use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::Arc;

use super::action::{Action, Tab};
use super::analyses::{Analysis, Outcome, Subject};
use super::app::{App, Tone};
use super::catalogue::{State, Summary};
use super::data::{Data, Load};
use super::open::Open;
use super::overlay::{Analyses, Ask, Overlay, Reading, ask, ask_draws};
use super::screens::Context;
use super::screens::frameworks::{Shelved, Way};
use crate::analysis::comparable::Comparisons;
use crate::domain::{Change, Framework, Id, Key, Scenario};
use crate::export::Format;
use crate::workspace::{BadFile, New, Others, Planned, Session, Wanted, Workspace};

mod beside;
mod framework;
mod migration;
mod saving;
mod scenario;

pub use beside::hear;
use beside::{analyse, list, load, write};
use saving::{catch_up, save_copy, session, step};
pub use saving::{copy_path, hear_saves, quit};

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
    /// Show the node at a place, on the screen that is in front.
    Node(usize),
    /// Read every framework file.
    Shelf,
    /// Look into a framework at a node.
    Browse(Arc<Framework>, usize, Way),
    /// Show frameworks in the next language.
    Language,
    /// Ask which newer version an assessment is moved to.
    Newer(Key),
    /// Show what would become of an assessment.
    PlanMigration(Key, Arc<Framework>),
    /// Write what was shown as a new file.
    Migrate(Arc<Planned>),
    /// Write the report of a migration.
    MigrationReport(Arc<Planned>),
    /// Keep what is supposed under a name.
    KeepScenario(Id, Box<Scenario>),
    /// Take out a scenario that was kept.
    Suppose(Id),
    /// Show the screen before.
    Back,
    /// Ask something.
    Ask(Ask),
    /// Show something to read.
    Read(Box<Reading>),
    /// Show what there is to say of a subject, from one of its analyses on.
    Analyses(Box<Subject>, Analysis),
    /// Work out the analysis that is in front, beside the screen.
    Analyse,
    /// Ask what the analyses in front draw.
    Draws,
    /// Put analyses in front, and work out what waits for it.
    Front(Box<Analyses>),
    /// Take away what lies in front of the screen.
    Close,
    /// Say something at the foot of the screen.
    Say(Tone, String),
    /// List the folder anew and read it.
    List,
    /// Stop what goes on beside the screen.
    Stop,
    /// Read assessments for a comparison, beside the screen.
    Load(Load),
    /// Write a file for others, beside the screen.
    Write(Wanted, Format),
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
    /// Take the file as somebody else left it, and put what was changed here on top.
    CatchUp,
    /// Bring what a crash kept out of the file into it.
    Recover,
    /// Leave it out for good.
    SetAside,
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
    /// Assessments for a comparison.
    Data(Load, Box<Data>),
    /// What there is to say in one analysis.
    Analysed(Analysis, Outcome),
    /// Every framework file, and the workspace that was opened anew to read them.
    Shelf(Box<Workspace>, Vec<Shelved>),
    /// A file for others was written.
    Written(String),
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
            refresh(app);
        }
        Effect::Node(place) => {
            app.screens.node(place);
            refresh(app);
        }
        Effect::Shelf => framework::shelf(app),
        Effect::Browse(own, place, way) => framework::browse(app, &own, place, way),
        Effect::Newer(key) => return migration::start(app, &key),
        Effect::PlanMigration(key, to) => return migration::plan(app, &key, &to),
        Effect::Migrate(planned) => return migration::write(app, &planned),
        Effect::MigrationReport(planned) => return migration::report(app, &planned),
        Effect::Language => return framework::next_language(app),
        Effect::KeepScenario(name, scenario) => return scenario::keep(app, &name, &scenario),
        Effect::Suppose(name) => return scenario::take(app, &name),
        Effect::Back => {
            let tab = app.screens.back();
            show(app, tab);
        }
        Effect::Ask(question) => app.overlay = ask(&question, app),
        Effect::Read(reading) => app.overlay = Some(Overlay::Reading(*reading)),
        Effect::Analyses(subject, first) => {
            let analyses = Analyses::new(*subject, first, app.draws.clone());
            app.overlay = Some(Overlay::Analyses(Box::new(analyses)));
            analyse(app);
        }
        Effect::Draws => {
            app.overlay = match app.overlay.take() {
                Some(Overlay::Analyses(analyses)) => Some(Overlay::Form(ask_draws(analyses))),
                other => other,
            };
        }
        Effect::Front(analyses) => {
            app.draws = analyses.settings.clone();
            let waits = analyses.is_waiting();
            app.overlay = Some(Overlay::Analyses(analyses));
            if waits {
                analyse(app);
            }
        }
        Effect::Analyse => analyse(app),
        Effect::Close => app.overlay = None,
        Effect::Say(tone, text) => app.say(tone, text),
        Effect::List => list(app),
        Effect::Load(wanted) => load(app, wanted),
        Effect::Write(wanted, format) => write(app, wanted, format),
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
        Effect::Create(new) => match app.as_seen().create(&new) {
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
        Effect::CatchUp => return catch_up(app),
        Effect::Recover => return session(app, |open| open.session.recover().map(|()| true)),
        Effect::SetAside => return session(app, |open| open.session.set_aside().map(|()| true)),
        Effect::Mouse => return Break(Some(Outside::Mouse)),
        Effect::Redraw => return Break(Some(Outside::Redraw)),
        Effect::Quit => return Break(Some(Outside::Quit)),
    }
    Continue(())
}

fn fail(app: &mut App, why: String) -> ControlFlow<Option<Outside>> {
    app.say(Tone::Problem, why);
    Break(None)
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
        let (key, summary) = (open.key().clone(), Summary::of_open(open));
        app.catalogue.learn(&key, State::Read(Box::new(summary)));
    }
    let context = Context {
        open: app.open.as_ref(),
        catalogue: &app.catalogue,
        seen: &app.seen,
        busy: app.job.is_some(),
    };
    if let Some(effect) = app.screens.show(tab, &context) {
        // Reading beside the screen never breaks anything off.
        let _ = carry_out(app, effect);
    }
}

/// Brings the screen in front up to date after a change.
fn refresh(app: &mut App) {
    let context = Context {
        open: app.open.as_ref(),
        catalogue: &app.catalogue,
        seen: &app.seen,
        busy: app.job.is_some(),
    };
    if let Some(effect) = app.screens.refresh(&context) {
        // Reading beside the screen never breaks anything off.
        let _ = carry_out(app, effect);
    }
}

fn open(app: &mut App, key: &Key, tab: Tab) -> ControlFlow<Option<Outside>> {
    let leaves = app.open.as_ref().is_some_and(|open| open.key() != key);
    if leaves && saving::in_trouble(app) {
        app.overlay = ask(&Ask::Trouble, app);
        return Break(None);
    }
    // The courtesy lock of the same file is given back before it is opened again.
    app.open = app.open.take().filter(|open| open.key() != key);
    match app.workspace.edit(key).map(Session::without_waiting) {
        Ok(session) => {
            let others = session.others().cloned();
            // The last round that was answered against the same framework, in any version, or
            // against one that a crosswalk joins with it.
            let ways = app.workspace.library().crosswalks().ways();
            let kin = Comparisons::with(ways).kin(&session.framework().id);
            let read = |key: &Key| app.workspace.read(key).ok();
            let earlier = app.catalogue.earlier(key).into_iter().filter_map(read);
            let earlier = { earlier }.find(|opened| kin.contains(&opened.framework.id));
            let mut open = Open::new(session, earlier, ways);
            let earlier = open.earlier.as_ref();
            let earlier = earlier.map(|e| framework::wording(app, &e.opened.framework).shown);
            open.speak(framework::wording(app, open.session.framework()), earlier);
            app.open = Some(open);
            app.screens.forget();
            show(app, tab);
            if let Some(told) = saving::what_to_know(app) {
                app.say(Tone::Problem, told);
            }
            if let Some(Others { by, at }) = others {
                app.say(Tone::Problem, format!("Open elsewhere too: {by} changed it at {at} UTC."));
            }
            if let Some(found) = ask(&Ask::Leftovers, app) {
                app.overlay = Some(found);
            }
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
