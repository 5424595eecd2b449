//! Entries that two people made under one id, where one of them has taken over the other before.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::Side;

use crate::laws::WORKSPACE;
use crate::tiny;

/// A file with these pieces of evidence, each an id and a title, and an answer that rests on some.
fn text(evidence: &[(&str, &str)], sources: &[&str]) -> Result<String> {
    let framework = tiny::framework()?;
    let entry = |(id, title): &(&str, &str)| {
        format!("[[evidence]]\nid = \"{id}\"\nkind = \"survey\"\ntitle = \"{title}\"\n")
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
    }
    Ok(())
}
