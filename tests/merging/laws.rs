//! The laws of the merge, on random pairs of edit sequences.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Result, ensure};
use proptest::prelude::*;
use stocktake::domain::{Change, Entry, EntryKind, Side, Verdict, changes, merge};
use stocktake::workspace::Workspace;

use crate::edits::{change, id};
use crate::lost::nothing_is_lost;
use crate::merges::{ensure_same, laws, merged, read};
use crate::support::Bench;
use crate::tiny::{blank, edited, framework, text};

/// A workspace that every case reads its framework from.
pub static WORKSPACE: LazyLock<(Bench, Workspace)> = LazyLock::new(|| {
    let bench = Bench::new().expect("a temporary folder");
    let workspace = Workspace::open(&bench.path(".")).expect("a workspace");
    (bench, workspace)
});

/// How many pairs of edit sequences are tried.
const PAIRS: u32 = 1000;

fn sequence(most: usize) -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(PAIRS) })]

    #[test]
    fn no_edit_is_lost_and_the_order_of_the_sides_does_not_matter(
        base in sequence(12), ours in sequence(12), theirs in sequence(12)
    ) {
        let run = || -> Result<()> {
            let f = framework()?;
            let base = edited(&f, &blank(&f), &base);
            let (ours, theirs) = (edited(&f, &base, &ours), edited(&f, &base, &theirs));
            let [b, o, t] = [&base, &ours, &theirs].map(|a| text(&f, a));
            laws(&|texts| merged(&WORKSPACE.1, texts), [&b, &o, &t])
        };
        run().map_err(|e| TestCaseError::fail(format!("{e:#}")))?;
    }

    /// A third side that parted at the same base loses nothing to a file that holds conflicts.
    #[test]
    fn a_third_side_is_merged_into_conflicts(
        base in sequence(8), ours in sequence(8), theirs in sequence(8), third in sequence(8)
    ) {
        let run = || -> Result<()> {
            let (workspace, f) = (&WORKSPACE.1, framework()?);
            let base = edited(&f, &blank(&f), &base);
            let [b, o, t, c] = [&[][..], &ours[..], &theirs[..], &third[..]]
                .map(|edits| text(&f, &edited(&f, &base, edits)));
            let m = merged(workspace, [&b, &o, &t])?;
            let all = merged(workspace, [&b, &m, &c])?;
            for side in [&o, &t, &c] {
                nothing_is_lost(&b, side, &all)?;
            }
            ensure!(merged(workspace, [&b, &all, &c])? == all, "not repeat-safe");
            Ok(())
        };
        run().map_err(|e| TestCaseError::fail(format!("{e:#}")))?;
    }

    /// The changes from one assessment to another lead there, each of them allowed.
    #[test]
    fn changes_lead_from_one_assessment_to_the_other(one in sequence(20), other in sequence(20)) {
        let run = || -> Result<()> {
            let f = framework()?;
            let (from, to) = (edited(&f, &blank(&f), &one), edited(&f, &blank(&f), &other));
            let mut now = from.clone();
            for change in changes(&from, &to) {
                now.apply(&f, &change).map_err(anyhow::Error::msg)?;
            }
            ensure_same("arrived", now, to)
        };
        run().map_err(|e| TestCaseError::fail(format!("{e:#}")))?;
    }
}

/// The oracle of these laws finds an edit that a merge has dropped.
#[test]
fn the_oracle_finds_a_lost_edit() -> Result<()> {
    let f = framework()?;
    let base = blank(&f);
    let level = |q: &str, n: f64| Change::verdict(&id(q), Some(Verdict::Scored(n)));
    let side = edited(&f, &base, &[level("a.1", 3.0), level("c", 2.0)]);
    let lossy = edited(&f, &base, &[level("a.1", 3.0)]);
    let [base, side, lossy] = [&base, &side, &lossy].map(|a| text(&f, a));
    assert!(nothing_is_lost(&base, &side, &lossy).is_err());
    nothing_is_lost(&base, &side, &side)
}

