//! Entries that two people made under one id, where one of them has taken over the other before.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Evidence, Id, Side};

use crate::laws::WORKSPACE;
use crate::tiny;

/// A file with these pieces of evidence, each an id and a title, and an answer that rests on some.
fn text(evidence: &[(&str, &str)], sources: &[&str]) -> Result<String> {
    let framework = tiny::framework()?;
    // Where one was taken over before, its page has been taken out since.
    let page = |id: &str| if id == "e" { "page = \"3\"\n" } else { "" };
    let entry = |(id, title): &(&str, &str)| {
        let page = page(id);
        format!("[[evidence]]\nid = \"{id}\"\nkind = \"survey\"\ntitle = \"{title}\"\n{page}")
    };
    let entries: String = evidence.iter().map(entry).collect();
    let answer = format!("[answers.b]\nlevel = 2\nsources = {sources:?}\n");
    Ok(tiny::text(&framework, &tiny::blank(&framework)) + &answer + &entries)
}

/// The renamed entry is there once, the others stay, and the answer rests on what it rested on.
#[test]
fn an_entry_that_was_taken_over_before_is_there_once_and_the_others_stay() -> Result<()> {
    let none = tiny::text(&tiny::framework()?, &tiny::blank(&tiny::framework()?));
    let merge = |texts: [&str; 3]| {
        let [base, ours, theirs] = texts.map(|text| (Path::new("self.toml"), text));
        WORKSPACE.1.merge_texts([base, ours, theirs], [&Side::default(), &Side::default()])
    };
    let one = text(&[("e", "One")], &["e"])?;
    let two = text(&[("e", "Two")], &["e"])?;
    let first = merge([&none, &one, &two])?;
    let [renamed] = first.merged.renamed.as_slice() else { anyhow::bail!("{:?}", first.merged) };
    let (to, ours) = (renamed.to.to_string(), renamed.ours);
    // Whose entry was renamed has it under both ids now.
    let title = if ours { "One" } else { "Two" };
    let both = [("a", "Else"), ("e", title), (&*to, title), ("z", "Else, too")];
    let both = text(&both, &["a", "e", &to, "z"])?;
    let own = format!("title = \"{title}\"\nx_own = 1\n");
    let both = both.replacen(&format!("title = \"{title}\"\n"), &own, 1);
    let other = if ours { &two } else { &one };
    for sides in [[&both, other], [other, &both]] {
        let file = merge([&none, sides[0], sides[1]])?;
        let (merged, text) = (file.assessment, file.document.text());
        ensure!(file.left.is_empty() && text.matches("x_own = 1").count() == 1, "{text}");
        let mut held: Vec<_> = merged.evidence.iter().map(|e| (e.id.as_str(), &*e.title)).collect();
        held.sort_unstable();
        let kept = if ours { "Two" } else { "One" };
        let wanted = [("a", "Else"), ("e", kept), (&*to, title), ("z", "Else, too")];
        ensure!(held == wanted, "{held:?}");
        let sources = &merged.answers.get("b").context("the answer")?.sources;
        for id in ["a", &*to, "z"] {
            ensure!(sources.iter().filter(|s| s.as_str() == id).count() == 1, "{id}: {sources:?}");
        }
        let paged = |e: &&Evidence| e.page == "3";
        ensure!(merged.evidence.iter().filter(paged).all(|e| e.id.as_str() == "e"), "{text}");
    }
    Ok(())
}

/// The same of an action: one that waited for both waits for the renamed one and for the others.
#[test]
fn an_action_waits_for_what_was_taken_over_before_and_not_for_its_twin() -> Result<()> {
    let none = tiny::text(&tiny::framework()?, &tiny::blank(&tiny::framework()?));
    let merge = |texts: [&str; 3]| {
        let [base, ours, theirs] = texts.map(|text| (Path::new("self.toml"), text));
        WORKSPACE.1.merge_texts([base, ours, theirs], [&Side::default(), &Side::default()])
    };
    let action = |id: &str, title: &str, after: &[&str]| {
        let head =
            format!("[[actions]]\nid = \"{id}\"\ntitle = \"{title}\"\nstatus = \"planned\"\n");
        head + &if after.is_empty() { String::new() } else { format!("after = {after:?}\n") }
    };
    let [one, two] = ["One", "Two"].map(|title| none.clone() + &action("e", title, &[]));
    let first = merge([&none, &one, &two])?;
    let [renamed] = first.merged.renamed.as_slice() else { anyhow::bail!("{:?}", first.merged) };
    let (to, title) = (renamed.to.to_string(), if renamed.ours { "One" } else { "Two" });
    let own = action("a", "Else", &[]) + &action("e", title, &[]) + &action(&to, title, &[]);
    let both = none.clone() + &own + &action("z", "Later", &["a", "e", &to]);
    let other = if renamed.ours { &two } else { &one };
    for sides in [[&both, other], [other, &both]] {
        let merged = merge([&none, sides[0], sides[1]])?.assessment;
        let later = merged.actions.iter().find(|a| a.id.as_str() == "z").context("an action")?;
        let after: Vec<&str> = later.after.iter().map(Id::as_str).collect();
        ensure!(after == ["a", &*to], "{after:?}");
        let held = merged.actions.iter().filter(|a| a.title == title).count();
        ensure!(merged.actions.len() == 4 && held == 1, "{:?}", merged.actions);
    }
    Ok(())
}
