//! What to do about a save that has failed.

use crate::report::differences;
use crate::tui::effect::Effect;
use crate::tui::open::{Open, Saved};
use crate::tui::overlay::{List, Row, Writing, WritingPurpose};

use super::Ask;

/// The ways out, the harmless ones first.
pub(super) fn trouble(open: &Open) -> List {
    let Some(why) = open.saved.trouble() else {
        return List {
            title: "Saved".into(),
            lead: vec!["Everything is on disk.".into()],
            rows: vec![Row::new("Go on", Effect::Close)],
            ..List::default()
        };
    };
    let journal = open.session.journal_path().display();
    let where_it_is = match &open.saved {
        Saved::NotConfirmed(_) => "Everything is in the file; a power cut might undo that.".into(),
        saved if saved.is_in_memory_only() => {
            "What you see is in memory only until one of these has worked:".to_owned()
        }
        _ => format!("Your changes are recorded in {journal}, and not in the file yet."),
    };
    let title = match open.saved {
        Saved::NotConfirmed(_) => "SAVED, NOT CONFIRMED",
        _ => "NOT SAVED",
    };
    let mut rows = Vec::new();
    match open.saved {
        Saved::Overtaken(_) => rows.push(
            Row::new("Merge their changes with yours", Effect::CatchUp)
                .detail("where both changed the same, both are kept until you choose"),
        ),
        _ => rows
            .push(Row::new("Try to save again", Effect::Save).detail(
                "after the disk has room, the folder may be written, the stick is back in",
            )),
    }
    rows.push(
        Row::new("Save a copy in the folder exports", Effect::SaveCopy)
            .detail("nothing is lost; somebody can put the two files together later"),
    );
    rows.push(
        Row::new("Open the file again as it is on disk", Effect::Reopen)
            .detail("what somebody else wrote is shown; what was recorded here can be brought in"),
    );
    rows.push(Row::new("Go on and come back to this with Ctrl-S", Effect::Close));
    List { title: title.into(), lead: vec![why.to_owned(), where_it_is], rows, ..List::default() }
}

/// The same ways out, and leaving without any of them, which has to be typed.
pub(super) fn leave(open: &Open) -> List {
    let mut list = trouble(open);
    list.rows.pop();
    list.rows.push(Row::new("Stay", Effect::Close));
    let (leave, what) = match open.saved.is_in_memory_only() {
        true => ("Leave, and lose what is not saved", "asks you to type a word"),
        false => ("Leave; the journal keeps what is not in the file", "asks you to type a word"),
    };
    list.rows.push(Row::new(leave, Effect::Ask(Ask::LeaveForGood)).detail(what));
    list
}

/// The word that has to be typed.
pub(super) fn leave_for_good() -> Writing {
    let hint = "Type the word leave, and Enter: the file does not have your last changes.";
    Writing::new("Leave although saving failed".into(), hint, "", WritingPurpose::Leave)
}

/// The most changes that are listed.
const MOST: usize = 12;

/// What a crash kept out of the file.
pub(super) fn leftovers(open: &Open) -> Option<List> {
    let left = open.session.leftovers()?;
    let first = left.records.first();
    let when = first.map(|r| format!("{} {}", r.at, r.by)).unwrap_or_default();
    let count = left.changes.len() + left.misfits.len();
    let mut lead = vec![format!(
        "{count} change(s) were recorded from {when} on and never came into the file:"
    )];
    let lines = differences(open.framework(), open.assessment(), &left.with);
    lead.extend(lines.iter().take(MOST).cloned());
    if lines.len() > MOST {
        lead.push(format!("and {} more", lines.len() - MOST));
    }
    lead.extend(left.misfits.iter().map(|(_, why)| format!("does not fit: {why}")));
    let rows = vec![
        Row::new("Bring them into the file", Effect::Recover)
            .detail("one step, which u takes back"),
        Row::new("Leave them out for good", Effect::SetAside).detail("the journal keeps them"),
        Row::new("Decide later", Effect::Close).detail("until then nothing can be changed here"),
    ];
    Some(List { title: "Recorded, and not in the file".into(), lead, rows, ..List::default() })
}
