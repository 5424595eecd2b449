//! The laws of changes: applied and undone, any sequence leaves the same assessment and the same
//! file, and what a refused change would have done never happens.

use std::path::Path;

use anyhow::{Context, Result};
use proptest::prelude::*;
use stocktake::domain::{
    Assessment, Boxed, Change, Confidence, Entry, EntryKind, Evidence, EvidenceKind, Framework, Id,
    InPlace, NoteKind, Offer, ReasonOfChange, Sector, Selection, Stance, Verdict,
};
use stocktake::store::{Document, read_assessment, read_change, read_framework, write_change};
use stocktake::workspace::pin;

#[path = "changes/files.rs"]
mod files;
#[path = "changes/refused.rs"]
mod refused;

const FRAMEWORK: &str = include_str!("documents/tiny.toml");

fn framework() -> Result<Framework> {
    Ok(read_framework(Path::new("tiny.toml"), FRAMEWORK)?)
}

fn id(text: &str) -> Id {
    Id::new(text).expect("the ids of this test are ids")
}

/// Changes of every kind; some of them do not fit and must be refused.
fn change() -> impl Strategy<Value = Change> {
    let question = || prop::sample::select(vec!["a.1", "b", "c", "d", "nowhere"]).prop_map(id);
    let text =
        || prop::sample::select(vec!["", "plain", "\"quoted\"\n# not a comment", "ж\u{202e}"]);
    let verdict = prop_oneof![
        Just(None),
        Just(Some(Verdict::Unknown)),
        Just(Some(Verdict::NotApplicable { reason: "no islands".into() })),
        Just(Some(Verdict::NotApplicable { reason: " ".into() })),
        prop::sample::select(vec![1.0, 2.0, 3.0, 4.0, 2.5, 9.0, f64::NAN])
            .prop_map(|level| Some(Verdict::Scored(level))),
    ];
    let entry = || prop::sample::select(vec!["one", "two", "three"]).prop_map(id);
    prop_oneof![
        4 => (question(), verdict, any::<bool>())
            .prop_map(|(question, verdict, carried)| Change::Verdict { question, verdict, carried }),
        1 => (question(), prop::option::of(Just(InPlace::Paper)))
            .prop_map(|(q, mark)| Change::InPlace(q, mark)),
        1 => (question(), prop::option::of(Just(ReasonOfChange::Evidence)))
            .prop_map(|(q, reason)| Change::ReasonOfChange(q, reason)),
        1 => (question(), prop::option::of(Just(Confidence::Sure)))
            .prop_map(|(q, step)| Change::Confidence(q, step)),
        1 => (question(), any::<bool>()).prop_map(|(q, parked)| Change::Parked(q, parked)),
        2 => (question(), text()).prop_map(|(q, t)| Change::Text(q, Boxed::Claim, t.into())),
        1 => (question(), prop::collection::vec(entry(), 0..3))
            .prop_map(|(q, sources)| Change::Sources(q, sources)),
        1 => (question(), text())
            .prop_map(|(q, t)| Change::Notes(q, NoteKind::Lessons, vec![t.into()])),
        2 => (entry(), text(), 0..4_usize)
            .prop_map(|(id, title, at)| Change::Put { entry: evidence(id, title), at }),
        1 => (entry(), text()).prop_map(|(id, title)| Change::put(offer(id, title))),
        1 => entry().prop_map(|id| Change::Remove(EntryKind::Evidence, id)),
        1 => entry().prop_map(|id| Change::Remove(EntryKind::Offer, id)),
    ]
}

fn evidence(id: Id, title: &str) -> Entry {
    Entry::Evidence(Evidence {
        id,
        kind: EvidenceKind::Survey,
        title: title.into(),
        issuer: String::new(),
        sector: Sector::Independent,
        date: None,
        valid_until: None,
        unit: String::new(),
        language: String::new(),
        reference: String::new(),
        page: String::new(),
        holder: String::new(),
        confidential: false,
        stance: Stance::For,
    })
}

fn offer(id: Id, title: &str) -> Entry {
    Entry::Offer(Offer {
        id,
        title: title.into(),
        about: Vec::new(),
        forms: Vec::new(),
        languages: vec!["en".into()],
        contact: String::new(),
        lesson: String::new(),
        conditions: String::new(),
    })
}

proptest! {
    /// A change that is written as a line is read back as itself: journals depend on it.
    #[test]
    fn a_change_is_read_back_as_it_was_written(change in change()) {
        let number = matches!(&change, Change::Verdict { verdict: Some(Verdict::Scored(n)), .. } if n.is_nan());
        let open_and_carried = matches!(&change, Change::Verdict { verdict: None, .. });
        prop_assume!(!number);
        let read = read_change(&write_change(&change).to_string()).map_err(TestCaseError::fail)?;
        if open_and_carried {
            prop_assert_eq!(read.len(), 1);
        } else {
            prop_assert_eq!(read, vec![change]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// After any changes the file reads back as the assessment, and after all of them are undone
    /// both are what they were.
    #[test]
    fn what_is_applied_can_be_undone_and_the_file_follows(
        changes in prop::collection::vec(change(), 1..40)
    ) {
        check(&changes).map_err(|e| TestCaseError::fail(format!("{e:#}")))?;
    }
}

fn check(changes: &[Change]) -> Result<()> {
    let framework = framework()?;
    let key = Selection::new("XAA/2025").map_err(anyhow::Error::msg)?.single().context("a key")?;
    let start = Assessment::blank(key.clone(), pin(&framework));
    let mut assessment = start.clone();
    let mut document = Document::new(&assessment, &framework);
    let first = document.text();
    let mut undo = Vec::new();
    for change in changes {
        let before = assessment.clone();
        match assessment.apply(&framework, change) {
            Ok(inverse) => {
                let mut back = assessment.clone();
                back.apply(&framework, &inverse).map_err(anyhow::Error::msg)?;
                anyhow::ensure!(back == before, "undoing {change:?} leads elsewhere");
                document.sync(&assessment, &framework, &change.part());
                undo.push(inverse);
            }
            Err(_) => anyhow::ensure!(assessment == before, "a refused change altered something"),
        }
        let (read, warnings) = read_assessment(Path::new("x.toml"), &key, &document.text())?;
        anyhow::ensure!(warnings.is_empty(), "{}", warnings[0]);
        anyhow::ensure!(read == assessment, "the file says something else:\n{}", document.text());
    }
    for change in undo.iter().rev() {
        assessment.apply(&framework, change).map_err(anyhow::Error::msg)?;
        document.sync(&assessment, &framework, &change.part());
    }
    anyhow::ensure!(assessment == start, "undoing everything does not lead back");
    anyhow::ensure!(document.text() == first, "the file keeps a trace:\n{}", document.text());
    Ok(())
}
