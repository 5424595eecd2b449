//! Looking into frameworks: reading them all, opening one, reading it in another language.

use std::ops::ControlFlow::{self, Continue};
use std::sync::Arc;

use super::beside::start;
use super::{Found, Outside, fail, refresh, show};
use crate::domain::Framework;
use crate::tui::action::Tab;
use crate::tui::app::{App, Tone};
use crate::tui::screens::frameworks::{Book, Shelved, Way};
use crate::tui::words;
use crate::workspace::{DEFAULT_FRAMEWORK, Foreign, Wording, Workspace};

/// Reads every framework file anew beside the screen, and shows the list of them.
pub(super) fn shelf(app: &mut App) {
    let workspace = Arc::clone(&app.workspace);
    start(app, "reading the frameworks", move |pace, sender| {
        let found = match workspace.anew() {
            Ok(fresh) => {
                let sources = fresh.library().sources();
                let total = sources.len();
                let read = sources.iter().enumerate().take_while(|(at, _)| pace.report(*at, total));
                let shelf = read.map(|(_, source)| {
                    let content = source.framework().cloned().map_err(Clone::clone);
                    let languages = content.as_deref().map(|f| fresh.languages(f));
                    Shelved {
                        file: source.path.display().to_string(),
                        built_in: source.is_built_in(),
                        languages: languages.unwrap_or_default(),
                        content,
                    }
                });
                let mut shelf: Vec<Shelved> = shelf.collect();
                shelf.sort_by_key(Shelved::order);
                Found::Shelf(Box::new(fresh), shelf)
            }
            Err(error) => Found::Failed(error.to_string()),
        };
        // A screen that is gone needs no answer.
        let _ = sender.send(found);
    });
}

/// Takes in what was read. The framework that is looked into is shown as it is now.
pub(super) fn take(app: &mut App, fresh: Workspace, shelf: Vec<Shelved>) {
    app.workspace = Arc::new(fresh);
    let reading = app.screens.frameworks().and_then(|screen| screen.book.as_ref());
    let again = reading.and_then(|book| {
        let old = &book.wording.own;
        let mut read = shelf.iter().filter_map(|shelved| shelved.content.as_ref().ok());
        let new = read.find(|f| f.id == old.id && f.version == old.version)?;
        let id = &old.node(book.tree.place).id;
        Some((Arc::clone(new), new.find(id.as_str()).unwrap_or(Framework::ROOT)))
    });
    let again = again.map(|(own, place)| (wording(app, &own), place));
    let first = app.open.as_ref().map(|open| Arc::clone(&open.wording.own));
    let first = first.or_else(|| app.workspace.framework(DEFAULT_FRAMEWORK, None).ok());
    if let Some(screen) = app.screens.frameworks_mut() {
        if let (Some(book), Some((wording, place))) = (&mut screen.book, again) {
            let (pane, scroll) = (book.pane, book.scroll);
            *book = Book { pane, scroll, ..Book::new(wording, place, book.way) };
        }
        let first = first.as_ref().map_or(("", ""), |f| (f.id.as_str(), f.version.as_str()));
        screen.take(shelf, first);
    }
}

/// Opens a framework at a node.
pub(super) fn browse(app: &mut App, own: &Arc<Framework>, place: usize, way: Way) {
    let wording = wording(app, own);
    show(app, Tab::Frameworks);
    if let Some(screen) = app.screens.frameworks_mut() {
        screen.book = Some(Book::new(wording, place, way));
    }
}

/// The words of a framework in the language of this session.
pub(super) fn wording(app: &App, own: &Arc<Framework>) -> Wording {
    app.workspace.wording(own, app.setup.language.as_deref())
}

/// Shows the framework in the next of its languages, for the rest of the session.
pub(super) fn next_language(app: &mut App) -> ControlFlow<Option<Outside>> {
    let Some((now, _)) = app.looked_at() else {
        return fail(app, "Open an assessment or a framework first.".into());
    };
    let (own, shown) = (Arc::clone(&now.own), now.shown.language.clone());
    let languages = app.workspace.languages(&own);
    let at = languages.iter().position(|language| *language == shown).map_or(0, |at| at + 1);
    let Some(next) = languages.get(at % languages.len()).filter(|next| **next != shown) else {
        let (_, bad) = app.workspace.translations(&own);
        let name = format!("{} {}", own.id, own.version);
        return fail(
            app,
            match bad.first() {
                Some(file) => format!("A translation of {name} cannot be used: {file}"),
                None => format!("There is no translation of {name} here."),
            },
        );
    };
    app.setup.language = Some(next.clone());
    speak(app);
    let said = app.looked_at().map(|(wording, _)| said(wording)).unwrap_or_default();
    app.say(Tone::Done, said);
    Continue(())
}

/// Words everything that is open in the language of this session.
fn speak(app: &mut App) {
    if let Some(open) = &app.open {
        let own = wording(app, open.session.framework());
        let earlier = open.earlier.as_ref().map(|e| wording(app, &e.opened.framework).shown);
        if let Some(open) = &mut app.open {
            open.speak(own, earlier);
        }
    }
    let book = app.screens.frameworks().and_then(|screen| screen.book.as_ref());
    let book = book.map(|book| wording(app, &book.wording.own));
    let screen = app.screens.frameworks_mut().and_then(|screen| screen.book.as_mut());
    if let (Some(book), Some(wording)) = (screen, book) {
        book.wording = wording;
    }
    refresh(app);
}

/// What a reader should know about the language that is shown now.
fn said(wording: &Wording) -> String {
    let own = words::language(&wording.own.language);
    let Some(foreign) = &wording.foreign else {
        return format!("The framework is shown in its own language, {own}.");
    };
    let (texts, missing) = foreign.count();
    let language = words::language(&foreign.language);
    let Foreign { reviewed, .. } = foreign;
    let draft = if *reviewed { "" } else { ", an unreviewed draft" };
    format!(
        "The framework is shown in {language}{draft}: {} of {texts} texts, the rest in {own}. \
         Answers stay as they are.",
        texts - missing
    )
}
