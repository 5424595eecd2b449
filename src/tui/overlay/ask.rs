//! What a person is asked, put together from what is open.

use std::sync::Arc;

use crate::analysis::migration::Fate;
use crate::domain::{Boxed, Conflict, EntryKind, Framework, HeaderField, Id, Key, NoteKind};
use crate::tui::action::Tab;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::workspace::Planned;

use super::{Help, List, Overlay, Row};

mod assessment;
mod conflict;
mod draws;
mod entry;
mod evidence;
mod find;
mod lookup;
mod migration;
mod plan;
mod priority;
mod record;
mod scenario;
mod trouble;
mod writing;

pub(super) use assessment::assessment;
pub use draws::ask_draws;
pub(super) use draws::draws;
pub(super) use entry::{EditedEntry, entry};
pub(super) use evidence::{NewEvidence, evidence};
pub use migration::report_name;
pub use priority::blank;
pub(super) use priority::{EditedPriority, priority};

/// A question to the person at the keyboard.
#[derive(Clone, Debug)]
pub enum Ask {
    /// The keys of a screen.
    Help(Place),
    /// Where to go.
    Screens,
    /// What to do about a save that has failed.
    Trouble,
    /// Which side of a conflict holds.
    Conflict(Box<Conflict>),
    /// Whether to leave although something is not saved.
    Leave,
    /// Whether really to leave then.
    LeaveForGood,
    /// What to do with what a crash kept out of the file.
    Leftovers,
    /// Which question to go to.
    FindQuestion,
    /// Which node of the framework in front to go to.
    FindNode,
    /// What a word of the framework means.
    Glossary,
    /// Where a word of the glossary is used.
    Uses(String),
    /// Which standard to look up.
    Standards,
    /// Which question that cites a standard to go to.
    Cites(String),
    /// Which newer version an assessment is moved to.
    Targets(Key, Vec<Arc<Framework>>),
    /// Whether to do what a migration would do.
    Migration(Arc<Planned>),
    /// What becomes of one part of it.
    Moves(Arc<Planned>, Fate),
    /// What was done, in which file.
    Migrated(Arc<Planned>, String),
    /// Under which name a scenario is kept.
    KeepScenario,
    /// Which scenario that was kept to take out.
    Scenarios,
    /// Which assessment to open.
    FindAssessment,
    /// What the new assessment is.
    NewAssessment,
    /// What the answer to the question at a place rests on; with the chosen line.
    Evidence(usize, usize),
    /// What the new piece of evidence is.
    NewEvidence(usize),
    /// What to write at a place.
    Write(usize),
    /// The question at a place as a priority.
    Priority(usize),
    /// What belongs to the assessment beside its answers.
    Record,
    /// A line of the head of the file.
    Header(HeaderField),
    /// The entries of a list; with the chosen line.
    Entries(EntryKind, usize),
    /// One of them, or a new one.
    Entry(EntryKind, Option<Id>),
    /// A box of the answer at a place.
    Box(usize, Boxed),
    /// The notes of a kind on a node.
    Notes(Id, NoteKind),
    /// One of them, or a new one.
    Note(Id, NoteKind, Option<usize>),
    /// Why the level of the question at a place is another one than in the round before.
    ReasonOfChange(usize),
    /// Why the question at a place does not apply.
    Reason(usize),
    /// The answer to the question at a place, where digits alone do not reach it.
    Number(usize, Option<u8>),
}

/// Puts a question together; `None` where there is nothing to ask about.
pub fn ask(ask: &Ask, app: &App) -> Option<Overlay> {
    Some(match ask {
        Ask::Help(place) => Overlay::Help(Help { place: *place, at: 0 }),
        Ask::Screens => Overlay::List(screens(app)),
        Ask::Trouble => Overlay::List(trouble::trouble(app.open.as_ref()?)),
        Ask::Conflict(conflict) => Overlay::List(conflict::choices(app.open.as_ref()?, conflict)?),
        Ask::Leave => Overlay::List(trouble::leave(app.open.as_ref()?)),
        Ask::LeaveForGood => Overlay::Writing(trouble::leave_for_good()),
        Ask::Leftovers => Overlay::List(trouble::leftovers(app.open.as_ref()?)?),
        Ask::FindQuestion => Overlay::Find(find::questions(app.open.as_ref()?)),
        Ask::FindNode => Overlay::Find(lookup::nodes(app.looked_at()?.0)),
        Ask::Glossary => {
            let (wording, place) = app.looked_at()?;
            Overlay::Find(lookup::glossary(wording, place, &app.setup.theme))
        }
        Ask::Uses(term) => Overlay::List(lookup::uses(app.looked_at()?.0, term)?),
        Ask::Standards => {
            let (wording, place) = app.looked_at()?;
            Overlay::Find(lookup::standards(wording, place, &app.setup.theme))
        }
        Ask::Cites(name) => Overlay::List(lookup::cites(app.looked_at()?.0, name)),
        Ask::Targets(key, all) => Overlay::List(migration::targets(key, all)),
        Ask::Migration(planned) => Overlay::List(migration::preview(planned)),
        Ask::Moves(planned, fate) => Overlay::List(migration::part(planned, *fate)),
        Ask::Migrated(planned, path) => Overlay::List(migration::done(planned, path)),
        Ask::KeepScenario => Overlay::Writing(scenario::keep(app)?),
        Ask::Scenarios => Overlay::List(scenario::kept(app)?),
        Ask::FindAssessment => Overlay::Find(find::assessments(&app.catalogue)),
        Ask::NewAssessment => Overlay::Form(assessment::form(app)),
        Ask::Evidence(place, at) => {
            Overlay::List(evidence::register(app.open.as_ref()?, *place, *at))
        }
        Ask::NewEvidence(place) => Overlay::Form(evidence::form(app.open.as_ref()?, *place)),
        Ask::Priority(place) => Overlay::Form(priority::form(app.open.as_ref()?, *place)?),
        Ask::Write(place) => Overlay::List(writing::choices(app.open.as_ref()?, *place)),
        Ask::Record => Overlay::List(record::choices(app.open.as_ref()?)),
        Ask::Header(field) => Overlay::Writing(record::header(app.open.as_ref()?, *field)),
        Ask::Entries(kind, at) => Overlay::List(record::entries(app.open.as_ref()?, *kind, *at)),
        Ask::Entry(kind, id) => Overlay::Form(entry::form(app, *kind, id.as_ref())?),
        Ask::Box(place, which) => {
            Overlay::Writing(writing::boxed(app.open.as_ref()?, *place, *which))
        }
        Ask::Notes(node, kind) => Overlay::List(writing::notes(app.open.as_ref()?, node, *kind)),
        Ask::Note(node, kind, at) => {
            Overlay::Writing(writing::note(app.open.as_ref()?, node, *kind, *at))
        }
        Ask::ReasonOfChange(place) => {
            Overlay::List(writing::reasons_of_change(app.open.as_ref()?, *place))
        }
        Ask::Reason(place) => Overlay::Writing(writing::reason(app.open.as_ref()?, *place)),
        Ask::Number(place, typed) => {
            Overlay::Writing(writing::number(app.open.as_ref()?, *place, *typed))
        }
    })
}

fn screens(app: &App) -> List {
    let here = app.screens.current().tab();
    let row =
        |(tab, name, key): &(Tab, &str, u8)| Row::new(format!("{name} (F{key})"), Effect::Go(*tab));
    List {
        title: "Go to".into(),
        rows: Tab::ALL.iter().map(row).collect(),
        at: Tab::ALL.iter().position(|(tab, ..)| *tab == here).unwrap_or(0),
        ..List::default()
    }
}
