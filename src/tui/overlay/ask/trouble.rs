//! What to do about a save that has failed.

use crate::tui::effect::Effect;
use crate::tui::open::{Open, Saved};
use crate::tui::overlay::{List, Row};

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
    let mut list = List {
        title: "NOT SAVED".into(),
        lead: vec![
            why.to_owned(),
            "What you see is in memory only until one of these has worked:".into(),
        ],
        rows: vec![
            Row::new("Save a copy in the folder exports", Effect::SaveCopy)
                .detail("nothing is lost; somebody can put the two files together later"),
            Row::new("Open the file again as it is on disk", Effect::Reopen)
                .detail("what was not saved here is lost; what somebody else wrote is shown"),
            Row::new("Go on and come back to this with Ctrl-S", Effect::Close),
        ],
        ..List::default()
    };
    if let Saved::Failed(_) = open.saved {
        let again = Row::new("Try to save again", Effect::Save)
            .detail("after the disk has room, the folder may be written, the stick is back in");
        list.rows.insert(0, again);
    }
    list
}

/// The same ways out, and leaving without any of them.
pub(super) fn leave(open: &Open) -> List {
    let mut list = trouble(open);
    list.rows.pop();
    list.rows.push(Row::new("Stay", Effect::Close));
    list.rows.push(Row::new("Leave, and lose what is not saved", Effect::Quit));
    list
}