/// Two levels of one question are kept side by side, and neither counts.
#[test]
fn two_levels_are_a_conflict_that_scores_as_neither() -> Result<()> {
    let f = framework()?;
    let level = |n: f64| Change::verdict(&id("c"), Some(Verdict::Scored(n)));
    let base = edited(&f, &blank(&f), &[level(1.0)]);
    let (ours, theirs) = (edited(&f, &base, &[level(3.0)]), edited(&f, &base, &[level(4.0)]));
    let side = |by: &str| Side { by: by.into(), at: "2026-05-01".into() };
    let (ann, ben) = (side("Ann"), side("Ben"));
    let merged = merge(&f, [&base, &ours, &theirs], [&ann, &ben])?;
    let [conflict] = merged.conflicts.as_slice() else { anyhow::bail!("one conflict") };
    assert_eq!(conflict.ours.value.to_string(), "level 3");
    assert_eq!(conflict.theirs.value.to_string(), "level 4");
    assert_eq!((&conflict.ours.side, &conflict.theirs.side), (&ann, &ben));
    let scores = stocktake::analysis::score::Scores::of(&f, &merged.assessment);
    let root = scores.root();
    assert_eq!(
        (root.value, root.answered, root.lowest, root.highest),
        (None, 0, Some(1.0), Some(4.0))
    );
    Ok(())
}

/// Entries that two sides made under one id are two entries, and every link follows.
#[test]
fn different_entries_with_one_id_are_both_kept() -> Result<()> {
    let f = framework()?;
    let base = blank(&f);
    let evidence = |title: &str, question: &str| {
        let entry = format!("[[evidence]]\nid = \"e1\"\nkind = \"survey\"\ntitle = \"{title}\"\n");
        let text =
            text(&f, &base) + &format!("[answers.{question}]\nsources = [\"e1\"]\n") + &entry;
        read(&text)
    };
    let (ours, theirs) = (evidence("Law", "c")?, evidence("Study", "d")?);
    let side = Side::default();
    let merged = merge(&f, [&base, &ours, &theirs], [&side, &side])?;
    assert!(merged.conflicts.is_empty() && merged.renamed.len() == 1, "{merged:#?}");
    let title = |question: &str| {
        let answer = &merged.assessment.answers[question];
        let found: Vec<_> =
            merged.assessment.evidence_of(answer).map(|e| e.title.clone()).collect();
        found.concat()
    };
    assert_eq!((title("c"), title("d")), ("Law".to_owned(), "Study".to_owned()));
    assert_eq!(Entry::all(&merged.assessment, EntryKind::Evidence).len(), 2);
    Ok(())
}

/// New entries of both sides stand in the same order whichever side is ours.
#[test]
fn new_entries_stand_in_one_order() -> Result<()> {
    let f = framework()?;
    let entries = |ids: &[&str]| {
        let entry = |id: &&str| format!("[[requests]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
        text(&f, &blank(&f)) + &ids.iter().map(entry).collect::<String>()
    };
    let base = entries(&["k", "s"]);
    let (ours, theirs) = (entries(&["k", "z", "s"]), entries(&["b", "k", "m", "s", "c"]));
    for sides in [[&ours, &theirs], [&theirs, &ours]] {
        let merged = read(&merged(&WORKSPACE.1, [&base, sides[0], sides[1]])?)?;
        let order: String = merged.requests.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(order, "bkmzsc");
    }
    Ok(())
}

/// The attic of a migration comes along, and the evidence that lies in it stays.
#[test]
fn an_attic_is_taken_over_and_keeps_its_evidence() -> Result<()> {
    let f = framework()?;
    let base = text(&f, &blank(&f))
        + "[[evidence]]\nid = \"law\"\nkind = \"survey\"\ntitle = \"Law\"\n[x_extra]\nkept = 1\n";
    let attic = "[[attic]]\n[attic.framework]\nid = \"tiny\"\nversion = \"0\"\n[attic.why]\nold = \"gone\"\n[attic.answers.old]\nlevel = 2\nsources = [\"law\"]\n";
    let theirs = base.clone() + attic + "[x_theirs.deep]\nkept = 2\n";
    // The other side takes the evidence out, because nothing rests on it there.
    let ours = text(&f, &blank(&f)) + "[answers.c]\nlevel = 3\n[x_extra]\nkept = 1\n";
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let side = Side::default();
        let texts =
            [("b", &base), ("o", ours), ("t", theirs)].map(|(p, t)| (Path::new(p), t.as_str()));
        let file = WORKSPACE.1.merge_texts(texts, [&side, &side])?;
        let merged = file.document.text();
        assert_eq!(file.merged.conflicts.len(), 1, "{merged}");
        assert_eq!(
            (file.assessment.attic.len(), file.assessment.evidence.len()),
            (1, 1),
            "{merged}"
        );
        assert!(merged.contains("[x_extra]") && merged.contains("[x_theirs.deep]"), "{merged}");
    }
    Ok(())
}
